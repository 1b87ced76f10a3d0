"""One month's findings followed: their history, what was accepted, and how the months could be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import pandas as pd

from checks.results.exceptions import Accepted
from checks.results.history import OPEN

LINE_COLUMNS = ("reference", "state", "since", "due_on", "accepted_until")


@dataclass(frozen=True)
class Comparison:
    """Which earlier month this one was compared with, and what stood in the way. Months are ``YYYY-MM``.

    ``with_month`` is blank where there was none to compare with. ``skipped`` are the months between that have no
    audit; ``damaged`` those whose history was changed or cut after it was written; ``without`` those that were
    audited before histories were kept; ``redone`` a month that was audited again after the month it was
    compared with here; ``key_changed`` says that the key of then is not the key of now.
    """

    month: str
    with_month: str = ""
    skipped: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    redone: tuple[str, ...] = ()
    key_changed: bool = False
    pack_before: str = ""


@dataclass(frozen=True)
class Followed:
    """``history`` as ``history.reckon`` gives it, with what was accepted; ``parts`` as ``identity.parts`` does."""

    comparison: Comparison
    history: pd.DataFrame
    parts: pd.DataFrame
    accepted: Accepted
    as_of: date

    def of(self, findings: pd.DataFrame) -> "Followed":
        """The same for some of the findings, without the exceptions of the others. The history names no record."""
        parts = self.parts[self.parts["row"].isin(findings.index)]
        mine = self.accepted.lines["record_id"].isin(set(findings["record_id"]) - {""})
        accepted = replace(self.accepted, lines=self.accepted.lines[mine])
        return replace(self, parts=parts, accepted=accepted)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """One row per finding, by its label, with ``LINE_COLUMNS``: what its causes have in common or apart.

        ``reference`` joins the identities by semicolons, ``state`` the states; ``since`` and ``due_on`` are the
        earliest. ``accepted_until`` is blank unless every cause is accepted, and then the earliest.
        """
        told = self._told()
        several = told["row"].duplicated(keep=False)
        joined = [_joined(row, part) for row, part in told[several].groupby("row", sort=False)]
        both = [told.loc[~several, ["row", *LINE_COLUMNS]], pd.DataFrame(joined, columns=["row", *LINE_COLUMNS])]
        return pd.concat(both if joined else both[:1]).set_index("row")

    def _told(self) -> pd.DataFrame:
        """The parts with their lines of the history; those of a record without an id share one by rule."""
        of_history = ["state", "since", "due_on", "accepted_until"]
        own = self.history[self.history["identity"] != ""].set_index("identity")
        told = self.parts[["row", "rule_id", "identity"]].join(own[of_history], on="identity")
        whole = self.history[self.history["identity"] == ""].drop_duplicates("rule_id").set_index("rule_id")
        for name in of_history:
            told[name] = told[name].fillna(told["rule_id"].map(whole[name])).fillna("")
        return told.rename(columns={"identity": "reference"})


def _joined(row: object, part: pd.DataFrame) -> tuple[object, ...]:
    """One finding with several causes."""
    accepted = set(part["accepted_until"])
    return (
        row,
        ";".join(filter(None, part["reference"])),
        ";".join(sorted(set(part["state"]), key=OPEN.index)),
        min(part["since"]),
        min(filter(None, part["due_on"]), default=""),
        "" if "" in accepted else min(accepted),
    )


def with_accepted(history: pd.DataFrame, until: Mapping[str, date]) -> pd.DataFrame:
    """The history with the day until which each finding is accepted; blank for most."""
    days = [f"{until[one]}" if one in until else "" for one in history["identity"]]
    return history.assign(accepted_until=days)
