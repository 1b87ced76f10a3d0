"""A notebook's parameters: read strictly, because papermill passes misspelt names and odd types on.

Every parameter is text, as papermill stores and a person types it. Paths may be relative: they are
looked for in the current folder, then in its parent, so that the same default works from the top
of the project and from its ``notebooks`` folder.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from checks.errors import ExportError, PolicyError
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.runs import audit_file, exceptions
from checks.runs.check import read_date
from checks.runs.folders import keep_apart

RUN = ("settings", "settings_file", "mapping_file")
NAMES = ("export_dir", "pack", "as_of", "reports_dir", "settings", "settings_file", "mapping_file", "rules")
READING = ("export_dir", "pack", "as_of", "service", *RUN)
CASE_REVIEW = ("export_dir", "pack", "as_of", "case_id", *RUN)
CATALOGUE = ("pack", "rule", "own_rules")
ONBOARDING = ("export_dir", "audit_dir", "pack", "as_of")
OPTIONAL = frozenset({*RUN, "pack", "reports_dir", "rules", "service", "rule", "own_rules"})
REPORTS = "reports"  # where neither a parameter nor an audit folder says where they go
SAMPLE_ANSWERS = "sample answers"
SAMPLE_EXPORT = ("sample_data", "export")


@dataclass(frozen=True)
class Parameters:
    """What one audit is asked to do. ``reports_dir`` need not exist yet; ``service`` and ``case_id`` blank mean all.

    ``export_dir`` is what was given, with its whole path: an export or an audit folder; ``export`` is what that says
    is audited. ``settings_file`` is a file of settings, or an organisation's own folder, which is then ``own_rules``.
    """

    export_dir: str
    export: str
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
    exceptions: Path | None = None

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


@dataclass(frozen=True)
class OnboardingParameters:
    """What the onboarding is asked: an export, the audit folder to write or look at, a pack, the first run's day."""

    export: str
    folder: Path
    pack: str | None
    as_of: date


def read_onboarding(given: Mapping[str, object], folder: Path) -> OnboardingParameters:
    """The onboarding's parameters from their texts. Raises PolicyError, or ExportError where there is no export."""
    texts = _texts(given, ONBOARDING)
    export = _export(texts["export_dir"], folder)
    ours = _existing(texts["audit_dir"], folder) or folder / texts["audit_dir"]
    keep_apart(ours, export)
    pack = _pack(texts["pack"], folder) or None
    if pack is not None:
        packs.check_names(pack)
    return OnboardingParameters(export, ours, pack, read_date(texts["as_of"]))


def read_catalogue(given: Mapping[str, object], folder: Path) -> CatalogueParameters:
    """The catalogue's parameters from their texts. Raises PolicyError."""
    texts = _texts(given, CATALOGUE, OPTIONAL - {"pack"})
    pack = _pack(texts["pack"], folder)
    packs.check_names(pack)
    return CatalogueParameters(pack, texts["rule"], _file(texts["own_rules"], folder))


def read(given: Mapping[str, object], folder: Path, names: Sequence[str] = NAMES) -> Parameters:
    """The parameters from their texts; ``folder`` is where relative paths start, ``names`` those the notebook has.

    Raises PolicyError (wrong parameter) or ExportError (no such export), in one sentence.
    """
    texts = dict.fromkeys(NAMES, "") | _texts(given, names)
    export_dir = _export(texts["export_dir"], folder)
    settings_file = _file(texts["settings_file"], folder)
    own = settings_file if settings_file is not None and settings_file.is_dir() else None
    mapping = _mapping(texts["mapping_file"], folder)
    told = audit_file.asked(export_dir, _pack(texts["pack"], folder), mapping, {}, own)
    packs.check_names(told.pack)
    as_of = read_date(texts["as_of"])
    reports_dir = reports_folder(texts["reports_dir"] or str(told.reports or REPORTS), folder)
    keep_apart(reports_dir, told.export)
    return Parameters(
        export_dir=export_dir,
        export=told.export,
        pack=told.pack,
        as_of=as_of,
        reports_dir=reports_dir,
        settings=_settings(texts, told, settings_file, folder),
        settings_file=settings_file,
        mapping=told.mapping,
        own_rules=told.own_rules,
        rules=tuple(rule.strip() for rule in texts["rules"].split(",") if rule.strip()) or None,
        service=service_code(texts.get("service", "")),
        case_id=texts.get("case_id", ""),
        exceptions=exceptions.chosen(None, told.exceptions, settings_file, told.own_rules, told.folder),
    )


def _export(text: str, folder: Path) -> str:
    """The whole path of an export or an audit folder, or a database's address. ExportError where there is none."""
    if audit_file.URL in text:
        return audit_file.address(text, folder)
    found = _existing(text, folder)
    if found is None:
        raise ExportError(f"There is no export folder {text}. Check export_dir.")
    return str(found)


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


def _texts(given: Mapping[str, object], names: Sequence[str], optional: Set[str] = OPTIONAL) -> dict[str, str]:
    refuse_unknown(given, names)
    texts = {}
    for name in names:
        value = given.get(name, "")
        if not isinstance(value, str):
            kind = type(value).__name__
            raise PolicyError(f"Parameter {name} must be text, and it is of type {kind}. Put it in quotes.")
        if name not in optional and not value.strip():
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


def _settings(
    texts: Mapping[str, str], told: audit_file.Asked, settings_file: Path | None, folder: Path
) -> dict[str, object]:
    """The settings file's values, then those of ``settings``, which win. A folder's are read with its rules."""
    from_file = settings_file is not None and not settings_file.is_dir()
    own = packs.read_settings_file(settings_file) if settings_file and from_file else {}
    if texts["settings"] != SAMPLE_ANSWERS:
        return own | _pairs(texts["settings"])
    if Path(told.export).parts[-2:] != SAMPLE_EXPORT:
        raise PolicyError(
            f"Parameter settings is '{SAMPLE_ANSWERS}', which are for the sample data only. "
            "Give your organisation's own settings, or leave it empty."
        )
    return packs.examples(told.pack) | own


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
