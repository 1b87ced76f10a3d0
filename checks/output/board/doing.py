"""What is being done: what was resolved, what is past due, what was accepted and until when, and who answers."""

from collections.abc import Sequence
from html import escape

import pandas as pd

from checks.output.board import figures
from checks.output.board.facts import Facts
from checks.output.board.matters import STYLES, open_records
from checks.output.board.shown import Shown, per_cent, said, share
from checks.output.board.wording import are, capital, records, were
from checks.output.sections import notice
from checks.output.suppression import ALL, Mark, key
from checks.output.tables import Column, numeric, table
from checks.output.words import SEVERITIES, count, listed, month_name, plain
from checks.results.records import ACCEPTED, GRAVITY, PAST_DUE, STANDINGS

STANDING_WORDS = {
    "past_due": "Past the day its urgency gives",
    "in_time": "Still within its time",
    "accepted": "Accepted until a date",
}


def brief(shown: Shown, facts: Facts) -> Sequence[str]:
    """What was resolved and what is late, in a sentence."""
    gone = figures.measured(figures.LEFT, facts.month)
    resolved = shown.value(key(gone, {"state": "resolved"}))
    late, whole = shown.value(open_records(facts.month, standing=PAST_DUE)), shown.value(open_records(facts.month))
    part = share(late, whole)
    of_all = f", {per_cent(part)} of what is open" if not isinstance(part, Mark) else ""
    return [
        f"{capital(records(resolved))} {were(resolved)} resolved this month. {capital(records(late))} {are(late)} past "
        f"the day that their urgency gives{of_all}."
    ]


def section(shown: Shown, facts: Facts) -> str:
    """The part of the paper: due dates by urgency, what was accepted, and who answers for what."""
    return _resolved(shown, facts) + _due(shown, facts) + _accepted(shown, facts) + _who()


def _resolved(shown: Shown, facts: Facts) -> str:
    if not facts.compared_with:
        return "<p>There is no earlier month to compare with, so nothing can be said of what was resolved.</p>"
    gone = figures.measured(figures.LEFT, facts.month)
    resolved, unknown = (shown.value(key(gone, {"state": state})) for state in ("resolved", "not_judged"))
    back = shown.value(open_records(facts.month, state="returned"))
    return (
        f"<p>Since {escape(month_name(facts.compared_with))}, {records(resolved)} {were(resolved)} resolved, and "
        f"{records(back)} came back after having been resolved. Of {records(unknown)} nobody can tell.</p>"
    )


def _due(shown: Shown, facts: Facts) -> str:
    withheld = shown.now.withheld.get(figures.DUE)
    rows = []
    for standing in STANDINGS:
        keys = [open_records(facts.month, standing=standing, severity=one) for one in GRAVITY]
        values = [shown.value(one) for one in (*keys, open_records(facts.month, standing=standing))]
        told = [str(Mark.CONFIDENTIAL)] * 4 if withheld else [said(value) for value in values]
        rows.append([STANDING_WORDS[standing], *told])
    within = [count(facts.days[one], "day") if one in facts.days else "no day set" for one in GRAVITY]
    frame = pd.DataFrame(rows, columns=["standing", *GRAVITY, ALL])
    columns = (Column("standing", "Open records"), *(numeric(g, STYLES[g].name) for g in GRAVITY), numeric(ALL, "All"))
    times = listed([f"{SEVERITIES[one].lower()} {time}" for one, time in zip(GRAVITY, within, strict=True)])
    return (
        f"<h3>In time, or past due</h3><p>A finding's time runs from the audit that first saw it: {times}.</p>"
        f"{table(frame, 'Open records by the day they are due', columns)}{notice(escape(withheld)) if withheld else ''}"
    )


def _accepted(shown: Shown, facts: Facts) -> str:
    """Exceptions: how many, and when they end."""
    accepted = shown.value(open_records(facts.month, standing=ACCEPTED))
    soon, later = (shown.value(figures.ends(facts.month, end)) for end in (figures.SOON, figures.LATER))
    refused = shown.value(figures.refused(facts.month))
    roles = listed([plain(role) for role in facts.roles], "or") or "nobody that the policy names"
    if accepted == 0:
        first = "Nothing open was accepted."
    else:
        first = (
            f"Records accepted for a reason, by a named approver, until a date: {said(accepted)}; ending within three "
            f"months {said(soon)}, later {said(later)}."
        )
    wrong = "" if refused == 0 else f" Lines of the list of exceptions that accept nothing: {said(refused)}."
    return f"<h3>Exceptions</h3><p>{first}{wrong} Who may accept a finding: {escape(roles)}.</p>"


def _who() -> str:
    return (
        "<h3>Who answers</h3><p>The owner of this paper answers for the audit. Each finding has an owner in the "
        "worklist; the manager of the team answers for its being put right in time.</p>"
    )
