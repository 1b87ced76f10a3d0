"""What makes a finding the same finding next month: a keyed digest of its rule, table, record and cause.

A record with several causes is one finding and has an identity for each cause, so that one may be mended while
another persists. The digest is an HMAC-SHA256 with the organisation's own key: without the key nobody can find
out which record an identity stands for by trying record ids one after the other.
"""

import hmac
import json
import secrets

import pandas as pd

LENGTH = 16  # hexadecimal digits: among a million findings, two share one with a chance of three in a hundred million
PART_COLUMNS = ("identity", "rule_id", "table", "record_id", "cause", "outcome", "severity", "absent", "row")


def new_key() -> bytes:
    """A key that nobody can guess, as the text a key file holds."""
    return secrets.token_hex(32).encode()


def fingerprint(key: bytes) -> str:
    """What tells one key from another and does not give it away."""
    return _digest(key, "the key's own fingerprint")


def of(key: bytes, rule_id: str, table: str, record_id: str, cause: str) -> str:
    """The identity of one finding with one cause, in hexadecimal; blank for a record without an id."""
    return _digest(key, rule_id, table, record_id, cause) if record_id else ""


def parts(findings: pd.DataFrame, key: bytes) -> pd.DataFrame:
    """One row per finding and cause, in the order of the findings, with the columns ``PART_COLUMNS``.

    ``findings`` has the columns of findings.csv. ``row`` is a finding's label in the frame's index; ``absent``
    says that the finding is about a record that is not in the export. A finding without a cause has one row.
    """
    names = ("rule_id", "table", "record_id", "cause", "outcome", "severity", "source_file")
    rows = []
    for row, rule_id, table, record_id, causes, outcome, severity, file in zip(
        findings.index, *(findings[name].astype(object).fillna("") for name in names), strict=True
    ):
        for cause in dict.fromkeys(part.strip() for part in str(causes).split(";")):
            one = of(key, str(rule_id), str(table), str(record_id), cause)
            rows.append((one, rule_id, table, record_id, cause, outcome, severity, not file, row))
    return pd.DataFrame(rows, columns=list(PART_COLUMNS))


def _digest(key: bytes, *told: str) -> str:
    """A list as JSON, so that no two lists read the same."""
    return hmac.digest(key, json.dumps(told).encode(), "sha256").hex()[:LENGTH]
