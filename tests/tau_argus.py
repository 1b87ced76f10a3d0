"""Tau-Argus as an oracle: the optimal secondary suppression of the same problem, by an implementation not ours."""

import tempfile
from contextlib import chdir
from pathlib import Path

from pytauargus._tauargus import HiTaSCtrl

from checks.output.suppression import Key, Mark, Profile, Release, attack
from checks.output.suppression.papers import Published
from checks.output.suppression.protection import primary_only


def optimal(release: Release, profile: Profile, costs: dict[Key, float] | None = None) -> Published:
    """The release as Tau-Argus (full optimisation, `FullJJ`) hides it, given what we ask of every small figure.

    Each figure costs 1 to hide unless ``costs`` are given, so that as few as possible are hidden. The file is that of
    the engine: value, cost, status, bounds, and how far down and up the small figure must seem to go.
    """
    keys = list(release.figures)
    counts = {key: int(value) for key, value in release.figures.items()}
    plain = {one.key: one.plain for one in attack([primary_only(release, profile)])}
    most = 10 * max(counts.values()) + 100
    lines = ["0", str(len(keys))]
    for place, key in enumerate(keys):
        count, cost = counts[key], 1 if costs is None else round(100 * costs[key])
        if profile.small(count):
            least, greatest = profile.needed(plain[key])
            lines.append(f"{place} {count} {cost} u {profile.lowest} {most} {count - least} {greatest - count} 0")
        elif count < profile.lowest:
            lines.append(f"{place} {count} {cost} z 0 0 0 0 0")
        else:
            lines.append(f"{place} {count} {cost} s {profile.lowest} {most} 0 0 0")
    lines.append(str(len(release.sums)))
    for one in release.sums:
        terms = " ".join(f"{keys.index(key)} ({sign})" for key, sign in one.terms())
        lines.append(f"0 {len(one.terms())} : {terms}")
    hidden = {keys[place] for place in _solved("\n".join(lines) + "\n")}
    figures = {
        key: Mark.CONFIDENTIAL if key in hidden or profile.small(count) else count for key, count in counts.items()
    }
    return Published(profile=profile, figures=figures, sums=release.sums, tables=release.tables)


def _solved(text: str) -> list[int]:
    with tempfile.TemporaryDirectory() as folder, chdir(folder):  # it writes logs to where it stands
        given, answer = Path(folder, "table.jj"), Path(folder, "table.out")
        given.write_text(text, "utf-8")
        status = HiTaSCtrl().full_jj(in_file_jj=str(given), out_file=str(answer), max_time=10)
        if status:
            raise AssertionError(f"Tau-Argus ended with {status}")
        return [int(line) for line in answer.read_text("utf-8").split()]
