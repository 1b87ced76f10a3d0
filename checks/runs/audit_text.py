"""The text of a new ``audit.yml``: every key with a comment, the settings that a policy leaves open as questions."""

import textwrap

from checks.intake.proposing.recognise import quoted
from checks.intake.tables import code_lists
from checks.policy import clauses, packs
from checks.policy import settings as catalogue

WIDE = 100


def audit_text(export: str, pack: str | None, files: tuple[str, str]) -> str:
    """The whole file; ``files`` are the names of the mapping and of the exceptions."""
    mapping, exceptions = files
    return "\n".join(
        [
            "# What this audit is of. Paths are seen from this file's folder. Options of a command win over it.",
            "",
            "# The files to audit: a folder, a zip, a workbook, or a database's URL (never with its password).",
            f"export: {quoted(export)}",
            "",
            *_pack(pack),
            "",
            "# How their tables and columns become those of the audit. Read it before the first run.",
            f"mapping: {mapping}",
            "",
            *_settings(pack),
            "",
            "# Breaches that a manager has accepted for a time, one line each, with the reason.",
            f"exceptions: {exceptions}",
            "",
            "# Where the months' reports go. They are as confidential as the records.",
            "reports: reports",
            "",
            "# Rules of your own, in a folder (policy-audit new-rule makes one).",
            "# own_rules: our-rules",
            "",
        ]
    )


def _pack(pack: str | None) -> list[str]:
    said = f"# The policy that binds you: {', '.join(packs.names())}; several as a+b; or a pack file of your own."
    return [*_wrapped(said[2:]), f"pack: {pack}" if pack else "# pack: manchester"]


def _settings(pack: str | None) -> list[str]:
    """Each setting that the pack leaves open: what it is, the clauses it comes from, and an example to change."""
    if pack is None:
        said = "Answers to what your policy leaves open. Choose a pack: policy-audit names what it asks."
        return [*_wrapped(said), "settings:", "  # retention.years: 7"]
    chosen = packs.load(pack, {}, code_lists())
    if not chosen.unanswered:
        return [f"# Pack {pack} leaves no setting open. One of its own can be changed here.", "settings:"]
    examples = packs.examples(pack)
    lines = _wrapped(
        f"Pack {pack} leaves these to your organisation. Put your own answer in the place of each example, and take "
        "the # before it away."
    )
    lines.append("settings:")
    for name in chosen.unanswered:
        setting = catalogue.find(name)
        lines += [f"  # {line}" for line in _meaning(name, chosen)]
        lines.append(f"  # {name}: {_written(examples[setting.name])}")
    return lines


def _meaning(name: str, pack: packs.Pack) -> list[str]:
    """What the setting is, in words, and the duties it comes from."""
    setting = catalogue.find(name)
    said = [f"{_kind(setting)}, read by {', '.join(setting.used_by)}. From {setting.source}."]
    register = clauses.register()
    said += [f"{clause}: {register[clause].duty}" for clause in _cited(setting.source) if pack.cites(clause)]
    return [line for part in said for line in textwrap.wrap(part, WIDE - 8)]


def _kind(setting: catalogue.Setting) -> str:
    if setting.kind == "number":
        return f"A number of {setting.unit}"
    return {"yes_no": "yes or no", "choice": f"One of {', '.join(setting.values)}"}.get(setting.kind, "A list")


def _cited(source: str) -> list[str]:
    words = source.replace(";", " ").replace(",", " ").split()
    return [word for word in dict.fromkeys(words) if word in clauses.register()]


def _written(example: object) -> str:
    if isinstance(example, (list, tuple)):
        return "[" + ", ".join(map(str, example)) + "]"
    return str(example)


def _wrapped(said: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(said, WIDE)]
