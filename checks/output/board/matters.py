"""What matters most: what is open by urgency and state, and how the services stand on each question."""

from collections.abc import Sequence
from decimal import Decimal
from html import escape

import pandas as pd

from checks.output.board import figures, rules
from checks.output.board.facts import Facts
from checks.output.board.panels import Line, panels
from checks.output.board.shown import Shown, per_cent, said, share
from checks.output.board.wording import are, capital, records, service
from checks.output.charts import Bar, Chart, Style, stacked
from checks.output.pictures import figure
from checks.output.sections import notice
from checks.output.suppression import ALL, Key, Mark, key
from checks.output.tables import Column, escaped, numeric, table
from checks.output.words import SEVERITIES, STATES, count, listed
from checks.results.audit import HEADLINES
from checks.results.records import GONE, GRAVITY

STYLES = {
    "critical": Style("#a63a00", "", SEVERITIES["critical"]),
    "warning": Style("#0072b2", "////", SEVERITIES["warning"]),
    "info": Style("#6b7680", "---", SEVERITIES["info"]),
}
GONE_WORDS = {"resolved": "Resolved", "not_judged": "Nobody can tell"}


def open_records(month: str, **heading: str) -> Key:
    """The figure of the records with something open about them, under a severity, state or standing."""
    return key(figures.measured(figures.OPEN, month), heading)


def brief(shown: Shown, facts: Facts) -> Sequence[str]:
    """The most urgent in a sentence."""
    critical = shown.value(open_records(facts.month, severity="critical"))
    lasting = shown.value(open_records(facts.month, severity="critical", state="persisting"))
    whole = shown.value(open_records(facts.month))
    return [
        f"{capital(records(critical))} {'has' if critical == 1 else 'have'} something critical open; "
        f"of these, {records(lasting)} had something open the month before too. In all, {records(whole)} "
        f"{are(whole)} open."
    ]


def section(shown: Shown, facts: Facts) -> str:
    """The part of the paper: open records by state and urgency, the services, then the other critical rules."""
    return _states(shown, facts) + _services(shown, facts) + rules.section(shown, facts)


def _states(shown: Shown, facts: Facts) -> str:
    rows = [(state, STATES[state].name, _line(shown, facts.month, figures.OPEN, state)) for state in facts.states]
    rows.append((ALL, "All open", [shown.value(open_records(facts.month, **_urgent(one))) for one in (*GRAVITY, ALL)]))
    rows += [(state, GONE_WORDS[state], _line(shown, facts.month, figures.LEFT, state)) for state in GONE]
    withheld = figures.STATES in shown.now.withheld
    told = [[name, *((str(Mark.CONFIDENTIAL),) * 4 if withheld else map(said, values))] for _, name, values in rows]
    columns = (Column("state", "State"), *(numeric(one, STYLES[one].name) for one in GRAVITY), numeric(ALL, "All"))
    frame = pd.DataFrame(told, columns=["state", *GRAVITY, ALL])
    words = table(frame, "Records by what is most urgent about them, and by state", columns)
    told_of = [row for row in rows if row[0] in facts.states]
    picture = (
        figure(_bars(told_of), words) if not withheld else words + notice(escape(shown.now.withheld[figures.STATES]))
    )
    return (
        "<h3>What is open</h3><p>A record counts once, by the most urgent finding about it. It persists if anything "
        "about it was open the month before; it is resolved when nothing is. Nobody can tell where the record "
        f"is no longer in the export or its rule could not judge it: that is not resolved.</p>{picture}"
    )


def _urgent(severity: str) -> dict[str, str]:
    return {} if severity == ALL else {"severity": severity}


def _line(shown: Shown, month: str, measure: str, state: str) -> list[int | Mark]:
    name = figures.measured(measure, month)
    return [shown.value(key(name, {"state": state, **_urgent(one)})) for one in (*GRAVITY, ALL)]


def _bars(rows: Sequence[tuple[str, str, list[int | Mark]]]) -> Chart:
    """A bar for each state, of the parts that are shown; a hidden part has no length."""
    bars = [
        Bar(
            name,
            {
                one: 0.0 if isinstance(value, Mark) else float(value)
                for one, value in zip(GRAVITY, values, strict=False)
            },
            said(values[-1]) + (" (parts [c])" if _partly_hidden(values) else ""),
        )
        for _, name, values in rows
    ]
    told = listed([f"{name.lower()} {said(values[-1])}" for _, name, values in rows])
    alt = f"Open records by state: {told}. Each bar is split by the most urgent finding about the record."
    return stacked(bars, alt, "Number of records, where shown", STYLES)


def _partly_hidden(values: Sequence[int | Mark]) -> bool:
    return not isinstance(values[-1], Mark) and any(isinstance(value, Mark) for value in values[:-1])


def _services(shown: Shown, facts: Facts) -> str:
    """Each headline question by service: a panel of shares, and the table of counts and shares."""
    if not facts.services:
        return notice("No rule judged a record of any service, so nothing can be said of the services.")
    found = {headline: _of(shown, facts, headline) for headline in HEADLINES}
    lines = {
        HEADLINES[headline]: [Line(service(place), share(breach, judged)) for place, judged, breach in values]
        for headline, values in found.items()
    }
    sentences = [_highest(HEADLINES[headline], lines[HEADLINES[headline]]) for headline in HEADLINES]
    rows = [
        [service(place), *(_cell(*found[headline][n][1:]) for headline in HEADLINES)]
        for n, place in enumerate(facts.services)
    ]
    totals = [shown.point(facts.month, headline) for headline in HEADLINES]
    rows.append(["All services", *(_cell(one.judged, one.breach) for one in totals)])
    frame = pd.DataFrame(rows, columns=["service", *HEADLINES])
    columns = (Column("service", "Service"), *(Column(one, title, escaped, True) for one, title in HEADLINES.items()))
    alt = f"Share of records that break a rule, by service and question. {' '.join(sentences)}"
    withheld = "".join(
        notice(escape(sentence)) for name, sentence in shown.now.withheld.items() if name.endswith("by service")
    )
    words = table(frame, "Records that break a rule, of the records judged, by service", columns)
    told = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
    return f"<h3>By service</h3><ul>{told}</ul>{withheld}{figure(panels(lines, alt), words, wide=True)}"


def _of(shown: Shown, facts: Facts, headline: str) -> list[tuple[str, int | Mark, int | Mark]]:
    """A question's services with records judged and in breach, as shown."""
    if figures.by_service(headline) in shown.now.withheld:
        return [(place, Mark.CONFIDENTIAL, Mark.CONFIDENTIAL) for place in facts.services]
    judged, breach = (figures.measured(one, facts.month, headline) for one in (figures.JUDGED, figures.BREACH))
    heads = [{"service": place} for place in facts.services]
    return [(head["service"], shown.value(key(judged, head)), shown.value(key(breach, head))) for head in heads]


def _cell(judged: int | Mark, breach: int | Mark) -> str:
    """``23 of 234 (9.8%)``; a mark where it stands for the whole."""
    if judged == breach and isinstance(judged, Mark):
        return str(judged)
    rate = share(breach, judged)
    return f"{said(breach)} of {said(judged)}" + ("" if isinstance(rate, Mark) else f" ({per_cent(rate)})")


def _highest(title: str, lines: Sequence[Line]) -> str:
    """Which service has the highest share, of those whose share is shown."""
    known = [line for line in lines if isinstance(line.share, Decimal)]
    hidden = len(lines) - len(known)
    if len(known) < 2 or not any(line.share for line in known):
        return f"{title}: too few services have a share to show, or none breaks a rule."
    top = max(line.share for line in known if isinstance(line.share, Decimal))
    names = listed([f'"{line.name}"' for line in known if line.share == top])
    rest = f", of the {len(known)} whose share is shown ({count(hidden, 'is', 'are')} not)" if hidden else ""
    return f"{title}: highest in {names}, {per_cent(top)}{rest}."
