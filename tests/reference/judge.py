"""judge(): every record in scope of every check asked for, with its outcome and causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from . import (
    access,
    agreements,
    consents_checks,
    destruction,
    explaining,
    governance,
    managers,
    papers,
    rationale,
    record_quality,
    requests_checks,
    retention,
    safe_contact,
    sharing,
    storage,
    workforce,
)
from .context import Context, Settings, Verdict
from .records import Row, table_descriptions

Judge = Callable[[Context, Row], Verdict | None]
Units = Callable[[Context], list[tuple[str, Verdict]]]  # what is judged need not be a row: record ids and verdicts

CHECKS: dict[str, list[tuple[str, Judge]]] = {
    "RAT-01": [("decisions", rationale.rat_01)],
    "RAT-02": [("disclosures", rationale.rat_02)],
    "RAT-04": [("disclosures", rationale.rat_04)],
    "RAT-05": [("decisions", rationale.rat_05)],
    "CON-01": [("disclosures", consents_checks.con_01)],
    "CON-02": [("disclosures", consents_checks.con_02)],
    "CON-04": [("disclosures", consents_checks.con_04)],
    "CON-06": [("disclosures", consents_checks.con_06_disclosure), ("referrals", consents_checks.con_06_referral)],
    "AUT-01": [("disclosures", managers.aut_01)],
    "AUT-02": [("authorisations", managers.aut_02)],
    "DIS-01": [("disclosures", sharing.dis_01_disclosure), ("contacts", sharing.dis_01_contact)],
    "DIS-02": [("disclosures", sharing.dis_02)],
    "DIS-04": [("disclosures", sharing.dis_04)],
    "DIS-07": [("disclosures", sharing.dis_07)],
    "TPS-01": [("documents", papers.tps_01)],
    "TPS-02": [("documents", papers.tps_02)],
    "TPS-04": [("documents", papers.tps_04)],
    "RET-01": [("cases", retention.ret_01_case), ("documents", retention.ret_01_document)],
    "RET-02": [("disposal_log", retention.ret_02)],
    "RET-03": [("cases", retention.ret_03)],
    "RET-05": [("cases", retention.ret_05_case), ("disposal_log", retention.ret_05_disposal)],
    "ACC-01": [("access_log", access.acc_01)],
    **explaining.CHECKS,
    **safe_contact.CHECKS,
    **storage.CHECKS,
    **record_quality.CHECKS,
    **destruction.CHECKS,
    **requests_checks.CHECKS,
    **agreements.CHECKS,
    **workforce.CHECKS,
    **governance.CHECKS,
}
UNITS: dict[str, Units] = {**governance.UNITS}
RULES = (*CHECKS, *UNITS)


def judge(
    tables: dict[str, list[dict[str, str]]],
    settings: Settings,
    as_of: date,
    rules: Iterable[str] | None = None,
) -> dict[str, dict[str, tuple[str, str]]]:
    """Rule id -> record id -> (complies | breach | conflict | undecided, causes joined by ';').

    tables: canonical table name -> rows of strings; a table not given is read as empty.
    settings: lists of str, int, str, or 'off'. Only checks on `checks.on` are judged, of those in rules if given.
    """
    ctx = Context(tables, settings, as_of)
    wanted = [rule for rule in RULES if ctx.is_on(rule) and (rules is None or rule in set(rules))]
    return {rule: in_scope(judge_rule(ctx, rule)) for rule in wanted}


def in_scope(outcomes: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Without the records that only wait (P3)."""
    return {record: outcome for record, outcome in outcomes.items() if outcome[0] != "out_of_scope"}


def judge_rule(ctx: Context, rule: str) -> dict[str, tuple[str, str]]:
    """Every record of one check with its outcome, those that wait as out_of_scope."""
    off = ctx.items("causes_off." + rule)
    judged = UNITS[rule](ctx) if rule in UNITS else []
    for table, check in CHECKS.get(rule, []):
        for row in ctx.rows(table):
            verdict = check(ctx, row)
            if verdict is not None:
                judged.append((record_id(table, row), verdict))
    return {record: verdict.outcome(off) for record, verdict in judged}


def record_id(table: str, row: Row) -> str:
    """The key of the row; a key of two columns is joined by a slash."""
    return "/".join(row[name] for name in table_descriptions()[table]["key"])
