"""add_records(): the rows of a random export that the checks of clients, staff and the organisation itself read.

They come from a source of their own, so that the rows made before them stay as they were.
"""

from __future__ import annotations

from . import fuzz_clients, fuzz_notices, fuzz_organisation, fuzz_personnel, fuzz_requests
from .fuzz_clients import Tables
from .fuzz_values import Values

TABLES = [
    *("safe_contacts", "notices", "group_attendance", "storage_locations", "file_movements", "sharing_agreements"),
    *("training", "applicants", "committee_papers", "incidents", "policy_register", "attestations"),
]


def add_records(seed: int, size: int, tables: Tables) -> Values:
    """More rows in the tables, and the tables above where they are not there yet; gives the source they came from."""
    values = Values(seed + 1_000_003)
    fuzz_personnel.add_staff(values, tables, size)
    fuzz_clients.add_clients(values, tables, size)
    fuzz_clients.add_key_workers(values, tables)
    fuzz_clients.add_safe_contacts(values, tables)
    fuzz_clients.add_messages(values, tables, size)
    fuzz_clients.add_entries(values, tables, size)
    fuzz_notices.add_notices_to_clients(values, tables)
    fuzz_notices.add_sessions(values, tables)
    fuzz_notices.add_forms(values, tables)
    fuzz_organisation.add_agreements(values, tables, size)
    fuzz_personnel.add_training(values, tables)
    fuzz_personnel.add_induction(values, tables)
    fuzz_personnel.add_applicants(values, tables, size)
    fuzz_personnel.add_personnel_papers(values, tables, size)
    fuzz_personnel.add_legal_requests(values, tables, size)
    fuzz_personnel.add_incidents(values, tables, size)
    fuzz_requests.add_access_requests(values, tables, size)
    fuzz_requests.add_held_erasures(values, tables, size)
    fuzz_requests.add_disposals(values, tables, size)
    fuzz_organisation.authorise_grants(values, tables)
    fuzz_organisation.add_grants(values, tables, size)
    fuzz_organisation.add_locations(values, tables, size)
    fuzz_organisation.add_movements(values, tables, size)
    fuzz_organisation.add_papers(values, tables, size)
    fuzz_organisation.add_policies(values, tables)
    fuzz_organisation.add_attestations(values, tables)
    return values
