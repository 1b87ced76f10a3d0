"""Findings of the sample that a manager accepted, and two lines that accept nothing.

Of those one has ended, and the other was approved by somebody who had left.
"""

HEADER = "rule_id,record_id,cause,reason,approved_by,approver_role,approved_on,until"
LINES = (
    "RET-01,C17-1363,overdue,The insurer asked us to keep this file until a review,S-509,senior_manager,2026-03-16,"
    "2027-03-31",
    "RET-01,C17-1508,overdue,The insurer asked us to keep this file until a review,S-509,senior_manager,2026-03-16,"
    "2027-03-31",
    "TPS-01,DOC-13594,,Its writer gave the client a copy,S-657,senior_manager,2026-06-08,2026-12-31",
    "RAT-01,DEC-27251,blank,The worker has left and nobody knows the reason,S-357,line_manager,2026-05-11,2026-08-31",
    "RET-01,C17-2799,overdue,Waiting for a decision of the trustees,S-293,senior_manager,2026-04-20,2026-12-31",
)


def as_csv(day: str) -> str:
    """The exceptions.csv of the sample as it stood on a day, YYYY-MM-DD."""
    lines = [line for line in LINES if line.split(",")[-2] <= day]
    return "".join(f"{line}\n" for line in (HEADER, *lines))
