"""The product's findings on random exports equal those of a reference that was written from the definitions alone."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.exports import write_export
from tests.reference.compare import Difference, compare, records_that_differ
from tests.reference.fuzz import random_export

pytestmark = pytest.mark.engine
SEEDS = (101, 102, 103, 104, 105, 106, 500)  # 500: an undated disclosure with nothing to cover
PACKS = ("combined", "women-dvpp")
SIZE = 2


@pytest.mark.parametrize("seed", SEEDS)
def test_every_record_of_a_random_export_is_judged_as_the_definitions_say(seed: int, tmp_path: Path) -> None:
    export = random_export(seed, SIZE)
    write_export(export, tmp_path)
    judged: list[int] = []
    differences: list[Difference] = []
    for pack in PACKS:
        records, found = compare(export, tmp_path, pack)
        judged.append(records)
        differences += found
    assert differences == []
    assert min(judged) > 200


def test_the_comparison_sees_a_record_too_many_too_few_and_judged_otherwise() -> None:
    judged = {"A": ("breach", "x"), "B": ("complies", ""), "C": ("breach", "x;y"), "D": ("undecided", "z")}
    found = {"B": ("breach", "x"), "C": ("breach", "x"), "D": ("undecided", ""), "E": ("conflict", "x")}
    differing: Sequence[tuple[str, tuple[str, str]]] = sorted(records_that_differ(judged, found).items())
    assert differing == [
        ("A", ("breach x", "complies or out_of_scope")),
        ("B", ("complies", "breach x")),
        ("C", ("breach x;y", "breach x")),
        ("E", ("out_of_scope", "conflict x")),
    ]
