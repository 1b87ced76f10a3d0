"""The clauses about what the audit itself makes: it exposes nobody, moves nothing, and splits detail from sum."""

import hashlib
import json
import logging
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from reading_pages import READINGS, page
from sqlglot import exp

import checks
from checks.facts import steps, views
from checks.intake.tables import code_lists, declared
from checks.output import gate, sections, worklist
from checks.output.worklist import CONFIDENTIAL, FIELDS
from checks.policy import packs
from checks.results import files
from checks.results.audit import FINDING_COLUMNS, GATE_COLUMNS, OUTCOME_COLUMNS, Audit
from checks.runs import cli, leak_gate
from checks.runs.folders import SUFFIX
from checks.runs.readings import READINGS as KNOWN
from tests import canary
from tests.exports import SAMPLE, SAMPLE_AS_OF, SAMPLE_PACKS, audited, pack_of

pytestmark = [pytest.mark.engine, pytest.mark.whole]
ROOT = Path(__file__).parents[1]
ASKED = ("--pack", "combined", "--as-of", f"{SAMPLE_AS_OF}", "--settings", f"{SAMPLE / 'settings.yml'}")
COLUMNS = {"findings.csv": FINDING_COLUMNS, "outcomes.csv": OUTCOME_COLUMNS, "gate.csv": GATE_COLUMNS}
MASKED = re.compile(r"[x9 !-/:-@\[-`{-~]*")
COMMANDS = {
    "check", "run", "board", "read", "list", "worklists", "snippets", "explain", "rules", "coverage", "new-rule",
    "schema", "init", "inspect",
}  # fmt: skip
LEFT = {
    "case_review", "monthly-audit", "third_party", "worklist", "snippets.csv", "findings.csv", "outcomes.csv",
    "gate.csv", "aggregates.json", "history.csv", "history.json", ".policy-audit.lock", ".policy-audit-key",
    "audit.yml", "mapping.yml", "exceptions.csv", "preflight", "timeline.csv", "board-summary", "published.json",
}  # fmt: skip


@dataclass(frozen=True)
class Left:
    """What the commands left of an export with planted details, and that export before and after them."""

    folder: Path
    printed: str
    logged: str
    before: dict[str, str]
    after: dict[str, str]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return canary.plant(tmp_path_factory.mktemp("planted"))


@cache
def audit_of(export: Path, pack: str) -> Audit:
    """An audit with every listing that a page shows, about the case with most findings."""
    given = {"pack": pack, "as_of": SAMPLE_AS_OF, "settings": packs.examples(pack)}
    if pack != "combined":
        return checks.check(export, **given)
    listings = {name for reading in KNOWN.values() for name in getattr(reading, "listings", ())}
    return checks.check(export, **given, listings=sorted({*listings, "case_register"}), case=reviewed(export))


@cache
def reviewed(export: Path) -> str:
    """The case with most disclosures."""
    cases = Counter(row["case_id"] for row in canary.rows(export, "disclosures") if row["case_id"])
    return cases.most_common(1)[0][0]


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder: its content's hash and when it was last changed."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.name: f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}" for path in found}


@pytest.fixture(scope="module")
def left(planted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """Every command that reads an export, as a person types it."""
    folder = tmp_path_factory.mktemp("left")
    export, reports = str(planted), ("--reports", str(folder / "reports"))
    commands = [
        ("run", export, *ASKED, *reports),
        ("read", "third_party", export, *ASKED, *reports),
        ("read", "case_review", export, "--case-id", reviewed(planted), *ASKED, *reports),
        ("worklists", export, *ASKED, *reports),
        ("check", export, *ASKED, "--out", str(folder / "out")),
        ("snippets", export, *ASKED, "--out", str(folder / "own" / "snippets.csv")),
        ("init", str(folder / "ours"), "--export", export),
        ("inspect", export, *ASKED, "--out", str(folder / "own" / f"preflight-{SUFFIX}.html")),
        ("list", "timeline", export, *ASKED, "--out", str(folder / "own" / "timeline.csv")),
        ("board", export, "--month", f"{SAMPLE_AS_OF:%Y-%m}", *reports),
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        with logged() as log:
            before, printed = state(planted), [ran(command) for command in commands]
        yield Left(folder, "".join(printed), log.getvalue(), before, state(planted))


@contextmanager
def logged() -> Iterator[StringIO]:
    """Everything that any library logs."""
    log, logger = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(log), logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield log
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


def ran(command: tuple[str, ...]) -> str:
    """What a command printed, having ended well."""
    result = CliRunner().invoke(cli.commands, command, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


# ---- D-13t: the least personal data -----------------------------------------------------------------------------


def test_the_planted_details_are_in_every_table_and_would_be_seen_in_any_file(planted: Path, tmp_path: Path) -> None:
    for name, table in declared().items():
        texts = [column.name for column in table.columns.values() if column.type == "text"]
        found = canary.rows(planted, name)
        assert [column for column in texts if not any(canary.leaks(row[column]) for row in found)] == []
        assert canary.leaks("\n".join(found[-1].values()))
    audit = audit_of(planted, "coventry")
    told = replace(audit, findings=audit.findings.assign(detail=canary.SAID))
    files.write(told, tmp_path)
    worklist.write(told, tmp_path / "worklist.xlsx")
    seen = canary.everything(tmp_path)
    for name in ("findings.csv", "worklist.xlsx"):
        assert {"quillfeather", "wrenfinch", "900417", canary.BORN, "z.q", "zq"} <= set(canary.leaks(seen[name]))


@pytest.mark.parametrize("pack", SAMPLE_PACKS)
def test_no_planted_detail_is_in_the_results_or_the_worklist_of_any_pack(
    planted: Path, tmp_path: Path, pack: str
) -> None:
    audit = audit_of(planted, pack)
    judged = audit.outcomes[audit.outcomes["status"] != "off"]
    assert audit.findings["rule_id"].nunique() >= 0.9 * len(judged)
    files.write(audit, tmp_path)
    worklist.write(audit, tmp_path / "worklist.xlsx")
    made = canary.everything(tmp_path)
    assert set(made) == {*files.NAMES, "worklist.xlsx"}
    assert {name: canary.leaks(text) for name, text in made.items() if canary.leaks(text)} == {}


@pytest.mark.parametrize("name", [*READINGS, "monthly_audit"])
def test_no_planted_detail_is_on_any_page(
    planted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    given = {"case_review": {"case_id": reviewed(planted)}, "monthly_audit": {"reports_dir": str(tmp_path)}}
    shown = page(name, audit_of(planted, "combined"), monkeypatch, **given.get(name, {}))
    assert len(shown) > 10_000
    assert canary.leaks(shown) == []


def test_no_planted_detail_is_in_anything_the_commands_print_or_leave(left: Left) -> None:
    found = canary.everything(left.folder)
    assert {kind(name) for name in found} == LEFT
    assert {name: canary.leaks(text) for name, text in found.items() if canary.leaks(text)} == {}
    assert canary.leaks(left.printed) == []
    assert len(left.logged) > 1_000
    assert canary.leaks(left.logged) == []
    assert canary.leaks("\n".join(found)) == []  # their names


def test_nothing_of_anybody_in_the_export_is_in_what_is_for_the_board(planted: Path, left: Left) -> None:
    """The gate has let the paper through; the same files with a detail of one person in them it does not."""
    gate = leak_gate.gate(str(planted), SAMPLE_AS_OF)
    paper = {path.name: path.read_bytes() for path in left.folder.rglob("board/*")}
    assert {Path(name).suffix for name in paper} >= {".html", ".json"}
    assert gate(paper).files == len(paper)
    for name, data in paper.items():
        for place, more in ((b"</body>", b"<p>Zephkin</p></body>"), (b"{", b'{"by": "Zephkin", ')):
            if not name.endswith(".pdf") and place in data:
                with pytest.raises(leak_gate.LeakError) as refused:
                    gate(paper | {name: data.replace(place, more, 1)})
                assert canary.leaks(str(refused.value)) == []


def kind(name: str) -> str:
    """What a file is, whatever month, case or service it is of."""
    file = Path(name).name
    return next((one for one in sorted(LEFT) if file.startswith(one)), file)


def test_results_hold_the_documented_columns_and_no_other(left: Left) -> None:
    for name, columns in COLUMNS.items():
        for file in left.folder.rglob(name):
            assert file.read_text("utf-8").splitlines()[0] == ",".join(columns)
    assert all(f"`{','.join(columns)}`" in (ROOT / "README.md").read_text("utf-8") for columns in COLUMNS.values())
    books = [openpyxl.load_workbook(file) for file in left.folder.rglob("*.xlsx")]
    assert len(books) > 5
    headings = [[cell.value for cell in book["Findings"][1]] for book in books]
    assert headings == [[field.heading for field in FIELDS]] * len(books)


def test_every_fact_that_can_be_shown_is_an_id_a_code_a_date_a_number_or_a_place(planted: Path) -> None:
    ours = {literal.this for step in steps.steps().values() for literal in step.tree.find_all(exp.Literal)}
    ours |= {code for codes in code_lists().values() for code in codes}
    known = {word for text in ours for word in str(text).split()} | canary.ids(planted) | {">"}
    odd: dict[str, list[str]] = {}
    with audited(planted, pack_of("combined"), SAMPLE_AS_OF) as audit:
        for view in views.views().values():
            assert {fact.kind for fact in view.facts.values()} <= {
                "yes_no", "code", "codes", "date", "number", "offsets"
            }  # fmt: skip
            for fact in [fact for fact in view.facts.values() if fact.kind == "code"]:
                query = f'SELECT DISTINCT "{fact.name}" FROM {view.step} WHERE "{fact.name}" IS NOT NULL'
                values = {str(value) for (value,) in audit.database.connection.execute(query).fetchall()}
                odd[f"{view.name}.{fact.name}"] = [
                    value for value in values if value not in known and not set(value.split()) <= known
                ]
    assert {name: values for name, values in odd.items() if values} == {}


# ---- D-14t and M-10d.t: each reader gets what the role needs ----------------------------------------------------


def test_counts_and_findings_are_separate_files_and_the_counts_name_no_record(planted: Path, left: Left) -> None:
    (counts,) = left.folder.glob("out/outcomes.csv")
    assert named(counts.read_text("utf-8"), planted) == set()
    assert named(counts.with_name("findings.csv").read_text("utf-8"), planted) != set()
    (aggregates,) = left.folder.rglob("aggregates.json")
    assert named(aggregates.read_text("utf-8"), planted) == set()
    audit = audit_of(planted, "combined")
    for section in (sections.about, gate.gate, sections.outcomes, sections.not_tested):
        assert named(section(audit)._repr_html_(), planted) == set()


def named(text: str, export: Path) -> set[str]:
    """The ids of the export that a text holds as whole words."""
    return set(re.findall(r"[\w./-]+", canary.PICTURE.sub("", text))) & canary.ids(export)


def test_a_services_worklist_holds_its_own_findings_and_names_no_case_of_another(planted: Path, left: Left) -> None:
    services = {row["case_id"]: row["service"] for row in canary.rows(planted, "cases")}
    placed = set(services) - {"SPOILT-cases"}  # its service is no code that anyone knows
    given: Counter[tuple[str, ...]] = Counter()
    for file in left.folder.rglob("worklist-2026-10-*.xlsx"):
        service = file.stem.removeprefix("worklist-2026-10-").removesuffix(SUFFIX).rstrip("-")
        if not service:
            continue  # the whole list, for who answers for all of it
        header, *rows = openpyxl.load_workbook(file)["Findings"].iter_rows(values_only=True)
        place = {name: header.index(name) for name in ("Rule", "Record", "Case")}
        theirs = {case for case, of in services.items() if of == service}
        mine = {str(row[place["Case"]]) for row in rows}
        assert mine <= theirs if service != "no-service" else not mine & placed
        others = placed - theirs
        assert {word for row in rows for cell in row for word in re.findall(r"[\w./-]+", str(cell))} & others == set()
        given.update((str(row[place["Rule"]]), str(row[place["Record"]] or "")) for row in rows)
    found = audit_of(planted, "combined").findings
    assert given == Counter(zip(found["rule_id"], found["record_id"], strict=True))


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights elsewhere")
def test_only_its_owner_may_open_what_a_command_leaves(left: Left) -> None:
    places = list(left.folder.rglob("*"))
    assert {path.stat().st_mode & 0o777 for path in places if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in places if path.is_dir()} == {0o700}


# ---- O-3.2.1t: third-party content stays where it is ------------------------------------------------------------


def test_no_command_changes_the_export_or_adds_to_it(left: Left) -> None:
    assert left.after == left.before


@pytest.mark.parametrize(
    "asked",
    [
        ("check", "--out", ""), ("run", "--reports", ""), ("worklists", "--reports", ""),
        ("read", "third_party", "--reports", ""), ("snippets", "--out", "snippets.csv"),
        ("list", "timeline", "--out", "timeline.csv"),
    ],
)  # fmt: skip
def test_nothing_is_written_among_the_files_of_an_export(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], asked: tuple[str, ...]
) -> None:
    (tmp_path / "cases.csv").write_text("case_id\nC1\n", "utf-8")
    before = state(tmp_path)
    *command, option, out = asked
    with pytest.raises(SystemExit) as refused:
        cli.main([*command, str(tmp_path), *ASKED, option, str(tmp_path / out)])
    assert refused.value.code == 2
    assert "is the export's folder, to which the audit adds nothing" in capsys.readouterr().err
    assert (state(tmp_path), [path.name for path in tmp_path.iterdir()]) == (before, ["cases.csv"])


def test_what_is_found_in_a_text_is_told_by_its_place_and_its_shape(planted: Path, left: Left) -> None:
    found = audit_of(planted, "combined").findings
    papers = found[found["rule_id"].isin(["TPS-02", "TPS-04"]) & (found["outcome"] == "breach")]
    assert len(papers) > 50
    shapes = canary.everything(left.folder)["own/snippets.csv"].splitlines()[1:]
    assert len(shapes) > 50
    assert [line for line in shapes if not MASKED.fullmatch(line.split(",", 3)[3])] == []


# ---- O-5.3.3t: no board paper with a name, initials or a small group --------------------------------------------


def test_every_command_page_and_file_is_known_and_marked(left: Left) -> None:
    """A command, page or file that is not listed here must be held to the clause before it is."""
    assert set(cli.commands.commands) == COMMANDS
    assert set(KNOWN) == set(READINGS)
    found = canary.everything(left.folder)
    assert {kind(name) for name in found} == LEFT
    documents = {name: text for name, text in found.items() if name.endswith((".html", ".xlsx", ".pdf"))}
    assert [name for name, text in documents.items() if SUFFIX not in name or CONFIDENTIAL not in text] == []


def test_the_board_paper_shows_no_small_group(left: Left) -> None:
    (register,) = left.folder.rglob("published.json")
    figures = json.loads(register.read_text("utf-8"))["published"]["figures"].values()
    assert "[c]" in figures
    assert [figure for figure in figures if figure in range(1, 6)] == []
