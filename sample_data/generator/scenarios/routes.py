"""DIS-04: sent by an insecure route."""

from __future__ import annotations

from sample_data.generator import other_sharing as other
from sample_data.generator.scenarios.ground import a_case
from sample_data.generator.sharing import with_consent
from sample_data.generator.world import World


def ordinary_mail(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(channel=world.pick(("email", "email", "email", "text", "voicemail", "social_media")), verification="")
    world.breach("DIS-04", row, "channel_not_accepted")


def ordinary_mail_with_a_stock_reason(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(channel="email", verification="", insecure_channel_reason=world.pick(("n/a", "None", "-")))
    world.breach("DIS-04", row, "channel_not_accepted")


def ordinary_mail_and_why(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    why = world.pick(("Portal down since morning, hearing at two", "Surgery has no secure address; initials only used"))
    row.update(channel="email", verification="", insecure_channel_reason=why)
    world.breach("DIS-04", row, "channel_not_accepted", "DHVC")
    world.near("DIS-04", row, "this policy takes the reason", "M")


def by_fax(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(channel="fax", verification="fax_number_checked;recipient_waiting")
    world.breach("DIS-04", row, "channel_not_accepted", "DHVC")
    world.near("DIS-04", row, "a fax is accepted here", "M")


def route_left_blank(world: World) -> None:
    row = with_consent(world, a_case(world)).disclosure
    row.update(channel="", verification="")
    world.breach("DIS-04", row, "channel_blank")


def mail_between_colleagues(world: World) -> None:
    row = other.inside(world, a_case(world)).disclosure
    row["channel"] = "email"
    world.near("DIS-04", row, "inside the organisation")


def mail_without_names(world: World) -> None:
    row = other.without_names(world, a_case(world)).disclosure
    row["channel"] = "email"
    world.near("DIS-04", row, "nobody could be recognised")


def mail_to_the_client(world: World) -> None:
    row = other.to_client(world, a_case(world))
    row.update(channel="email", verification="")
    world.near("DIS-04", row, "to the person it is about")


STORIES = (
    (ordinary_mail, 9), (ordinary_mail_with_a_stock_reason, 2), (ordinary_mail_and_why, 3), (by_fax, 2),
    (route_left_blank, 2), (mail_between_colleagues, 1), (mail_without_names, 1), (mail_to_the_client, 1),
)  # fmt: skip
