"""Protects what is to be published: hides small figures, and others for their sake; withholds what stays exposed.

The steps: every small figure is hidden; of the others as few as possible, so that no small figure, of this paper or an
earlier one, can be worked out; a table for which that is not enough is withheld whole, with a sentence; a percentage
or a difference of a hidden figure is shown only where it gives nothing away. At last the attacker reads the result
together with every earlier paper, and nothing is handed back that the attack breaks.
"""

from collections.abc import Sequence
from math import inf

import numpy as np

from checks.output.suppression.attack import attack
from checks.output.suppression.case import Case
from checks.output.suppression.checked import check
from checks.output.suppression.derived import with_derived
from checks.output.suppression.linear import System
from checks.output.suppression.papers import Key, Mark, Published, Release
from checks.output.suppression.profiles import Profile
from checks.output.suppression.secondary import Problem, secondary

WITHHELD = (
    "{} is withheld: together with what else is published, now or earlier, a small number could be worked out from it."
)
GIVEN_AWAY = "Of {} hidden figures earlier papers tell more than the mark [c] should; nothing that is published now adds to that."


def protect(release: Release, profile: Profile, earlier: Sequence[Published] = ()) -> Published:
    """What may be shown of the release, given the papers published earlier; the same input gives the same answer.

    PolicyError where the release contradicts itself or an earlier paper.
    """
    check(release, earlier)
    case = Case(release, profile, earlier)
    withheld = _withheld(case)
    hidden, _ = _hidden(case, withheld)
    paper = with_derived(case, _paper(case, hidden, withheld))
    if exposed := case.faults(attack([*earlier, paper])):
        raise RuntimeError(f"Suppression left {len(exposed)} figures exposed, which its own attack found: a bug.")
    return paper


def primary_only(release: Release, profile: Profile, earlier: Sequence[Published] = ()) -> Published:
    """The release with its small figures hidden and nothing else, which is *not* safe: it shows what the rest is for."""
    check(release, earlier)
    case = Case(release, profile, earlier)
    return with_derived(case, _paper(case, case.small, frozenset()), careless=True)


def _withheld(case: Case) -> frozenset[str]:
    """The tables and lone figures to withhold, as few as needed; mostly none."""
    units: list[str] = []
    while lost := _hidden(case, frozenset(units))[1]:
        units.append(_nearest(case, min(lost), units))
    for unit in units[:-1]:
        fewer = [one for one in units if one != unit]
        if not _hidden(case, frozenset(fewer))[1]:
            units = fewer
    return frozenset(units)


def _nearest(case: Case, key: Key, withheld: Sequence[str]) -> str:
    """The unit that holds the figure, or the one that the fewest sums tie to it; of several the smallest."""
    near = {key}
    while True:
        units = [name for name, keys in case.units.items() if keys & near and name not in withheld]
        if units:
            return min(units, key=lambda name: (len(case.units[name]), name))
        tied = [{one for one, _ in row.terms} for row in case.before.rows]
        wider = near.union(*(keys for keys in tied if keys & near))
        if wider == near:
            raise RuntimeError("A figure stays exposed when nothing that could expose it is published: a bug.")
        near = wider


def _hidden(case: Case, withheld: frozenset[str]) -> tuple[frozenset[Key], frozenset[Key]]:
    """The figures to hide, and those that hiding figures does not protect."""
    unseen = case.unseen(withheld)
    closed = {key: case.when_hidden(key, key in unseen) for key in case.counts}
    shown = {key: case.when_shown(key) for key in case.counts if key not in unseen | case.small}
    for key in [key for key in shown if case.counts[key] < case.profile.lowest or shown[key] == closed[key]]:
        closed[key] = shown[key]
    keys = tuple(case.before.limits)
    system = System(keys, list(dict.fromkeys(case.before.rows)))
    low, high = np.array([closed.get(key, case.before.limits[key]) for key in keys], float).T
    hidden, lost = set(case.small | unseen), set[Key]()
    for block in system.blocks(high > low):
        names = [keys[place] for place in block]
        if any(name in case.needs for name in names):
            more, beyond = secondary(_problem(case, system.part(block, low), closed, shown))
            hidden |= {names[place] for place in more}
            lost |= {names[place] for place in beyond}
    return frozenset(hidden), frozenset(lost)


def _problem(
    case: Case, part: System, closed: dict[Key, tuple[float, float]], shown: dict[Key, tuple[float, float]]
) -> Problem:
    before = case.before.limits
    hidden = np.array([closed.get(key, before[key]) for key in part.keys], float)
    visible = np.array([shown.get(key, closed.get(key, before[key])) for key in part.keys], float)
    return Problem(
        part,
        (hidden[:, 0], hidden[:, 1]),
        (visible[:, 0], visible[:, 1]),
        np.flatnonzero((hidden != visible).any(axis=1)),
        {place: case.needs[key] for place, key in enumerate(part.keys) if key in case.needs},
        np.array([case.cost(key) if key in shown else inf for key in part.keys]),
        case.profile.hides,
        case.profile.width,
    )


def _paper(case: Case, hidden: frozenset[Key], withheld: frozenset[str]) -> Published:
    """The paper with its figures and tables, as yet without percentages and differences."""
    figures: dict[Key, int | Mark] = {}
    for key, value in case.release.figures.items():
        counted = value if isinstance(value, Mark) else case.profile.rounded(value)
        figures[key] = Mark.CONFIDENTIAL if key in hidden else counted
    names = {
        name: f"The table '{name}'" if name in case.release.tables else f"The figure '{name}'" for name in case.units
    }
    return Published(
        profile=case.profile,
        figures=figures,
        hidden_whole=case.unseen(withheld),
        sums=case.release.sums,
        tables=dict(case.release.tables),
        withheld={name: WITHHELD.format(names[name]) for name in case.units if name in withheld},
        notes=(GIVEN_AWAY.format(case.given_away),) if case.given_away else (),
    )
