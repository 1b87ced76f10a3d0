"""P13, consent in force: what a consent covers, what ends it, and when a person had refused."""

from collections.abc import Mapping

import pytest

from checks.policy.packs import Pack
from tests.definitions.told import DAY, Row, Told, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
BEFORE, AFTER = "2026-10-23", "2026-10-25"


def consent(**own: str) -> Row:
    """A consent to share her identity with the agency that the share goes to."""
    return {
        "consent_id": "CO#", "subject_id": "P#", "case_id": "C#", "status": "given", "given_as": "self",
        "given_on": "2026-10-01", "recipient_agency_id": "AG1", "info_categories": "identity", **own,
    }  # fmt: skip


def refusal(**own: str) -> Row:
    return consent(**{"consent_id": "CO#-no", "status": "refused", "given_on": "", "sought_on": "2026-10-10", **own})


def withdrawal(**own: str) -> Row:
    """Another consent, taken back."""
    taken = {"consent_id": "CO#-no", "status": "withdrawn", "given_on": "2026-09-01", "ended_on": "2026-10-10"}
    return consent(**{**taken, **own})


def covered(expected: bool | None, *consents: Row, **own: str) -> Told:
    return Told("disclosures.covered", expected, {"consents": consents, "disclosures": [share(**own)]})


def refused(expected: bool, *consents: Row, **own: str) -> Told:
    given = {"basis": "risk_to_other", **own}
    return Told(
        "disclosure_evidence.consent_refused", expected, {"consents": consents, "disclosures": [share(**given)]}
    )


FORCE = {
    "consent given on the day itself counts": covered(True, consent(given_on=DAY)),
    "at any hour of that day": covered(True, consent(given_on=DAY), disclosed_at=f"{DAY}T00:00"),
    "consent given the day after does not": covered(False, consent(given_on=AFTER)),
    "an undated consent covers nothing": covered(False, consent(given_on="")),
    "the day that a given consent ends still counts": covered(True, consent(ended_on=DAY)),
    "the day after does not": covered(False, consent(ended_on=BEFORE)),
    "a blank end is no end": covered(True, consent(ended_on="")),
    "the day of a withdrawal does not count": covered(False, consent(status="withdrawn", ended_on=DAY)),
    "the day before a withdrawal does": covered(True, consent(status="withdrawn", ended_on=AFTER)),
    "a withdrawal without a day means never in force": covered(False, consent(status="withdrawn")),
    "a consent without a status covers nothing": covered(False, consent(status="")),
    "a refused one covers nothing": covered(False, consent(status="refused", sought_on="2026-10-25")),
    "one that was not sought covers nothing": covered(False, consent(status="not_sought")),
    "another person's consent covers nothing": covered(False, consent(subject_id="P#-other")),
    "nor does nobody's": covered(False, consent(subject_id=""), subject_id=""),
    "an information provider's consent covers nothing": covered(False, consent(given_as="info_provider")),
    "a parent's counts": covered(True, consent(given_as="parent_carer")),
    "a consent that does not say how it was given counts": covered(True, consent(given_as="")),
    "a consent of another case covers nothing": covered(False, consent(case_id="C#-other")),
    "a consent of no case counts": covered(True, consent(case_id="")),
    "a share of no case is covered by a consent of any": covered(True, consent(), case_id=""),
    "a share without a day is not covered when the person has no consents": covered(False, disclosed_at=""),
    "and cannot be told when she has": covered(None, consent(), disclosed_at=""),
}
RECIPIENTS = {
    "the agency named is": covered(True, consent()),
    "another agency is not": covered(False, consent(recipient_agency_id="AG2")),
    "an agency's id is read as it stands": covered(False, consent(recipient_agency_id="ag1")),
    "one is known by name, however written": covered(
        True, consent(recipient_agency_id="", recipient_named=" The  Force. "), recipient_name="the force"
    ),
    "another name is not": covered(
        False, consent(recipient_agency_id="", recipient_named="the force two"), recipient_name="the force"
    ),
    "a name serves beside the id of another agency": covered(
        True, consent(recipient_agency_id="AG2", recipient_named="the force"), recipient_name="The Force"
    ),
    "two blank names are not the same": covered(False, consent(recipient_agency_id="AG2")),
    "a placeholder for a name is blank": covered(
        False, consent(recipient_agency_id="", recipient_named="n/a"), recipient_name="N/A"
    ),
    "a consent that names nobody covers nothing here": covered(False, consent(recipient_agency_id="")),
    "an excluded agency is not": covered(False, consent(excluded_recipients="AG9;AG1")),
    "an excluded person is not": covered(False, consent(excluded_recipients="X1"), recipient_person_id="X1"),
    "an excluded kind is not": covered(False, consent(excluded_recipients="Police")),
    "an excluded name is not": covered(
        False, consent(excluded_recipients="X9; The FORCE."), recipient_name="the  force"
    ),
    "another exclusion is no matter": covered(
        True, consent(excluded_recipients="AG2;ag1;housing;another force"), recipient_name="the force"
    ),
}
CATEGORIES = {
    "one listed is": covered(True, consent()),
    "each needs cover": covered(False, consent(), info_categories="identity;health"),
    "one consent may list both": covered(
        True, consent(info_categories="health;identity"), info_categories="identity;health"
    ),
    "two consents may cover one each": covered(
        True, consent(), consent(consent_id="CO#-b", info_categories="health"), info_categories="identity;health"
    ),
    "an excluded one is not": covered(False, consent(excluded_categories="identity")),
    "nor under the whole file": covered(False, consent(info_categories="whole_file", excluded_categories="identity")),
    "another exclusion is no matter": covered(True, consent(excluded_categories="health")),
    "the whole file covers its parts": covered(True, consent(info_categories="whole_file"), info_categories="health"),
    "but not what needs express permission": covered(
        False, consent(info_categories="whole_file"), info_categories="hiv_status"
    ),
    "which is covered by its name": covered(True, consent(info_categories="hiv_status"), info_categories="hiv_status"),
    "also beside the whole file": covered(
        True, consent(info_categories="whole_file;hiv_status"), info_categories="identity;hiv_status"
    ),
    "only the whole file covers the whole file": covered(
        False, consent(info_categories="identity;health;risk"), info_categories="whole_file"
    ),
    "as it does": covered(True, consent(info_categories="whole_file"), info_categories="whole_file"),
    "a blank list covers nothing here": covered(False, consent(info_categories="")),
    "blank ones are covered by the whole file": covered(
        True, consent(info_categories="whole_file"), info_categories=""
    ),
    "and by nothing else here": covered(False, consent(), info_categories=""),
    "nor by a blank list here": covered(False, consent(info_categories=""), info_categories=""),
    "what identifies nobody needs none": covered(True, info_categories="none_identifying"),
    "not even on a day not known": covered(True, consent(), info_categories="none_identifying", disclosed_at=""),
    "what identifies nobody needs none beside what does": covered(
        True, consent(), info_categories="none_identifying;identity"
    ),
}
ENDED = {
    "a later refusal ends it": covered(False, consent(), refusal()),
    "a refusal on the day of the consent wins": covered(False, consent(given_on="2026-10-10"), refusal()),
    "a refusal before the consent does not": covered(True, consent(given_on="2026-10-11"), refusal()),
    "a refusal on the day of the share ends it": covered(False, consent(), refusal(sought_on=DAY)),
    "a refusal after the share does not": covered(True, consent(), refusal(sought_on=AFTER)),
    "a consent given again after a refusal stands": covered(
        True, consent(), refusal(), consent(consent_id="CO#-b", given_on="2026-10-11")
    ),
    "another person's refusal does not": covered(True, consent(), refusal(subject_id="P#-other")),
    "a refusal of another recipient does not": covered(True, consent(), refusal(recipient_agency_id="AG2")),
    "a refusal of the recipient by name does": covered(
        False, consent(), refusal(recipient_agency_id="", recipient_named="THE FORCE"), recipient_name="the force"
    ),
    "a refusal that names no recipient does": covered(False, consent(), refusal(recipient_agency_id="")),
    "a refusal of another category does not": covered(True, consent(), refusal(info_categories="health")),
    "a refusal that names no category does": covered(False, consent(), refusal(info_categories="")),
    "a refusal of the whole file does": covered(False, consent(), refusal(info_categories="whole_file")),
    "also of what needs express permission": covered(
        False,
        consent(info_categories="hiv_status"),
        refusal(info_categories="whole_file"),
        info_categories="hiv_status",
    ),
    "a refusal of one category leaves the other": covered(
        True, consent(info_categories="identity;health"), refusal(info_categories="health")
    ),
    "of which each is judged for itself": covered(
        False,
        consent(info_categories="identity;health"),
        refusal(info_categories="health"),
        info_categories="identity;health",
    ),
    "a refusal of another case does not": covered(True, consent(), refusal(case_id="C#-other")),
    "a refusal of no case does": covered(False, consent(), refusal(case_id="")),
    "a refusal of any case does, where the share is of none": covered(False, consent(), refusal(), case_id=""),
    "a refusal's own excluded recipients narrow it": covered(True, consent(), refusal(excluded_recipients="AG1")),
    "its own excluded categories too": covered(True, consent(), refusal(excluded_categories="identity")),
    "an undated refusal ends everything": covered(
        False, consent(), refusal(recipient_agency_id="AG2", info_categories="health", sought_on="")
    ),
    "whatever it excludes": covered(
        False, consent(), refusal(excluded_recipients="AG1", excluded_categories="identity", sought_on="")
    ),
    "even a consent given since": covered(False, consent(given_on=DAY), refusal(sought_on="")),
    "but not on another case": covered(True, consent(), refusal(case_id="C#-other", sought_on="")),
    "a later withdrawal of another row ends it": covered(False, consent(), withdrawal()),
    "one on the day of the share too": covered(False, consent(), withdrawal(ended_on=DAY)),
    "one before the consent does not": covered(True, consent(given_on="2026-10-11"), withdrawal()),
    "one after the share does not": covered(True, consent(), withdrawal(ended_on=AFTER)),
    "one of another recipient does not": covered(True, consent(), withdrawal(recipient_agency_id="AG2")),
    "an undated withdrawal of another row ends everything": covered(
        False, consent(), withdrawal(recipient_agency_id="AG2", ended_on="")
    ),
    "a given row that ended is no refusal": covered(True, consent(), withdrawal(status="given", info_categories="")),
    "an information provider's refusal ends nothing": covered(True, consent(), refusal(given_as="info_provider")),
    "nor an undated one": covered(True, consent(), refusal(given_as="info_provider", sought_on="")),
}
REFUSED = {
    "a refusal of this recipient and category": refused(True, refusal()),
    "none": refused(False),
    "a consent is none": refused(False, consent()),
    "a refusal on the day": refused(True, refusal(sought_on=DAY)),
    "a refusal the day after": refused(False, refusal(sought_on=AFTER)),
    "a refusal on no known day": refused(True, refusal(sought_on="")),
    "which still has its own recipient": refused(False, refusal(sought_on="", recipient_agency_id="AG2")),
    "and its own categories": refused(False, refusal(sought_on="", info_categories="health")),
    "a withdrawal on the day": refused(True, withdrawal(ended_on=DAY)),
    "a withdrawal the day after": refused(False, withdrawal(ended_on=AFTER)),
    "a withdrawal on no known day": refused(False, withdrawal(ended_on="")),
    "a refusal that names nobody and nothing": refused(True, refusal(recipient_agency_id="", info_categories="")),
    "a refusal of another recipient": refused(False, refusal(recipient_agency_id="AG2")),
    "a refusal of another category": refused(False, refusal(info_categories="health")),
    "a refusal of the whole file": refused(True, refusal(info_categories="whole_file")),
    "another person's refusal": refused(False, refusal(subject_id="P#-other")),
    "a consent of a later day takes it back": refused(False, refusal(), consent(given_on="2026-10-11")),
    "a consent of the same day does not": refused(True, refusal(), consent(given_on="2026-10-10")),
    "nor a later one that covers only a part": refused(
        True, refusal(info_categories=""), consent(given_on="2026-10-11"), info_categories="identity;health"
    ),
    "nor a later one after the share": refused(True, refusal(), consent(given_on=AFTER)),
}  # fmt: skip
THEMES = {
    "in force": FORCE, "recipient": RECIPIENTS, "category": CATEGORIES, "ended": ENDED, "refused": REFUSED,
}  # fmt: skip
STORIES = {f"{theme}: {sentence}": told for theme, stories in THEMES.items() for sentence, told in stories.items()}
NOBODY = {"recipient_agency_id": ""}
UNDER_ANYTHING = {
    "a consent that names nobody covers any recipient": covered(True, consent(**NOBODY)),
    "but not one that it excludes": covered(False, consent(**NOBODY, excluded_recipients="police")),
    "a consent that names another does not": covered(False, consent(recipient_agency_id="AG2")),
    "a blank list covers any category": covered(True, consent(info_categories="")),
    "but none that needs express permission": covered(False, consent(info_categories=""), info_categories="hiv_status"),
    "nor the whole file": covered(False, consent(info_categories=""), info_categories="whole_file"),
    "nor one that it excludes": covered(False, consent(info_categories="", excluded_categories="identity")),
    "a list covers only what it names": covered(False, consent(), info_categories="health"),
    "blank categories are covered by a blank list": covered(True, consent(info_categories=""), info_categories=""),
    "and by the whole file": covered(True, consent(info_categories="whole_file"), info_categories=""),
    "not by a list of one": covered(False, consent(), info_categories=""),
}


def pack(blank_scope: str) -> Pack:
    return pack_of(
        "combined", consent__blank_scope=blank_scope, basis__breaking=["risk_to_other"],
        never_without_permission=["rape_or_sexual_violence", "hiv_status"],
    )  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("consents"), pack("nothing"))


@pytest.mark.parametrize("sentence", STORIES)
def test_consent_on_the_day(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected


@pytest.fixture(scope="module")
def said_under_anything(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(UNDER_ANYTHING, tmp_path_factory.mktemp("anything"), pack("anything"))


@pytest.mark.parametrize("sentence", UNDER_ANYTHING)
def test_a_pack_may_let_a_blank_scope_stand_for_anything(
    said_under_anything: Mapping[str, object], sentence: str
) -> None:
    assert said_under_anything[sentence] is UNDER_ANYTHING[sentence].expected


def referred(expected: bool, asked: Row, **own: str) -> Told:
    """What CON-06 asks of a referral is read on its own day, of its own agency."""
    referral = {
        "referral_id": "RE#", "case_id": "C#", "person_id": "P#", "direction": "out", "agency_id": "AG1",
        "made_on": DAY, **own,
    }  # fmt: skip
    return Told("consent_seeking.consent_answered", expected, {"consents": [asked], "referrals": [referral]}, "RE#")


REFERRALS = {
    "its agency is the recipient": referred(True, consent()),
    "another agency is not": referred(False, consent(recipient_agency_id="AG2")),
    "its day is the day it was made": referred(True, consent(given_on=DAY)),
    "not the day before": referred(False, consent(given_on=DAY), made_on=BEFORE),
    "an excluded agency is not asked about": referred(False, consent(excluded_recipients="AG1")),
    "another case is not asked about": referred(False, consent(case_id="C#-other")),
}


def test_a_referral_is_read_on_the_day_it_was_made_to_its_agency(tmp_path_factory: pytest.TempPathFactory) -> None:
    found = tell(REFERRALS, tmp_path_factory.mktemp("referrals"), pack_of("combined", referral__rule="consent"))
    assert found == {sentence: told.expected for sentence, told in REFERRALS.items()}
