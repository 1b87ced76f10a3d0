"""judge(): every record in scope of every check asked for, with its outcome and causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from . import (
    access,
    answers,
    consents_checks,
    content,
    givers,
    grounds,
    harm,
    managers,
    origin,
    papers,
    partners,
    personnel,
    programme_checks,
    rationale,
    retention,
    sending,
    sharing,
    weighing,
)
from .context import Context, Settings, Verdict
from .records import Row, table_descriptions

Judge = Callable[[Context, Row], Verdict | None]

CHECKS: dict[str, list[tuple[str, Judge]]] = {
    "RAT-01": [("decisions", rationale.rat_01)],
    "RAT-02": [("disclosures", rationale.rat_02)],
    "RAT-03": [("information_requests", answers.rat_03)],
    "RAT-04": [("disclosures", rationale.rat_04)],
    "RAT-05": [("decisions", rationale.rat_05)],
    "RAT-06": [("decisions", weighing.rat_06)],
    "RAT-07": [("decisions", weighing.rat_07_decision), ("authorisations", weighing.rat_07_authorisation)],
    "RAT-08": [("decisions", weighing.rat_08)],
    "RAT-09": [("decisions", weighing.rat_09)],
    "CON-01": [("disclosures", consents_checks.con_01)],
    "CON-02": [("disclosures", consents_checks.con_02)],
    "CON-03": [("consents", givers.con_03)],
    "CON-04": [("disclosures", consents_checks.con_04)],
    "CON-05": [("consents", givers.con_05)],
    "CON-06": [("disclosures", consents_checks.con_06_disclosure), ("referrals", consents_checks.con_06_referral)],
    "CON-07": [("disclosures", origin.con_07)],
    "AUT-01": [("disclosures", managers.aut_01)],
    "AUT-02": [("authorisations", managers.aut_02)],
    "AUT-03": [("disclosures", grounds.aut_03)],
    "AUT-04": [("disclosures", grounds.aut_04)],
    "AUT-05": [("disclosures", personnel.aut_05)],
    "AUT-06": [("disclosures", programme_checks.aut_06)],
    "DIS-01": [("disclosures", sharing.dis_01_disclosure), ("contacts", sharing.dis_01_contact)],
    "DIS-02": [("disclosures", sharing.dis_02)],
    "DIS-03": [("disclosures", content.dis_03)],
    "DIS-04": [("disclosures", sharing.dis_04)],
    "DIS-05": [("disclosures", content.dis_05)],
    "DIS-06": [("disclosures", content.dis_06)],
    "DIS-07": [("disclosures", sharing.dis_07)],
    "DIS-08": [("disclosures", sending.dis_08)],
    "DIS-09": [("disclosures", sending.dis_09)],
    "DIS-10": [("disclosures", content.dis_10)],
    "DIS-11": [("disclosures", personnel.dis_11)],
    "SAF-01": [("safeguarding_concerns", harm.saf_01)],
    "SAF-02": [("safeguarding_concerns", harm.saf_02)],
    "SAF-03": [("safeguarding_concerns", harm.saf_03)],
    "SAF-04": [("programme_events", harm.saf_04)],
    "PAR-01": [("joint_working", partners.par_01)],
    "PAR-04": [("disclosures", partners.par_04_disclosure), ("joint_working", partners.par_04_joint)],
    "TRN-04": [("referrals", partners.trn_04)],
    "TRN-05": [("joint_working", partners.trn_05_joint), ("disclosures", partners.trn_05_disclosure)],
    "TPS-01": [("documents", papers.tps_01)],
    "TPS-02": [("documents", papers.tps_02)],
    "TPS-03": [
        ("disclosures", origin.tps_03_disclosure),
        ("subject_access_requests", origin.tps_03_request),
    ],
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
