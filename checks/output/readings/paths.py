"""The when-to-share questions taken again: where the answers lead, and what the records say against them."""

from collections.abc import Mapping
from html import escape

import matplotlib as mpl
import pandas as pd
from matplotlib.figure import Figure

from checks.output.charts import COLOURS, INK, MUTED, SETTINGS, Chart, svg
from checks.output.pictures import BESIDE, PALE, PLAIN, WIDE, figure
from checks.output.tables import Column, code, numeric, table
from checks.output.words import count, plain, text

QUESTIONS: Mapping[str, str] = {
    "purpose": "Is there a clear and legitimate purpose?",
    "identifiable": "Can a person be identified?",
    "confidential": "Is it confidential?",
    "consent": "Is there consent?",
    "other reason": "Is there another reason to share?",
}
SETTLES: Mapping[str, str] = {"purpose": "no", "identifiable": "no", "confidential": "no", "consent": "yes"}
ENDS: Mapping[str, str] = {
    "may_share": "It may be shared",
    "not_share": "It is not shared",
    "unanswered": "Nobody can tell: a question on the way has no answer",
}
DEPARTURES: Mapping[str, str] = {
    "follows": "Follows its answers",
    "withheld": "Not shared, though the answers would allow it; they never oblige",
    "against_answers": "Shared against its answers",
    "unanswered": "A question on the way was left unanswered",
    "no_decision": "No decision behind it",
    "no_answers": "Its decision is not there, or was not taken through the questions",
    "decided_not_to_share": "The decision was not to share",
}
CONTRADICTIONS: Mapping[str, str] = {
    "q2_contradicted": "Said that nobody can be identified; what was shared identifies someone",
    "q3_contradicted": "Said not to be confidential; what was shared always is",
    "q4_contradicted": "Said that there is consent; no consent in the records covers what was shared",
    "q4_consent_in_force": "Said that there is no consent; one in the records covers what was shared",
    "q5_no_basis": "Said that there is another reason, and names none",
    "q5_ground_differs": "The disclosure names another ground than its decision",
}
WELL = ("follows", "withheld")


def answers(path: object) -> list[tuple[str, str]]:
    """The questions a path reached, with their answers, in order."""
    parts = [part.rpartition(" ") for part in text(path).split(" > ") if part]
    return [(question, answer) for question, _, answer in parts]


def overview(replayed: pd.DataFrame) -> str:
    """The questions as a funnel of decisions, the paths with counts, the departures and the contradictions."""
    decisions = replayed[replayed["table"] == "decisions"]
    return _lead(replayed) + _funnel(decisions) + _paths(decisions) + _departures(replayed) + _contradictions(replayed)


def _lead(replayed: pd.DataFrame) -> str:
    off = replayed[~replayed["departure"].isin(WELL)]
    against = replayed[replayed["contradictions"].map(text) != ""]
    made = replayed["table"].value_counts()
    return (
        f'<p class="lead"><strong>{len(off):,}</strong> of {count(int(made.get("decisions", 0)), "decision")} and '
        f"{count(int(made.get('disclosures', 0)), 'disclosure')} do not follow from the answers recorded, and the "
        f"records contradict an answer of <strong>{len(against):,}</strong>.</p>"
    )


def _funnel(decisions: pd.DataFrame) -> str:
    given = pd.DataFrame([pair for path in decisions["path"] for pair in answers(path)], columns=["question", "answer"])
    if given.empty:
        return "<p>No decision could be taken through the questions again.</p>"
    counts = given.groupby(["question", "answer"]).size().unstack(fill_value=0)
    counts = counts.reindex(index=list(QUESTIONS), columns=["yes", "no", "unanswered"], fill_value=0)
    rows = counts.assign(reached=counts.sum(axis=1), words=[QUESTIONS[name] for name in counts.index]).reset_index()
    gap = int(rows["unanswered"].sum())
    alt = (
        f"How far {count(len(decisions), 'decision')} went through the five questions. "
        f"{int(rows['reached'].iloc[-1]):,} reached the last; {count(gap, 'answer')} on the way "
        f"{'is' if gap == 1 else 'are'} missing."
    )
    columns = (
        Column("words", "Question"),
        numeric("reached", "Reached it"),
        numeric("yes", "Yes"),
        numeric("no", "No"),
        numeric("unanswered", "Not answered"),
    )
    words = table(rows, "Decisions at each when-to-share question", columns)
    return f"<h3>Where the answers lead</h3>{figure(_drawn(rows, alt), words, wide=True)}"


def _drawn(rows: pd.DataFrame, alt: str) -> Chart:
    """Each question's bar split into those it settled, those that went on, and those without an answer."""
    with mpl.rc_context(SETTINGS):
        drawing = Figure(figsize=(WIDE, 4.0), layout="constrained")
        axes = drawing.subplots()
        longest = max(int(rows["reached"].max()), 1)
        for place, row in enumerate(rows.to_dict("records")):
            settled = row["yes"] + row["no"] if row["question"] not in SETTLES else row[SETTLES[row["question"]]]
            on = row["reached"] - settled - row["unanswered"]
            start = 0
            parts = (settled, PLAIN, ""), (on, PALE, ""), (row["unanswered"], COLOURS["breach"], "////")
            for size, colour, hatch in parts:
                axes.barh(place, size, left=start, height=0.42, color=colour, hatch=hatch, edgecolor="white")
                start += size
            axes.text(longest * 0.004, place - 0.3, row["words"], va="bottom", ha="left", color=INK)
            said = f"{int(settled):,} end here" + (
                f", {int(row['unanswered']):,} unanswered" if row["unanswered"] else ""
            )
            axes.text(start + longest * 0.015, place, said, va="center", color=INK, fontsize=9.5)
        axes.set_ylim(len(rows) - 0.5, -0.85)
        axes.set_xlim(0, longest * 1.38)
        axes.set_yticks([])
        axes.set_xticks([])
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(False)
        key = "dark: the answer settles it    pale: goes on to the next question    striped: no answer"
        axes.set_xlabel(f"Number of decisions\n{key}", color=MUTED, loc="left", fontsize=9.5)
        return Chart(svg(drawing), f"{alt} {BESIDE}")


def _paths(decisions: pd.DataFrame) -> str:
    told = decisions.groupby(["path", "answer", "decision_type"]).size().rename("size").reset_index()
    told = told.sort_values("size", ascending=False, kind="stable")
    told["end"] = told["answer"].map(lambda value: ENDS.get(text(value), plain(value)))
    columns = (
        Column("path", "Questions and answers"),
        Column("end", "Where they lead"),
        Column("decision_type", "What was decided", lambda value: escape(plain(value))),
        numeric("size", "Decisions"),
    )
    return table(told, "Paths that decisions took, the most frequent first", columns, limit=20, rest="not shown")


def _departures(replayed: pd.DataFrame) -> str:
    told = replayed.groupby(["departure", "table"]).size().unstack(fill_value=0)
    told = told.reindex(index=[name for name in DEPARTURES if name in told.index])
    told = told.reindex(columns=["decisions", "disclosures"], fill_value=0).reset_index()
    told["words"] = told["departure"].map(DEPARTURES)
    columns = (
        Column("words", "How it stands"),
        numeric("decisions", "Decisions"),
        numeric("disclosures", "Disclosures"),
    )
    off = replayed[~replayed["departure"].isin(WELL)]
    why = _said(off["departure"], DEPARTURES)
    head = "<h3>Departures</h3>" + table(told, "How decisions and disclosures stand to the answers", columns)
    if off.empty:
        return head
    return head + table(off.assign(why=why), "Records that depart from their answers", RECORDS, limit=15, rest=REST)


REST = "not shown; the worklist has what a rule found"
RECORDS = (
    Column("record_id", "Record", code),
    Column("case_id", "Case", code),
    Column("event_day", "Day", lambda value: escape(text(value)[:10])),
    Column("path", "Questions and answers"),
    Column("why", "What is wrong"),
)


def _said(codes: "pd.Series[str]", names: Mapping[str, str]) -> list[str]:
    return ["; ".join(names.get(part, plain(part)) for part in text(value).split(";")) for value in codes]


def _contradictions(replayed: pd.DataFrame) -> str:
    against = replayed[replayed["contradictions"].map(text) != ""]
    if against.empty:
        return (
            "<h3>Contradictions</h3><p>No answer is contradicted by the consents, categories and grounds recorded.</p>"
        )
    each = against.assign(one=against["contradictions"].str.split(";")).explode("one")
    told = each.groupby(["one", "table"]).size().unstack(fill_value=0)
    told = told.reindex(columns=["decisions", "disclosures"], fill_value=0).reset_index()
    told["words"] = told["one"].map(lambda value: CONTRADICTIONS.get(text(value), plain(value)))
    told = told.sort_values("decisions", ascending=False, kind="stable")
    columns = (Column("words", "What"), numeric("decisions", "Decisions"), numeric("disclosures", "Disclosures"))
    why = _said(against["contradictions"], CONTRADICTIONS)
    return (
        "<h3>Contradictions</h3><p>An answer that the consents, categories and grounds of the records do not bear out."
        f"</p>{table(told, 'Answers that the records contradict', columns)}"
        f"{table(against.assign(why=why), 'Records whose answers are contradicted', RECORDS, limit=15, rest=REST)}"
    )


def flow(row: Mapping[str, object]) -> str:
    """One decision's path as steps: each question reached, its answer, the end, and what contradicts it."""
    steps = [
        f'<li class="{"gap" if answer == "unanswered" else "step"}">'
        f"<span>{escape(QUESTIONS.get(question, plain(question)))}</span> <strong>{escape(plain(answer))}</strong></li>"
        for question, answer in answers(row["path"])
    ]
    end = ENDS.get(text(row["answer"]), plain(row["answer"]))
    steps.append(f'<li class="end"><span>So</span> <strong>{escape(end)}</strong></li>')
    wrong = [CONTRADICTIONS.get(part, plain(part)) for part in text(row["contradictions"]).split(";") if part]
    if text(row["departure"]) not in WELL:
        wrong.insert(0, DEPARTURES.get(text(row["departure"]), plain(row["departure"])))
    said = "".join(f'<li><span aria-hidden="true">✕</span> {escape(one)}</li>' for one in wrong)
    against = f'<ul class="against">{said}</ul>' if said else "<p>Nothing in the records speaks against it.</p>"
    return f'<ol class="path">{"".join(steps)}</ol>{against}'
