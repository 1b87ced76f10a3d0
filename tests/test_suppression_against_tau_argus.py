"""Our secondary suppression beside the optimum, as Tau-Argus finds it for the same problem."""

import numpy as np
import pytest

from checks.output.suppression import Mark, Published, attack, profile, protect
from tests.linked_tables import two_way

DFE = profile("dfe_1_5")


def test_no_fewer_figures_are_protected_and_at_most_a_fifth_more_are_hidden() -> None:
    pytest.importorskip("pytauargus", reason="Tau-Argus is installed on Linux only")
    from tests.tau_argus import optimal

    hidden, safe = {"ours": 0, "best": 0}, {"ours": 0, "best": 0}
    for seed in range(10):
        rng = np.random.default_rng(seed)
        release = two_way(rng, int(rng.integers(2, 5)), int(rng.integers(2, 6)), float(rng.choice([6, 15, 40])))
        small = {key for key, count in release.figures.items() if DFE.small(int(count))}
        for name, paper in (("ours", protect(release, DFE)), ("best", optimal(release, DFE))):
            hidden[name] += len(_hidden(paper)) - len(small)
            safe[name] += sum(one.protects for one in attack([paper]) if one.key in small)
    assert safe["ours"] >= safe["best"] > 30
    assert 20 < hidden["ours"] <= 1.2 * hidden["best"]


def _hidden(paper: Published) -> list[str]:
    return [key for key, value in paper.figures.items() if value is Mark.CONFIDENTIAL]
