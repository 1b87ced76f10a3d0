"""What a text holds by its pattern: contact details, numbers, addresses and dates of birth."""

import re
from collections.abc import Iterator
from datetime import date

from checks.facts.spelling import details_of
from checks.runs.leak_gate import needles as kinds
from checks.runs.leak_gate.days import days
from checks.runs.leak_gate.needles import Needles
from checks.runs.leak_gate.normal import normal

LABEL_OF_BIRTH = re.compile(r"\b(?:born|birth|birthday|d\.?o\.?b)\b")
HOUSE = re.compile(
    r"\b\d{1,4}[A-Za-z]?,?\s+(?:[A-Z][\w'\u2019-]+\s+){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Way|"
    r"Court|Ct|Place|Pl|Crescent|Cres|Terrace|Gardens|Grove|Row|Hill|Park|Walk|Mews|Square|Sq|Rise|View|Green|House|"
    r"Parade|Villas|Yard|Gate)\b"
)
NHS_NUMBER = re.compile(r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)")
INSURANCE = re.compile(r"(?<!\w)[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d](?!\w)")


def take(text: str, found: Needles) -> None:
    """Take in the contact details, numbers, addresses and dates of birth that stand in a text."""
    plain = normal(text)
    for kind, word in ((kinds.PHONE, "phone"), (kinds.EMAIL, "email"), (kinds.POSTCODE, "postcode")):
        for written in details_of(text, word):
            found.contact(kind, written)
    for match in NHS_NUMBER.finditer(plain):
        digits = re.sub(r"\D", "", match.group())
        if _checked(digits):
            found.contact(kinds.NHS, digits)
    for match in INSURANCE.finditer(plain):
        found.contact(kinds.INSURANCE, match.group())
    for match in HOUSE.finditer(text):
        found.address(match.group())
    for day in set(_born(plain)):
        found.birth(day)


def _born(plain: str) -> Iterator[date]:
    for label in LABEL_OF_BIRTH.finditer(plain):
        yield from days(plain[label.end() : label.end() + 60])


def _checked(digits: str) -> bool:
    """Whether ten digits are an NHS number: the last is a check of the others."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9]) and len(set(digits)) > 1
