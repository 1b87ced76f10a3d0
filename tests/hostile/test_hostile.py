"""A small, fixed sample of hostile exports, and whether the oracle would see what it is there to see."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile import layouts, oracle
from tests.hostile.base import SAME, Case, counts, tables, write_csv
from tests.hostile.every import EVERY, make, makers

# Seeds whose exports are small: what is large or slow is for ``python -m tests.hostile``.
SEEDS = {"huge": "sample-2", "bombs": "sample-1", "odd_database": "sample-1"}
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and alarms are not there"),
    pytest.mark.whole,
]


@pytest.mark.parametrize("maker", EVERY, ids=lambda maker: f"{maker.__module__.rpartition('.')[2]}.{maker.__name__}")
def test_a_hostile_export_ends_in_a_right_audit_or_in_one_sentence(maker: Callable[..., Case], tmp_path: Path) -> None:
    case = make(maker, SEEDS.get(maker.__name__, "sample"), tmp_path)
    verdict = oracle.judge(case, tmp_path)
    assert not verdict.faults, f"{case.kind}: {case.what}: {verdict.faults}"


def test_a_lost_record_a_changed_one_and_a_leak_are_seen(tmp_path: Path) -> None:
    found = tables()
    wanted = counts(found)
    found["decisions"][3][4] = "QZS-99999"
    changed = Case("x", "x", str(write_csv(tmp_path / "changed", found)), SAME, rows=wanted)
    (tmp_path / "one").mkdir()
    assert oracle.judge(changed, tmp_path / "one").faults[0] == "decisions: 1 records are not as they were written"
    del found["decisions"][3]
    lost = Case("x", "x", str(write_csv(tmp_path / "lost", found)), SAME, rows=wanted)
    (tmp_path / "two").mkdir()
    assert oracle.judge(lost, tmp_path / "two").faults[0] == "decisions: 8 records in the file, 7 in the audit"
    verdict = oracle.Verdict()
    said = oracle.Said(3, "", "policy-audit: cases.csv row 2 holds Quillfeather.\nTraceback\n")
    oracle.judge_words(lost, "check", said, verdict)
    assert len(verdict.faults) == 3


def test_what_is_sound_must_be_read_and_what_is_not_must_be_refused(tmp_path: Path) -> None:
    sound = layouts.shuffled(random.Random(1), tmp_path / "sound")
    (tmp_path / "one").mkdir()
    assert oracle.judge(Case("x", "x", sound.export, "refused"), tmp_path / "one").faults == [
        "read what is to be refused"
    ]
    wrong = layouts.ragged(random.Random(1), tmp_path / "wrong")
    (tmp_path / "two").mkdir()
    refused = oracle.judge(Case("x", "x", wrong.export, SAME, rows=counts(tables())), tmp_path / "two")
    assert refused.faults == ["refused what is sound"]


def test_a_process_of_its_own_ends_in_one_sentence_too(tmp_path: Path) -> None:
    case = make(layouts.ragged, "fresh", tmp_path)
    verdict = oracle.judge(case, tmp_path)
    oracle.fresh(case, tmp_path, verdict)
    assert (verdict.outcome, verdict.faults) == ("refused", [])


def test_the_same_seed_makes_the_same_files_and_every_way_is_tried(tmp_path: Path) -> None:
    one, two = (make(layouts.strange_cells, "again", tmp_path / name) for name in ("a", "b"))
    assert (Path(one.export) / "cases.csv").read_bytes() == (Path(two.export) / "cases.csv").read_bytes()
    assert set(makers(300, random.Random(1))) == set(EVERY)
