"""Shipped layouts under other file names and with shuffled columns: recognised, and their mapping put right."""

from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import duckdb
import pytest

from checks import yaml_files
from checks.intake import conversions
from checks.intake import mapping as mappings
from checks.intake.load import load
from checks.intake.opening import opened
from checks.intake.proposing import recognise
from checks.intake.proposing.propose import propose
from checks.intake.proposing.reading import headed
from checks.intake.proposing.writing import write
from sample_data.layouts import LAYOUTS, shaken, written
from tests.exports import SAMPLE_AS_OF

MOST_EDITS = 3


def edits(proposed: Any, shipped: Any, names: dict[str, set[str]]) -> int:
    """How many values of a mapping a person would have to change: those that are not as shipped but for a name.

    ``names`` gives, for each name of a file or sheet that the shipped mapping reads, the names it has now.
    """
    if isinstance(shipped, dict) and isinstance(proposed, dict):
        keys = shipped.keys() | proposed.keys()
        return sum(edits(proposed.get(key), shipped.get(key), names) for key in keys)
    if shipped == proposed:
        return 0
    if isinstance(shipped, list) and isinstance(proposed, list):
        right = set().union(*(names.get(str(name), set()) for name in shipped))
        if right and set(map(str, proposed)) == right:
            return 0
        return sum(edits(one, other, names) for one, other in zip(proposed, shipped, strict=False)) + abs(
            len(proposed) - len(shipped)
        )
    return 0 if str(proposed) in names.get(str(shipped), set()) else 1


def renamed(layout: str, before: Path, after: Path) -> dict[str, set[str]]:
    """What each name in the shipped mapping has become, told from the headings alone, as a person would."""
    new = _headings(after)
    became: dict[str, set[str]] = {}
    for (file, sheet), headings in _headings(before).items():
        for file_now, sheet_now in (name for name, others in new.items() if sorted(others) == sorted(headings)):
            became.setdefault(file, set()).add(file_now)
            if sheet:
                became.setdefault(sheet, set()).add(sheet_now)
    for signature in recognise.signatures()[layout]:  # patterns: all that any file of the pattern became
        matching = [names for name, names in became.items() if fnmatchcase(name.lower(), signature.file.lower())]
        became.setdefault(signature.file, set()).update(*matching)
    return became


def _headings(folder: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    with duckdb.connect() as connection, opened(folder) as offered:
        conversions.register_functions(connection)
        return {(piece.file, piece.sheet): piece.headings for piece in headed(connection, offered) if piece.headings}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_a_shaken_layout_needs_at_most_three_edits(layout: str, tmp_path: Path) -> None:
    before, after = written(layout, tmp_path / "before"), shaken(layout, tmp_path / "after", 11)
    proposal = propose(after)
    assert proposal.layout == layout
    text = write(proposal)
    mappings.parse(text, "mapping.yml")
    shipped = yaml_files.read(mappings.shipped()[layout].read_text("utf-8"))
    assert edits(yaml_files.read(text), shipped, renamed(layout, before, after)) <= MOST_EDITS


def test_the_mapping_put_right_reads_what_the_shipped_one_reads(tmp_path: Path) -> None:
    before, after = written("ssda903", tmp_path / "before"), shaken("ssda903", tmp_path / "after", 3)
    mapping = mappings.parse(write(propose(after)), "mapping.yml")
    assert records(after, mapping) == records(before, mappings.load("ssda903"))


def records(export: Path, mapping: mappings.Mapping) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        load(connection, export, SAMPLE_AS_OF, ["n/a"], mapping)
        return connection.execute(
            "SELECT * EXCLUDE (source_file, source_row) FROM loaded_cases ORDER BY ALL"
        ).fetchall()


def test_an_edit_is_a_value_that_differs_and_is_no_name() -> None:
    columns = {"case_id": "CHILD", "status": "REC"}
    shipped = {"tables": {"cases": {"files": ["a.csv"], "columns": columns}}}
    names = {"a.csv": {"x.csv"}}
    assert edits({"tables": {"cases": {"files": ["x.csv"], "columns": columns}}}, shipped, names) == 0
    assert edits({"tables": {"cases": {"files": ["y.csv"], "columns": {"case_id": "OTHER"}}}}, shipped, names) == 3


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_the_headings_kept_of_a_layout_are_those_that_it_is_written_with(layout: str, tmp_path: Path) -> None:
    known = recognise.signatures()[layout]
    for (file, sheet), headings in _headings(written(layout, tmp_path)).items():
        named = [one for one in known if fnmatchcase(file.lower(), one.file.lower())]
        same = {one.headings for one in named if one.sheet.lower() in ("", sheet.lower())}
        assert not same or frozenset(heading.lower() for heading in headings) in same


def test_every_file_that_a_shipped_mapping_reads_can_be_recognised() -> None:
    for layout, path in mappings.shipped().items():
        known = {one.file for one in recognise.signatures()[layout]}
        assert _files(yaml_files.read(path.read_text("utf-8"))) <= known


def _files(node: Any) -> set[str]:
    if isinstance(node, dict):
        here = node.get("files", [])
        return set([here] if isinstance(here, str) else here).union(*(_files(value) for value in node.values()))
    return set().union(*(_files(value) for value in node)) if isinstance(node, list) else set()


def test_a_file_short_of_a_heading_and_with_a_new_one_is_still_recognised(tmp_path: Path) -> None:
    export = written("ssda903", tmp_path)
    header = export / "header.csv"
    header.write_text(header.read_text("utf-8").replace("ETHNIC", "ETHNICITY", 1), "utf-8")
    header.rename(export / "children.csv")
    proposal = propose(export)
    assert proposal.layout == "ssda903"
    assert '"children.csv"' in proposal.text


def test_a_file_of_the_layout_that_is_not_there_is_told(tmp_path: Path) -> None:
    export = shaken("ssda903", tmp_path, 5)
    gone = next(path for path in export.iterdir() if "DUC" in path.read_text("utf-8").splitlines()[0])
    gone.unlink()
    assert list(propose(export).edits) == ["no file has the headings of the layout's uasc.csv"]


def test_an_export_of_another_kind_is_not_taken_for_a_layout(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("CHILD,DOB\n1,2001-01-01\n", "utf-8")
    (tmp_path / "b.csv").write_text("Ref,Opened,Closed\n1,2001-01-01,\n", "utf-8")
    assert propose(tmp_path).layout == ""
