"""The catalogue of settings: what kind of value each takes, and where its values come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from checks import yaml_files
from checks.errors import PolicyError

OFF = "off"
LONGEST_NUMBER = 5  # digits: more than any policy asks for, less than a date can overflow by
Value = int | str | tuple[str, ...]


@dataclass(frozen=True)
class Setting:
    """One setting of a policy pack, as declared in settings.yml.

    ``kind`` is number, yes_no, choice or list; ``of`` names the code lists (``table.column``) a
    list draws from, or ``texts``, ``checks``, ``causes`` or ``clauses``. ``demands`` marks a list
    that asks for something, so that an empty one asks for nothing. ``stack`` says how the values of
    stacked packs make one: union, intersection, spoken, least, most, agree or order (then ``order``
    lists them, strictest first); ``stack_if`` names the check whose packs alone have a say.
    """

    name: str
    kind: str
    unit: str = ""
    values: tuple[str, ...] = ()
    of: str = ""
    demands: bool = False
    stack: str = ""
    order: tuple[str, ...] = ()
    stack_if: str = ""
    source: str = ""
    used_by: tuple[str, ...] = ()


@cache
def catalogue() -> Mapping[str, Setting]:
    """Every setting by name, in the order the packs list them."""
    text = resources.files(__package__).joinpath("settings.yml").read_text("utf-8")
    return {name: _setting(name, entry) for name, entry in yaml_files.read(text).items()}


def _setting(name: str, entry: Mapping[str, Any]) -> Setting:
    stack = entry["stack"]
    order = tuple(stack) if isinstance(stack, list) else (stack, *({"yes", "no"} - {stack}))
    return Setting(
        name,
        entry["kind"],
        entry.get("unit", ""),
        tuple(entry.get("values", ())),
        entry.get("of", ""),
        entry.get("demands", False),
        "order" if isinstance(stack, list) or entry["kind"] == "yes_no" else stack,
        order if isinstance(stack, list) or entry["kind"] == "yes_no" else (),
        entry.get("stack_if", ""),
        entry["source"],
        tuple(entry["used_by"]),
    )


def find(name: str) -> Setting:
    """The setting of that name; a PolicyError with the nearest names if there is none."""
    known = catalogue()
    if name not in known:
        near = get_close_matches(name, known, n=3) or [k for k in known if k.split(".")[0] == name.split(".")[0]]
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise PolicyError(f"There is no setting named '{name}'.{hint}")
    return known[name]


def read(setting: Setting, raw: object, codes: Mapping[str, Sequence[str]]) -> Value:
    """A raw value (from YAML, a command line or Python) as the setting's kind asks for it.

    ``codes`` maps ``table.column`` to its declared codes. Lists may be sequences or text separated
    by semicolons. Raises PolicyError naming the setting and the values it takes.
    """
    if isinstance(raw, bool):
        raw = "yes" if raw else "no"
    if isinstance(raw, str) and raw.strip().lower() == OFF:
        return OFF
    if setting.kind == "list":
        return _read_list(setting, raw, codes)
    text = str(raw).strip().lower()
    if setting.kind == "number":
        return _read_number(setting, text)
    allowed = setting.values if setting.kind == "choice" else ("yes", "no")
    if text not in allowed:
        raise PolicyError(f"Setting {setting.name} takes {', '.join(allowed)} or off. Give it one of these.")
    return text


def _read_number(setting: Setting, text: str) -> Value:
    if text == "none":
        return OFF
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST_NUMBER:
        unit = f" of {setting.unit}" if setting.unit else ""
        raise PolicyError(f"Setting {setting.name} takes a whole number{unit}, or off. Give it one of these.")
    return int(text)


def _read_list(setting: Setting, raw: object, codes: Mapping[str, Sequence[str]]) -> Value:
    if isinstance(raw, Mapping):
        raise PolicyError(f"Setting {setting.name} takes a list. Separate its items with semicolons.")
    parts = raw.split(";") if isinstance(raw, str) else raw if isinstance(raw, Sequence) else [raw]
    items = [str(part).strip() for part in parts if str(part).strip()]
    known = {code for column in setting.of.split() for code in codes.get(column, ())}
    if [item.lower() for item in items] == ["none"] and (setting.of != "texts" or isinstance(raw, str)):
        items = []  # even where a code of the list is called none: no policy lists silence as a ground
    if known:
        items = [item.lower() for item in items]
        unknown = [item for item in items if item not in known]
        if unknown:
            near = get_close_matches(unknown[0], known, n=2)
            hint = f" Did you mean {' or '.join(near)}?" if near else f" It takes: {', '.join(sorted(known))}."
            raise PolicyError(f"Setting {setting.name} does not know '{unknown[0]}'.{hint}")
    return tuple(dict.fromkeys(items))
