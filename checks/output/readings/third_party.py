"""Other people's information in a client's file: where it is filed, how long misfiled, and what was released."""

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from checks.output import themes
from checks.output.pictures import Cell, columns, figure, matrix
from checks.output.readings import selected as reading
from checks.output.readings import shares
from checks.output.readings.dates import AGES, UNDATED, aged, day
from checks.output.readings.selected import UNKNOWN, Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, code, numeric, table
from checks.output.themes import Theme
from checks.output.words import count, plain

APART, RELEASED = "TPS-01", "TPS-03"
FILED = (APART, "TPS-04")  # the rules on where one paper is filed


def theme(selected: Selected) -> Theme:
    """The rules on third-party information."""
    return selected.theme("Third-party information", ("TPS",), "unsegregated_third_party")


def filed(selected: Selected) -> Section:
    """Where papers from each kind of source are filed, and which cells break the policy."""
    papers = selected.listing("paper_register")
    if papers.empty:
        return Section(nothing("case paper", selected))
    notices = [selected.unjudged(rule, "which papers are filed against the policy") for rule in FILED]
    found = selected.breaches(*FILED)
    told = papers.assign(
        source=papers["source_kind"].map(plain).replace("", UNKNOWN),
        place=papers["section"].map(plain).replace("", UNKNOWN),
        wrong=papers["record_id"].isin(found["record_id"]),
    )
    return Section("".join(notices) + _placed(told, selected, judged=not all(notices)))


def _placed(told: pd.DataFrame, selected: Selected, *, judged: bool) -> str:
    """The matrix and the services; without a word on right and wrong where no rule judged that."""
    sizes = told.groupby(["source", "place"])["wrong"].agg(["size", "sum"]).reset_index()
    if not judged:
        return _crossed(told, sizes, f"{count(len(told), 'case paper')}, not judged") + _apart(told, selected, judged)
    wrong = int(told["wrong"].sum())
    lead = (
        f'<p class="lead"><strong>{wrong:,}</strong> of {count(len(told), "case paper")} '
        f"{'is' if wrong == 1 else 'are'} filed where the policy does not allow it, or where nobody can tell.</p>"
    )
    return lead + _crossed(told, sizes, _worst(sizes)) + _apart(told, selected, judged)


def _worst(sizes: pd.DataFrame) -> str:
    first = sizes.sort_values(["sum", "size"], ascending=False, kind="stable").iloc[0]
    if not first["sum"]:
        return f"None of the {len(sizes):,} cells has a paper that breaks a rule that judged it"
    return (
        f"Most that break the policy: source {first['source']}, section {first['place']}, "
        f"{int(first['sum']):,} of {int(first['size']):,}"
    )


def _crossed(told: pd.DataFrame, sizes: pd.DataFrame, worst: str) -> str:
    rows, heads = shares.ordered(told, "source"), shares.ordered(told, "place")
    cells = shares.crossed(told, "source", "place", "wrong")
    caption = "Case papers by source and section"
    shown = (
        Column("source", "Source"),
        Column("place", "Section"),
        numeric("size", "Papers"),
        numeric("sum", "Found breaking the policy"),
        Column("mark", "Mark"),
    )
    frame = sizes.assign(mark=["✕ breaks it" if wrong else "" for wrong in sizes["sum"]])
    frame = frame.sort_values(["sum", "size"], ascending=False, kind="stable")
    words = table(frame, caption, shown)
    chart = matrix(rows, heads, cells, f"{caption}. {worst}.", "papers that break the policy on where to file")
    return f"<h3>Source by section</h3><p>{escape(worst)}.</p>{figure(chart, words, wide=True)}"


def _apart(told: pd.DataFrame, selected: Selected, judged: bool) -> str:
    """How much of what third parties said is kept apart, by service."""
    theirs = told[told["third_party_source"].astype(bool)]
    if theirs.empty:
        return "<p>No paper is recorded as coming from a third party.</p>"
    each = (
        theirs.assign(of=selected.of_service(theirs["case_id"]).map(plain)).groupby("of")["wrong"].agg(["size", "sum"])
    )
    shown = [Column("of", "Service"), numeric("size", "Papers from third parties"), numeric("sum", "Filed wrongly")]
    shown = shown if judged else shown[:2]
    return table(each.reset_index(), "Papers from third parties by service", shown)


def misfiled(selected: Selected) -> Section:
    """How long third parties' papers have lain where the client may read them."""
    off = selected.unjudged(APART, "which third-party papers lie in the client section")
    papers = selected.listing("paper_register")
    if off or papers.empty:
        return Section(off or nothing("case paper", selected))
    wrong = papers[papers["record_id"].isin(selected.breaches(APART)["record_id"])].copy()
    if wrong.empty:
        return Section("<p>No paper of a third party lies in the client section.</p>")
    age = (pd.Timestamp(selected.audit.run.as_of) - pd.to_datetime(wrong["created_on"])).dt.days
    wrong["days"] = age
    wrong["of"] = selected.of_service(wrong["case_id"]).map(plain)
    bands = aged(age)
    sizes = bands.value_counts()
    names = [*AGES, *([UNDATED] if UNDATED in sizes else [])]
    counts = {name: Cell(int(sizes.get(name, 0))) for name in names}
    oldest = int(age.max()) if age.notna().any() else 0
    lead = f"{count(len(wrong), 'paper')} of a third party in the client section, the oldest {oldest:,} days old"
    frame = pd.DataFrame([(name, cell.count) for name, cell in counts.items()], columns=["age", "size"])
    words = table(frame, "Misfiled third-party papers by age", (Column("age", "Written"), numeric("size", "Papers")))
    chart = columns(counts, f"How old misfiled third-party papers are: {lead}.", "Number of papers, by how long ago")
    listed = table(
        wrong.sort_values("days", ascending=False, kind="stable"), "Misfiled papers, oldest first", PAPERS, limit=15
    )
    return Section(f'<p class="lead">{escape(lead)}.</p>{figure(chart, words, wide=True)}{listed}')


PAPERS = (
    Column("record_id", "Paper", code),
    Column("case_id", "Case", code),
    Column("source_kind", "Source", lambda value: escape(plain(value))),
    Column("doc_type", "Kind", lambda value: escape(plain(value))),
    Column("created_on", "Written", day),
    numeric("days", "Days ago"),
    Column("of", "Service"),
)


def by_service(selected: Selected) -> Section:
    """The findings of the theme's rules by service."""
    whole = theme(selected)
    if whole.findings.empty:
        return Section(themes.body(whole, 3))
    found = whole.findings.assign(of=selected.of_service(whole.findings["case_id"]).map(plain))
    found["broken"] = found["outcome"] == "breach"
    cells = shares.crossed(found, "rule_id", "of", "broken")
    sizes = pd.DataFrame(
        [(*pair, cell.count, cell.marked) for pair, cell in cells.items()], columns=["rule_id", "of", "size", "broken"]
    ).sort_values(["size", "rule_id"], ascending=[False, True], kind="stable")
    rows, heads = sorted(shares.ordered(found, "rule_id")), shares.ordered(found, "of")
    caption = "Findings on third-party information by rule and service"
    first = sizes.iloc[0]
    alt = f"{caption}. Most: {first['rule_id']} in {first['of']}, {count(int(first['size']), 'finding')}."
    shown = (Column("rule_id", "Rule", code), Column("of", "Service"), numeric("size", "Findings"),
             numeric("broken", "Break the rule"))  # fmt: skip
    words = table(sizes, caption, shown)
    chart = matrix(rows, heads, cells, alt, "records that break the rule; the others need a person")
    return Section(figure(chart, words, wide=True) + themes.body(whole, 3))


def released(selected: Selected) -> Section:
    """Disclosures that let third-party content out, as the rule on it finds them."""
    off = selected.unjudged(RELEASED, "which disclosures released what a third party told")
    found = selected.findings[selected.findings["rule_id"] == RELEASED]
    if off:
        return Section(off)
    if found.empty:
        return Section("<p>No disclosure that was judged released what a third party told.</p>")
    lead = f"{count(len(found), 'disclosure')} released, or may have released, what a third party told"
    return Section(
        f'<p class="lead">{lead}.</p>{themes.listed_records(found, "Releases of third-party content", limit=25)}'
    )


SECTIONS: Mapping[str, Callable[[Selected], Section]] = {
    "about": lambda selected: reading.about(selected, theme(selected)),
    "filed": filed,
    "misfiled": misfiled,
    "by_service": by_service,
    "released": released,
    "not_tested": lambda selected: reading.not_tested(selected, theme(selected)),
}
