"""Policy packs: one organisation's policy as data, with the values a run overrides."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib import resources
from pathlib import Path
from typing import Any, TypeGuard

import yaml

from checks import yaml_files
from checks.errors import PolicyError
from checks.policy import settings as catalogue
from checks.policy.settings import OFF, Value
from checks.policy.stack import stack

STACKED = "+"
OWN_FILE = (".yml", ".yaml")
PACK_KEYS = ("title", "based_on", "policies", "clauses", "settings")
Codes = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Pack:
    """A policy pack with its settings typed. ``unanswered`` names the settings still at ``ask``.

    ``overrides`` are the run's own values and ``reasons`` why, where the run says so.
    """

    name: str
    title: str
    clauses: tuple[str, ...]
    values: Mapping[str, Value]
    unanswered: tuple[str, ...]
    overrides: Mapping[str, Value]
    reasons: Mapping[str, str] = field(default_factory=dict)

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
    """The pack of that name, or several stacked as ``a+b``, with the run's own values in place.

    An own value may come with its reason, as ``{"value": 6, "reason": "..."}``. Raises PolicyError for
    an unknown pack or setting, a value of the wrong kind, or stacked packs that clash.
    """
    reasons = {key: str(raw["reason"]).strip() for key, raw in overrides.items() if _reasoned(raw)}
    raws = {key: raw["value"] if _reasoned(raw) else raw for key, raw in overrides.items()}
    own = {key: catalogue.read(catalogue.find(key), raw, codes) for key, raw in raws.items()}
    parts = [_read(part.strip(), codes) for part in name.split(STACKED)]
    whole = parts[0] if len(parts) == 1 else _stacked(parts, reasons)
    asked = tuple(key for key in whole.unanswered if key not in own)
    return replace(whole, values={**whole.values, **own}, unanswered=asked, overrides=own, reasons=reasons)


def _reasoned(raw: object) -> TypeGuard[Mapping[str, object]]:
    return isinstance(raw, Mapping) and set(raw) == {"value", "reason"}


def _read(name: str, codes: Codes) -> Pack:
    """One pack as it ships."""
    entry = _entry(name)
    name = Path(name).stem if name.endswith(OWN_FILE) else name
    given = {key: raw for key, raw in entry["settings"].items() if not isinstance(raw, dict)}
    values = {key: catalogue.read(catalogue.find(key), raw, codes) for key, raw in given.items()}
    asked = tuple(key for key, raw in entry["settings"].items() if isinstance(raw, dict))
    return Pack(name, entry["title"], tuple(entry["clauses"]), values, asked, {})


def _entry(name: str) -> dict[str, Any]:
    if name.endswith(OWN_FILE):
        return _own_entry(Path(name))
    check_names(name)
    text = resources.files(__package__).joinpath("packs", f"{name}.yml").read_text("utf-8")
    entry: dict[str, Any] = yaml_files.read(text)
    return entry


def check_names(name: str) -> None:
    """PolicyError, with the nearest name, where a pack of ``a+b`` is neither shipped nor a file."""
    for part in (part.strip() for part in name.split(STACKED)):
        if part.endswith(OWN_FILE):
            _own_entry(Path(part))
        elif part not in names():
            near = get_close_matches(part, names(), n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise PolicyError(f"There is no policy pack named '{part}'.{hint} The packs are: {', '.join(names())}.")


def _own_entry(path: Path) -> dict[str, Any]:
    """An organisation's own pack file: a shipped pack it is based on, and what differs."""
    entry = _read_yaml(path, "Pack file")
    unknown = sorted(set(map(str, entry)) - set(PACK_KEYS))
    if unknown:
        near = get_close_matches(unknown[0], PACK_KEYS, n=1)
        hint = f" Did you mean {near[0]}?" if near else f" The keys are: {', '.join(PACK_KEYS)}."
        raise PolicyError(f"Pack file {path} has an unknown key '{unknown[0]}'.{hint}")
    if "title" not in entry or not ("based_on" in entry or {"clauses", "settings"} <= set(entry)):
        raise PolicyError(f"Pack file {path} needs a title, and based_on with the shipped pack that it starts from.")
    base = _entry(str(entry["based_on"])) if "based_on" in entry else {}
    own = flatten(entry.get("settings") or {})
    for key in own:
        catalogue.find(key)
    settings = {**base.get("settings", {}), **own}
    lacking = [key for key in catalogue.catalogue() if key not in settings]
    if lacking:
        raise PolicyError(
            f"Pack file {path} gives no value for {', '.join(lacking[:3])}. Start it from a shipped pack."
        )
    return {**base, **entry, "clauses": entry.get("clauses", base.get("clauses")), "settings": settings}


def _stacked(parts: Sequence[Pack], reasons: Mapping[str, str]) -> Pack:
    """Several packs that bind the organisation at once, as one."""
    named = {pack.name: pack for pack in parts}
    if len(named) < len(parts):
        raise PolicyError(f"Pack {STACKED.join(pack.name for pack in parts)} names a pack twice. Name each once.")
    values = stack({name: pack.values for name, pack in named.items()}, reasons)
    asked = tuple(dict.fromkeys(key for pack in parts for key in pack.unanswered if _still_open(key, values)))
    answered = {key: value for key, value in values.items() if key not in asked}
    clauses = tuple(dict.fromkeys(clause for pack in parts for clause in pack.clauses))
    return Pack(STACKED.join(named), "Stacked: " + "; ".join(p.title for p in parts), clauses, answered, asked, {})


def _still_open(name: str, values: Mapping[str, Value]) -> bool:
    """Whether what one pack asks is not answered by another: to a list that adds up, only its own answer will do."""
    return values.get(name, OFF) == OFF or catalogue.find(name).stack == "union"


def examples(name: str) -> dict[str, object]:
    """The sample answers to a pack's open questions: for sample data and rule examples only."""
    asked: dict[str, object] = {}
    for part in name.split(STACKED):
        settings = _entry(part.strip())["settings"]
        asked |= {key: raw["example"] for key, raw in settings.items() if isinstance(raw, dict)}
    return asked


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
    """The settings of a YAML file, ``retention.years: 7`` or nested, as a flat mapping.

    A value may come with its reason: ``retention.years: {value: 7, reason: ...}``.
    """
    return flatten(_read_yaml(path, "Settings file"))


def _read_yaml(path: Path, what: str) -> dict[str, Any]:
    try:
        entry = yaml_files.read_lined(path.read_text("utf-8-sig")).data or {}  # which unfolds no bomb
    except FileNotFoundError:
        raise PolicyError(f"There is no {what[0].lower()}{what[1:]} {path}. Check the path.") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"{what} {path} cannot be read. Save it as UTF-8 text.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyError(f"{what} {path} line {line} is not YAML. Write one 'name: value' a line.") from None
    except (yaml.YAMLError, ValueError):  # a date that does not exist is a ValueError
        raise PolicyError(f"{what} {path} is not YAML. Write one 'name: value' a line.") from None
    if not isinstance(entry, dict):
        raise PolicyError(f"{what} {path} must hold 'name: value' lines, such as retention.years: 7.")
    return entry


def flatten(entry: Mapping[Any, object], prefix: str = "") -> dict[str, object]:
    """Settings written nested or with dots, as a flat mapping; a value with its reason stays whole."""
    flat: dict[str, object] = {}
    for key, value in entry.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and not _reasoned(value) and "ask" not in value:
            flat |= flatten(value, f"{name}.")
        else:
            flat[name] = value
    return flat


__all__ = [
    "OFF", "Codes", "Pack", "Value", "check_names", "examples", "flatten", "load", "missing_answers", "names",
    "read_settings_file",
]  # fmt: skip
