"""PAR-02 and PAR-03: partners not given our procedure, and agreements that lack a term."""

from __future__ import annotations

from sample_data.generator.registers import agreement
from sample_data.generator.scenarios.joint_work import a_partner
from sample_data.generator.world import World


def our_policy_not_sent(world: World) -> None:
    to = a_partner(world)
    to["our_policy_sent_on"] = ""
    world.breach("PAR-02", to, "not_sent")


def sent_but_not_explained(world: World) -> None:
    to = a_partner(world)
    to["requirements_explained_on"] = ""
    world.breach("PAR-02", to, "not_explained")


def partner_in_all_but_name(world: World) -> None:
    """Not marked as a partner: with an agreement it is one, without it is not."""
    for signed in (True, False):
        to = a_partner(world)
        to.update(is_partner="", our_policy_sent_on="", requirements_explained_on="")
        if signed:
            agreement(world, to, "management_agreement", world.ago(100), breach_clause="yes")
            world.breach("PAR-02", to, "not_explained;not_sent")
        else:
            world.near("PAR-02", to, "not marked as a partner, and no agreement")


def agreement_lacks_a_term(world: World) -> None:
    to = a_partner(world)
    row = agreement(world, to, "information_sharing_protocol", world.ago(300))
    row["access_staff_agreed"] = world.pick(("", "tbc"))
    world.breach("PAR-03", row, "no_staff_term")
    row = agreement(world, to, "information_sharing_protocol", world.ago(200))
    row["access_circumstances_agreed"] = world.pick(("", "as discussed"))
    world.breach("PAR-03", row, "no_circumstances_term")


def no_word_on_breaches(world: World) -> None:
    to = a_partner(world)
    row = agreement(world, to, "management_agreement", world.ago(120), breach_clause=world.pick(("no", "")))
    world.breach("PAR-03", row, "no_breach_clause")
    row = agreement(world, to, "joint_working", world.ago(120), breach_clause="no")
    world.near("PAR-03", row, "the clause on breaches is for management agreements")


def nothing_agreed_at_all(world: World) -> None:
    row = agreement(world, a_partner(world), "management_agreement", world.ago(80))
    row.update(signed_on="", access_staff_agreed="", access_circumstances_agreed="")
    world.breach("PAR-03", row, "no_breach_clause;no_circumstances_term;no_staff_term;unsigned")


STORIES = (
    (our_policy_not_sent, 1), (sent_but_not_explained, 1), (partner_in_all_but_name, 1),
    (agreement_lacks_a_term, 1), (no_word_on_breaches, 1), (nothing_agreed_at_all, 1),
)  # fmt: skip
