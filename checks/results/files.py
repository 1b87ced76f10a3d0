"""The results files of one audit: findings.csv, outcomes.csv and gate.csv, the same bytes for the same audit."""

import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from checks.results.audit import FINDING_COLUMNS, GATE_COLUMNS, OUTCOME_COLUMNS, Audit

NAMES = ("findings.csv", "outcomes.csv", "gate.csv")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")
_UNSAFE = re.compile(r'[",\n\r]|\x1f[=+\-@\t]')
_QUOTED = re.compile(r'[",\n\r]')
_LINES_AT_ONCE = 50_000


def write(audit: Audit, folder: Path) -> None:
    """Write the three files into ``folder``, made if need be; only the owner may read them.

    UTF-8, lines ended by LF, a header row in the fixed order, blanks empty. A cell that a
    spreadsheet would take for a formula begins with an apostrophe. The files replace the earlier
    ones whole and together, after all three are written: a fault (OSError) leaves the earlier ones
    as they were.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    frames = ((audit.findings, FINDING_COLUMNS), (audit.outcomes, OUTCOME_COLUMNS), (audit.gate, GATE_COLUMNS))
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        for name, (frame, columns) in zip(NAMES, frames, strict=True):
            _fill(Path(unfinished, name), frame, columns)
        _take_places(Path(unfinished), folder)


def write_private(frame: pd.DataFrame, columns: Sequence[str], path: Path) -> None:
    """Write one frame, as ``write`` does, to a file of any name that only the owner may read."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=path.parent) as unfinished:
        _fill(Path(unfinished, path.name), frame, columns)
        os.replace(Path(unfinished, path.name), path)


def read(path: Path) -> pd.DataFrame:
    """A file that ``write`` or ``write_private`` wrote, as texts. OSError or ValueError where it is no such file."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    return frame.assign(**{str(name): frame[name].str.replace(_ESCAPED, "", regex=True) for name in frame.columns})


def _take_places(unfinished: Path, folder: Path) -> None:
    """Move the finished files in. Where one cannot (it is open in Excel, say), those before it go back."""
    earlier = unfinished / "earlier"
    earlier.mkdir()
    for name in NAMES:
        if (folder / name).exists():
            shutil.copy2(folder / name, earlier / name)
    moved: list[str] = []
    try:
        for name in NAMES:
            os.replace(unfinished / name, folder / name)
            moved.append(name)
    except OSError:
        for name in moved:
            if (earlier / name).exists():
                os.replace(earlier / name, folder / name)
            else:
                (folder / name).unlink()
        raise


def text(value: object) -> str:
    """One value as text: blank for a missing one, whole numbers without a decimal point."""
    if isinstance(value, str):
        return value
    if value is None or value is pd.NaT or value is pd.NA or value != value:  # NaN is not itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _fill(path: Path, frame: pd.DataFrame, columns: Sequence[str]) -> None:
    cells = [_cells(frame[column]) for column in columns]
    with open(path, "x", encoding="utf-8", newline="", opener=_private) as file:
        file.write(",".join(columns) + "\n")
        for start in range(0, len(frame), _LINES_AT_ONCE):
            parts = (column[start : start + _LINES_AT_ONCE] for column in cells)
            file.write("".join(f"{line}\n" for line in map(",".join, zip(*parts, strict=True))))


def _cells(column: pd.Series) -> list[str]:
    """A column's CSV cells. Each distinct value is written once, which makes a million rows cheap."""
    places, distinct = pd.factorize(column.to_numpy(dtype=object))
    texts = [text(value) for value in distinct]
    if _UNSAFE.search("\x1f".join(["", *texts])):  # one search for all of them: most columns need nothing
        texts = [_cell(value) for value in texts]
    shown = np.array([*texts, ""], dtype=object)
    cells: list[str] = shown[places].tolist()  # place -1, a missing value, is the blank at the end
    return cells


def _cell(value: str) -> str:
    safe = f"'{value}" if value.startswith(FORMULA_SIGNS) else value
    return '"' + safe.replace('"', '""') + '"' if _QUOTED.search(safe) else safe
