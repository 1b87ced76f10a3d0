"""The product against the reference: python -m tests.reference.compare [--seeds 0:40] [--size 3] [--packs A,B].

Prints every record on which the two differ, then how often each kind of difference was seen; ends with status 1 if
there was any. Rows, outcomes, the causes of breaches and conflicts, and the number of records in scope are compared.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import checks
from checks.policy import packs
from tests.exports import write_export

from .coverage import pack_settings
from .fuzz import random_export
from .fuzz_people import Raw
from .fuzz_values import AS_OF
from .judge import judge

Outcome = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """One record, or one count of records in scope (no record), on which the two differ."""

    pack: str
    rule: str
    record: str
    reference: str
    product: str


def compare(export: dict[str, list[Raw]], folder: Path, pack: str) -> tuple[int, list[Difference]]:
    """How many records the reference judged, and where the product differs. The export is already in the folder."""
    audit = checks.check(folder, pack=pack, as_of=AS_OF, settings=packs.examples(pack))
    in_scope = dict(zip(audit.outcomes["rule_id"], audit.outcomes["in_scope"], strict=True))
    expected = judge(export, pack_settings(pack), AS_OF, in_scope)  # rules the product does not have are not compared
    found: dict[str, dict[str, Outcome]] = {rule: {} for rule in expected}
    for row in audit.findings.itertuples():
        found.setdefault(str(row.rule_id), {})[str(row.record_id)] = (str(row.outcome), str(row.cause))
    differences = []
    for rule in sorted(found):
        judged = expected.get(rule, {})
        pairs = records_that_differ(judged, found[rule])
        differences += [Difference(pack, rule, record, *pair) for record, pair in sorted(pairs.items())]
        if in_scope[rule] != len(judged):
            differences.append(Difference(pack, rule, "", f"{len(judged)} in scope", f"{in_scope[rule]} in scope"))
    return sum(map(len, expected.values())), differences


def records_that_differ(judged: dict[str, Outcome], found: dict[str, Outcome]) -> dict[str, tuple[str, str]]:
    differing = {}
    for record in judged.keys() | found.keys():
        wanted, got = judged.get(record, ("out_of_scope", "")), found.get(record, ("complies or out_of_scope", ""))
        silent = wanted[0] in ("complies", "out_of_scope") and record not in found
        same = wanted[0] == got[0] and (wanted[0] == "undecided" or wanted[1] == got[1])
        if not silent and not same:
            differing[record] = (" ".join(wanted).strip(), " ".join(got).strip())
    return differing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0:40", help="first seed and the one after the last, as 0:40")
    parser.add_argument("--size", type=int, default=3)
    parser.add_argument("--packs", default=",".join(packs.names()), help="separated by commas; all by default")
    given = parser.parse_args()
    first, last = map(int, given.seeds.split(":"))
    judged, kinds = 0, Counter[tuple[str, str, str]]()
    for seed in range(first, last):
        export = random_export(seed, given.size)
        with tempfile.TemporaryDirectory() as folder:
            write_export(export, Path(folder))
            for pack in given.packs.split(","):
                records, differences = compare(export, Path(folder), pack)
                judged += records
                for one in differences:
                    kinds[one.rule, one.reference, one.product] += 1
                    sys.stdout.write(f"seed {seed} {one}\n")
    sys.stdout.write(f"{judged} records judged, {sum(kinds.values())} differences\n")
    for (rule, reference, product), count in kinds.most_common():
        sys.stdout.write(f"{count:>6} {rule}: reference {reference}, product {product}\n")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main())
