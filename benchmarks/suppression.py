"""Attack the suppression of small numbers, and compare it with Tau-Argus.

    PYTHONPATH=. python benchmarks/suppression.py [--pairs 2000] [--tables 300] [--months 12] [--profile dfe_1_5]

`pairs`: random papers of two months, with six linked tables, percentages and differences, made safe one after the other
and then attacked together; beside it the same papers with their small figures hidden and nothing else. `tables`: single
two-way tables, hidden by us and by Tau-Argus (full optimisation), told to protect the same figures as far. `months`: a
board's papers one after the other, each with four linked tables and the balance with the month before.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Collection

import numpy as np

from checks.output.suppression import Bounds, Key, Mark, Profile, Published, Release, attack, profile, protect
from checks.output.suppression.protection import primary_only
from tests.linked_tables import board_papers, two_months, two_way


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="number of the first pair, to go on from an earlier run")
    parser.add_argument("--tables", type=int, default=300)
    parser.add_argument("--months", type=int, default=12)
    parser.add_argument("--profile", default="dfe_1_5")
    given = parser.parse_args()
    chosen = profile(given.profile)
    if given.pairs:
        pairs(range(given.first, given.first + given.pairs), chosen)
    if given.tables:
        against_tau_argus(given.tables, chosen)
    if given.months:
        months(given.months, chosen)


def pairs(seeds: Collection[int], chosen: Profile) -> None:
    told: Counter[str] = Counter()
    for number, seed in enumerate(seeds, 1):
        both = two_months(np.random.default_rng(seed))
        figures = {**both.before.figures, **both.now.figures}
        small = {key for key, count in figures.items() if not isinstance(count, Mark) and chosen.small(count)}
        before = protect(both.before, chosen)
        now = protect(both.now, chosen, [before])
        bare = primary_only(both.before, chosen)
        told.update(
            pairs=1, tables=len(both.before.tables) + len(both.now.tables), figures=len(figures), small=len(small)
        )
        told.update(hidden=_hidden([before, now]), withheld=len(before.withheld) + len(now.withheld))
        told.update({f"protected: {name}": n for name, n in _broken(attack([before, now]), small).items()})
        careless = [bare, primary_only(both.now, chosen, [bare])]
        told.update({f"primary only: {name}": n for name, n in _broken(attack(careless), small).items()})
        insider = [one for one in attack([before, now], told=_still_hidden(small, [before, now])) if one.key in small]
        told.update({"told which are small, all at once: recovered": sum(one.recovered for one in insider)})
        told.update({"percentages and differences": _derived(now), "of them shown": _derived(now, shown=True)})
        if number % 50 == 0 or number == len(seeds):
            print(", ".join(f"{name} {count:,}" for name, count in told.items()), flush=True)


def against_tau_argus(tables: int, chosen: Profile) -> None:
    if sys.platform != "linux":
        print("Tau-Argus is compared on Linux only")
        return
    from tests.tau_argus import optimal

    rng = np.random.default_rng(7)
    told: Counter[str] = Counter()
    for _ in range(tables):
        rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 8))
        release = two_way(rng, rows, columns, float(rng.choice([6, 15, 40])))
        small = {key for key, count in release.figures.items() if chosen.small(int(count))}
        told.update(tables=1, small=len(small))
        for name, paper in (("ours", protect(release, chosen)), ("Tau-Argus", optimal(release, chosen))):
            safe = [one.protects for one in attack([paper]) if one.key in small]
            told.update({f"{name}: protected": sum(safe), f"{name}: hidden besides": _hidden([paper]) - len(small)})
            told.update({f"{name}: withheld": len(paper.withheld)})
    print(", ".join(f"{name} {count:,}" for name, count in told.items()))


def months(number: int, chosen: Profile) -> None:
    earlier: list[Published] = []
    releases: list[Release] = board_papers(np.random.default_rng(11), number)
    for place, release in enumerate(releases, 1):
        started = time.process_time()
        earlier.append(protect(release, chosen, earlier))
        spent = time.process_time() - started
        small = sum(not isinstance(count, Mark) and chosen.small(count) for count in release.figures.values())
        print(
            f"month {place}: {len(release.figures)} figures, {small} small, {_hidden(earlier[-1:])} hidden, "
            f"{len(earlier[-1].withheld)} withheld, {spent:.1f} processor seconds",
            flush=True,
        )
    started = time.process_time()
    found = attack(earlier)
    print(
        f"attack on all {number}: {len(found)} hidden figures, {sum(one.recovered for one in found)} recovered, "
        f"{time.process_time() - started:.1f} processor seconds"
    )


def _broken(found: Collection[Bounds], small: Collection[Key]) -> dict[str, int]:
    return {
        "recovered": sum(one.recovered for one in found),
        "small and not protected": sum(not one.protects for one in found if one.key in small),
    }


def _hidden(papers: Collection[Published]) -> int:
    return len({key for paper in papers for key, value in paper.figures.items() if value is Mark.CONFIDENTIAL})


def _still_hidden(small: Collection[Key], papers: Collection[Published]) -> list[Key]:
    return [key for key in small if not any(paper.shown(key) for paper in papers)]


def _derived(paper: Published, shown: bool = False) -> int:
    values = [value for _, value in (*paper.percentages.values(), *paper.differences.values())]
    return sum(not shown or not isinstance(value, Mark) for value in values)


if __name__ == "__main__":
    main()
