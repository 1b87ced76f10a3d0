"""CON-03, CON-05 and CON-07, end to end on records made by hand."""

from pathlib import Path

import pytest

from tests.exports import pack_of
from tests.facts.stories import Row, Story, expected, told

pytestmark = pytest.mark.engine
LIMITS = {
    "told_needed": ["why", "to_whom", "consequences"], "consent__limits_needed_for": ["adult_victim"],
    "child_consent__assess_from_age": 13, "consent__blank_scope": "nothing",
    "conflict__harm_kinds": ["serious_harm_to_other"], "never_without_permission": ["rape_or_sexual_violence"],
    "provider__consent_when": ["agency", "family", "child"],
    "third_party__source_kinds": ["agency", "family", "child", "partner_or_ex"],
}  # fmt: skip


def consent(**own: str) -> Row:
    """A victim's informed consent."""
    return {
        "consent_id": "CO#", "case_id": "C#", "subject_id": "P#", "given_as": "self", "status": "given",
        "given_on": "2026-10-05", "recipient_agency_id": "AG1", "info_categories": "health", "limits_discussed": "yes",
        "told": "why;to_whom;consequences", **own,
    }  # fmt: skip


def case(**own: str) -> Row:
    return {"case_id": "C#", "person_id": "P#", "client_group": "adult_victim", "opened_on": "2026-01-05", **own}


def informed(expected: str, *cases: Row, people: list[Row] | None = None, **own: str) -> Story:
    tables = {"consents": [{**consent(), **own}], "cases": cases or [case()], "people": people or [], "case_people": []}
    return Story("CON-03", "CO#", expected, tables)


NO_LIMITS = {"limits_discussed": "no"}
INFORMED = {
    "told all and asked for limits": informed("complies"),
    "two things not said": informed("breach told_missing_consequences;told_missing_why", told="to_whom;how"),
    "nothing said to one who refused": informed(
        "breach told_missing_consequences;told_missing_to_whom;told_missing_why",
        told="", status="refused", given_on="", sought_on="2026-10-05", **NO_LIMITS,
    ),
    "limits not discussed": informed("breach limits_not_discussed", **NO_LIMITS),
    "limits not recorded": informed("breach limits_not_discussed", limits_discussed=""),
    "limits of somebody else's case, and her own": informed(
        "breach limits_not_discussed", case(person_id="X#", client_group="child"), case(case_id="C#-b"), **NO_LIMITS
    ),
    "limits, and her latest case is not a victim's": informed(
        "complies", case(case_id="C#-a"), case(case_id="C#-b", client_group="other", opened_on="2026-02-01"),
        case_id="", **NO_LIMITS,
    ),
    "limits, and nothing shows a group": informed("complies", case(client_group=""), **NO_LIMITS),
    "of a provider": informed("out_of_scope", given_as="info_provider", told=""),
    "given as nobody knows": informed("breach told_missing_why", given_as="", told="to_whom;consequences"),
    "withdrawn": informed("out_of_scope", status="withdrawn", told="", ended_on="2026-10-06"),
    "not known to be given": informed("out_of_scope", status="", told=""),
}  # fmt: skip


def giver(
    expected: str, *more: Row, disclosures: list[Row] | None = None, born: str = "2012-01-01", **own: str
) -> Story:
    """A consent on a child's own case; ``p_`` names columns of people, ``c_`` of the case."""
    person = {name.removeprefix("p_"): value for name, value in own.items() if name.startswith("p_")}
    group = {name.removeprefix("c_"): value for name, value in own.items() if name.startswith("c_")}
    row = {name: value for name, value in own.items() if name[:2] not in ("p_", "c_")}
    tables = {
        "consents": [{**consent(), **row}, *more],
        "people": [{"person_id": "P#", "date_of_birth": born, "competence": "gillick", **person}],
        "cases": [{**case(client_group="child"), **group}],
        "case_people": [], "decisions": [decision()], "disclosures": disclosures or [],
        "safeguarding_concerns": [],
    }  # fmt: skip
    return Story("CON-05", "CO#", expected, tables)


def decision(**own: str) -> Row:
    return {"decision_id": "DE#", "decision_type": "share", "decided_at": "2026-10-20", **own}


PARENT = {"given_as": "parent_carer"}
ADULT = {"born": "1990-01-01", "c_client_group": "adult_victim"}
GIVERS = {
    "a competent young person's own": giver("complies"),
    "a parent's over theirs": giver("breach parent_over_competent_child", **PARENT),
    "a parent's, the day of birth unknown": giver("breach parent_over_competent_child", **PARENT, born=""),
    "a parent's in matters of health": giver(
        "breach parent_over_competent_child", **PARENT, p_competence="fraser", info_categories="health;hiv_status"
    ),
    "a parent's in more than health": giver(
        "complies", **PARENT, p_competence="fraser", info_categories="health;identity"
    ),
    "a parent's in matters not recorded": giver("complies", **PARENT, p_competence="fraser", info_categories=""),
    "a parent's for one who is 18 that day": giver("complies", **PARENT, born="2008-10-05"),
    "a parent's for one who is 18 the day after": giver(
        "breach parent_over_competent_child", **PARENT, born="2008-10-06"
    ),
    "a parent's for one who lacks capacity": giver("complies", **PARENT, p_capacity="lacks_capacity"),
    "their own, found not competent": giver("breach not_competent_self", p_competence="not_competent"),
    "their own, found not competent, the day of birth unknown": giver(
        "complies", p_competence="not_competent", born=""
    ),
    "a parent's, not competent": giver("complies", **PARENT, p_competence="not_competent"),
    "not assessed at 13": giver("breach not_assessed", **PARENT, p_competence="", born="2013-10-05"),
    "not assessed a day before 13": giver("complies", **PARENT, p_competence="not_assessed", born="2013-10-06"),
    "not assessed, the day of birth unknown": giver("undecided age_unknown", **PARENT, p_competence="", born=""),
    "not assessed, 13 now, given on no known day": giver(
        "breach not_assessed", **PARENT, p_competence="", born="2013-10-31", given_on="", sought_on="2026-10-05"
    ),
    "not assessed, but of age": giver("out_of_scope", **ADULT, p_competence=""),
    "under 18 on a victim's case": giver(
        "breach not_assessed", c_client_group="adult_victim", p_competence="", born="2010-01-01"
    ),
    "an adult who lacks capacity": giver("breach incapable_self", **ADULT, p_capacity="lacks_capacity"),
    "assessed on the day": giver(
        "breach incapable_self", **ADULT, p_capacity="lacks_capacity", p_competence_assessed_on="2026-10-05"
    ),
    "assessed the day after": giver(
        "complies", **ADULT, p_capacity="lacks_capacity", p_competence_assessed_on="2026-10-06"
    ),
    "a deputy's for an adult who lacks capacity": giver(
        "complies", **ADULT, p_capacity="lacks_capacity", given_as="attorney_or_deputy"
    ),
    "an adult whose capacity comes and goes": giver("out_of_scope", **ADULT, p_capacity="fluctuating"),
    "a child who is not in people": giver("undecided age_unknown", p_person_id="X#"),
    "as nobody knows": giver("out_of_scope", given_as="", p_competence="not_competent"),
    "refused": giver("out_of_scope", status="refused", p_competence="not_competent"),
}


def share(**own: str) -> Row:
    return {
        "disclosure_id": "DI#", "case_id": "C#", "subject_id": "P#", "scope": "external", "recipient_kind": "health",
        "recipient_agency_id": "AG1", "disclosed_at": "2026-10-20T12:00:00", "info_categories": "health",
        "basis": "consent", "consent_id": "CO#", "decision_id": "DE#", **own,
    }  # fmt: skip


def refusal(**own: str) -> Row:
    own = {"status": "refused", "given_on": "", "sought_on": "2026-10-10", **own}
    return {**consent(consent_id="CO#-no"), **own}


def overruled(expected: str, *more: Row, shared: list[Row] | None = None, **own: str) -> Story:
    own = {"given_as": "attorney_or_deputy", **own}
    return giver(expected, *more, disclosures=[share()] if shared is None else shared, **own)


def in_danger(expected: str, *shares: Row) -> Story:
    story = overruled(expected, refusal(), shared=list(shares))
    concern = {
        "concern_id": "K#", "decision_id": "DE#", "kind": "serious_harm_to_other", "raised_at": "2026-10-19",
        "at_risk_id": "X#",
    }  # fmt: skip
    return Story("CON-05", "CO#", expected, {**story.tables, "safeguarding_concerns": [concern]})


IGNORED = "breach refusal_ignored"
REFUSALS = {
    "they had refused": overruled(IGNORED, refusal()),
    "on the very day": overruled(IGNORED, refusal(sought_on="2026-10-20")),
    "a day later": overruled("complies", refusal(sought_on="2026-10-21")),
    "on no known day": overruled(IGNORED, refusal(sought_on="")),
    "they had withdrawn": overruled(IGNORED, refusal(status="withdrawn", given_on="2026-10-01", ended_on="2026-10-12")),
    "nothing was disclosed": overruled("complies", refusal(), shared=[]),
    "nothing was disclosed on this one": overruled("complies", refusal(), shared=[share(consent_id="CO#-b")]),
    "to another recipient": overruled("complies", refusal(recipient_agency_id="AG2")),
    "whoever the recipient": overruled(IGNORED, refusal(recipient_agency_id="")),
    "something else": overruled("complies", refusal(info_categories="identity")),
    "everything": overruled(IGNORED, refusal(info_categories="")),
    "on another case": overruled("complies", refusal(case_id="C#-b")),
    "a parent had refused": overruled("complies", refusal(given_as="parent_carer")),
    "somebody else had refused": overruled("complies", refusal(subject_id="X#")),
    "and agreed the day after": overruled("complies", refusal(), consent(consent_id="CO#-yes", given_on="2026-10-11")),
    "and agreed the same day": overruled(IGNORED, refusal(), consent(consent_id="CO#-yes", given_on="2026-10-10")),
    "and agreed to something else": overruled(
        IGNORED, refusal(), consent(consent_id="CO#-yes", given_on="2026-10-11", info_categories="identity")
    ),
    "and a parent agreed the day after": overruled(
        IGNORED, refusal(), consent(consent_id="CO#-yes", given_on="2026-10-11", given_as="parent_carer")
    ),
    "and agreed in this very row": overruled("complies", refusal(), given_as="self", given_on="2026-10-11"),
    "not competent": overruled("complies", refusal(), p_competence="not_competent"),
    "competent in matters of health": overruled(IGNORED, refusal(), p_competence="fraser"),
    "competent in matters of health only": overruled(
        "complies", refusal(info_categories=""), shared=[share(info_categories="identity")], p_competence="fraser"
    ),
    "of age that day": overruled("out_of_scope", refusal(), **ADULT),
    "disclosed on no known day": overruled(
        "undecided own_refusal_ignored_unknown", refusal(), shared=[share(disclosed_at="")]
    ),
    "disclosed on no known day, refused on none": overruled(
        IGNORED, refusal(sought_on=""), shared=[share(disclosed_at="")]
    ),
    "a parent's too": overruled("breach parent_over_competent_child;refusal_ignored", refusal(), **PARENT),
    "somebody was in danger": in_danger("conflict refusal_ignored", share()),
    "somebody was in danger once of two times": in_danger(
        IGNORED, share(), share(disclosure_id="DI#-b", decision_id="DE#-b")
    ),
}


def provided(expected: str, *answers: Row, document: Row | None = None, **own: str) -> Story:
    """A school's letter sent on."""
    paper = {
        "document_id": "DO#", "owner_type": "case", "owner_id": "C#", "source_kind": "agency", "source_id": "SC#",
    }  # fmt: skip
    event = {**share(document_id="DO#", consent_id="", basis="none"), **own}
    tables = {
        "disclosures": [event], "documents": [{**paper, **(document or {})}], "cases": [case()],
        "consents": [{**provider(consent_id=f"CO#-{n}"), **row} for n, row in enumerate(answers)],
    }  # fmt: skip
    return Story("CON-07", "DI#", expected, tables)


def provider(**own: str) -> Row:
    return consent(subject_id="P#", given_by_id="SC#", given_as="info_provider", **own)


SAID_NO = {"status": "refused", "given_on": "", "sought_on": "2026-10-12"}
NOT_ASKED = {"status": "not_sought", "given_on": "", "sought_on": "2026-10-12"}
UNKNOWN_SOURCE = {"source_id": ""}
PROVIDERS = {
    "the school agreed": provided("complies", {}),
    "nobody asked": provided("breach provider_not_asked"),
    "the school agreed that day": provided("complies", {"given_on": "2026-10-20"}),
    "the school agreed a day later": provided("breach provider_not_asked", {"given_on": "2026-10-21"}),
    "the school agreed on no known day": provided("complies", {"given_on": ""}),
    "somebody else agreed": provided("breach provider_not_asked", {"given_by_id": "X#"}),
    "somebody agreed, and the paper does not say who wrote it": provided(
        "complies", {"given_by_id": "X#"}, document=UNKNOWN_SOURCE
    ),
    "the school agreed, and the share is on no case": provided("breach provider_not_asked", {}, case_id=""),
    "agreed on another case": provided("breach provider_not_asked", {"case_id": "C#-b"}),
    "agreed on another case, and the paper does not say who wrote it": provided(
        "breach provider_not_asked", {"case_id": "C#-b"}, document=UNKNOWN_SOURCE
    ),
    "the client's consent is not the school's": provided("breach provider_not_asked", {"given_as": "self"}),
    "the school refused": provided("breach provider_refused", SAID_NO),
    "the school refused, and somebody was at risk": provided("complies", SAID_NO, basis="risk_to_other"),
    "the school took it back": provided("breach provider_refused", {"status": "withdrawn", "ended_on": "2026-10-15"}),
    "the school refused and then agreed": provided("complies", SAID_NO, {"given_on": "2026-10-13"}),
    "the school agreed and then refused": provided("breach provider_refused", {"given_on": "2026-10-11"}, SAID_NO),
    "the school agreed and refused on one day": provided(
        "breach provider_refused", {"given_on": "2026-10-12"}, SAID_NO
    ),
    "the school refused after the share": provided("complies", {}, {**SAID_NO, "sought_on": "2026-10-21"}),
    "not asked, and why": provided("complies", {**NOT_ASKED, "not_sought_reason": "risk_to_referrer"}),
    "not asked, and not said why": provided("breach no_reason", NOT_ASKED),
    "what the school said is not known": provided("undecided provider_answer_unknown", {"status": ""}),
    "sent on no known day": provided("undecided day_not_recorded", disclosed_at=""),
    "a paper of the client's own": provided("out_of_scope", document={"source_kind": "client"}),
    "a child's paper on the child's own case": provided(
        "out_of_scope", document={"source_kind": "child", "source_id": "P#"}
    ),
    "a kind the pack does not ask": provided("out_of_scope", document={"source_kind": "partner_or_ex"}),
    "that kind, where third-party information is listed": provided(
        "breach provider_not_asked", {"given_by_id": "X#"}, document={"source_kind": "partner_or_ex"},
        info_categories="health;third_party",
    ),
    "the client's paper, where it is listed: any provider serves": provided(
        "complies", {"given_by_id": "X#"}, document={"source_kind": "client"}, info_categories="third_party"
    ),
    "no paper and nothing listed": provided("out_of_scope", document_id=""),
    "no paper, but listed": provided("breach provider_not_asked", document_id="", info_categories="third_party"),
    "a paper that is not there": provided("out_of_scope", document_id="DO#-gone"),
    "sent inside": provided("out_of_scope", scope="internal", recipient_kind="staff_member"),
    "nobody can be told from it": provided("out_of_scope", info_categories="none_identifying"),
}  # fmt: skip

STORIES = {
    f"{theme}: {sentence}": story
    for theme, stories in {
        "informed": INFORMED, "giver": GIVERS, "refusal": REFUSALS, "provider": PROVIDERS,
    }.items()
    for sentence, story in stories.items()
}  # fmt: skip


def test_the_rules_say_what_the_definitions_say(tmp_path: Path) -> None:
    assert told(STORIES, tmp_path, pack_of("combined", **LIMITS)) == expected(STORIES)


def test_a_provider_who_agreed_on_no_case_serves_where_no_paper_says_who_it_was(tmp_path: Path) -> None:
    unknown = provided("complies", {"case_id": "", "given_by_id": "X#"}, document=UNKNOWN_SOURCE)
    later = provided("complies", document=UNKNOWN_SOURCE, disclosed_at="2026-10-06")
    earlier = provided("breach provider_not_asked", document=UNKNOWN_SOURCE, disclosed_at="2026-10-04")
    known = provided("complies", {"case_id": ""})
    stories = {"its own": unknown, "another": later, "one of before": earlier, "of the very source": known}
    assert told(stories, tmp_path, pack_of("combined", **LIMITS)) == expected(stories)


def test_a_pack_may_raise_only_some_causes(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("manchester"))
    assert said["giver: a parent's over theirs"] == "complies"
    assert said["giver: not assessed, the day of birth unknown"] == "complies"
    assert said["giver: an adult who lacks capacity"] == "breach incapable_self"
    assert said["informed: limits not discussed"] == "breach told_missing_how;told_missing_what"
    assert said["provider: nobody asked"] == "not judged"


def test_limits_may_be_asked_of_children_and_others(tmp_path: Path) -> None:
    pack = pack_of("combined", **LIMITS | {"consent__limits_needed_for": ["child", "other"]})
    said = told(STORIES, tmp_path, pack)
    assert said["informed: limits not discussed"] == "complies"
    assert said["informed: limits, and nothing shows a group"] == "breach limits_not_discussed"


def test_what_needs_an_absent_table_is_open(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined", **LIMITS), without=["disclosures"])
    assert said["giver: a parent's over theirs"] == "breach parent_over_competent_child"
    assert said["giver: a competent young person's own"] == "undecided refusal_ignored_not_testable"
    said = told(STORIES, tmp_path, pack_of("combined", **LIMITS), without=["case_people"])
    assert said["informed: limits not discussed"] == "breach limits_not_discussed"
    assert said["giver: a parent's over theirs"] == "breach parent_over_competent_child"


def test_without_concerns_an_ignored_refusal_is_not_cleared(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined", **LIMITS), without=["safeguarding_concerns"])
    assert said["refusal: they had refused"] == "breach refusal_ignored"


def test_without_papers_only_what_is_listed_shows_a_provider(tmp_path: Path) -> None:
    said = told(STORIES, tmp_path, pack_of("combined", **LIMITS), without=["documents"])
    assert said["provider: the school agreed"].startswith("undecided")
    assert "provider_not_asked_not_testable" in said["provider: no paper, but listed"]
