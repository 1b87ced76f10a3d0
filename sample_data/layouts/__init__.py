"""The committed sample as other systems would have written it, for trying and testing the shipped mappings.

Each layout is named after the mapping that reads it. The records are those of ``sample_data/export``, or
invented here, and a layout is written the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from sample_data.layouts import charity_log, council_extract, ssda903
from sample_data.layouts.shuffled import Shuffle

LAYOUTS: Mapping[str, Callable[[Path, Shuffle], None]] = {
    "charity_log": charity_log.write,
    "council_extract": council_extract.write,
    "ssda903": ssda903.write,
}


def written(layout: str, folder: Path) -> Path:
    """Write a layout into a folder, which is made; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    LAYOUTS[layout](folder, Shuffle())
    return folder


def shaken(layout: str, folder: Path, seed: int) -> Path:
    """The same under other file and sheet names and with its columns in another order, which ``seed`` decides."""
    folder.mkdir(parents=True, exist_ok=True)
    LAYOUTS[layout](folder, Shuffle(seed))
    return folder
