"""Extending without forking: an organisation's own rules, and what its editor needs to write them."""

import json
from pathlib import Path

from checks.errors import PolicyError
from checks.intake.mapping.schema import mapping_schema
from checks.intake.tables import code_lists
from checks.policy.schema import pack_schema, settings_schema
from checks.rules.loader import chapters, read_chapter, rulebook, with_own
from checks.rules.scaffold import SCHEMA, new_rule
from checks.rules.schema import chapter_schema

CHAPTER = "rules.yml"


def schemas() -> dict[str, str]:
    """The JSON Schemas of the files an organisation writes, by file name."""
    made = {
        SCHEMA: chapter_schema(),
        "mapping.schema.json": mapping_schema(),
        "pack.schema.json": pack_schema(code_lists()),
        "settings.schema.json": settings_schema(code_lists()),
    }
    return {name: json.dumps(schema, indent=1, ensure_ascii=False) + "\n" for name, schema in made.items()}


def add_rule(folder: Path, rule_id: str, judges: str, column: str | None) -> str:
    """Add a rule to the folder's chapter, with the schema beside it; says what was done and what comes next.

    PolicyError for an id that is taken, or a folder that cannot be written. What the chapter holds stays.
    """
    text = new_rule(rule_id, judges, column)
    chapter = folder / CHAPTER
    known = with_own(folder) if chapters(folder) else rulebook()
    if rule_id in known:
        raise PolicyError(f"Rule {rule_id} is already in {known[rule_id].chapter}. Give the new one its own id.")
    before = chapter.read_text("utf-8-sig").rstrip("\n") + "\n\n" if chapter.exists() else _opening()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        chapter.write_text(before + text, "utf-8", newline="\n")
        (folder / SCHEMA).write_text(schemas()[SCHEMA], "utf-8", newline="\n")
    except OSError as error:
        raise PolicyError(f"{chapter} could not be written ({error.strerror}). Give another folder.") from None
    read_chapter(chapter)
    return (
        f"Rule {rule_id} is in {chapter}: valid, and it runs as it is. Change it, then read what it says with\n"
        f"  policy-audit explain {rule_id} --own-rules {folder}\n"
        f"and use it with --own-rules {folder} on check and run."
    )


def _opening() -> str:
    return f"# yaml-language-server: $schema={SCHEMA}\n# Our own rules. docs/rule-format.md explains the keys.\n\n"
