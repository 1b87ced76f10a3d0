"""The ``policy-audit`` command: a thin reading of options, and one sentence for whatever goes wrong."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import click

from checks.errors import PolicyError, UserError

INCOMPLETE = 5


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit status: 0 done, 2 options or policy, 3 export, 5 incomplete."""
    try:
        status = commands.main(arguments, prog_name="policy-audit", standalone_mode=False)
    except UserError as error:
        click.echo(f"policy-audit: {error}", err=True)
        status = error.exit_status
    except click.ClickException as error:
        click.echo(f"policy-audit: {error.format_message()} See policy-audit --help.", err=True)
        status = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("policy-audit: stopped before it was done; nothing was written.", err=True)
        status = INCOMPLETE
    sys.exit(status or 0)


def _audit_options(command: Callable[..., object]) -> Callable[..., object]:
    for option in reversed(
        (
            click.option("--pack", required=True, metavar="NAME", help="The policy pack to audit against."),
            click.option("--as-of", required=True, metavar="YYYY-MM-DD", help="The run date; the clock is never read."),
            click.option("--rules", metavar="A,B", help="Only these rules."),
            click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A setting; lists separated by ;"),
            click.option("--settings", metavar="FILE", help="A YAML file of settings."),
            click.option("--mapping", metavar="FILE", help="A mapping file, or the name of a shipped one."),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policy-audit")
def commands() -> None:
    """Audit case records against your own confidentiality and information-sharing policies."""


@commands.command()
@click.argument("export_dir")
@_audit_options
@click.option("--out", required=True, metavar="OUT_DIR", help="Where findings, outcomes and gate are written.")
@click.option("--own-rules", metavar="FOLDER", help="Your organisation's own rule chapters, beside the rulebook.")
def check(
    export_dir: str,
    pack: str,
    as_of: str,
    rules: str | None,
    pairs: tuple[str, ...],
    settings: str | None,
    mapping: str | None,
    out: str,
    own_rules: str | None,
) -> int:
    """Write findings.csv, outcomes.csv and gate.csv for one export folder."""
    from checks.results.files import write
    from checks.runs.check import check as run

    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise PolicyError(f"--out {folder} is a file. Give a folder.")
    audit = run(
        export_dir,
        pack=pack,
        as_of=as_of,
        settings=read_settings(pairs, settings),
        rules=[rules] if rules is not None else None,
        mapping=mapping,
        own_rules=own_rules,
    )
    write(audit, folder)
    failed = (audit.outcomes["status"] == "could_not_run").sum()
    if failed:
        click.echo(f"policy-audit: {failed} rules could not run; outcomes.csv says which.", err=True)
    return INCOMPLETE if failed else 0


@commands.command()
@click.argument("export_dir")
@_audit_options
@click.option("--reports", "reports_dir", default="reports", show_default=True, metavar="DIR", help="Where months go.")
def run(
    export_dir: str,
    pack: str,
    as_of: str,
    rules: str | None,
    pairs: tuple[str, ...],
    settings: str | None,
    mapping: str | None,
    reports_dir: str,
) -> int:
    """Make the month's report, worklist and results from one export folder."""
    from checks.runs.monthly import run_month

    given = {
        "export_dir": export_dir,
        "pack": pack,
        "as_of": as_of,
        "reports_dir": reports_dir,
        "rules": rules or "",
        "settings": "\n".join(pairs),
        "settings_file": settings or "",
        "mapping_file": mapping or "",
    }
    month = run_month({name: value for name, value in given.items() if value})
    click.echo(month.sentence)
    return 0


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
