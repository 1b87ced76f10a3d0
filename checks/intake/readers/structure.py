"""How a delimited text is laid out, told from its bytes: its records counted, and every delimiter accounted for.

By RFC 4180 a record is so many delimiters and a line end outside quotation marks. Here each byte is one bit
of a few long words, which tell what stands inside quotation marks by prefix exclusive-or, as simdjson does (Langdale
and Lemire, 2019, "Parsing gigabytes of JSON per second"). It costs a fraction of reading the file, and is a second
opinion on whatever reads it.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

BLOCK = 1 << 18  # bytes; small enough for the processor's cache
WORD = 64  # bits
ALL = np.uint64(2**WORD - 1)
QUOTE, FEED, RETURN = b'"\n\r'
MARK = "\ufeff"  # begins a file; within it, files were joined end to end
Bits = NDArray[np.uint64]


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The rest of a file, block by block."""
    return iter(lambda: file.read(BLOCK), b"")


def looks_plain(file: BinaryIO, delimiter: str, width: int) -> bool:
    """Whether the next few records of a file are plainly laid out, so that it is worth counting them all."""
    return Count(ord(delimiter), width).add(file.read(BLOCK))


def count_records(file: BinaryIO, delimiter: str, width: int) -> int | None:
    """How many records the rest of a file holds, header included, when it is plainly laid out; else None.

    Plainly: UTF-8 without NULs or byte order marks; one kind of line end, LF or CRLF; no empty line; every
    quotation mark at an end of its field or doubled, the last one closed; and as many delimiters as make ``width``
    fields of every record. A reader that refuses a record of too few fields then has all of them right.
    """
    counted = Count(ord(delimiter), width)
    if not all(counted.add(block) for block in blocks(file)) or not counted.finish():
        return None
    return counted.records


@dataclass
class Count:
    """Counts the records of a text that comes in blocks; in doubt for good once ``add`` has said False.

    The fields below ``records`` are what one word must know of the one before it.
    """

    delimiter: int
    width: int
    records: int = 0
    delimiters: int = 0
    rest: bytes = b""  # bytes that do not fill a word
    character: bytes = b""  # the beginning of a character
    crlf: bool | None = None
    quoted: int = 0
    after_end: int = 1
    after_return: int = 0
    after_closing: int = 0
    after_allowed: int = 1  # what may stand beside a quotation mark

    def add(self, block: bytes) -> bool:
        """Count the records that end in a block. False when anything in it is not plain."""
        text = self.rest + block if self.rest else block
        whole = len(text) // WORD * WORD
        self.rest = text[whole:]
        return self._characters(block) and (not whole or self._words(text[:whole], WORD))

    def finish(self) -> bool:
        """Count the last record, which may lack its line end. False when it is not plain or not whole."""
        if self.rest and not self._words(self.rest.ljust(WORD, b"\x00"), len(self.rest)):
            return False
        self.records += not self.after_end
        whole = not (self.quoted or self.character or self.after_return)
        return whole and self.delimiters == self.records * (self.width - 1)

    def _words(self, text: bytes, filled: int) -> bool:
        """Count in whole words, of the last of which so many bits are text."""
        data = np.frombuffer(text, dtype=np.uint8)
        marks, feeds = _bits(data == self.delimiter), _bits(data == FEED)
        returns = _bits(data == RETURN) if b"\r" in text else np.zeros_like(feeds)
        quotes = _bits(data == QUOTE) if b'"' in text else np.zeros_like(feeds)
        allowed = marks | feeds | returns | quotes
        last = np.uint64(filled - 1)
        allowed[-1] |= ALL << last << np.uint64(1) if filled < WORD else np.uint64(0)
        outside = ~self._inside(quotes)
        ends, returns = feeds & outside, returns & outside
        self.records += int(np.bitwise_count(ends).sum())
        self.delimiters += int(np.bitwise_count(marks & outside).sum())
        plain = self._placed(quotes, outside, allowed) and self._line_ends(ends, returns)
        self.after_end = int(ends[-1] >> last) & 1
        return plain

    def _inside(self, quotes: Bits) -> Bits:
        """The bits from each opening quotation mark to just before the closing one."""
        inside = quotes.copy()
        for shift in (1, 2, 4, 8, 16, 32):
            inside ^= inside << np.uint64(shift)
        odd = inside >> np.uint64(WORD - 1)
        gone = (np.cumsum(odd) - odd + np.uint64(self.quoted)) & np.uint64(1)
        inside ^= gone * ALL
        self.quoted = int(inside[-1] >> np.uint64(WORD - 1))
        return inside

    def _placed(self, quotes: Bits, outside: Bits, allowed: Bits) -> bool:
        """Whether each quotation mark opens or closes a field, or is one of two that stand for one."""
        closing = quotes & outside
        before, after = _next(allowed, self.after_allowed), _next(closing, self.after_closing)
        self.after_allowed, self.after_closing = _last(allowed), _last(closing)
        return not (quotes & ~outside & ~before).any() and not (after & ~allowed).any()

    def _line_ends(self, ends: Bits, returns: Bits) -> bool:
        """All of one kind, and none straight after another (an empty line)."""
        if self.crlf is None and (ends.any() or returns.any()):
            self.crlf = bool(returns.any())
        after_return, after_end = _next(returns, self.after_return), _next(ends, self.after_end)
        self.after_return = _last(returns)
        if not self.crlf:
            return not returns.any() and not (ends & after_end).any()
        return bool((ends == after_return).all()) and not (returns & after_end).any()

    def _characters(self, block: bytes) -> bool:
        if b"\x00" in block:
            return False
        if block.isascii() and not self.character:
            return True
        text = self.character + block
        try:
            decoded, used = codecs.utf_8_decode(text, "strict", False)
        except UnicodeDecodeError:
            return False
        self.character = text[used:]
        return MARK not in decoded


def _bits(found: NDArray[np.bool_]) -> Bits:
    """One bit a byte, in words of 64."""
    return np.packbits(found, bitorder="little").view("<u8")


def _next(bits: Bits, carried: int) -> Bits:
    """Every bit moved to the byte after its own."""
    moved = bits << np.uint64(1)
    moved[1:] |= bits[:-1] >> np.uint64(WORD - 1)
    moved[0] |= np.uint64(carried)
    return moved


def _last(bits: Bits) -> int:
    return int(bits[-1] >> np.uint64(WORD - 1))
