"""Compare an audit of a large export with one hand-written query for the same rules.

    python benchmarks/run.py [--disclosures 1000000] [--repeats 3] [--typed] [--profile]

Both run in turn, each in a process of its own, on the same Parquet files. Their findings must be equal.
"""

import argparse
import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = "2026-03-31"
PACK = "combined"
SETTINGS = {"written_for": ["health", "court_report"]}
RULES = ("RAT-01", "RAT-02", "RAT-04", "CON-01", "CON-02", "CON-04", "DIS-04", "DIS-07", "RET-03")
# What --profile times, as (module, function): the phases of the product, nested ones indented.
PHASES = (
    ("checks.runs.check", "load", "load"),
    ("checks.engine.gate", "check_gate", "gate"),
    ("checks.facts.views", "build", "facts"),
    ("checks.engine.judge", "judge", "judging"),
    ("checks.engine.judge", "findings", "  findings of one view"),
    ("checks.results.build", "findings_frame", "frames"),
    ("checks.results.files", "write", "writing"),
)


def by_hand(export: Path, out: Path) -> dict[str, float]:
    """Run the hand-written query; it writes ``findings.csv``."""
    import duckdb

    script = (HERE / "by_hand.sql").read_text("utf-8")
    target = out / "findings.csv"
    filled = script.replace("$EXPORT", _quoted(export)).replace("$OUT", _quoted(target))
    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(filled)
    return {"seconds": time.perf_counter() - started}


def product(export: Path, out: Path, profile: bool = False) -> dict[str, float]:
    """Run the audit as the command does; it writes ``findings.csv`` and the other results."""
    import checks.engine.judge  # noqa: F401  Great Expectations is imported before the clock starts
    from checks.results import files
    from checks.runs.check import check

    if profile:
        _time_phases()
        from checks.runs.check import check
    started = time.perf_counter()
    audit = check(export, pack=PACK, as_of=AS_OF, settings=SETTINGS, rules=list(RULES))
    files.write(audit, out)
    return {"seconds": time.perf_counter() - started}


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _time_phases() -> None:
    """Print how long each phase took, and each query that took a tenth of a second or more."""
    from importlib import import_module

    from checks.engine import database

    for module, name, label in PHASES:
        home = import_module(module)
        if hasattr(home, name):  # a phase that is gone is not told of
            setattr(home, name, _timed(getattr(home, name), label))
    opened = database.Database.__init__

    def open_timed(self: database.Database, *given: object, **named: object) -> None:
        opened(self, *given, **named)  # type: ignore[arg-type]
        self.connection = _Told(self.connection)  # type: ignore[assignment]

    database.Database.__init__ = open_timed  # type: ignore[method-assign]


def _timed(function: Callable[..., object], label: str) -> Callable[..., object]:
    def run(*given: object, **named: object) -> object:
        wall, used = time.perf_counter(), time.process_time()
        result = function(*given, **named)
        wall, used = time.perf_counter() - wall, time.process_time() - used
        if wall >= 0.05:
            print(f"{label:<24}{wall:8.2f} s {used:8.2f} s of processor {_peak() / 1024:8.0f} MiB peak", flush=True)
        return result

    return run


class _Told:
    """A connection that says which of its queries were slow."""

    def __init__(self, connection: object) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> object:
        return getattr(self._connection, name)

    def execute(self, query: str, *given: object) -> object:
        started = time.perf_counter()
        result = self._connection.execute(query, *given)  # type: ignore[attr-defined]
        taken = time.perf_counter() - started
        if taken >= 0.1:
            print(f"    {taken:6.2f} s  {' '.join(query.split())[:88]}", flush=True)
        return result


def _peak() -> float:
    """Peak resident memory of this process, in KiB (macOS counts in bytes)."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform == "darwin" else most


def _child(kind: str, export: Path, out: Path, profile: bool) -> None:
    """One run in its own process: prints its figures as the last line."""
    figures = by_hand(export, out) if kind == "by_hand" else product(export, out, profile)
    print(json.dumps({**figures, "peak_mib": _peak() / 1024, "processor": time.process_time()}))


def _run(kind: str, export: Path, out: Path, profile: bool = False) -> dict[str, float]:
    out.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(Path(__file__)), "--child", kind, str(export), str(out)]
    path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH", "")]))
    started = time.perf_counter()
    ran = subprocess.run(
        [*command, *(["--profile"] if profile else [])], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    whole = time.perf_counter() - started
    if ran.returncode:
        sys.exit(f"{kind} failed:\n{ran.stderr[-3000:]}")
    *shown, last = ran.stdout.strip().splitlines()
    print("\n".join(shown), end="\n" if shown else "")
    return {**json.loads(last), "whole": whole}


def _findings(path: Path) -> set[tuple[str, str, str, str]]:
    """The findings as (rule, record, outcome, causes). Why a record is undecided is worded by the product."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["rule_id"], row["record_id"], row["outcome"], "" if row["outcome"] == "undecided" else row["cause"])
            for row in csv.DictReader(file)
        }


def _compare(hand: Path, ours: Path) -> int:
    first, second = _findings(hand), _findings(ours)
    if first != second:
        for label, only in (("by hand only", first - second), ("product only", second - first)):
            print(f"{label}: {len(only)}, such as {sorted(only)[:5]}")
        sys.exit("The findings differ.")
    return len(first)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--disclosures", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--typed", action="store_true", help="dates as DATE and TIMESTAMP, not as texts")
    parser.add_argument("--profile", action="store_true", help="one run of the product, phase by phase")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        kind, export, out = given.child
        _child(kind, Path(export), Path(out), given.profile)
        return
    export = HERE / "data" / f"{given.disclosures}{'-typed' if given.typed else ''}"
    if not (export / "disclosures.parquet").exists():
        sys.path.insert(0, str(HERE.parent))
        from generate import generate

        print(f"Writing {given.disclosures:,} disclosures ...", flush=True)
        generate(given.disclosures, export, given.typed)
    with tempfile.TemporaryDirectory() as folder:
        hand_out, our_out = Path(folder) / "hand", Path(folder) / "product"
        if given.profile:
            _report("product", [_run("product", export, our_out, profile=True)])
            return
        hand, ours = [], []
        for _ in range(given.repeats):
            hand.append(_run("by_hand", export, hand_out))
            ours.append(_run("product", export, our_out))
        count = _compare(hand_out / "findings.csv", our_out / "findings.csv")
    print(f"{given.disclosures:,} disclosures, {len(RULES)} rules, {count:,} findings, the same from both.")
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, medians of {given.repeats}.")
    _report("by hand", hand)
    _report("product", ours)
    for figure, label in (("seconds", "without imports"), ("whole", "whole process"), ("processor", "processor time")):
        ratio = _median(ours, figure) / _median(hand, figure)
        print(f"ratio, {label}: {ratio:.2f}")


def _median(runs: list[dict[str, float]], figure: str) -> float:
    return statistics.median(run[figure] for run in runs)


def _report(label: str, runs: list[dict[str, float]]) -> None:
    seconds, whole, processor = (_median(runs, figure) for figure in ("seconds", "whole", "processor"))
    peak = max(run["peak_mib"] for run in runs)
    print(
        f"{label}: {seconds:.1f} s ({whole:.1f} s with imports, {processor:.1f} s of processor), peak {peak:,.0f} MiB"
    )


if __name__ == "__main__":
    main()
