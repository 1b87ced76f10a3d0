"""What one reading is about: an audit, restricted to a service or a case where that was asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import pandas as pd

from checks.output import sections, themes
from checks.output.sections import PARTLY, Section, badge, notice
from checks.output.tables import Column, numeric, table
from checks.output.themes import Theme
from checks.output.words import JUDGED, STATUSES, count, listed, text
from checks.results.audit import Audit

UNKNOWN = "not recorded"


@dataclass(frozen=True)
class Selected:
    """An audit with its listings; ``service`` and ``case_id`` are blank where the reading is about all."""

    audit: Audit
    service: str = ""
    case_id: str = ""

    @cached_property
    def services(self) -> dict[str, str]:
        """The service of each case, by case id."""
        cases = self.audit.listings.get("case_register")
        return {} if cases is None else dict(zip(cases["case_id"], map(text, cases["service"]), strict=True))

    def of_service(self, case_ids: "pd.Series[str]") -> "pd.Series[str]":
        """The service of each record, by its case; ``not recorded`` where no case tells."""
        return case_ids.map(lambda case: self.services.get(text(case)) or UNKNOWN).astype(object)

    def _restricted(self, frame: pd.DataFrame) -> pd.DataFrame:
        if self.case_id:
            return frame[frame["case_id"] == self.case_id]
        return frame[self.of_service(frame["case_id"]) == self.service] if self.service else frame

    def listing(self, name: str) -> pd.DataFrame:
        """A facts view's records; without rows where the export has none."""
        frame = self.audit.listings.get(name)
        return pd.DataFrame() if frame is None or frame.empty else self._restricted(frame)

    @cached_property
    def findings(self) -> pd.DataFrame:
        """Every finding of the reading's service or case."""
        return self._restricted(self.audit.findings)

    def breaches(self, *rules: str) -> pd.DataFrame:
        """The breaches that these rules found."""
        found = self.findings
        return found[found["rule_id"].isin(rules) & (found["outcome"] == "breach")]

    def theme(self, title: str, prefixes: Sequence[str], headline: str = "") -> Theme:
        """The rules whose ids begin so or that report under the headline, with what they found."""
        ids = self.audit.rules["rule_id"].map(text)
        mine = ids.str.split("-").str[0].isin(prefixes)
        if headline:
            mine |= self.audit.rules["headline"] == headline
        told = self.audit.rules[mine].merge(self.audit.outcomes, on="rule_id", how="left")
        told["status"] = told["status"].fillna("not_tested")
        over = " over all services" if self.service else ""
        return Theme(title, told, self.findings[self.findings["rule_id"].isin(told["rule_id"])], over)

    def unjudged(self, rule_id: str, what: str) -> str:
        """Why a rule says nothing here, as a notice; nothing where it judged. ``what`` it would have told."""
        outcome = self.audit.outcomes[self.audit.outcomes["rule_id"] == rule_id]
        if outcome.empty:
            return notice(f"This run has no rule {escape(rule_id)}, so it does not say {escape(what)}.")
        status, reason = text(outcome["status"].iloc[0]), text(outcome["reason"].iloc[0])
        if status in JUDGED:
            return ""
        said = f"Rule {rule_id} has the status {STATUSES[status].name.lower()}: {reason or STATUSES[status].meaning}"
        return notice(f"{escape(said.rstrip('.'))}. So this report does not say {escape(what)}.")


def nothing(what: str, selected: Selected) -> str:
    """That there is nothing to look at, which is not a good sign by itself."""
    where = f" of service {selected.service}" if selected.service else ""
    return notice(
        f"The records hold no {escape(what)}{escape(where)}. Nothing is known, and that is not a clean result."
    )


def about(selected: Selected, theme: Theme) -> Section:
    """What was read, and how each rule of the theme came out before anything is drawn from it."""
    parts = [sections.about(selected.audit).html, _service(selected), _absent(selected.audit)]
    return Section("".join([*parts, rules(theme)]))


def _service(selected: Selected) -> str:
    if not selected.service:
        return ""
    homeless = int((selected.of_service(selected.audit.findings["case_id"]) == UNKNOWN).sum())
    rest = f" {count(homeless, 'finding')} of the audit cannot be placed in any service and are not here."
    return (
        f"<p>This reading is about the service <strong>{escape(selected.service)}</strong> alone, by each record's "
        f"case.{rest if homeless else ''}</p>"
    )


def _absent(audit: Audit) -> str:
    lacking = audit.gate[(audit.gate["problem"] == "missing_table")]
    if lacking.empty:
        return ""
    names = escape(listed(sorted(lacking["table"].map(text))))
    return f"<p>Tables that the export does not have: {names}. What rests on them is not told here.</p>"


def rules(theme: Theme) -> str:
    """Every rule of the theme with its status and denominators."""
    if theme.rules.empty:
        return notice("No rule of this run is about this theme. Nothing is known, and that is not a clean result.")
    shown = theme.rules.copy()
    shown["rule"] = shown["rule_id"].map(text) + " " + shown["title"].map(text)
    shown.loc[~shown["status"].isin(JUDGED), ["in_scope", "breach", "conflict", "undecided"]] = None
    judged = int(shown["status"].isin(JUDGED).sum())
    lead = f"<p>{judged} of the {count(len(shown), 'rule')} of this theme could be judged.</p>"
    lead = notice("None of this theme's rules could be judged, which is not a clean result.") if not judged else lead
    columns = (
        Column("rule", "Rule"),
        Column("status", "Status", badge),
        numeric("in_scope", "In scope"),
        numeric("breach", "Break it"),
        numeric("conflict", "Policies conflict"),
        numeric("undecided", "Cannot be judged"),
        Column("reason", "Reason or note"),
    )
    return lead + table(shown, f"The rules of this theme{theme.over}", columns)


def not_tested(selected: Selected, theme: Theme) -> Section:
    """What this reading cannot speak about: the theme's silent rules, and records nobody can judge."""
    silent = theme.rules[~theme.rules["status"].isin(JUDGED)]
    partly = theme.rules[theme.rules["status"].isin(JUDGED) & theme.rules["reason"].map(text).str.startswith(PARTLY)]
    columns = (Column("rule_id", "Rule"), Column("status", "Status", badge), Column("reason", "Reason"))
    parts = []
    if not silent.empty:
        parts.append(table(silent, "Rules of this theme that judged nothing", columns))
    if not partly.empty:
        parts.append(table(partly, "Rules of this theme that were tested in part", columns))
    undecided = theme.findings[theme.findings["outcome"] == "undecided"]
    if not undecided.empty:
        parts.append(
            themes.listed_records(undecided, "Records nobody can judge from what is recorded", limit=25, by_rule=True)
        )
    return Section("".join(parts) or "<p>Every rule of this theme was judged, and every record in its scope.</p>")


def findings(theme: Theme) -> Section:
    """The theme's findings by rule and cause, then the records of each rule."""
    return Section(themes.body(theme, 3))
