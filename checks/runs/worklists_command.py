"""``policy-audit worklists``: a worklist for each service, to be given to those who work on it."""

from pathlib import Path
from typing import Any

import click

from checks.runs.options import audit_options, exceptions_option, own_rules_option, read_settings, reports_option


@click.command()
@click.argument("export_dir")
@audit_options
@click.option("--service", metavar="CODE", default="", help="Only the list of this service.")
@reports_option
@own_rules_option
@exceptions_option
def worklists(
    export_dir: str, reports_dir: str | None, service: str, rules: str | None, exceptions: str | None, **given: Any
) -> int:
    """Make one worklist for each service, and one of the records of none.

    Each holds the records of its own cases and no others. Give each to those who work on that service.
    """
    from checks.runs.audit_file import find
    from checks.runs.exceptions import chosen
    from checks.runs.parameters import REPORTS
    from checks.runs.worklists import write

    said = find(export_dir)
    accepted = chosen(exceptions, said.exceptions, given["settings"], given["own_rules"], said.folder)
    settings = read_settings(given.pop("pairs"), given.pop("settings"))
    where = Path(reports_dir or said.reports or REPORTS)
    given |= {"settings": settings, "rules": [rules] if rules is not None else None}
    for path in write(where, export_dir, service=service, exceptions=accepted, **given):
        click.echo(path)
    return 0
