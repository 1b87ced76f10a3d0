"""SCN-01 and SCN-02 on cases and messages made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, not_tested, rows, told

pytestmark = pytest.mark.engine

CASE = {"person_id": "P1", "client_group": "adult_victim", "status": "open", "opened_on": "2026-01-05"}
CASES: Cases = {
    "C-good": ({}, "complies"),
    "C-last-day": ({}, "complies"),
    "C-not-confirmed": ({}, "breach not_confirmed"),
    "C-two": ({}, "complies"),
    "C-no-next": ({}, "breach no_next_contact"),
    "C-no-detail": ({}, "breach none_live"),
    "C-ended-today": ({}, "breach none_live"),
    "C-ends-tomorrow": ({}, "complies"),
    "C-unconfirmed": ({}, "breach none_live"),
    "C-of-another": ({}, "breach none_live"),
    "C-none-yet": ({"opened_on": "2026-03-24"}, "out_of_scope"),
    "C-none": ({"opened_on": "2026-03-23"}, "breach none_live"),
    "C-undated": ({"opened_on": ""}, "undecided"),
    "C-nobody": ({"person_id": ""}, "breach none_live"),
    "C-closed": ({"status": "closed"}, "out_of_scope"),
    "C-man": ({"client_group": "man_dvpp"}, "out_of_scope"),
    "C-no-group": ({"client_group": ""}, "out_of_scope"),
    "C-no-status": ({"status": ""}, "out_of_scope"),
}
SAFE = {
    "person_id": "P1", "method": "phone", "detail": "07700 900123", "confirmed_on": "2026-03-01",
    "next_contact_agreed": "She rings on Monday", "voicemail_ok": "no", "text_ok": "yes",
}  # fmt: skip
SAFE_CONTACTS = [
    {**SAFE, "case_id": "C-good"},
    {**SAFE, "case_id": "C-last-day", "confirmed_on": "2025-12-31"},
    {**SAFE, "case_id": "C-not-confirmed", "confirmed_on": "2025-12-30"},
    {**SAFE, "case_id": "C-two", "confirmed_on": "2025-01-05"},
    {**SAFE, "case_id": "C-two", "next_contact_agreed": "tbc"},
    {**SAFE, "case_id": "C-no-next", "next_contact_agreed": "n/a"},
    {**SAFE, "case_id": "C-no-next", "ended_on": "2026-03-15"},
    {**SAFE, "case_id": "C-no-detail", "detail": "n/a"},
    {**SAFE, "case_id": "C-ended-today", "ended_on": "2026-03-31"},
    {**SAFE, "case_id": "C-ends-tomorrow", "ended_on": "2026-04-01"},
    {**SAFE, "case_id": "C-unconfirmed", "confirmed_on": ""},
    {**SAFE, "case_id": "C-of-another", "person_id": "P2"},
]

MESSAGES_ON = [
    {**CASE, "case_id": "K1"},
    {**CASE, "case_id": "K2"},
    {**CASE, "case_id": "MAN", "client_group": "man_dvpp"},
    {**CASE, "case_id": "NO-GROUP", "client_group": ""},
]
ROUTES = {**SAFE, "case_id": "K1"}
ROUTES_OPEN = [
    {**ROUTES, "safe_contact_id": "T", "text_ok": "yes", "email_ok": "", "confirmed_on": "2026-03-05"},
    {**ROUTES, "safe_contact_id": "V", "text_ok": "no", "voicemail_ok": "yes", "confirmed_on": "2026-03-05"},
    {**ROUTES, "safe_contact_id": "ENDED", "post_ok": "yes", "confirmed_on": "2026-01-05", "ended_on": "2026-03-05"},
    {**ROUTES, "safe_contact_id": "BARE", "post_ok": "yes", "detail": ""},
    {**ROUTES, "safe_contact_id": "HIS", "case_id": "MAN", "email_ok": "yes", "confirmed_on": "2026-03-10"},
]
MESSAGE = {
    "case_id": "K1", "person_id": "P1", "direction": "out", "method": "text", "started_at": "2026-03-05T09:00:00",
}  # fmt: skip
MESSAGES: Cases = {
    "M-good": ({}, "complies"),
    "M-voicemail": ({"method": "voicemail"}, "complies"),
    "M-email": ({"method": "email"}, "breach route_not_allowed"),
    "M-post-ended": ({"method": "post"}, "breach route_not_allowed"),
    "M-post-before-end": ({"method": "post", "started_at": "2026-03-04"}, "complies"),
    "M-named": ({"safe_contact_id": "T"}, "complies"),
    "M-named-other-route": ({"safe_contact_id": "V"}, "breach route_not_allowed"),
    "M-named-ended": ({"safe_contact_id": "ENDED", "method": "post"}, "breach ended_contact"),
    "M-named-bare": ({"safe_contact_id": "BARE", "method": "post"}, "breach ended_contact"),
    "M-named-his": ({"safe_contact_id": "HIS"}, "breach ended_contact"),
    "M-named-lost": ({"safe_contact_id": "S9"}, "breach ended_contact"),
    "M-fax": ({"method": "fax"}, "breach route_not_allowed"),
    "M-fax-lost": ({"method": "fax", "safe_contact_id": "S9"}, "breach ended_contact;route_not_allowed"),
    "M-fax-undated": ({"method": "fax", "started_at": ""}, "breach route_not_allowed"),
    "M-none-live": ({"case_id": "K2"}, "undecided no_safe_contact"),
    "M-none-live-yet": ({"started_at": "2026-01-04"}, "undecided no_safe_contact"),
    "M-none-live-named": ({"case_id": "K2", "safe_contact_id": "T"}, "breach ended_contact"),
    "M-undated": ({"started_at": ""}, "undecided day_not_recorded"),
    "M-undated-named": ({"started_at": "", "safe_contact_id": "T"}, "undecided day_not_recorded"),
    "M-undated-lost": ({"started_at": "", "safe_contact_id": "S9"}, "breach ended_contact"),
    "M-to-nobody": ({"person_id": "", "method": "fax"}, "undecided person_not_recorded"),
    "M-to-another": ({"person_id": "P2", "method": "fax"}, "out_of_scope"),
    "M-man-email": ({"case_id": "MAN", "started_at": "2026-03-10", "method": "email"}, "complies"),
    "M-man-voicemail": (
        {"case_id": "MAN", "started_at": "2026-03-10", "method": "voicemail"},
        "breach route_not_allowed",
    ),
    "M-man-none-live": ({"case_id": "MAN", "started_at": "2026-03-09"}, "out_of_scope"),
    "M-man-fax": ({"case_id": "MAN", "started_at": "2026-03-09", "method": "fax"}, "breach route_not_allowed"),
    "M-no-group": ({"case_id": "NO-GROUP", "method": "fax"}, "out_of_scope"),
    "M-no-case": ({"case_id": "NOWHERE", "method": "fax"}, "out_of_scope"),
    "M-in": ({"direction": "in", "method": "fax"}, "absent"),
    "M-no-direction": ({"direction": "", "method": "fax"}, "absent"),
    "M-call": ({"method": "phone"}, "absent"),
    "M-no-method": ({"method": ""}, "absent"),
}
LIVE = [{**row, "safe_contact_id": f"S-{place}"} for place, row in enumerate(SAFE_CONTACTS)]
TABLES = {
    "cases": [*rows("cases", CASE, CASES), *MESSAGES_ON],
    "safe_contacts": [*LIVE, *ROUTES_OPEN],
    "contacts": rows("contacts", MESSAGE, MESSAGES),
}


@pytest.fixture(scope="module")
def contacts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("contacts")) as found:
        yield found


def test_each_case_comes_out_as_its_safe_contacts_say(contacts: Audited) -> None:
    assert told(contacts, "SCN-01", CASES) == expected(CASES)


def test_each_message_comes_out_as_it_should(contacts: Audited) -> None:
    assert told(contacts, "SCN-02", MESSAGES) == expected(MESSAGES)


def test_a_pack_asks_it_for_victims_only(contacts: Audited) -> None:
    came = judged(contacts, "SCN-02", pack_of("derbyshire"))
    assert (came["M-man-voicemail"], came["M-email"]) == ("out_of_scope", "breach route_not_allowed")


def test_days_that_are_off_raise_and_ask_nothing(contacts: Audited) -> None:
    pack = pack_of("combined", days__safe_contact_first="off", days__safe_contact_confirm="off")
    came = judged(contacts, "SCN-01", pack)
    records = ("C-none", "C-undated", "C-not-confirmed", "C-no-next")
    assert [came[record] for record in records] == [
        "out_of_scope", "out_of_scope", "complies", "breach no_next_contact",
    ]  # fmt: skip


def test_without_safe_contacts_nothing_is_called_certain_but_a_fax(tmp_path: Path) -> None:
    with export(TABLES, tmp_path, absent=["safe_contacts"]) as found:
        assert not_tested(found, "SCN-01") == "table safe_contacts absent"
        came = judged(found, "SCN-02")
        assert came["M-good"].startswith("undecided")
        assert came["M-fax"] == "breach route_not_allowed"


def test_with_no_safe_contact_at_all_every_open_case_is_told(tmp_path: Path) -> None:
    with export({**TABLES, "safe_contacts": []}, tmp_path) as found:
        assert judged(found, "SCN-01")["C-good"] == "breach none_live"
