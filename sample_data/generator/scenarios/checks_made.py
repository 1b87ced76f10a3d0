"""DIS-09: told over the telephone, posted or faxed without the checks the policy asks for."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.requests import asked_first
from sample_data.generator.scenarios.footing import agreed, shared
from sample_data.generator.sharing import Share
from sample_data.generator.world import World

BOTH = {
    "phone": ("identity_checked", "entitlement_checked"),
    "post": ("address_checked", "contents_checked"),
    "fax": ("fax_number_checked", "recipient_waiting"),
}


def no_check_at_all(world: World) -> None:
    channel = str(world.pick(("phone", "post")))
    share = _sent(world, channel, "")
    world.breach("DIS-09", share.disclosure, _missing(*BOTH[channel]))


def one_of_two_checks(world: World) -> None:
    channel = str(world.pick(("phone", "post")))
    done, left_out = world.rng.sample(BOTH[channel], 2)
    share = _sent(world, channel, done)
    world.breach("DIS-09", share.disclosure, _missing(left_out))


def checks_of_another_channel(world: World) -> None:
    share = _sent(world, "post", "identity_checked;entitlement_checked")
    world.breach("DIS-09", share.disclosure, _missing("address_checked", "contents_checked"))


def faxed_with_nobody_waiting(world: World) -> None:
    """A fax is a route one policy accepts; the other four with a list of routes do not."""
    share = _sent(world, "fax", "fax_number_checked")
    world.breach("DIS-09", share.disclosure, "missing_recipient_waiting")
    world.breach("DIS-04", share.disclosure, "channel_not_accepted", "DHVC")


def faxed_unchecked(world: World) -> None:
    share = _sent(world, "fax", "")
    world.breach("DIS-09", share.disclosure, _missing(*BOTH["fax"]))
    world.breach("DIS-04", share.disclosure, "channel_not_accepted", "DHVC")


def faxed_with_the_clerk_waiting(world: World) -> None:
    share = _sent(world, "fax", "fax_number_checked;recipient_waiting")
    world.near("DIS-09", share.disclosure, "number checked, and somebody waited for it")
    world.breach("DIS-04", share.disclosure, "channel_not_accepted", "DHVC")


def caller_not_rung_back(world: World) -> None:
    """They rang, and were told on the telephone."""
    share = _sent(world, "phone", "identity_checked;entitlement_checked")
    asked_first(world, share.decision, share.disclosure)["channel"] = "phone"
    world.breach("DIS-09", share.disclosure, "missing_called_back")


def caller_not_known(world: World) -> None:
    share = _sent(world, "phone", "entitlement_checked")
    asked_first(world, share.decision, share.disclosure)["channel"] = "phone"
    world.breach("DIS-09", share.disclosure, _missing("called_back", "identity_checked"))


def they_wrote_and_we_rang(world: World) -> None:
    share = _sent(world, "phone", "identity_checked;entitlement_checked")
    asked_first(world, share.decision, share.disclosure)["channel"] = world.pick(("email", "letter", "portal"))
    world.near("DIS-09", share.disclosure, "they wrote, so there was no caller to ring back")
    share = _sent(world, "phone", "identity_checked;entitlement_checked")
    world.near("DIS-09", share.disclosure, "nobody had asked, so there was no caller to ring back")


def colleague_on_the_phone(world: World) -> None:
    share = other.inside(world, shared(world))
    share.disclosure.update(channel="phone", verification="identity_checked")
    world.breach("DIS-09", share.disclosure, "missing_entitlement_checked")


def posted_to_the_client(world: World) -> None:
    row = other.to_client(world, shared(world))
    row.update(channel="post", verification="")
    world.near("DIS-09", row, "sent to the person it is about")


def figures_on_the_phone(world: World) -> None:
    share = other.without_names(world, shared(world))
    share.disclosure.update(channel="phone", verification="")
    world.near("DIS-09", share.disclosure, "nobody can be recognised from it")


def _sent(world: World, channel: str, verification: str) -> Share:
    share = agreed(world, str(world.pick(("housing", "voluntary", "health"))))
    share.disclosure.update(channel=channel, verification=verification)
    return share


def _missing(*codes: str) -> str:
    return ";".join(f"missing_{code}" for code in codes)


STORIES = (
    (no_check_at_all, 3), (one_of_two_checks, 3), (checks_of_another_channel, 1), (faxed_with_nobody_waiting, 1),
    (faxed_unchecked, 1), (faxed_with_the_clerk_waiting, 1), (caller_not_rung_back, 2), (caller_not_known, 1),
    (they_wrote_and_we_rang, 1), (colleague_on_the_phone, 1), (posted_to_the_client, 1), (figures_on_the_phone, 1),
)  # fmt: skip
