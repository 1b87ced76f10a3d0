"""The sample with every route and kind of record in it, and which rules judge the records of each."""

from pathlib import Path

from checks.intake.tables import code_lists, declared
from tests.canary import rows
from tests.exports import SAMPLE, Audited, write_export

ROUTES = (
    ("disclosures", "channel"), ("contacts", "method"), ("information_requests", "channel"), ("disposal_log", "media"),
)  # fmt: skip
ASKED = (
    *ROUTES, ("disclosures", "subject_type"), ("documents", "owner_type"), ("access_log", "object_type"),
    ("storage_locations", "kind"), ("cases", "client_group"), ("staff", "worker_type"), ("applicants", "kind"),
    ("committee_papers", "circulation"),
)  # fmt: skip


def write(folder: Path) -> Path:
    """The sample, its routes dealt out in turn, and some disclosures and papers about the committee's members."""
    tables = {table: rows(SAMPLE / "export", table) for table in declared()}
    for table, column in ROUTES:
        codes = code_lists()[f"{table}.{column}"]
        for place, row in enumerate(tables[table]):
            row[column] = codes[place % len(codes)]
    member = next(row["staff_id"] for row in tables["staff"] if row["worker_type"] == "committee_member")
    for row in tables["disclosures"][::5]:
        row |= {"subject_type": "committee_member", "subject_id": member}
    for place, owner in enumerate(("committee", "agency")):
        for row in tables["documents"][place::50]:
            row |= {"owner_type": owner, "owner_id": "", "about_person_ids": member}
    return write_export(tables, folder)


def judged_by(audit: Audited, table: str, column: str) -> dict[str, set[str]]:
    """The rules that take in records of the table, by the code in that column; every declared code is a key."""
    found: dict[str, set[str]] = {code: set() for code in code_lists()[f"{table}.{column}"]}
    for judgement in audit.select().judgements:
        view = judgement.rule.view
        if table in view.main:
            query = (
                f'SELECT DISTINCT records."{column}" FROM (SELECT *, {judgement.outcome} AS outcome FROM {view.step}) '
                f'AS judged JOIN "{table}" AS records ON records.row_key = judged.row_key '
                f"WHERE judged.record_table = '{table}' AND judged.outcome <> 'out_of_scope' "
                f'AND records."{column}" NOTNULL'
            )
            for (code,) in audit.database.connection.execute(query).fetchall():
                found[code].add(judgement.rule.id)
    return found
