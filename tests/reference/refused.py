"""P13 *Refused* on the day, each category for itself.

Decisions where the text leaves room:
* P13's case rule holds (blank on either side or equal) and an info_provider row refuses nothing, as for `ended by a
  later refusal`; the refusal's own exclusions narrow it.
* only a refused row may be undated; a withdrawn row without ended_on refuses nothing here. No row is of a later date
  than an undated refusal.
* `a given row of a later date that covers the disclosure`: one that covers each of its categories. CON-05's `no later
  given row in their own name` asks for no more than that it was given for it: another refusal does not undo it.
"""

from __future__ import annotations

from datetime import date

from . import consent
from .consent import Share
from .context import Context
from .records import Row


def refusals_on_the_day(ctx: Context, share: Share) -> list[tuple[Row, date | None]]:
    """The rows that refuse or withdraw on or before the share's day, each with its date."""
    found: list[tuple[Row, date | None]] = []
    for row in ctx.rows("consents"):
        if row["given_as"] == "info_provider" or not consent.case_fits(row, share) or share.day is None:
            continue
        if not consent.same_subject(row["subject_id"], share.subject_id):
            continue
        sought, ended = row["sought_on"], row["ended_on"]
        if row["status"] == "refused" and (sought is None or sought <= share.day):
            found.append((row, sought))
        if row["status"] == "withdrawn" and ended is not None and ended <= share.day:
            found.append((row, ended))
    return found


def given_since(ctx: Context, share: Share, category: str, dated: date | None, givers: tuple[str, ...]) -> bool:
    """A given row of a later date covers the category. No givers: whoever gave it."""
    return dated is not None and any(
        row["status"] == "given"
        and row["given_on"] is not None
        and row["given_on"] > dated
        and (not givers or row["given_as"] in givers)
        and undoes(ctx, row, share, category, givers)
        for row in ctx.rows("consents")
    )


def undoes(ctx: Context, row: Row, share: Share, category: str, givers: tuple[str, ...]) -> bool:
    if givers:
        return consent.gives(ctx, row, share, category)
    return all(consent.covers(ctx, row, share, one) for one in share.categories)


def is_refused(ctx: Context, share: Share, category: str, givers: tuple[str, ...] = ()) -> bool:
    """P13 for one category; with givers, only rows given as one of those are read."""
    return any(
        (not givers or row["given_as"] in givers)
        and consent.refusal_meets(row, share, category)
        and not given_since(ctx, share, category, dated, givers)
        for row, dated in refusals_on_the_day(ctx, share)
    )
