"""``policy-audit init``: from somebody else's export to a folder that an audit can start from."""

from datetime import datetime
from pathlib import Path

import click


@click.command("init")
@click.argument("folder")
@click.option("--export", required=True, metavar="DIR", help="The export: a folder, a zip, a workbook or a database.")
@click.option("--pack", metavar="NAME", help="The policy pack that binds you; it can be chosen later.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day the first audit is for."
)
def init(folder: str, export: str, pack: str | None, as_of: datetime | None) -> int:
    """Look at an export, propose how to read it, and write FOLDER: audit.yml, mapping.yml, exceptions.csv."""
    from checks.runs.starting import start, summary

    click.echo(summary(start(Path(folder), export, pack, f"{as_of:%Y-%m-%d}" if as_of else "")))
    return 0
