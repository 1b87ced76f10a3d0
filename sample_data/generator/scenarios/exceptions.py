"""CON-01: shared outside with neither consent nor an exception the policy accepts."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.scenarios.ground import a_case, drop, uncovered, without_managers
from sample_data.generator.sharing import Share, by_exception, with_consent
from sample_data.generator.world import World


def no_ground_at_all(world: World) -> None:
    share = with_consent(world, a_case(world))
    uncovered(world, share)
    share.disclosure["basis"] = world.pick(("none", "none", ""))
    world.breach("CON-01", share.disclosure, "no_basis")


def no_ground_in_the_decision_either(world: World) -> None:
    share = with_consent(world, a_case(world))
    uncovered(world, share)
    share.disclosure["basis"] = share.decision["basis"] = "none"
    world.breach("CON-01", share.disclosure, "no_basis")
    world.breach("RAT-05", share.decision, "q5_no_basis", "MC")


def consent_said_but_not_there(world: World) -> None:
    """The worker answered that consent was there; the row is missing, or the link leads nowhere."""
    share = with_consent(world, a_case(world))
    drop(world, "consents", share.consent)
    share.disclosure["consent_id"] = world.pick(("", world.new_id("CON")))
    world.breach("CON-01", share.disclosure, "consent_missing")
    world.breach("RAT-05", share.decision, "q4_contradicted", "MC")


def said_to_be_unidentifiable(world: World) -> None:
    share = other.without_names(world, a_case(world))
    share.disclosure.update(info_categories="identity;risk", channel="portal", what_shared="Her story, with first name")
    world.breach("CON-01", share.disclosure, "not_identifiable_claimed")
    world.breach("RAT-05", share.decision, "q2_contradicted")


def public_interest_alone(world: World) -> None:
    share = _ground(world, "public_interest", "")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")
    world.near("CON-01", share.disclosure, "a ground this policy accepts", "HMV")
    world.breach("AUT-04", share.disclosure, "no_evidence")


def crime_prevention_alone(world: World) -> None:
    share = _ground(world, "crime_prevention", "", "Request under the crime and disorder protocol")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def public_interest_in_harm(world: World) -> None:
    """A ground of another stacked policy, with a serious concern behind it: a manager decides."""
    share = _ground(world, "public_interest", "child_concern")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DW")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "C")


def her_own_safety(world: World) -> None:
    """Harm to herself is not a ground for the women's services policy."""
    share = _ground(world, "risk_to_client", "risk_to_client")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "W")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "C")
    world.near("CON-01", share.disclosure, "a ground this policy accepts", "DHMV")


def her_own_safety_no_concern_logged(world: World) -> None:
    share = _ground(world, "risk_to_client", "")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "WC")
    world.breach("AUT-04", share.disclosure, "no_concern")


def child_protection_about_the_mother(world: World) -> None:
    share = _ground(world, "child_protection", str(world.pick(("child_significant_harm", "child_concern"))))
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "WC")
    world.near("CON-01", share.disclosure, "a ground this policy accepts", "DHMV")


def compelled_by_law(world: World) -> None:
    basis = str(world.pick(("court_order", "legal_obligation")))
    share = _ground(world, basis, "", "Order of the family court, number on the file")
    world.conflict("CON-01", share.disclosure, "basis_not_accepted", "DWC")


def order_not_cited(world: World) -> None:
    share = _ground(world, "court_order", "")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWC")
    world.near("CON-01", share.disclosure, "an accepted ground; the missing order is for another rule", "HMV")
    world.breach("AUT-04", share.disclosure, "no_legal_reference")


def contract_terms_for_a_client(world: World) -> None:
    share = _ground(world, "contract_terms", "", "Service agreement, section 3")
    world.breach("CON-01", share.disclosure, "basis_not_accepted")


def called_not_confidential(world: World) -> None:
    share = _ground(world, "not_confidential", "")
    without_managers(world, share)
    world.breach("CON-01", share.disclosure, "basis_not_accepted")


def name_alone_called_not_confidential(world: World) -> None:
    share = _ground(world, "not_confidential", "")
    without_managers(world, share)
    share.disclosure["info_categories"] = "identity"
    share.decision.update(q3_confidential="no", q4_consent="not_reached", q5_other_reason="not_reached")
    world.breach("CON-01", share.disclosure, "basis_not_accepted", "DWHVC")
    world.near("CON-01", share.disclosure, "not confidential, and only a name", "M")


def about_her_ex(world: World) -> None:
    """The person it is about is her ex-partner, no client of ours, and the ground holds for anyone."""
    share = _about_ex(world)
    world.near("CON-01", share.disclosure, "a third party, with a ground accepted for others")


def about_her_ex_no_ground(world: World) -> None:
    share = _about_ex(world)
    without_managers(world, share)
    share.disclosure["basis"] = "none"
    world.breach("CON-01", share.disclosure, "no_basis")


def gossip_about_a_colleague(world: World) -> None:
    """Policies that protect staff in the same way judge it; the others leave staff out."""
    row = other.about_staff(world, world.teams["iss"][3], world.ago(64))
    consent = next(line for line in world.tables["consents"] if line["consent_id"] == row["consent_id"])
    drop(world, "consents", consent)
    _undecided(world, row)
    row.update(basis="public_interest", consent_id="", info_categories="offending", what_shared="An old caution")
    world.breach("CON-01", row, "basis_not_accepted", "WC")
    world.near("CON-01", row, "about a member of staff", "DHMV")
    world.breach("AUT-04", row, "no_evidence")


def harm_to_another(world: World) -> None:
    share = by_exception(world, a_case(world, "iss", "refuge"))
    world.near("CON-01", share.disclosure, "no consent, and a ground every policy accepts")


def day_of_sharing_missing(world: World) -> None:
    """Without the day nobody can say whether her consent was in force."""
    share = with_consent(world, a_case(world, "iss"), kind="housing")
    share.decision.update(q4_consent="no", q5_other_reason="yes", basis="risk_to_other")
    share.disclosure.update(basis="none", consent_id="", disclosed_at="", client_requested="yes")
    share.disclosure["historical_explained"] = "yes"
    world.undecided("CON-01", share.disclosure)
    world.undecided("RAT-02", share.disclosure)
    world.undecided("DIS-03", share.disclosure)


def day_missing_with_an_accepted_ground(world: World) -> None:
    share = by_exception(world, a_case(world, "childrens"))
    share.disclosure.update(disclosed_at="", historical_explained="yes")
    world.near("CON-01", share.disclosure, "no day, but a ground accepted on any day")
    for rule in ("RAT-02", "CON-06", "AUT-01", "AUT-04", "DIS-07", "DIS-08"):
        world.undecided(rule, share.disclosure)
    world.undecided("PAR-04", share.disclosure, "", "DC")


def _undecided(world: World, row: dict) -> None:
    """Take away the decision to answer about a member of staff, and the request it answered."""
    for table in ("decisions", "information_requests"):
        for other_row in [line for line in world.tables[table] if line["decision_id"] == row["decision_id"]]:
            drop(world, table, other_row)
    row["decision_id"] = ""


def _ground(world: World, basis: str, harm: str, reference: str = "") -> Share:
    share = by_exception(world, a_case(world, "iss", "refuge"), harm=harm, basis=basis)
    share.disclosure["legal_reference"] = reference
    return share


def _about_ex(world: World) -> Share:
    share = by_exception(world, a_case(world, "iss"))
    ex = share.case.person("ex_partner", "partner")["person_id"]
    share.disclosure.update(subject_id=ex, subject_type="third_party")
    share.decision["subject_id"] = share.consent["subject_id"] = ex
    return share


STORIES = (
    (no_ground_at_all, 4), (no_ground_in_the_decision_either, 1), (consent_said_but_not_there, 3),
    (said_to_be_unidentifiable, 2), (public_interest_alone, 2), (crime_prevention_alone, 1),
    (public_interest_in_harm, 1), (her_own_safety, 3), (her_own_safety_no_concern_logged, 1),
    (child_protection_about_the_mother, 3), (compelled_by_law, 2), (order_not_cited, 1),
    (contract_terms_for_a_client, 1), (called_not_confidential, 1), (name_alone_called_not_confidential, 1),
    (about_her_ex, 1), (about_her_ex_no_ground, 1), (gossip_about_a_colleague, 1), (harm_to_another, 2),
    (day_of_sharing_missing, 1), (day_missing_with_an_accepted_ground, 1),
)  # fmt: skip
