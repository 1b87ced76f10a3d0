"""The sample as another system would name and write it: ``other_headings.yml`` says how, frozen before the matching."""

import csv
import random
from pathlib import Path

from checks import yaml_files
from checks.intake.tables import Column, declared
from tests.canary import rows
from tests.exports import SAMPLE

OTHER = yaml_files.read(Path(__file__).with_name("other_headings.yml").read_text("utf-8"))


def write_renamed(folder: Path) -> Path:
    """Every table under another name, its columns shuffled, days first, codes in words."""
    for table in declared().values():
        other = OTHER[table.name]
        columns = list(table.columns)
        random.Random(table.name).shuffle(columns)
        with (folder / f"{other['file']}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([other["columns"][column] for column in columns])
            for row in rows(SAMPLE / "export", table.name):
                writer.writerow([said(table.columns[column], row[column]) for column in columns])
    return folder


def said(column: Column, value: str) -> str:
    """A value as the other system writes it; what is wrong in the sample stays wrong."""
    if column.type in ("date", "datetime") and value[:4].isdigit() and len(value) >= 10:
        return f"{value[8:10]}/{value[5:7]}/{value[:4]}" + (f" {value[11:16]}" if len(value) > 10 else "")
    if column.type == "yn":
        return {"yes": "Y", "no": "N"}.get(value, value)
    if column.type in ("code", "codes"):
        return ", ".join(item.replace("_", " ").capitalize() for item in value.split(";"))
    return value


def truth() -> dict[tuple[str, str], str]:
    """The canonical column of each file's heading."""
    return {
        (f"{other['file']}.csv", heading): f"{table}.{column}"
        for table, other in OTHER.items()
        for column, heading in other["columns"].items()
    }
