"""GOV-01 and GOV-02: the organisation's policies and attestations. Each kind and each clause is judged once."""

from __future__ import annotations

from sample_data.generator.calendar import DAY, anniversary
from sample_data.generator.registers import attest
from sample_data.generator.scenarios.ground import drop
from sample_data.generator.world import World


def no_retention_policy(world: World) -> None:
    """Drafted for next month, which is not yet a policy."""
    for row in [line for line in world.tables["policy_register"] if line["kind"] == "retention"]:
        if row["version"] == "5.1":
            row.update(approved_on=world.as_of + DAY, review_due_on=anniversary(world.as_of, 1))
        else:
            drop(world, "policy_register", row)
    world.breach("GOV-01", "retention", "absent", "MC")


def child_protection_not_reviewed(world: World) -> None:
    """Without a review day in the register it counts as overdue."""
    row = _policy(world, "child_protection")
    row["review_due_on"] = ""
    world.breach("GOV-01", row, "review_overdue", "WC")


def it_security_reviewed_too_seldom(world: World) -> None:
    """Two packs set two years, and this is a day more."""
    row = _policy(world, "it_security")
    row["review_due_on"] = anniversary(row["approved_on"], 2) + DAY
    world.breach("GOV-01", row, "review_too_far", "MC")
    world.near("GOV-01", row, "this policy sets no number of years", "W")


def information_sharing_cites_old_law(world: World) -> None:
    """Repealed everywhere; what must be cited besides differs."""
    row = _policy(world, "information_sharing")
    row["laws_cited"] = "dpa_1998;dpa_2018;hra_1998;common_law_confidence"
    row["review_due_on"] = world.as_of
    world.breach("GOV-01", row, "law_repealed", "DV")
    world.breach("GOV-01", row, "law_missing;law_repealed", "MC")


def confidentiality_policy_leaves_out_the_committee(world: World) -> None:
    row = _policy(world, "confidentiality")
    row["audiences"] = "staff;clients;external_agencies"
    world.breach("GOV-01", row, "audience_missing", "WC")
    world.near("GOV-01", row, "this policy does not say whom it is written for", "DHM")


def privacy_statement_not_on_a_poster(world: World) -> None:
    row = _policy(world, "privacy_statement")
    row["published_in"] = row["published_in"].replace(";poster", "")
    world.breach("GOV-01", row, "publication_missing", "HC")


def nobody_attested(world: World) -> None:
    _forget(world, "M-11.6")
    world.breach("GOV-02", "M-11.6", "none", _judged("M-11.6"))


def attested_for_too_long(world: World) -> None:
    """A day past the year, due yesterday, or with no day at all; due on the run date will do."""
    for clause, due in (("M-3.1", "far"), ("M-3.3", "past"), ("O-1a", ""), ("O-1.1a", "today")):
        _forget(world, clause)
        row = attest(world, clause, world.ago(200))
        far = anniversary(row["attested_on"], 1) + DAY
        row["next_due_on"] = {"far": far, "past": world.ago(1), "today": world.as_of}.get(due, "")
        if due == "today":
            world.near("GOV-02", clause, "due on the run date", _judged(clause))
        else:
            world.breach("GOV-02", clause, "expired", _judged(clause))


def answered_no(world: World) -> None:
    """The latest answer counts, whatever it was the year before."""
    attest(world, "D-05b", world.ago(9), "no")
    world.breach("GOV-02", "D-05b", "answered_no", _judged("D-05b"))


def answered_that_it_does_not_apply(world: World) -> None:
    attest(world, "H-1.1", world.ago(8), "not_applicable")
    world.near("GOV-02", "H-1.1", "not applicable", _judged("H-1.1"))


def answer_left_blank(world: World) -> None:
    attest(world, "H-0.2a", world.ago(7), "")
    world.breach("GOV-02", "H-0.2a", "answer_blank", _judged("H-0.2a"))


def attested_by_somebody_gone(world: World) -> None:
    for clause, who in (("C-0c", world.leavers["iss"]["staff_id"]), ("O-5.2.6", "")):
        attest(world, clause, world.ago(6))["attested_by"] = who
        world.breach("GOV-02", clause, "unknown_person", _judged(clause))


def attested_by_nobody_and_no(world: World) -> None:
    row = attest(world, "M-10d.5", world.ago(5), "no")
    row.update(attested_by="", next_due_on="")
    world.breach("GOV-02", "M-10d.5", "answered_no;expired;unknown_person", _judged("M-10d.5"))


def day_of_the_attestation_missing(world: World) -> None:
    """A row without a day does not count, so the one before it does."""
    attest(world, "C-6f", world.ago(4), "no")["attested_on"] = ""
    world.near("GOV-02", "C-6f", "the row without a day is left aside", _judged("C-6f"))


def _policy(world: World, kind: str) -> dict:
    return next(row for row in world.tables["policy_register"] if row["kind"] == kind and row["version"] == "5.1")


def _forget(world: World, clause: str) -> None:
    for row in [line for line in world.tables["attestations"] if line["clause_id"] == clause]:
        drop(world, "attestations", row)


def _judged(clause: str) -> str:
    """The packs that list the clause: its own policy's, and the stack."""
    return {"D": "D", "O": "W", "H": "H", "M": "M", "C": "V"}[clause[0]] + "C"


STORIES = (
    (no_retention_policy, 1), (child_protection_not_reviewed, 1), (it_security_reviewed_too_seldom, 1),
    (information_sharing_cites_old_law, 1), (confidentiality_policy_leaves_out_the_committee, 1),
    (privacy_statement_not_on_a_poster, 1), (nobody_attested, 1), (attested_for_too_long, 1), (answered_no, 1),
    (answered_that_it_does_not_apply, 1), (answer_left_blank, 1), (attested_by_somebody_gone, 1),
    (attested_by_nobody_and_no, 1), (day_of_the_attestation_missing, 1),
)  # fmt: skip
