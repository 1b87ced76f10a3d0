"""Cases on a hold or kept without an end, and whether somebody still reviews them."""

from collections.abc import Mapping
from html import escape

import pandas as pd

from checks.output.readings.dates import day
from checks.output.readings.selected import Selected, nothing
from checks.output.sections import Section
from checks.output.tables import Column, code, table
from checks.output.words import plain, text


def holds(selected: Selected) -> Section:
    """What is kept on a hold or without an end, those whose review has passed or is missing first."""
    cases = selected.listing("case_register")
    if cases.empty:
        return Section(nothing("case", selected))
    basis = cases["retention_basis"].map(text)
    held = cases[
        (cases["evidence_hold"].astype(bool) | basis.isin(["indefinite", "legal_hold"]))
        & (cases["status"].map(text) != "destroyed")
    ].copy()
    if held.empty:
        return Section("<p>No case is marked as held or kept without an end.</p>")
    held["state"] = [_state(row, pd.Timestamp(selected.audit.run.as_of)) for row in held.to_dict("records")]
    held["of"] = selected.of_service(held["case_id"]).map(plain)
    held["why"] = [_why(row) for row in held.to_dict("records")]
    held = held.sort_values(["state", "retention_review_on", "case_id"], kind="stable")
    held["words"] = held["state"].map(STATES)
    sizes = held["words"].value_counts()
    lead = ", ".join(f"{int(sizes.get(word, 0)):,} {word}" for word in STATES.values())
    words = table(held, "Holds and records kept without an end", HELD)
    return Section(
        f'<p class="lead"><strong>{len(held):,}</strong> {"case is" if len(held) == 1 else "cases are"} held or kept '
        f"without an end.</p><p>By their review: {escape(lead)}.</p>{words}"
    )


# In the order a reader must meet them.
STATES: Mapping[int, str] = {
    0: "review date passed",
    1: "no review date",
    2: "hold has ended",
    3: "evidence hold, no review asked",
    4: "review to come",
}
HELD = (
    Column("case_id", "Case", code),
    Column("words", "Review"),
    Column("retention_review_on", "Review on", day),
    Column("why", "Kept as"),
    Column("of", "Service"),
    Column("status", "Status", lambda value: escape(plain(value))),
    Column("hold_started_on", "Hold from", day),
    Column("hold_ended_on", "Hold to", day),
)


def _state(row: Mapping[object, object], as_of: pd.Timestamp) -> int:
    review = row["retention_review_on"]
    if not pd.isna(review):  # type: ignore[call-overload]
        return 0 if review < as_of else 4  # type: ignore[operator]
    if text(row["retention_basis"]) in ("indefinite", "legal_hold"):
        return 1
    return 3 if pd.isna(row["hold_ended_on"]) else 2  # type: ignore[call-overload]


def _why(row: Mapping[object, object]) -> str:
    basis = text(row["retention_basis"])
    parts = ["evidence hold"] if row["evidence_hold"] else []
    return " and ".join([*parts, *([plain(basis)] if basis in ("indefinite", "legal_hold") else [])])
