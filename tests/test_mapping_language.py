"""What a mapping can say of rows and columns, key by key: docs/mapping.md with the records it gives."""

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.mapped import counts, mapped, put, unread

CASES = "SELECT {} FROM cases ORDER BY source_file, source_row, case_id"


def cases(folder: Path, mapping: str, columns: str, *, head: str = "") -> list[tuple[object, ...]]:
    """The cases of an export whose one table is mapped by these lines."""
    lines = "\n".join("    " + line for line in mapping.strip("\n").splitlines())
    found, _ = mapped(folder, f"{head}\ntables:\n  cases:\n{lines}\n", CASES.format(columns))
    return found


# ---- columns ----------------------------------------------------------------------------------------------------


def test_the_alias_that_is_there_is_read_and_two_that_are_there_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "URN\n7\n", "b.csv": "client REF,URN\n8,9\n"})
    columns = "columns: {case_id: [Client ref, URN]}"
    assert cases(tmp_path, f"files: a.csv\n{columns}", "case_id") == [("7",)]
    both = unread(tmp_path, f"tables: {{cases: {{files: b.csv, {columns}}}}}")
    assert (
        both == "b.csv has the columns client REF and URN, and the mapping (line 1) takes either. Name only one there."
    )


def test_several_columns_become_one_and_blanks_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,First,Last,Opened,Referred\n1, Ada ,Bell,,2026-01-02\n2,,Cole,2026-01-03,x\n3,,,,\n"})
    found, _ = mapped(
        tmp_path,
        """
        tables:
          people:
            files: a.csv
            columns:
              person_id: {compose: "P-{Ref:4}"}
              full_name: {joined: [First, Last], with: " "}
              known_as: {joined: [Last, First], with: ", "}
              date_of_birth: {first_filled: [Opened, Referred]}
        """,
        "SELECT person_id, full_name, known_as, date_of_birth, date_of_birth__bad FROM loaded_people ORDER BY 1",
    )
    assert found == [
        ("P-0001", "Ada Bell", "Bell, Ada", date(2026, 1, 2), False),
        ("P-0002", "Cole", "Cole", date(2026, 1, 3), False),
        ("P-0003", None, None, None, False),
    ]


def test_an_id_is_composed_of_values_and_counters_and_is_blank_if_any_is_blank(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Site\n7,N\n123456,S\n8,\n,N\n"})
    mapping = """
files: a.csv
columns:
  case_id: {compose: "{Site}-{Ref:3}"}
  person_id: {compose: "R{#row}"}
"""
    found = [("N-007", "R2"), ("S-123456", "R3"), (None, "R4"), (None, "R5")]
    assert cases(tmp_path, mapping, "case_id, person_id") == sorted(found, key=lambda row: row[1])


def test_values_are_translated_trimmed_and_without_case_and_a_blank_stays_blank_unless_it_is_listed(
    tmp_path: Path,
) -> None:
    put(tmp_path, {"a.csv": 'Ref,How\n1, TEL \n2,""\n3,pigeon\n4,post\n'})
    template = "files: a.csv\ncolumns: {{case_id: Ref, service: {{first: How, translate: {}, otherwise: {}}}}}"
    listed = template.format('{Tel: iss, "": youth}', "other")
    assert cases(tmp_path, listed, "service") == [("iss",), ("youth",), ("other",), ("other",)]
    unlisted = template.format("{tel: iss}", "blank")
    assert cases(tmp_path, unlisted, "service") == [("iss",), (None,), (None,), (None,)]
    kept = template.format("{tel: iss}", "keep")
    found, _ = mapped(
        tmp_path,
        "tables:\n  cases: {" + kept.replace("\n", ", ") + "}",
        "SELECT service, service__bad FROM loaded_cases",
    )
    assert found == [("iss", False), (None, False), (None, True), (None, True)]


def test_a_list_is_translated_item_by_item(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": 'Id,What\n1,"Home address, , GP"\n2,\n3,"gp,nonsense"\n4,GP\n'})
    found, loaded = mapped(
        tmp_path,
        """
        tables:
          disclosures:
            files: a.csv
            columns:
              disclosure_id: Id
              info_categories:
                {first: What, separator: ",", translate: {home address: address, gp: health}, otherwise: keep}
        """,
        "SELECT info_categories, info_categories__bad FROM loaded_disclosures ORDER BY source_row",
        details=True,
    )
    assert found == [("address;health", False), (None, False), ("health", True), ("health", False)]
    assert {line.column: line.unlisted for line in loaded.details}["info_categories"] == 1


def test_ticks_become_codes_and_a_box_that_is_neither_ticked_nor_left_is_reported(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Id,Health,Rent,Housing\n1,Y,,✓\n2,no,x,0\n3,,,\n4,see notes,,1\n"})
    found, _ = mapped(
        tmp_path,
        """
        tables:
          disclosures:
            files: a.csv
            columns: {disclosure_id: Id, info_categories: {ticks: {health: Health, address: [Rent, Housing]}}}
        """,
        "SELECT info_categories, info_categories__bad FROM loaded_disclosures ORDER BY source_row",
    )
    assert found == [("health;address", False), ("address", False), (None, False), ("address", True)]


def test_an_expression_answers_from_several_columns_and_reads_dates_as_iso(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Opened,Closed\n1,31/12/2025,\n2,13/01/2026,14/01/2026\n"})
    mapping = """
files: a.csv
columns:
  case_id: upper('c' || Ref)
  opened_on: Opened
  status: {expression: 'CASE WHEN "Closed" IS NULL THEN ''open'' ELSE ''closed'' END'}
  evidence_hold: {expression: CASE WHEN date(Opened) < '2026-01-01' THEN 'yes' ELSE 'no' END}
""".replace("upper('c' || Ref)", "{expression: upper('c' || Ref)}")
    assert cases(tmp_path, mapping, "case_id, status, evidence_hold") == [("C1", "open", "yes"), ("C2", "closed", "no")]


def test_a_value_is_blank_when_another_column_says_so(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,State,Closed\n1,live,2026-01-01\n2,Shut ,2026-01-02\n"})
    mapping = "files: a.csv\ncolumns: {case_id: Ref, closed_on: {first: Closed, blank_when: {State: [LIVE, new]}}}"
    assert cases(tmp_path, mapping, "closed_on") == [(None,), (date(2026, 1, 2),)]


# ---- rows -------------------------------------------------------------------------------------------------------


def test_rows_are_left_out_where_the_condition_fails_and_a_blank_is_like_any_other_value(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Status\n1,test\n2,\n3,live\n"})
    mapping = "files: a.csv\nwhere: '\"Status\" <> ''test'''\ncolumns: {case_id: Ref}"
    assert cases(tmp_path, mapping, "case_id") == [("2",), ("3",)]
    found, loaded = mapped(
        tmp_path, "tables:\n  cases: {files: a.csv, where: Status = 'test', columns: {case_id: Ref}}", "FROM cases"
    )
    assert (len(found), counts(loaded)) == (1, [("cases", "a.csv", 3, 2, 1, 0, 1)])


JOIN = """
sources:
  staff: {files: staff.csv}
  teams: {files: teams.csv}
tables:
  cases:
    files: a.csv
    join:
      worker: {from: staff, on: {Worker: Initials}}
      team: {from: teams, on: {worker.Team: No, Site: Site}}
    where: team.Kind IS NULL OR team.Kind = 'iss'
    columns: {case_id: Ref, lead_worker_id: worker.Payroll no, service: team.Kind, opened_on: worker.Since}
"""


def test_columns_of_other_sources_are_joined_one_row_for_each_of_ours(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.csv": "Ref,Worker,Site\n1,AB ,N\n2,zz,N\n3,,N\n4,CD,N\n5,CD,S\n",
            "staff.csv": "Initials,Payroll no,Team,Since\nAB,900,T1,13/02/2020\nCD,901,T2,14/02/2020\n,902,,\n,903,,\n",
            "teams.csv": "No,Site,Kind\nT1,N,iss\nT2,N,dvpp\nT1,S,dvpp\n",
        },
    )
    found, loaded = mapped(
        tmp_path, JOIN, "SELECT case_id, lead_worker_id, service, opened_on FROM cases ORDER BY source_row"
    )
    assert found == [
        ("1", "900", "iss", date(2020, 2, 13)),
        ("2", None, None, None),
        ("3", None, None, None),
        ("5", "901", None, date(2020, 2, 14)),
    ]
    assert [(a.file, a.rows, a.left_out, a.records, a.looked_up) for a in loaded.accounts] == [
        ("a.csv", 5, 1, 4, 0),
        ("staff.csv", 4, 0, 0, 4),
        ("teams.csv", 3, 0, 0, 3),
    ]


def test_a_key_that_repeats_where_it_is_joined_by_is_refused_by_its_rows(tmp_path: Path) -> None:
    staff = "Initials,Payroll no,Team,Since\nAB,900,,\nCD,901,,\nAB ,902,,\n"
    put(tmp_path, {"a.csv": "Ref,Worker,Site\n1,CD,N\n", "staff.csv": staff, "teams.csv": "No,Site,Kind\n"})
    assert unread(tmp_path, JOIN) == (
        "staff.csv has the same Initials in several rows (such as staff.csv row 2 and staff.csv row 4), so join worker "
        "of the mapping cannot tell which is meant. Remove the repeats."
    )


def test_dates_of_a_joined_file_that_cannot_be_told_are_named_as_its_own(tmp_path: Path) -> None:
    staff = "Initials,Payroll no,Team,Since\nAB,900,T1,01/02/2020\n"
    put(tmp_path, {"a.csv": "Ref,Worker,Site\n1,AB,N\n", "staff.csv": staff, "teams.csv": "No,Site,Kind\n"})
    assert unread(tmp_path, JOIN).startswith("staff.csv column Since: its dates can be read day first or month first")


def test_a_file_without_headings_is_refused_and_none_of_it_is_quoted(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a.csv": "1,Walker,N\n", "staff.csv": "Initials,Payroll no,Team,Since\n", "teams.csv": "No,Site,Kind\n"},
    )
    assert unread(tmp_path, JOIN) == (
        "a.csv has none of the headings that the mapping (line 12) reads, such as Ref. Check that its first row holds "
        "the headings, or say header_rows in the mapping."
    )


def test_a_join_to_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,Worker,Site\n1,CD,N\n", "teams.csv": "No,Site,Kind\n"})
    assert unread(tmp_path, JOIN).startswith("The export has no file staff.csv, which the mapping joins to cases.")


EACH = """
tables:
  disclosures:
    files: log.csv
    each:
      - {on: Shared 1 on, to: Shared 1 with}
      - {on: Shared 2 on, to: Shared 2 with}
    columns:
      disclosure_id: {compose: "D-{Ref}-{#each}"}
      case_id: Ref
      disclosed_at: {each: on}
      recipient_name: {each: to}
"""
LOG = "Ref,Shared 1 on,Shared 1 with,Shared 2 on,Shared 2 with\n"


def test_one_row_becomes_a_record_for_each_set_of_columns_that_is_not_blank(tmp_path: Path) -> None:
    put(tmp_path, {"log.csv": LOG + "1,13/02/2026,Police,2026-02-14 09:30,GP\n2,,,,School\n3,,,,\n"})
    query = "SELECT disclosure_id, disclosed_at, recipient_name, source_row FROM disclosures ORDER BY row_key"
    found, loaded = mapped(tmp_path, EACH, query)
    assert found == [
        ("D-1-1", datetime(2026, 2, 13), "Police", 2),
        ("D-1-2", datetime(2026, 2, 14, 9, 30), "GP", 2),
        ("D-2-2", None, "School", 3),
    ]
    assert counts(loaded) == [("disclosures", "log.csv", 3, 0, 3, 0, 3)]


def test_each_set_has_its_own_date_format_unless_one_is_said(tmp_path: Path) -> None:
    put(tmp_path, {"log.csv": LOG + "1,13/02/2026,,03/14/2026,\n"})
    found, _ = mapped(tmp_path, EACH, "SELECT disclosed_at FROM disclosures ORDER BY row_key")
    assert found == [(datetime(2026, 2, 13),), (datetime(2026, 3, 14),)]
    said = EACH.replace("{each: on}", "{each: on, date_format: dd/mm/yyyy}")
    found, _ = mapped(tmp_path, said, "SELECT disclosed_at, disclosed_at__bad FROM loaded_disclosures ORDER BY rowid")
    assert found == [(datetime(2026, 2, 13), False), (None, True)]


def test_a_cell_is_split_into_a_record_for_each_item(tmp_path: Path) -> None:
    put(tmp_path, {"log.csv": "Ref,With\n1,GP; ;Police\n2,\n3,School\n"})
    found, loaded = mapped(
        tmp_path,
        """
        tables:
          disclosures:
            files: log.csv
            split: {column: With, by: ";"}
            columns: {disclosure_id: {compose: "{Ref}/{#item}"}, recipient_name: {item: true}}
        """,
        "SELECT disclosure_id, recipient_name, source_row FROM disclosures ORDER BY row_key",
    )
    assert found == [("1/1", "GP", 2), ("1/2", "Police", 2), ("3/1", "School", 4)]
    assert counts(loaded) == [("disclosures", "log.csv", 3, 0, 3, 0, 3)]


def test_a_variable_of_each_can_be_split_too(tmp_path: Path) -> None:
    put(tmp_path, {"log.csv": LOG + "1,2026-02-13,Police;GP,2026-02-14,School\n"})
    mapping = EACH.replace("    columns:", '    split: {each: to, by: ";"}\n    columns:').replace(
        "recipient_name: {each: to}", "recipient_name: {item: true}"
    )
    found, _ = mapped(tmp_path, mapping, "SELECT recipient_name, disclosed_at FROM disclosures ORDER BY row_key")
    assert found == [
        ("Police", datetime(2026, 2, 13)),
        ("GP", datetime(2026, 2, 13)),
        ("School", datetime(2026, 2, 14)),
    ]


def test_rows_that_share_several_columns_become_one_record_and_keep_says_which(tmp_path: Path) -> None:
    put(
        tmp_path,
        {
            "a.csv": "Ref,Spell,On,State\n1,a,2026-01-02,open\n1,b,2026-01-01,open\n1,a,2026-01-01,closed\n"
            "1,,,open\n1,,,open\n"
        },
    )
    mapping = """
files: a.csv
one_record_per: [Ref, Spell]
ordered_by: On
keep: {}
columns: {{case_id: Ref, status: State, opened_on: {{first: On}}, closed_on: {{last: On}}}}
"""
    columns = "status, opened_on, closed_on, source_row"
    first, second = date(2026, 1, 1), date(2026, 1, 2)
    alone = [("open", None, None, 5), ("open", None, None, 6)]
    assert cases(tmp_path, mapping.format("first"), columns) == [
        ("open", first, first, 3), ("closed", first, second, 4), *alone,
    ]  # fmt: skip
    assert cases(tmp_path, mapping.format("last"), columns) == [
        ("open", first, first, 3), ("open", first, second, 4), *alone,
    ]  # fmt: skip


def test_rows_ordered_by_what_is_no_date_are_refused(tmp_path: Path) -> None:
    put(tmp_path, {"a.csv": "Ref,No,State\n1,2,open\n1,1,closed\n"})
    text = (
        "tables: {cases: {files: a.csv, one_record_per: Ref, ordered_by: No, columns: {case_id: Ref, status: State}}}"
    )
    assert unread(tmp_path, text) == (
        "a.csv column No orders the rows of cases, and none of its values is a date. Name a date there, or say its "
        "date_format in the mapping."
    )


PARTS = """
sources:
  log: {files: log.csv}
tables:
  people:
    parts:
      - {from: log, one_record_per: Ref, columns: {person_id: Ref, full_name: Name, is_client: {constant: "yes"}}}
      - {files: relatives.csv, columns: {person_id: Id, date_of_birth: DOB}}
    one_record_per_key: first
"""


def test_parts_make_one_table_and_the_first_part_wins_a_shared_key(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"log.csv": "Ref,Name\n1,Ada\n2,Bo\n1,Ada B\n", "relatives.csv": "Id,DOB\n2,2000-01-01\n9,2001-01-01\n,\n,\n"},
    )
    query = (
        "SELECT person_id, full_name, date_of_birth, is_client, source_file, source_row FROM people ORDER BY row_key"
    )
    found, loaded = mapped(tmp_path, PARTS, query)
    assert found == [
        ("1", "Ada", None, "yes", "log.csv", 2),
        ("2", "Bo", None, "yes", "log.csv", 3),
        ("9", None, date(2001, 1, 1), None, "relatives.csv", 3),
        (None, None, None, None, "relatives.csv", 4),
        (None, None, None, None, "relatives.csv", 5),
    ]
    assert counts(loaded) == [("people", "log.csv", 3, 0, 3, 1, 2), ("people", "relatives.csv", 4, 0, 4, 1, 3)]


def test_a_part_whose_file_is_not_there_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path, {"log.csv": "Ref,Name\n1,Ada\n"})
    found, loaded = mapped(tmp_path, PARTS, "SELECT person_id FROM people")
    assert (found, loaded.lacking) == ([("1",)], (("people", "relatives.csv"),))


def test_two_tables_from_one_file_read_it_once_and_count_it_for_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from checks.intake.readers import reading

    put(tmp_path, {"log.csv": "Ref,Name\n1,Ada\n2,Bo\n"})
    read, seen = reading.read, []
    monkeypatch.setattr(reading, "read", lambda *given: (seen.append(given[1].label), read(*given))[1])
    text = """
        tables:
          cases: {files: log.csv, columns: {case_id: Ref}}
          people: {files: [LOG.csv], columns: {person_id: Ref, full_name: Name}}
    """
    found, loaded = mapped(
        tmp_path,
        text,
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND view_name SIMILAR TO '(raw_|mapped_).*'",
    )
    assert (seen, found) == (["log.csv"], [])
    assert counts(loaded) == [("cases", "log.csv", 2, 0, 2, 0, 2), ("people", "log.csv", 2, 0, 2, 0, 2)]
