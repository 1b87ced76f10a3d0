"""The listings that readings draw from agree with what the rules judged, on the sample."""

import exports
import pandas as pd
import pytest

import checks
from checks.errors import PolicyError
from checks.policy import packs
from checks.results.audit import ON_CASE, Audit

pytestmark = pytest.mark.engine
LISTED = ["case_register", "decision_register", "disclosure_register", "retention_register"]


@pytest.fixture(scope="module")
def audit() -> Audit:
    disclosures = pd.read_csv(exports.SAMPLE / "export" / "disclosures.csv", dtype=str)
    case = str(disclosures["case_id"].dropna().iloc[0])
    settings = packs.examples("combined")
    given = {"settings": settings, "listings": LISTED, "case": case}
    return checks.check(exports.SAMPLE / "export", pack="combined", as_of=exports.SAMPLE_AS_OF, **given)


def test_a_reason_is_asked_of_just_the_decisions_that_the_rule_on_reasons_judges(audit: Audit) -> None:
    judged = audit.outcomes.set_index("rule_id").loc["RAT-01", "in_scope"]
    assert audit.listings["decision_register"]["reason_asked"].sum() == judged


def test_every_overdue_case_that_a_rule_found_has_its_days_in_the_register(audit: Audit) -> None:
    found = audit.findings[(audit.findings["rule_id"] == "RET-01") & (audit.findings["outcome"] == "breach")]
    late = audit.listings["retention_register"].set_index("record_id").loc[found["record_id"]]
    assert len(late) > 0
    assert (late["days_past_due"] > 0).all()


def test_how_the_rules_judged_one_case_agrees_with_its_findings(audit: Audit) -> None:
    told = audit.listings[ON_CASE].set_index("rule_id")
    parts = told[["complies", "breach", "conflict", "undecided"]]
    assert len(told) > 3
    assert (parts.sum(axis=1) == told["in_scope"]).all()
    case = next(iter(set(audit.listings["disclosure_register"]["case_id"].iloc[[0]])))
    sizes = audit.findings[audit.findings["case_id"] == case].groupby(["rule_id", "outcome"]).size()
    counted = parts.drop(columns="complies").stack()
    assert {key: n for key, n in counted.items() if n} == dict(sizes)


def test_no_listing_holds_a_name(audit: Audit) -> None:
    people = pd.read_csv(exports.SAMPLE / "export" / "people.csv", dtype=str)
    names = set(people["full_name"].dropna())
    for listing in audit.listings.values():
        values = {value for column in listing.select_dtypes("str") for value in listing[column].dropna()}
        assert values & names == set()


def test_an_unknown_listing_is_refused() -> None:
    with pytest.raises(PolicyError, match="There is no view 'decision_registr' to list"):
        checks.check("x", pack="hampshire", as_of="2026-10-31", rules=["RAT-01"], listings=["decision_registr"])
