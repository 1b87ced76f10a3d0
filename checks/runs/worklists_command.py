"""``policy-audit worklists``: a worklist for each service, to be given to those who work on it."""

from pathlib import Path
from typing import Any

import click

from checks.runs.options import audit_options, exceptions_option, own_rules_option, read_settings


@click.command()
@click.argument("export_dir")
@audit_options
@click.option("--service", metavar="CODE", default="", help="Only the list of this service.")
@click.option("--reports", "reports_dir", default="reports", show_default=True, metavar="DIR", help="Where months go.")
@own_rules_option
@exceptions_option
def worklists(
    export_dir: str, reports_dir: str, service: str, rules: str | None, exceptions: str | None, **given: Any
) -> int:
    """Make one worklist for each service, and one of the records of none.

    Each holds the records of its own cases and no others. Give each to those who work on that service.
    """
    from checks.runs.exceptions import beside, exceptions_file, given_file
    from checks.runs.worklists import write

    places = [Path(place) if place else None for place in (given["settings"], given["own_rules"])]
    accepted = given_file(exceptions) or exceptions_file(*map(beside, places))
    settings = read_settings(given.pop("pairs"), given.pop("settings"))
    given |= {"settings": settings, "rules": [rules] if rules is not None else None}
    for path in write(Path(reports_dir), export_dir, service=service, exceptions=accepted, **given):
        click.echo(path)
    return 0
