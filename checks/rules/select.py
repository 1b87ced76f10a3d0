"""Which rules a run can test in this export, and why not the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from checks.errors import PolicyError
from checks.facts.fill import settings_read
from checks.facts.lineage import Origin
from checks.intake.load import Loaded
from checks.intake.tables import declared
from checks.policy.packs import Pack, missing_answers
from checks.rules.compile import Judgement, active_causes, compile_rule, has_rule, switched_off
from checks.rules.model import Rule


@dataclass(frozen=True)
class Selection:
    """The rules to run, compiled; what each could not be tested on; and the others with their reason.

    ``partly`` names, for a rule that runs, the part that was not tested; ``set_aside`` gives the
    status (off, not_tested) and reason of a rule that does not run.
    """

    judgements: Sequence[Judgement]
    partly: Mapping[str, str]
    set_aside: Mapping[str, tuple[str, str]]


def check_answers(rules: Sequence[Rule], pack: Pack) -> None:
    """Refuse to start while a setting that these rules read is still at ``ask``."""
    needed: set[str] = set()
    for rule in rules:
        if has_rule(rule, pack) and not switched_off(rule, pack):
            needed |= reads(rule, pack, frozenset()).settings
    if needed & set(pack.unanswered):
        raise PolicyError(missing_answers(pack, needed))


def select(rules: Mapping[str, Rule], wanted: Sequence[str], pack: Pack, as_of: date, loaded: Loaded) -> Selection:
    """Sort the rules into those that run and those that do not, and compile the first."""
    judgements: list[Judgement] = []
    partly: dict[str, str] = {}
    aside: dict[str, tuple[str, str]] = {}
    for rule in rules.values():
        reason = _set_aside(rule, wanted, pack, loaded)
        if reason is not None:
            aside[rule.id] = reason
            continue
        absent = loaded.absent()
        sides = rule.view.sides(rule.applies_to, absent, pack)
        unknown = {name for name in rule.view.facts if any(s.columns[name].tables & absent for s in sides)}
        judgements.append(compile_rule(rule, pack, as_of, unknown))
        lacking = _lacking(rule, pack, absent)
        if lacking:
            partly[rule.id] = f"partly tested: {_tables(lacking)} absent, so what needs it is undecided or not judged"
    return Selection(judgements, partly, aside)


def _set_aside(rule: Rule, wanted: Sequence[str], pack: Pack, loaded: Loaded) -> tuple[str, str] | None:
    if not has_rule(rule, pack):
        return "off", f"pack {pack.name} has none of its clauses"
    if switched_off(rule, pack):
        return "off", f"it is used only where {rule.only_with} is yes"
    if not active_causes(rule, pack):
        return "off", f"pack {pack.name} raises none of its causes"
    if rule.id not in wanted:
        return "not_tested", "not among the rules asked for"
    main = rule.view.main
    if not set(main) & set(loaded.columns):
        return "not_tested", f"table {' and '.join(main)} absent"
    lacking = [table for table in rule.needs if table not in loaded.columns]
    if lacking:
        return "not_tested", f"table {' and '.join(lacking)} absent"
    missing = sorted(_missing_columns(reads(rule, pack, loaded.absent()), loaded))
    if missing:
        return "not_tested", f"column {', '.join(missing)} absent"
    from_settings = any(not side.spine for side in rule.view.sides(rule.applies_to))
    if not from_settings and not sum(loaded.records[table] for table in main if table in loaded.columns):
        return "not_tested", f"table {' and '.join(main)} empty"
    return None


def reads(rule: Rule, pack: Pack, absent: frozenset[str]) -> Origin:
    """Everything that the rule reads under this pack."""
    causes = active_causes(rule, pack)
    names = [f"breach {cause}" for cause in rule.breach if cause not in causes]
    names += [f"conflict {cause}" for cause in rule.conflict if cause not in causes]
    trees = [tree for name, tree in rule.predicates if name not in names]
    read = Origin(settings=frozenset(name for tree in trees for name in settings_read(tree)))
    columns = {column.name for tree in trees for column in tree.find_all(exp.Column)}
    for side in rule.view.sides(rule.applies_to, absent, pack):
        read |= side.rows | side.columns["record_id"]
        for column in columns:
            read |= side.columns[column]
    instead = rule.severity_instead
    return read | Origin(settings=frozenset({instead[1]})) if instead else read


def _missing_columns(read: Origin, loaded: Loaded) -> set[str]:
    return {
        f"{table}.{column}"
        for table, column in read.columns
        if column and table in loaded.columns and column not in loaded.columns[table]
        and declared()[table].columns[column].need != "O"
    }  # fmt: skip


def _lacking(rule: Rule, pack: Pack, absent: frozenset[str]) -> frozenset[str]:
    """The absent tables that the rule would have read, those of whole sides of its view included."""
    return reads(rule, pack, frozenset()).tables & absent


def _tables(names: frozenset[str]) -> str:
    ordered = [table for table in declared() if table in names]
    return f"table {ordered[0]}" if len(ordered) == 1 else f"tables {', '.join(ordered)}"
