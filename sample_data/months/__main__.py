"""python -m sample_data.months FOLDER: the sample's months, each into a folder of its own, and the history key."""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data.months import months, write, write_history


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample_data.months", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder for YYYY-MM/export/, YYYY-MM/settings.yml and history.csv")
    parser.add_argument("--month", action="append", choices=months(), help="this month alone; may be given again")
    given = parser.parse_args()
    for month in given.month or months():
        write(month, given.folder / month)
    write_history(given.folder / "history.csv")


if __name__ == "__main__":
    main()
