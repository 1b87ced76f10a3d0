"""The hand-made audit of ``audits`` with the facts views that the readings list. No engine runs here."""

from dataclasses import replace

import audits
import pandas as pd

from checks.results.audit import ON_CASE, Audit

CASE = "C0001"


def frame(table: str, records: list[str], cases: list[str], **columns: list[object]) -> pd.DataFrame:
    """A listing: where each record is, then its facts."""
    told = {
        "table": [table] * len(records),
        "record_id": records,
        "case_id": cases,
        "source_file": [f"{table}.csv"] * len(records),
        "source_row": list(range(2, len(records) + 2)),
    }
    made = pd.DataFrame(told | columns)
    days = [name for name in made if str(name).endswith(("_on", "_day", "_until"))]
    return made.assign(**{name: pd.to_datetime(made[name]) for name in days})


def cases() -> pd.DataFrame:
    return frame(
        "cases", [f"C{n:04}" for n in range(1, 6)], [f"C{n:04}" for n in range(1, 6)],
        service=["iss", "iss", "refuge", "refuge", None],
        client_group=["adult_victim"] * 5,
        status=["closed", "closed", "closed", "destroyed", "open"],
        opened_on=["2018-01-02", "2018-01-03", "2019-02-04", "2017-02-04", "2026-01-05"],
        closed_on=["2019-01-02", "2020-04-03", "2020-02-04", "2018-02-04", None],
        lead_worker_id=["S-1", "S-2", "S-1", "S-2", None],
        linked_case_id=[None] * 5,
        evidence_hold=[True, False, False, False, False],
        hold_started_on=["2025-01-02", None, None, None, None],
        hold_ended_on=[None] * 5,
        retention_basis=["legal_hold", "indefinite", "standard", "standard", None],
        retention_review_on=["2026-01-01", None, None, None, None],
    )  # fmt: skip


def retention() -> pd.DataFrame:
    return frame(
        "cases", ["C0001", "C0002", "C0003", "C0004"], ["C0001", "C0002", "C0003", "C0004"],
        service=["iss", "iss", "refuge", "refuge"],
        client_group=["adult_victim"] * 4,
        status=["closed", "closed", "closed", "destroyed"],
        closed_on=["2019-01-02", "2020-04-03", "2020-02-04", "2018-02-04"],
        keep_until=["2025-01-02", "2026-04-03", "2026-02-04", "2024-02-04"],
        overdue=[True, False, True, True],
        on_hold=[True, False, False, False],
        retention_basis=["legal_hold", "indefinite", "standard", "standard"],
        retention_review_on=["2026-01-01", None, None, None],
        disposal_logged=[False, False, False, True],
        days_past_due=[453, None, 55, 786],
    )  # fmt: skip


def decisions() -> pd.DataFrame:
    number = 45
    return frame(
        "decisions", [f"D{n:04}" for n in range(1, number + 1)], [f"C{1 + n % 4:04}" for n in range(number)],
        decided_day=[f"2026-{1 + n % 3:02}-10" for n in range(number - 1)] + [None],
        decision_type=["share"] * 40 + ["not_share"] * 4 + [None],
        decided_by=["S-1", "S-2", None] * 15,
        team_manager=["S-9"] * 30 + [None] * 15,
        service=["iss"] * number,
        reason_asked=[True] * 44 + [False],
    )  # fmt: skip


def disclosures() -> pd.DataFrame:
    number = 12
    return frame(
        "disclosures", [f"S{n:04}" for n in range(1, number + 1)], [f"C{1 + n % 4:04}" for n in range(number)],
        disclosed_day=["2026-03-05"] * (number - 1) + [None],
        disclosed_by=["S-1", "S-2"] * 6,
        team_manager=["S-9"] * 11 + [None],
        service=["iss"] * number,
        subject_id=["P-1"] * number,
        recipient_kind=["housing"] * 6 + ["police"] * 5 + [None],
        recipient_agency_id=[None] * number,
        basis=["consent"] * 6 + ["none"] * 6,
        channel=["phone", "email"] * 6,
        purpose_code=["service_provision"] * number,
        decision_id=["D0001"] * 11 + [None],
        external=[True] * number,
        identifiable=[True] * number,
        to_the_subject=[False] * 11 + [True],
        told_on=["2026-03-06"] * 6 + [None] * 6,
        not_told_reason=[None] * 11 + ["would_raise_risk"],
        covered=[True, False] * 5 + [False, None],
    )  # fmt: skip


def consents() -> pd.DataFrame:
    return frame(
        "disclosures", ["S0001", "S0005"], [CASE, CASE],
        disclosed_day=["2026-03-05"] * 2, consent_id=["K1", "K2"], given_on=["2026-03-01"] * 2,
        given_as=["self"] * 2, covers_all=[True, False], ended_in_part=[False, True],
    )  # fmt: skip


def papers() -> pd.DataFrame:
    return frame(
        "documents", ["P0001", "P0002", "P0003"], ["C0001", "C0002", "C9999"],
        doc_type=["letter_in"] * 3, section=["client", "third_party", None], source_kind=["agency", "family", None],
        created_on=["2026-01-01", "2025-01-01", None], third_party_source=[True, True, False],
        service=["iss", "iss", None],
    )  # fmt: skip


def timeline() -> pd.DataFrame:
    events = ["case opened", "decision", "disclosure", "record opened"]
    return frame(
        "decisions", ["C0001", "D0001", "S0001", "L1"], [CASE] * 4,
        event_day=["2018-01-02", "2026-01-10", "2026-03-05", None], event=events,
        kind=["iss", "share", "housing", "view"], staff_id=["S-1", "S-1", "S-1", None],
    )  # fmt: skip


def answers() -> pd.DataFrame:
    full = "purpose yes > identifiable yes > confidential yes > consent no > other reason yes"
    told = frame(
        "decisions", ["D0001", "D0002", "S0001"], [CASE, "C0002", CASE],
        decision_id=["D0001", "D0002", "D0001"], event_day=["2026-01-10"] * 3, decision_type=["share"] * 3,
        path=[full, "purpose unanswered > identifiable no", full], answer=["may_share", "unanswered", "may_share"],
        departure=["follows", "unanswered", "follows"], contradictions=["q4_consent_in_force;q5_no_basis", "", ""],
    )  # fmt: skip
    return told.assign(table=["decisions", "decisions", "disclosures"])


def on_case() -> pd.DataFrame:
    row = {"rule_id": "RAT-01", "in_scope": 3, "complies": 2, "breach": 1, "conflict": 0, "undecided": 0}
    return pd.DataFrame([row])


def listed(audit: Audit) -> Audit:
    """The audit with every listing filled."""
    return replace(
        audit,
        listings={
            "case_register": cases(), "retention_register": retention(), "decision_register": decisions(),
            "disclosure_register": disclosures(), "consent_that_day": consents(), "paper_register": papers(),
            "timeline": timeline(), "when_to_share": answers(), ON_CASE: on_case(),
        },
    )  # fmt: skip


def sample() -> Audit:
    """The sample with listings, with an overdue case and a misfiled paper among its findings."""
    audit = audits.sample()
    outcomes = audit.outcomes.set_index("rule_id")
    outcomes.loc[["TPS-01", "TPS-02"], ["status", "reason", "in_scope", "breach"]] = ["failed", "", 3, 1]
    outcomes.loc["RET-01", ["status", "breach"]] = ["failed", 1]
    more = [
        audits._finding("RET-01", "breach", "C0003", "overdue", 3, "closed on 2020-02-04"),
        audits._finding("TPS-01", "breach", "C0001", "in_client_section", 1, "section client"),
    ]
    extra = pd.DataFrame(more, columns=audit.findings.columns)
    extra.loc[1, ["table", "record_id"]] = ["documents", "P0001"]
    findings = pd.concat([audit.findings, extra], ignore_index=True)
    return listed(replace(audit, findings=findings, outcomes=outcomes.reset_index()))


def hostile() -> Audit:
    """The sample with markup wherever an export could have put it."""
    evil = "<script>alert(1)</script>"
    audit = sample()
    listings = {name: _spoilt(made, evil) for name, made in audit.listings.items() if name != ON_CASE}
    for name in ("case_register", "timeline", "disclosure_register", "decision_register", "retention_register"):
        listings[name] = listings[name].assign(case_id=CASE, table=audit.listings[name]["table"])
    findings = audit.findings.copy()
    findings.loc[findings["case_id"] == CASE, ["cause", "detail"]] = [evil, evil]
    return replace(audit, findings=findings, listings=listings | {ON_CASE: audit.listings[ON_CASE]})


def _spoilt(made: pd.DataFrame, evil: str) -> pd.DataFrame:
    """The frame with this text in every text of its first row."""
    texts = [name for name in made if made[name].dtype == "str"]
    return made.assign(**{name: made[name].where(made.index != 0, evil) for name in texts})
