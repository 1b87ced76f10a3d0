"""Which counts are small, and how much about them a reader must be left unable to tell."""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from checks import yaml_files
from checks.errors import PolicyError

DEFAULT = "dfe_1_5"
BOARD_HIDES = 5  # a board paper hides at least the counts from 1 to this


class Profile(BaseModel):
    """One entry of profiles.yml, which says what each field means. All are counts of records."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    hides: int = Field(ge=1)
    rounds_to: int = Field(default=1, ge=1)
    zeros: Literal["shown", "hidden"] = "shown"
    width: int = Field(ge=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.width < self.hides:
            raise ValueError("width is at least hides")
        if self.rounds_to > 2 * self.hides + 1:
            raise ValueError("rounds_to is at most twice hides and one: a count that is not hidden must not round to 0")
        return self

    @property
    def lowest(self) -> int:
        """The least count that [c] may stand for."""
        return 0 if self.zeros == "hidden" else 1

    def needed(self, least: int) -> tuple[int, int]:
        """The least and greatest count that must stay possible for a small figure known to be at least ``least``."""
        return least, max(self.hides, least + self.width)

    def small(self, count: int) -> bool:
        """Whether the count must be hidden."""
        return self.lowest <= count <= self.hides

    def rounded(self, count: int) -> int:
        """The count as it is shown where it is shown: rounded to the nearest multiple, halves upwards."""
        return (count + self.rounds_to // 2) // self.rounds_to * self.rounds_to

    def behind(self, shown: int) -> tuple[int, int]:
        """The least and the greatest count that are shown as this number."""
        if shown == 0:
            return 0, 0
        least = shown - self.rounds_to // 2
        return max(least, self.hides + 1), least + self.rounds_to - 1


@cache
def profiles() -> Mapping[str, Profile]:
    """Every profile by name, in the order of profiles.yml."""
    text = resources.files(__package__).joinpath("profiles.yml").read_text("utf-8")
    return {name: Profile(name=name, **entry) for name, entry in yaml_files.read(text).items()}


def profile(name: str = DEFAULT, zeros: Literal["shown", "hidden"] | None = None) -> Profile:
    """The profile of that name, with the zero policy changed if one is given; PolicyError for an unknown name."""
    if name not in profiles():
        raise PolicyError(f"There is no suppression profile {name}: choose one of {', '.join(profiles())}.")
    if zeros not in (None, "shown", "hidden"):
        raise PolicyError("The zero policy of a suppression profile is 'shown' or 'hidden': write one of these.")
    chosen = profiles()[name]
    return chosen.model_copy(update={"zeros": zeros}) if zeros else chosen


def for_board(chosen: Profile) -> Profile:
    """The profile itself if a board paper may use it; PolicyError where it hides less than 1 to 5."""
    if chosen.hides < BOARD_HIDES:
        raise PolicyError(
            f"The suppression profile {chosen.name} hides counts up to {chosen.hides}, and a board paper must hide at "
            f"least 1 to {BOARD_HIDES}: choose {DEFAULT} or a stricter one."
        )
    return chosen
