"""The date formats a mapping can say, and how a text in one of them becomes ISO.

A format is written with words (``dd/mm/yyyy hh:mi``); everything between the words stands for itself. ``excel`` is
a spreadsheet's serial number. ISO is always read beside whatever a mapping says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from checks.intake import conversions
from checks.intake.conversions import literal

ISO = "yyyy-mm-dd"
EXCEL = "excel"
ISO_SHAPE = f"{conversions.DATE}([T ]{conversions.TIME})?"
SERIAL_SHAPE = r"\d{1,6}(\.\d+)?"
# Spreadsheets count days from here; below 61 they disagree about a leap day of 1900 that never was.
SERIAL_START, FIRST_SERIAL = "1899-12-30", 61
# Each word: the mark it is read by, and the text it stands for.
WORDS = {
    "month": ("%B", "[A-Za-z]{3,9}"),
    "mon": ("%b", "[A-Za-z]{3,4}"),
    "yyyy": ("%Y", r"\d{4}"),
    "yy": ("%y", r"\d{2}"),
    "mm": ("%m", r"\d{1,2}"),
    "mi": ("%M", r"\d{2}"),
    "dd": ("%d", r"\d{1,2}"),
    "hh": ("%H", r"\d{1,2}"),
    "ss": ("%S", r"\d{2}(\.\d{1,9})?"),
    "ap": ("%p", "[AaPp][Mm]"),
}
WORD = re.compile("|".join(WORDS), re.IGNORECASE)
DIGITS = ("yyyy", "yy", "mm", "mi", "dd", "hh", "ss")
WRONG = (
    "write a date format with yyyy or yy, mm, mon or month, and dd, and for times hh, mi, ss and ap, "
    "such as dd/mm/yyyy; or excel"
)
# Days that read differently whichever way round they are taken, to try formats on.
SAMPLES = (
    datetime(2003, 4, 5, 6, 7, 8),
    datetime(2010, 10, 20, 11, 12, 13),
    datetime(2012, 11, 10, 9, 8, 7),
)


@dataclass(frozen=True)
class Format:
    """A date format: as written, the texts it reads as a regular expression, and the marks to read them by."""

    written: str
    shape: str
    marks: str

    @property
    def timed(self) -> bool:
        """Whether it holds a time."""
        return "%H" in self.marks or "%I" in self.marks


def parse(written: str) -> Format:
    """A format as written in a mapping. ValueError, in words, for one that cannot be read."""
    if written.lower() == EXCEL:
        return Format(EXCEL, SERIAL_SHAPE, "")
    parts = re.split(f"({WORD.pattern})", written, flags=re.IGNORECASE)
    words, rest = [part.lower() for part in parts[1::2]], "".join(parts[0::2])
    _check(words, rest)
    marks, shape = "", ""
    for place, part in enumerate(parts):
        word = part.lower()
        if place % 2 == 0:
            marks, shape = marks + part, shape + re.escape(part)
            continue
        mark, digits = WORDS[word]
        marks += "%I" if word == "hh" and "ap" in words else mark
        # Side by side, as in yyyymmdd, only full widths tell one number from the next.
        alone = not (_digits(parts, place - 2) and not parts[place - 1]) and not (
            _digits(parts, place + 2) and not parts[place + 1]
        )
        shape += digits if alone else digits.replace("{1,2}", "{2}")
    return Format(written, shape, marks)


def _digits(parts: Sequence[str], place: int) -> bool:
    return 0 < place < len(parts) and parts[place].lower() in DIGITS


def _check(words: Sequence[str], rest: str) -> None:
    whole = (
        len({"yyyy", "yy"} & set(words)) == 1
        and len({"mm", "mon", "month"} & set(words)) == 1
        and "dd" in words
        and len(words) == len(set(words))
        and ("mi" in words) == ("hh" in words)
        and ("hh" in words or not {"ss", "ap"} & set(words))
    )
    if not whole or re.search(r"[A-Za-z%\d]", rest.replace("T", "")):
        raise ValueError(WRONG)


def parse_all(written: Sequence[str]) -> tuple[Format, ...]:
    """Several formats. ValueError when two of them read one text as two days."""
    formats = tuple(parse(each) for each in written)
    for place, one in enumerate(formats):
        for other in formats[place + 1 :]:
            if _clash(one, other) or _clash(other, one):
                raise ValueError(
                    f"{one.written} and {other.written} can read the same text as different dates, so say one of them"
                )
    return formats


def _clash(one: Format, other: Format) -> bool:
    """Whether a text written in one format is another moment, or another kind of date, in the other."""
    if EXCEL in (one.written, other.written):
        texts = _texts(one) if other.written == EXCEL else ()
        return one.written != other.written and any(re.fullmatch(other.shape, text) for text in texts)
    return any(_reads(one, text) != _reads(other, text) is not None for text in _texts(one))


def _texts(form: Format) -> list[str]:
    return [day.strftime(form.marks) for day in SAMPLES]


def _reads(form: Format, text: str) -> datetime | None:
    try:
        return datetime.strptime(text, form.marks) if re.fullmatch(form.shape, text) else None
    except ValueError:
        return None


def iso(text: str, formats: Sequence[Format]) -> str:
    """SQL for a text with its date written as ISO; a text that is no such date stays, for the gate to report.

    The shape is asked first, because a year read by ``%Y`` may be as short as the writer liked.
    """
    bare = conversions.trimmed(text)
    if not formats:
        return bare
    # A text may have the shape of one format and be a date in another: June, for a month of three letters or four.
    read = ", ".join(
        f"CASE WHEN regexp_full_match({bare}, {literal(form.shape)}) THEN {_moment(bare, form)} END" for form in formats
    )
    return f"CASE WHEN regexp_full_match({bare}, {literal(ISO_SHAPE)}) THEN {bare} ELSE coalesce({read}, {bare}) END"


def _moment(bare: str, form: Format) -> str:
    if form.written == EXCEL:
        number = f"TRY_CAST({bare} AS DOUBLE)"
        at = f"(TIMESTAMP '{SERIAL_START}' + to_seconds(round({number} * 86400)))"
        written = f"CASE WHEN {number} = trunc({number}) THEN strftime({at}, '%Y-%m-%d') ELSE CAST({at} AS VARCHAR) END"
        return f"CASE WHEN {number} >= {FIRST_SERIAL} THEN {written} END"
    if "%S" in form.marks:  # a part of a second is never asked for, and no mark reads it
        bare = rf"regexp_replace({bare}, '(:\d{{2}})\.\d{{1,9}}', '\1')"
    if "%b" in form.marks:
        bare = f"regexp_replace({bare}, '(?i)sept', 'Sep')"
    shape = "%Y-%m-%d %H:%M:%S" if form.timed else "%Y-%m-%d"
    return f"strftime(try_strptime({bare}, {literal(form.marks)}), {literal(shape)})"
