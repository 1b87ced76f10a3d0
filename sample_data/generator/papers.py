"""Papers on a case file. Client-section papers are about the client alone and name nobody else."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sample_data.generator.calendar import DAY, working_day
from sample_data.generator.texts import DAYS
from sample_data.generator.world import World

if TYPE_CHECKING:
    from sample_data.generator.casework import Case

NOTES = (
    "{name} came to the {day} session and talked about sleeping better since the locks were changed.",
    "Phone call with {name}. Agreed to meet at the library, as home is not private this week.",
    "Home visit. Safety plan gone through with {name}; no changes wanted.",
    "{name} did not attend. Text sent to the safe number 07700 900{three} as agreed, no detail left.",
    "Review of goals with {name}: benefits sorted, school run still difficult, next step is counselling.",
    "Short check-in. Feeling low after the hearing was put off. Agreed to speak again on {day}.",
    "Worked through the feelings wheel together. Asked for the same room next time.",
    "Voicemail left on 01632 960{three} with first name only, as agreed at intake.",
    "{name} asked for help with a form and we filled it in together. Copy given.",
    "Attended the drop-in, stayed for an hour, no new worries raised.",
    "Meeting moved to {day} at {name}'s request.",
    "Talked about the coming weekend and who to ring. Card with out-of-hours number handed over.",
    "{name} brought photographs of the damage to the door; copies are with the police reference.",
    "Talked through the housing forms. Tired but determined. Next visit on {day} at eleven.",
    "Video call with {name}. Connection poor, so kept short and agreed to try again on {day}.",
    "Group session four: stayed in for the whole of it, said little, asked for the handout.",
    "{name} said the new school place has come through and seemed lighter for it.",
    "Checked the code word still works. Number for the night line written on the back of the card.",
    "No answer at the agreed time. Did not ring again, as agreed.",
    "Went together to the first appointment and waited outside.",
)
LETTERS = (
    "Dear {name}, your next appointment is on {day} at 10:30. Please ring 01632 960{three} if you need to change it.",
    "Dear {name}, this is to confirm what we agreed at your review. Please tell us if we have anything wrong.",
    "Dear {name}, enclosed is the leaflet we spoke about. You can write to hello@northmoor-harbour.example.org.",
)
PLANS = (
    "Safety plan for {name}: safe times, code word, bag kept elsewhere, spare key with a friend.",
    "Updated safety plan. {name} will use the side entrance and keep the phone charged overnight.",
)
RISK = (
    "Risk checklist gone through with {name}. Score recorded on the sheet, high for isolation and for stalking.",
    "Assessment of current risk after the latest incident. Level raised, manager informed.",
)
REPORTS = (
    "Report on attendance and on what {name} has worked on, dates checked against the register.",
    "Report for the hearing: contact with the service, current safety measures, and what {name} asks for.",
    "Progress report: sessions attended, goals met and goals still open.",
)
FORMS = (
    "Form signed after the limits of confidentiality were explained.",
    "Consent form, points read aloud and ticked.",
)
OUTSIDE = {
    "agency": (
        "Minutes of the meeting held at our office. Copies to duty@records.example.org only.",
        "Letter from the surgery about appointments and medication.",
        "Report for the conference, sent by the social worker with three appendices.",
    ),
    "family": (
        "Letter from an aunt setting out her worries about the weekends.",
        "Note of a call from grandmother, who asked that nobody is told she rang.",
    ),
    "partner_or_ex": (
        "E-mail from the former partner giving his account of the handover.",
        "Statement handed in by the partner's solicitor.",
    ),
    "child": ("Drawing and words given by the daughter at the play session.", "What the son said about bedtime."),
    "other_client": ("Account given by another resident of what was heard through the wall.",),
}
DECISION_NOTES = (
    "Decision talked through with {name} on {day} and written up the same afternoon.",
    "Note for the file: what may be passed on, to whom, and what stays here.",
    "Reasons set out, manager's initials on the paper copy, review date in the diary.",
    "Spoke to the duty manager, decided, told {name} what happens next.",
    "Options considered were to wait, to say less, or to go ahead. Choice and reasons above.",
    "Decision recorded. Questions worked through in order and answers kept with the form.",
    "Note of the decision taken on {day}, with who was spoken to and what was agreed.",
    "File note: decision, reasons and next review recorded the same day.",
    "Record of what was decided and why. Form filed behind this note.",
)


def first_papers(world: World, case: Case) -> None:
    """One to three papers that comply: notes, letters, plans, and now and then something from outside."""
    last = case.row["closed_on"] or world.as_of
    for _ in range(world.pick((1, 1, 2, 2, 3))):
        day = case.opened + world.rng.randint(0, max((last - case.opened).days, 0)) * DAY
        day = max(case.opened, working_day(day))
        if world.chance(0.22):
            from_outside(world, case, day, str(world.pick(("agency", "agency", "family", "partner_or_ex"))))
        else:
            client_paper(world, case, day)


def client_paper(world: World, case: Case, day: dt.date, doc_type: str = "", text: str = "", **more: object) -> dict:
    """A paper of the worker's or the client's own in the client section."""
    kinds = {"case_note": NOTES, "letter_out": LETTERS, "safety_plan": PLANS, "risk_assessment": RISK}
    kinds |= {"consent_form": FORMS, "report": REPORTS}
    doc_type = doc_type or str(world.pick(("case_note",) * 6 + ("letter_out", "safety_plan", "risk_assessment")))
    values = {
        "source_kind": "client" if doc_type == "consent_form" else "worker",
        "section": "client",
        "about_person_ids": case.client["person_id"],
        "content_nature": "mixed" if doc_type in ("risk_assessment", "report") else "fact",
    } | more
    return _paper(world, case, day, doc_type, text or worded(world, case, str(world.pick(kinds[doc_type]))), values)


def from_outside(world: World, case: Case, day: dt.date, source: str, text: str = "", **more: object) -> dict:
    """A paper whose source is a third party, filed apart from the client's own papers."""
    doc_type = {"agency": ("letter_in", "report"), "family": ("letter_in",)}.get(source, ("statement", "letter_in"))
    about = [case.client["person_id"]]
    about += [row["person_id"] for name, rows in case.people.items() if name != "client" for row in rows[:1]]
    values = {
        "source_kind": source,
        "section": world.pick(("third_party", "third_party", "restricted")),
        "about_person_ids": ";".join(about),
        "source_id": _source_id(world, case, source),
        "content_nature": "mixed" if source != "agency" else "fact",
    } | more
    return _paper(world, case, day, str(world.pick(doc_type)), text or str(world.pick(OUTSIDE[source])), values)


def _source_id(world: World, case: Case, source: str) -> str:
    if source == "agency":
        return str(world.pick(world.agencies[:10])["agency_id"])
    relations = {"family": ("other_family",), "partner_or_ex": ("ex_partner", "partner"), "child": ("child",)}
    person = case.person(*relations.get(source, ("other_client",)))
    return person["person_id"] if person else ""


def _paper(world: World, case: Case, day: dt.date, doc_type: str, text: str, values: dict) -> dict:
    if values["content_nature"] in ("mixed", "opinion"):
        basis = world.pick(("What was seen and said", "Checklist score and worker's judgement"))
        values = {"opinion_marked": "yes", "opinion_basis": basis} | values
    place = {"owner_id": case.id, "storage_location_id": a_place(world), "filed_on": day}
    return world.add("documents", owner_type="case", doc_type=doc_type, created_on=day, text=text, **(place | values))


def a_place(world: World) -> str:
    """Where a live file lies: mostly the case system, else one of the cabinets."""
    return world.places[str(world.pick(("case_system", "case_system", "cabinet_1", "cabinet_2")))]


def worded(world: World, case: Case, text: str) -> str:
    """Fill the blanks of a text with the client's name, a weekday and a reserved telephone ending."""
    three = f"{world.rng.randint(100, 999)}"
    return text.format(name=case.client["full_name"], day=world.pick(DAYS), three=three)
