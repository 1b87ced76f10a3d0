"""Time the whole rulebook on the sample export of 1,200 cases, after the imports.

    PYTHONPATH=. python benchmarks/rulebook.py [--repeats 5] [--pack combined]

The first audit of a process also reads the rulebook, the packs and the facts' SQL; the others find
them read. `checks` is everything from the loaded tables to the findings: choosing and compiling the rules,
the facts and the judging through Great Expectations.
"""

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

SAMPLE = Path(__file__).parents[1] / "sample_data" / "export"
AS_OF = "2026-10-31"
PHASES = {
    "load": ("checks.runs.check", "load"),
    "gate": ("checks.engine.gate", "check_gate"),
    "choose": ("checks.runs.check", "select"),
    "facts": ("checks.facts.views", "build"),
    "judge": ("checks.engine.judge", "judge"),
}
CHECKS = ("choose", "facts", "judge")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--pack", default="combined")
    given = parser.parse_args()
    started = time.perf_counter()
    for module, _ in PHASES.values():
        import_module(module)
    import checks
    from checks.policy import packs

    sys.stdout.write(f"imports {time.perf_counter() - started:.2f} s\n")
    times = _watch()
    settings = packs.examples(given.pack)
    runs: list[dict[str, float]] = []
    for number in range(given.repeats):
        times.clear()
        started = time.perf_counter()
        audit = checks.check(SAMPLE, pack=given.pack, as_of=AS_OF, settings=settings)
        whole = time.perf_counter() - started
        runs.append({**times, "checks": sum(times[phase] for phase in CHECKS), "whole": whole})
        if not number:
            judged = audit.outcomes["status"].isin(["passed", "failed", "needs_review"]).sum()
            cases = audit.sources.set_index("table")["records"]["cases"]
            sys.stdout.write(f"{judged} rules judged records of {cases:,} cases; {len(audit.findings):,} findings\n")
            _print("first", runs[0])
    later = runs[1:] or runs
    _print("median of the others", {name: statistics.median(run[name] for run in later) for name in runs[0]})


def _watch() -> dict[str, float]:
    """Seconds by phase, added up as the product calls it."""
    times: dict[str, float] = defaultdict(float)
    for phase, (module, name) in PHASES.items():
        home = import_module(module)
        setattr(home, name, _timed(getattr(home, name), phase, times))
    return times


def _timed(function: Callable[..., object], phase: str, times: dict[str, float]) -> Callable[..., object]:
    def timed(*args: object, **kwargs: object) -> object:
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            times[phase] += time.perf_counter() - started

    return timed


def _print(label: str, run: dict[str, float]) -> None:
    sys.stdout.write(f"{label}: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in run.items()) + "\n")


if __name__ == "__main__":
    main()
