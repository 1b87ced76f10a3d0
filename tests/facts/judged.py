"""Records written out by hand, judged end to end: what each rule makes of them, as one flat table."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import checks
from checks.policy import packs
from checks.results.audit import Audit
from tests.exports import write_export

AS_OF = date(2026, 10, 31)
Row = dict[str, str]


def judged(
    tables: Mapping[str, Iterable[Row]],
    folder: Path,
    rules: Iterable[str],
    pack: str = "combined",
    **own: object,
) -> dict[tuple[str, str], str]:
    """(rule, record) -> outcome and causes, of every record found; ``own`` names settings with __ for a dot."""
    return {
        (str(row.rule_id), str(row.record_id)): f"{row.outcome} {row.cause}".strip()
        for row in audit(tables, folder, rules, pack, **own).findings.itertuples()
    }


def audit(
    tables: Mapping[str, Iterable[Row]], folder: Path, rules: Iterable[str], pack: str = "combined", **own: object
) -> Audit:
    """The whole audit of such records by the rules named."""
    settings = {**packs.examples(pack), **{key.replace("__", "."): value for key, value in own.items()}}
    write_export({table: list(rows) for table, rows in tables.items()}, folder)
    return checks.check(folder, pack=pack, as_of=AS_OF, settings=settings, rules=list(rules))


def statuses(found: Audit) -> dict[str, tuple[str, str]]:
    """Each rule's status and reason."""
    rows = found.outcomes[["rule_id", "status", "reason"]].itertuples(index=False, name=None)
    return {str(rule): (str(status), str(reason)) for rule, status, reason in rows}
