"""TPS-03 on what was released to clients, made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import Audited, pack_of
from tests.facts.hand_made import Cases, expected, export, judged, rows

pytestmark = pytest.mark.engine

STAFF = [{"staff_id": "S2", "role": "line_manager", "started_on": "2020-01-06"}]
VIEW = {
    "kind": "view", "requester_type": "client", "requester_id": "P1", "case_id": "K1", "outcome": "granted",
    "received_at": "2026-03-01", "third_party_checked_by": "S2",
}  # fmt: skip
DOCUMENT = {"owner_type": "case", "owner_id": "K1", "section": "client", "source_kind": "worker"}
DOCUMENTS: dict[str, dict[str, str]] = {
    "plain": {},
    "sealed": {"section": "third_party"},
    "restricted": {"section": "restricted", "source_kind": ""},
    "family": {"source_kind": "family", "source_id": "P3"},
    "own-child": {"source_kind": "child", "source_id": "P1"},
    "other-child": {"source_kind": "child", "source_id": "P4"},
    "unset": {"section": "not_set", "source_kind": "not_known"},
    "unset-worker": {"section": ""},
    "unset-family": {"section": "not_set", "source_kind": "family"},
    "source-blank": {"source_kind": ""},
    "source-unknown": {"section": "personnel_open", "source_kind": "not_known"},
}
RELEASE = {
    "case_id": "K1", "subject_id": "P1", "subject_type": "client", "disclosed_at": "2026-03-05", "scope": "external",
    "recipient_kind": "court", "basis": "subject_access", "info_categories": "identity", "document_id": "plain",
}  # fmt: skip
TO_SUBJECT = {"basis": "consent", "recipient_kind": "data_subject"}
RELEASES: Cases = {
    "R-good": ({}, "complies"),
    "R-other-basis": ({"basis": "consent", "document_id": "sealed"}, "absent"),
    "R-by-request": ({"basis": "consent", "sar_id": "A9", "document_id": "sealed"}, "breach third_party_section"),
    "R-to-subject": ({**TO_SUBJECT, "document_id": "sealed"}, "breach third_party_section"),
    "R-to-another": ({**TO_SUBJECT, "recipient_person_id": "P2", "document_id": "sealed"}, "absent"),
    "R-of-staff": ({"subject_type": "staff", "document_id": "sealed"}, "absent"),
    "R-subject-unknown": ({"subject_type": "", "document_id": "sealed"}, "breach third_party_section"),
    "R-restricted": ({"document_id": "restricted"}, "breach third_party_section"),
    "R-family": ({"document_id": "family"}, "breach third_party_source"),
    "R-own-child": ({"document_id": "own-child"}, "complies"),
    "R-other-child": ({"document_id": "other-child"}, "breach third_party_source"),
    "R-unset": ({"document_id": "unset"}, "breach third_party_source"),
    "R-unset-worker": ({"document_id": "unset-worker"}, "complies"),
    "R-unset-family": ({"document_id": "unset-family"}, "breach third_party_source"),
    "R-source-blank": ({"document_id": "source-blank"}, "undecided source_not_known"),
    "R-source-unknown": ({"document_id": "source-unknown"}, "undecided source_not_known"),
    "R-category": ({"info_categories": "identity;third_party"}, "breach third_party_category"),
    "R-no-paper": ({"document_id": ""}, "undecided document_not_found"),
    "R-lost-paper": ({"document_id": "NOWHERE"}, "undecided document_not_found"),
    "R-no-paper-category": ({"document_id": "", "info_categories": "third_party"}, "breach third_party_category"),
}
CHECKED: Cases = {
    "A-good": ({}, "complies"),
    "A-blank": ({"third_party_checked_by": ""}, "breach no_check"),
    "A-lost": ({"third_party_checked_by": "S9", "outcome": "partly"}, "breach no_check"),
    "A-refused": ({"third_party_checked_by": "", "outcome": "refused"}, "out_of_scope"),
    "A-unanswered": ({"third_party_checked_by": "", "outcome": ""}, "out_of_scope"),
    "A-of-staff": ({"third_party_checked_by": "", "requester_type": "staff"}, "absent"),
    "A-to-correct": ({"third_party_checked_by": "", "kind": "correct"}, "absent"),
}
AGREED = {"given_as": "info_provider", "status": "given", "given_by_id": "P3", "subject_id": "P1"}
TABLES = {
    "staff": STAFF, "cases": [{"case_id": "K1", "person_id": "P1", "client_group": "child"}],
    "documents": [{**DOCUMENT, "document_id": name, **differs} for name, differs in DOCUMENTS.items()],
    "disclosures": rows("disclosures", RELEASE, RELEASES),
    "subject_access_requests": rows("subject_access_requests", VIEW, CHECKED),
    "consents": [{**AGREED, "consent_id": "Y1", "given_on": "2026-03-05"}],
}  # fmt: skip


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("releases")) as found:
        yield found


def test_each_release_comes_out_as_it_should(releases: Audited) -> None:
    assert judged(releases, "TPS-03") == expected(RELEASES, CHECKED)


def test_the_sources_consent_clears_a_release_only_where_the_pack_says_so_and_only_in_time(
    releases: Audited, tmp_path: Path
) -> None:
    lenient = pack_of("combined", third_party__release_with_consent="yes")
    assert judged(releases, "TPS-03", lenient)["R-family"] == "complies"
    assert judged(releases, "TPS-03", pack_of("combined"))["R-family"] == "breach third_party_source"
    late = {**TABLES, "consents": [{**AGREED, "consent_id": "Y1", "given_on": "2026-03-06"}]}
    with export(late, tmp_path) as found:
        assert judged(found, "TPS-03", lenient)["R-family"] == "breach third_party_source"


def test_without_consents_or_documents_what_can_be_told_is_told(tmp_path: Path) -> None:
    with export(TABLES, tmp_path / "consents", absent=["consents"]) as found:
        assert judged(found, "TPS-03")["R-family"] == "breach third_party_source"
    with export(TABLES, tmp_path / "documents", absent=["documents"]) as found:
        came = judged(found, "TPS-03")
        assert came["R-no-paper-category"] == "breach third_party_category"
        assert came["R-good"].startswith("undecided")
        assert came["A-blank"] == "breach no_check"
