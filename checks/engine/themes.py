"""How many records the rules of each theme judged, and how many of them break one: each record counted once."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import pandas as pd
from sqlglot import exp

from checks.engine.database import Database
from checks.engine.judge import Judged
from checks.rules.compile import Judgement

THEME_COLUMNS = ("theme", "service", "judged", "breach")


def judged_by_theme(
    database: Database, judgements: Sequence[Judgement], relations: Mapping[str, str], judged: Judged, cases: str = ""
) -> pd.DataFrame:
    """One row per theme and service with any record judged, with the columns ``THEME_COLUMNS``.

    The themes are the rules' headlines and their chapters (``chapter:consent``). A record that several rules of a
    theme judge counts once, whatever view each reads it in; one without an id counts for itself. ``cases`` is the
    relation that gives a case's service, blank for none: ``service`` is blank where a record has no case, or the
    case no service.
    """
    ran = [one for one in judgements if not judged.counts[one.rule.id].error]
    themes = sorted({theme for one in ran for theme in _themes(one)})
    by_view = groupby(sorted(ran, key=lambda one: one.rule.judges), key=lambda one: one.rule.judges)
    records = [_records(relations[view], view, list(rules), themes) for view, rules in by_view]
    if not records:
        return pd.DataFrame(columns=list(THEME_COLUMNS))
    once = ", ".join(f"bool_or({flag}{n}) AS {flag}{n}" for n in range(len(themes)) for flag in "sb")
    union = " UNION ALL ".join(records)
    service, joined = ("coalesce(c.service, '')", f"LEFT JOIN {cases} c USING (case_id)") if cases else ("''", "")
    counts = " UNION ALL ".join(
        f"SELECT {_literal(theme)} AS theme, service, count(*) FILTER (WHERE s{n}) AS judged, "
        f"count(*) FILTER (WHERE b{n}) AS breach FROM placed GROUP BY service"
        for n, theme in enumerate(themes)
    )
    query = (
        f"WITH met AS ({union}), once AS (SELECT min(case_id) AS case_id, {once} FROM met "
        f"GROUP BY record_table, record), placed AS (SELECT {service} AS service, once.* FROM once {joined}), "
        f"counted AS ({counts}) SELECT * FROM counted WHERE judged > 0 ORDER BY theme, service"
    )
    return database.connection.execute(query).df()


def _themes(judgement: Judgement) -> tuple[str, str]:
    return judgement.rule.headline, f"chapter:{Path(judgement.rule.chapter).stem}"


def _literal(text: str) -> str:
    return exp.Literal.string(text).sql(dialect="duckdb")


def _records(relation: str, view: str, judgements: Sequence[Judgement], themes: Sequence[str]) -> str:
    """The view's records, and for each theme whether a rule of it judged the record (s) and found a breach (b)."""
    outcomes = ", ".join(f"{one.outcome} AS o{n}" for n, one in enumerate(judgements))
    flags = []
    for place, theme in enumerate(themes):
        mine = [n for n, one in enumerate(judgements) if theme in _themes(one)]
        for flag, test in (("s", "<> 'out_of_scope'"), ("b", "= 'breach'")):
            flags.append(f"{' OR '.join(f'o{n} {test}' for n in mine) or 'false'} AS {flag}{place}")
    record = f"coalesce(nullif(record_id, ''), '{view} ' || row_number() OVER ())"
    told = ", ".join(flags)
    return f"SELECT record_table, {record} AS record, case_id, {told} FROM (SELECT *, {outcomes} FROM {relation})"
