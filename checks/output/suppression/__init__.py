"""Small numbers: what of a set of counts may be published, and the attack that tries to undo it."""

from checks.output.suppression.attacker import Bounds, attack
from checks.output.suppression.cubes import ALL, cube, grid, key
from checks.output.suppression.papers import (
    MEANINGS,
    Difference,
    Key,
    Mark,
    Percentage,
    Published,
    Release,
    Sum,
    Table,
)
from checks.output.suppression.profiles import Profile, for_board, profile, profiles
from checks.output.suppression.protection import protect

__all__ = [
    "ALL",
    "MEANINGS",
    "Bounds",
    "Difference",
    "Key",
    "Mark",
    "Percentage",
    "Profile",
    "Published",
    "Release",
    "Sum",
    "Table",
    "attack",
    "cube",
    "for_board",
    "grid",
    "key",
    "profile",
    "profiles",
    "protect",
]
