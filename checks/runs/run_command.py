"""``policy-audit run``: the options of a month's reports, as the parameters of their notebook."""

from typing import Any

import click

from checks.errors import PolicyError
from checks.runs.options import audit_options, exceptions_option, own_rules_option, reports_option

# The notebook's parameters that an option gives as it is.
AS_GIVEN = {
    "rules": "rules",
    "reports_dir": "reports_dir",
    "pack": "pack",
    "as_of": "as_of",
    "mapping_file": "mapping",
}


@click.command()
@click.argument("export_dir")
@audit_options
@reports_option
@own_rules_option
@exceptions_option
@click.option("--results-only", is_flag=True, help="No report page: for the months before your first one.")
def run(export_dir: str, exceptions: str | None, results_only: bool, **options: Any) -> int:
    """Make the month's report, worklist and results from one export folder."""
    from checks.runs.exceptions import chosen
    from checks.runs.monthly import run_month

    accepted = chosen(exceptions, None)
    month = run_month(_parameters(export_dir, options), exceptions=accepted, results_only=results_only)
    click.echo(f"The results are in {month.results}." if results_only else month.sentence)
    return 0


def _parameters(export_dir: str, options: dict[str, Any]) -> dict[str, str]:
    """The notebook's parameters from the options that were given."""
    settings, own_rules = options["settings"], options["own_rules"]
    if settings and own_rules:
        raise PolicyError(
            f"Give --settings or --own-rules, not both: settings.yml in {own_rules} is read with its rules."
        )
    given = {name: options[option] for name, option in AS_GIVEN.items()}
    given |= {"export_dir": export_dir, "settings": "\n".join(options["pairs"]), "settings_file": own_rules or settings}
    return {name: value for name, value in given.items() if value}
