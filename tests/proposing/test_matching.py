"""Columns found by heading, contents and ids: how many, how surely, and that nothing of a record is told."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest

from checks.errors import ExportError, PolicyError
from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.intake.proposing import names
from checks.intake.proposing.model import HIGH, LOW, Proposal
from checks.intake.proposing.propose import propose
from checks.intake.proposing.writing import write
from checks.intake.tables import declared
from tests import canary
from tests.exports import SAMPLE_AS_OF
from tests.proposing.renaming import truth, write_renamed


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_renamed(tmp_path_factory.mktemp("renamed"))


@pytest.fixture(scope="module")
def proposal(renamed: Path) -> Proposal:
    return propose(renamed)


def placements(proposal: Proposal) -> Iterator[tuple[str, bool]]:
    """The confidence of each placement, and whether it is right."""
    known = truth()
    for fed in proposal.tables:
        for placed in fed.columns:
            right = known[fed.pieces[0].file, placed.source.heading] == f"{fed.table}.{placed.column}"
            yield placed.confidence, right


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def column(proposal: Proposal, heading: str) -> str:
    """Where a heading is placed: 'table.column confidence'; 'nowhere' if it is not."""
    found = [row for row in proposal.as_rows() if row["heading"] == heading]
    return f"{found[0]['table']}.{found[0]['column']} {found[0]['confidence']}" if found else "nowhere"


# ---- how well it finds ----------------------------------------------------------------------------------------


def test_nine_columns_in_ten_of_another_system_are_placed_and_no_sure_placement_is_wrong(proposal: Proposal) -> None:
    found = list(placements(proposal))
    used = [right for confidence, right in found if confidence != LOW]
    assert [right for confidence, right in found if confidence == HIGH].count(False) == 0
    assert used.count(False) <= 3
    assert sum(used) >= 0.9 * len(truth())


def test_every_table_of_another_system_is_found(proposal: Proposal) -> None:
    assert {fed.table for fed in proposal.tables} == set(declared())


def test_the_proposed_mapping_loads_and_every_record_arrives(proposal: Proposal, renamed: Path, tmp_path: Path) -> None:
    mapping = mappings.parse(write(proposal), "mapping.yml")
    with duckdb.connect() as connection:
        loaded = load(connection, renamed, SAMPLE_AS_OF, ["n/a"], mapping)
        opened = connection.execute("SELECT count(opened_on), count(*) FROM loaded_cases").fetchone()
    held = {table: len(canary.rows(canary.SAMPLE / "export", table)) for table in declared()}
    assert dict(loaded.records) == held
    assert opened is not None
    assert opened[0] > 0.98 * opened[1]


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("dtOpened", "cases.opened_on"),
        ("Date of referral", "referrals.made_on"),
        ("DOB", "people.date_of_birth"),
        ("IDVA", "cases.lead_worker_id"),
        ("LAC_YN", "cases.looked_after"),
        ("CaseRef", "cases.case_id"),
        ("AGRMT_REVIEW_DT", "sharing_agreements.review_due_on"),
        ("Ok to leave message", "safe_contacts.voicemail_ok"),
    ],
)
def test_headings_are_understood_as_the_field_writes_them(heading: str, target: str) -> None:
    known = names.column_names()
    scores = names.alike([names.meant(heading)], known)[0]
    assert scores[known.targets.index(target)] >= 0.9 * scores.max()
    assert scores.max() > 0.9


def test_every_alias_names_a_column_or_a_code_that_is_declared() -> None:
    tables = declared()
    columns = {f"{table}.{column}" for table, entry in tables.items() for column in entry.columns}
    bare = {name.split(".")[1] for name in columns}
    assert [name for name in names.words().columns if name not in columns | bare] == []
    coded = {
        name
        for table, entry in tables.items()
        for column in entry.columns.values()
        for code in column.codes
        for name in (f"{column.name}.{code}", f"{table}.{column.name}.{code}")
    }
    assert [name for name in names.words().codes if name not in coded] == []
    assert set(names.words().tables) == set(tables)


# ---- types told from contents ---------------------------------------------------------------------------------

CASES = "Case ref,Client ref,Date opened,Worker\n"


def cases(*dates: str) -> str:
    return CASES + "".join(f"C-{n:04},P-{n:04},{day},Ada Wrenfinch\n" for n, day in enumerate(dates))


def test_day_first_is_told_by_a_day_above_twelve(tmp_path: Path) -> None:
    export = put(tmp_path, cases=cases("01/02/2026", "13/02/2026", "02/03/2026"))
    mapping = mappings.parse(write(propose(export)), "mapping.yml")
    assert mapping.tables["cases"].columns["opened_on"].date_format == ("dd/mm/yyyy",)


@pytest.mark.parametrize(
    "dates", [("01/02/2026", "11/12/2025"), ("13/02/26", "01/12/25"), ("13/02/2026", "02/13/2026")]
)
def test_dates_that_nobody_can_tell_are_asked_about_and_nothing_loads_until_they_are(
    tmp_path: Path, dates: tuple[str, ...]
) -> None:
    text = write(propose(put(tmp_path, cases=cases(*dates))))
    with pytest.raises(PolicyError, match="date format"):
        mappings.parse(text, "mapping.yml")
    answers = [line[2:].partition("   #")[0] for line in text.splitlines() if line.startswith("# date_format: ")]
    assert len(answers) == 2
    for answer in answers:
        answered = mappings.parse(text.replace('date_format: "?"', answer), "mapping.yml")
        assert answered.date_format == (answer.split('"')[1],)
        assert answered.tables["cases"].columns["opened_on"].date_format is None


def test_a_day_that_every_record_shares_is_no_date_of_the_record(tmp_path: Path) -> None:
    lines = [f"C-{n:04},31/10/2026\n" for n in range(40)]
    export = put(tmp_path, cases="Case ref,Opened\n" + "".join(lines))
    assert column(propose(export), "Opened").endswith(LOW)


def test_codes_are_translated_and_what_is_no_code_is_not_shown(tmp_path: Path) -> None:
    rows = "".join(f"C-{n:04},{'Live' if n % 3 else 'Zephyrine'},Y\n" for n in range(60))
    text = write(propose(put(tmp_path, cases="Case ref,Case status,Looked after\n" + rows)))
    spec = mappings.parse(text, "mapping.yml").tables["cases"].columns
    assert spec["status"].translate == {"Live": "open"}
    assert spec["status"].otherwise == "keep"
    assert spec["looked_after"].translate == {"Y": "yes"}
    assert "Zephyrine" not in text


def test_ids_say_which_person_a_column_means(tmp_path: Path) -> None:
    people = "Person no,Name,Born\n" + "".join(f"P-{n:04},Ada Wrenfinch,1990-01-{n % 28 + 1:02}\n" for n in range(50))
    staff = "Staff no,Staff name,Job title\n" + "".join(f"S-{n:03},Orlando Wren,idva\n" for n in range(50))
    rows = "".join(f"C-{n:04},S-{n:03},P-{n:04},2026-01-{n % 28 + 1:02}\n" for n in range(50))
    export = put(tmp_path, people=people, staff=staff, cases="Case no,Held by,Whose,Opened\n" + rows)
    assert column(propose(export), "Held by").split()[0] == "cases.lead_worker_id"
    assert column(propose(export), "Whose").split()[0] == "cases.person_id"


def test_a_case_log_with_names_feeds_people_too(tmp_path: Path) -> None:
    days = [(n, n % 28 + 1, ["Ada", "Ida", "Una", "Eve"][n % 4]) for n in range(60)]
    rows = "".join(f"C-{n:04},P-{n % 40:04},{name} Wren,1990-01-{d:02},2026-02-{d:02}\n" for n, d, name in days)
    text = write(propose(put(tmp_path, caseload="Case ref,Client ref,Client name,DOB,Opened\n" + rows)))
    people = mappings.parse(text, "mapping.yml").tables["people"]
    assert people.one_record_per == ("Client ref",)
    assert people.columns["is_client"].constant == "yes"
    assert {"person_id", "full_name", "date_of_birth"} <= set(people.columns)


def test_the_only_id_without_repeats_is_the_key_whatever_it_is_called(tmp_path: Path) -> None:
    lines = "".join(f"TR-{n:04},S-{n % 9:03},2026-01-{n % 28 + 1:02},Safeguarding\n" for n in range(60))
    export = put(tmp_path, training="Entry,Staff no,Date attended,Course\n" + lines)
    assert column(propose(export), "Entry") == "training.training_id medium"


def test_months_of_one_table_are_read_together(tmp_path: Path) -> None:
    heading = "Contact ref,Case ref,Contact date,Notes\n"
    for month in ("2026_08", "2026_09"):
        rows = "".join(f"{month}-{n},C-{n:04},{n % 28 + 1:02}/08/2026,A long talk about the week\n" for n in range(40))
        put(tmp_path, **{f"contacts_{month}": heading + rows})
    mapping = mappings.parse(write(propose(tmp_path)), "mapping.yml")
    assert mapping.tables["contacts"].files == ("contacts_2026_08.csv", "contacts_2026_09.csv")


# ---- nothing of a record --------------------------------------------------------------------------------------


def told(proposal: Proposal) -> str:
    return "\n".join([write(proposal), repr(proposal), *(str(row) for row in proposal.as_rows())])


def test_a_file_without_headings_is_not_quoted(tmp_path: Path) -> None:
    put(tmp_path, log="Zephyrine Quillfeather,1961-02-03,07700 900417\nOrlando Wrenfinch,1970-01-01,07700 900418\n")
    found = propose(put(tmp_path, cases=cases("2026-01-01", "2026-01-02")))
    assert canary.leaks(told(found)) == []
    assert [piece.why_not for piece in found.pieces if piece.why_not] == [
        "The first row of log.csv is a record, not headings. Add a row of headings."
    ]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_proposed(tmp_path: Path) -> None:
    export = put(tmp_path, cases=cases("2026-01-01", "2026-01-02"), torn='Case ref,Note\nC-1,"half a li')
    found = propose(export)
    assert [piece.label for piece in found.pieces if piece.why_not] == ["torn.csv"]
    assert "torn.csv" in write(found)
    assert [fed.table for fed in found.tables] == ["cases"]


def test_what_is_no_export_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError):
        propose(tmp_path / "nothing")


def test_headings_with_anything_in_them_make_a_mapping_that_loads(tmp_path: Path) -> None:
    strange = ['Case "ref": {1}', "Opened\non # the day", "Status\t[]: ''", "Zürich – ✓"]
    with (tmp_path / "cases.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(strange)
        writer.writerows([[f"C-{n:04}", f"2026-01-{n % 28 + 1:02}", "open", "text"] for n in range(50)])
    mapping = mappings.parse(write(propose(tmp_path)), "mapping.yml")
    read: Mapping[str, object] = mapping.tables["cases"].columns
    assert {"case_id", "opened_on", "status"} <= set(read)
