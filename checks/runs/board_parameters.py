"""The board notebook's parameters: texts, read strictly, and nothing that leads to an export."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from checks.errors import PolicyError

NAMES = ("reports_dir", "month", "profile", "zeros", "owner", "circulation", "version")
OPTIONAL = frozenset({"zeros"})
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
LONGEST = 120  # characters of what people say of the paper


@dataclass(frozen=True)
class BoardParameters:
    """What a board paper is asked to be. ``month`` is ``YYYY-MM``; ``zeros`` is shown, hidden or blank."""

    reports_dir: Path
    month: str
    profile: str
    zeros: str
    owner: str
    circulation: str
    version: str


def read(given: Mapping[str, object], folder: Path) -> BoardParameters:
    """The parameters from their texts; a relative path starts at ``folder`` or its parent. Raises PolicyError."""
    refuse_unknown(given, NAMES)
    texts = {name: _text(name, given.get(name, "")) for name in NAMES}
    if not MONTH.fullmatch(texts["month"]):
        raise PolicyError(f"month is '{texts['month']}', which is not a month. Write it as YYYY-MM.")
    for name in ("owner", "circulation", "version"):
        if len(texts[name]) > LONGEST or not texts[name].isprintable():
            raise PolicyError(f"Parameter {name} must be one line of at most {LONGEST} characters.")
    places = [start / Path(texts["reports_dir"]).expanduser() for start in (folder, folder.parent)]
    reports = next((place for place in places if place.is_dir()), places[0])
    return BoardParameters(**{**texts, "reports_dir": reports})  # type: ignore[arg-type]


def refuse_unknown(names: Mapping[str, object], known: Sequence[str]) -> None:
    """PolicyError for the first name that is no parameter, with the nearest that is."""
    for name in sorted(set(names) - set(known)):
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise PolicyError(f"There is no parameter named '{name}'.{hint} The parameters are: {', '.join(known)}.")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise PolicyError(f"Parameter {name} must be text, and it is of type {type(value).__name__}. Put it in quotes.")
    if name not in OPTIONAL and not value.strip():
        raise PolicyError(f"Parameter {name} is empty. Give it a value.")
    return value.strip()
