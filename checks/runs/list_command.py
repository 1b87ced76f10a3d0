"""``policy-audit list``: one facts view of an export as a file, such as the when-to-share procedure taken again."""

from pathlib import Path

import click

from checks.errors import PolicyError
from checks.runs.folders import IncompleteRun, keep_apart


@click.command("list")
@click.argument("view")
@click.argument("export_dir")
@click.option("--pack", metavar="NAME", help="The policy pack whose settings the facts read.")
@click.option("--as-of", required=True, metavar="YYYY-MM-DD", help="The run date; the clock is never read.")
@click.option("--out", required=True, metavar="FILE", help="The CSV file to write; only you may read it.")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A setting; lists separated by ;")
@click.option("--settings", metavar="FILE", help="A YAML file of settings.")
@click.option("--mapping", metavar="FILE", help="A mapping file, or the name of a shipped one.")
def list_view(
    view: str,
    export_dir: str,
    pack: str | None,
    as_of: str,
    out: str,
    pairs: tuple[str, ...],
    settings: str | None,
    mapping: str | None,
) -> int:
    """Write one facts view as CSV: a row per record, with ids, codes and dates only.

    VIEW is when_to_share, timeline, consent_that_day, attested_clauses or any other of the data dictionary.
    """
    from checks.facts.views import views
    from checks.results.files import write_private
    from checks.runs.audit_file import find
    from checks.runs.check import check
    from checks.runs.options import read_settings

    if view not in views():
        raise PolicyError(f"There is no view '{view}' to list. The views are: {', '.join(views())}.")
    keep_apart(Path(out).parent, find(export_dir).export)
    given = read_settings(pairs, settings)
    audit = check(export_dir, pack=pack, as_of=as_of, settings=given, mapping=mapping, listings=[view])
    frame = audit.listings[view].copy()
    for column in frame.select_dtypes("datetime"):
        frame[column] = frame[column].dt.strftime("%Y-%m-%d")
    try:
        write_private(frame, list(frame.columns), Path(out))
    except OSError as error:
        raise IncompleteRun(f"{out} could not be written ({error.strerror}).") from None
    click.echo(f"{len(frame):,} rows are in {out}.")
    return 0
