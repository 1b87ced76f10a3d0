"""The record of what one paper published, which every later paper needs to know: published.json."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from checks.output.suppression import Published

NAME = "published.json"
FORMAT = 1


class Register(BaseModel):
    """One paper: its month, the figures as readers saw them, and the papers it knew, by month with their SHA-256."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    month: str
    knew: dict[str, str]
    published: Published


class Unreadable(Exception):
    """A file that is not the record of a paper."""


def text(register: Register) -> str:
    """The file's text; the same for the same paper."""
    told = register.model_dump(mode="json")
    told["published"]["hidden_whole"] = sorted(told["published"]["hidden_whole"])
    return json.dumps(told, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> Register:
    """A file that holds such a text. Raises Unreadable."""
    try:
        found = Register.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        raise Unreadable from None
    if found.format != FORMAT:
        raise Unreadable
    return found


def digests(registers: Mapping[str, Register]) -> dict[str, str]:
    """The SHA-256 of each record's text, by month."""
    return {month: hashlib.sha256(text(one).encode()).hexdigest() for month, one in sorted(registers.items())}
