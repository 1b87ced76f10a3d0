"""What could not be tested, and how to read the paper: charts, marks, profile, what was withheld."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape

import pandas as pd

from checks.output.board.facts import Facts, Untested
from checks.output.board.shown import Shown
from checks.output.board.verdict import BETTER, LEVEL, MARKS, WORSE
from checks.output.sections import notice
from checks.output.suppression import MEANINGS
from checks.output.tables import Column, numeric, table
from checks.output.words import SEVERITIES, STATUSES, count
from checks.results.records import GRAVITY

MOST = 6  # reasons in the paper, which has four pages; all are in the monthly report
IS = (
    "This is a de-identified summary, made from counts that never held an id or a name. Who knows the services well "
    "may still recognise something: keep it within its circulation. Months of earlier papers are repeated as they were "
    "published."
)


def brief(facts: Facts) -> str:
    """What was tested, in a sentence."""
    off = f" {facts.off} more {'is' if facts.off == 1 else 'are'} not asked for by the policy." if facts.off else ""
    asked = facts.rules - facts.off
    if not facts.untested:
        return f"All {count(asked, 'rule')} that the policy asks for could be tested.{off}"
    silent = count(len(facts.untested), "rule")
    return f"<strong>{silent}</strong> of {asked} could not be tested, and nothing is known of what they ask.{off}"


def untested(facts: Facts) -> str:
    """The rules that say nothing this month, by why."""
    if not facts.untested and not facts.partly:
        return "<p>Every rule that the policy asks for was tested this month.</p>"
    said = (
        f"<p>Of {count(facts.rules, 'rule')}, {facts.judged} were tested. Of what follows nothing is known, which is "
        "not a clean result.</p>"
    )
    rows = [
        (STATUSES[status].name, reason[:1].upper() + reason[1:], _most_urgent(rules), _named(rules), len(rules))
        for (status, reason), rules in _by_reason([*facts.untested, *facts.partly]).items()
    ]
    rows.sort(key=lambda row: (-row[4], row[1]))
    frame = pd.DataFrame(rows, columns=["status", "reason", "urgency", "rules", "number"])
    columns = (
        Column("reason", "Why"),
        Column("status", "Outcome"),
        Column("urgency", "Most urgent"),
        numeric("number", "Rules"),
        Column("rules", "Which"),
    )
    return said + table(frame, "What could not be tested, and why", columns, limit=MOST, rest="in the monthly report")


def _by_reason(rules: Sequence[Untested]) -> dict[tuple[str, str], list[Untested]]:
    found: dict[tuple[str, str], list[Untested]] = defaultdict(list)
    for rule in rules:
        status = rule.status if rule.status in ("not_tested", "could_not_run") else "not_tested"
        found[status, rule.reason].append(rule)
    return found


def _named(rules: Sequence[Untested]) -> str:
    return ", ".join(rule.rule_id for rule in rules)


def _most_urgent(rules: Sequence[Untested]) -> str:
    return SEVERITIES[min((rule.severity for rule in rules), key=GRAVITY.index)]


def section(shown: Shown) -> str:
    """How to read the paper."""
    return _marks(shown) + _limits(shown)


def _marks(shown: Shown) -> str:
    profile = shown.now.profile
    zeros = "A 0 is shown." if profile.zeros == "shown" else "A 0 is hidden, too."
    told = "".join(f"<div><dt>{mark}</dt><dd>{escape(text)}</dd></div>" for mark, text in MEANINGS.items())
    return (
        f'<h3>Marks in place of numbers</h3><dl class="marks">{told}</dl><p>{escape(profile.title)} (profile '
        f"{escape(profile.name)}), and others for their sake, so that none can be worked out from this paper and the "
        f"papers before it. {zeros} Every number here counts records, each once under its heading. Percentages are "
        "worked out from the numbers as shown.</p>"
    )


def charts() -> str:
    """How to read the charts, for above them."""
    keys = f"{MARKS[BETTER]} a sign of getting better, {MARKS[WORSE]} a sign of getting worse, {MARKS[LEVEL]} no sign"
    return (
        "<p>Each is an XmR chart, as in the NHS's Making Data Count: the mean, and limits at 2.66 times the mean "
        "step from month to month. Four things are signs of change: a month beyond a limit; seven in a row on one side "
        "of the mean; seven in a row rising or falling; two of three close to the same limit. All else is chance. "
        f"Shapes: {keys}. A month without a number is a gap with its mark.</p>"
    )


def _limits(shown: Shown) -> str:
    notes = "".join(notice(escape(note)) for note in shown.now.notes)
    tables = [name for name in shown.now.withheld if name in shown.now.tables]
    withheld = "".join(f"<li>{escape(shown.now.withheld[name])}</li>" for name in sorted(tables))
    rest = f"{notes}{f'<ul>{withheld}</ul>' if withheld else ''}"
    return f"<h3>What was withheld</h3>{rest}" if rest else ""
