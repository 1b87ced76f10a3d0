"""The sections of the notebooks that read one theme deeply, a module for each."""

from collections.abc import Callable, Mapping

from checks.output.readings import case_review, decision_rationales, disclosures, retention, rule_catalogue, third_party
from checks.output.readings.selected import Selected
from checks.output.sections import Section

SECTIONS: Mapping[str, Mapping[str, Callable[[Selected], Section]]] = {
    "decision_rationales": decision_rationales.SECTIONS,
    "retention": retention.SECTIONS,
    "third_party": third_party.SECTIONS,
    "disclosures": disclosures.SECTIONS,
    "case_review": case_review.SECTIONS,
}
CATALOGUE = rule_catalogue.SECTIONS
