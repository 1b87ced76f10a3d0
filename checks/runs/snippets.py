"""Masked snippets: the shape of the words around what a rule found in a text, and none of the words.

A finding gives places only. Whoever must judge many of them can ask for the shape of each: every letter
an x, every digit a 9, white space and the marks on a keyboard kept, the place itself between brackets.
They are written to a file of their own, which only its owner may read, and only when they are asked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from checks.errors import PolicyError
from checks.facts import views
from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.results.files import write_private
from checks.rules.compile import Judgement
from checks.rules.loader import with_own
from checks.rules.model import Rule
from checks.rules.select import check_answers, select
from checks.runs import audit_file
from checks.runs.check import read_date, read_rules

COLUMNS = ("rule_id", "record_id", "place", "snippet")
AROUND = 40  # characters on each side
KEPT = re.compile(r"[!-/:-@\[-`{-~]")


def snippets(
    export: str | Path,
    *,
    pack: str | None = None,
    as_of: str | date,
    settings: Mapping[str, object] | None = None,
    rules: Sequence[str] | None = None,
    mapping: str | Path | None = None,
    own_rules: str | Path | None = None,
) -> pd.DataFrame:
    """One row per place that a rule found in a text, of the columns above. Options and errors as of ``check``."""
    about = audit_file.asked(export, pack, mapping, settings, own_rules)
    rulebook = with_own(about.own_rules)
    placed = {rule_id: rulebook[rule_id] for rule_id in read_rules(rules, rulebook) if _places(rulebook[rule_id])}
    if not placed:
        raise PolicyError("None of these rules finds anything in a text. Name one that does, such as TPS-02.")
    policy = packs.load(about.pack, about.settings, code_lists())
    check_answers(list(placed.values()), policy)
    chosen = mappings.load(about.mapping) if about.mapping else None
    rows = _rows(about.export, placed, policy, read_date(as_of), chosen)
    return pd.DataFrame(sorted(rows), columns=list(COLUMNS))


def write(path: Path, export: str | Path, **given: Any) -> None:
    """Write the snippets of an export to a file that only its owner may read; OSError where it cannot be."""
    write_private(snippets(export, **given), COLUMNS, path)


def masked(text: str, start: int, stop: int) -> str:
    """The shape of what stands around a place: whole words, each as long as it is."""
    first, last = max(start - AROUND, 0), min(stop + AROUND, len(text))
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    before, found, after = text[first:start], text[start:stop], text[stop:last]
    return " ".join(f"{_mask(before)}[{_mask(found)}]{_mask(after)}".split())


def _mask(text: str) -> str:
    return "".join(_masked_character(character) for character in text)


def _masked_character(character: str) -> str:
    if character.isspace():
        return " "
    if character.isnumeric():
        return "9"
    return character if KEPT.fullmatch(character) else "x"


def _places(rule: Rule) -> list[str]:
    return [name for name in rule.shows if rule.view.facts[name].kind == "offsets"]


def _rows(
    export: str, rules: Mapping[str, Rule], pack: packs.Pack, as_of: date, mapping: mappings.Mapping | None
) -> list[tuple[str, str, str, str]]:
    from checks.engine.database import Database  # Great Expectations takes seconds to import

    database = Database()
    try:
        loaded = load(database.connection, export, as_of, pack.items("rationale.placeholders"), mapping)
        judgements = select(rules, list(rules), pack, as_of, loaded).judgements
        needed: dict[str, set[str]] = {}
        for judgement in judgements:
            needed.setdefault(judgement.rule.judges, {"row_key"}).update(judgement.rule.columns, judgement.rule.shows)
        views.prepare(database.connection)
        views.build(database.connection, needed, pack, as_of, once=False)
        return [
            (judgement.rule.id, str(record_id), f"{start}-{stop}", masked(text, start, stop))
            for judgement in judgements
            for query in _queries(judgement)
            for record_id, text, places in database.connection.execute(query).fetchall()
            for start, stop in zip(places[::2], places[1::2], strict=True)
        ]
    finally:
        database.close()


def _queries(judgement: Judgement) -> Iterator[str]:
    """For each column of places and each text they may be in: the records found, with text and places."""
    view = judgement.rule.view
    for name in _places(judgement.rule):
        for source in view.facts[name].of.split():
            table, column = source.split(".")
            yield (
                f'SELECT judged.record_id, texts."{column}", judged."{name}" FROM '
                f"(SELECT *, {judgement.outcome} AS outcome FROM {view.step}) AS judged "
                f'JOIN "{table}" AS texts ON texts.row_key = judged.row_key '
                f"WHERE judged.record_table = '{table}' AND judged.outcome = 'breach' AND len(judged.\"{name}\") > 0"
            )
