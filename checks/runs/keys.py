"""The organisation's key, by which a finding is known again next month: made once, kept beside the reports.

It is a private file and nothing else: no parameter, no message and no report holds it. Whoever loses it loses the
history, which then starts anew.
"""

import os
import re
from pathlib import Path

from checks.errors import PolicyError

NAME = ".policy-audit-key"
_KEY = re.compile(rb"[0-9a-f]{64}")


def read(folder: Path) -> bytes | None:
    """The key in a folder of reports; None where it has none. PolicyError for a file that is no key."""
    path = folder / NAME
    try:
        key = path.read_bytes().strip()
    except FileNotFoundError:
        return None
    except OSError:
        raise PolicyError(f"The key {path} cannot be read. Give yourself the right to read it.") from None
    if not _KEY.fullmatch(key):
        raise PolicyError(
            f"The key {path} is not as it was made, so no finding can be known again. Put back your copy of it; "
            "without one, delete it, and the history starts anew."
        )
    return key


def keep(key: bytes, folder: Path) -> None:
    """Keep a key in a folder, for its owner alone, unless the folder has one. OSError where it cannot."""
    if (folder / NAME).exists():
        return
    with os.fdopen(os.open(folder / NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key + b"\n")


def lend(folder: Path, private: Path) -> None:
    """Give a private folder the key, if there is one."""
    if (folder / NAME).exists():
        keep(read(folder) or b"", private)


def move(private: Path, folder: Path) -> None:
    """Bring a key that was made in a private folder to the folder of reports, if that has none."""
    if not (folder / NAME).exists() and (private / NAME).exists():
        os.replace(private / NAME, folder / NAME)
