"""The sample with an invented person's details planted wherever free text can be, and how to find them."""

import base64
import csv
import re
import zipfile
from pathlib import Path

from pypdf import PdfReader

from checks.intake.tables import Table, code_lists, declared
from tests.exports import SAMPLE, write_export

PERSON, KNOWN_AS, BORN, WORKER = "Zephyrine Quillfeather", "Zephkin", "1961-02-03", "Orlando Wrenfinch"
SAID = (
    f"{PERSON} ({KNOWN_AS}, Z.Q., ZQ), born {BORN}, on 3 February 1961, 03/02/1961, of 17 Canary Row, QZ9 9ZQ, "
    f"07700 900417, 01632 960 417, zq417@example.org; {WORKER} saw her"
)
PLANTED = (
    "quillfeather", "zephyrine", "zephkin", "orlando", "wrenfinch", "canary row", "qz9 9zq", "qz99zq", "900417",
    "960 417", "960417", "zq417", BORN, "3 february 1961", "3 feb 1961", "03/02/1961",
)  # fmt: skip
INITIALS = re.compile(r"\bz\.?\s?q\b")
PICTURE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
IDS = ("id", "ids")
EVERY = 4  # of the sample's cases one in four, which is enough for nearly every rule to find something


def plant(folder: Path) -> Path:
    """Write the export: half of the rows of each table hold the details, and one row holds them in its codes too."""
    tables = {table: rows(SAMPLE / "export", table) for table in declared()}
    kept = {row["case_id"] for row in tables["cases"][::EVERY]}
    for name, found in tables.items():
        mine = [row for row in found if _of(row, kept)]
        tables[name] = [_planted(declared()[name], row, place) for place, row in enumerate(mine)]
        tables[name].append(_spoilt(declared()[name], mine[0]))
    return write_export(tables, folder)


def leaks(text: str) -> list[str]:
    """Which of the planted details a text holds, those in its pictures included."""
    pictures = [base64.b64decode(found).decode("utf-8") for found in PICTURE.findall(text)]
    said = "\n".join([PICTURE.sub("", text), *pictures]).lower()
    return [detail for detail in PLANTED if detail in said] + INITIALS.findall(said)


def everything(folder: Path) -> dict[str, str]:
    """Every file under a folder, by its path there, as text: a workbook's parts unpacked."""
    return {str(path.relative_to(folder)): _text(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def ids(export: Path) -> set[str]:
    """Every id that the export's records have or name, but those of clauses."""
    found: set[str] = set()
    for name, table in declared().items():
        columns = [
            column.name for column in table.columns.values() if column.type in IDS and column.name != "clause_id"
        ]
        found |= {one for row in rows(export, name) for column in columns for one in row[column].split(";")}
    return found - {"", *(code for codes in code_lists().values() for code in codes)}


def rows(export: Path, table: str) -> list[dict[str, str]]:
    """The rows of one table of an export, as they stand."""
    with (export / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _text(path: Path) -> str:
    if path.suffix == ".pdf":
        reader = PdfReader(path)
        return "\n".join([*(page.extract_text() for page in reader.pages), *map(str, (reader.metadata or {}).values())])
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as parts:
        return "\n".join(parts.read(part).decode("utf-8") for part in parts.namelist())


def _of(row: dict[str, str], cases: set[str]) -> bool:
    case = row["owner_id"] if row.get("owner_type") == "case" else row.get("case_id", "")
    return not case or case in cases


def _planted(table: Table, row: dict[str, str], place: int) -> dict[str, str]:
    if place % 2:
        return row
    if table.name == "people":
        return row | {"full_name": PERSON, "known_as": KNOWN_AS, "date_of_birth": BORN}
    if table.name == "staff":
        return row | {"full_name": WORKER}
    texts = [column.name for column in table.columns.values() if column.type == "text"]
    return row | {name: f"{row[name]} {SAID}".strip() for name in texts}


def _spoilt(table: Table, row: dict[str, str]) -> dict[str, str]:
    """A row of its own whose every column that is no id holds the details."""
    own = dict.fromkeys(table.key[:1], f"SPOILT-{table.name}")
    return row | {column.name: SAID for column in table.columns.values() if column.type not in IDS} | own
