"""Five files of the looked-after children's return (SSDA903), about children who are all invented.

Only the columns, the codes and the way of writing dates are those of the return. No name, address or
unique pupil number stands in it: those columns are there and empty.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from sample_data.layouts.shuffled import Shuffle

CHILDREN = 160
LAST_DAY = date(2026, 10, 31)
HEADINGS = {
    "header.csv": "CHILD SEX DOB ETHNIC UPN MOTHER MC_DOB",
    "episodes.csv": "CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN",
    "oc2.csv": "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
    "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED",
    "uasc.csv": "CHILD SEX DOB DUC",
    "missing.csv": "CHILD DOB MISSING MIS_START MIS_END",
}
ETHNIC = ("WBRI", "WIRI", "MWBC", "AIND", "BAFR", "OOTH", "REFU")
ENDED = ("E11", "E12", "E3", "E4A", "E4B", "E8", "E13")  # why the last episode ended care
GOES_ON = "X1"  # it ended because another began

Row = Mapping[str, str]


def write(folder: Path, shuffle: Shuffle) -> None:
    """Write the five files into a folder that is there."""
    for file, rows in returns().items():
        headings = HEADINGS[file].split()
        order = shuffle.order(file, len(headings))
        lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
        with (folder / shuffle.name(file)).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerows([line[place] for place in order] for line in lines)


def returns() -> dict[str, Sequence[Row]]:
    """The rows of each file. Some children are in one return and not in the header, as in real ones."""
    draw = random.Random(903)
    numbers = sorted(draw.sample(range(10_000, 99_999), CHILDREN))
    children = [_child(number, draw) for number in numbers]
    header, alone = children[:-8], children[-8:]
    uasc = [*header[::23], *alone[:4]]
    missing = [*header[::17], *alone[4:]]
    episodes = [episode for child in [*header, *alone[:4]] for episode in _episodes(child, draw)]
    draw.shuffle(episodes)  # the return is in no order: what comes first is told from its dates
    return {
        "header.csv": header,
        "episodes.csv": episodes,
        "oc2.csv": [{**child, "SDQ_SCORE": str(draw.randrange(40)), "CONVICTED": "0"} for child in header[::2]],
        "uasc.csv": [{**child, "DUC": _adult(child)} for child in uasc],
        "missing.csv": [{**child, **_absence(draw)} for child in missing],
    }


def _child(number: int, draw: random.Random) -> Row:
    born = date(2003, 1, 1) + timedelta(days=draw.randrange(6500))
    sex = draw.choice(("1", "2"))
    return {"CHILD": str(number), "SEX": sex, "DOB": _day(born), "ETHNIC": draw.choice(ETHNIC)}


def _episodes(child: Row, draw: random.Random) -> list[Row]:
    """A run of episodes without a gap: the last one has ended care, or is still open."""
    starts = date(2016, 1, 1) + timedelta(days=draw.randrange(3200))
    result: list[Row] = []
    for place in range(draw.randint(1, 4)):
        ends = starts + timedelta(days=draw.randint(20, 400))
        if ends > LAST_DAY:
            break
        result.append(_episode(child, starts, "S" if place == 0 else "P", _day(ends), GOES_ON))
        starts = ends
    last = {} if not result or draw.random() < 0.5 else {"REC": draw.choice(ENDED)}
    if last:
        return [*result[:-1], {**result[-1], **last}]
    return [*result, _episode(child, starts, "P" if result else "S", "", "")]


def _episode(child: Row, starts: date, reason: str, ends: str, why: str) -> Row:
    return {
        "CHILD": child["CHILD"],
        "DECOM": _day(starts),
        "RNE": reason,
        "LS": "C2",
        "CIN": "N1",
        "PLACE": "U1",
        "PLACE_PROVIDER": "PR1",
        "DEC": ends,
        "REC": why,
    }


def _absence(draw: random.Random) -> Row:
    starts = date(2026, 4, 1) + timedelta(days=draw.randrange(180))
    return {"MISSING": "M", "MIS_START": _day(starts), "MIS_END": _day(starts + timedelta(days=draw.randint(1, 9)))}


def _adult(child: Row) -> str:
    day, month, year = child["DOB"].split("/")
    return f"{min(int(day), 28):02d}/{month}/{int(year) + 18}"


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"
