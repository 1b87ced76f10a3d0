"""A month's history on disk: history.csv, and history.json, which says what it was made with and seals it."""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from checks.results import files
from checks.results.history import HISTORY_COLUMNS

CSV, SEAL = "history.csv", "history.json"
NAMES = (CSV, SEAL)
FORMAT = 1


class Damaged(Exception):
    """A history that is not as it was written."""


@dataclass(frozen=True)
class Seal:
    """What a history was made with. ``key`` is the key's fingerprint, ``sha256`` that of history.csv.

    ``compared_with`` is the earlier month it was reckoned from, with that month's ``sha256``; both blank for none.
    """

    month: str
    as_of: str
    pack: str
    key: str
    compared_with: str = ""
    compared_sha256: str = ""
    sha256: str = ""
    format: int = FORMAT


def write(history: pd.DataFrame, seal: Seal, folder: Path) -> None:
    """Write both files, which only their owner may read; the same bytes for the same history. OSError if it cannot."""
    files.write_private(history, HISTORY_COLUMNS, folder / CSV)
    sealed = asdict(seal) | {"sha256": digest(folder / CSV)}
    with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=folder) as unfinished:
        path = Path(unfinished, SEAL)
        path.write_text(json.dumps(sealed, indent=1, sort_keys=True) + "\n", "utf-8", newline="\n")
        path.chmod(0o600)
        os.replace(path, folder / SEAL)


def read(folder: Path) -> tuple[pd.DataFrame, Seal] | None:
    """A month's history with its seal; None where it has none. Raises Damaged."""
    if not any((folder / name).exists() for name in NAMES):
        return None
    try:
        seal = Seal(**json.loads((folder / SEAL).read_text("utf-8")))
        if seal.format != FORMAT or digest(folder / CSV) != seal.sha256:
            raise Damaged
        history = files.read(folder / CSV)
    except (OSError, ValueError, TypeError):
        raise Damaged from None
    if tuple(history.columns) != HISTORY_COLUMNS:
        raise Damaged
    return history, seal


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
