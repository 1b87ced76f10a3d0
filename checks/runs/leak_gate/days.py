"""Every day that a text can be read as, however it is written, so that dates are compared as days and not as words."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

_MONTHS = {name.lower(): place for place, name in enumerate(calendar.month_name) if name}
MONTHS = _MONTHS | {name[:3]: place for name, place in _MONTHS.items()} | {"sept": 9}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_GAP = r"[\s,./\u2010-\u2015-]{0,3}"
_CUT = r"[\s./\u2010-\u2015-]{1,3}"
_DAY = r"(?P<day>\d{1,2})\s?(?:st|nd|rd|th)?(?:\s+of)?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?<!\d)(?=(?P<year>\d{{4}}){_CUT}(?P<month>\d{{1,2}}){_CUT}(?P<day>\d{{1,2}})(?!\d))",
        rf"(?<!\d)(?=(?P<day>\d{{1,2}}){_CUT}(?P<month>\d{{1,2}}){_CUT}(?P<year>\d{{4}})(?!\d))",
        r"(?<![\d.])(?=(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{2})(?!\d))",
        rf"(?<!\d)(?={_DAY}{_GAP}(?P<month>{_MONTH})\.?{_GAP}['\u2019]?(?P<year>\d{{4}}|\d{{2}})(?!\d))",
        rf"(?<![a-z])(?=(?P<month>{_MONTH})\.?{_GAP}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_GAP}(?P<year>\d{{4}})(?!\d))",
        rf"(?<!\d)(?=(?P<year>\d{{4}}){_GAP}(?P<month>{_MONTH})\.?{_GAP}(?P<day>\d{{1,2}})(?!\d))",
        r"(?<!\d)(?=(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:\d{6})?(?!\d))",
        r"(?<!\d)(?=(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})(?!\d))",
    )
)


def days(plain: str) -> Iterator[date]:
    """The days in a text in its normal form; 03/02/1961 is two of them."""
    for form in FORMS:
        for match in form.finditer(plain):
            yield from _read(match["year"], match["month"], match["day"])


def _read(year: str, month: str, day: str) -> Iterator[date]:
    in_words = month in MONTHS
    pairs = {(MONTHS[month], int(day))} if in_words else {(int(month), int(day)), (int(day), int(month))}
    for century in ("",) if len(year) == 4 else ("19", "20"):
        for one, other in pairs:
            try:
                yield date(int(century + year), one, other)
            except ValueError:
                continue
