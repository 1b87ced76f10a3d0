"""Protects what is to be published: hides small figures, and others for their sake; withholds what stays exposed.

The steps: every small figure is hidden; of the others as few as possible, so that no small figure, of this paper or an
earlier one, can be worked out; a table for which that is not enough is withheld whole, with a sentence; a percentage
or a difference of a hidden figure is shown only where it gives nothing away. At last the attacker reads the result
together with every earlier paper, and nothing is handed back that the attack breaks.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import inf

import numpy as np

from checks.output.suppression.attacker import attack
from checks.output.suppression.case import Case
from checks.output.suppression.checked import check
from checks.output.suppression.derived import with_derived
from checks.output.suppression.linear import System
from checks.output.suppression.papers import Key, Published, Release
from checks.output.suppression.profiles import Profile
from checks.output.suppression.secondary import Problem, secondary


def protect(release: Release, profile: Profile, earlier: Sequence[Published] = ()) -> Published:
    """What may be shown of the release, given the papers published earlier; the same input gives the same answer.

    PolicyError where the release contradicts itself or an earlier paper.
    """
    check(release, earlier)
    case = Case(release, profile, earlier)
    while True:
        case, hidden = _chosen(case)
        paper = with_derived(case, case.paper(hidden).model_copy(update={"notes": case.notes()}))
        exposed = case.faults(attack([*earlier, paper]))
        if not exposed:
            return paper
        case = _without(case, exposed)


def primary_only(release: Release, profile: Profile, earlier: Sequence[Published] = ()) -> Published:
    """The release with its small figures hidden and nothing else. It is *not* safe, and shows what the rest is for."""
    check(release, earlier)
    case = Case(release, profile, earlier)
    return with_derived(case, case.paper(case.small), careless=True)


def _chosen(case: Case) -> tuple[Case, frozenset[Key]]:
    """The case with what more it must withhold, as little as needed and mostly nothing, and the figures to hide."""
    least = case.withheld
    hidden, lost = _hidden(case)
    while lost:
        case = _without(case, lost)
        hidden, lost = _hidden(case)
    for unit in sorted(case.withheld - least):
        fewer = replace(case, withheld=case.withheld - {unit})
        more, lost = _hidden(fewer)
        if not lost:
            case, hidden = fewer, more
    return case, hidden


def _without(case: Case, exposed: Collection[Key]) -> Case:
    """The case without one table or lone figure more: what holds an exposed figure, or what the fewest sums tie to it.

    Of several the smallest. There always is one, since papers of which nothing is shown expose nothing.
    """
    near = {min(exposed)}
    while True:
        units = [name for name, keys in case.units.items() if keys & near and name not in case.withheld]
        if units:
            smallest = min(units, key=lambda name: (len(case.units[name]), name))
            return replace(case, withheld=case.withheld | {smallest})
        tied = [{one for one, _ in row.terms} for row in case.before.rows]
        wider = near.union(*(keys for keys in tied if keys & near))
        if wider == near:
            raise RuntimeError("A figure stays exposed when nothing that could expose it is published: a bug.")
        near = wider


def _hidden(case: Case) -> tuple[frozenset[Key], frozenset[Key]]:
    """The figures to hide, and those that hiding figures does not protect."""
    closed = {key: case.when_hidden(key) for key in case.counts}
    shown = {key: case.when_shown(key) for key in case.counts if key not in case.unseen | case.small}
    for key in [key for key in shown if case.counts[key] < case.profile.lowest or shown[key] == closed[key]]:
        closed[key] = shown[key]
    keys = tuple(case.before.limits)
    system = System(keys, list(dict.fromkeys(case.before.rows)))
    low, high = np.array([closed.get(key, case.before.limits[key]) for key in keys], float).T
    hidden, lost = set(case.small | case.unseen), set[Key]()
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
