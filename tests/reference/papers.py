"""TPS-01, TPS-02 and TPS-04. Each function takes one document: None is out of scope, else its verdict.

Decisions where the text leaves room:
* TPS-01: section not_set is a section, so it is in scope and complies; only a blank one is left to TPS-04.
* TPS-02: `section client`, or every section but two, and in both cases not a third-party source.
* TPS-02: where the case is not found or its client is blank, there is no client to be equal to, so any listed person
  who is not staff is another person, and anybody named is not on the case (but for case_people rows with its id).
* TPS-02: the client's names are taken out where they stand in the original text; a name that is contained, as whole
  words, in one of the client's never counts, even where it stands alone (`so a name ... never counts`).
* TPS-02: every case_people row but key_worker and referrer makes a related person, also a row called client for
  somebody who is not the case's client. A key worker or referrer is on the case, so raises no other cause either.
* known_as: an item that is a placeholder is still a name; only the whole value is read as blank (P4).
"""

from __future__ import annotations

from .context import Context, Verdict, undecided
from .keeping import is_third_party_source
from .records import Row
from .wording import name_places, names_of, normalise, take_out


def case_of(ctx: Context, document: Row) -> Row | None:
    return ctx.find("cases", document["owner_id"]) if document["owner_type"] == "case" else None


def is_live_case_paper(ctx: Context, document: Row) -> bool:
    case = case_of(ctx, document)
    return document["owner_type"] == "case" and not (case is not None and case["status"] == "destroyed")


def tps_01(ctx: Context, document: Row) -> Verdict | None:
    if not is_live_case_paper(ctx, document) or not document["section"]:
        return None
    if not is_third_party_source(ctx, document, case_of(ctx, document)):
        return None
    verdict = Verdict()
    verdict.breach("in_client_section", when=document["section"] == "client")
    return verdict


def in_tps_02(ctx: Context, document: Row) -> bool:
    if not is_live_case_paper(ctx, document) or is_third_party_source(ctx, document, case_of(ctx, document)):
        return False
    if ctx.is_value("third_party.rule", "separate_record"):
        return document["section"] not in ("third_party", "restricted")
    return document["section"] == "client"


def tps_02(ctx: Context, document: Row) -> Verdict | None:
    if not in_tps_02(ctx, document):
        return None
    if not document["about_person_ids"] and not document["text"]:
        return undecided()
    case, verdict = case_of(ctx, document), Verdict()
    client_id = case["person_id"] if case else ""
    others = [
        person_id
        for person_id in document["about_person_ids"]
        if person_id != client_id and ctx.find("staff", person_id) is None
    ]
    verdict.breach("lists_other_person", when=bool(others))
    if document["text"]:
        judge_text(ctx, document, client_id, verdict)
    return verdict


def judge_text(ctx: Context, document: Row, client_id: str, verdict: Verdict) -> None:
    client = ctx.find("people", client_id)
    own_names = names_of(client) if client else set()
    text = take_out(own_names, normalise(document["text"]))
    roles: dict[str, set[str]] = {}
    for row in ctx.rows("case_people"):
        if document["owner_id"] and row["case_id"] == document["owner_id"]:
            roles.setdefault(row["person_id"], set()).add(row["relationship"])
    for person in ctx.rows("people"):
        person_id = person["person_id"]
        if person_id == client_id or not is_named(person, text, own_names):
            continue
        if person_id in roles:
            related = bool(roles[person_id] - {"key_worker", "referrer"})
            verdict.breach("names_related_person", when=related)
        else:
            verdict.breach("names_other_client" if person["is_client"] == "yes" else "names_person_off_case")


def is_named(person: Row, text: str, own_names: set[str]) -> bool:
    names = [name for name in names_of(person) if not any(name_places(name, own) for own in own_names)]
    return any(name_places(name, text) for name in names)


def tps_04(ctx: Context, document: Row) -> Verdict | None:
    if not is_live_case_paper(ctx, document):
        return None
    verdict = Verdict()
    verdict.breach("source_unknown", when=document["source_kind"] in ("", "not_known"))
    verdict.breach("section_unknown", when=document["section"] in ("", "not_set"))
    return verdict
