"""Time the rules that read texts on a large export, and compare them with only normalising the same texts.

    python benchmarks/texts.py [--documents 1000000] [--papers 100000] [--rules TPS-02,TPS-05] [--profile]

Each rule runs in a process of its own, as the command runs it, then all together; beside each stands a
plain DuckDB query that reads the same files and normalises every text. All names are invented by chance.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import run as other
from text_export import generate

HERE = Path(__file__).parent
SETTINGS = {"third_party.near_names": "yes", "written_for": ["health"]}
RULES = ("TPS-02", "TPS-05", "REC-04", "BRD-02")
TEXTS = {"documents": ("text",), "committee_papers": ("title", "text")}
PHASES = (
    ("checks.runs.check", "load", "load"),
    ("checks.engine.gate", "check_gate", "gate"),
    ("checks.facts.views", "build", "facts"),
    ("checks.engine.judge", "judge", "judging"),
)


def normalise(export: Path, table: str) -> dict[str, float]:
    """Read one table's texts and normalise each, keeping nothing but their total length."""
    import duckdb

    from checks.intake.conversions import register_functions

    started = time.perf_counter()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        register_functions(connection)
        lengths = " + ".join(f"sum(length(normalised_text({column})))" for column in TEXTS[table])
        connection.execute(f"SELECT {lengths} FROM read_parquet($1)", [str(export / f"{table}.parquet")]).fetchall()
    return {"seconds": time.perf_counter() - started}


def product(export: Path, rules: list[str], profile: bool) -> dict[str, float]:
    """Run the audit as the command does; how long it took and how many records each rule found."""
    import checks.engine.judge  # noqa: F401  Great Expectations is imported before the clock starts
    from checks.results import files
    from checks.runs.check import check

    if profile:
        other.PHASES = PHASES
        other._time_phases()
        from checks.runs.check import check
    started = time.perf_counter()
    audit = check(export, pack="combined", as_of=other.AS_OF, settings=SETTINGS, rules=rules)
    with tempfile.TemporaryDirectory() as out:
        files.write(audit, Path(out))
    seconds = time.perf_counter() - started
    found = audit.findings.groupby("rule_id").size()
    outcomes = audit.outcomes.set_index("rule_id").loc[rules]
    print(f"    found {found.to_dict()}, in scope {outcomes['in_scope'].to_dict()}")
    return {"seconds": seconds}


def _child(kind: str, given: str, export: Path, profile: bool) -> None:
    figures = normalise(export, given) if kind == "normalise" else product(export, given.split(","), profile)
    print(json.dumps({**figures, "peak_mib": other._peak() / 1024, "processor": time.process_time()}))


def _run(kind: str, given: str, export: Path, profile: bool = False) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__)), "--child", kind, given, str(export)]
    path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(
        [*command, *(["--profile"] if profile else [])], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    if ran.returncode:
        sys.exit(f"{kind} {given} failed:\n{ran.stderr[-3000:]}")
    *shown, last = ran.stdout.strip().splitlines()
    print("\n".join(shown), end="\n" if shown else "")
    figures: dict[str, float] = json.loads(last)
    return figures


def _report(label: str, figures: dict[str, float], beside: dict[str, float] | None = None) -> None:
    ratio = f", {figures['seconds'] / beside['seconds']:.1f} times as long as normalising" if beside else ""
    print(
        f"{label}: {figures['seconds']:.1f} s ({figures['processor']:.1f} s of processor), "
        f"peak {figures['peak_mib']:,.0f} MiB{ratio}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--rules", default=",".join(RULES))
    parser.add_argument("--profile", action="store_true", help="phase by phase, and each slow query")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        kind, what, export = given.child
        _child(kind, what, Path(export), given.profile)
        return
    export = HERE / "data" / f"texts-{given.documents}-{given.papers}"
    if not (export / "committee_papers.parquet").exists():
        print(f"Writing {given.documents:,} documents and {given.papers:,} committee papers ...", flush=True)
        generate(given.documents, given.papers, export)
    plain = {table: _run("normalise", table, export) for table in TEXTS}
    for table, figures in plain.items():
        _report(f"normalising {table}", figures)
    rules = given.rules.split(",")
    for rule in rules:
        beside = plain["committee_papers" if rule == "BRD-02" else "documents"]
        _report(rule, _run("product", rule, export, given.profile), beside)
    if len(rules) > 1:
        _report("all of them", _run("product", ",".join(rules), export, given.profile))


if __name__ == "__main__":
    main()
