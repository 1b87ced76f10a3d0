"""``policy-audit read``: the options of the readings, as the parameters of their notebooks."""

from collections.abc import Mapping

import click

from checks.errors import PolicyError
from checks.runs.options import reports_option


@click.command()
@click.argument("name")
@click.argument("export_dir", required=False)
@click.option("--pack", metavar="NAME", help="The policy pack to read against.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="The run date; the clock is never read.")
@click.option("--case-id", metavar="ID", help="The case to review (case_review).")
@click.option("--service", metavar="CODE", help="Only this service.")
@click.option("--rule", metavar="ID", help="Only this rule (rule_catalogue).")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A setting; lists separated by ;")
@click.option("--settings", metavar="FILE", help="A YAML file of settings.")
@click.option("--mapping", metavar="FILE", help="A mapping file, or the name of a shipped one.")
@reports_option
@click.option("--own-rules", metavar="FOLDER", help="Your organisation's own rule chapters, beside the rulebook.")
def read(name: str, export_dir: str | None, reports_dir: str | None, **options: str | tuple[str, ...] | None) -> int:
    """Read one theme, one case or the rulebook deeply, as a web page.

    NAME is decision_rationales, retention, third_party, disclosures, case_review or rule_catalogue.
    """
    from checks.runs.read import run_reading

    page = run_reading(name, _reading_parameters(name, export_dir, options), reports_dir or "")
    click.echo(f"The page is {page}.")
    return 0


def _reading_parameters(
    name: str, export_dir: str | None, options: Mapping[str, str | tuple[str, ...] | None]
) -> dict[str, str]:
    """The notebook's parameters from the options that were given."""
    from checks.runs.read import find

    both = {"settings": options["settings"], "own_rules": options["own_rules"]}
    if all(both.values()):
        raise PolicyError("Give --settings or --own-rules, not both: the folder's own settings.yml is read.")
    named = {key: str(options[key] or "") for key in ("pack", "as_of", "case_id", "service", "rule")}
    named |= {"export_dir": export_dir or "", "settings": "\n".join(options["pairs"] or ())}
    named["mapping_file"] = str(options["mapping"] or "")
    folder = "own_rules" if "own_rules" in find(name).names else "settings_file"
    named[folder] = str(options["own_rules"] or options["settings"] or "")
    return {key: value for key, value in named.items() if value}
