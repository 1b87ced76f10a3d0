"""P13, consent in force, by hand-made examples."""

from __future__ import annotations

import pytest

from .consent import is_covered, share_of
from .context import Context
from .coverage import pack_settings
from .fuzz_values import AS_OF

COMBINED = pack_settings("combined")

GIVEN = {
    "consent_id": "CO1",
    "subject_id": "P1",
    "given_as": "self",
    "status": "given",
    "given_on": "2026-10-20",
    "recipient_agency_id": "A1",
    "info_categories": "identity; health",
}
REFUSED = {"consent_id": "CO2", "subject_id": "P1", "given_as": "self", "status": "refused", "sought_on": "2026-10-24"}
SHARED = {
    "disclosure_id": "DI1",
    "subject_id": "P1",
    "disclosed_at": "2026-10-24T09:00",
    "recipient_agency_id": "A1",
    "recipient_name": "Made-Up Office",
    "recipient_kind": "police",
    "info_categories": "health",
}


def covered(*consents: dict[str, str], blank_scope: str = "nothing", **changes: str) -> bool | None:
    tables = {"consents": list(consents), "disclosures": [{**SHARED, **changes}]}
    ctx = Context(tables, COMBINED | {"consent.blank_scope": blank_scope}, AS_OF)
    return is_covered(ctx, share_of(ctx.rows("disclosures")[0]))


def test_consent_given_on_the_day_and_to_its_last_day_covers() -> None:
    assert covered(GIVEN | {"given_on": "2026-10-24", "ended_on": "2026-10-24"})
    assert not covered(GIVEN | {"given_on": "2026-10-25"})
    assert not covered(GIVEN | {"ended_on": "2026-10-23"})


def test_a_withdrawal_day_does_not_count_and_an_undated_withdrawal_was_never_in_force() -> None:
    withdrawn = GIVEN | {"status": "withdrawn"}
    assert covered(withdrawn | {"ended_on": "2026-10-25"})
    assert not covered(withdrawn | {"ended_on": "2026-10-24"})
    assert not covered(withdrawn)


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        ({}, False),
        ({"sought_on": ""}, False),
        ({"sought_on": "", "info_categories": "risk", "excluded_categories": "health"}, False),
        ({"sought_on": "2026-10-19"}, True),
        ({"sought_on": "2026-10-20"}, False),
        ({"sought_on": "2026-10-25"}, True),
        ({"info_categories": "risk"}, True),
        ({"info_categories": "whole_file"}, False),
        ({"excluded_categories": "health"}, True),
        ({"excluded_recipients": "POLICE"}, True),
        ({"recipient_agency_id": "A2"}, True),
        ({"given_as": "info_provider"}, True),
        ({"status": "not_sought"}, True),
    ],
)
def test_a_later_refusal_ends_a_consent_as_far_as_it_reaches(refusal: dict[str, str], expected: bool) -> None:
    assert covered(GIVEN, REFUSED | refusal) is expected


def test_a_blank_list_of_categories_matches_by_scope_but_never_a_permission_only_code_or_a_whole_file() -> None:
    blank = GIVEN | {"info_categories": ""}
    assert not covered(blank)
    assert covered(blank, blank_scope="anything")
    assert not covered(blank, blank_scope="anything", info_categories="hiv_status")
    assert not covered(blank, blank_scope="anything", info_categories="whole_file")


def test_a_whole_file_covers_every_category_but_a_permission_only_code() -> None:
    whole = GIVEN | {"info_categories": "whole_file"}
    assert covered(whole, info_categories="")
    assert covered(whole, info_categories="whole_file;risk")
    assert not covered(whole, info_categories="hiv_status")


def test_categories_may_be_covered_by_different_rows() -> None:
    other = GIVEN | {"consent_id": "CO3", "info_categories": "risk"}
    assert covered(GIVEN, other, info_categories="health;risk;none_identifying")


@pytest.mark.parametrize("excluded", ["A1", "police", " made-up OFFICE. ", "A9; P9; police"])
def test_an_excluded_recipient_is_never_covered(excluded: str) -> None:
    assert not covered(GIVEN | {"excluded_recipients": excluded})


def test_cover_of_an_undated_disclosure_is_unknown_unless_the_person_has_no_consents_row() -> None:
    assert covered(GIVEN, disclosed_at="") is None
    assert covered(disclosed_at="") is False
    assert covered(disclosed_at="", info_categories="none_identifying") is True
