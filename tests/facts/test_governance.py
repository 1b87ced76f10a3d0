"""GOV-01 and GOV-02 from end to end: units that a setting names, with or without a row of their own."""

from pathlib import Path

import pytest

from tests.facts.judged import Row, audit, judged, statuses

pytestmark = pytest.mark.engine
POLICY: Row = {
    "policy_id": "PO1", "kind": "confidentiality", "version": "1", "approved_on": "2025-10-31",
    "review_due_on": "2026-12-01", "laws_cited": "dpa_2018", "published_in": "website", "audiences": "staff;clients",
}  # fmt: skip
KIND = {
    "policy__kinds_required": "confidentiality", "policy__kinds_law": "confidentiality", "policy__review_years": 2,
    "policy__audiences": "staff;clients", "policy__publication": "website", "law__current": "dpa_2018",
    "law__repealed": "dpa_1998",
}  # fmt: skip
PRIVACY = {"kind": "privacy_statement"}

# The rows of the register, the settings that differ, and what is found of the one kind asked for.
REGISTERS: dict[str, tuple[list[Row], dict[str, object], dict[str, str]]] = {
    "a policy in order": ([{}], {}, {}),
    "no policy of the kind": ([{"kind": "retention"}], {}, {"confidentiality": "breach absent"}),
    "an unknown kind is none": ([{"kind": "secrecy"}], {}, {"confidentiality": "breach absent"}),
    "review due on the day": ([{"review_due_on": "2026-10-31"}], {}, {}),
    "review due the day before": ([{"review_due_on": "2026-10-30"}], {}, {"PO1": "breach review_overdue"}),
    "no review planned": ([{"review_due_on": ""}], {}, {"PO1": "breach review_overdue"}),
    "review on the anniversary": ([{"review_due_on": "2027-10-31"}], {}, {}),
    "review a day after it": ([{"review_due_on": "2027-11-01"}], {}, {"PO1": "breach review_too_far"}),
    "review after a leap day": (
        [{"approved_on": "2024-02-29", "review_due_on": "2027-03-01"}],
        {"policy__review_years": 3},
        {"PO1": "breach review_too_far"},
    ),
    "no longest time": ([{"review_due_on": "2040-01-01"}], {"policy__review_years": "off"}, {}),
    "not dated": ([{"approved_on": "", "review_due_on": "2040-01-01"}], {}, {}),
    "approved after the run date": ([{"approved_on": "2026-11-01"}], {}, {"confidentiality": "breach absent"}),
    "the latest is judged": (
        [{"approved_on": "2026-01-05"}, {"policy_id": "PO2", "approved_on": "2020-01-05", "review_due_on": ""}],
        {},
        {},
    ),
    "the undated only if there is no other": (
        [{"approved_on": "2020-01-05"}, {"policy_id": "PO2", "approved_on": "", "review_due_on": ""}],
        {},
        {"PO1": "breach review_too_far"},
    ),
    "the highest id on a tie": ([{"review_due_on": ""}, {"policy_id": "PO2"}], {}, {}),
    "a law of several missing": (
        [{}],
        {"law__current": "dpa_2018;hra_1998"},
        {"PO1": "breach law_missing"},
    ),
    "no law cited": ([{"laws_cited": ""}], {}, {"PO1": "breach law_missing"}),
    "a repealed law beside the current": (
        [{"laws_cited": "dpa_2018;dpa_1998"}],
        {},
        {"PO1": "breach law_repealed"},
    ),
    "of a kind that need cite none": ([{"laws_cited": ""}], {"policy__kinds_law": "retention"}, {}),
    "no law is asked for": ([{"laws_cited": ""}], {"law__current": "off"}, {}),
    "an empty list of laws asks for none": ([{"laws_cited": ""}], {"law__current": "none"}, {}),
    "an audience left out": ([{"audiences": "staff"}], {}, {"PO1": "breach audience_missing"}),
    "audiences blank": ([{"audiences": ""}], {}, {"PO1": "breach audience_missing"}),
    "a statement needs no audience": (
        [{**PRIVACY, "audiences": ""}],
        {"policy__kinds_required": "privacy_statement"},
        {},
    ),
    "a statement not published": (
        [{**PRIVACY, "published_in": "leaflet"}],
        {"policy__kinds_required": "privacy_statement"},
        {"PO1": "breach publication_missing"},
    ),
    "two kinds are two records": (
        [{}],
        {"policy__kinds_required": "confidentiality;privacy_statement"},
        {"privacy_statement": "breach absent"},
    ),
    "several causes": (
        [{"laws_cited": "dpa_1998", "audiences": "", "review_due_on": "2026-01-01"}],
        {},
        {"PO1": "breach audience_missing;law_missing;law_repealed;review_overdue"},
    ),
}


@pytest.mark.parametrize("sentence", REGISTERS)
def test_a_policy_is_judged_by_the_one_in_force(sentence: str, tmp_path: Path) -> None:
    rows, own, expected = REGISTERS[sentence]
    found = judged({"policy_register": [POLICY | row for row in rows]}, tmp_path, ["GOV-01"], **(KIND | own))
    assert found == {("GOV-01", record): outcome for record, outcome in expected.items()}


ATTESTATION: Row = {
    "attestation_id": "AT#", "clause_id": "D-05b", "attested_by": "S1", "attested_on": "2026-01-05", "answer": "yes",
    "next_due_on": "2026-12-01",
}  # fmt: skip
ATTESTED: dict[str, tuple[list[Row], str]] = {
    "attested in order": ([{}], ""),
    "never attested": ([], "breach none"),
    "another clause": ([{"clause_id": "d-05b"}], "breach none"),
    "on no known day": ([{"attested_on": ""}], "breach none"),
    "after the run date": ([{"attested_on": "2026-11-01"}], "breach none"),
    "due on the day": ([{"next_due_on": "2026-10-31"}], ""),
    "due the day before": ([{"next_due_on": "2026-10-30"}], "breach expired"),
    "never due": ([{"next_due_on": ""}], "breach expired"),
    "due on the anniversary": ([{"next_due_on": "2027-01-05"}], ""),
    "due a day later": ([{"next_due_on": "2027-01-06"}], "breach expired"),
    "answered no": ([{"answer": "no"}], "breach answered_no"),
    "not applicable": ([{"answer": "not_applicable"}], ""),
    "not answered": ([{"answer": ""}], "breach answer_blank"),
    "by nobody": ([{"attested_by": ""}], "breach unknown_person"),
    "by somebody unknown": ([{"attested_by": "S9"}], "breach unknown_person"),
    "by somebody who had left": ([{"attested_by": "S2"}], "breach unknown_person"),
    "on somebody's last day": ([{"attested_by": "S2", "attested_on": "2025-12-31"}], ""),
    "by somebody who had not started": ([{"attested_by": "S3"}], "breach unknown_person"),
    "the latest is judged": ([{"answer": "no", "attested_on": "2025-12-01"}, {}], ""),
    "the highest id on a tie": ([{"answer": "no"}, {"attestation_id": "AU#"}], ""),
    "several causes": (
        [{"answer": "no", "next_due_on": "", "attested_by": ""}], "breach answered_no;expired;unknown_person",
    ),
}  # fmt: skip
STAFF = [
    {"staff_id": "S1", "started_on": "2020-01-06"},
    {"staff_id": "S2", "left_on": "2025-12-31"},
    {"staff_id": "S3", "started_on": "2026-01-06"},
]


@pytest.mark.parametrize("sentence", ATTESTED)
def test_a_clause_is_judged_by_its_latest_attestation(sentence: str, tmp_path: Path) -> None:
    rows, expected = ATTESTED[sentence]
    numbered = [
        {key: value.replace("#", str(n)) for key, value in (ATTESTATION | row).items()} for n, row in enumerate(rows)
    ]
    tables = {"attestations": numbered, "staff": STAFF}
    found = judged(tables, tmp_path, ["GOV-02"], attestation__clauses="D-05b")
    assert found == ({("GOV-02", "D-05b"): expected} if expected else {})


def test_a_clause_that_nobody_attested_stands_in_no_file(tmp_path: Path) -> None:
    found = audit({"attestations": [], "staff": STAFF}, tmp_path, ["GOV-02"], attestation__clauses="D-05b;O-1a")
    where = found.findings[["table", "record_id", "case_id", "source_file", "source_row", "detail"]]
    detail = "none: attested on blank; answer blank; next due on blank; latest due on blank"
    assert where.to_numpy().tolist() == [
        ["attestations", "D-05b", "", "", 0, detail],
        ["attestations", "O-1a", "", "", 0, detail],
    ]


def test_without_staff_only_who_attested_is_unknown(tmp_path: Path) -> None:
    attested = [
        ATTESTATION | {"attestation_id": "AT1"},
        ATTESTATION | {"attestation_id": "AT2", "clause_id": "O-1a", "attested_by": ""},
        ATTESTATION | {"attestation_id": "AT3", "clause_id": "O-1.1a", "answer": "no"},
    ]
    own = {"attestation__clauses": "D-05b;O-1a;O-1.1a;H-1.1"}
    assert judged({"attestations": attested}, tmp_path, ["GOV-02"], **own) == {
        ("GOV-02", "D-05b"): "undecided unknown_person_not_testable",
        ("GOV-02", "H-1.1"): "breach none",
        ("GOV-02", "O-1a"): "breach unknown_person",
        ("GOV-02", "O-1.1a"): "breach answered_no",
    }


def test_without_their_tables_neither_is_tested(tmp_path: Path) -> None:
    found = statuses(audit({"staff": STAFF}, tmp_path, ["GOV-01", "GOV-02"]))
    assert found["GOV-01"] == ("not_tested", "table policy_register absent")
    assert found["GOV-02"] == ("not_tested", "table attestations absent")
