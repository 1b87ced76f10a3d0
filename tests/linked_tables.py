"""Random papers of two months: tables that share margins, movements from month to month, percentages, differences."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from checks.output.suppression import ALL, Difference, Percentage, Release, Sum, Table, cube, grid, key

Generator = np.random.Generator


@dataclass(frozen=True)
class Months:
    """Last month's release and this month's."""

    before: Release
    now: Release


def two_way(rng: Generator, rows: int, columns: int, size: float, name: str = "found") -> Release:
    """One table with its margins; the cells are about ``size``, very unequal, and some 0."""
    counts = rng.poisson(rng.gamma(1.0, size, (rows, columns)))
    lines, places = [f"t{row}" for row in range(rows)], [f"s{column}" for column in range(columns)]
    frame = _frame(counts, lines, "theme", places, "service")
    table = grid(name, ("theme", [*lines, ALL]), ("service", [*places, ALL]))
    return cube(name, frame) + Release({}, tables={f"{name} by theme and service": table})


def two_months(rng: Generator) -> Months:
    """Two months of the same tables.

    Of each month: findings by theme and service and by theme and severity, which share the margin of the themes; what
    was open before, found, resolved and open after, by theme; the share of findings in the records judged. Of the
    second: the change since the first.
    """
    themes, services, grades = (int(rng.integers(2, most)) for most in (5, 6, 4))
    size = float(rng.choice([4, 10, 25, 60]))
    opened = rng.poisson(rng.gamma(1.0, size, themes))
    before, opened = _month(rng, "m1", "m0", opened, (services, grades), size)
    now, _ = _month(rng, "m2", "m1", opened, (services, grades), size)
    heads = [{"theme": f"t{theme}"} for theme in range(themes)] + [{}]
    changes = {
        f"change {key('found', head)}": Difference(later=key("found m2", head), earlier=key("found m1", head))
        for head in heads
    }
    last = {change.earlier: before.figures[change.earlier] for change in changes.values()}
    return Months(before, now + Release(last, differences=changes))


def _month(
    rng: Generator, month: str, last: str, opened: np.ndarray, others: tuple[int, int], size: float
) -> tuple[Release, np.ndarray]:
    """One month's release, and what is open after it."""
    services, grades = others
    found = rng.poisson(rng.gamma(1.0, size, (len(opened), services)))
    themes = [f"t{theme}" for theme in range(len(opened))]
    name = f"found {month}"
    release = Release({})
    for kind, counts in (("service", found), ("severity", _split(rng, found.sum(axis=1), grades))):
        places = [f"{kind}{number}" for number in range(counts.shape[1])]
        table = grid(name, ("theme", [*themes, ALL]), (kind, [*places, ALL]))
        release += cube(name, _frame(counts, themes, "theme", places, kind)) + Release(
            {}, tables={f"{name} {kind}": table}
        )
    new = found.sum(axis=1)
    resolved = rng.binomial(opened + new, 0.4)
    after = opened + new - resolved
    judged = new + rng.poisson(4 * size, len(opened)) + 1
    for measure, column in ((f"open {last}", opened), (f"resolved {month}", resolved), (f"open {month}", after)):
        release += _by_theme(measure, themes, column)
    release += _by_theme(f"judged {month}", themes, judged)
    return release + _movements(month, last, themes), after


def _movements(month: str, last: str, themes: list[str]) -> Release:
    heads = [*({"theme": theme} for theme in themes), {}]
    measures = [f"open {last}", f"found {month}", f"resolved {month}", f"open {month}"]
    balances = tuple(
        Sum(
            total=key(measures[3], head),
            parts=(key(measures[0], head), key(measures[1], head)),
            less=(key(measures[2], head),),
        )
        for head in heads
    )
    shares = {
        f"share {key(measures[1], head)}": Percentage(
            part=key(measures[1], head), whole=key(f"judged {month}", head), decimals=1
        )
        for head in heads
    }
    cells = tuple(tuple(key(measure, head) for measure in measures) for head in heads)
    table = Table(rows=(*themes, ALL), columns=("open before", "found", "resolved", "open after"), cells=cells)
    return Release({}, balances, shares, tables={f"movements {month}": table})


def _by_theme(measure: str, themes: list[str], counts: np.ndarray) -> Release:
    return cube(measure, pd.DataFrame({"theme": themes, "count": [int(count) for count in counts]}))


def _split(rng: Generator, totals: np.ndarray, ways: int) -> np.ndarray:
    """Each total shared out unequally."""
    return np.array([rng.multinomial(total, rng.dirichlet(np.full(ways, 0.7))) for total in totals])


def _frame(counts: np.ndarray, rows: list[str], down: str, columns: list[str], across: str) -> pd.DataFrame:
    lines = [(row, column, int(counts[i, j])) for i, row in enumerate(rows) for j, column in enumerate(columns)]
    return pd.DataFrame(lines, columns=[down, across, "count"])
