"""The plain words for every code a report shows, and how one value of a results frame is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checks.results import files

NOT_THERE = "not in the export"  # where a record stands that a rule asks for and nobody has written

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Word:
    """One code in words: what to call it, a mark that needs no colour, what it means, what to do next."""

    name: str
    mark: str
    meaning: str
    action: str = ""


# In the order a reader should meet them: what needs work, what is unknown, what is well.
STATUSES: Mapping[str, Word] = {
    "failed": Word("Failed", "✕", "At least one record breaks the rule.", "Work through its records in the worklist."),
    "could_not_run": Word(
        "Could not run",
        "!",
        "The rule stopped with an error, so nothing is known about any record.",
        "Give the reason to whoever looks after the rules, and run again. Do not read it as a pass.",
    ),
    "needs_review": Word(
        "Needs review",
        "?",
        "No record breaks the rule, but a person must look at some: two policies disagree, or a fact is missing.",
        "Have a manager decide the conflicts, and fill in the missing facts.",
    ),
    "not_tested": Word(
        "Not tested",
        "○",
        "The records the rule needs were absent, empty or outside its scope. This is not a pass.",
        "Add what the reason names to the next export, or note why your service does not keep it.",
    ),
    "passed": Word("Passed", "✓", "Records were in scope and every one of them keeps the rule.", "Nothing."),
    "off": Word(
        "Off",
        "–",
        "No clause of the chosen policy pack asks for this rule.",
        "Nothing, unless your own policy does ask for it: then choose another pack.",
    ),
}

OUTCOMES: Mapping[str, Word] = {
    "breach": Word("Breaks the rule", "✕", "The record breaks the rule.", "Put it right as described."),
    "conflict": Word(
        "Policies conflict",
        "⇄",
        "Two clauses in force disagree about the record.",
        "A manager decides which one holds.",
    ),
    "undecided": Word(
        "Cannot be judged", "?", "A fact the rule needs is missing.", "Find the fact and add it, then decide."
    ),
}

SEVERITIES: Mapping[str, str] = {"critical": "Critical", "warning": "Warning", "info": "For information"}
CERTAINTIES: Mapping[str, str] = {
    "fact": "",
    "review": "This is only a sign: read the record before acting.",
}
JUDGED = ("failed", "needs_review", "passed")


def text(value: object) -> str:
    """One value as a reader sees it: blank for a missing value, whole numbers without a decimal point.

    Control characters, which neither HTML nor a workbook may hold, become spaces.
    """
    return _UNPRINTABLE.sub(" ", files.text(value))


def number(value: object) -> str:
    """A count with thousands separated; nothing for a blank."""
    shown = text(value)
    return f"{int(shown):,}" if shown.isdigit() else shown


def count(how_many: int, one: str, many: str = "") -> str:
    """``1 record``, ``2 records``: a number with its noun in agreement."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


def plain(code: object) -> str:
    """A code as words: ``not_yet_given;ended`` reads ``not yet given; ended``."""
    return text(code).replace("_", " ").replace(";", "; ").replace(";  ", "; ")


def listed(items: Sequence[str], joint: str = "and") -> str:
    """Items as an English list: ``a, b and c``; nothing for none."""
    *first, last = items or [""]
    return f"{', '.join(first)} {joint} {last}" if first else last


def verb(outcome: str, how_many: int, what: str) -> str:
    """What so many records do: ``breaks it``, ``break a rule``, ``cannot be judged``."""
    one = how_many == 1
    return {
        "breach": f"{'breaks' if one else 'break'} {what}",
        "conflict": f"{'falls' if one else 'fall'} under policies that conflict",
        "undecided": "cannot be judged",
    }[outcome]
