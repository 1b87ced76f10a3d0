"""A rule, a pack and what the export lacks, as the SQL that both the counts and the findings read."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from sqlglot import exp

from checks.facts.fill import fill, settings_read
from checks.facts.views import Fact
from checks.policy.packs import OFF, Pack
from checks.rules.bounds import could_hold, reads, surely_holds
from checks.rules.model import Rule


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


def has_rule(rule: Rule, pack: Pack) -> bool:
    """Whether the rule belongs to the pack: by its clauses, or a rule of ours that any pack may switch on."""
    return bool(rule.only_with) or pack.runs(rule.id)


def switched_off(rule: Rule, pack: Pack) -> bool:
    """Whether the rule waits for a setting to be yes, and under this pack it is not."""
    return bool(rule.only_with) and (rule.only_with in pack.unanswered or pack.value(rule.only_with) != "yes")


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
        self.scope = self._filled(rule.applies_to)
        self.trees = {cause: self._filled(rule.breach[cause]) for cause in self.causes}
        self.sure = {cause: self._surely(tree) for cause, tree in self.trees.items()}
        self.could = {cause: self._could(tree, self.blank) for cause, tree in self.trees.items() if self._open(tree)}
        self.conflict = {c: self._surely(self._filled(t)) for c, t in rule.conflict.items() if c in self.causes}
        self.named = {n: self._could(self._filled(t), frozenset()) for n, t in rule.undecided.items()}

    def judgement(self) -> Judgement:
        """The rule as SQL."""
        outcome = self._outcome()
        raised = _joined(list(self.sure.items()))  # every cause that is raised, a conflicting one too (P6)
        return Judgement(
            self.rule,
            self.causes,
            outcome,
            f"CASE {outcome} WHEN 'undecided' THEN {self._undecided_causes()} ELSE {raised} END",
            self._detail(),
            self._severity(),
            {label: self._surely(self._filled(tree)) for label, tree in self.rule.counted.items()},
        )

    def _filled(self, tree: exp.Expr) -> exp.Expr:
        return fill(tree, self.pack, self.as_of)

    def _open(self, tree: exp.Expr) -> bool:
        """Whether a predicate reads anything that may be unknown."""
        return bool(reads(tree, self.absent | self.blank))

    def _surely(self, tree: exp.Expr) -> str:
        return _two_valued(surely_holds(tree, self.absent))

    def _could(self, tree: exp.Expr, blank: Set[str]) -> str:
        return _two_valued(could_hold(tree, self.absent, blank))

    def _outcome(self) -> str:
        breach = _any([f"({self.sure[c]} AND NOT {self.conflict.get(c, 'false')})" for c in self.causes])
        conflict = _any([self.sure[cause] for cause in self.conflict])
        undecided = _any([*self.named.values(), *self.could.values()])
        arms = [f"WHEN NOT {self._could(self.scope, frozenset())} THEN 'out_of_scope'"]
        if reads(self.scope, self.absent):
            # Whether the rule judges the record at all is unknown: no breach can be called certain.
            anything = _any([breach, conflict, undecided])
            arms.append(f"WHEN NOT {self._surely(self.scope)} AND {anything} THEN 'undecided'")
        arms += [f"WHEN {breach} THEN 'breach'", f"WHEN {conflict} THEN 'conflict'"]
        waiting = self._filled(self.rule.waiting) if self.rule.waiting is not None else exp.false()
        # It waits for one thing, but what the export lacks may show that it breaks the rule by another.
        lacking = [self._could(tree, frozenset()) for tree in self.trees.values() if reads(tree, self.absent)]
        arms.append(f"WHEN {self._surely(waiting)} AND NOT {_any(lacking)} THEN 'out_of_scope'")
        arms.append(f"WHEN {undecided} THEN 'undecided'")
        # A record that may be waiting does not comply: what would tell is absent.
        arms.append(f"WHEN {self._could(waiting, frozenset())} THEN 'out_of_scope'")
        return f"CASE {' '.join(arms)} ELSE 'complies' END"

    def _undecided_causes(self) -> str:
        """The named reasons; else the blank fact, or the cause that the export lets nobody test."""
        parts = list(self.named.items())
        for column in sorted(self.blank):
            touched = [self.could[cause] for cause in self.could if reads(self.trees[cause], {column})]
            parts += [(f"{column}_unknown", f'"{column}" IS NULL AND {_any(touched)}')] if touched else []
        for cause in self.could:
            if reads(self.trees[cause], self.absent):
                could = self._could(self.trees[cause], frozenset())
                parts.append((f"{cause}_not_testable", f"{could} AND NOT {self.sure[cause]}"))
        if reads(self.scope, self.absent):
            parts.append(("scope_not_testable", f"NOT {self._surely(self.scope)}"))
        return _joined(parts)

    def _detail(self) -> str:
        """The codes, dates, numbers and places that decided it; never text or a name."""
        facts = self.rule.view.facts
        used = [*self.trees.values(), *self.rule.conflict.values(), *self.rule.undecided.values()]
        read = {column.name for tree in used for column in tree.find_all(exp.Column)} | set(self.rule.shows)
        shown = [name for name in facts if name in read and facts[name].kind not in ("yes_no", "codes")]
        values = [_shown(facts[name]) for name in shown]
        return f"concat_ws('; ', {', '.join(values)})" if values else "''"

    def _severity(self) -> str:
        if self.rule.severity_instead is None:
            return f"'{self.rule.severity}'"
        when, setting = self.rule.severity_instead
        instead = self.pack.value(setting)
        value = self.rule.severity if instead == OFF else str(instead)
        return f"CASE WHEN {self._surely(self._filled(when))} THEN '{value}' ELSE '{self.rule.severity}' END"


def _shown(fact: Fact) -> str:
    """One value in words. Places in a text are pairs of numbers, and left out where there are none."""
    label = fact.name.replace("_", " ")
    if fact.kind != "offsets":
        return f"'{label} ' || coalesce(CAST(\"{fact.name}\" AS VARCHAR), 'blank')"
    pairs = f'lambda i: "{fact.name}"[2 * i - 1] || \'-\' || "{fact.name}"[2 * i]'
    places = f"array_to_string(list_transform(range(1, len(\"{fact.name}\") // 2 + 1), {pairs}), ',')"
    return f"CASE WHEN len(\"{fact.name}\") > 0 THEN '{label} ' || {places} END"


def _two_valued(predicate: str) -> str:
    """NULL reads as not raised."""
    return f"coalesce({predicate}, false)"


def _any(parts: list[str]) -> str:
    return f"({' OR '.join(parts)})" if parts else "false"


def _joined(parts: list[tuple[str, str]]) -> str:
    """The names whose condition holds, in alphabetical order, joined by semicolons."""
    arms = [f"CASE WHEN {condition} THEN '{name}' END" for name, condition in sorted(parts)]
    return f"concat_ws(';', {', '.join(arms)})" if arms else "''"
