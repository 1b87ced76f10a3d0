"""``policy-audit worklists``: a worklist for each service, to be given to those who work on it."""

from pathlib import Path
from typing import Any

import click

from checks.runs.options import audit_options, own_rules_option, read_settings, reports_option


@click.command()
@click.argument("export_dir")
@audit_options
@click.option("--service", metavar="CODE", default="", help="Only the list of this service.")
@reports_option
@own_rules_option
def worklists(export_dir: str, reports_dir: str | None, service: str, rules: str | None, **given: Any) -> int:
    """Make one worklist for each service, and one of the records of none.

    Each holds the records of its own cases and no others. Give each to those who work on that service.
    """
    from checks.runs.audit_file import find
    from checks.runs.parameters import REPORTS
    from checks.runs.worklists import write

    settings = read_settings(given.pop("pairs"), given.pop("settings"))
    asked = [rules] if rules is not None else None
    where = Path(reports_dir or find(export_dir).reports or REPORTS)
    for path in write(where, export_dir, service=service, settings=settings, rules=asked, **given):
        click.echo(path)
    return 0
