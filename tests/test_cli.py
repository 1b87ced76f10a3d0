"""The machine interface: exit statuses, three files and nothing half-written, no word of a record in any message."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

import checks
from checks.policy import packs
from checks.results import files as results
from checks.results.audit import FINDING_COLUMNS, GATE_COLUMNS, OUTCOME_COLUMNS, Audit
from checks.runs import cli

pytestmark = pytest.mark.engine
ROOT = Path(__file__).parents[1]
PACK = ("--pack", "women-dvpp", "--as-of", "2026-03-31")
GIVEN = {"written_for": "health;court_report", "days.applicant_destroy": 180}  # what the pack leaves to its owner
ANSWER = tuple(part for name, value in GIVEN.items() for part in ("--set", f"{name}={value}"))
CASES = (
    "case_id,person_id,service,client_group,opened_on,closed_on,status,lead_worker_id,evidence_hold,hold_reason,"
    "retention_basis,retention_review_on\n"
    'C2,P2,dvpp,man_dvpp,2010-02-01,2011-03-01,closed,S1,,"canary two, words",,\n'
    "C1,P1,dvpp,man_dvpp,2010-01-01,2011-01-01,closed,S1,,canary-one,,\n"
    "C3,P3,dvpp,man_dvpp,2025-01-01,,open,S1,,,,\n"
)
OWN = """
- id: OWN-01
  title: Every disclosure says how it went
  clauses: [D-11]
  headline: other
  severity: warning
  certainty: fact
  judges: disclosures
  applies_to: external
  breach:
    channel_blank: channel IS NULL
  blank:
    channel: breach (channel_blank)
  remedy: Record the channel.
  why: A test of the command.
  examples: |
    channel | expect               | because
    post    | complies             | it went by post
            | breach channel_blank | nobody says
"""


@dataclass(frozen=True)
class Ran:
    """What one command came to."""

    status: int
    out: str
    err: str


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as left:
            cli.main([str(argument) for argument in arguments])
        return Ran(int(str(left.value.code)), *capfd.readouterr())

    return run


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "cases.csv").write_text(CASES, "utf-8")
    return folder


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


# ---- what it writes ---------------------------------------------------------------------------------------------


def test_an_audit_that_finds_breaches_ends_well_and_says_nothing(run: Callable[..., Ran], export: Path) -> None:
    out = export.parent / "new" / "out"
    assert run("check", export, *PACK, *ANSWER, "--out", out) == Ran(0, "", "")
    assert sorted(path.name for path in out.iterdir()) == ["findings.csv", "gate.csv", "outcomes.csv"]
    headers = [tuple(read(out / name)[0]) for name in ("findings.csv", "outcomes.csv", "gate.csv")]
    assert headers == [FINDING_COLUMNS, OUTCOME_COLUMNS, GATE_COLUMNS]


def test_the_columns_are_those_that_programs_were_promised() -> None:
    promised = (
        "rule_id,outcome,severity,certainty,table,record_id,case_id,cause,clauses,source_file,source_row,detail,remedy",
        "rule_id,status,reason,in_scope,complies,breach,conflict,undecided",
        "table,column,problem,rows,first_rows",
    )
    assert tuple(",".join(columns) for columns in (FINDING_COLUMNS, OUTCOME_COLUMNS, GATE_COLUMNS)) == promised


def test_findings_are_sorted_by_rule_then_record_and_every_rule_has_its_line(
    run: Callable[..., Ran], export: Path
) -> None:
    from checks.rules.loader import rulebook

    out = export.parent / "out"
    run("check", export, *PACK, *ANSWER, "--out", out)
    found = [(line[0], line[5], line[9], line[10]) for line in read(out / "findings.csv")[1:]]
    assert found == sorted(found)
    assert [one for one in found if one[0] == "RET-01"] == [
        ("RET-01", "C1", "cases.csv", "3"),
        ("RET-01", "C2", "cases.csv", "2"),
    ]
    assert [line[0] for line in read(out / "outcomes.csv")[1:]] == list(rulebook())


def test_a_second_run_writes_the_same_bytes_over_the_first(run: Callable[..., Ran], export: Path) -> None:
    out = export.parent / "out"
    run("check", export, *PACK, *ANSWER, "--out", out)
    first = contents(out)
    run("check", export, *PACK, *ANSWER, "--out", out)
    assert contents(out) == first


def test_only_the_rules_asked_for_run_in_any_spelling(run: Callable[..., Ran], export: Path) -> None:
    out = export.parent / "out"
    assert run("check", export, *PACK, *ANSWER, "--out", out, "--rules", "ret-01, RET-05").status == 0
    ran = [line[0] for line in read(out / "outcomes.csv")[1:] if line[2] != "not among the rules asked for"]
    judged = [line[0] for line in read(out / "outcomes.csv")[1:] if line[3] not in ("0", "in_scope")]
    assert judged == ["RET-01", "RET-05"]
    assert set(judged) <= set(ran)


def test_settings_come_from_a_file_and_the_command_line_wins(run: Callable[..., Ran], export: Path) -> None:
    file, out = export.parent / "settings.yml", export.parent / "out"
    file.write_text("written_for: health\nretention:\n  years: 99\n", "utf-8")
    given = ("check", export, *PACK, "--settings", file, "--out", out, "--rules", "RET-01")
    assert run(*given).status == 0
    assert len(read(out / "findings.csv")) == 1
    assert run(*given, "--set", "retention.years=6").status == 0
    assert len(read(out / "findings.csv")) == 3


def test_an_organisations_own_rules_are_judged_beside_the_rulebook(run: Callable[..., Ran], export: Path) -> None:
    out, own = export.parent / "out", export.parent / "own"
    own.mkdir()
    (own / "own.yml").write_text(OWN, "utf-8")
    assert run("check", export, *PACK, *ANSWER, "--own-rules", own, "--out", out).status == 0
    assert read(out / "outcomes.csv")[-1][0] == "OWN-01"


def test_the_command_and_python_give_the_same_tables(run: Callable[..., Ran], export: Path) -> None:
    out, again = export.parent / "out", export.parent / "again"
    run("check", export, *PACK, *ANSWER, "--out", out)
    given = {**GIVEN, "written_for": ["health", "court_report"]}
    audit = checks.check(export, pack="women-dvpp", as_of="2026-03-31", settings=given)
    results.write(audit, again)
    assert contents(again) == contents(out)
    assert list(audit.findings.columns) == list(FINDING_COLUMNS)
    assert list(audit.outcomes.columns) == list(OUTCOME_COLUMNS)
    assert list(audit.gate.columns) == list(GATE_COLUMNS)


def test_nothing_is_carried_from_one_call_to_the_next(export: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "people.csv").write_text("person_id,capacity\nP9,odd\n", "utf-8")

    def first() -> Audit:
        return checks.check(export, pack="women-dvpp", as_of="2026-03-31", settings=GIVEN)

    before = first()
    second = checks.check(other, pack="manchester", as_of="2020-01-01", settings=packs.examples("manchester"))
    after = first()
    assert set(second.gate["problem"]) == {"missing_table", "missing_column", "unknown_code"}
    assert second.findings.empty
    assert set(second.outcomes["status"]) == {"off", "not_tested"}
    assert [before.findings.equals(after.findings), before.outcomes.equals(after.outcomes)] == [True, True]
    assert before.gate.equals(after.gate)
    assert after.run.overrides == {"written_for": "health;court_report", "days.applicant_destroy": "180"}


# ---- what it refuses --------------------------------------------------------------------------------------------


def refused(ran: Ran, status: int, said: str) -> bool:
    """One sentence, on stderr alone, with that status."""
    lines = ran.err.splitlines()
    return (ran.status, ran.out, len(lines)) == (status, "", 1) and said in lines[0] and "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--pack", "women-dvp", "--as-of", "2026-03-31"),
            "no policy pack named 'women-dvp'. Did you mean women-dvpp?",
        ),
        (
            ("--pack", "women-dvpp", "--as-of", "31/03/2026"),
            "as_of is '31/03/2026', which is not a date. Write it as YYYY-MM-DD",
        ),
        (("--pack", "women-dvpp", "--as-of", "2026-02-30"), "as_of is '2026-02-30', which is not a date"),
        ((*PACK, *ANSWER, "--rules", "RAT-99"), "There is no rule 'RAT-99' in the rulebook. Did you mean RAT-0"),
        ((*PACK, *ANSWER, "--rules", " , "), "No rule is named"),
        (PACK, "no value yet: written_for"),
        (
            (*PACK, *ANSWER, "--set", "retention.yeers=6"),
            "no setting named 'retention.yeers'. Did you mean retention.years",
        ),
        ((*PACK, *ANSWER, "--set", "retention.years=six"), "Setting retention.years takes a whole number"),
        ((*PACK, "--set", "written_for=helth"), "Setting written_for does not know 'helth'. Did you mean health?"),
        ((*PACK, "--set", "written_for"), "--set written_for is not KEY=VALUE"),
        ((*PACK, *ANSWER, "--settings", "no-such.yml"), "There is no settings file no-such.yml"),
        (
            (*PACK, *ANSWER, "--mapping", "no-such.yml"),
            "There is no mapping file no-such.yml. The shipped ones are: charity_log, council_extract, ssda903",
        ),
        ((*PACK, *ANSWER, "--own-rules", "no-such-folder"), "Folder no-such-folder holds no rule chapter"),
        ((*PACK, *ANSWER, "--packs", "x"), "No such option '--packs'"),
        (("--as-of", "2026-03-31"), "No policy pack is named. Give --pack NAME"),
        (("--pack", "women-dvpp"), "Missing option '--as-of'"),
    ],
)
def test_a_wrong_option_is_named_in_one_sentence_and_nothing_is_written(
    run: Callable[..., Ran], export: Path, arguments: Sequence[str], said: str
) -> None:
    out = export.parent / "out"
    assert refused(run("check", export, *arguments, "--out", out), 2, said)
    assert not out.exists()


@pytest.mark.parametrize(
    ("pack", "asked"),
    [
        ("women-dvpp", ["written_for"]),
        ("manchester", ["retention.years"]),
        ("combined", ["written_for"]),
    ],
)
def test_every_setting_that_is_left_to_the_organisation_is_asked_for_at_once(
    run: Callable[..., Ran], export: Path, pack: str, asked: list[str]
) -> None:
    ran = run("check", export, "--pack", pack, "--as-of", "2026-03-31", "--out", export.parent / "out")
    assert refused(ran, 2, f"no value yet: {', '.join(asked)}")
    assert [name for name in packs.examples(pack) if name not in ran.err] == []


def test_settings_that_the_rules_asked_for_never_read_are_not_asked_for(run: Callable[..., Ran], export: Path) -> None:
    assert run("check", export, *PACK, "--rules", "RET-01", "--out", export.parent / "out").status == 0


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("channel IS NULL", "chanel IS NULL", "view disclosures has no column 'chanel'. Did you mean channel?"),
        ("[D-11]", "[D-1l]", "own.yml rule OWN-01: there is no clause 'D-1l'. Did you mean"),
        ("remedy:", "remidy:", "own.yml rule OWN-01: there is no key 'remidy'. Did you mean remedy?"),
        ("OWN-01", "RAT-01", "own.yml: rule RAT-01 is already in decisions.yml"),
    ],
)
def test_a_mistake_in_an_own_chapter_is_named_with_the_nearest_name(
    run: Callable[..., Ran], export: Path, old: str, new: str, said: str
) -> None:
    out, own = export.parent / "out", export.parent / "own"
    own.mkdir()
    (own / "own.yml").write_text(OWN.replace(old, new), "utf-8")
    assert refused(run("check", export, *PACK, *ANSWER, "--own-rules", own, "--out", out), 2, said)
    assert not out.exists()


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("cases.csv", b"", "cases.csv is empty"),
        (
            "cases.csv",
            CASES.encode() + b"C4,canary",
            "cases.csv record 5 (the header is 1) has 2 fields where the header has 12",
        ),
        (
            "cases.csv",
            CASES.replace('"canary two', '"canary" two').encode(),
            "cases.csv line 2: the quotation marks do not match",
        ),
        ("cases.csv", CASES.encode() + b"\x00canary", "cases.csv line 5 holds a NUL byte"),
        (
            "cases.csv",
            CASES.encode() + b"\x81canary",
            "cases.csv line 5 holds bytes that are neither UTF-8 nor Windows-1252",
        ),
        (
            "cases.csv",
            CASES.replace("C2,", "canary,").replace("C1,", "canary,").encode(),
            "2 records share it with another (records 2, 3;",
        ),
        ("cases.csv", CASES[CASES.index("\n") + 1 :].encode(), "cases.csv has none of the columns of cases"),
        ("people.parquet", b"PAR1 canary PAR1", "people.parquet cannot be read as Parquet"),
    ],
)
def test_an_export_that_cannot_be_read_is_refused_and_never_quoted(
    run: Callable[..., Ran], export: Path, file: str, content: bytes, said: str
) -> None:
    (export / file).write_bytes(content)
    out = export.parent / "out"
    ran = run("check", export, *PACK, *ANSWER, "--out", out)
    assert refused(ran, 3, said)
    assert "canary" not in ran.err
    assert not out.exists()


def test_a_folder_that_is_not_there_or_holds_nothing_is_refused(run: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x", "utf-8")
    assert refused(run("check", tmp_path / "none", *PACK, *ANSWER, "--out", out), 3, "There is no folder")
    assert refused(run("check", tmp_path / "empty", *PACK, *ANSWER, "--out", out), 3, "holds none of the tables")
    assert refused(run("check", tmp_path / "file", *PACK, *ANSWER, "--out", out), 3, "is a file. Give the folder")
    assert refused(run("check", tmp_path / ("x" * 300), *PACK, *ANSWER, "--out", out), 3, "older")
    assert not out.exists()


def test_a_failure_leaves_the_results_of_an_earlier_run_as_they_were(run: Callable[..., Ran], export: Path) -> None:
    out = export.parent / "out"
    run("check", export, *PACK, *ANSWER, "--out", out)
    before = contents(out)
    (export / "cases.csv").write_text(CASES + "C4", "utf-8")
    assert run("check", export, *PACK, *ANSWER, "--out", out).status == 3
    assert contents(out) == before


def test_a_blank_results_folder_is_not_the_folder_one_stands_in(run: Callable[..., Ran], export: Path) -> None:
    assert refused(run("check", export, *PACK, *ANSWER, "--out", " "), 2, "--out is blank")


@pytest.mark.parametrize("place", ["cases.csv", "cases.csv/deeper"])
def test_a_file_in_the_place_of_the_results_folder_is_refused(
    run: Callable[..., Ran], export: Path, place: str
) -> None:
    assert refused(run("check", export, *PACK, *ANSWER, "--out", export / place), 2, "is a file. Give a folder.")
    assert (export / "cases.csv").read_text("utf-8") == CASES


def test_a_folder_in_the_place_of_a_result_is_refused_before_anything_is_written(
    run: Callable[..., Ran], export: Path
) -> None:
    out = export.parent / "out"
    (out / "gate.csv").mkdir(parents=True)
    assert refused(run("check", export, *PACK, *ANSWER, "--out", out), 2, "holds a folder named gate.csv")
    assert [path.name for path in out.iterdir()] == ["gate.csv"]


@pytest.mark.parametrize("earlier", [True, False])
def test_a_result_that_cannot_take_its_place_takes_none_of_the_others_with_it(
    run: Callable[..., Ran], export: Path, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    out = export.parent / "out"
    if earlier:
        run("check", export, *PACK, *ANSWER, "--out", out)
    before = contents(out)
    (export / "cases.csv").write_text(CASES.replace("C1", "C9"), "utf-8")
    replace = os.replace

    def held(source: Path, target: Path) -> None:
        if Path(target) == out / "gate.csv":
            raise PermissionError(13, "Permission denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    assert refused(run("check", export, *PACK, *ANSWER, "--out", out), 5, "could not be written (Permission denied)")
    assert contents(out) == before


def test_a_fault_of_its_own_is_one_line_without_the_words_of_the_fault(
    run: Callable[..., Ran], export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("could not convert canary")

    monkeypatch.setattr("checks.runs.check.load", fails)
    ran = run("check", export, *PACK, *ANSWER, "--out", export.parent / "out")
    assert refused(ran, 5, "stopped by a fault of its own (ValueError at checks.runs.check line ")
    assert "canary" not in ran.err


def test_help_and_version_are_there(run: Callable[..., Ran]) -> None:
    assert run("--help").out.startswith("Usage: policy-audit")
    assert run("--version").status == 0
    assert run().err.startswith("Usage: policy-audit")
    assert refused(run("chek"), 2, "No such command 'chek'. (Did you mean one of: 'check', ")


# ---- as another program starts it -------------------------------------------------------------------------------


def program(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from checks.runs.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def test_no_word_of_any_record_reaches_the_terminal_or_the_gate(tmp_path: Path) -> None:
    """Every column of every table holds a canary, in text, where a date or a code should stand, and as an id."""
    from checks.intake.tables import declared

    (export := tmp_path / "export").mkdir()
    for table in declared().values():
        columns = list(table.columns)
        lines = [",".join(columns), *(",".join(f"Canary{n} é {c}" for c in columns) for n in range(3))]
        (export / f"{table.name}.csv").write_text("\n".join(lines) + "\n", "cp1252" if table.tier == 1 else "utf-8")
    ran = program("check", export, *PACK, *ANSWER, "--out", tmp_path / "out")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    assert "canary" not in (tmp_path / "out" / "gate.csv").read_text("utf-8").lower()
    assert "canary" not in (tmp_path / "out" / "outcomes.csv").read_text("utf-8").lower()


def test_the_program_refuses_with_its_status_and_one_line(tmp_path: Path) -> None:
    (export := tmp_path / "export").mkdir()
    (export / "cases.csv").write_text("case_id,hold_reason\ncanary,a\ncanary,b\n", "utf-8")
    ran = program("check", export, *PACK, *ANSWER, "--out", tmp_path / "out")
    assert (ran.returncode, ran.stdout, len(ran.stderr.splitlines())) == (3, "", 1)
    assert "canary" not in ran.stderr
    assert not (tmp_path / "out").exists()
