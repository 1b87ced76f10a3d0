"""How a notebook's cells begin and end: what was passed to it, errors told plainly, and the marker of a whole run."""

import hashlib
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path

from checks.errors import UserError

MARKER = "application/vnd.policy-audit.complete+json"
# What papermill can pass. A name of the notebook that holds one of these was meant as a parameter.
_PASSED = (str, int, float, list, tuple, dict, set, type(None))
_SHELL = {"In", "Out"}  # IPython's own


class Unexpected(Exception):
    """A fault of the product, told by its kind and place: its message could hold a record's content."""


@dataclass(frozen=True)
class Complete:
    """The completion marker: a run is whole only if its last cell shows this."""

    files: Mapping[str, str]  # path within the reports folder -> SHA-256
    sentence: str
    pointer: str = ""  # what the sentence ends with, set apart

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        pointer = f" <strong>{escape(self.pointer)}</strong>." if self.pointer else ""
        return {
            "text/html": f'<div class="audit"><p>{escape(self.sentence)}{pointer}</p></div>',
            "text/plain": self.sentence.split(".")[0] + ".",
            MARKER: {"files": dict(self.files)},
        }


def passed(namespace: Mapping[str, object]) -> dict[str, object]:
    """What of a notebook's ``globals()`` was meant as a parameter."""
    return {
        name: value
        for name, value in namespace.items()
        if isinstance(value, _PASSED) and not name.startswith("_") and name not in _SHELL
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def plainly() -> Iterator[None]:
    """Let a user's error through as its one sentence, and of any other fault only its kind and place."""
    try:
        yield
    except UserError as error:
        raise _quiet(error) from None
    except Exception as error:
        raise _quiet(Unexpected(_place(error))) from None


def _quiet(error: Exception) -> Exception:
    """The same error, shown by IPython as its sentence: a traceback would print the values in hand."""
    error._render_traceback_ = lambda: [str(error)]  # type: ignore[attr-defined]
    return error


def _place(error: Exception) -> str:
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "checks" in Path(frame.filename).parts]
    frame = (ours or traceback.extract_tb(error.__traceback__))[-1]
    where = f"{Path(frame.filename).name} line {frame.lineno}"
    return f"The audit met a fault of its own, {type(error).__name__} in {where}. Please report it."
