"""A notebook's parameters: read strictly, because papermill passes misspelt names and odd types on.

Every parameter is text, as papermill stores and a person types it. Paths may be relative: they are
looked for in the current folder, then in its parent, so that the same default works from the top
of the project and from its ``notebooks`` folder.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from checks.errors import ExportError, PolicyError
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.runs.check import read_date
from checks.runs.folders import keep_apart

RUN = ("settings", "settings_file", "mapping_file")
NAMES = ("export_dir", "pack", "as_of", "reports_dir", "settings", "settings_file", "mapping_file", "rules")
READING = ("export_dir", "pack", "as_of", "service", *RUN)
CASE_REVIEW = ("export_dir", "pack", "as_of", "case_id", *RUN)
CATALOGUE = ("pack", "rule", "own_rules")
OPTIONAL = {*RUN, "rules", "service", "rule", "own_rules"}
SAMPLE_ANSWERS = "sample answers"
SAMPLE_EXPORT = ("sample_data", "export")


@dataclass(frozen=True)
class Parameters:
    """What one audit is asked to do. ``reports_dir`` need not exist yet; ``service`` and ``case_id`` blank mean all.

    ``settings_file`` is a file of settings or an organisation's own folder, which ``own_rules`` then is too.
    """

    export_dir: Path
    pack: str
    as_of: date
    reports_dir: Path
    settings: Mapping[str, object]
    settings_file: Path | None
    mapping: str | None
    own_rules: Path | None
    rules: tuple[str, ...] | None
    service: str = ""
    case_id: str = ""

    @property
    def month(self) -> str:
        """The audited month, ``YYYY-MM``: the name of its folder of reports."""
        return f"{self.as_of:%Y-%m}"


@dataclass(frozen=True)
class CatalogueParameters:
    """What the rule catalogue is asked to show: a pack, and one rule or all (blank)."""

    pack: str
    rule: str
    own_rules: Path | None


def read_catalogue(given: Mapping[str, object], folder: Path) -> CatalogueParameters:
    """The catalogue's parameters from their texts. Raises PolicyError."""
    texts = _texts(given, CATALOGUE)
    pack = _pack(texts["pack"], folder)
    packs.check_names(pack)
    return CatalogueParameters(pack, texts["rule"], _file(texts["own_rules"], folder))


def read(given: Mapping[str, object], folder: Path, names: Sequence[str] = NAMES) -> Parameters:
    """The parameters from their texts; ``folder`` is where relative paths start, ``names`` those the notebook has.

    Raises PolicyError (wrong parameter) or ExportError (no such export), in one sentence.
    """
    texts = dict.fromkeys(NAMES, "") | _texts(given, names)
    pack = _pack(texts["pack"], folder)
    packs.check_names(pack)
    as_of = read_date(texts["as_of"])
    export = _existing(texts["export_dir"], folder)
    if export is None or not export.is_dir():
        raise ExportError(f"There is no export folder {texts['export_dir']}. Check export_dir.")
    if texts["reports_dir"]:
        keep_apart(reports_folder(texts["reports_dir"], folder), export)
    settings_file = _file(texts["settings_file"], folder)
    return Parameters(
        export_dir=export,
        pack=pack,
        as_of=as_of,
        reports_dir=reports_folder(texts["reports_dir"], folder),
        settings=_settings(texts, export, settings_file, folder),
        settings_file=settings_file,
        mapping=_mapping(texts["mapping_file"], folder),
        own_rules=settings_file if settings_file is not None and settings_file.is_dir() else None,
        rules=tuple(rule.strip() for rule in texts["rules"].split(",") if rule.strip()) or None,
        service=service_code(texts.get("service", "")),
        case_id=texts.get("case_id", ""),
    )


def reports_folder(text: str, folder: Path) -> Path:
    """Where the reports are, or will be made."""
    return _existing(text, folder) or folder / text


def service_code(text: str) -> str:
    """A service's code, or blank. PolicyError for one that no export can hold."""
    codes = code_lists()["cases.service"]
    if text and text not in codes:
        near = get_close_matches(text, codes, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise PolicyError(f"There is no service '{text}'.{hint} The services are: {', '.join(codes)}.")
    return text


def refuse_unknown(names: Mapping[str, object] | set[str], known: Sequence[str] = NAMES) -> None:
    """Raise PolicyError naming the first parameter the notebook does not have, with the nearest it has."""
    for name in sorted(set(names) - set(known)):
        near = get_close_matches(name, known, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise PolicyError(f"There is no parameter named '{name}'.{hint} The parameters are: {', '.join(known)}.")


def _texts(given: Mapping[str, object], names: Sequence[str]) -> dict[str, str]:
    refuse_unknown(given, names)
    texts = {}
    for name in names:
        value = given.get(name, "")
        if not isinstance(value, str):
            kind = type(value).__name__
            raise PolicyError(f"Parameter {name} must be text, and it is of type {kind}. Put it in quotes.")
        if name not in OPTIONAL and not value.strip():
            raise PolicyError(f"Parameter {name} is empty. Give it a value.")
        texts[name] = value.strip()
    return texts


def _existing(text: str, folder: Path) -> Path | None:
    """The path in ``folder``, else in its parent; None where neither has it."""
    for start in (folder, folder.parent):
        path = start / Path(text).expanduser()
        if path.exists():
            return path.resolve()
    return None


def _file(text: str, folder: Path) -> Path | None:
    """Where a file the parameters name is, or would have to be; None for no name."""
    return (_existing(text, folder) or folder / text) if text else None


def _settings(texts: Mapping[str, str], export: Path, settings_file: Path | None, folder: Path) -> dict[str, object]:
    """The settings file's values, then those of ``settings``, which win. A folder's are read with its rules."""
    from_file = settings_file is not None and not settings_file.is_dir()
    own = packs.read_settings_file(settings_file) if settings_file and from_file else {}
    if texts["settings"] != SAMPLE_ANSWERS:
        return own | _pairs(texts["settings"])
    if export.parts[-2:] != SAMPLE_EXPORT:
        raise PolicyError(
            f"Parameter settings is '{SAMPLE_ANSWERS}', which are for the sample data only. "
            "Give your organisation's own settings, or leave it empty."
        )
    return packs.examples(_pack(texts["pack"], folder)) | own


def _pairs(text: str) -> dict[str, str]:
    pairs = {}
    for part in re.split(r"[|\n]", text):
        name, sign, value = part.partition("=")
        if part.strip() and not (sign and name.strip()):
            raise PolicyError(
                f"Parameter settings has '{part.strip()}', which is not name=value. "
                "Separate settings by | and the items of a list by semicolons."
            )
        if part.strip():
            pairs[name.strip()] = value.strip()
    return pairs


def _pack(text: str, folder: Path) -> str:
    """The pack's name, or stacked names, with an own pack file by its whole path."""
    parts = [part.strip() for part in text.split(packs.STACKED)]
    return packs.STACKED.join(str(_file(part, folder)) if part.endswith(packs.OWN_FILE) else part for part in parts)


def _mapping(text: str, folder: Path) -> str | None:
    """A mapping file's path, or the name of a mapping that ships with the product, or None."""
    path = _existing(text, folder) if text else None
    return str(path) if path is not None and path.is_file() else text or None
