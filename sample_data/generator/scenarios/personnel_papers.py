"""DIS-11: a personnel paper, or what an applicant wrote, left the organisation without that person's word."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.calendar import DAY
from sample_data.generator.organisation import agency as agency_of
from sample_data.generator.personnel import office_paper
from sample_data.generator.registers import applicant
from sample_data.generator.scenarios.footing import some_day
from sample_data.generator.scenarios.staff_details import former, unasked
from sample_data.generator.sharing import TOLD
from sample_data.generator.world import World


def interview_record_sent(world: World) -> None:
    """The dates were hers to give and she gave them; the paper sent with them she had not agreed to."""
    row = _with_paper(world, "interview_record")
    row.update(info_categories="job_application", what_shared="The panel's notes of her interview")
    world.breach("DIS-11", row, "no_authorisation")
    world.breach("CON-02", row, "other_category")


def certificate_sent_unasked(world: World) -> None:
    """Health is protected for staff in one policy and in the stack; the paper itself in the women's and the stack."""
    worker, day = former(world, "unasked"), some_day(world)
    row = unasked(world, worker, day)
    paper = office_paper(world, "staff", worker["staff_id"], "medical_certificate", day - 400 * DAY)
    paper.update(filed_on=paper["created_on"], payroll_actioned_on=paper["created_on"])
    row.update(document_id=paper["document_id"], info_categories="health", what_shared="Her certificate of that spring")
    world.breach("DIS-11", row, "no_authorisation")
    world.breach("AUT-05", row, "no_consent_or_right", "HC")


def certificate_of_a_colleague(world: World) -> None:
    row = _with_paper(world, "medical_certificate", owner=former(world, "unasked")["staff_id"])
    world.breach("DIS-11", row, "owner_differs")


def paper_she_agreed_to(world: World) -> None:
    row = _with_paper(world, "application_form")
    world.near("DIS-11", row, "she agreed, and it is her own paper")


def contract_is_no_such_paper(world: World) -> None:
    row = _with_paper(world, "contract", of="unasked")
    _take_consent_away(world, row)
    world.near("DIS-11", row, "a contract is not one of the papers named")
    world.breach("AUT-05", row, "no_consent_or_right")


def form_of_an_applicant_sent(world: World) -> None:
    row = _about_applicant(world)
    world.breach("DIS-11", row, "no_authorisation")


def applicants_form_as_agreed(world: World) -> None:
    row = _about_applicant(world)
    person, day = row["subject_id"], row["disclosed_at"].date()
    consent = world.add(
        "consents",
        subject_id=person,
        given_by_id=person,
        given_as="self",
        status="given",
        form="written",
        sought_on=day,
        given_on=day,
        recipient_agency_id=row["recipient_agency_id"],
        info_categories="job_application",
        told=TOLD,
    )
    row.update(basis="consent", consent_id=consent["consent_id"])
    world.near("DIS-11", row, "the applicant agreed the same day")


def applicants_form_required_by_law(world: World) -> None:
    """The law asks for it and the policy has no exception: a manager decides."""
    row = _about_applicant(world)
    row.update(basis=world.pick(("legal_obligation", "court_order")), legal_reference="Notice of the tribunal, on file")
    world.conflict("DIS-11", row, "no_authorisation")


def law_not_named(world: World) -> None:
    row = _about_applicant(world)
    row["basis"] = "legal_obligation"
    world.breach("DIS-11", row, "no_authorisation")
    world.breach("AUT-04", row, "no_legal_reference")


def law_and_a_paper_of_someone_else(world: World) -> None:
    row, other_one = _about_applicant(world), applicant(world, world.ago(150), outcome="pending")
    paper = office_paper(world, "applicant", other_one["applicant_id"], "application_form", world.ago(150))
    row.update(basis="court_order", legal_reference="Order of the tribunal", document_id=paper["document_id"])
    world.breach("DIS-11", row, "no_authorisation;owner_differs")


def _with_paper(world: World, doc_type: str, owner: str = "", of: str = "agreed") -> dict:
    """Dates of employment as she agreed, with a personnel paper."""
    worker, day = former(world, of), some_day(world)
    row = other.about_staff(world, worker, day)
    paper = office_paper(world, "staff", owner or worker["staff_id"], doc_type, day - 400 * DAY)
    if doc_type == "medical_certificate":
        paper["payroll_actioned_on"] = paper["created_on"]
    row["document_id"] = paper["document_id"]
    return row


def _take_consent_away(world: World, row: dict) -> None:
    world.tables["consents"] = [line for line in world.tables["consents"] if line["consent_id"] != row["consent_id"]]
    row.update(basis="none", consent_id="")


def _about_applicant(world: World) -> dict:
    """An applicant's form sent to a funder, with nothing behind it."""
    person = applicant(world, world.ago(160), "job", "pending")
    world.leave_out("documents", person)
    paper = office_paper(world, "applicant", person["applicant_id"], "application_form", world.ago(160))
    row, to = (
        other.about_staff(world, former(world, "unasked"), world.ago(world.rng.randint(30, 150))),
        agency_of(world, "funder"),
    )
    _take_consent_away(world, row)
    for table in ("decisions", "information_requests"):
        world.tables[table] = [line for line in world.tables[table] if line["decision_id"] != row["decision_id"]]
    row.update(subject_id=person["applicant_id"], subject_type="applicant", decision_id="", recipient_kind="other")
    row.update(recipient_agency_id=to["agency_id"], recipient_name=to["name"], document_id=paper["document_id"])
    row.update(info_categories="job_application", what_shared="Application form", purpose="Named in the bid")
    return row


STORIES = (
    (interview_record_sent, 2), (certificate_sent_unasked, 1), (certificate_of_a_colleague, 1),
    (paper_she_agreed_to, 1), (contract_is_no_such_paper, 1), (form_of_an_applicant_sent, 2),
    (applicants_form_as_agreed, 1), (applicants_form_required_by_law, 1), (law_not_named, 1),
    (law_and_a_paper_of_someone_else, 1),
)  # fmt: skip
