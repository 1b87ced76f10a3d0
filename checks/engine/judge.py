"""Judging the records: one expectation per rule for the counts, one query per rule for the findings."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from checks.engine.database import Database
from checks.engine.suites import Counted, Expectation, Suites
from checks.facts.views import View
from checks.rules.compile import Judgement

FOUND = ("breach", "conflict", "undecided")
AGAIN_COLUMNS = ("rule_id", "table", "record_id", "outcome")
RECORD = ("record_table", "record_id", "case_id", "source_file", "source_row")


@dataclass(frozen=True)
class Judged:
    """What came of the compiled rules: counts by rule, and a frame of one row per rule and record."""

    counts: Mapping[str, Counted]
    findings: pd.DataFrame


def judge(database: Database, suites: Suites, judgements: Sequence[Judgement], relations: Mapping[str, str]) -> Judged:
    """Judge every view's records by its rules. ``relations`` gives each view's table in the database."""
    counts = suites.run("rules", [_expectation(one, relations[one.rule.judges]) for one in judgements])
    by_view: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        counted = counts[judgement.rule.id]
        if not counted.error and any(counted.counts[outcome] for outcome in FOUND):
            by_view[judgement.rule.judges].append(judgement)
    frames = [findings(database, relations[view], running) for view, running in by_view.items()]
    columns = ["rule_id", "outcome", "severity", "cause", "detail", *RECORD]
    return Judged(counts, pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns))


def listed(database: Database, view: View) -> pd.DataFrame:
    """A facts view as it stands: where each record is, and its facts, in the order of the records."""
    columns = ", ".join(f'"{column}"' for column in (*RECORD, *view.facts))
    query = f"SELECT {columns} FROM {view.step} ORDER BY record_table, record_id, source_file, source_row"
    return database.connection.execute(query).df().rename(columns={"record_table": "table"})


def judged_on_case(
    database: Database, judgements: Sequence[Judgement], relations: Mapping[str, str], judged: Judged, case_id: str
) -> pd.DataFrame:
    """One row per rule that judged a record of that case: how many, and how each came out."""
    rows: list[tuple[object, ...]] = []
    for judgement in judgements:
        if judged.counts[judgement.rule.id].error:
            continue
        counts = ", ".join(f"count(*) FILTER (WHERE outcome = '{outcome}')" for outcome in ("complies", *FOUND))
        query = (
            f"SELECT '{judgement.rule.id}', count(*), {counts} FROM (SELECT {judgement.outcome} AS outcome "
            f"FROM {relations[judgement.rule.judges]} WHERE case_id = ?) WHERE outcome <> 'out_of_scope'"
        )
        rows += database.connection.execute(query, [case_id]).fetchall()
    return pd.DataFrame([row for row in rows if row[1]], columns=["rule_id", "in_scope", "complies", *FOUND])


def judged_again(
    database: Database,
    judgements: Sequence[Judgement],
    relations: Mapping[str, str],
    judged: Judged,
    records: pd.DataFrame,
) -> pd.DataFrame:
    """How the rules judge the records (``rule_id,table,record_id``) that earlier findings named, where they see them.

    One row a rule and record, with its ``outcome``, one of the five. A record that the rule does not meet any
    more, or whose rule did not run, has no row.
    """
    frames = []
    for judgement in judgements:
        named = records[records["rule_id"] == judgement.rule.id]
        if named.empty or judged.counts[judgement.rule.id].error:
            continue
        query = (
            f"SELECT '{judgement.rule.id}' AS rule_id, record_table AS \"table\", record_id, "
            f"{judgement.outcome} AS outcome FROM {relations[judgement.rule.judges]} "
            "WHERE record_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY record_table, record_id"
        )
        frames.append(database.connection.execute(query, [named["record_id"].unique().tolist()]).df())
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(AGAIN_COLUMNS))


def _expectation(judgement: Judgement, relation: str) -> Expectation:
    rule = judgement.rule
    counted = {
        f"counted:{label}": f"{judgement.outcome} = 'complies' AND {predicate}"
        for label, predicate in judgement.counted.items()
    }
    meta = {"rule": rule.id, "clauses": list(rule.clauses), "remedy": rule.remedy}
    return Expectation(rule.id, relation, counted, rule.title, rule.severity, judgement.outcome, meta)


def findings(database: Database, relation: str, judgements: Sequence[Judgement]) -> pd.DataFrame:
    """Every record that a rule did not find to comply, in the order of the rules and then of the records.

    The view is a table by now, so each rule scans only its own columns and words only what it found.
    """
    frames = [database.connection.execute(_query(relation, judgement)).df() for judgement in judgements]
    return pd.concat(frames, ignore_index=True)


def _query(relation: str, judgement: Judgement) -> str:
    """One rule's findings; the detail begins with the causes in words."""
    found = ", ".join(f"'{outcome}'" for outcome in FOUND)
    blank = ", ".join(f"coalesce({column}, '') AS {column}" for column in ("record_id", "case_id", "source_file"))
    said = "replace(replace(cause, ';', ', '), '_', ' ')"
    return (
        f"SELECT '{judgement.rule.id}' AS rule_id, outcome, severity, cause, "
        f"concat_ws(': ', nullif({said}, ''), nullif(detail, '')) AS detail, record_table, {blank}, source_row FROM ("
        f"SELECT judged_as AS outcome, {judgement.severity} AS severity, coalesce({judgement.cause}, '') AS cause, "
        f"{judgement.detail} AS detail, {', '.join(RECORD)} "
        f"FROM (SELECT *, {judgement.outcome} AS judged_as FROM {relation}) WHERE judged_as IN ({found})"
        ") ORDER BY record_id, record_table, source_file, source_row"
    )
