"""What the notebooks that read one theme deeply call: begin, show each section, finish.

Each name below is one notebook: ``retention.begin(globals())`` checks its parameters, runs the audit with
the facts views it lists, and gives its sections as attributes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import checks
from checks.errors import PolicyError
from checks.output.readings import CATALOGUE, SECTIONS
from checks.output.readings.selected import Selected
from checks.output.sections import Section
from checks.results.audit import Audit
from checks.runs import parameters
from checks.runs.catalogue import catalogue
from checks.runs.completion import Complete, passed, plainly
from checks.runs.parameters import Parameters

Parts = Mapping[str, Callable[[], Section]]


class Begun:
    """A reading that has begun. Each of its sections is an attribute; ``finish()`` ends it."""

    def __init__(self, title: str, parts: Parts) -> None:
        self._title, self._parts = title, parts

    def __getattr__(self, name: str) -> Section:
        if name not in self._parts:
            raise AttributeError(f"There is no section {name}; there are {', '.join(self._parts)}.")
        with plainly():
            return self._parts[name]()

    def __dir__(self) -> list[str]:
        return [*self._parts, "finish"]

    def finish(self) -> Complete:
        """The marker of a whole run."""
        return Complete({}, f"{self._title} is complete.")


@dataclass(frozen=True)
class Reading:
    """One notebook: its parameters, the facts views it lists, and its sections by name.

    ``name`` is the notebook's file name without its ending; ``title`` heads the page.
    """

    name: str
    title: str
    names: Sequence[str]
    listings: Sequence[str]
    sections: Mapping[str, Callable[[Selected], Section]]

    def begin(self, namespace: Mapping[str, object]) -> Begun:
        """Check the parameters, found among a notebook's ``globals()``, and run the audit. Raises UserError."""
        with plainly():
            asked = parameters.read(passed(namespace), Path.cwd(), self.names)
            audit = _audit(asked, [*self.listings, "case_register"])
            _refuse_unknown_case(audit, asked.case_id)
            selected = Selected(audit, asked.service, asked.case_id)
            return Begun(self.title, {name: partial(show, selected) for name, show in self.sections.items()})

    def heading(self, asked: Parameters) -> str:
        """The title of the page, with the case or service it is about and the day."""
        about = asked.case_id or (f"service {asked.service}" if asked.service else "")
        return ", ".join(filter(None, [self.title, about, f"{asked.as_of.day} {asked.as_of:%B %Y}"]))


@dataclass(frozen=True)
class Catalogue:
    """The notebook of the clauses and rules of a pack, which needs no export."""

    name: str = "rule_catalogue"
    title: str = "Rule catalogue"
    names: Sequence[str] = parameters.CATALOGUE

    def begin(self, namespace: Mapping[str, object]) -> Begun:
        """Check the parameters and read the pack and its rules. Raises UserError."""
        with plainly():
            asked = parameters.read_catalogue(passed(namespace), Path.cwd())
            read = catalogue(asked.pack, asked.rule, asked.own_rules)
            return Begun(self.title, {name: partial(show, read) for name, show in CATALOGUE.items()})


def _audit(asked: Parameters, listings: Sequence[str]) -> Audit:
    return checks.check(
        asked.export_dir,
        pack=asked.pack,
        as_of=asked.as_of,
        settings=asked.settings,
        mapping=asked.mapping,
        own_rules=asked.own_rules,
        listings=listings,
        case=asked.case_id or None,
    )


def _refuse_unknown_case(audit: Audit, case_id: str) -> None:
    """Without a word on which cases there are: whoever mistypes an id learns of no other."""
    known = audit.listings.get("case_register")
    if case_id and (known is None or case_id not in set(known["case_id"])):
        raise PolicyError(f"There is no case '{case_id}' in the export's cases on that day. Check case_id and as_of.")


decision_rationales = Reading(
    "decision_rationales",
    "Decision rationales",
    parameters.READING,
    ("decision_register", "disclosure_register", "when_to_share"),
    SECTIONS["decision_rationales"],
)
retention = Reading(
    "retention", "Retention", parameters.READING, ("retention_register", "paper_register"), SECTIONS["retention"]
)
third_party = Reading(
    "third_party",
    "Third-party information",
    parameters.READING,
    ("paper_register", "disclosure_register"),
    SECTIONS["third_party"],
)
disclosures = Reading(
    "disclosures", "Disclosures", parameters.READING, ("disclosure_register",), SECTIONS["disclosures"]
)
case_review = Reading(
    "case_review",
    "Case review",
    parameters.CASE_REVIEW,
    ("timeline", "disclosure_register", "consent_that_day", "decision_register", "when_to_share", "retention_register"),
    SECTIONS["case_review"],
)
rule_catalogue = Catalogue()

READINGS: Mapping[str, Reading | Catalogue] = {
    one.name: one for one in (decision_rationales, retention, third_party, disclosures, case_review, rule_catalogue)
}
