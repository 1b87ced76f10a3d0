"""One case: its facts and timeline, the consent behind each disclosure, the path of each decision, every finding."""

from collections.abc import Callable, Mapping
from html import escape

import pandas as pd

from checks.output import sections
from checks.output.lanes import Mark, timeline
from checks.output.pictures import figure
from checks.output.readings import case_findings, paths
from checks.output.readings.dates import day
from checks.output.readings.selected import Selected
from checks.output.sections import Section, badge, notice
from checks.output.tables import Column, code, table
from checks.output.words import count, plain, text

FACTS: Mapping[str, str] = {
    "service": "Service",
    "client_group": "Client group",
    "status": "Status",
    "opened_on": "Opened",
    "closed_on": "Closed",
    "lead_worker_id": "Lead worker",
    "linked_case_id": "Linked case",
    "retention_basis": "Kept as",
    "retention_review_on": "Keeping reviewed on",
    "hold_started_on": "Hold from",
    "hold_ended_on": "Hold to",
}
RARE = ("linked_case_id", "retention_review_on", "hold_started_on", "hold_ended_on")
NOT_CODES = ("lead_worker_id", "linked_case_id")


def about(selected: Selected) -> Section:
    """The run, and what the records say of the case itself."""
    case = selected.listing("case_register").to_dict("records")[0]
    facts = {name: _fact(column, case[column]) for column, name in FACTS.items() if _told(column, case[column])}
    facts["Held for evidence"] = "yes" if case["evidence_hold"] else "no"
    kept = selected.listing("retention_register").to_dict("records")
    if kept:
        facts["Keep until"] = day(kept[0]["keep_until"])
    pairs = "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in facts.items())
    head = f'<h3>Case {escape(selected.case_id)}</h3><dl class="facts">{pairs}</dl>'
    return Section(f"{head}<h3>How it was read</h3>{sections.about(selected.audit).html}")


def _told(column: str, value: object) -> bool:
    """Whether to show a fact: always but for those that most cases rightly lack."""
    return column not in RARE or not pd.isna(value)  # type: ignore[call-overload]


def _fact(column: str, value: object) -> str:
    if column.endswith("_on"):
        return day(value)
    return escape(text(value) if column in NOT_CODES else plain(value)) or "not recorded"


def _rules_by_record(selected: Selected) -> dict[tuple[str, str], str]:
    """The rules that found each record, in words for a table cell."""
    found = selected.findings.groupby(["table", "record_id"])["rule_id"].agg(lambda ids: ", ".join(sorted(set(ids))))
    return {(str(key[0]), str(key[1])): str(said) for key, said in found.items()}  # type: ignore[index]


def what_happened(selected: Selected) -> Section:
    """The timeline, drawn and as a table, each event with the rules that found it."""
    events = selected.listing("timeline")
    if events.empty:
        return Section(notice("The records hold no event of this case."))
    found = _rules_by_record(selected)
    said = [found.get(key, "") for key in zip(events["table"].map(text), events["record_id"].map(text), strict=True)]
    told = events.assign(rules=said, words=events["kind"].map(plain))
    told = told.sort_values(["event_day", "event", "record_id"], kind="stable")
    dated = told[told["event_day"].notna()]
    marks = [Mark(row["event"], row["event_day"].date(), bool(row["rules"])) for row in dated.to_dict("records")]
    undated = len(told) - len(dated)
    ringed = sum(mark.found for mark in marks)
    note = f"<p>{count(undated, 'event')} without a day: in the table only.</p>" if undated else ""
    words = table(told, "Everything the records say happened on the case", EVENTS, limit=200, rest="in the export")
    if not marks:
        return Section(note + words)
    alt = (
        f"Timeline of the case from {min(m.day for m in marks):%B %Y} to {max(m.day for m in marks):%B %Y}: "
        f"{count(len(marks), 'event')}, {ringed:,} of them found by a rule."
    )
    drawn = timeline(marks, selected.audit.run.as_of, alt)
    return Section(f"<p>{escape(alt)}</p>{note}{figure(drawn, words, wide=True)}")


EVENTS = (
    Column("event_day", "Day", day),
    Column("event", "What"),
    Column("words", "Kind"),
    Column("staff_id", "Staff", code),
    Column("record_id", "Record", code),
    Column("rules", "Found by"),
)


def shared(selected: Selected) -> Section:
    """Each disclosure with the consents in force that day and whether they cover it."""
    made = selected.listing("disclosure_register")
    if made.empty:
        return Section("<p>The records hold no disclosure of this case.</p>")
    consents = selected.listing("consent_that_day")
    found = _rules_by_record(selected)
    made = made.sort_values(["disclosed_day", "record_id"], kind="stable")
    return Section("".join(_disclosure(row, consents, found) for row in made.to_dict("records")))


def _disclosure(row: Mapping[object, object], consents: pd.DataFrame, found: Mapping[tuple[str, str], str]) -> str:
    record = text(row["record_id"])
    went = [
        ("to", plain(row["recipient_kind"])),
        ("on the ground", plain(row["basis"])),
        ("by", plain(row["channel"])),
        ("for", plain(row["purpose_code"])),
    ]
    said = ", ".join(f"{word} <strong>{escape(value or 'not recorded')}</strong>" for word, value in went)
    mine = consents[consents["record_id"] == record] if len(consents) else consents
    rules = found.get(("disclosures", record), "")
    return (
        f'<section class="rule"><h3>{escape(record)}, {day(row["disclosed_day"])}</h3><p>{said}.</p>'
        f"<p>{_cover(row, mine)}</p>{_consents(mine, record)}"
        f"<p>{'Found by ' + escape(rules) if rules else 'No rule found it'}."
        f" Decision: {escape(text(row['decision_id']) or 'none named')}.</p></section>"
    )


def _cover(row: Mapping[object, object], mine: pd.DataFrame) -> str:
    """Whether consent covers it, never read from an unknown day."""
    if pd.isna(row["covered"]):  # type: ignore[call-overload]
        return f"{badge('needs_review')} Its day is not recorded, so no consent can be held against it."
    if row["covered"]:
        rest = "" if len(mine) else " There is nothing in it that consent would have to cover."
        return f"{_sign('passed', '✓', 'Covered')} Consent in force that day covers it.{rest}"
    if len(mine):
        return f"{_sign('failed', '✕', 'Not covered')} The consents in force that day do not cover all of it."
    return f"{_sign('failed', '✕', 'Not covered')} No consent for this recipient was in force that day."


def _sign(colour: str, mark: str, words: str) -> str:
    return f'<span class="badge {colour}"><span aria-hidden="true">{mark}</span> {words}</span>'


def _consents(mine: pd.DataFrame, record: str) -> str:
    if mine.empty:
        return ""
    shown = mine.assign(
        whole=["yes" if covers else "no" for covers in mine["covers_all"]],
        ended=["yes" if ended else "no" for ended in mine["ended_in_part"]],
    )
    columns = (
        Column("consent_id", "Consent", code),
        Column("given_on", "Given", day),
        Column("given_as", "By", lambda value: escape(plain(value))),
        Column("whole", "Covers all that was shared"),
        Column("ended", "Ended in part by a refusal"),
    )
    return table(shown, f"Consents in force for {record} that day", columns)


def decided(selected: Selected) -> Section:
    """Each decision with its path through the when-to-share questions, where the pack asks them."""
    made = selected.listing("decision_register")
    if made.empty:
        return Section("<p>The records hold no decision of this case.</p>")
    replayed = selected.listing("when_to_share")
    by_id: dict[str, Mapping[str, object]] = {}
    if not replayed.empty:
        rows = replayed[replayed["table"] == "decisions"].to_dict("records")
        by_id = {text(row["record_id"]): {str(key): value for key, value in row.items()} for row in rows}
    found = _rules_by_record(selected)
    made = made.sort_values(["decided_day", "record_id"], kind="stable")
    return Section("".join(_decision(row, by_id, found) for row in made.to_dict("records")))


def _decision(
    row: Mapping[object, object],
    replayed: Mapping[str, Mapping[str, object]],
    found: Mapping[tuple[str, str], str],
) -> str:
    record = text(row["record_id"])
    rules = found.get(("decisions", record), "")
    path = (
        paths.flow(replayed[record])
        if record in replayed
        else "<p>It has no path: the when-to-share questions were not asked of it under this pack.</p>"
    )
    return (
        f'<section class="rule"><h3>{escape(record)}, {day(row["decided_day"])}: '
        f"{escape(plain(row['decision_type']) or 'type not recorded')}</h3>"
        f"<p>Decided by {escape(text(row['decided_by']) or 'nobody recorded')}. "
        f"{'Found by ' + escape(rules) if rules else 'No rule found it'}.</p>{path}</section>"
    )


SECTIONS: Mapping[str, Callable[[Selected], Section]] = {
    "about": about,
    "timeline": what_happened,
    "disclosures": shared,
    "decisions": decided,
    "findings": case_findings.found,
}
