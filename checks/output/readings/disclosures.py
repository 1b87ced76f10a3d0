"""Disclosures: to whom on what ground, over time, by which route, who was told, and who lacked authority."""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import pandas as pd

from checks.output import themes
from checks.output.charts import Bar, stacked
from checks.output.pictures import figure, matrix
from checks.output.readings import selected as reading
from checks.output.readings import shares
from checks.output.readings.selected import UNKNOWN, Selected, nothing
from checks.output.sections import Section, notice
from checks.output.tables import Column, numeric, table
from checks.output.themes import Theme
from checks.output.words import JUDGED, count, listed, plain, text

ROUTES, TOLD = "DIS-04", "DIS-07"
FAULT, WHAT = "breaking a rule", "disclosures"


def theme(selected: Selected) -> Theme:
    """The rules on disclosures, the authority for them and consent to them."""
    return selected.theme("Disclosures", ("DIS", "AUT", "CON"), "unauthorised_disclosure")


def _judged(selected: Selected, prefixes: tuple[str, ...]) -> list[str]:
    """The rules that judged, of these chapters; a whole rule id stands for itself."""
    rules = selected.audit.outcomes
    ids = rules["rule_id"].map(text)
    mine = ids.str.split("-").str[0].isin(prefixes) | ids.isin(prefixes)
    return list(ids[mine & rules["status"].isin(JUDGED)])


def register(selected: Selected, *rules: str) -> pd.DataFrame:
    """The disclosures, with a ``fault`` where one of these rules found a breach."""
    made = selected.listing("disclosure_register")
    if made.empty:
        return made
    found = selected.breaches(*rules)
    return made.assign(fault=made["record_id"].isin(found[found["table"] == "disclosures"]["record_id"]))


def _with_register(
    show: Callable[[Selected, pd.DataFrame, list[str]], str], prefixes: tuple[str, ...], selected: Selected
) -> Section:
    """A section over the disclosures and the rules of these chapters that judged them, or why there is none."""
    rules = _judged(selected, prefixes)
    made = register(selected, *rules)
    if made.empty:
        return Section(nothing("disclosure", selected))
    if not rules:
        return Section(
            notice(
                f"No rule of {listed(prefixes)} could be judged, so nothing is known of which disclosures break one."
            )
        )
    return Section(f'<p class="more">Judged by {escape(listed(rules))}.</p>' + show(selected, made, rules))


def _grounds(_: Selected, made: pd.DataFrame, __: list[str]) -> str:
    told = made.assign(
        to=made["recipient_kind"].map(plain).replace("", UNKNOWN), on=made["basis"].map(plain).replace("", UNKNOWN)
    )
    sizes = told.groupby(["to", "on"])["fault"].agg(["size", "sum"]).reset_index()
    sizes["share"] = 100 * sizes["sum"] / sizes["size"]
    cells = shares.crossed(told, "to", "on", "fault")
    lead, said = _worst(sizes)
    caption = "Disclosures by recipient and ground"
    shown = (
        Column("to", "Recipient"),
        Column("on", "Ground"),
        numeric("size", "Disclosures"),
        numeric("sum", "Break a rule"),
        Column("share", "Share", shares.per_cent, numeric=True),
    )
    words = table(
        sizes.sort_values(["sum", "size"], ascending=False, kind="stable"),
        caption,
        shown,
        limit=40,
        rest="in the picture",
    )
    rows, heads = shares.ordered(told, "to"), shares.ordered(told, "on")
    chart = matrix(rows, heads, cells, f"{caption}. {said}.", "break a rule on consent or authority")
    return f"{lead}<p>{escape(said)}.</p>{figure(chart, words, wide=True)}"


def _worst(sizes: pd.DataFrame) -> tuple[str, str]:
    """How many break a rule, as HTML, and which recipient and ground have most of them."""
    worst = sizes.sort_values(["sum", "share"], ascending=False, kind="stable").iloc[0]
    wrong = int(sizes["sum"].sum())
    lead = (
        f'<p class="lead"><strong>{wrong:,}</strong> of {count(int(sizes["size"].sum()), "disclosure")} '
        f"{'breaks' if wrong == 1 else 'break'} a rule on consent or authority.</p>"
    )
    said = (
        f"Most: {worst['to']} on the ground {worst['on']}, {int(worst['sum']):,} of {int(worst['size']):,}"
        if worst["sum"]
        else "No cell has a breach"
    )
    return lead, said


def _months(selected: Selected, made: pd.DataFrame, _: list[str]) -> str:
    caption = "Disclosures that break a rule of consent, authority or disclosure, by month"
    return shares.by_month(made, "disclosed_day", selected.audit.run.as_of, caption, FAULT, WHAT)


def routes(selected: Selected) -> Section:
    """By which route information went, and how often that was not a secure one."""
    made = register(selected, ROUTES)
    if made.empty:
        return Section(nothing("disclosure", selected))
    off = selected.unjudged(ROUTES, "which routes were insecure")
    if off:
        return Section(off + _counted(made["channel"], "Disclosures by route", "Route") + _told(selected))
    told = shares.groups(made, "channel")
    return Section(
        shares.by_group(told, "By route", "Disclosures by route", "by an insecure route", WHAT) + _told(selected)
    )


def _counted(values: "pd.Series[str]", caption: str, heading: str) -> str:
    """Counts alone, where no rule says what they are worth."""
    sizes = values.map(plain).replace("", UNKNOWN).value_counts().rename_axis("value").reset_index(name="size")
    return table(sizes, caption, (Column("value", heading), numeric("size", "Disclosures")))


def _told(selected: Selected) -> str:
    """Whether people were told that their information was shared; those who received it themselves apart."""
    off = selected.unjudged(TOLD, "who should have been told")
    made = selected.listing("disclosure_register")
    state = made["not_told_reason"].map(lambda code: f"not told: {plain(code)}" if text(code) else "nothing recorded")
    state = state.where(made["told_on"].isna(), "told")
    state = state.where(~made["to_the_subject"].astype(bool), "went to the person it is about")
    if off:
        return f"<h3>Told or not</h3>{off}{_counted(state, 'Whether people were told', 'What is recorded')}"
    found = made["record_id"].isin(selected.breaches(TOLD)["record_id"])
    sizes = found.groupby(state).agg(["size", "sum"]).sort_values("size", ascending=False, kind="stable").reset_index()
    sizes.columns = pd.Index(["state", "size", "sum"])
    bars = [
        Bar(row["state"], {"breach": float(row["sum"])}, f"{row['sum']:,} of {row['size']:,}")
        for row in sizes.sort_values("sum", ascending=False, kind="stable").to_dict("records")
        if row["sum"]
    ]
    shown = (Column("state", "What is recorded"), numeric("size", "Disclosures"), numeric("sum", f"Break {TOLD}"))
    words = table(sizes, "Whether people were told", shown)
    head = "<h3>Told or not</h3>"
    if not bars:
        return head + words
    alt = f"Disclosures of which people were not told, or too late. Most: {bars[0].label}, {bars[0].note}."
    return head + figure(stacked(bars, alt, "Number of disclosures"), words)


def _authority(selected: Selected, made: pd.DataFrame, rules: list[str]) -> str:
    rule = ", ".join(rules)
    team = shares.groups(made, "team_manager")
    staff = shares.groups(made, "disclosed_by")
    breaches = selected.breaches(*rules)
    aside = int((breaches["table"] != "disclosures").sum())
    note = "<p>Staff are named by their ids alone. Ask before judging: a missing row may be a missing record."
    note += (
        f" {count(aside, 'breach', 'breaches')} of other records, such as approvals, are not counted here.</p>"
        if aside
        else "</p>"
    )
    fault = "without authority"
    return (
        note
        + shares.by_group(
            team, "By team", f"Disclosures without authority by line manager's staff id ({rule})", fault, WHAT, ids=True
        )
        + shares.by_group(
            staff, "By who disclosed", f"Disclosures without authority by staff id ({rule})", fault, WHAT, ids=True
        )
    )


SECTIONS: Mapping[str, Callable[[Selected], Section]] = {
    "about": lambda selected: reading.about(selected, theme(selected)),
    "grounds": partial(_with_register, _grounds, ("CON", "AUT")),
    "months": partial(_with_register, _months, ("CON", "AUT", "DIS")),
    "routes": routes,
    "authority": partial(_with_register, _authority, ("AUT", "CON-01")),
    "findings": lambda selected: Section(themes.body(theme(selected), 3)),
    "not_tested": lambda selected: reading.not_tested(selected, theme(selected)),
}
