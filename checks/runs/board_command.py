"""``policy-audit board``: the options of the board paper."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.runs.options import reports_option

if TYPE_CHECKING:
    from checks.results.aggregates import Aggregates
    from checks.runs.publishing import Gate


@click.command()
@click.argument("export_dir")
@click.option("--month", required=True, metavar="YYYY-MM", help="The month, which was audited before.")
@click.option("--profile", metavar="NAME", help="Which counts are small: dfe_1_5, nhs_1_7_round5 or tre_10.")
@click.option(
    "--zeros", type=click.Choice(["shown", "hidden"]), help="Whether a 0 is shown; the profile says by default."
)
@click.option("--owner", metavar="TEXT", help="Who answers for the paper: a role, not a name.")
@click.option("--circulation", metavar="TEXT", help="Who may read it.")
@click.option("--version", metavar="TEXT", help="The paper's version.")
@click.option("--mapping", metavar="FILE", help="The mapping that the export is read with.")
@reports_option
def board(export_dir: str, reports_dir: str | None, mapping: str | None, **options: str | None) -> int:
    """Make the board's paper of a month, as a web page and a PDF, from counts alone.

    EXPORT_DIR is the month's export. Nothing of it goes into the paper: the finished files are searched for its names
    and ids, and a paper that holds one is not published.
    """
    from checks.runs.audit_file import find
    from checks.runs.parameters import REPORTS
    from checks.runs.publishing import run_board

    said = find(export_dir)
    given = {name: value for name, value in options.items() if value is not None}
    given["reports_dir"] = str(Path(reports_dir or said.reports or REPORTS))
    made = run_board(given, lambda counts: _gate(said.export, mapping or said.mapping, counts))
    click.echo(made.sentence)
    return 0


def _gate(export: str, mapping: str | None, counts: "Aggregates") -> "Gate":
    """The leak gate of the export; the titles of the policy and its rules are our words and no record's."""
    from checks.intake import mapping as mappings
    from checks.runs.leak_gate import gate

    own = [counts.pack_title, *(text for rule in counts.rules for text in (rule.title, rule.reason))]
    return gate(export, date.fromisoformat(counts.as_of), mappings.load(mapping) if mapping else None, own_texts=own)
