"""Decisions without a reason: of which kind, by whom, in which team, when; and the when-to-share questions."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import pandas as pd

from checks.output.charts import Chart
from checks.output.pictures import Cell, figure, matrix
from checks.output.readings import paths, shares
from checks.output.readings import selected as reading
from checks.output.readings.selected import Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, numeric, table
from checks.output.themes import Theme
from checks.output.words import count, plain, text

REASON, STOCK = "RAT-01", "RAT-09"
KINDS: Mapping[str, str] = {
    "blank": "blank",
    "placeholder": "a placeholder",
    "too_short": "too short",
    "stock": "a stock phrase",
}
WITHOUT, DECISIONS = "without a reason", "decisions that need one"


def theme(selected: Selected) -> Theme:
    """The rules on decisions and their reasons."""
    return selected.theme("Decision rationales", ("RAT",), "missing_rationale")


def decisions(selected: Selected) -> pd.DataFrame:
    """The decisions for which the pack asks a reason, each with the kinds of reason it lacks and whether any."""
    register = selected.listing("decision_register")
    if register.empty:
        return register
    asked = register[register["reason_asked"].astype(bool)].copy()
    breaches = selected.breaches(REASON)
    found = dict(zip(map(text, breaches["record_id"]), map(text, breaches["cause"]), strict=True))
    asked["kinds"] = [found.get(text(record), "") for record in asked["record_id"]]
    stock = set(selected.breaches(STOCK)["record_id"])
    asked.loc[asked["record_id"].isin(stock) & (asked["kinds"] == ""), "kinds"] = "stock"
    asked["fault"] = asked["kinds"] != ""
    return asked


def _with_decisions(show: Callable[[Selected, pd.DataFrame], str], selected: Selected) -> Section:
    """A section over the decisions that need a reason, or why there is none."""
    off = selected.unjudged(REASON, "which decisions lack a reason")
    asked = decisions(selected)
    if off or asked.empty:
        return Section(off or nothing("decision that needs a reason", selected))
    return Section(show(selected, asked))


def _kinds(selected: Selected, asked: pd.DataFrame) -> str:
    """How many lack a reason and of which kind, by what was decided."""
    lacking = asked[asked["fault"]]
    share = shares.per_cent(100 * len(lacking) / len(asked))
    lead = (
        f'<p class="lead"><strong>{len(lacking):,}</strong> of {count(len(asked), "decision")} that need a reason '
        f"have none that says anything ({share}).</p>{_stock(selected)}"
    )
    each = lacking.assign(kind=lacking["kinds"].str.split(";")).explode("kind")
    types = asked["decision_type"].map(text).value_counts()
    rows = [plain(name) for name in types.index]
    heads = [*KINDS.values(), *sorted({plain(kind) for kind in each["kind"].dropna()} - set(map(plain, KINDS)))]
    each = each.assign(row=each["decision_type"].map(plain), head=each["kind"].map(partial(shares.words, KINDS)))
    cells = shares.crossed(each, "row", "head")
    empty = Cell(0)
    frame = pd.DataFrame(
        [
            (plain(name), *(cells.get((plain(name), head), empty).count for head in heads), int(size))
            for name, size in types.items()
        ],
        columns=["type", *heads, "all"],
    )
    caption = "Decisions without a reason, by what was decided and what stands there instead"
    columns = (Column("type", "Decision"), *(numeric(head, head.capitalize()) for head in heads), numeric("all", "All"))
    words = table(frame, caption, columns)
    if not cells:
        return lead + words
    return lead + figure(_tiles(rows, heads, cells, caption), words, wide=True)


def _tiles(rows: list[str], heads: list[str], cells: dict[tuple[str, str], Cell], caption: str) -> Chart:
    """The kinds by what was decided; a type of decision without any is in the table only."""
    (row, head), most = max(cells.items(), key=lambda item: item[1].count)
    alt = f"{caption}. The most frequent is {head}, for decisions of the type {row}: {count(most.count, 'decision')}."
    used = [name for name in rows if any(key[0] == name for key in cells)]
    return matrix(used, heads, cells, alt)


def _stock(selected: Selected) -> str:
    """Whether reasons copied from case to case could be told, since no single decision shows it."""
    return (
        ""
        if not selected.unjudged(STOCK, "")
        else (f"<p>Whether a reason is a stock phrase, used word for word in many cases, was not judged ({STOCK}).</p>")
    )


def _people(_: Selected, asked: pd.DataFrame) -> str:
    told = shares.groups(asked, "decided_by")
    note = (
        "<p>Staff are named by their ids alone. A few decisions without a reason can be a habit or an accident: "
        "look at the share beside the count, and ask before judging.</p>"
    )
    return note + shares.by_group(
        told, "Who decided without a reason", "Decisions without a reason by staff id", WITHOUT, DECISIONS, ids=True
    )


def _teams(selected: Selected, asked: pd.DataFrame) -> str:
    team = shares.groups(asked, "team_manager")
    service = shares.groups(asked.assign(of=selected.of_service(asked["case_id"])), "of")
    return shares.by_group(
        team, "By team", "Decisions without a reason by line manager's staff id", WITHOUT, DECISIONS, ids=True
    ) + shares.by_group(service, "By service", "Decisions without a reason by service", WITHOUT, DECISIONS)


def _months(selected: Selected, asked: pd.DataFrame) -> str:
    return shares.by_month(
        asked,
        "decided_day",
        selected.audit.run.as_of,
        "Decisions without a reason by month of decision",
        WITHOUT,
        DECISIONS,
    )


def questions(selected: Selected) -> Section:
    """The when-to-share questions taken again: paths, departures and contradictions."""
    replayed = selected.listing("when_to_share")
    if not replayed.empty:
        return Section(paths.overview(replayed))
    if selected.listing("decision_register").empty and selected.listing("disclosure_register").empty:
        return Section(nothing("decision or disclosure", selected))
    return Section(
        f"<p>The policy pack {escape(selected.audit.run.pack)} does not ask the five when-to-share questions of these "
        "records, so there is no path to take again.</p>"
    )


SECTIONS: Mapping[str, Callable[[Selected], Section]] = {
    "about": lambda selected: reading.about(selected, theme(selected)),
    "kinds": partial(_with_decisions, _kinds),
    "people": partial(_with_decisions, _people),
    "teams": partial(_with_decisions, _teams),
    "months": partial(_with_decisions, _months),
    "questions": questions,
    "findings": lambda selected: reading.findings(theme(selected)),
    "not_tested": lambda selected: reading.not_tested(selected, theme(selected)),
}
