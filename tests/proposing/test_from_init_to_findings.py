"""From somebody else's export to a first audit: init, and an audit of what it wrote."""

from pathlib import Path

import pytest

import checks
from checks.policy import packs
from checks.runs.starting import start
from sample_data.layouts import shaken, written

LATE = "2036-03-31"  # late enough for a record to have been kept too long
pytestmark = pytest.mark.engine


def test_what_init_writes_audits_as_it_stands(tmp_path: Path) -> None:
    export = shaken("ssda903", tmp_path / "export", 4)
    start(tmp_path / "ours", str(export), "women-dvpp")
    answers = packs.examples("women-dvpp")
    proposed = checks.check(tmp_path / "ours", as_of=LATE, settings=answers)
    as_shipped = written("ssda903", tmp_path / "as shipped")
    shipped = checks.check(as_shipped, pack="women-dvpp", as_of=LATE, mapping="ssda903", settings=answers)
    same = ["rule_id", "status", "in_scope", "breach", "undecided"]
    assert proposed.outcomes[same].to_csv() == shipped.outcomes[same].to_csv()
    assert (proposed.outcomes["in_scope"] > 0).any()
