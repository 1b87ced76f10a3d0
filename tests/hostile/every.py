"""Every way of being hostile, and how many of each a run makes."""

import random
from pathlib import Path

from tests.hostile import across, books, layouts, mappings, odd_zips, others, packed, texts
from tests.hostile.base import Case, Maker

# How often each is made, in parts: those with many ways of going wrong more often.
EVERY: dict[Maker, int] = {
    texts.encoded: 2, texts.wrongly_encoded: 2, texts.mixed: 3, texts.cut: 4, texts.flipped: 5, texts.bent: 6,
    layouts.shuffled: 2, layouts.delimited: 3, layouts.oddly_delimited: 2, layouts.ragged: 3, layouts.shifted: 2,
    layouts.headed: 4, layouts.quoted: 3, layouts.huge: 1, layouts.strange_cells: 3, layouts.twice: 1,
    books.native: 2, books.one_book: 2, books.odd_cells: 4, books.picture: 1, books.ods_repeats: 2,
    books.old_books: 2, books.damaged: 7,
    books.lying: 3, packed.sound: 2, packed.tricky: 4, packed.linked: 2, packed.bombs: 2, packed.damaged: 3,
    packed.named: 2, packed.disguised: 5, others.json_lines: 4, others.json_bent: 3, others.parquet: 5,
    others.database: 6,
    odd_zips.odd: 4, odd_zips.odd_database: 4, odd_zips.audit_file: 3, across.across: 6, across.dated: 5,
    across.odd_headings: 3,
    mappings.mapped: 3, mappings.reaching: 6, mappings.malformed: 6, mappings.bent: 3,
}  # fmt: skip


def makers(files: int, chance: random.Random) -> list[Maker]:
    """Which to make, each at least once where there is room for that."""
    once = list(EVERY)[:files]
    return once + chance.choices(list(EVERY), list(EVERY.values()), k=files - len(once))


def make(maker: Maker, seed: str, folder: Path) -> Case:
    """One hostile export, the same for the same seed."""
    return maker(random.Random(seed), folder / "export")
