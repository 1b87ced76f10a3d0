"""P14, linked rows: concerns, serious ones, authorisations, and the bases that break a confidence."""

from collections.abc import Mapping

import pytest

from tests.definitions.told import DAY, Row, Told, share, tell
from tests.exports import pack_of

pytestmark = pytest.mark.engine
DECISION = {"decision_id": "DE#", "decision_type": "share", "decided_at": f"{DAY}T11:00", "concern_id": "K#"}
CONCERN = {"concern_id": "K#", "kind": "serious_harm_to_other", "raised_at": f"{DAY}T10:00", "at_risk_id": "X#"}


def linked(fact: str, expected: bool, concern: Row | None = None, decision: Row | None = None, **own: str) -> Told:
    """A share at noon on its decision at eleven, with a concern raised at ten that the decision names."""
    tables = {
        "safeguarding_concerns": [CONCERN | (concern or {})],
        "decisions": [DECISION | (decision or {})],
        "disclosures": [share(decision_id="DE#", disclosed_at=f"{DAY}T12:00") | own],
    }
    return Told(f"disclosures.{fact}", expected, tables)


def of_share(expected: bool, concern: Row | None = None, decision: Row | None = None, **own: str) -> Told:
    return linked("concern_linked", expected, concern, decision, **own)


def of_decision(expected: bool, concern: Row | None = None, decision: Row | None = None) -> Told:
    return linked("concern_decided", expected, concern, decision)


def authorised(expected: bool, authorisation: Row, **own: str) -> Told:
    held = {"authorisation_id": "AU#", "kind": "manager_approval", "held_at": "2026-10-30"}
    tables = {"authorisations": [held | authorisation], "disclosures": [share(**own)]}
    return Told("disclosures.manager_row_linked", expected, tables)


def breaking(expected: bool, basis: str) -> Told:
    return Told("disclosures.basis_breaking", expected, {"disclosures": [share(basis=basis)]})


CONCERNS = {
    "a concern that the decision names is linked": of_share(True),
    "a concern that names the decision is linked": of_share(True, {"decision_id": "DE#"}, {"concern_id": ""}),
    "one that neither names is not": of_share(False, None, {"concern_id": ""}),
    "one that is not there is not": of_share(False, None, {"concern_id": "K#-gone"}),
    "one on the same case is not for that": of_share(False, {"case_id": "C#"}, {"concern_id": "", "case_id": "C#"}),
    "raised at the very moment counts": of_share(True, {"raised_at": f"{DAY}T12:00"}),
    "raised a second later does not": of_share(False, {"raised_at": f"{DAY}T12:00:01"}),
    "raised that day without a time counts": of_share(True, {"raised_at": DAY}),
    "raised later that day counts where the share has no time": of_share(
        True, {"raised_at": f"{DAY}T23:59"}, disclosed_at=DAY
    ),
    "raised the day after does not": of_share(False, {"raised_at": "2026-10-25"}),
    "raised at no known time is not linked": of_share(False, {"raised_at": ""}),
    "an undated share has no concern": of_share(False, disclosed_at=""),
    "a share without a decision has none": of_share(False, decision_id=""),
    "a decision that is not there links nothing": of_share(
        False, {"decision_id": "DE#-gone"}, decision_id="DE#-gone"
    ),
    # of a decision, at the time of the decision
    "raised by the time of the decision": of_decision(True, {"raised_at": f"{DAY}T11:00"}),
    "raised between the decision and the share": of_decision(False, {"raised_at": f"{DAY}T11:30"}),
    "raised on the day of a decision without a time": of_decision(
        True, {"raised_at": f"{DAY}T11:30"}, {"decided_at": DAY}
    ),
    "a decision on no known day has none": of_decision(False, None, {"decided_at": ""}),
    "a concern that names the decision is the decision's": of_decision(
        True, {"decision_id": "DE#"}, {"concern_id": ""}
    ),
    # serious, and about whom
    "a kind of serious harm is serious": linked("serious_concern_linked", True),
    "another kind is not": linked("serious_concern_linked", False, {"kind": "child_concern"}),
    "nor is one of no known kind": linked("serious_concern_linked", False, {"kind": ""}),
    "nor one that came too late": linked("serious_concern_linked", False, {"raised_at": f"{DAY}T12:00:01"}),
    "a decision's may be serious": linked("serious_concern_decided", True),
    "and may not": linked("serious_concern_decided", False, {"kind": "child_concern"}),
    "a concern about somebody else is told apart": linked("concern_about_another", True),
    "from one about the subject": linked("concern_about_another", False, {"at_risk_id": "P#"}),
    "and one about nobody known": linked("concern_about_another", False, {"at_risk_id": ""}),
}  # fmt: skip
AUTHORISATIONS = {
    "the disclosure may name it": authorised(True, {}, authorisation_id="AU#"),
    "it may carry the disclosure": authorised(True, {"disclosure_id": "DI#"}),
    "both may carry one decision": authorised(True, {"decision_id": "DE#"}, decision_id="DE#"),
    "blank decisions are not the same": authorised(False, {}),
    "nor are different ones": authorised(False, {"decision_id": "DE#-b"}, decision_id="DE#"),
    "the same case is no link": authorised(False, {"case_id": "C#"}),
    "another disclosure is none": authorised(False, {"disclosure_id": "DI#-b"}),
    "one that is not there is none": authorised(False, {}, authorisation_id="AU#-gone"),
    "whenever it was held, even on no known day": authorised(True, {"disclosure_id": "DI#", "held_at": ""}),
    "whatever its kind": authorised(True, {"disclosure_id": "DI#", "kind": ""}),
}
BASES = {
    "one on the list breaks": breaking(True, "risk_to_other"),
    "in any case of letters": breaking(True, " Risk_To_Other "),
    "consent does not": breaking(False, "consent"),
    "a blank one does not": breaking(False, ""),
    "an unknown one does not": breaking(False, "common_sense"),
}
STORIES = {
    **CONCERNS,
    **{f"authorisation: {sentence}": told for sentence, told in AUTHORISATIONS.items()},
    **{f"basis: {sentence}": told for sentence, told in BASES.items()},
}
PACK = pack_of("combined", conflict__harm_kinds=["serious_harm_to_other"], basis__breaking=["risk_to_other"])


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, object]:
    return tell(STORIES, tmp_path_factory.mktemp("linked"), PACK)


@pytest.mark.parametrize("sentence", STORIES)
def test_what_is_linked(said: Mapping[str, object], sentence: str) -> None:
    assert said[sentence] is STORIES[sentence].expected
