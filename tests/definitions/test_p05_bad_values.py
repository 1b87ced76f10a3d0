"""P5, bad values: what the gate reports, how they are read, and that no row is dropped for them."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from checks.errors import ExportError
from tests.definitions.told import DAY, Told, case, share, tell
from tests.exports import pack_of
from tests.facts.judged import audit

pytestmark = pytest.mark.engine


def test_the_gate_reports_each_with_counts_and_every_row_is_judged(tmp_path: Path) -> None:
    tables = {
        "decisions": [
            {"decision_id": "D1", "decision_type": "maybe", "decided_at": "24/10/2026"},
            {"decision_id": "D2", "decision_type": "share", "decided_at": "2026-02-30"},
        ],
        "disclosures": [
            share(disclosure_id="1", decision_id="D1"),
            share(disclosure_id="2", decision_id="D2", scope="outside", info_categories="identity;gossip"),
            share(disclosure_id="3", decision_id="gone", disclosed_at="soon", scope="abroad"),
        ],
    }
    found = audit(tables, tmp_path, ["RAT-02"])
    told = found.gate[found.gate["rows"] > 0][["table", "column", "problem", "rows", "first_rows"]].to_numpy().tolist()
    bad = {tuple(line) for line in told if line[2] in ("unknown_code", "unreadable_date", "dangling_id")}
    assert bad == {
        ("decisions", "decision_type", "unknown_code", 1, "2"),
        ("decisions", "decided_at", "unreadable_date", 2, "2;3"),
        ("disclosures", "scope", "unknown_code", 2, "3;4"),
        ("disclosures", "info_categories", "unknown_code", 1, "3"),
        ("disclosures", "disclosed_at", "unreadable_date", 1, "4"),
        ("disclosures", "decision_id", "dangling_id", 1, "4"),
    }
    assert found.findings[["record_id", "outcome", "cause"]].to_numpy().tolist() == [
        ["1", "breach", "not_a_share_decision"],
        ["2", "undecided", "decided_later_unknown"],
        ["3", "breach", "dangling"],
    ]
    assert found.outcomes.set_index("rule_id").loc["RAT-02", "in_scope"] == 3


@pytest.mark.parametrize(
    ("ids", "stops"),
    [(["C1", "C2", " C1 "], True), (["", "", "C1", "c1"], False)],
)
def test_two_rows_with_one_key_stop_the_run_and_two_without_do_not(ids: list[str], stops: bool, tmp_path: Path) -> None:
    tables = {"cases": [case(case_id=given) for given in ids]}
    if stops:
        with pytest.raises(ExportError, match="case_id must be different in every record, and 2 records share it"):
            audit(tables, tmp_path, ["RET-05"])
    else:
        assert audit(tables, tmp_path, ["RET-05"]).sources["records"].tolist() == [len(ids)]


def shared(fact: str, expected: object, **own: str) -> Told:
    return Told(f"disclosures.{fact}", expected, {"disclosures": [share(**own)]})


STORIES = {
    "an unknown code is read as blank": shared("basis", None, basis="common_sense"),
    "so that a scope nobody knows is external": shared("external", True, scope="inner", recipient_kind="committee"),
    "an unknown item of a list is left out": shared("identifiable", False, info_categories="gossip;none_identifying"),
    "a list of none but unknown items is blank": shared("categories_blank", True, info_categories="gossip;rumour"),
    "an unreadable date is read as blank": shared("disclosed_day", None, disclosed_at="24/10/2026"),
    "as is a day that no year has": shared("disclosed_day", None, disclosed_at="2026-02-29"),
    "a day that a leap year has is not": shared("disclosed_day IS NULL", False, disclosed_at="2024-02-29"),
    "a moment with its zone cannot be read": shared("disclosed_day", None, disclosed_at=f"{DAY}T10:00Z"),
    "an id that finds no row is still filled": shared("decision_named", True, decision_id="gone"),
    "and points to nothing": shared("decision_found", False, decision_id="gone"),
    "a blank id is not filled": shared("decision_named", False, decision_id=" "),
    "a closing day before the opening day is left": Told(
        "retention.closed_on < opened_on AND closed_before_opened", True,
        {"cases": [case(closed_on="2026-01-04")]}, "C#",
    ),
    "one on the opening day is nothing odd": Told(
        "retention.closed_before_opened", False, {"cases": [case(closed_on="2026-01-05")]}, "C#"
    ),
    "nor is one with no opening day": Told(
        "retention.closed_before_opened", False, {"cases": [case(closed_on="2026-01-04", opened_on="")]}, "C#"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("bad"), pack_of("combined"))


@pytest.mark.parametrize("sentence", STORIES)
def test_a_bad_value_is_read(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] == STORIES[sentence].expected
