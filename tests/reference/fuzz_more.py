"""The rest of a random export: the tables and columns around the shares that the base of it leaves empty."""

from __future__ import annotations

from dataclasses import replace

from . import fuzz_asking, fuzz_clients, fuzz_harm, fuzz_marks, fuzz_partners, fuzz_terms
from .fuzz_people import Raw
from .fuzz_shares import Shares
from .fuzz_values import Values
from .records import table_descriptions

UNDATED_PERCENT = 3
DATED_TABLES = (
    "decisions",
    "disclosures",
    "authorisations",
    "safeguarding_concerns",
    "information_requests",
    "referrals",
)
MORE_TABLES = ["sharing_agreements", "notices", "programme_events"]


def enrich(shares: Shares, tables: dict[str, list[Raw]], seed: int, size: int) -> None:
    """Fill the tables further, in place, from a source of its own: the base stays what it is by its seed."""
    shares = replace(shares, values=Values(seed + 1_000_000))
    for name in MORE_TABLES:
        tables[name] = []
    fuzz_terms.add_stories(shares, size)
    fuzz_clients.make_young(shares)
    fuzz_clients.add_stories(shares, size)
    fuzz_marks.mark_shares(shares, tables)
    fuzz_marks.add_talks(shares, tables)
    fuzz_terms.fill_consents(shares, tables)
    fuzz_asking.add_requests(shares, tables, size)
    fuzz_asking.add_notices(shares, tables)
    fuzz_harm.fill_concerns(shares, tables, size)
    fuzz_harm.add_events(shares, tables, size)
    fuzz_partners.fill_partners(shares, tables, size)
    blank_events(shares.values, tables)


def blank_events(values: Values, tables: dict[str, list[Raw]]) -> None:
    """Some rows without the date that places them, at the end, so that what was aimed at it stays."""
    for name in (*MORE_TABLES, *DATED_TABLES):
        column = table_descriptions()[name]["event"][0]
        for row in tables[name]:
            if values.chance(UNDATED_PERCENT):
                row[column] = ""
