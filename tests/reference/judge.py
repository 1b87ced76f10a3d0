"""judge(): every record in scope of every check asked for, with its outcome and causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from . import access, consents_checks, managers, papers, rationale, retention, sharing
from .context import Context, Settings, Verdict
from .records import Row, table_descriptions

Judge = Callable[[Context, Row], Verdict | None]

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
}


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
    wanted = [rule for rule in CHECKS if ctx.is_on(rule) and (rules is None or rule in set(rules))]
    return {rule: judge_rule(ctx, rule) for rule in wanted}


def judge_rule(ctx: Context, rule: str) -> dict[str, tuple[str, str]]:
    off = ctx.items("causes_off." + rule)
    found = {}
    for table, check in CHECKS[rule]:
        key = table_descriptions()[table]["key"][0]
        for row in ctx.rows(table):
            verdict = check(ctx, row)
            if verdict is not None:
                found[row[key]] = verdict.outcome(off)
    return found
