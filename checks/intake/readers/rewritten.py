"""A CSV file as DuckDB reads it best: UTF-8, one kind of line end, no empty lines, no header.

``level`` changes nothing but what stands between records, and needs every quotation mark in its place; ``requote``
has Python's csv reader and writer put them there. A copy is one that only its owner may read.
"""

import csv
import io
import os
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from checks.intake.readers.layout import Layout, rows
from checks.intake.readers.structure import BLOCK, FEED, MARK, QUOTE, RETURN, Count

BATCH = 20_000  # records
LONGEST_RECORD = 1 << 24  # bytes; where one is longer a quotation mark is missing


def level(layout: Layout, target: Path) -> tuple[int, tuple[int, ...]] | None:
    """Copy a file's records; gives how many there are and the number of each line left out for holding nothing.

    None when a record is not plainly whole.
    """
    counted = Count(ord(layout.delimiter), len(layout.header))
    lines = _Lines(layout.lines)
    with _private(target) as out, layout.opened() as file:
        going = True
        while going:
            text = file.read(BLOCK)
            going = bool(text)
            written = lines.add(text.encode()) if text else lines.finish()
            if not counted.add(written) or len(lines.carried) > LONGEST_RECORD:
                return None
            out.write(written)
    return (counted.records, tuple(lines.empty)) if counted.finish() and not lines.carried else None


def requote(layout: Layout, target: Path) -> tuple[int, tuple[int, ...]] | None:
    """The same by way of Python's csv reader; None when a line holds nothing, or a record is not plainly whole."""
    width, count = len(layout.header), 0
    with _private(target) as out, layout.opened() as file:
        reader = rows(file, layout.delimiter)
        try:
            while batch := list(islice(reader, BATCH)):
                text = io.StringIO(newline="")
                csv.writer(text, delimiter=layout.delimiter, lineterminator="\r\n").writerows(batch)
                written = text.getvalue()
                if set(map(len, batch)) != {width} or "\x00" in written or MARK in written:
                    return None
                out.write(written.encode())
                count += len(batch)
        except csv.Error:
            return None
    return count, ()


def _private(target: Path) -> BinaryIO:
    return os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb")


@dataclass
class _Lines:
    """Lines outside quotation marks, each made to end in LF, those of nothing left out and their numbers kept."""

    number: int  # of lines gone by
    carried: bytes = b""
    empty: list[int] = field(default_factory=list)

    def add(self, block: bytes) -> bytes:
        """The lines that end in a block."""
        text = self.carried + block
        data = np.frombuffer(text, dtype=np.uint8).copy()
        ends, paired = self._ends(data)
        if not ends.size:
            self.carried = text
            return b""
        cut = int(ends[-1]) + 1
        self.carried = text[cut:]
        starts = np.concatenate(([0], ends[:-1] + 1))
        nothing = ends - paired == starts
        kept = np.ones(cut, dtype=np.bool_)
        kept[ends[paired] - 1] = False
        kept[ends[nothing]] = False
        self._count(data[:cut], ends[nothing])
        data[ends] = FEED
        return data[:cut][kept].tobytes()

    def finish(self) -> bytes:
        """The last line, which may lack its end."""
        return self.add(b"\n") if self.carried else b""

    def _ends(self, data: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The last byte of each line end outside quotation marks, and whether CR stands before its LF."""
        places = np.flatnonzero((data == QUOTE) | (data == FEED) | (data == RETURN))
        kinds = data[places]
        outside = ((np.cumsum(kinds == QUOTE, dtype=np.uint8) & 1) == 0) & (kinds != QUOTE)
        at, kinds = places[outside], kinds[outside]
        if not at.size:
            return at, np.zeros(0, dtype=np.bool_)
        follows = np.zeros(at.size, dtype=np.bool_)  # a LF straight after a CR
        follows[1:] = (kinds[1:] == FEED) & (kinds[:-1] == RETURN) & (np.diff(at) == 1)
        goes_on = np.append(follows[1:], kinds[-1] == RETURN and at[-1] == data.size - 1)
        return at[~goes_on], follows[~goes_on]

    def _count(self, data: NDArray[np.uint8], nothing: NDArray[np.int64]) -> None:
        """Number the lines as readers do, which count every line break, inside quotation marks too."""
        feeds, returns = data == FEED, data == RETURN
        returns[:-1] &= ~feeds[1:]
        breaks = np.flatnonzero(feeds | returns)
        self.empty += (self.number + 1 + np.searchsorted(breaks, nothing)).tolist()
        self.number += breaks.size
