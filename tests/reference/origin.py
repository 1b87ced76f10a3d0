"""CON-07 and TPS-03: what came from a third party. Each function takes one row: None is out of scope, else its verdict.

Decisions where the text leaves room:
* CON-07 `on that case` is P13's rule, blank on either side or equal, also where the source_id is known. A source_id is
  known only if the document is of a third-party source on `provider.consent_when`.
* CON-07: a row is dated given_on, else sought_on, whatever its status; undated rows come before dated ones; of rows of
  one day the worst decides: refused or withdrawn, then not_sought without a reason. A blank status is undecided.
* CON-07 undated disclosure: `provider_not_asked` with no fitting row at all reads no date, else undecided.
* TPS-03: `whose subject is a client` is subject_type client or blank. `made to the subject` is P11.
* TPS-03: source not_known counts as blank, so with a blank or unset section it is a breach, with a section that is
  neither third_party nor restricted it is undecided. A third-party category beside it still raises its own cause.
* TPS-03: consent of the third party clears the row whatever was found in it, if the document has a source_id.
"""

from __future__ import annotations

from datetime import date

from . import consent
from .consent import share_of
from .context import Context, Verdict
from .definitions import is_external, is_identifiable, is_to_subject
from .keeping import is_third_party_source
from .papers import case_of
from .records import Row, day_of


def provider_document(ctx: Context, disclosure: Row) -> Row | None:
    """The disclosure's document, if its provider is one to be asked."""
    document = ctx.find("documents", disclosure["document_id"])
    if document is None or not is_third_party_source(ctx, document, case_of(ctx, document)):
        return None
    return document if document["source_kind"] in ctx.items("provider.consent_when") else None


def asked_on(row: Row) -> date | None:
    return row["given_on"] or row["sought_on"]


def provider_rows(ctx: Context, disclosure: Row, document: Row | None) -> list[Row]:
    share, source_id = share_of(disclosure), document["source_id"] if document else ""
    return [
        row
        for row in ctx.rows("consents")
        if row["given_as"] == "info_provider"
        and consent.case_fits(row, share)
        and (not source_id or row["given_by_id"] == source_id)
    ]


def con_07(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_external(disclosure) or not is_identifiable(disclosure):
        return None
    document = provider_document(ctx, disclosure)
    if document is None and "third_party" not in disclosure["info_categories"]:
        return None
    verdict = Verdict()
    if ctx.is_off("provider.consent_when"):
        return verdict
    rows, day = provider_rows(ctx, disclosure, document), day_of(disclosure["disclosed_at"])
    if rows and day is None:
        verdict.undecided()
        return verdict
    serving = [row for row in rows if asked_on(row) is None or asked_on(row) <= day]
    verdict.breach("provider_not_asked", when=not serving)
    latest = max((asked_on(row) or date.min for row in serving), default=None)
    judge_provider(ctx, disclosure, [row for row in serving if (asked_on(row) or date.min) == latest], verdict)
    return verdict


def judge_provider(ctx: Context, disclosure: Row, rows: list[Row], verdict: Verdict) -> None:
    """The rows of the latest day, the worst of which decides."""
    if any(row["status"] in ("refused", "withdrawn") for row in rows):
        verdict.breach("provider_refused", when=disclosure["basis"] not in ctx.items("basis.breaking"))
    elif any(row["status"] == "not_sought" and not row["not_sought_reason"] for row in rows):
        verdict.breach("no_reason")
    elif any(not row["status"] for row in rows):
        verdict.undecided()


def is_released(disclosure: Row) -> bool:
    if disclosure["subject_type"] not in ("client", ""):
        return False
    asked = disclosure["basis"] == "subject_access" or bool(disclosure["sar_id"])
    return asked or is_to_subject(disclosure)


def third_party_agreed(ctx: Context, disclosure: Row, document: Row | None) -> bool:
    day = day_of(disclosure["disclosed_at"])
    if not ctx.is_value("third_party.release_with_consent", "yes") or document is None or day is None:
        return False
    return any(
        row["given_as"] == "info_provider"
        and bool(document["source_id"])
        and row["given_by_id"] == document["source_id"]
        and row["status"] == "given"
        and row["given_on"] is not None
        and row["given_on"] <= day
        for row in ctx.rows("consents")
    )


def tps_03_disclosure(ctx: Context, disclosure: Row) -> Verdict | None:
    if not is_released(disclosure):
        return None
    verdict = Verdict()
    document = ctx.find("documents", disclosure["document_id"])
    if third_party_agreed(ctx, disclosure, document):
        return verdict
    verdict.breach("third_party_category", when="third_party" in disclosure["info_categories"])
    if document is None:
        verdict.undecided()
        return verdict
    judge_document(ctx, document, verdict)
    return verdict


def judge_document(ctx: Context, document: Row, verdict: Verdict) -> None:
    verdict.breach("third_party_source", when=is_third_party_source(ctx, document, case_of(ctx, document)))
    section = "" if document["section"] == "not_set" else document["section"]
    verdict.breach("third_party_section", when=section in ("third_party", "restricted"))
    if document["source_kind"] in ("", "not_known"):
        verdict.breach("third_party_source", when=not section)
        verdict.undecided()


def tps_03_request(ctx: Context, request: Row) -> Verdict | None:
    if request["requester_type"] != "client" or request["kind"] not in ("view", "copy"):
        return None
    if request["outcome"] not in ("granted", "partly"):
        return None
    verdict = Verdict()
    verdict.breach("no_check", when=ctx.find("staff", request["third_party_checked_by"]) is None)
    return verdict
