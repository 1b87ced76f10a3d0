"""What the six packs say of one record of the sample, and what they would say with each other's settings."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache

from checks.facts import views
from checks.intake.tables import declared
from checks.policy.packs import Pack
from checks.rules.loader import rulebook
from checks.rules.select import select
from tests.exports import SAMPLE, SAMPLE_AS_OF, Audited, audited, pack_of

PACKS = {
    "D": "derbyshire", "O": "women-dvpp", "H": "hampshire", "M": "manchester", "C": "coventry", "A": "combined",
}  # fmt: skip

FOUND = ("breach", "conflict", "undecided")


@dataclass(frozen=True)
class Case:
    """Records of the sample on which policies differ.

    ``keyed`` is how the answer key tells of them, "O breach not_written"; ``where`` what their rows
    hold. ``says`` gives each pack's verdict, "O A: breach not_written | D H M C: complies": off, out of
    scope, complies, or an outcome and its causes. ``settings`` are those that make the difference, and
    ``why`` names the clauses behind it. ``numbers`` are those of the register of conflicts.
    """

    theme: str
    rule: str
    keyed: str
    says: str
    settings: tuple[str, ...]
    why: str
    numbers: tuple[int, ...] = ()
    where: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.theme}-{self.rule}-{self.keyed}".replace(" ", "_")

    @property
    def verdicts(self) -> dict[str, str]:
        """Pack letter -> what it says."""
        parts = [part.strip().split(": ") for part in self.says.split(" | ")]
        return {letter: verdict for letters, verdict in parts for letter in letters.split()}

    @property
    def clauses(self) -> list[str]:
        """The clause ids in the reason."""
        return re.findall(r"\b[DOHMC]-\d[\w.]*\w|\b[DOHMC]-\d", self.why)

    def records(self) -> list[str]:
        """The ids of the records, from the answer key and the export, whatever they are called there."""
        letter, _, told = self.keyed.partition(" ")
        outcome, _, cause = told.partition(" ")
        return [
            row["record_id"]
            for row in _read(f"answer_key/{PACKS[letter]}.csv")
            if (row["rule_id"], row["outcome"], row["cause"]) == (self.rule, outcome, cause)
            and _has(row["record_id"], self.rule, self.where)
            and self._others_agree(row["record_id"])
        ]

    def _others_agree(self, record: str) -> bool:
        """Whether every pack's answer key tells of it, or does not, as the case says: the audit is not asked."""
        for letter, verdict in self.verdicts.items():
            expected = verdict.split()[0] if verdict.startswith(FOUND) else ""
            if _key(PACKS[letter]).get((self.rule, record), "") != expected:
                return False
        return True


@cache
def _read(name: str) -> Sequence[Mapping[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _key(pack: str) -> Mapping[tuple[str, str], str]:
    return {(row["rule_id"], row["record_id"]): row["outcome"] for row in _read(f"answer_key/{pack}.csv")}


@cache
def _rows(table: str) -> Mapping[str, Mapping[str, str]]:
    key = declared()[table].key
    return {"/".join(row[name] for name in key): row for row in _read(f"export/{table}.csv")}


def _has(record: str, rule: str, where: Mapping[str, str]) -> bool:
    judged = rulebook()[rule]
    tables = {table for side in judged.view.sides(judged.applies_to) for table in side.spine} | set(judged.view.main)
    rows = [_rows(table)[record] for table in sorted(tables) if record in _rows(table)]
    return not where or any(all(row.get(name) == value for name, value in where.items()) for row in rows)


@dataclass(frozen=True)
class Sample:
    """The sample in a database, loaded once."""

    records: Audited

    def audit(self, pack: Pack, rule_ids: Collection[str]) -> "dict[str, Verdicts]":
        """What a pack says of every record that the rules may judge."""
        rules = {rule_id: rule for rule_id, rule in rulebook().items() if rule_id in rule_ids}
        chosen = select(rules, list(rules), pack, SAMPLE_AS_OF, self.records.loaded)
        wanted: dict[str, set[str]] = {}
        for judgement in chosen.judgements:
            wanted.setdefault(judgement.rule.judges, set()).update(judgement.rule.columns, judgement.rule.shows)
        views.build(self.records.database.connection, wanted, pack, SAMPLE_AS_OF, once=False)
        told: dict[str, dict[str, str]] = {rule_id: {} for rule_id in rules}
        for (rule_id, record), found in self.records.found(chosen.judgements).items():
            told[rule_id][record] = " ".join(found).strip()
        outcomes = self.records.outcomes(chosen.judgements)
        return {
            rule_id: Verdicts(outcomes.get(rule_id, {}), told[rule_id], chosen.set_aside.get(rule_id, ("", ""))[0])
            for rule_id in rules
        }


@dataclass(frozen=True)
class Verdicts:
    """One rule under one pack: every record's outcome, the findings with their causes, or why it did not run."""

    outcomes: Mapping[str, str]
    causes: Mapping[str, str]
    status: str

    def of(self, record: str) -> str:
        """off, out of scope, complies, or an outcome and its causes."""
        outcome = self.causes.get(record, self.outcomes.get(record, "out_of_scope"))
        return self.status or outcome.replace("out_of_scope", "out of scope")


@contextmanager
def sample() -> Iterator[Sample]:
    """The sample export, loaded once for all packs."""
    with audited(SAMPLE / "export", pack_of("combined"), SAMPLE_AS_OF) as records:
        yield Sample(records)


def with_settings_of(pack: Pack, other: Pack, names: Sequence[str]) -> Pack:
    """The pack with the other's values of some settings."""
    return replace(pack, values={**pack.values, **{name: other.values[name] for name in names}})
