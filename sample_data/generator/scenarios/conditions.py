"""CON-02: shared outside the terms of the consent, with the answer to question four as wrong as the share, or not."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.scenarios.ground import a_case, relative
from sample_data.generator.sharing import TOLD, Share, with_consent
from sample_data.generator.world import World


def refused(world: World) -> None:
    share, day = _share(world)
    status = str(world.pick(("refused", "refused", "not_sought")))
    reason = "not_appropriate" if status == "not_sought" else ""
    share.consent.update(status=status, given_on="", sought_on=day - DAY, ended_on="", not_sought_reason=reason)
    world.breach("CON-02", share.disclosure, "refused;undated", "WC")
    _broken(world, share, "refused", "DHMV")


def given_the_day_after(world: World) -> None:
    share, day = _share(world)
    share.consent.update(given_on=day + world.pick((1, 1, 9)) * DAY, ended_on="")
    _broken(world, share, "not_yet_given")


def ran_out_the_day_before(world: World) -> None:
    share, day = _share(world)
    share.consent.update(given_on=day - 30 * DAY, ended_on=day - world.pick((1, 1, 14)) * DAY)
    _broken(world, share, "ended")


def withdrawn_that_day(world: World) -> None:
    share, day = _share(world)
    share.consent.update(status="withdrawn", given_on=day - 30 * DAY, ended_on=day)
    _broken(world, share, "ended")


def withdrawn_no_day_written(world: World) -> None:
    share, day = _share(world)
    share.consent.update(status="withdrawn", given_on=day - 30 * DAY, ended_on="")
    _broken(world, share, "ended")


def refused_since(world: World) -> None:
    share, day = _share(world, "iss", "refuge", "family_support", "other")
    given = day - 20 * DAY
    share.consent.update(given_on=given, ended_on="")
    _refusal(world, share, world.pick((given, day, day - 5 * DAY)))
    _broken(world, share, "superseded")


def someone_elses_consent(world: World) -> None:
    share, _ = _share(world, "iss", "family_support")
    if world.chance(0.5):
        share.consent["given_as"] = "info_provider"
    else:
        share.consent["subject_id"] = relative(world, share.case)["person_id"]
    _broken(world, share, "other_person")


def to_another_agency(world: World) -> None:
    share, _ = _share(world)
    share.consent["recipient_agency_id"] = agency_of(world, "voluntary", 1)["agency_id"]
    _broken(world, share, "other_recipient")


def more_than_she_agreed(world: World) -> None:
    share, _ = _share(world)
    share.disclosure["info_categories"] += ";offending"
    share.disclosure["what_shared"] += ", and an old conviction"
    _broken(world, share, "other_category")


def what_was_shared_not_coded(world: World) -> None:
    share, _ = _share(world)
    share.disclosure["info_categories"] = ""
    _broken(world, share, "other_category")
    world.undecided("CON-04", share.disclosure)
    world.undecided("DIS-05", share.disclosure)


def the_one_thing_she_ruled_out(world: World) -> None:
    share, _ = _share(world)
    if world.chance(0.5):
        share.consent["excluded_categories"] = share.disclosure["info_categories"].split(";")[-1]
        _broken(world, share, "excluded;other_category")
    else:
        kind, agency = share.disclosure["recipient_kind"], share.disclosure["recipient_agency_id"]
        share.consent["excluded_recipients"] = f"{world.pick((kind, agency))};her sister"
        _broken(world, share, "excluded;other_recipient")


def day_of_consent_missing(world: World) -> None:
    """Four policies do not ask for a dated consent, but an undated one covers nothing."""
    share, day = _share(world)
    share.consent.update(given_on="", sought_on=day - 3 * DAY)
    world.breach("CON-02", share.disclosure, "undated", "WC")
    world.near("CON-02", share.disclosure, "this policy asks for no date", "DHMV")
    world.breach("RAT-05", share.decision, "q4_contradicted", "MC")


def form_names_nobody(world: World) -> None:
    """A form for anyone: four policies take it at its word, two say it covers nobody."""
    share, _ = _share(world)
    share.consent.update(recipient_agency_id="", recipient_named="", form="written", document_id=_form(share))
    world.breach("CON-02", share.disclosure, "no_named_recipient;other_recipient", "WC")
    world.breach("RAT-05", share.decision, "q4_contradicted", "C")
    world.near("CON-02", share.disclosure, "a blank recipient means anyone here", "DHMV")


def said_yes_to_nothing_in_particular(world: World) -> None:
    share, _ = _share(world)
    share.consent["info_categories"] = ""
    world.breach("CON-02", share.disclosure, "other_category", "WC")
    world.breach("RAT-05", share.decision, "q4_contradicted", "C")
    world.near("CON-02", share.disclosure, "a blank list means anything here", "DHMV")


def word_of_mouth_to_the_surgery(world: World) -> None:
    """The women's services chose health and court reports as the cases for a written form."""
    share = with_consent(world, a_case(world), kind="health")
    if world.chance(0.5):
        share.consent.update(form="verbal", document_id="")
    else:
        share.consent["document_id"] = world.pick(("", world.new_id("DOC")))
    world.breach("CON-02", share.disclosure, "not_written", "WC")
    world.near("CON-02", share.disclosure, "this policy asks for no form", "DHMV")


def day_of_sharing_missing(world: World) -> None:
    share, _ = _share(world, "iss", "refuge")
    share.decision.update(q4_consent="no", q5_other_reason="yes")
    share.disclosure.update(disclosed_at="", client_requested="yes", historical_explained="yes")
    world.undecided("CON-02", share.disclosure)
    world.undecided("RAT-02", share.disclosure)
    world.undecided("DIS-03", share.disclosure)


def given_that_day(world: World) -> None:
    share, day = _share(world)
    share.consent.update(given_on=day, sought_on=day)
    world.near("CON-02", share.disclosure, "consent given the same day")


def last_day_of_consent(world: World) -> None:
    share, day = _share(world)
    share.consent.update(given_on=day - 30 * DAY, ended_on=day)
    world.near("CON-02", share.disclosure, "the last day of the consent")


def withdrawn_the_day_after(world: World) -> None:
    share, day = _share(world)
    share.consent.update(status="withdrawn", given_on=day - 30 * DAY, ended_on=day + DAY)
    world.near("CON-02", share.disclosure, "withdrawn the day after")


def refused_first_then_agreed(world: World) -> None:
    share, day = _share(world)
    share.consent.update(given_on=day - 4 * DAY, sought_on=day - 4 * DAY)
    _refusal(world, share, day - 5 * DAY)
    world.near("CON-02", share.disclosure, "refused first, agreed the day after")


def refused_afterwards(world: World) -> None:
    share, day = _share(world)
    _refusal(world, share, day + DAY)
    world.near("CON-02", share.disclosure, "refused the day after it went")


def refused_for_another_agency(world: World) -> None:
    share, day = _share(world)
    _refusal(world, share, day)["recipient_agency_id"] = agency_of(world, "voluntary", 1)["agency_id"]
    world.near("CON-02", share.disclosure, "the refusal was about another agency")


def whole_file_agreed(world: World) -> None:
    share, _ = _share(world)
    share.consent["info_categories"] = "whole_file"
    world.near("CON-02", share.disclosure, "consent for the whole file covers its parts")


def written_and_filed(world: World) -> None:
    share = with_consent(world, a_case(world), kind="health")
    world.near("CON-02", share.disclosure, "a written form on file, to the surgery")


def ruled_out_something_else(world: World) -> None:
    share, _ = _share(world)
    share.consent.update(excluded_categories="offending", excluded_recipients="probation;her sister")
    world.near("CON-02", share.disclosure, "what she ruled out was not shared")


def _share(world: World, *services: str) -> tuple[Share, object]:
    """A share by consent to housing, long enough after opening for the consent to be a month old."""
    case = a_case(world, *(services or ("iss", "iss", "refuge", "youth", "family_support", "other")), days=400)
    share = with_consent(world, case, working_day(world.ago(world.rng.randint(15, 340))), kind="housing")
    return share, share.disclosure["disclosed_at"].date()


def _form(share: Share) -> str:
    return share.consent["document_id"] or share.decision["file_note_id"]


def _broken(world: World, share: Share, cause: str, packs: str = "") -> None:
    """State the breach; in one of three the worker also answered that there was consent."""
    world.breach("CON-02", share.disclosure, cause, packs)
    if world.chance(0.35):
        world.breach("RAT-05", share.decision, "q4_contradicted", "MC")
    else:
        share.decision.update(q4_consent="no", q5_other_reason="yes")


def _refusal(world: World, share: Share, day: object) -> dict:
    values = {name: share.consent[name] for name in ("case_id", "subject_id", "given_by_id", "given_as")}
    agency = share.consent["recipient_agency_id"]
    return world.add("consents", status="refused", sought_on=day, recipient_agency_id=agency, told=TOLD, **values)


STORIES = (
    (refused, 3), (given_the_day_after, 2), (ran_out_the_day_before, 2), (withdrawn_that_day, 2),
    (withdrawn_no_day_written, 1), (refused_since, 2), (someone_elses_consent, 2), (to_another_agency, 2),
    (more_than_she_agreed, 3), (what_was_shared_not_coded, 1), (the_one_thing_she_ruled_out, 3),
    (day_of_consent_missing, 2), (form_names_nobody, 2), (said_yes_to_nothing_in_particular, 1),
    (word_of_mouth_to_the_surgery, 3), (day_of_sharing_missing, 1), (given_that_day, 1), (last_day_of_consent, 1),
    (withdrawn_the_day_after, 1), (refused_first_then_agreed, 1), (refused_afterwards, 1),
    (refused_for_another_agency, 1), (whole_file_agreed, 1), (written_and_filed, 2), (ruled_out_something_else, 1),
)  # fmt: skip
