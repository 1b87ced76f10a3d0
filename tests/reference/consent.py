"""P13: consent in force on a day, for one recipient and one category.

Decisions where the text leaves room:
* a blank subject_id is the same as no other, so nothing covers it.
* a blank given_as is not info_provider; a row with a blank status covers nothing and ends nothing.
* category matches: only a row that lists whole_file covers whole_file, so a blank list does not, even under `anything`;
  whole_file among the excluded categories excludes whole_file alone.
* blank info_categories of a disclosure: excluded_categories are not read (there is no category to exclude), and a
  refusal meets it only with a blank list or whole_file.
* later refusal: the case rule and the info_provider rule hold for undated ones too; their recipient, categories and
  exclusions are not read. Categories of a refusal match when listed, or by whole_file, never-codes included.
* an undated disclosure has no day on which consent could be tested: not covered if its subject has no consents row at
  all, else unknown (None). One that holds only none_identifying needs no cover and is covered.
* excluded_recipients: ids compare exactly, kind codes in lower case, names as normalised text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .context import Context
from .records import Row, day_of, read_list
from .wording import normalise

UNKNOWN = ""  # stands for the category of a disclosure whose info_categories are blank


@dataclass(frozen=True)
class Share:
    """What P13 reads of a disclosure or a referral."""

    subject_id: str
    case_id: str
    day: date | None
    agency_id: str
    categories: tuple[str, ...]
    person_id: str = ""
    kind: str = ""
    name: str = ""


def share_of(disclosure: Row) -> Share:
    return Share(
        subject_id=disclosure["subject_id"],
        case_id=disclosure["case_id"],
        day=day_of(disclosure["disclosed_at"]),
        agency_id=disclosure["recipient_agency_id"],
        categories=tuple(c for c in disclosure["info_categories"] if c != "none_identifying")
        if disclosure["info_categories"]
        else (UNKNOWN,),
        person_id=disclosure["recipient_person_id"],
        kind=disclosure["recipient_kind"],
        name=normalise(disclosure["recipient_name"]),
    )


def share_of_referral(referral: Row) -> Share:
    return Share(
        subject_id=referral["person_id"],
        case_id=referral["case_id"],
        day=referral["made_on"],
        agency_id=referral["agency_id"],
        categories=("identity",),
    )


def same_subject(first: str, second: str) -> bool:
    return bool(first) and first == second


def case_fits(row: Row, share: Share) -> bool:
    return not row["case_id"] or not share.case_id or row["case_id"] == share.case_id


def excludes_recipient(row: Row, share: Share) -> bool:
    for item in read_list(row["excluded_recipients"]):
        if item in (share.agency_id, share.person_id):
            return True
        if share.kind and item.lower() == share.kind:
            return True
        if share.name and normalise(item) == share.name:
            return True
    return False


def names_no_recipient(row: Row) -> bool:
    return not row["recipient_agency_id"] and not row["recipient_named"]


def names_recipient(row: Row, share: Share) -> bool:
    if row["recipient_agency_id"] and row["recipient_agency_id"] == share.agency_id:
        return True
    return bool(row["recipient_named"] and share.name) and normalise(row["recipient_named"]) == share.name


def recipient_matches(ctx: Context, row: Row, share: Share) -> bool:
    if excludes_recipient(row, share):
        return False
    if names_no_recipient(row):
        return ctx.is_value("consent.blank_scope", "anything")
    return names_recipient(row, share)


def category_matches(ctx: Context, row: Row, category: str) -> bool:
    listed = row["info_categories"]
    if category != UNKNOWN and category in row["excluded_categories"]:
        return False
    if category in ("whole_file", UNKNOWN) and "whole_file" in listed:
        return True
    if category == UNKNOWN:
        return not listed and ctx.is_value("consent.blank_scope", "anything")
    if category in listed:
        return True
    if category == "whole_file" or category in ctx.items("never_without_permission"):
        return False
    return "whole_file" in listed or (not listed and ctx.is_value("consent.blank_scope", "anything"))


def is_past_end(row: Row, day: date) -> bool:
    """Status given: the ended_on day still counts; withdrawn: it does not, and a blank one means never in force."""
    ended = row["ended_on"]
    if row["status"] == "withdrawn":
        return ended is None or day >= ended
    return row["status"] == "given" and ended is not None and day > ended


def refusal_meets(row: Row, share: Share, category: str) -> bool:
    """The refusal's recipient and categories match or are blank, its own exclusions narrowing it."""
    if excludes_recipient(row, share) or (category != UNKNOWN and category in row["excluded_categories"]):
        return False
    if not names_no_recipient(row) and not names_recipient(row, share):
        return False
    listed = row["info_categories"]
    return not listed or "whole_file" in listed or category in listed


def refusals_of(ctx: Context, consent: Row, share: Share) -> list[tuple[Row, date | None]]:
    """Other rows of the consent's subject that refuse or withdraw, each with its date."""
    found = []
    for row in ctx.rows("consents"):
        other = row is not consent and same_subject(row["subject_id"], consent["subject_id"])
        if other and case_fits(row, share) and row["given_as"] != "info_provider":
            if row["status"] == "refused":
                found.append((row, row["sought_on"]))
            if row["status"] == "withdrawn":
                found.append((row, row["ended_on"]))
    return found


def ended_by_undated_refusal(ctx: Context, consent: Row, share: Share) -> bool:
    return any(dated is None for _, dated in refusals_of(ctx, consent, share))


def ended_by_dated_refusal(ctx: Context, consent: Row, share: Share, category: str) -> bool:
    if consent["given_on"] is None or share.day is None:
        return False
    return any(
        dated is not None and consent["given_on"] <= dated <= share.day and refusal_meets(row, share, category)
        for row, dated in refusals_of(ctx, consent, share)
    )


def covers(ctx: Context, consent: Row, share: Share, category: str) -> bool:
    """P13: this row covers this category of the share on its day."""
    ended = ended_by_undated_refusal(ctx, consent, share) or ended_by_dated_refusal(ctx, consent, share, category)
    return not ended and gives(ctx, consent, share, category)


def gives(ctx: Context, consent: Row, share: Share, category: str) -> bool:
    """P13 but for later refusals: in force that day, for this recipient and category."""
    if share.day is None or consent["given_on"] is None or consent["given_on"] > share.day:
        return False
    return (
        same_subject(consent["subject_id"], share.subject_id)
        and consent["given_as"] != "info_provider"
        and case_fits(consent, share)
        and consent["status"] in ("given", "withdrawn")
        and not is_past_end(consent, share.day)
        and recipient_matches(ctx, consent, share)
        and category_matches(ctx, consent, category)
    )


def has_any_row(ctx: Context, subject_id: str) -> bool:
    return any(same_subject(row["subject_id"], subject_id) for row in ctx.rows("consents"))


def is_covered(ctx: Context, share: Share) -> bool | None:
    """Each category is covered by some row; None where the day is unknown and it may matter."""
    if not share.categories:
        return True
    if share.day is None:
        return None if has_any_row(ctx, share.subject_id) else False
    return all(any(covers(ctx, row, share, category) for row in ctx.rows("consents")) for category in share.categories)
