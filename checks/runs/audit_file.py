"""An organisation's audit folder: ``audit.yml`` says once what every run of it would have to be told.

Wherever an export is asked for, the folder that holds an ``audit.yml`` may be given instead. What a command or a
notebook is told beside it goes over what the file says.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from checks import yaml_files
from checks.errors import ExportError, PolicyError
from checks.intake.kinds import sayable
from checks.intake.mapping import near, shipped
from checks.policy.packs import OWN_FILE, STACKED, flatten, read_settings_file
from checks.rules.loader import SETTINGS_FILE

NAME = "audit.yml"
URL = "://"
PATHS = ("export", "mapping", "own_rules", "exceptions", "reports")
PASSWORD = "POLICY_AUDIT_DB_PASSWORD"  # the variable of the environment that holds a database's


class _Said(BaseModel):
    """The keys of ``audit.yml``, as they are written."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)
    export: str
    pack: str = ""
    mapping: str = ""
    settings: dict[str, Any] = {}
    own_rules: str = ""
    exceptions: str = ""
    reports: str = ""

    @field_validator("*", mode="before")
    @classmethod
    def _blank(cls, given: object, info: Any) -> object:
        """A key with nothing after it is one that was not given."""
        if given is None and info.field_name != "export":
            return {} if info.field_name == "settings" else ""
        return given


@dataclass(frozen=True)
class Asked:
    """What a run works on: an export, and whatever its audit folder says of it. Paths are absolute.

    ``export`` is a folder, a file or a database's address; ``folder`` is None where the export was given itself.
    """

    export: str
    folder: Path | None = None
    pack: str = ""
    mapping: str | None = None
    settings: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    own_rules: Path | None = None
    exceptions: Path | None = None
    reports: Path | None = None


def asked(
    export: str | Path,
    pack: str | None = None,
    mapping: str | Path | None = None,
    settings: Mapping[str, object] | None = None,
    own_rules: str | Path | None = None,
) -> Asked:
    """What a run works on: the export given, or the one its ``audit.yml`` names, with all that is said of it.

    What is given goes over what the file says. Of settings the ones given win, then those of ``audit.yml``, then
    those of the ``settings.yml`` among the own rules. Raises PolicyError, with the line and the nearest key, for an
    ``audit.yml`` that cannot be used as it stands, or where nobody names a pack.
    """
    said = find(export)
    own = Path(own_rules) if own_rules else said.own_rules
    found = replace(
        said,
        pack=pack or said.pack,
        mapping=str(mapping) if mapping else said.mapping,
        settings={**_own_settings(own), **said.settings, **(settings or {})},
        own_rules=own,
    )
    if not found.pack:
        raise PolicyError(f"No policy pack is named. Give --pack NAME, or write pack: NAME in {NAME}.")
    return found


def find(export: str | Path) -> Asked:
    """The export given, or what the ``audit.yml`` of the folder given says, alone. Raises PolicyError."""
    given = str(export)
    if URL in given:
        return Asked(address(given, Path.cwd()))
    file = Path(given) / NAME if Path(given).name != NAME else Path(given)
    try:
        if not file.is_file():
            return Asked(given)
    except OSError:
        raise ExportError(f"Folder {given} cannot be opened. Check the path, and that you may read it.") from None
    said, folder = _read(file), file.parent.resolve()
    return Asked(
        _there(said.export, folder),
        folder,
        STACKED.join(_there(part, folder) if part.endswith(OWN_FILE) else part for part in said.pack.split(STACKED)),
        _mapping(said.mapping, folder),
        flatten(said.settings),
        Path(_there(said.own_rules, folder)) if said.own_rules else None,
        Path(_there(said.exceptions, folder)) if said.exceptions else None,
        Path(_there(said.reports, folder)) if said.reports else None,
    )


def _own_settings(folder: Path | None) -> dict[str, object]:
    """The values of the ``settings.yml`` in an organisation's own folder, if it keeps one there."""
    file = folder / SETTINGS_FILE if folder is not None else None
    return read_settings_file(file) if file is not None and file.is_file() else {}


def _there(text: str, folder: Path) -> str:
    """A path of the file, which starts at the file's own folder; a database's address likewise."""
    if URL in text:
        return address(text, folder)
    return str(folder / Path(text).expanduser()) if text else ""


def address(text: str, folder: Path) -> str:
    """A database's address, with the whole path where it is a file. ExportError for one that cannot be read.

    Refused with a password in it before anything repeats it: a notebook as run keeps its parameters.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise ExportError("The database's address cannot be read. Write it as dialect://user@host/database.") from None
    if url.password is not None:
        raise ExportError(f"The database's address holds a password. Take it out, and put it in {PASSWORD} instead.")
    if url.host is None and url.database not in (None, "", ":memory:"):
        url = url.set(database=str(folder / Path(str(url.database)).expanduser()))
    return url.render_as_string(hide_password=True)


def _mapping(text: str, folder: Path) -> str | None:
    return None if not text else text if text in shipped() else _there(text, folder)


def _read(file: Path) -> _Said:
    try:
        entry = yaml_files.read_lined(file.read_text("utf-8-sig"))  # which unfolds no bomb
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"{file} cannot be read. Save it as UTF-8 text.") from None
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise PolicyError(
            f"{file} line {line} is not YAML, or gives a key twice. Write one 'name: value' a line."
        ) from None
    if not isinstance(entry.data or {}, dict):
        raise PolicyError(f"{file} must hold 'name: value' lines, such as export: ../export.")
    try:
        said = _Said.model_validate(entry.data or {})
    except ValidationError as error:
        raise PolicyError(f"{file} {_fault(entry, error)}") from None
    unsayable = next((key for key in PATHS if not sayable(getattr(said, key))), None)
    if unsayable is not None:
        raise PolicyError(f"{file}: {unsayable} holds a sign that no path has, or that none can see. Write it again.")
    return said


def _fault(entry: yaml_files.Lined, error: ValidationError) -> str:
    """The first fault in words; an unknown key explains the one that is then missing, so it goes first."""
    fault = sorted(error.errors(), key=lambda each: each["type"] != "extra_forbidden")[0]
    key = str(fault["loc"][0])
    line = entry.line((key,))
    if fault["type"] == "extra_forbidden":
        keys = list(_Said.model_fields)
        return f"line {line}: there is no key '{key}'.{near(key, keys)} The keys are: {', '.join(keys)}."
    if fault["type"] == "missing":
        return "does not say where the export is. Write for example export: ../export."
    wanted = "a mapping of names to values" if key == "settings" else "text; put it in quotation marks"
    return f"line {line}: {key} must be {wanted}."
