"""What a rule asked of a record in one run, as a digest, so that two runs can tell whether they asked the same."""

import hashlib
import json
from datetime import date

from checks.facts import views
from checks.intake.load import Loaded
from checks.policy.packs import Pack
from checks.rules.model import Rule
from checks.rules.select import reads

LENGTH = 12  # hexadecimal digits: enough to tell the versions of one rule apart
LACKING = "+"  # parts what a rule asked from what the export lacked of it


def terms(rule: Rule, pack: Pack, loaded: Loaded) -> str:
    """``asked`` or ``asked+lacking``: two digests of a rule under a pack, and of what it read that was not there.

    What a rule asked is its predicates, the settings it reads, the causes switched off, and the SQL of its
    facts with their settings filled in, on a fixed day. Two equal texts asked the same; the reverse need not hold.
    """
    asked = {
        "predicates": [(name, tree.sql()) for name, tree in rule.predicates],
        "settings": {name: pack.values.get(name) for name in sorted(reads(rule, pack, frozenset()).settings)},
        "causes_off": pack.causes_off(rule.id),
        "facts": views.statements({rule.judges: set(rule.columns)}, pack, date.min),
    }
    lacking = sorted(_lacking(rule, pack, loaded))
    return _digest(asked) + (LACKING + _digest(lacking) if lacking else "")


def _lacking(rule: Rule, pack: Pack, loaded: Loaded) -> set[tuple[str, str]]:
    """The tables and columns that the rule reads and the export does not have, optional ones too."""
    read = reads(rule, pack, frozenset()).columns
    return {(table, column) for table, column in read if not _there(table, column, loaded)}


def _there(table: str, column: str, loaded: Loaded) -> bool:
    return table in loaded.columns and (not column or column in loaded.columns[table])


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:LENGTH]
