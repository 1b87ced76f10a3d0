"""The plain words for every code a report shows, and how one value of a results frame is written."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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

# Where a finding stands compared with the months before; the open ones first.
STATES: Mapping[str, Word] = {
    "new": Word("New", "+", "It was not there in the month before.", "Give it an owner."),
    "returned": Word(
        "Returned", "↩", "It had been resolved and is there again.", "Find out why it came back before mending it anew."
    ),
    "persisting": Word("Persisting", "=", "It was there before and still is.", "Ask the owner what is in the way."),
    "not_compared": Word(
        "Not compared", "○", "There are earlier months that it cannot be compared with.", "Read why above the counts."
    ),
    "no_id": Word(
        "Cannot be followed", "○", "The record has no id, so nobody can tell whether it is the same as before.",
        "Give the record an id in the case system.",
    ),
    "resolved": Word(
        "Resolved", "✓", "The same rule, asking the same, met the record and no longer finds it.", "Nothing."
    ),
    "not_judged": Word(
        "Not judged",
        "?",
        "It was there before, and this month nobody can say whether it still is. This is not resolved.",
        "See why, and put that right before the next export.",
    ),
}  # fmt: skip

# Why a finding counts as resolved, or could not be judged.
REASONS: Mapping[str, str] = {
    "complies": "the record now keeps the rule",
    "out_of_scope": "the rule no longer speaks about the record",
    "other_cause": "the rule now finds another cause in the record",
    "there_now": "the record that was missing is there",
    "rule_off": "the rule is off in this month's policy pack",
    "rule_not_tested": "the rule was not tested this month",
    "rule_could_not_run": "the rule could not run this month",
    "rule_gone": "the rulebook no longer has the rule",
    "rule_changed": "the rule, its facts or its settings changed, so the two months did not ask the same",
    "partly_tested": "the export lacks a table or column that the rule read before",
    "record_gone": "the export no longer shows the record to the rule",
    "no_earlier_findings": "the earlier month's findings.csv is no longer there to lead back to the record",
    "undecided": "a fact the rule needs is now missing from the record",
    "conflict": "two clauses in force disagree about the record",
}

# How a line of exceptions.csv stands.
ACCEPTANCES: Mapping[str, Word] = {
    "in_force": Word("Accepted", "✓", "The finding is accepted until the date given.", "Look at it again before then."),
    "not_needed": Word(
        "No longer needed", "○", "The rule judged and there is no such finding.", "Take the line out, or correct it."
    ),
    "cannot_tell": Word(
        "Cannot be told", "?", "The rule was not judged this month, so nobody knows whether it is needed.", "Leave it."
    ),
    "renewed": Word("Renewed", "✓", "It has ended, and a later line goes on from it.", "Take the older line out."),
    "faulty": Word(
        "Accepts nothing", "✕", "Something is wrong with it, so the finding stays open.", "Have it approved properly."
    ),
}
FAULTS: Mapping[str, str] = {
    "unknown_rule": "The rulebook has no such rule.",
    "no_record": "It names no record.",
    "no_reason": "It gives no reason.",
    "no_approval_date": "It does not say when it was approved.",
    "approved_later": "It is dated after the day of this audit.",
    "no_end_date": "It does not say until when.",
    "ends_before_approval": "It ends before it was approved.",
    "expired": "It has ended.",
    "no_approver": "It names nobody who approved it.",
    "role_not_allowed": "The role it gives may not accept findings under this policy.",
    "approver_not_on_staff": "The export's staff table has nobody with the id of the approver.",
    "role_not_held": "The export's staff table gives the approver no role that may accept findings.",
    "not_in_post": "The export's staff table does not show the approver in post on the day of approval.",
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


def month_name(month: str) -> str:
    """``2026-09`` as ``September 2026``."""
    return f"{date.fromisoformat(month + '-01'):%B %Y}"


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
