"""A release is checked before anything is worked out: its sums hold, parts fit wholes, names lead somewhere."""

from collections.abc import Mapping, Sequence, Set

from checks.errors import PolicyError
from checks.output.suppression.papers import Key, Mark, Published, Release, Sum


def check(release: Release, earlier: Sequence[Published]) -> None:
    """PolicyError for the first thing that cannot be right; the message names figures and tables, never a count."""
    _counts(release)
    _names(release, {key for paper in earlier for key in paper.figures})
    for one in release.sums:
        _adds_up(one, release.figures)
    for name, share in release.percentages.items():
        part, whole = release.figures[share.part], release.figures[share.whole]
        if not isinstance(part, Mark) and not isinstance(whole, Mark) and part > whole:
            raise PolicyError(f"The percentage '{name}' has a part greater than its whole: give it another whole.")


def _counts(release: Release) -> None:
    for key, value in release.figures.items():
        if value is Mark.CONFIDENTIAL:
            raise PolicyError(f"The figure '{key}' is given as [c]: give its count, and suppression decides.")
        if not isinstance(value, Mark) and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            raise PolicyError(f"The figure '{key}' is not a count: give a whole number from 0 up, [z] or [x].")


def _names(release: Release, published: set[Key]) -> None:
    used: list[tuple[str, Set[Key]]] = [(f"the table '{name}'", table.keys()) for name, table in release.tables.items()]
    used += [(f"the percentage '{name}'", {one.part, one.whole}) for name, one in release.percentages.items()]
    used += [(f"the difference '{name}'", {one.later, one.earlier}) for name, one in release.differences.items()]
    for place, keys in used:
        for key in sorted(keys - release.figures.keys()):
            raise PolicyError(f"There is no figure '{key}', which {place} needs: give its count, [z] or [x].")
    for one in release.sums:
        for key in sorted({key for key, _ in one.terms()} - release.figures.keys() - published):
            raise PolicyError(f"There is no figure '{key}', which the sum for '{one.total}' needs: give its count.")
    for name in sorted(release.tables.keys() & release.figures.keys()):
        raise PolicyError(f"A table and a figure are both called '{name}': give one of them another name.")
    for name, table in release.tables.items():
        if len(table.cells) != len(table.rows) or any(len(line) != len(table.columns) for line in table.cells):
            raise PolicyError(f"The table '{name}' has not one figure for each row and column: give every cell a key.")


def _adds_up(one: Sum, figures: Mapping[Key, int | Mark]) -> None:
    """Where every count is given here; figures that only earlier papers hold are the attacker's to compare."""
    total = 0
    for key, sign in one.terms():
        value = figures.get(key)
        if value is None or (key == one.total and isinstance(value, Mark)):
            return
        total += 0 if isinstance(value, Mark) else sign * value
    if total:
        raise PolicyError(f"The figure '{one.total}' is not the sum of its parts: correct the sum or the counts.")
