"""RAT-01: decisions with no real reason."""

from __future__ import annotations

from sample_data.generator import texts
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import a_day, decide, once, with_consent
from sample_data.generator.world import World

PLACEHOLDERS = ("As discussed.", "N/A", "see notes", "tbc", "-", "As above", "See file.", "OK", "...", "As per policy")
SHORT = ("Client agreed.", "Safe to share", "Police asked for it", "Needed for housing", "She said it is fine")
THIN = ("Not needed now", "Nothing to add here", "Told them no")
CHILD_ONLY = ("do_not_tell", "do_not_seek_consent", "refuse_access", "refuse_erasure")


def left_blank(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = world.pick(("", "   "))
    world.breach("RAT-01", share.decision, "blank")


def stock_words(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = world.pick(PLACEHOLDERS)
    world.breach("RAT-01", share.decision, "placeholder")


def a_few_words(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = _twice_at_most(world, SHORT)
    world.breach("RAT-01", share.decision, "too_short")


def nineteen_and_a_full_stop(world: World) -> None:
    """Twenty characters as typed, nineteen once the full stop is trimmed."""
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = "Client signs a form."
    world.breach("RAT-01", share.decision, "too_short")


def refusal_to_share_unexplained(world: World) -> None:
    decision = _not_share(world, str(world.pick(("", "n/a", _twice_at_most(world, THIN)))))
    cause = {"": "blank", "n/a": "placeholder"}.get(decision["rationale"], "too_short")
    world.breach("RAT-01", decision, cause)


def other_decisions_unexplained(world: World) -> None:
    """Two packs ask for a reason for these too."""
    case = a_case(world)
    decision = decide(world, case, a_day(world, case), "", kind=str(world.pick(CHILD_ONLY)))
    thin = (("", "blank"), ("As discussed", "placeholder"), ("Not safe", "too_short"))
    decision["rationale"], cause = world.pick(thin)
    world.breach("RAT-01", decision, cause, "HC")
    world.near("RAT-01", decision, "a type of decision this pack asks no reason for", "DMV")


def exactly_twenty(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = world.pick(("Client signed a form.", "GP asked; she agreed"))
    world.near("RAT-01", share.decision, "exactly the least number of characters")


def starts_like_stock_words(world: World) -> None:
    share = with_consent(world, a_case(world))
    share.decision["rationale"] = "As discussed with her on Monday: form signed, address left out."
    world.near("RAT-01", share.decision, "a stock phrase, but the reason follows")


def refusal_explained(world: World) -> None:
    agency = world.agencies[0]["name"]
    reason = str(world.pick(texts.NOT_SHARED)).format(agency=agency, day="Monday")
    decision = _not_share(world, once(world, reason))
    world.near("RAT-01", decision, "a decision not to share, with its reason")


def disposal_unexplained(world: World) -> None:
    case = a_case(world)
    decision = decide(world, case, a_day(world, case), "", kind=str(world.pick(("dispose", "retain_longer"))))
    world.near("RAT-01", decision, "no pack asks for a reason for this type of decision here")


def _twice_at_most(world: World, phrases: tuple[str, ...]) -> str:
    """One of the phrases that fewer than three records hold: too short is not yet a stock reason."""
    return next(text for text in world.rng.sample(phrases, len(phrases)) if not world.worded_twice(text))


def _not_share(world: World, rationale: str) -> dict:
    case = a_case(world)
    answers = {"q1_purpose": "yes", "q2_identifiable": "yes", "q3_confidential": "yes", "q4_consent": "no"}
    return decide(world, case, a_day(world, case), rationale, kind="not_share", q5_other_reason="no", **answers)


STORIES = (
    (left_blank, 6), (stock_words, 8), (a_few_words, 5), (nineteen_and_a_full_stop, 1),
    (refusal_to_share_unexplained, 4), (other_decisions_unexplained, 4), (exactly_twenty, 2),
    (starts_like_stock_words, 1), (refusal_explained, 1), (disposal_unexplained, 2),
)  # fmt: skip
