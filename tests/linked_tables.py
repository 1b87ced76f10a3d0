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
    return _pair(name, counts, "theme", "service")


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
    heads = [{"theme": f"theme{theme}"} for theme in range(themes)] + [{}]
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
    themes = [f"theme{theme}" for theme in range(len(opened))]
    name = f"found {month}"
    release = Release({})
    for kind, counts in (("service", found), ("severity", _split(rng, found.sum(axis=1), grades))):
        release += _pair(name, counts, "theme", kind)
    new = found.sum(axis=1)
    resolved = rng.binomial(opened + new, 0.4)
    after = opened + new - resolved
    judged = new + rng.poisson(4 * size, len(opened)) + 1
    for measure, column in ((f"open {last}", opened), (f"resolved {month}", resolved), (f"open {month}", after)):
        release += _by(measure, "theme", themes, column)
    release += _by(f"judged {month}", "theme", themes, judged)
    return release + _movements(month, last, "theme", themes) + _shares(month, themes), after


def _movements(month: str, last: str, kind: str, places: list[str]) -> Release:
    """Open before, found, resolved and open after: a table, and the balance that ties two months."""
    heads = [*({kind: place} for place in places), {}]
    before, found, resolved, after = f"open {last}", f"found {month}", f"resolved {month}", f"open {month}"
    balances = tuple(
        Sum(total=key(after, head), parts=(key(before, head), key(found, head)), less=(key(resolved, head),))
        for head in heads
    )
    cells = tuple(tuple(key(measure, head) for measure in (before, found, resolved, after)) for head in heads)
    table = Table(rows=(*places, ALL), columns=("open before", "found", "resolved", "open after"), cells=cells)
    return Release({}, balances, tables={f"movements {month}": table})


def _shares(month: str, themes: list[str]) -> Release:
    """The share of what was found in what was judged, by theme."""
    heads = [*({"theme": theme} for theme in themes), {}]
    shares = {
        key(f"share {month}", head): Percentage(
            part=key(f"found {month}", head), whole=key(f"judged {month}", head), decimals=1
        )
        for head in heads
    }
    return Release({}, percentages=shares)


def _by(measure: str, kind: str, places: list[str], counts: np.ndarray) -> Release:
    return cube(measure, pd.DataFrame({kind: places, "count": [int(count) for count in counts]}))


def _split(rng: Generator, totals: np.ndarray, ways: int) -> np.ndarray:
    """Each total shared out unequally."""
    return np.array([rng.multinomial(total, rng.dirichlet(np.full(ways, 0.7))) for total in totals])


def _frame(counts: np.ndarray, rows: list[str], down: str, columns: list[str], across: str) -> pd.DataFrame:
    lines = [(row, column, int(counts[i, j])) for i, row in enumerate(rows) for j, column in enumerate(columns)]
    return pd.DataFrame(lines, columns=[down, across, "count"])


def board_papers(rng: Generator, months: int) -> list[Release]:
    """A board's papers, month after month.

    In each: findings by theme, service and severity, two at a time (5 x 8, 5 x 4, 8 x 4, with margins), so that each
    table shares a margin with each other; and the movements by service, which tie the month to the one before.
    """
    opened = rng.poisson(8, 8)
    papers = []
    for number in range(1, months + 1):
        month, last = f"m{number}", f"m{number - 1}"
        found = rng.poisson(rng.gamma(0.6, 4, (5, 8, 4)))
        release = Release({})
        for down, across, over in (("theme", "service", 2), ("theme", "severity", 1), ("service", "severity", 0)):
            release += _pair(f"found {month}", found.sum(axis=over), down, across)
        new = found.sum(axis=(0, 2))
        resolved = rng.binomial(opened + new, 0.4)
        after = opened + new - resolved
        services = [f"service{place}" for place in range(8)]
        for measure, column in ((f"open {last}", opened), (f"resolved {month}", resolved), (f"open {month}", after)):
            release += _by(measure, "service", services, column)
        papers.append(release + _movements(month, last, "service", services))
        opened = after
    return papers


def _pair(name: str, counts: np.ndarray, down: str, across: str) -> Release:
    rows, columns = (
        [f"{kind}{place}" for place in range(size)] for kind, size in ((down, len(counts)), (across, counts.shape[1]))
    )
    table = grid(name, (down, [*rows, ALL]), (across, [*columns, ALL]))
    return cube(name, _frame(counts, rows, down, columns, across)) + Release(
        {}, tables={f"{name} {down} {across}": table}
    )
