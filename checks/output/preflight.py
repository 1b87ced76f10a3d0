"""The preflight in words and tables: what was read, what should be mended first, and which rules can be relied on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from checks.output import gate
from checks.output.sections import Section, notice
from checks.output.style import STYLE_TAG
from checks.output.tables import Column, code, counted, numeric, table
from checks.output.words import count, listed, plain, text
from checks.results.preflight import Preflight


@dataclass(frozen=True)
class State:
    """One state of a rule in words."""

    name: str
    meaning: str


STATES: Mapping[str, State] = {
    "tested": State("Will be tested", "Everything the rule reads is there."),
    "weakened": State("Tested in part", "The rule runs, but something that it reads is absent, blank or unreadable."),
    "unanswered": State("Waits for an answer", "The rule reads a setting that your policy leaves to you."),
    "not_tested": State("Not tested", "What the rule judges is not in the export. This will not be a pass."),
    "off": State("Off", "Your policy has no such clause."),
}
NEEDS = {"R": "always", "C": "in some records", "O": "optional"}
RULES_NAMED = 6  # of those that an absent table concerns
SHARE_OF_CONCERN = 0.5  # a column every record needs and fewer than this fill


def summary(found: Preflight) -> list[str]:
    """Four sentences: what was read, how well, what it is good for, what to do next."""
    files, tables = found.files["file"].nunique(), found.files["table"].nunique()
    read = (
        f"{count(int(found.files['records'].sum()), 'record')} of {count(tables, 'table')} "
        f"from {count(files, 'file')}; every row of every file is accounted for."
    )
    bad = found.columns[found.columns["unreadable"] > 0]
    values = int(bad["unreadable"].sum())
    well = (
        f"{count(values, 'value')} in {count(len(bad), 'column')} could not be read and will count as blank."
        if values
        else "Every value could be read."
    )
    asked = len(found.rules) - found.count("off")
    good = (
        f"Of the {count(asked, 'rule')} of {found.pack_title}, {found.count('tested')} will be tested in full, "
        f"{found.count('weakened')} in part, {found.count('not_tested')} not at all"
    )
    open_ = found.count("unanswered")
    return [read, well, good + (f", and {open_} wait for an answer of yours." if open_ else "."), _next(found)]


def _next(found: Preflight) -> str:
    if found.unanswered:
        return f"Next: answer {listed(sorted(found.unanswered))}, then run the audit."
    if to_mend(found).empty:
        return "Next: run the audit."
    return "Next: look at what should be mended first, then run the audit."


def to_mend(found: Preflight) -> pd.DataFrame:
    """What should be put right before the first audit: columns read by rules, those mostly lost first.

    Columns: ``place`` (table and column), ``trouble`` in words, ``rules`` (how many read it), ``lost`` (whether most
    of the column cannot be used).
    """
    rows = [
        (f"{row['table']}.{row['column']}", trouble, int(row["rules"]), _lost(row))
        for row in found.columns.to_dict("records")
        if row["rules"]
        for trouble in [_trouble(row)]
        if trouble
    ]
    frame = pd.DataFrame(rows, columns=["place", "trouble", "rules", "lost"])
    return frame.sort_values(["lost", "rules"], ascending=False, kind="stable", ignore_index=True)


def _lost(row: Mapping[object, object]) -> bool:
    """Whether a column is not there, or most of what it should hold is blank or cannot be read."""
    records, filled, unreadable = (int(str(row[name])) for name in ("records", "filled", "unreadable"))
    held = records if row["need"] == "R" else filled
    return not row["origin"] or filled - unreadable < held * SHARE_OF_CONCERN


def _trouble(row: Mapping[object, object]) -> str:
    """What is wrong with one column, or nothing."""
    records, filled = int(str(row["records"])), int(str(row["filled"]))
    said = []
    if not row["origin"] and row["held_against"]:
        held = count(int(str(row["held_against"])), "rule")
        said = [f"not in the export, so a blank that {held} may call a breach: map it if you keep it"]
    elif not row["origin"]:
        said = ["not in the export"] if row["need"] != "O" else []
    elif records and row["need"] == "R" and filled < records * SHARE_OF_CONCERN:
        said.append(f"filled in {filled:,} of {records:,} records, though every record needs it")
    elif records and row["need"] == "R" and filled < records:
        said.append(f"blank in {count(records - filled, 'record')}, though every record needs it")
    if row["unreadable"]:
        said.append(f"{row['unreadable']:,} of {records:,} values cannot be read")
    if row["unlisted"]:
        said.append(f"{row['unlisted']:,} values are not listed in the mapping's translation")
    return "; ".join(said)


def overview(found: Preflight) -> Section:
    """The four sentences, and what is not a file of the export's tables."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in summary(found))
    asked = "".join(
        f"<li><code>{escape(name)}</code> (clauses {escape(plain(source))})</li>"
        for name, source in found.unanswered.items()
    )
    open_ = f"{notice('Settings that wait for your answer:')}<ul>{asked}</ul>" if asked else ""
    return Section(f"{STYLE_TAG}<ul>{lines}</ul>{open_}")


def mend(found: Preflight) -> Section:
    """What to mend first, and what the data gate found."""
    frame = to_mend(found)
    first = (
        table(
            frame,
            "Columns to mend or map first",
            (
                Column("place", "Column", code),
                Column("trouble", "What is wrong"),
                numeric("rules", "Rules that read it"),
            ),
            limit=40,
            rest="in the table of columns",
        )
        if len(frame)
        else "<p>No column that a rule reads needs mending.</p>"
    )
    return Section(first + gate.problems(found.gate))


def files(found: Preflight) -> Section:
    """Every file with what became of its rows, in the audit's own words."""
    return Section(gate.files_read(found.files))


def columns(found: Preflight) -> Section:
    """Every column of each table that is there, and the tables that are not."""
    heads = (
        Column("place", "Column", code),
        Column("origin", "Comes from"),
        Column("needed", "Needed"),
        Column("full", "Filled"),
        numeric("unreadable", "Cannot be read"),
        numeric("unlisted", "Not in the translation"),
        Column("date_format", "Date format"),
        numeric("rules", "Rules"),
    )
    told = found.columns
    shares = [_share(filled, records) for filled, records in zip(told["filled"], told["records"], strict=True)]
    shown = told.assign(
        place=told["table"] + "." + told["column"],
        needed=told["need"].map(NEEDS),
        origin=told["origin"].where(told["origin"] != "", "not in the export"),
        full=shares,
    )
    return Section(table(shown, "Where each column comes from, and how full it is", heads) + _absent(found))


def _absent(found: Preflight) -> str:
    """The tables that are not in the export, with the first of the rules that read them."""
    if not found.absent:
        return ""
    rows = [(name, len(rules), _some(rules)) for name, rules in found.absent.items()]
    heads = (Column("table", "Table", code), numeric("number", "Rules that read it"), Column("rules", "Which"))
    caption = "Tables that are not in the export"
    return f"<h3>{caption}</h3>{table(pd.DataFrame(rows, columns=['table', 'number', 'rules']), caption, heads)}"


def _some(names: Sequence[str]) -> str:
    more = " and more" if len(names) > RULES_NAMED else ""
    return listed(list(names[:RULES_NAMED])) + more


def rules(found: Preflight) -> Section:
    """Every rule of the pack: tested, in part, waiting, not tested; those that are off are counted only."""
    parts = []
    for state, words in STATES.items():
        rows = found.rules[found.rules["state"] == state]
        if state == "off":
            parts.append(
                f"<p>{count(len(rows), 'rule')} off: {escape(words.meaning[:1].lower() + words.meaning[1:])}</p>"
            )
        elif len(rows):
            why = () if state == "tested" else (Column("why", "Why"),)
            heads = (Column("rule_id", "Rule", code), Column("title", "What it asks"), *why)
            caption = f"{words.name}: {count(len(rows), 'rule')}"
            parts.append(f"<h3>{escape(words.name)}</h3><p>{escape(words.meaning)}</p>{table(rows, caption, heads)}")
    return Section("".join(parts))


def _share(filled: int, records: int) -> str:
    if not records:
        return ""
    share = filled / records
    shown = (
        f"{share:.0%}"
        if filled in (0, records) or 0.005 <= share < 0.995
        else ("under 1%" if share < 0.5 else "over 99%")
    )
    return f"{shown} ({counted(filled)})"


__all__ = ["columns", "files", "mend", "overview", "rules", "summary", "text", "to_mend"]
