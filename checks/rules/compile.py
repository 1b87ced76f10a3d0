"""A rule, a pack and what the export lacks, as the SQL that both the counts and the findings read."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from checks.facts.fill import fill, settings_read
from checks.policy.packs import OFF, Pack
from checks.rules.bounds import could_hold, reads, surely_holds
from checks.rules.model import Rule

DIALECT = "duckdb"


@dataclass(frozen=True)
class Judgement:
    """One rule compiled for one run. Each text is a DuckDB expression over the rule's view.

    ``outcome`` is one of out_of_scope, breach, conflict, undecided and complies, never NULL; ``cause``,
    ``detail`` and ``severity`` describe a finding; ``counted`` labels complying rows told of beside it.
    """

    rule: Rule
    causes: tuple[str, ...]
    outcome: str
    cause: str
    detail: str
    severity: str
    counted: dict[str, str]


def active_causes(rule: Rule, pack: Pack) -> tuple[str, ...]:
    """The causes this pack raises (P8): not listed as off, and reading no setting that is off."""
    off = set(pack.causes_off(rule.id))
    return tuple(
        cause
        for cause, tree in rule.breach.items()
        if cause not in off and not any(_is_off(name, pack) for name in settings_read(tree))
    )


def _is_off(name: str, pack: Pack) -> bool:
    return name not in pack.unanswered and name in pack.values and pack.value(name) == OFF


def compile_rule(rule: Rule, pack: Pack, as_of: date, absent: Set[str]) -> Judgement:
    """Compile a rule whose facts named in ``absent`` (view columns) cannot be known in this export."""
    return _Compiler(rule, pack, as_of, absent).judgement()


class _Compiler:
    """The parts of one rule, each filled with the pack's values and bounded by what is known."""

    def __init__(self, rule: Rule, pack: Pack, as_of: date, absent: Set[str]) -> None:
        self.rule, self.pack, self.as_of, self.absent = rule, pack, as_of, absent
        self.causes = active_causes(rule, pack)
        self.blank = {name for name, blank in rule.blank.items() if blank.kind == "undecided" and not blank.by}

    def judgement(self) -> Judgement:
        """The rule as SQL."""
        return Judgement(
            self.rule,
            self.causes,
            self._outcome(),
            f"CASE {self._outcome()} WHEN 'undecided' THEN {self._undecided_causes()} ELSE {self._raised_causes()} END",
            self._detail(),
            self._severity(),
            {label: self._sql(surely_holds(self.filled(t), self.absent)) for label, t in self.rule.counted.items()},
        )

    def filled(self, tree: exp.Expr) -> exp.Expr:
        """The tree with the pack's values in place."""
        return fill(tree, self.pack, self.as_of)

    def _sql(self, tree: exp.Expr) -> str:
        """Two-valued: NULL reads as not raised."""
        return f"coalesce({tree.sql(dialect=DIALECT)}, false)"

    def _sure(self, cause: str) -> str:
        return self._sql(surely_holds(self.filled(self.rule.breach[cause]), self.absent))

    def _conflict(self, cause: str) -> str:
        tree = self.rule.conflict.get(cause)
        return "false" if tree is None else self._sql(surely_holds(self.filled(tree), self.absent))

    def _maybe(self, cause: str) -> str | None:
        """Whether the cause could be raised, if that differs from whether it is."""
        tree = self.filled(self.rule.breach[cause])
        if not reads(tree, self.absent | self.blank):
            return None
        return self._sql(could_hold(tree, self.absent, self.blank))

    def _any(self, parts: list[str]) -> str:
        return f"({' OR '.join(parts)})" if parts else "false"

    def _outcome(self) -> str:
        scope = self.filled(self.rule.applies_to)
        in_scope = self._sql(could_hold(scope, self.absent, frozenset()))
        breach = self._any([f"({self._sure(c)} AND NOT {self._conflict(c)})" for c in self.causes])
        conflict = self._any([self._sure(c) for c in self.causes if c in self.rule.conflict])
        maybe = [text for cause in self.causes if (text := self._maybe(cause)) is not None]
        undecided = self._any([*(text for _, text in self._named_undecided()), *maybe])
        arms = [f"WHEN NOT {in_scope} THEN 'out_of_scope'"]
        if reads(scope, self.absent):
            # Whether the rule judges the record at all is unknown: no breach can be called certain.
            sure = self._sql(surely_holds(scope, self.absent))
            arms.append(f"WHEN NOT {sure} AND ({breach} OR {conflict} OR {undecided}) THEN 'undecided'")
        arms += [
            f"WHEN {breach} THEN 'breach'",
            f"WHEN {conflict} THEN 'conflict'",
            f"WHEN {undecided} THEN 'undecided'",
        ]
        if self.rule.waiting is not None:
            waiting = self._sql(surely_holds(self.filled(self.rule.waiting), self.absent))
            arms.append(f"WHEN {waiting} THEN 'out_of_scope'")
        return f"CASE {' '.join(arms)} ELSE 'complies' END"

    def _named_undecided(self) -> list[tuple[str, str]]:
        return [
            (name, self._sql(could_hold(self.filled(tree), self.absent, frozenset())))
            for name, tree in self.rule.undecided.items()
        ]

    def _raised_causes(self) -> str:
        """Every cause that is raised, a conflicting one too (P6)."""
        return _joined([(cause, self._sure(cause)) for cause in self.causes])

    def _undecided_causes(self) -> str:
        """The named reasons; else the blank fact, or the cause that the export lets nobody test."""
        parts = self._named_undecided()
        for column in sorted(self.blank):
            touched = [c for c in self.causes if reads(self.rule.breach[c], {column})]
            could = [text for c in touched if (text := self._maybe(c)) is not None]
            if could:
                parts.append((f"{column}_unknown", f"{exp.column(column).sql()} IS NULL AND {self._any(could)}"))
        for cause in self.causes:
            tree = self.filled(self.rule.breach[cause])
            if reads(tree, self.absent):
                could_be = self._sql(could_hold(tree, self.absent, frozenset()))
                parts.append((f"{cause}_not_testable", f"{could_be} AND NOT {self._sure(cause)}"))
        scope = self.filled(self.rule.applies_to)
        if reads(scope, self.absent):
            parts.append(("scope_not_testable", f"NOT {self._sql(surely_holds(scope, self.absent))}"))
        return _joined(parts)

    def _detail(self) -> str:
        """The codes, dates and numbers that decided it; never text or a name."""
        facts = self.rule.view.facts
        used = [tree for cause, tree in self.rule.breach.items() if cause in self.causes]
        used += [*self.rule.conflict.values(), *self.rule.undecided.values()]
        read = {column.name for tree in used for column in tree.find_all(exp.Column)} | set(self.rule.shows)
        shown = [name for name in facts if name in read and facts[name].kind != "yes_no"]
        values = [f"'{name.replace('_', ' ')} ' || coalesce(CAST(\"{name}\" AS VARCHAR), 'blank')" for name in shown]
        return f"concat_ws('; ', {', '.join(values)})" if values else "''"

    def _severity(self) -> str:
        if self.rule.severity_instead is None:
            return f"'{self.rule.severity}'"
        when, setting = self.rule.severity_instead
        instead = self.pack.value(setting)
        value = self.rule.severity if instead == OFF else str(instead)
        return f"CASE WHEN {self._sql(self.filled(when))} THEN '{value}' ELSE '{self.rule.severity}' END"


def _joined(parts: list[tuple[str, str]]) -> str:
    """The names whose condition holds, in alphabetical order, joined by semicolons."""
    arms = [f"CASE WHEN {condition} THEN '{name}' END" for name, condition in sorted(parts)]
    return f"concat_ws(';', {', '.join(arms)})" if arms else "''"
