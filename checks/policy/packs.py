"""Policy packs: one organisation's policy as data, with the values a run overrides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path

import yaml

from checks.errors import PolicyError
from checks.policy import settings as catalogue
from checks.policy.settings import OFF, Value

Codes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Pack:
    """A policy pack with its settings typed. ``unanswered`` names the settings still at ``ask``."""

    name: str
    title: str
    clauses: tuple[str, ...]
    values: Mapping[str, Value]
    unanswered: tuple[str, ...]
    overrides: Mapping[str, Value]

    def value(self, name: str) -> Value:
        """The setting's value: a number, a word, a tuple of items, or ``off``."""
        if name in self.unanswered:
            raise PolicyError(missing_answers(self, {name}))
        return self.values[catalogue.find(name).name]

    def items(self, name: str) -> tuple[str, ...]:
        """A list setting's items; ``off`` is an empty list."""
        value = self.value(name)
        return value if isinstance(value, tuple) else ()

    def runs(self, rule_id: str) -> bool:
        """Whether the pack has any clause of that check."""
        return rule_id in self.items("checks.on")

    def with_rules(self, rule_ids: Iterable[str]) -> "Pack":
        """The pack with an organisation's own rules switched on beside its own."""
        more = tuple(rule_id for rule_id in rule_ids if not self.runs(rule_id))
        return replace(self, values={**self.values, "checks.on": self.items("checks.on") + more})

    def cites(self, clause_id: str) -> bool:
        """Whether the clause belongs to this pack."""
        return any(fnmatchcase(clause_id, pattern) for pattern in self.clauses)

    def causes_off(self, rule_id: str) -> tuple[str, ...]:
        """The causes of a check that this pack's clauses do not support (P8)."""
        name = f"causes_off.{rule_id}"
        return self.items(name) if name in self.values else ()


def names() -> list[str]:
    """The packs that ship with the product."""
    folder = resources.files(__package__).joinpath("packs")
    return sorted(entry.name.removesuffix(".yml") for entry in folder.iterdir() if entry.name.endswith(".yml"))


def load(name: str, overrides: Mapping[str, object], codes: Codes) -> Pack:
    """The pack of that name with the run's own values in place.

    Raises PolicyError for an unknown pack or setting, or a value of the wrong kind.
    """
    if name not in names():
        near = get_close_matches(name, names(), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise PolicyError(f"There is no policy pack named '{name}'.{hint} The packs are: {', '.join(names())}.")
    text = resources.files(__package__).joinpath("packs", f"{name}.yml").read_text("utf-8")
    entry = yaml.safe_load(text)
    own = {key: catalogue.read(catalogue.find(key), raw, codes) for key, raw in overrides.items()}
    given = {key: raw for key, raw in entry["settings"].items() if not isinstance(raw, dict)}
    values = {key: catalogue.read(catalogue.find(key), raw, codes) for key, raw in given.items()}
    asked = [key for key, raw in entry["settings"].items() if isinstance(raw, dict) and key not in own]
    return Pack(name, entry["title"], tuple(entry["clauses"]), values | own, tuple(asked), own)


def examples(name: str) -> dict[str, object]:
    """The sample answers to a pack's open questions: for sample data and rule examples only."""
    text = resources.files(__package__).joinpath("packs", f"{name}.yml").read_text("utf-8")
    settings = yaml.safe_load(text)["settings"]
    return {key: raw["example"] for key, raw in settings.items() if isinstance(raw, dict)}


def missing_answers(pack: Pack, needed: set[str]) -> str:
    """One sentence naming every setting the organisation has yet to answer."""
    now = [name for name in pack.unanswered if name in needed]
    later = [name for name in pack.unanswered if name not in needed]
    also = f" (other rules of the pack will also ask for {', '.join(later)})" if later else ""
    return (
        f"Pack {pack.name} leaves these settings to your organisation and they have no value yet: "
        f"{', '.join(now)}{also}. Give each with --set name=value (lists separated by ;) or in a settings file."
    )


def read_settings_file(path: Path) -> dict[str, object]:
    """The settings of a YAML file, ``retention.years: 7`` or nested, as a flat mapping."""
    try:
        entry = yaml.safe_load(path.read_text("utf-8-sig")) or {}
    except FileNotFoundError:
        raise PolicyError(f"There is no settings file {path}. Check the path.") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"Settings file {path} cannot be read. Save it as UTF-8 text.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(f"Settings file {path} line {line} is not YAML. Write one 'name: value' a line.") from None
    except (yaml.YAMLError, ValueError):  # a date that does not exist is a ValueError
        raise PolicyError(f"Settings file {path} is not YAML. Write one 'name: value' a line.") from None
    if not isinstance(entry, dict):
        raise PolicyError(f"Settings file {path} must hold 'name: value' lines, such as retention.years: 7.")
    return _flatten(entry)


def _flatten(entry: Mapping[object, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in entry.items():
        name = f"{prefix}{key}"
        flat |= _flatten(value, f"{name}.") if isinstance(value, Mapping) else {name: value}
    return flat


__all__ = ["OFF", "Codes", "Pack", "Value", "examples", "load", "missing_answers", "names", "read_settings_file"]
