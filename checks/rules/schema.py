"""The JSON Schema of a rule chapter, for editors: it completes keys and marks what the loader would refuse."""

from typing import Any

from checks.facts.views import views
from checks.policy.clauses import register
from checks.policy.settings import catalogue
from checks.rules.loader import CERTAINTIES, HEADLINES, OPTIONAL, REQUIRED, SEVERITIES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = {
    "id": "Three capitals and two digits, such as OWN-01. Used once.",
    "title": "The obligation, said positively: what is so when the rule is kept.",
    "clauses": "The clauses it enforces, by their ids in the register; [] for a rule that enforces none.",
    "headline": "Where the report shows it.",
    "severity": "How much a breach matters.",
    "severity_instead": "Where the predicate holds, the severity is the setting's.",
    "certainty": "fact when the record itself shows a breach; review when a person must read something first.",
    "judges": "The facts view. One row of it is one record.",
    "only_with": "A yes or no setting without which the rule is off.",
    "needs": "Tables without which the rule is not tested though it judges others. They may be empty.",
    "applies_to": "Predicate: which rows are in scope; true for all.",
    "breach": "One or more causes, each 'name: predicate'.",
    "conflict": "By the name of a breach cause: where this holds too, that cause is a conflict instead.",
    "undecided": "Named predicates under which nobody can judge the record.",
    "waiting": "Predicate: records that are not late yet.",
    "blank": "For every column read that may be blank: undecided, breach (cause), not raised or out of scope.",
    "counted": "By a label, a predicate: how many of the rows that comply meet it.",
    "shows": "Columns that a finding's detail shows beside those that decided it.",
    "remedy": "An order to the person who will put it right.",
    "why": "Why it matters, to somebody who was not there when the policy was written.",
    "examples": "Worked examples as a table: columns of the view and settings, then expect and because.",
}


def chapter_schema() -> dict[str, Any]:
    """The schema of a chapter file: a list of rules."""
    keys = {key: {"description": ABOUT[key], **_kind(key)} for key in ABOUT if key in REQUIRED | OPTIONAL}
    rule = {"type": "object", "properties": keys, "required": sorted(REQUIRED), "additionalProperties": False}
    return {
        "$schema": DIALECT,
        "title": "A chapter of rules",
        "description": "docs/rule-format.md explains every key.",
        "type": "array",
        "items": rule,
    }


def _kind(key: str) -> dict[str, Any]:
    predicate = {"type": ["string", "boolean"]}
    predicates = {"type": "object", "additionalProperties": predicate}
    names = {"type": "array", "items": {"type": "string"}}
    kinds: dict[str, dict[str, Any]] = {
        "id": {"type": "string", "pattern": "^[A-Z]{3}-[0-9]{2}$"},
        "clauses": {"type": "array", "items": {"enum": list(register())}, "uniqueItems": True},
        "headline": {"enum": list(HEADLINES)},
        "severity": {"enum": list(SEVERITIES)},
        "certainty": {"enum": list(CERTAINTIES)},
        "judges": {"oneOf": [{"const": view.name, "description": view.about} for view in views().values()]},
        "severity_instead": {
            "type": "object",
            "properties": {"when": {"type": "string"}, "setting": {"enum": list(catalogue())}},
            "required": ["when", "setting"],
            "additionalProperties": False,
        },
        "breach": {**predicates, "minProperties": 1},
        "conflict": predicates,
        "undecided": predicates,
        "counted": predicates,
        "blank": {
            "type": "object",
            "additionalProperties": {"type": "string", "pattern": "^(undecided|breach|not raised|out of scope)"},
        },
        "only_with": {"enum": [name for name, setting in catalogue().items() if setting.kind == "yes_no"]},
        "needs": names,
        "shows": names,
        "applies_to": predicate,
        "waiting": predicate,
    }
    return kinds.get(key, {"type": "string", "minLength": 1})
