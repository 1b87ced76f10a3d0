"""One audit of one export: the flow of the whole product, from files to flat tables."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from checks.errors import PolicyError
from checks.facts import views
from checks.intake import mapping as mappings
from checks.intake.load import Loaded, load
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.results import build
from checks.results.audit import AGAIN, BY_THEME, ON_CASE, Audit, FollowUp, Run
from checks.rules.loader import rulebook as shipped
from checks.rules.loader import with_own
from checks.rules.model import Rule
from checks.rules.select import Selection, check_answers, select
from checks.rules.terms import terms
from checks.runs import audit_file

if TYPE_CHECKING:
    from checks.engine.database import Database
    from checks.engine.gate import GateLine
    from checks.engine.judge import Judged
    from checks.rules.compile import Judgement

CASES = "case_register"
DUE = "due."  # how the settings of days by severity begin
SMALL = 50_000_000  # bytes of files
VERSIONS = ("policy-audit", "great-expectations", "duckdb", "pandas")


def check(
    export: str | Path,
    *,
    pack: str | None = None,
    as_of: str | date,
    settings: Mapping[str, object] | None = None,
    rules: Sequence[str] | None = None,
    mapping: str | Path | None = None,
    own_rules: str | Path | None = None,
    listings: Sequence[str] = (),
    case: str | None = None,
    again: pd.DataFrame | None = None,
) -> Audit:
    """Audit an export against a policy pack as things stood at the end of ``as_of``.

    ``export`` is a folder, a workbook, a zip or a database's address, or the folder of an ``audit.yml``, whose
    values are then those of every option left out (of ``settings``: of every setting left out).
    ``settings`` overrides the pack's values (lists as sequences or text separated by semicolons);
    ``rules`` names the rules to run, all by default; ``mapping`` is a mapping file or the name of a
    shipped one; ``own_rules`` is a folder of an organisation's own chapters, and of a ``settings.yml``
    whose values ``settings`` goes over. ``pack`` may stack several, ``a+b``, or name a pack file.
    ``listings`` names facts views to hand over whole beside the findings, such as ``when_to_share``;
    ``case`` adds to them how each rule judged that case's records, as ``rules_on_case``; ``again``, a frame of
    ``rule_id,table,record_id`` that an earlier audit found (or an empty one), how each is judged now, as
    ``judged_again``, what each rule asked, as ``run.follow_up.terms``, and how many records each theme's rules
    judged, as ``judged_by_theme`` (by service where ``case_register`` is listed).
    Raises PolicyError for a wrong option, pack, setting or rule, and ExportError for an export that
    cannot be read. Nothing is carried from one call to the next.
    """
    day = read_date(as_of)
    about = audit_file.asked(export, pack, mapping, settings, own_rules)
    policy = packs.load(about.pack, about.settings, code_lists())
    rulebook = with_own(about.own_rules)
    wanted = read_rules(rules, rulebook)
    policy = policy.with_rules(set(rulebook) - set(shipped()))
    check_answers([rulebook[rule_id] for rule_id in wanted], policy)
    chosen = mappings.load(about.mapping) if about.mapping else None
    for name in listings:
        if name not in views.views():
            raise PolicyError(f"There is no view '{name}' to list. The views are: {', '.join(views.views())}.")
    return _audit(_Asked(about.export, policy, day, rulebook, wanted, chosen, listings, case, again))


@dataclass(frozen=True)
class _Asked:
    """What one audit is asked for, read and checked."""

    export: str
    pack: packs.Pack
    as_of: date
    rulebook: Mapping[str, Rule]
    wanted: Sequence[str]
    mapping: mappings.Mapping | None
    listings: Sequence[str]
    case: str | None
    again: pd.DataFrame | None


def _audit(asked: _Asked) -> Audit:
    from checks.engine.database import Database  # Great Expectations takes seconds to import

    database = Database(threads=_threads(asked.export))
    try:
        return _judged(database, asked)
    finally:
        database.close()


def _threads(export: str) -> int | None:
    """One for a small export: what several threads win there is less than what they cost."""
    try:
        size = sum(entry.stat().st_size for entry in Path(export).iterdir() if entry.is_file())
    except OSError:
        return None  # the loader says what is wrong with the folder
    return 1 if size < SMALL else None


def _judged(database: "Database", asked: _Asked) -> Audit:
    from checks.engine.gate import check_gate
    from checks.engine.judge import judge, judged_again, judged_on_case, listed
    from checks.engine.suites import Suites
    from checks.engine.themes import judged_by_theme

    pack, as_of, found = asked.pack, asked.as_of, views.views()
    loaded = load(database.connection, asked.export, as_of, pack.items("rationale.placeholders"), asked.mapping)
    suites = Suites(database)
    gate = check_gate(database, suites, loaded, as_of)
    selection = select(asked.rulebook, asked.wanted, pack, as_of, loaded)
    needed = _needed(selection, asked.listings)
    views.prepare(database.connection)
    views.build(database.connection, needed, pack, as_of)
    relations = {name: found[name].step for name in needed}
    judged = judge(database, suites, selection.judgements, relations)
    frames = {name: listed(database, found[name]) for name in asked.listings}
    if asked.case is not None:
        frames[ON_CASE] = judged_on_case(database, selection.judgements, relations, judged, asked.case)
    if asked.again is not None:
        frames[AGAIN] = judged_again(database, selection.judgements, relations, judged, asked.again)
        cases = found[CASES].step if CASES in asked.listings else ""
        frames[BY_THEME] = judged_by_theme(database, selection.judgements, relations, judged, cases)
    audit = _results(pack, as_of, asked.rulebook, loaded, gate, selection, judged)
    follow_up = _follow_up(pack, selection.judgements if asked.again is not None else (), loaded)
    return replace(audit, listings=frames, run=replace(audit.run, follow_up=follow_up))


def _follow_up(pack: packs.Pack, judgements: "Sequence[Judgement]", loaded: Loaded) -> FollowUp:
    """What following the findings needs to know; what the rules asked only for those named, as it takes a moment."""
    days = {name.removeprefix(DUE): value for name, value in pack.values.items() if name.startswith(DUE)}
    return FollowUp(
        {judgement.rule.id: terms(judgement.rule, pack, loaded) for judgement in judgements},
        {severity: value for severity, value in days.items() if isinstance(value, int)},
        pack.items("acceptance.roles"),
    )


def _needed(selection: Selection, listings: Sequence[str]) -> dict[str, set[str]]:
    """The columns of each view that the rules and listings of this run read."""
    needed: dict[str, set[str]] = {}
    for judgement in selection.judgements:
        needed.setdefault(judgement.rule.judges, set()).update(judgement.rule.columns, judgement.rule.shows)
    for name in listings:
        needed.setdefault(name, set()).update(views.views()[name].facts)
    return needed


def _results(
    pack: packs.Pack,
    as_of: date,
    rulebook: Mapping[str, Rule],
    loaded: Loaded,
    gate: "Sequence[GateLine]",
    selection: Selection,
    judged: "Judged",
) -> Audit:
    rules = build.rules_frame([_words(rule, pack) for rule in rulebook.values()])
    outcomes = []
    for rule_id in rulebook:
        if rule_id in selection.set_aside:
            outcomes.append(build.aside_row(rule_id, *selection.set_aside[rule_id]))
        else:
            counted = judged.counts[rule_id]
            outcomes.append(
                build.outcome_row(rule_id, counted.counts, counted.error, selection.partly.get(rule_id, ""))
            )
    return Audit(
        findings=build.findings_frame(judged.findings, rules),
        outcomes=build.outcomes_frame(outcomes),
        gate=build.gate_frame([(g.table, g.column, g.problem, g.rows, g.first_rows) for g in gate]),
        rules=rules,
        sources=build.sources_frame(
            [(a.table, a.file, a.records, a.rows, a.left_out, a.made, a.merged, a.looked_up) for a in loaded.accounts]
        ),
        run=Run(pack.name, pack.title, as_of, _overrides(pack), _versions()),
    )


def _words(rule: Rule, pack: packs.Pack) -> dict[str, object]:
    clauses = ";".join(clause for clause in rule.clauses if pack.cites(clause))
    return {
        "rule_id": rule.id, "title": rule.title, "headline": rule.headline, "severity": rule.severity,
        "certainty": rule.certainty, "clauses": clauses, "why": rule.why, "remedy": rule.remedy,
    }  # fmt: skip


def _overrides(pack: packs.Pack) -> dict[str, str]:
    """The run's own values as text, each with its reason where one is given."""
    said = {name: _shown(value) for name, value in pack.overrides.items()}
    return {
        name: f"{text} (because: {pack.reasons[name]})" if name in pack.reasons else text for name, text in said.items()
    }


def _shown(value: packs.Value) -> str:
    return (";".join(value) or "none") if isinstance(value, tuple) else str(value)


def _versions() -> dict[str, str]:
    return {name: version(name) for name in VERSIONS}


def read_date(given: str | date) -> date:
    """A run date. PolicyError when it is not one."""
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    text = str(given).strip()
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise PolicyError(f"as_of is '{given}', which is not a date. Write it as YYYY-MM-DD.") from None


def read_rules(given: Sequence[str] | None, rulebook: Mapping[str, Rule]) -> list[str]:
    """The rules to run. PolicyError for an id that the rulebook does not have."""
    if given is None:
        return list(rulebook)
    ids = [given] if isinstance(given, str) else list(given)
    named = [part.strip().upper() for item in ids for part in item.split(",") if part.strip()]
    for rule_id in named:
        if rule_id not in rulebook:
            near = get_close_matches(rule_id, rulebook, n=3)
            hint = f" Did you mean {' or '.join(near)}?" if near else ""
            raise PolicyError(f"There is no rule '{rule_id}' in the rulebook.{hint}")
    if not named:
        raise PolicyError("No rule is named. Leave --rules out to run them all.")
    return named
