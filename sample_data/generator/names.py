"""Names nobody carries: an everyday first name with an invented surname, each full name used once."""

from __future__ import annotations

import random

from faker import Faker

# Faker's British first names, widened so that the caseload looks like a city's.
WOMEN = (
    "Amina", "Priya", "Wiktoria", "Chipo", "Yasmin", "Nkechi", "Leila", "Mei", "Shanice", "Zofia", "Farida", "Ines",
    "Deepa", "Ayesha",
)  # fmt: skip
MEN = (
    "Tariq", "Pawel", "Kofi", "Rajesh", "Dmitri", "Omar", "Wei", "Jerome", "Hassan", "Luca", "Sanjay", "Emeka",
    "Andrei", "Yusuf",
)  # fmt: skip

FRONTS = (
    "Alder", "Amber", "Ash", "Bracken", "Bramble", "Briar", "Brindle", "Cedar", "Clover", "Copper", "Coral",
    "Dapple", "Elder", "Fallow", "Fennel", "Fern", "Flint", "Gorse", "Harrow", "Hazel", "Heather", "Indigo",
    "Ivory", "Juniper", "Kestrel", "Larch", "Linden", "Marl", "Meadow", "Merle", "Moss", "Myrtle", "Nettle",
    "Ochre", "Olive", "Otter", "Pebble", "Quartz", "Raven", "Reed", "Rowan", "Russet", "Saffron", "Sage", "Sedge",
    "Sorrel", "Tansy", "Teal", "Umber", "Vesper", "Violet", "Willow", "Wren", "Yarrow",
)  # fmt: skip
BACKS = (
    "quill", "fable", "thimble", "lantern", "mallow", "feather", "kettle", "ribbon", "candle", "compass", "marble",
    "saddle", "tassel", "whistle", "bobbin", "bonnet", "button", "pepper", "trellis", "tumbler",
)  # fmt: skip


class Names:
    """Hands out full names of two words, never the same one twice."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(f"{seed}:names")
        self.fake = Faker("en_GB")
        self.fake.seed_instance(seed)
        self.used: set[str] = set()

    def surname(self) -> str:
        return self.rng.choice(FRONTS) + self.rng.choice(BACKS)

    def first(self, sex: str) -> str:
        """A first name; sex is f or m."""
        if self.rng.random() < 0.3:
            return self.rng.choice(WOMEN if sex == "f" else MEN)
        return self.fake.first_name_female() if sex == "f" else self.fake.first_name_male()

    def full(self, sex: str, surname: str = "") -> str:
        """A new full name, in the family named when a surname is given."""
        while True:
            first = self.first(sex)
            name = f"{first} {surname or self.surname()}"
            if first.isalpha() and name not in self.used:
                self.used.add(name)
                return name
