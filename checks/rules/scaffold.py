"""A new rule to start from: whole, valid and running, so that its writer changes it and deletes nothing."""

from checks.errors import PolicyError
from checks.facts.views import Fact, View, views
from checks.rules.loader import ID

SCHEMA = "rules.schema.json"


def new_rule(rule_id: str, judges: str, column: str | None) -> str:
    """The text of a rule that asks for one fact to be recorded; ``column`` may be blank in the view.

    PolicyError for an id that is not one, or a view or column there is not.
    """
    if not ID.fullmatch(rule_id):
        raise PolicyError(f"'{rule_id}' is not a rule id. Give three capitals and two digits, such as OWN-01.")
    if judges not in views():
        raise PolicyError(f"There is no view '{judges}'. The views are: {', '.join(views())}.")
    view = views()[judges]
    plain = ("code", "codes", "date", "number")
    may_be_blank = {fact.name: fact for fact in view.facts.values() if fact.blank and fact.kind in plain}
    if column is None and may_be_blank:
        column = next(iter(may_be_blank))
    if column not in may_be_blank:
        known = ", ".join(may_be_blank) or "none of its columns"
        raise PolicyError(f"View {judges} has no column '{column}' that may be blank. It has: {known}.")
    return _text(rule_id, view, may_be_blank[str(column)])


def _text(rule_id: str, view: View, fact: Fact) -> str:
    words = fact.name.replace("_", " ")
    width = max(len(fact.name), len(_example(fact)))
    rows = ((fact.name, "expect", "because"), (_example(fact), "complies", "it is recorded"),
            ("", f"breach {fact.name}_blank", "nobody recorded it"))  # fmt: skip
    middle = max(len(row[1]) for row in rows)
    table = "\n".join(f"    {one.ljust(width)} | {two.ljust(middle)} | {three}" for one, two, three in rows)
    return f"""- id: {rule_id}
  title: Every record has its {words}
  clauses: []
  headline: other
  severity: warning
  certainty: fact
  judges: {view.name}
  applies_to: "true"
  breach:
    {fact.name}_blank: {fact.name} IS NULL
  blank:
    {fact.name}: breach ({fact.name}_blank)
  remedy: Record the {words}.
  why: Without the {words} nobody can follow later what was done.
  examples: |
{table}
"""


def _example(fact: Fact) -> str:
    given = fact.typical
    if isinstance(given, list):
        return ";".join(given) or "none"
    sample = {"date": "2026-03-05", "number": "1", "codes": "none"}.get(fact.kind, "recorded")
    return sample if given is None else str(given)
