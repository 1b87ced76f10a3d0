"""SCN-01 and SCN-02: no current safe contact, and messages by a route that is not safe."""

from __future__ import annotations

import datetime as dt

from sample_data.generator.calendar import DAY, at
from sample_data.generator.casework import Case
from sample_data.generator.contact_log import contact, safe_contact
from sample_data.generator.papers import client_paper
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.texts_office import LEFT, MAILED, POSTED, SENT, SPOKEN
from sample_data.generator.world import World

ROUTES = {"voicemail": LEFT, "text": SENT, "email": MAILED, "post": POSTED}
WOMEN, ANYONE = "DMC", "MC"  # one policy speaks of safe contact for victims, the others for every client


def no_safe_way_known(world: World) -> None:
    world.breach("SCN-01", _case(world).row, "none_live")


def safe_way_that_is_none(world: World) -> None:
    """Ended, ending on the run date, no detail, no day, or noted under another case."""
    for broken in ("ended", "ends", "detail", "day", "case"):
        case = _case(world)
        row = safe_contact(world, case, world.ago(30))
        row["ended_on"] = {"ended": world.ago(1), "ends": world.as_of}.get(broken, "")
        if broken == "detail":
            row["detail"] = world.pick(("", "n/a"))
        if broken == "day":
            row["confirmed_on"] = ""
        if broken == "case":
            row["case_id"] = a_case(world, "family_support").id
        world.breach("SCN-01", case.row, "none_live")


def a_week_over_yesterday(world: World) -> None:
    world.breach("SCN-01", _case(world, world.ago(8)).row, "none_live")
    world.near("SCN-01", _case(world, world.ago(7)).row, "the last day for it is the run date")


def not_gone_over_again(world: World) -> None:
    for days in (91, 90):
        case = _case(world)
        safe_contact(world, case, world.ago(days))
        if days == 91:
            world.breach("SCN-01", case.row, "not_confirmed")
        else:
            world.near("SCN-01", case.row, "confirmed exactly 90 days ago")


def next_contact_not_agreed(world: World) -> None:
    case = _case(world)
    safe_contact(world, case, world.ago(12), next_contact_agreed=world.pick(("", "tbc")))
    world.breach("SCN-01", case.row, "no_next_contact")


def old_and_nothing_agreed(world: World) -> None:
    case = _case(world)
    for days in (200, 120):
        safe_contact(world, case, world.ago(days), next_contact_agreed="")
    world.breach("SCN-01", case.row, "no_next_contact;not_confirmed")


def two_rows_between_them(world: World) -> None:
    case = _case(world)
    safe_contact(world, case, world.ago(200))
    safe_contact(world, case, world.ago(5), next_contact_agreed="")
    world.near("SCN-01", case.row, "one row is recent, the other has the next contact")


def ends_next_week(world: World) -> None:
    case = _case(world)
    safe_contact(world, case, world.ago(5), ended_on=world.as_of + 7 * DAY)
    world.near("SCN-01", case.row, "the safe contact ends after the run date")


def opening_day_missing(world: World) -> None:
    case = _case(world)
    world.leave_out("notices", case.row)
    contact(world, case, world.ago(20), "phone", str(world.pick(SPOKEN)))
    case.row["opened_on"] = ""
    world.undecided("SCN-01", case.row)
    world.undecided("TRN-01", case.row)


def route_she_had_ruled_out(world: World) -> None:
    for method in ROUTES:
        case = _case(world)
        _only(world, case, "")
        world.breach("SCN-02", _out(world, case, method), "route_not_allowed", WOMEN)


def route_a_man_had_ruled_out(world: World) -> None:
    """The same message to a client who is no victim is a breach for two policies of three."""
    case = a_case(world, "dvpp", "family_support", days=240)
    world.leave_out("safe_contacts", case.row)
    _only(world, case, "post_ok" if world.chance(0.5) else "")
    row = _out(world, case, str(world.pick(("voicemail", "text", "email"))))
    world.breach("SCN-02", row, "route_not_allowed", ANYONE)
    world.near("SCN-02", row, "this policy speaks of victims alone", "D")


def by_fax(world: World) -> None:
    """Never safe, whether or not a safe contact is there."""
    case = _case(world)
    _only(world, case, "voicemail_ok text_ok email_ok post_ok")
    world.breach("SCN-02", _out(world, case, "fax"), "route_not_allowed", WOMEN)
    case = a_case(world, "family_support", days=240)
    world.leave_out("safe_contacts", case.row)
    world.breach("SCN-02", _out(world, case, "fax"), "route_not_allowed", ANYONE)


def ok_left_blank(world: World) -> None:
    case = _case(world)
    _only(world, case, "")["text_ok"] = ""
    world.breach("SCN-02", _out(world, case, "text"), "route_not_allowed", WOMEN)


def named_contact_not_live(world: World) -> None:
    """Ended that day, somebody else's, or not there, though another row would allow it."""
    for broken in ("ended", "other", "nowhere"):
        case = _case(world)
        _only(world, case, "text_ok")
        row = _out(world, case, "text")
        ended = safe_contact(world, case, case.opened, text_ok="yes", ended_on=row["started_at"].date())
        if broken == "other":
            ended.update(person_id=a_case(world, "other").client["person_id"], ended_on="")
        row["safe_contact_id"] = world.new_id("SC") if broken == "nowhere" else ended["safe_contact_id"]
        world.breach("SCN-02", row, "ended_contact", WOMEN)


def named_contact_does_not_allow_it(world: World) -> None:
    case = _case(world)
    _only(world, case, "text_ok")
    other = _only(world, case, "voicemail_ok")
    row = _out(world, case, "text")
    row["safe_contact_id"] = other["safe_contact_id"]
    world.breach("SCN-02", row, "route_not_allowed", WOMEN)


def before_any_safe_way_was_known(world: World) -> None:
    case = _case(world)
    day = case.opened + DAY
    safe_contact(world, case, day + DAY)
    safe_contact(world, case, world.ago(8))
    world.undecided("SCN-02", _out(world, case, "text", day), "no_safe_contact", WOMEN)
    other = a_case(world, "other", days=240)
    world.leave_out("safe_contacts", other.row)
    world.near("SCN-02", _out(world, other, "text"), "no safe contact is asked for from this client", ANYONE)


def to_whom_or_when_missing(world: World) -> None:
    for column in ("person_id", "started_at"):
        case = _case(world)
        _only(world, case, "text_ok")
        row = _out(world, case, "text")
        row[column] = ""
        world.undecided("SCN-02", row, "", WOMEN)


def first_and_last_day_of_a_safe_contact(world: World) -> None:
    case = _case(world)
    first = world.ago(100)
    safe_contact(world, case, first, text_ok="yes", ended_on=first + 30 * DAY)
    safe_contact(world, case, first + 30 * DAY, text_ok="no")
    safe_contact(world, case, world.ago(20), text_ok="no")
    world.near("SCN-02", _out(world, case, "text", first), "the day the safe contact was confirmed", WOMEN)
    world.near("SCN-02", _out(world, case, "text", first + 29 * DAY), "the last day of the safe contact", WOMEN)
    world.breach("SCN-02", _out(world, case, "text", first + 30 * DAY), "route_not_allowed", WOMEN)


def one_of_two_rows_allows_it(world: World) -> None:
    case = _case(world)
    _only(world, case, "text_ok")
    _only(world, case, "")
    world.near("SCN-02", _out(world, case, "text"), "one of two live rows allows it", WOMEN)


def came_in_or_went_to_somebody_else(world: World) -> None:
    case = _case(world)
    _only(world, case, "")
    row = _out(world, case, "text")
    row["direction"] = "in"
    world.near("SCN-02", row, "her own message", WOMEN)
    row = _out(world, case, "email")
    row["person_id"] = a_case(world, "other").client["person_id"]
    world.near("SCN-02", row, "not to the client of the case", WOMEN)


def _case(world: World, opened: dt.date | None = None) -> Case:
    case = a_case(world, "iss", "refuge", days=(world.as_of - opened).days if opened else 260)
    case.row["opened_on"] = opened or case.opened
    world.leave_out("safe_contacts", case.row)
    return case


def _only(world: World, case: Case, allowed: str) -> dict:
    """A live safe contact that allows these routes and no other, confirmed on opening and again lately."""
    routes = {f"{name}_ok": "yes" if f"{name}_ok" in allowed.split() else "no" for name in ROUTES}
    row = safe_contact(world, case, case.opened, method="phone", detail="07700 900512", **routes)
    safe_contact(world, case, world.ago(3), method="phone", detail="07700 900512", **routes)
    return row


def _out(world: World, case: Case, method: str, day: dt.date | None = None) -> dict:
    """A message to the client by that method, some weeks ago."""
    day = day or world.ago(world.rng.randint(20, 200))
    row = contact(world, case, day, method, str(world.pick(ROUTES.get(method, MAILED))))
    row["started_at"] = at(day, "11:30")
    if method in ("post", "fax"):
        row["document_id"] = client_paper(world, case, day, "letter_out")["document_id"]
    return row


STORIES = (
    (no_safe_way_known, 4), (safe_way_that_is_none, 1), (a_week_over_yesterday, 1), (not_gone_over_again, 1),
    (next_contact_not_agreed, 2), (old_and_nothing_agreed, 1), (two_rows_between_them, 1), (ends_next_week, 1),
    (opening_day_missing, 1), (route_she_had_ruled_out, 1), (route_a_man_had_ruled_out, 2), (by_fax, 1),
    (ok_left_blank, 1), (named_contact_not_live, 1), (named_contact_does_not_allow_it, 1),
    (before_any_safe_way_was_known, 1), (to_whom_or_when_missing, 1), (first_and_last_day_of_a_safe_contact, 1),
    (one_of_two_rows_allows_it, 1), (came_in_or_went_to_somebody_else, 1),
)  # fmt: skip
