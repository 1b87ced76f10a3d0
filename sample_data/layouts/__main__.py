"""python -m sample_data.layouts LAYOUT --out FOLDER: write the sample as another system would have."""

from __future__ import annotations

import argparse
from pathlib import Path

from sample_data.layouts import LAYOUTS, shaken, written


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m sample_data.layouts", description=__doc__)
    parser.add_argument("layout", choices=sorted(LAYOUTS))
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    parser.add_argument("--shaken", type=int, metavar="SEED", help="under other names, with the columns shuffled")
    given = parser.parse_args()
    if given.shaken is None:
        written(given.layout, given.out)
    else:
        shaken(given.layout, given.out, given.shaken)


if __name__ == "__main__":
    main()
