"""The options that several commands share, and how a run's own settings are read from them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from checks.errors import PolicyError


def audit_options(command: Callable[..., object]) -> Callable[..., object]:
    """Give a command what every audit of an export is asked: pack, day, rules, settings and mapping."""
    for option in reversed(
        (
            click.option("--pack", metavar="NAME", help="The policy pack to audit against."),
            click.option("--as-of", required=True, metavar="YYYY-MM-DD", help="The run date; the clock is never read."),
            click.option("--rules", metavar="A,B", help="Only these rules."),
            click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A setting; lists separated by ;"),
            click.option("--settings", metavar="FILE", help="A YAML file of settings."),
            click.option("--mapping", metavar="FILE", help="A mapping file, or the name of a shipped one."),
        )
    ):
        command = option(command)
    return command


def reports_option(command: Callable[..., object]) -> Callable[..., object]:
    """Give a command the folder that the months of reports are in."""
    said = "Where months go: by default the audit folder's reports, or reports."
    return click.option("--reports", "reports_dir", metavar="DIR", help=said)(command)


def own_rules_option(command: Callable[..., object]) -> Callable[..., object]:
    """Give a command the folder of an organisation's own rules."""
    said = "Your organisation's own rule chapters, beside the rulebook."
    return click.option("--own-rules", metavar="FOLDER", help=said)(command)


def exceptions_option(command: Callable[..., object]) -> Callable[..., object]:
    """Give a command the file of findings that somebody accepted."""
    said = "Accepted findings; by default exceptions.csv in your audit folder or beside your settings."
    return click.option("--exceptions", metavar="FILE", help=said)(command)


def read_settings(pairs: Sequence[str], file: str | None) -> dict[str, object]:
    """A run's own settings: those of the file, and over them the ``--set`` pairs."""
    from checks.policy.packs import read_settings_file

    given = read_settings_file(Path(file)) if file else {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise PolicyError(f"--set {pair} is not KEY=VALUE. Write for example --set retention.years=7.")
        given[name.strip()] = value.strip()
    return given
