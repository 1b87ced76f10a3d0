"""The clauses about what the audit takes in: everyone's records, and information in any form or route."""

from collections.abc import Callable
from functools import cache

import pytest

from tests import every_kind
from tests.exports import SAMPLE_AS_OF, audited, pack_of

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str, str], dict[str, set[str]]]:
    """The rules of a pack that judge the records of a table, by the code in a column."""
    export = every_kind.write(tmp_path_factory.mktemp("every") / "export")

    @cache
    def answers(pack: str) -> dict[tuple[str, str], dict[str, set[str]]]:
        with audited(export, pack_of(pack), SAMPLE_AS_OF) as audit:
            return {asked: every_kind.judged_by(audit, *asked) for asked in every_kind.ASKED}

    return lambda pack, table, column: answers(pack)[table, column]


PACKS = pytest.mark.parametrize("pack", ["women-dvpp", "combined"])
BOTH = pytest.mark.parametrize("pack", ["manchester", "combined"])
Judged = Callable[[str, str, str], dict[str, set[str]]]


@PACKS
@pytest.mark.parametrize(
    ("group", "table", "column", "codes"),
    [
        ("clients", "cases", "client_group", None),
        ("clients", "disclosures", "subject_type", ["client", "third_party"]),
        ("staff", "staff", "worker_type", ["employee", "volunteer", "sessional", "student"]),
        ("staff", "disclosures", "subject_type", ["staff"]),
        ("staff", "documents", "owner_type", ["staff"]),
        ("committee", "staff", "worker_type", ["committee_member"]),
        ("committee", "disclosures", "subject_type", ["committee_member"]),
        ("committee", "documents", "owner_type", ["committee"]),
        ("committee", "committee_papers", "circulation", None),
        ("would-be clients", "applicants", "kind", ["service"]),
        ("applicants", "applicants", "kind", None),
        ("applicants", "disclosures", "subject_type", ["applicant"]),
        ("applicants", "documents", "owner_type", ["applicant"]),
    ],
)  # fmt: skip
def test_rules_judge_the_records_of_clients_staff_committee_and_applicants(
    judged: Judged, pack: str, group: str, table: str, column: str, codes: list[str] | None
) -> None:
    found = judged(pack, table, column)
    assert {code: rules for code, rules in found.items() if (codes is None or code in codes) and not rules} == {}


@BOTH
def test_a_disclosure_is_judged_by_whatever_route_it_went_speech_included(judged: Judged, pack: str) -> None:
    found = judged(pack, "disclosures", "channel")
    assert {"phone", "in_person", "video", "voicemail", "social_media", "fax", "post"} <= set(found)
    on_any_route = {"CON-01", "CON-02", "AUT-01", "AUT-04", "DIS-02", "DIS-05", "RAT-02", "RAT-04"}
    assert {channel: on_any_route - rules for channel, rules in found.items() if on_any_route - rules} == {}


@BOTH
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("information_requests", "channel"), ("disposal_log", "media"), ("storage_locations", "kind"),
        ("documents", "owner_type"), ("access_log", "object_type"),
    ],
)  # fmt: skip
def test_every_form_that_information_is_kept_asked_for_or_destroyed_in_is_judged(
    judged: Judged, pack: str, table: str, column: str
) -> None:
    found = judged(pack, table, column)
    assert [code for code, rules in found.items() if not rules] == []


def test_every_way_of_meeting_a_client_is_judged(judged: Judged) -> None:
    """All in ``combined``; in ``manchester``, whose clauses ask nothing of a log entry of a talk, the messages."""
    assert [method for method, rules in judged("combined", "contacts", "method").items() if not rules] == []
    found = judged("manchester", "contacts", "method")
    assert {method for method, rules in found.items() if rules} == {"voicemail", "text", "email", "post", "fax"}
