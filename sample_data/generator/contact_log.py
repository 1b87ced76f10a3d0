"""Safe contacts and the contact log: nothing goes out by a route the client has not called safe."""

from __future__ import annotations

import datetime as dt

from sample_data.generator import texts_office as office
from sample_data.generator.calendar import DAY, at, working_day
from sample_data.generator.casework import Case
from sample_data.generator.papers import client_paper
from sample_data.generator.world import World

IN_PERSON = ("face_to_face", "face_to_face", "meeting", "home_visit", "interview")
OUT = {"voicemail": office.LEFT, "text": office.SENT, "email": office.MAILED, "post": office.POSTED}


def build(world: World, case: Case, first: dt.date, last: dt.date) -> None:
    """A safe contact for whoever needs one, then some contacts, for an open case one of them in the last weeks."""
    live = case.row["status"] == "open"
    safe = _safe(world, case, first) if world.has("safe_contacts", case.row) else None
    if not world.has("contacts", case.row):
        return
    for _ in range(world.rng.randint(2, 5) if live else world.rng.randint(1, 2)):
        day = max(first, working_day(first + world.rng.randint(0, (last - first).days) * DAY))
        _contact(world, case, day, safe)
    if live:
        _contact(world, case, max(first, working_day(last - world.rng.randint(1, 38) * DAY)), safe)
    partner = case.person("partner", "ex_partner")
    if case.row["client_group"] == "man_dvpp" and partner and world.chance(0.5):
        day = max(first, working_day(first + world.rng.randint(0, (last - first).days) * DAY))
        contact(world, case, day, "phone", str(world.pick(office.TO_PARTNER)), person_id=partner["person_id"])


def _safe(world: World, case: Case, first: dt.date) -> dict | None:
    """Agreed in the first days; for an open case gone over again within the last three months."""
    if case.row["client_group"] != "adult_victim" and not world.chance(0.25):
        return None
    agreed = min(first + world.rng.randint(0, 4) * DAY, world.as_of)
    row = safe_contact(world, case, agreed)
    if case.row["status"] == "open" and agreed < world.ago(85):
        again = world.ago(world.rng.randint(2, 80))
        renewed = safe_contact(world, case, again)
        for name in ("method", "detail", "voicemail_ok", "text_ok", "email_ok", "post_ok"):
            renewed[name] = row[name]
        row["ended_on"] = again if world.chance(0.5) else ""
    return row


def safe_contact(world: World, case: Case, day: dt.date | str, **more: object) -> dict:
    """A safe way to reach the client, with the next contact agreed."""
    method = str(world.pick(("phone", "phone", "phone", "text", "email", "via_agency", "in_person_only")))
    number = f"07700 900{world.rng.randint(100, 999)}"
    detail = {"email": f"safe.{world.rng.randint(100, 999)}@example.org", "via_agency": "Through the school office"}
    values = {
        "method": method,
        "detail": detail.get(method, "Meet at the centre only" if method == "in_person_only" else number),
        "voicemail_ok": "yes" if method == "phone" and world.chance(0.4) else "no",
        "text_ok": "yes" if method in ("phone", "text") and world.chance(0.7) else "no",
        "email_ok": "yes" if method == "email" else "no",
        "post_ok": "yes" if method != "in_person_only" and world.chance(0.3) else "no",
        "next_contact_agreed": world.pick(office.NEXT_CONTACT),
    } | more
    return world.add("safe_contacts", person_id=case.row["person_id"], case_id=case.id, confirmed_on=day, **values)


def _contact(world: World, case: Case, day: dt.date, safe: dict | None) -> None:
    """One contact: by a route the client agreed to, or spoken, or in person."""
    allowed = []
    if safe and safe["confirmed_on"] <= day and (not safe["ended_on"] or day < safe["ended_on"]):
        allowed = [name for name in OUT if safe[f"{name}_ok"] == "yes"]
    if allowed and world.chance(0.4):
        method = str(world.pick(allowed))
        row = contact(world, case, day, method, str(world.pick(OUT[method])))
        row["safe_contact_id"] = safe["safe_contact_id"] if safe and world.chance(0.6) else ""
        if method == "post":
            row["document_id"] = client_paper(world, case, day, "letter_out")["document_id"]
    elif world.chance(0.2):
        method = str(world.pick(("phone", "phone", "face_to_face", "text")))
        contact(world, case, day, method, str(world.pick(office.CAME_IN)), direction="in")
    elif world.chance(0.5):
        contact(world, case, day, "phone", str(world.pick(office.SPOKEN)))
    else:
        place = world.pick(("private_room", "private_room", "home", "public_place"))
        contact(world, case, day, str(world.pick(IN_PERSON)), str(world.pick(office.MET)), place=place)


def contact(world: World, case: Case, day: dt.date, method: str, summary: str, **more: object) -> dict:
    """An entry in the contact log, outward unless told otherwise."""
    started = at(day, f"{world.rng.randint(9, 17):02d}:{world.rng.randint(0, 59):02d}")
    values = {"direction": "out", "person_id": case.row["person_id"], "worker_id": case.row["lead_worker_id"]} | more
    return world.add("contacts", case_id=case.id, started_at=started, method=method, summary=summary, **values)
