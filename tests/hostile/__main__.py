"""``python -m tests.hostile --files 300 --seed 1``: hostile exports by the hundred, and a table of what came of them.

Each is run in a process of its own, ended if it takes too long.
"""

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from tests.hostile import oracle
from tests.hostile.base import Case, tables, write_csv
from tests.hostile.every import make, makers

OUTCOMES = ("the same audit", "read", "refused", "at fault")
HARD_STOP = 3 * oracle.SECONDS


def main() -> int:
    """Make, run, judge and tell; 1 where anything is at fault."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="makers whose name holds this")
    options.add_argument("--also", type=int, default=3, help="try inspect and init too on one file in so many")
    options.add_argument("--fresh", type=int, default=0, help="try the first so many in a fresh process too")
    options.add_argument("--said", action="store_true", help="show what each refusal says")
    given = options.parse_args()
    chosen = [made for made in makers(given.files, random.Random(given.seed)) if given.only in made.__name__]
    _warm()
    table: Counter[tuple[str, str]] = Counter()
    bad = 0
    for number, maker in enumerate(chosen):
        seed, began = f"{given.seed}-{number}-{maker.__name__}", time.time()
        told = _apart(lambda: _one(maker, seed, number % given.also == 0, number < given.fresh))  # noqa: B023
        outcome = "at fault" if told["faults"] else told["outcome"]
        table[told["kind"], outcome] += 1
        bad += bool(told["faults"])
        if told["faults"] or given.said:
            click.echo(
                f"{seed} [{told['kind']}: {told['what']}] {outcome} {time.time() - began:.1f} s {told['said']!r}"
            )
            click.echo("".join(f"    {fault}\n" for fault in told["faults"]), nl=False)
    _print(table)
    return bool(bad)


def _warm() -> None:
    """Import all that an audit imports, once for every process to come."""
    with tempfile.TemporaryDirectory() as folder:
        export = write_csv(Path(folder) / "export", tables(8))
        oracle.run(["check", str(export), *oracle.ABOUT, *oracle.RULES, "--out", f"{folder}/out"])
        oracle.run(["inspect", str(export), *oracle.ABOUT])
        oracle.run(["init", f"{folder}/begun", "--export", str(export)])
    oracle.clean(8)


def _one(maker: Callable[..., Case], seed: str, also: bool, fresh: bool) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="hostile-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        case = make(maker, seed, folder)
        verdict = oracle.judge(case, folder, also=also)
        if fresh:
            oracle.fresh(case, folder, verdict)
        return {"kind": case.kind, "what": case.what, **verdict.__dict__}


def _apart(work: Callable[[], dict[str, object]]) -> dict[str, object]:
    """Do the work in a process of its own; what it gives, or that it gave nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        signal.alarm(0)
        try:
            told = work()
        except BaseException as error:
            told = _lost(f"the oracle failed: {type(error).__name__}: {error}")
        with os.fdopen(writing, "w") as file:
            json.dump(told, file)
        os._exit(0)
    os.close(writing)
    signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
    signal.alarm(HARD_STOP)
    with os.fdopen(reading) as file:
        text = file.read()
    signal.alarm(0)
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else _lost(f"the process ended with {status}")


def _lost(fault: str) -> dict[str, object]:
    return {"kind": "lost", "what": "", "outcome": "", "said": "", "faults": [fault]}


def _print(table: Counter[tuple[str, str]]) -> None:
    kinds = sorted({kind for kind, _ in table})
    click.echo("\n" + f"{'kind':22}" + "".join(f"{outcome:>16}" for outcome in OUTCOMES))
    for kind in [*kinds, "all"]:
        found = [sum(n for (k, o), n in table.items() if kind in (k, "all") and o == outcome) for outcome in OUTCOMES]
        click.echo(f"{kind:22}" + "".join(f"{number or '':>16}" for number in found))


if __name__ == "__main__":
    sys.exit(main())
