"""How open findings stand: which have lasted longest, how each service fares, and what was accepted."""

from html import escape

import pandas as pd

from checks.output.sections import notice
from checks.output.tables import ROWS_SHOWN, Column, code, numeric, table
from checks.output.words import ACCEPTANCES, FAULTS, SEVERITIES, count, month_name, text
from checks.output.worklist_rows import rows
from checks.results.audit import Audit
from checks.results.exceptions import FAULTY, IN_FORCE
from checks.results.followed import Followed
from checks.results.history import NEW, RETURNED
from checks.results.notes import Notes

_STAY = (
    "Accepted findings stay among the findings, in the counts by state and in the worklist. The tables of what has "
    "been open longest and by service leave them out."
)


def parts(audit: Audit, followed: Followed) -> list[str]:
    """The three parts as HTML; blank for one that has nothing to say. Accepted findings count in the last alone."""
    told = rows(audit, followed, Notes())
    told = told[told["accepted_until"] == ""]
    services = _services(told) if "case_register" in audit.listings else ""
    return [_lasting(told, followed.comparison.month), services, _accepted(followed)]


def _lasting(told: pd.DataFrame, month: str) -> str:
    """The findings that have been open longest."""
    told = told[told["since"] < month]
    if told.empty:
        return ""
    told = told.sort_values(["since", "due_on"], kind="stable")
    columns = (
        Column("record_id", "Record", code),
        Column("rule_id", "Rule", code),
        Column("severity", "Urgency", lambda severity: escape(SEVERITIES[text(severity)])),
        Column("since", "Open since", lambda month: escape(month_name(text(month)))),
        Column("due_on", "Due by its urgency", code),
    )
    return "<h3>Open longest</h3>" + table(told, "Findings that have been open longest", columns, limit=ROWS_SHOWN)


def _services(told: pd.DataFrame) -> str:
    """How each service stands: what is open, what came, and what is past the day its urgency gives."""
    if told.empty:
        return ""
    told = told.assign(fresh=told["state"].map(lambda state: bool({NEW, RETURNED} & set(state.split(";")))), one=1)
    grouped = told.groupby("service", sort=True)
    shown = grouped.agg(total=("one", "sum"), fresh=("fresh", "sum"), late=("overdue", "sum"), first=("since", "min"))
    columns = (
        Column("service", "Service"),
        numeric("total", "Open"),
        numeric("fresh", "New or returned"),
        numeric("late", "Past due"),
        Column("first", "Open since", lambda month: escape(month_name(text(month)))),
    )
    note = "<p>Past due is by urgency and the month a finding was first seen. The worklist counts by owner, too.</p>"
    return "<h3>By service</h3>" + note + table(shown.reset_index(), "Open findings by service", columns)


def _accepted(followed: Followed) -> str:
    """What was accepted, and what in exceptions.csv accepts nothing. No value of the file is shown but known ids."""
    accepted = followed.accepted
    if not accepted.given:
        return ""
    standing = accepted.lines["state"].value_counts()
    faulty = int(standing.get(FAULTY, 0))
    holding = int(standing.get(IN_FORCE, 0))
    said = f"{count(holding, 'line')} of exceptions.csv {'accepts' if holding == 1 else 'accept'} findings until a date"
    parts = [f"<h3>Accepted findings</h3><p>{said}. {_STAY}</p>"]
    if faulty:
        parts.append(
            notice(
                f"{count(faulty, 'line')} of exceptions.csv {'accepts' if faulty == 1 else 'accept'} nothing: "
                "see why below."
            )
        )
    if not accepted.checked:
        parts.append(notice("The export has no staff table, so the approvers' roles stand as the file gives them."))
    return "".join([*parts, _lines(accepted.lines)])


def _lines(lines: pd.DataFrame) -> str:
    """Every line of the file with how it stands."""
    shown = lines.assign(wrong=[_wrong(faults) for faults in lines["faults"]])
    columns = (
        Column("row", "Row of exceptions.csv"),
        Column("rule_id", "Rule", code),
        Column("record_id", "Record", code),
        Column("state", "Standing", lambda state: escape(ACCEPTANCES[text(state)].name)),
        numeric("findings", "Findings"),
        Column("until", "Until", code),
        Column("wrong", "What is wrong"),
        Column("state", "What to do", lambda state: escape(ACCEPTANCES[text(state)].action)),
    )
    return table(shown, "Lines of exceptions.csv", columns)


def _wrong(faults: object) -> str:
    return " ".join(FAULTS[fault] for fault in text(faults).split(";") if fault)
