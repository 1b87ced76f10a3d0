"""What a board paper would like to publish of its months: figures, how they add up, and the tables they stand in.

This is the one module of the paper that sees true counts. What it makes goes into suppression, and the paper itself
is written from what comes out. Every figure counts records, each once, so that a small figure is a small group.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pandas as pd

from checks.output.suppression import ALL, Key, Mark, Release, Sum, Table, cube, grid, key
from checks.results.aggregates import Aggregates, RecordCounts, RuleCounts
from checks.results.audit import HEADLINES
from checks.results.exceptions import FAULTY
from checks.results.history import NOT_COMPARED
from checks.results.records import ACCEPTED, GONE, GRAVITY, STANDINGS, STILL_OPEN

TESTED = ("failed", "needs_review", "passed")
NO_SERVICE = "none"  # what stands for a blank service in a figure's name
JUDGED, BREACH, KEPT = "judged", "in breach", "kept"
OPEN, LEFT, ENDS = "open", "gone", "accepted"
SOON, LATER = "within three months", "later"
WITHIN = 3  # months

Counts = Mapping[str, Aggregates]  # by month


def services(month: Aggregates) -> tuple[str, ...]:
    """The services that any rule of the month judged a record of, as they stand in figures' names."""
    return tuple(
        sorted({theme.service or NO_SERVICE for theme in month.themes}, key=lambda one: (one == NO_SERVICE, one))
    )


def measured(measure: str, month: str, headline: str = "") -> str:
    """The name of a measure in one month, of one headline question where it has one."""
    return " ".join(filter(None, (measure, headline, month)))


def by_service(headline: str) -> str:
    """The name of the table of a headline question by service."""
    return f"{HEADLINES[headline]} by service"


def over_months(headline: str) -> str:
    """The name of the table of a headline question's earlier months, those that no paper has published yet."""
    return f"{HEADLINES[headline]}, earlier months"


NOW, RULES, STATES, DUE = "This month", "Other critical rules", "Open records by state", "Open records by due date"


def release(counts: Counts, month: str, published: Iterable[Key]) -> Release:
    """Everything the paper of that month is to publish, ``published`` being the figures that earlier papers hold.

    ``counts`` has the month itself, and those earlier ones that its charts show.
    """
    done = set(published)
    made = Release({})
    for headline in HEADLINES:
        made += _services(counts[month], headline)
        fresh = [one for one in sorted(counts) if one < month and total(BREACH, one, headline) not in done]
        made += _months(counts, fresh, headline)
    cells = tuple(tuple(total(one, month, headline) for one in (JUDGED, BREACH)) for headline in HEADLINES)
    now = Table(rows=tuple(HEADLINES), columns=(JUDGED, BREACH), cells=cells)
    made += Release({refused(month): counts[month].exceptions.get(FAULTY, 0)}, tables={NOW: now})
    return made + _rules(counts[month]) + _standing(counts[month]) + _balance(counts, month, done)


def total(measure: str, month: str, headline: str) -> Key:
    """The name of a headline question's figure over all services."""
    return key(measured(measure, month, headline), {})


def other_critical(month: Aggregates) -> tuple[RuleCounts, ...]:
    """The critical rules of no headline question that judged anything.

    Those of a question are not told of one by one: a record may break several, so that their counts and the question's
    are tied by more than sums, and one hidden count could be narrowed down from the others.
    """
    return tuple(
        rule
        for rule in month.rules
        if rule.severity == GRAVITY[0] and rule.headline not in HEADLINES and rule.status in TESTED
    )


def _rules(month: Aggregates) -> Release:
    """The critical rules of no headline question, each with the records it judged and found in breach."""
    figures: dict[Key, int | Mark] = {}
    found = other_critical(month)
    for rule in found:
        counted = (rule.in_scope, rule.breach, rule.in_scope - rule.breach)
        names = (total(one, month.month, rule.rule_id) for one in (JUDGED, BREACH, KEPT))
        figures |= dict(zip(names, counted, strict=True))
    if not found:
        return Release({})
    cells = tuple(tuple(total(one, month.month, rule.rule_id) for one in (JUDGED, BREACH)) for rule in found)
    table = Table(rows=tuple(rule.rule_id for rule in found), columns=(JUDGED, BREACH), cells=cells)
    sums = tuple(_parted(month.month, rule.rule_id, {}) for rule in found)
    return Release(figures, sums, tables={RULES: table})


def _services(month: Aggregates, headline: str) -> Release:
    """One headline question by service: records judged, in breach, and in neither, with how they add up."""
    places = services(month)
    found = {theme.service or NO_SERVICE: theme for theme in month.themes if theme.theme == headline}
    lines = [(place, *_counted(month, headline, found.get(place))) for place in places]
    made = Release({})
    for place, measure in enumerate((JUDGED, BREACH, KEPT), 1):
        frame = pd.DataFrame(
            {"service": [line[0] for line in lines], "count": [line[place] for line in lines]}, dtype=object
        )
        made += cube(measured(measure, month.month, headline), frame) if lines else _nothing(measure, month, headline)
    heads = [*({"service": place} for place in places), {}]
    sums = tuple(_parted(month.month, headline, head) for head in heads)
    cells = tuple(
        tuple(key(measured(measure, month.month, headline), head) for measure in (JUDGED, BREACH)) for head in heads
    )
    table = Table(rows=(*places, ALL), columns=(JUDGED, BREACH), cells=cells)
    return made + Release({}, sums, tables={by_service(headline): table})


def _counted(month: Aggregates, headline: str, found: object) -> tuple[int | Mark, int | Mark, int | Mark]:
    """Records judged, in breach and kept; marks where no rule of the question could be tested."""
    if not any(rule.headline == headline and rule.status in TESTED for rule in month.rules):
        return (Mark.NOT_AVAILABLE,) * 3
    judged, breach = (getattr(found, name, 0) for name in ("judged", "breach"))
    return judged, breach, judged - breach


def _nothing(measure: str, month: Aggregates, headline: str) -> Release:
    """The figure of a month in which no rule judged anything at all."""
    return Release({total(measure, month.month, headline): Mark.NOT_AVAILABLE})


def _parted(month: str, headline: str, head: Mapping[str, str]) -> Sum:
    judged, breach, kept = (key(measured(one, month, headline), head) for one in (JUDGED, BREACH, KEPT))
    return Sum(total=judged, parts=(breach, kept))


def _months(counts: Counts, months: Sequence[str], headline: str) -> Release:
    """The totals of earlier months that no paper has published yet."""
    if not months:
        return Release({})
    figures: dict[Key, int | Mark] = {}
    for month in months:
        whole = _services(counts[month], headline)
        figures |= {
            total(one, month, headline): whole.figures[total(one, month, headline)] for one in (JUDGED, BREACH, KEPT)
        }
    cells = tuple(tuple(total(one, month, headline) for one in (JUDGED, BREACH)) for month in months)
    table = Table(rows=tuple(months), columns=(JUDGED, BREACH), cells=cells)
    sums = tuple(_parted(month, headline, {}) for month in months)
    return Release(figures, sums, tables={over_months(headline): table})


def _standing(month: Aggregates) -> Release:
    """Records with something open about them by state and by how they stand, both by severity; and what is gone."""
    name, left = measured(OPEN, month.month), measured(LEFT, month.month)
    still = [one for one in month.records if one.state not in GONE]
    made = cube(name, _frame(still, "state", states(month))) + cube(name, _frame(still, "standing", STANDINGS))
    made += cube(left, _frame([one for one in month.records if one.state in GONE], "state", GONE))
    columns = ("severity", (*GRAVITY, ALL))
    going = grid(name, ("state", (*states(month), ALL)), columns)
    gone = grid(left, ("state", GONE), columns)
    both = Table(rows=going.rows + gone.rows, columns=going.columns, cells=going.cells + gone.cells)
    tables = {STATES: both, DUE: grid(name, ("standing", STANDINGS), columns)}
    return made + Release({}, tables=tables) + _ends(month, name)


def states(month: Aggregates) -> tuple[str, ...]:
    """The states that open records can be in: what cannot be compared is told of only where the month has any."""
    met = {one.state for one in month.records}
    return tuple(state for state in STILL_OPEN if state != NOT_COMPARED or state in met)


def _ends(month: Aggregates, name: str) -> Release:
    """Accepted records by when the acceptance ends."""
    found = {SOON: 0, LATER: 0}
    for one in month.records:
        if one.standing == ACCEPTED:
            found[SOON if _apart(month.month, one.until) < WITHIN else LATER] += one.records
    keys = {end: ends(month.month, end) for end in found}
    whole = Sum(total=key(name, {"standing": ACCEPTED}), parts=tuple(keys.values()))
    return Release({keys[end]: records for end, records in found.items()}, (whole,))


def refused(month: str) -> Key:
    """The figure of the lines of exceptions.csv that accept nothing."""
    return f"{measured('refused', month)}: all"


def ends(month: str, end: str) -> Key:
    """The figure of the accepted records whose acceptance ends then: ``SOON`` or ``LATER``."""
    return f"{measured(ENDS, month)}: ends={end}"


def _balance(counts: Counts, month: str, done: set[Key]) -> Release:
    """What was open the month before is still open, resolved, or nobody can tell: every reader can do that sum.

    It is left out where the month before was not published, or was audited anew since so that it does not hold.
    """
    now = counts[month]
    last = now.compared_with
    open_then, gone_then = measured(OPEN, last), measured(LEFT, last)
    before = (key(open_then, {}), key(gone_then, {"state": "not_judged"}))
    if last not in counts or not done.issuperset(before) or _held(counts[last]) != now.open_before:
        return Release({})
    still = key(measured(OPEN, month), {"state": "persisting"})
    gone = tuple(key(measured(LEFT, month), {"state": state}) for state in GONE)
    return Release({}, (Sum(total=before[0], parts=(still, *gone), less=before[1:]),))


def _held(month: Aggregates) -> int:
    """How many records had something open about them, or not judged."""
    return sum(one.records for one in month.records if one.state != "resolved")


def _frame(records: Sequence[RecordCounts], kind: str, values: Sequence[str]) -> pd.DataFrame:
    """Records by severity and one other heading, a row for every combination."""
    counted = dict.fromkeys(product(values, GRAVITY), 0)
    for one in records:
        counted[getattr(one, kind), one.severity] += one.records
    rows = [(value, severity, count) for (value, severity), count in counted.items()]
    return pd.DataFrame(rows, columns=[kind, "severity", "count"])


def _apart(month: str, later: str) -> int:
    """How many months lie between two."""
    (year, number), (to_year, to_number) = (map(int, one.split("-")) for one in (month, later))
    return (to_year - year) * 12 + to_number - number
