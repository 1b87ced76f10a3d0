"""The clean export that every hostile one is made of, and what its values look like, so that a leak is seen.

Each value is its own canary: ids begin with ``QZ``, texts hold a name that nobody has, and dates lie in years of
which no message has a reason to speak.
"""

import csv
import io
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Rows = list[list[str]]
AS_OF = "2026-10-31"
NAME = "Quillfeather"
# What no message, log, gate or outcome may hold. Codes are the product's own words, so they are not here.
CANARY = re.compile(r"(?i)quill|qz[cdps]-|201[1-9]-\d\d|\d\d/\d\d/201[1-9]|20[0-9]{2}T")
AMBIGUOUS = (1, 2, 5, 11)  # days that could be months
SAME, REFUSED, EITHER = "same", "refused", "either"


@dataclass(frozen=True)
class Case:
    """One hostile export and what may come of it.

    ``expect``: SAME where nothing of meaning was changed, so that the audit finds what it finds in the clean export;
    REFUSED where it must be turned away; EITHER where both are right. ``names`` are what a refusal must name one of.
    ``rows`` are the records that each table must then have, where that can be said.
    """

    kind: str
    what: str
    export: str
    expect: str = EITHER
    names: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    mapping: str = ""
    status: int = 3  # of a refusal
    changed: int = -1  # records that may differ from the clean export's, at most; -1: any
    twin: str = ""  # an export that holds the same, if not the clean one


Maker = Callable[[random.Random, Path], Case]


def tables(count: int = 8) -> dict[str, Rows]:
    """The clean export: two tables as rows of texts, the headings first. Some decisions have no reason to speak of."""
    cases = [["case_id", "person_id", "service", "opened_on", "closed_on", "status", "lead_worker_id", "hold_reason"]]
    decisions = [["decision_id", "case_id", "subject_id", "decided_at", "decided_by", "decision_type", "rationale"]]
    for n in range(1, count + 1):
        day, month = n % 28 + 1, n % 12 + 1
        closed = f"2015-{month:02}-{day:02}" if n % 2 else ""
        cases.append(
            [f"QZC-{n:05}", f"QZP-{n:05}", ("iss", "dvpp", "refuge")[n % 3], f"2014-{month:02}-{day:02}", closed,
             "closed" if closed else "open", f"QZS-{n % 5:05}", f"{NAME} — held, at £{n}" if n % 3 == 0 else ""]
        )  # fmt: skip
        reason = ("", "n/a", f'{NAME} asked us to wait; "not yet", she said', f"{NAME} é {n}: risk agreed, it is told")
        decisions.append(
            [f"QZD-{n:05}", f"QZC-{n:05}", f"QZP-{n:05}", f"2016-{month:02}-{day:02}T09:{n % 60:02}:00",
             f"QZS-{n % 5:05}", ("share", "not_share")[n % 2], reason[n % 4]]
        )  # fmt: skip
    return {"cases": cases, "decisions": decisions}


def some_tables(chance: random.Random) -> dict[str, Rows]:
    """The same, mostly small; now and then large enough that readers go on in batches."""
    return tables(chance.choice((8, 8, 8, 60, 400, 3_000)))


def counts(found: Mapping[str, Sequence[object]]) -> dict[str, int]:
    """The records of each table."""
    return {table: len(rows) - 1 for table, rows in found.items()}


def csv_text(rows: Sequence[Sequence[str]], delimiter: str = ",", end: str = "\n", quoting: int = 0) -> str:
    """A table as CSV."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return made.getvalue()


def put(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Files into a folder; texts are written in UTF-8 as they stand."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def write_csv(folder: Path, found: Mapping[str, Rows], **but: str | bytes) -> Path:
    """Every table as a CSV file, those named in ``but`` with the content given instead."""
    plain = {f"{name}.csv": csv_text(rows) for name, rows in found.items()}
    return put(folder, {**plain, **{f"{name}.csv": content for name, content in but.items()}})
