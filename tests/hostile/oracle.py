"""What may come of a hostile export, judged by what anybody can see: the status, what was said, what was written.

Besides that, and in a way of its own, it counts: the tables as they were loaded are compared with those of the
clean export, and their records with what another parser found.
"""

import csv
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import duckdb

from checks.runs import check as checking
from checks.runs.cli import main
from tests.exports import SAMPLE
from tests.hostile.base import AS_OF, CANARY, REFUSED, SAME, Case, tables, write_csv

ABOUT = ("--pack", "combined", "--as-of", AS_OF, "--settings", str(SAMPLE / "settings.yml"))
RULES = ("--rules", "RAT-01,RET-01")
SECONDS, MEMORY = 120, 2 << 30  # at most for one file
SENTENCE = re.compile(r"policy-audit: [^\n\r]{10,700}[.?]\n")
WIDE = {"gate.csv": 5, "outcomes.csv": 8}
Texts = dict[str, Counter[tuple[object, ...]]]


class TooLongError(BaseException):
    """The time is up; nothing in the product catches it."""


@dataclass(frozen=True)
class Said:
    """What a command left with, and what it said."""

    status: int
    out: str
    err: str


@dataclass
class Verdict:
    """What came of one export, and what is wrong with that."""

    outcome: str = ""
    said: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass
class Seen:
    """What was loaded, kept while the command goes on."""

    tables: Texts = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)
    accounts: Sequence[Any] = ()


def judge(case: Case, folder: Path, *, also: bool = False) -> Verdict:
    """Run ``check`` on a case, and with ``also`` ``inspect`` and ``init``; ``folder`` is the oracle's own."""
    verdict = Verdict()
    before, seen = _listed(case), Seen()
    mapping = _mapping(case, folder)
    with _private_temp(folder) as temp:
        with _watched(seen):
            said = run(["check", case.export, *ABOUT, *RULES, *mapping, "--out", str(folder / "out")])
        _judge_check(case, said, seen, folder / "out", verdict)
        if also:
            _judge_more(case, mapping, folder, verdict)
        verdict.faults += [f"left behind: {name}" for name in os.listdir(temp)]
    if _listed(case) != before:
        verdict.faults.append("the export's folder was changed")
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > MEMORY:
        verdict.faults.append("more than 2 GiB of memory")
    return verdict


def _mapping(case: Case, folder: Path) -> tuple[str, ...]:
    """The option that names the case's mapping, if it has one."""
    if not case.mapping and case.kind not in ("mapping", "expression"):
        return ()
    path = folder / "our.yml"
    path.write_bytes(case.mapping.encode("utf-8", "surrogatepass"))
    return ("--mapping", str(path))


def fresh(case: Case, folder: Path, verdict: Verdict) -> None:
    """The same in a process that has done nothing before: it must end with the same words."""
    given = ["check", case.export, *ABOUT, *RULES, *_mapping(case, folder), "--out", str(folder / "fresh")]
    command = [sys.executable, "-c", "from checks.runs.cli import main; main()", *given]
    temp = {**os.environ, "TMPDIR": str(folder / "temp")}
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=temp, check=False)
    if (ended.stdout, ended.stderr.strip()) != ("", verdict.said):
        verdict.faults.append(f"a fresh process says something else: {(ended.stdout + ended.stderr)[-300:]!r}")
    if (ended.returncode == 0) != (verdict.outcome != "refused"):
        verdict.faults.append(f"a fresh process ends with {ended.returncode}")
    verdict.faults += [f"a fresh process left behind: {name}" for name in os.listdir(folder / "temp")]


def _judge_check(case: Case, said: Said, seen: Seen, out: Path, verdict: Verdict) -> None:
    verdict.said = said.err.strip()
    judge_words(case, "check", said, verdict)
    if said.status:
        verdict.outcome = "refused"
        if out.exists():
            verdict.faults.append("refused, and yet results are there")
        if case.expect == SAME:
            verdict.faults.append("refused what is sound")
        return
    verdict.outcome = "read"
    if said.out or said.err:
        verdict.faults.append(f"an audit that ran says something: {(said.out + said.err)[:200]!r}")
    if case.expect == REFUSED:
        verdict.faults.append("read what is to be refused")
    _judge_written(out, verdict)
    _judge_records(case, seen, verdict)
    if case.expect == SAME and not verdict.faults:
        verdict.outcome = "the same audit"
        if findings(out) != clean(case.rows["cases"], case.twin)[1]:
            verdict.faults.append("other findings than those of the clean export")


def _judge_records(case: Case, seen: Seen, verdict: Verdict) -> None:
    """Whether every record is there, by its count and, where nothing or little was changed, by what it says."""
    for table, wanted in case.rows.items():
        if seen.records.get(table) != wanted:
            verdict.faults.append(f"{table}: {wanted} records in the file, {seen.records.get(table)} in the audit")
    for account in seen.accounts:
        if not case.mapping and account.rows != account.records:
            verdict.faults.append(f"{account.file}: {account.rows} rows, {account.records} records")
    if case.rows and (case.expect == SAME or case.changed >= 0):
        written = clean(case.rows["cases"], case.twin)[0]
        for table in case.rows:
            other = (written[table] - seen.tables[table]).total()
            if other > max(case.changed, 0):
                verdict.faults.append(f"{table}: {other} records are not as they were written")


def _judge_written(out: Path, verdict: Verdict) -> None:
    """Whether what has no reason to hold a value holds none."""
    for name in ("gate.csv", "outcomes.csv"):
        text = (out / name).read_text("utf-8")
        found = CANARY.search(text)
        if found:
            verdict.faults.append(f"{name} holds {found[0]!r}")
        if not text.replace("\n", "").isprintable() or any(
            len(row) != WIDE[name] for row in csv.reader(text.split("\n")[:-1])
        ):
            verdict.faults.append(f"{name} holds signs that cannot be shown")
    if sorted(os.listdir(out)) != ["findings.csv", "gate.csv", "outcomes.csv"]:
        verdict.faults.append("other files than the three are written")


def judge_words(case: Case, command: str, said: Said, verdict: Verdict) -> None:
    """Whether what was said is one clear sentence without a value in it."""
    found = CANARY.search(said.err + said.out)
    if found:
        verdict.faults.append(
            f"{command} says {found[0]!r}: {(said.err + said.out)[max(found.start() - 90, 0) :][:200]!r}"
        )
    if said.status == 0:
        return
    if said.status not in (3, case.status):
        verdict.faults.append(f"{command} ends with {said.status}: {said.err[:300]!r}")
    if not SENTENCE.fullmatch(said.err) or any(not sign.isprintable() for sign in said.err.strip()):
        verdict.faults.append(f"{command} says no clear sentence: {said.err[:300]!r}")
    repaired = ". " in said.err or case.status == 2  # a mapping's message may name the place and the repair at once
    if not repaired or not (not case.names or any(name in said.err for name in case.names)):
        verdict.faults.append(f"{command} names no place or no repair: {said.err[:300]!r}")


def _judge_more(case: Case, mapping: tuple[str, ...], folder: Path, verdict: Verdict) -> None:
    """The two commands that look at an export before anybody trusts it."""
    told = run(["inspect", case.export, *ABOUT, *mapping])
    judge_words(case, "inspect", told, verdict)
    if (told.status == 0) != (verdict.outcome != "refused") and case.kind != "keys":
        verdict.faults.append(f"inspect ends with {told.status} where check does otherwise: {told.err[:200]!r}")
    if not mapping:
        begun = run(["init", str(folder / "begun"), "--export", case.export])
        judge_words(case, "init", begun, verdict)
        for name in ("mapping.yml", "audit.yml") if begun.status == 0 else ():
            found = CANARY.search((folder / "begun" / name).read_text("utf-8"))
            if found:
                verdict.faults.append(f"init writes {found[0]!r} into {name}")


def _listed(case: Case) -> dict[str, int]:
    """What lies in the export's folder, with its size; a database is not written to either."""
    path = Path(case.export.removeprefix("sqlite:///"))
    folder = path if path.is_dir() else path.parent
    return {str(found): found.lstat().st_size for found in folder.rglob("*")}


def run(arguments: Sequence[str]) -> Said:
    """The command in this process, with all that it or a library says, however deep it says it."""
    with tempfile.TemporaryFile("w+b") as out, tempfile.TemporaryFile("w+b") as err:
        with (
            _deep(1, out),
            _deep(2, err),
            _soon(),
            os.fdopen(os.dup(1), "w", encoding="utf-8") as said,
            os.fdopen(os.dup(2), "w", encoding="utf-8") as told,
            redirect_stdout(said),
            redirect_stderr(told),
        ):
            status = _status(arguments)
        return Said(status, _read(out), _read(err))


def _status(arguments: Sequence[str]) -> int:
    try:
        main(list(arguments))
    except SystemExit as left:
        return int(left.code or 0)
    except TooLongError:
        sys.stderr.write(f"more than {SECONDS} seconds\n")
    return 99


def _read(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode("utf-8", "replace"))


@contextmanager
def _deep(descriptor: int, file: Any) -> Iterator[None]:
    """Take what is written to a descriptor: a library that is not Python's says things there."""
    saved = os.dup(descriptor)
    os.dup2(file.fileno(), descriptor)
    try:
        yield
    finally:
        os.dup2(saved, descriptor)
        os.close(saved)


@contextmanager
def _soon() -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _private_temp(folder: Path) -> Iterator[Path]:
    """A folder of its own for what is temporary, so that what stays behind is seen."""
    temp, before = folder / "temp", tempfile.tempdir
    temp.mkdir()
    tempfile.tempdir = str(temp)
    try:
        yield temp
    finally:
        tempfile.tempdir = before


@contextmanager
def _watched(seen: Seen) -> Iterator[None]:
    """Look at the tables as soon as they are loaded."""
    real = checking.load

    def load(connection: duckdb.DuckDBPyConnection, *given: Any, **named: Any) -> Any:
        found = real(connection, *given, **named)
        seen.tables = {table: texts(connection, table) for table in ("cases", "decisions")}
        seen.records, seen.accounts = dict(found.records), found.accounts
        return found

    checking.load = load  # type: ignore[attr-defined]
    try:
        yield
    finally:
        checking.load = real  # type: ignore[attr-defined]


def texts(connection: duckdb.DuckDBPyConnection, table: str) -> Counter[tuple[object, ...]]:
    """Every record of a loaded table, without where it came from."""
    query = f"SELECT * EXCLUDE (source_file, source_row) FROM loaded_{table}"
    return Counter(connection.execute(query).fetchall())


def findings(out: Path) -> list[tuple[str, ...]]:
    """The findings without the files they came from."""
    with (out / "findings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return sorted(tuple(row[key] for key in ("rule_id", "record_id", "outcome", "cause", "detail")) for row in rows)


@cache
def clean(count: int, twin: str = "") -> tuple[Texts, list[tuple[str, ...]]]:
    """The clean export of that size, or its twin: its tables as loaded, and its findings."""
    with tempfile.TemporaryDirectory() as folder:
        export, seen = twin or write_csv(Path(folder) / "export", tables(count)), Seen()
        with _watched(seen):
            said = run(["check", str(export), *ABOUT, *RULES, "--out", f"{folder}/out"])
        assert said.status == 0, said.err
        return seen.tables, findings(Path(folder) / "out")
