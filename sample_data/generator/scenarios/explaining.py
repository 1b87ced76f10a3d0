"""TRN-01 and TRN-02: what a client was told, when, and what was left out."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY
from sample_data.generator.casework import Case
from sample_data.generator.contact_log import contact
from sample_data.generator.everyday import FIRST_TOLD, THEN_TOLD
from sample_data.generator.notices import tell
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.texts_office import SPOKEN
from sample_data.generator.world import World

ALL = f"{FIRST_TOLD};{THEN_TOLD}"
# What each policy wants covered for grown-ups, and for children where it differs.
NEEDED = {
    "D": "limits when_breached",
    "H": "what_recorded where_kept how_long when_breached who_may_see reasons",
    "M": "what_shared how_shared why_shared who_may_see when_breached",
    "V": "what_shared how_shared why_shared who_may_see",
    "C": ALL.replace(";", " "),
}
FOR_CHILDREN = NEEDED | {
    "D": "what_shared how_shared why_shared",
    "H": "what_recorded where_kept how_long when_breached what_shared how_shared why_shared who_may_see reasons",
}
REASONS = {  # a reason for not explaining, and the packs that accept it
    "risk_to_child": "DHMVC", "risk_to_adult": "DMV", "risk_to_referrer": "V", "prejudice_crime": "DHMVC",
    "not_practicable": "MV",
}  # fmt: skip


def nothing_explained(world: World) -> None:
    world.breach("TRN-01", _case(world).row, "no_notice")


def explained_on_the_fifteenth_day(world: World) -> None:
    case = _case(world)
    tell(world, case, "confidentiality_explained", case.opened + 15 * DAY, ALL)
    world.breach("TRN-01", case.row, "late")


def explained_on_the_fourteenth_day(world: World) -> None:
    case = _case(world)
    tell(world, case, "privacy_statement", case.opened + 14 * DAY, ALL)
    world.near("TRN-01", case.row, "explained on the last day")


def explained_before_opening(world: World) -> None:
    """At the first visit: four weeks before serve, a day more does not."""
    for days in (28, 29):
        case = _case(world)
        tell(world, case, "confidentiality_explained", case.opened - days * DAY, ALL)
        if days == 28:
            world.near("TRN-01", case.row, "explained 28 days before the case was opened")
        else:
            world.breach("TRN-01", case.row, "no_notice")
            world.near("TRN-02", case.row, "a notice of any age counts for what was covered")


def fortnight_over_yesterday(world: World) -> None:
    world.breach("TRN-01", _case(world, world.ago(15)).row, "no_notice")
    world.near("TRN-01", _case(world, world.ago(14)).row, "the last day for it is the run date")


def not_explained_for_a_reason(world: World) -> None:
    """The same reason on the same day: which policies accept it differs from reason to reason."""
    for reason, accepted in REASONS.items():
        case = _case(world)
        tell(world, case, "confidentiality_explained", case.opened + 3 * DAY, not_given_reason=reason)
        world.breach("TRN-01", case.row, "reason_not_accepted", _others(accepted))
        world.near("TRN-01", case.row, "not explained, for a reason this policy accepts", accepted)


def programme_form_alone(world: World) -> None:
    """The programme's own form explains confidentiality for one policy and for no other."""
    case = _case(world, None, "dvpp")
    signed = case.opened + 2 * DAY
    tell(world, case, "dvpp_form", signed, "limits;when_breached", signed_on=signed)
    world.breach("TRN-01", case.row, "no_notice", "DHMVC")
    world.near("TRN-01", case.row, "the programme's form counts here", "W")


def notice_that_is_not_hers(world: World) -> None:
    case = _case(world)
    row = tell(world, case, "confidentiality_explained", case.opened + DAY, ALL)
    if world.chance(0.5):
        row["recipient_id"] = a_case(world).client["person_id"]
    else:
        row["case_id"] = a_case(world).id
    world.breach("TRN-01", case.row, "no_notice")


def day_of_the_notice_missing(world: World) -> None:
    case = _case(world)
    tell(world, case, "confidentiality_explained", "", ALL)
    world.breach("TRN-01", case.row, "no_notice")


def notice_without_a_case(world: World) -> None:
    case = _case(world)
    tell(world, case, "confidentiality_explained", case.opened, ALL)["case_id"] = ""
    world.near("TRN-01", case.row, "the notice names her, though no case")


def opening_day_missing(world: World) -> None:
    """A man on the programme: nothing explained, no form, no session, and no day to count from."""
    case = _case(world, None, "dvpp")
    _spoken_to_lately(world, case)
    case.row["opened_on"] = ""
    world.undecided("TRN-01", case.row)
    world.undecided("TRN-03", case.row)


def first_half_alone(world: World) -> None:
    """The same leaflet is enough for one policy and leaves something out for each of the others."""
    case = _case(world)
    tell(world, case, "confidentiality_explained", case.opened + DAY, FIRST_TOLD)
    _missing(world, case, FIRST_TOLD)


def points_not_noted(world: World) -> None:
    case = _case(world)
    tell(world, case, "confidentiality_explained", case.opened + DAY)
    _missing(world, case, "")


def one_point_left_out(world: World) -> None:
    for left_out in ALL.split(";"):
        case = _case(world, None, *world.pick((("iss",), ("other",), ("family_support",), ("childrens",))))
        told = ";".join(point for point in ALL.split(";") if point != left_out)
        tell(world, case, "confidentiality_explained", case.opened + DAY, told)
        _missing(world, case, told)


def rest_explained_a_year_later(world: World) -> None:
    case = _case(world)
    tell(world, case, "confidentiality_explained", case.opened, FIRST_TOLD)
    tell(world, case, "privacy_statement", world.ago(3), THEN_TOLD)
    world.near("TRN-02", case.row, "the points left out came in a later notice")


def _case(world: World, opened: dt.date | None = None, *services: str) -> Case:
    """An open case with no notice at all, opened nine months ago unless told otherwise."""
    days = (world.as_of - opened).days if opened else world.rng.randint(200, 300)
    case = a_case(world, *(services or ("iss", "refuge", "family_support", "other")), days=days)
    case.row["opened_on"] = opened or case.opened
    world.leave_out("notices", case.row)
    if case.group == "child":
        tell(world, case, "encouraged_to_tell_parents", case.opened)
    return case


def _missing(world: World, case: Case, told: str) -> None:
    """State what each policy misses, and where nothing is missing."""
    for pack, needed in (FOR_CHILDREN if case.group == "child" else NEEDED).items():
        missing = [f"missing_{point}" for point in needed.split() if point not in told.split(";")]
        if missing:
            world.breach("TRN-02", case.row, ";".join(missing), pack)
        else:
            world.near("TRN-02", case.row, "what was left out is not asked for here", pack)


def _others(packs: str) -> str:
    return "".join(letter for letter in "DWHMVC" if letter not in packs)


def _spoken_to_lately(world: World, case: Case) -> None:
    contact(world, case, world.ago(20), "phone", str(world.pick(SPOKEN)))


STORIES = (
    (nothing_explained, 3), (explained_on_the_fifteenth_day, 2), (explained_on_the_fourteenth_day, 1),
    (explained_before_opening, 1), (fortnight_over_yesterday, 1), (not_explained_for_a_reason, 1),
    (programme_form_alone, 1), (notice_that_is_not_hers, 2), (day_of_the_notice_missing, 1),
    (notice_without_a_case, 1), (opening_day_missing, 1), (first_half_alone, 2), (points_not_noted, 1),
    (one_point_left_out, 1), (rest_explained_a_year_later, 1),
)  # fmt: skip
