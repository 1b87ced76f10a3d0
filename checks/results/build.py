"""From what the engine counted and found to the flat tables of an audit."""

from collections.abc import Mapping, Sequence

import pandas as pd

from checks.results.audit import FINDING_COLUMNS, GATE_COLUMNS, OUTCOME_COLUMNS, RULE_COLUMNS, SOURCE_COLUMNS

COUNTED = ("complies", "breach", "conflict", "undecided")
NOTE = "counted:"


def outcome_row(rule_id: str, counts: Mapping[str, int], error: str, partly: str) -> dict[str, object]:
    """One rule that ran: its status, the reason beside it, and its denominators."""
    if error:
        return _row(rule_id, "could_not_run", error)
    in_scope = sum(counts[outcome] for outcome in COUNTED)
    if not in_scope:
        return _row(rule_id, "not_tested", "; ".join(filter(None, ["nothing in scope", partly])))
    failed, review = counts["breach"], counts["conflict"] + counts["undecided"]
    status = "failed" if failed else "needs_review" if review else "passed"
    notes = [
        f"{count} {label.removeprefix(NOTE)}" for label, count in counts.items() if label.startswith(NOTE) and count
    ]
    return _row(rule_id, status, "; ".join(filter(None, [partly, *notes])), in_scope, counts)


def aside_row(rule_id: str, status: str, reason: str) -> dict[str, object]:
    """One rule that did not run."""
    return _row(rule_id, status, reason)


def _row(
    rule_id: str, status: str, reason: str, in_scope: int = 0, counts: Mapping[str, int] | None = None
) -> dict[str, object]:
    numbers = {outcome: (counts or {}).get(outcome, 0) for outcome in COUNTED}
    return {"rule_id": rule_id, "status": status, "reason": reason, "in_scope": in_scope, **numbers}


def outcomes_frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """One row for every rule of the rulebook."""
    return pd.DataFrame(rows, columns=list(OUTCOME_COLUMNS))


def findings_frame(found: pd.DataFrame, rules: pd.DataFrame) -> pd.DataFrame:
    """One row per rule and record, sorted by rule then record, with the rule's words beside it.

    ``found`` has each rule's records together and in order, as the engine gives them.
    """
    said = ("certainty", "clauses", "remedy")
    words = {str(rule["rule_id"]): {key: str(rule[key]) for key in said} for rule in rules.to_dict("records")}
    frames = [
        part.rename(columns={"record_table": "table"}).assign(**words[str(rule_id)])
        for rule_id, part in found.groupby("rule_id", sort=True)
    ]
    if not frames:
        return pd.DataFrame(columns=list(FINDING_COLUMNS))
    frame = pd.concat(frames, ignore_index=True)
    frame["source_row"] = frame["source_row"].astype("int64")
    return frame[list(FINDING_COLUMNS)]


def gate_frame(lines: Sequence[tuple[str, str, str, int, Sequence[str]]]) -> pd.DataFrame:
    """One row per table, column and problem; ``first_rows`` joined by semicolons."""
    rows = [(table, column, problem, count, ";".join(first)) for table, column, problem, count, first in lines]
    return pd.DataFrame(rows, columns=list(GATE_COLUMNS))


def rules_frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """What each rule says in words."""
    return pd.DataFrame(rows, columns=list(RULE_COLUMNS))


def sources_frame(rows: Sequence[tuple[str, str, int, int, int, int, int, int]]) -> pd.DataFrame:
    """The files read, with what became of their rows, in the order of ``SOURCE_COLUMNS``."""
    return pd.DataFrame(rows, columns=list(SOURCE_COLUMNS))
