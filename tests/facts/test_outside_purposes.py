"""DIS-10 from end to end, on hand-made rows."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.facts.sharing_stories import SHARE, Case, judge_cases, told

pytestmark = pytest.mark.engine

RESEARCH = told(
    SHARE,
    disclosures={"purpose_code": "research", "basis": "consent"},
    consents={
        "consent_id": "Y#", "subject_id": "P#", "status": "given", "given_as": "self", "given_on": "2026-03-05",
        "info_categories": "identity", "recipient_agency_id": "G1", "purpose_code": "research", "told": "what;why",
    },
)  # fmt: skip
DIS_10: Sequence[Case] = [
    ("agreed_same_day", {}, "complies"),
    ("agreed_next_day", {"consents.given_on": "2026-03-06"}, "breach outside_purpose"),
    ("agreed_to_another_purpose", {"consents.purpose_code": "publicity"}, "breach outside_purpose"),
    ("agreed_to_no_purpose", {"consents.purpose_code": ""}, "breach outside_purpose"),
    ("agreed_to_less", {"disclosures.info_categories": "identity;health"}, "breach outside_purpose"),
    ("told_what_only", {"consents.told": "what"}, "breach consent_not_known"),
    ("told_nothing", {"consents.told": ""}, "breach consent_not_known"),
    ("told_on_two_rows", {"consents.told": "what", "consents+": [{"consent_id": "Z#", "told": "why"}]},
     "breach consent_not_known"),
    ("one_of_two_told", {"consents.told": "", "consents+": [{"consent_id": "Z#"}]}, "complies"),
    ("refused_since", {"consents+": [{"consent_id": "X#", "status": "refused", "sought_on": "2026-03-05",
                                      "given_on": ""}]}, "breach outside_purpose"),
    ("law", {"consents": None, "disclosures.basis": "court_order", "disclosures.legal_reference": "An order"},
     "complies"),
    ("law_not_named", {"consents": None, "disclosures.basis": "court_order"}, "breach outside_purpose"),
    ("other_basis_named", {"consents": None, "disclosures.basis": "public_interest",
                           "disclosures.legal_reference": "An Act"}, "breach outside_purpose"),
    ("basis_blank", {"consents": None, "disclosures.basis": ""}, "breach outside_purpose"),
    ("purpose_blank", {"disclosures.purpose_code": ""}, "undecided purpose_not_recorded"),
    ("day_blank", {"disclosures.disclosed_at": ""}, "undecided purpose_consented_unknown"),
    ("day_blank_no_consents", {"disclosures.disclosed_at": "", "consents": None}, "breach outside_purpose"),
    ("own_purpose", {"disclosures.purpose_code": "service_review", "consents": None}, "out_of_scope"),
    ("about_staff", {"disclosures.subject_type": "staff"}, "out_of_scope"),
]  # fmt: skip


def test_an_outside_purpose_needs_consent_to_it_or_the_law(tmp_path: Path) -> None:
    came, due = judge_cases("DIS-10", RESEARCH, DIS_10, tmp_path)
    assert came == due


def test_a_pack_may_leave_open_what_the_person_knew(tmp_path: Path) -> None:
    cases: Sequence[Case] = [("told_nothing", {"consents.told": ""}, "complies"),
                             ("not_agreed", {"consents": None}, "breach outside_purpose")]  # fmt: skip
    came, due = judge_cases("DIS-10", RESEARCH, cases, tmp_path, pack="women-dvpp")
    assert came == due


def test_a_pack_may_take_a_consent_without_a_purpose_for_any(tmp_path: Path) -> None:
    cases: Sequence[Case] = [("no_purpose", {"consents.purpose_code": ""}, "complies"),
                             ("another", {"consents.purpose_code": "publicity"}, "breach outside_purpose")]  # fmt: skip
    came, due = judge_cases("DIS-10", RESEARCH, cases, tmp_path, pack="manchester")
    assert came == due
