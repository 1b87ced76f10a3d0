"""A mapping file that is wrong is refused before a record is read: its line, its key, and the nearest names."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.errors import PolicyError
from checks.intake import mapping as mappings
from checks.intake.mapping import ColumnSource, Mapping, Source, TableSource, expressions
from checks.intake.mapping.model import Join, Split

WHOLE = """\
about: Our case system
date_format: [dd/mm/yyyy, dd-mon-yyyy]
sources:
  log:
    files: ["Client log*.xlsx"]
    pick: newest
    sheet: Clients
    header_rows: 3-4
  staff: {files: staff.csv, delimiter: ";", encoding: windows-1252}
tables:
  cases:
    from: log
    where: '"Status" <> ''test'''
    join:
      worker: {from: staff, on: {Worker: Initials}}
    one_record_per: Client ref
    ordered_by: Opened
    columns:
      case_id: {compose: "C-{Client ref:6}"}
      opened_on: {first_filled: [Opened, Referred], date_format: dd/mm/yyyy}
      service: {constant: iss}
      status: {expression: 'CASE WHEN "Closed" IS NULL THEN ''open'' ELSE ''closed'' END'}
      retention_basis: {first: Basis, translate: {6y: standard}, otherwise: blank}
  disclosures:
    parts:
      - from: log
        each: [{on: Shared 1 on, to: Shared 1 with}, {on: Shared 2 on, to: Shared 2 with}]
        split: {column: Seen by, by: ";"}
        columns:
          disclosure_id: {compose: "D-{Client ref}-{#each}-{#item}"}
          disclosed_at: {each: on}
          recipient_name: {item: true}
          info_categories: {ticks: {health: Health}}
    one_record_per_key: first
"""


def said(folder: Path, text: str) -> str:
    """The refusal, without the mapping's path."""
    path = folder / "our.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(PolicyError) as refused:
        mappings.load(path)
    message = str(refused.value)
    assert message.startswith(f"Mapping {path} line ")
    return message.removeprefix(f"Mapping {path} ")


def test_the_whole_language_is_read(tmp_path: Path) -> None:
    read = mappings.parse(WHOLE, "our.yml")
    assert read.sources["log"].options.header_rows == (3, 4)
    assert (read.sources["staff"].options.delimiter, read.sources["staff"].options.encoding) == (";", "windows-1252")
    assert read.tables["disclosures"].parts[0].split is not None
    assert read.line("cases", "initials") == 15


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("about:", "abuot:", "line 1: there is no key 'abuot' at the top. Did you mean about?"),
        ("pick: newest", "pik: newest", "line 6: there is no key 'pik' in sources.log. Did you mean pick?"),
        ("pick: newest", "pick: latest", "line 6: sources.log.pick: input should be 'only', 'newest' or 'all'."),
        ("pick: newest", "pick:", "line 6: sources.log.pick is left blank. Give it a value, or remove the line."),
        ("header_rows: 3-4", "header_rows: 4-3", "line 8: sources.log.header_rows: header_rows are one to five rows"),
        ("header_rows: 3-4", "header_rows: top", "line 8: sources.log.header_rows: write header_rows as one row's"),
        ('delimiter: ";"', 'delimiter: ";;"', "line 9: sources.staff.delimiter: a delimiter is one character"),
        ("windows-1252", "windows-1253x", "line 9: sources.staff.encoding: there is no such encoding; write utf-8,"),
        ("  cases:", "  case:", "line 11: there is no table 'case'. Did you mean cases?"),
        ("    from: log\n    where", "    from: lgo\n    where", "line 12: there is no source 'lgo'. Did you mean log"),
        ("    from: log\n    where", "    where", "line 11: table cases needs a source: give either from, or files."),
        ("    from: log\n    where", "    from: log\n    files: a.csv\n    where", "line 11: table cases needs a sour"),
        ("{from: staff, on", "{from: satff, on", "line 15: there is no source 'satff'. Did you mean staff?"),
        ("{from: staff, on", "{form: staff, on", "line 15: there is no key 'form' in tables.cases.join.worker. Did yo"),
        ("on: {Worker: Initials}", "on: {}", "line 15: tables.cases.join.worker.on: name at least one."),
        ("<> ''test'''", "<>'", "line 13: where: this is not an expression that can be read; check its brackets and"),
        ("<> ''test'''", "'", "line 13: where: this expression gives a text where true or false is wanted."),
        ("one_record_per: Client ref", "keep: lst", "line 16: tables.cases.keep: input should be 'first' or 'last'."),
        ("    one_record_per: Client ref\n", "", "line 16: ordered_by says which row is first where one_record_per"),
        ("C-{Client ref:6}", "C-{Client ref", "line 19: cases.case_id: a brace stands alone; write each heading as"),
        ("C-{Client ref:6}", "C-{#each}", "line 19: cases.case_id: there is no {#each} without each."),
        ("C-{Client ref:6}", "C-{#rwo}", "line 19: cases.case_id: there is no {#rwo}; the counters are {#row}, {#each"),
        ("C-{Client ref:6}", "C", "line 19: cases.case_id: this names no heading; write each as {Heading}, or use con"),
        ("opened_on:", "opend_on:", "line 20: table cases has no column 'opend_on'. Did you mean opened_on or closed_"),
        ("first_filled:", "first_filed:", "line 20: there is no key 'first_filed' in tables.cases.columns.opened_on."),
        ("date_format: dd/mm/yyyy}", "date_format: d/m/y}", "line 20: tables.cases.columns.opened_on.date_format: wri"),
        ("constant: iss", "constant: is", "line 21: cases.service: 'is' is not one of its codes. Did you mean iss?"),
        ("constant: iss", "constant: [iss]", "line 21: tables.cases.columns.service.constant: this is to be a single"),
        ("constant: iss", "constant: iss, first: A", "line 21: tables.cases.columns.service: give exactly one of head"),
        ("{constant: iss}", "{}", "line 21: tables.cases.columns.service: give exactly one of heading, first, last"),
        ("''open''", "''opne''", "line 22: cases.status: 'opne' is not one of its codes. Did you mean open?"),
        ("CASE WHEN", "md5(CASE WHEN", "line 22: cases.status: this is not an expression that can be read"),
        ("\"Closed\" IS NULL", "lenght(Closed) = 1", "line 22: cases.status: there is no function lenght in a mapping"),
        (", otherwise: blank", "", "line 23: tables.cases.columns.retention_basis: translate needs otherwise: the ans"),
        ("otherwise: blank", "otherwise: standrd", "line 23: cases.retention_basis: 'standrd' is not one of its codes"),
        ("translate: {6y: standard}, ", "", "line 23: tables.cases.columns.retention_basis: otherwise answers what tr"),
        ("6y: standard", "6y: forever", "line 23: cases.retention_basis: 'forever' is not one of its codes. They are:"),
        ("6y: standard", '6y: standard, "6Y ": standard', "line 23: cases.retention_basis: translate lists '6Y' twice"),
        ("otherwise: blank", "otherwise: blank, separator: ','", "line 23: cases.retention_basis: only a list of code"),
        ("otherwise: blank", "otherwise: blank, date_format: dd/mm/yyyy", "line 23: cases.retention_basis: only a dat"),
        ("    parts:", "    from: log\n    parts:", "line 24: table disclosures has parts, so from belongs into one o"),
        ("{on: Shared 2 on, to: Shared 2 with}", "{on: A}", "line 27: every set of 'each' has the same variables, and"),
        ("{each: on}", "{each: no}", "line 31: disclosures.disclosed_at: 'each' has no variable 'no'. They are: on, t"),
        ("        split: {column: Seen by, by: \";\"}\n", "", "line 29: disclosures.disclosure_id: there is no {#item"),
        ("column: Seen by", "each: too", "line 28: 'each' has no variable 'too'. Did you mean to?"),
        ("column: Seen by", "each: to, column: A", "line 28: tables.disclosures.parts.0.split: split the cell of a co"),
        ("{health: Health}", "{helth: H}", "line 33: disclosures.info_categories: 'helth' is not one of its codes. Di"),
        ("disclosure_id: {compose", "case_id: {compose", "line 34: every part of table disclosures needs its key disc"),
        ("one_record_per_key: first", "one_record_per_key: last", "line 34: tables.disclosures.one_record_per_key: in"),
        ("  cases:", "  cases: &c {}\n  cases:", "line 12: there is the key 'cases' a second time. Remove one of them"),
        ("  cases:", "  cases: [", "line 13 is not YAML. Check its colons, indentation and quotation marks."),
        ("date_format: [dd/mm/yyyy", "date_format: [mm/dd/yyyy, dd/mm/yyyy", "line 2: date_format: mm/dd/yyyy and dd/"),
        ("where: '\"Status\" <> ''test'''", "where:", "line 13: tables.cases.where is left blank. Give it a value"),
        ("6y: standard", "6y: ", "line 23: tables.cases.columns.retention_basis.translate.6y is left blank."),
        ("first: Basis", "first: ''", "line 23: tables.cases.columns.retention_basis.first.0: this must not be empty."),
        ("pick: newest", "files: [a.csv]", "line 6: there is the key 'files' a second time. Remove one of them."),
    ],
)  # fmt: skip
def test_every_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in WHOLE
    assert said(tmp_path, WHOLE.replace(old, new, 1)).startswith(message)


def test_what_is_written_is_what_is_meant_whatever_yaml_makes_of_it_elsewhere() -> None:
    text = "tables: {cases: {files: 1.csv, columns: {case_id: 2026, evidence_hold: {first: No, %s}}}}"
    read = mappings.parse(text % "translate: {01: yes, NULL: no, on: no, 2026-01-31: no}, otherwise: blank", "our.yml")
    assert read.tables["cases"].columns["case_id"].heading == ("2026",)
    assert read.tables["cases"].columns["evidence_hold"].translate == {
        "01": "yes", "NULL": "no", "on": "no", "2026-01-31": "no",
    }  # fmt: skip


def test_an_anchor_is_read_once_for_each_alias_and_never_for_ever() -> None:
    yes_no = "{first: A, translate: {Y: yes}, otherwise: blank}"
    text = f"tables: {{cases: {{files: a.csv, columns: {{evidence_hold: &y {yes_no}, looked_after: *y}}}}}}"
    columns = mappings.parse(text, "our.yml").tables["cases"].columns
    assert columns["evidence_hold"] == columns["looked_after"]
    for endless in (
        "tables: &t {cases: *t}",
        "\n".join(["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]),
    ):
        with pytest.raises(PolicyError, match="is not YAML"):
            mappings.parse(endless, "our.yml")


@pytest.mark.parametrize("name", sorted(mappings.shipped()))
def test_every_mapping_that_ships_is_valid(name: str) -> None:
    assert mappings.load(name).tables


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(WHOLE) - 1),
    st.integers(0, 12),
    st.sampled_from(["", "x", ":", "\n", "  ", "{", "]", "'", "#", "&a ", "*a ", "\t", "~", "\x00", "?"]),
)
def test_a_mapping_that_is_damaged_anywhere_is_read_or_refused_in_one_sentence(at: int, cut: int, put: str) -> None:
    try:
        said = repr(mappings.parse(WHOLE[:at] + put + WHOLE[at + cut :], "our.yml").tables)
    except PolicyError as refused:
        said = str(refused)
    assert said.startswith(("Mapping our.yml", "{'cases': TableSource("))
    assert "\n" not in said


MANUAL = (Path(__file__).parents[1] / "docs" / "mapping.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_of_the_manual_is_a_mapping(example: str) -> None:
    assert mappings.parse(example, "docs/mapping.md").tables


def test_the_manual_has_an_example_of_every_key() -> None:
    keys = {
        (field.alias or name)
        for model in (Mapping, Source, TableSource, ColumnSource, Join, Split)
        for name, field in model.model_fields.items()
    }
    shown = set(re.findall(r"([a-z_]+):", "\n".join(EXAMPLES)))
    assert keys - shown == set()


def test_the_manual_names_every_function() -> None:
    assert [name for name in expressions.NAMES if f"`{name}`" not in MANUAL] == []
