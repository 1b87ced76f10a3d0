"""The ``policy-audit`` command: a thin reading of options, and one sentence for whatever goes wrong."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from checks.errors import PolicyError, UserError
from checks.intake.kinds import shown
from checks.runs.board_command import board
from checks.runs.init_command import init
from checks.runs.inspect_command import inspect
from checks.runs.list_command import list_view
from checks.runs.options import audit_options, own_rules_option, read_settings
from checks.runs.read_command import read
from checks.runs.run_command import run
from checks.runs.worklists_command import worklists

if TYPE_CHECKING:
    from checks.policy.packs import Pack
    from checks.results.audit import Audit
    from checks.rules.model import Rule

INCOMPLETE = 5


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and leave with its exit status: 0 done, 2 options, 3 export, 4 leak gate, 5 incomplete."""
    try:
        status = commands.main(arguments, prog_name="policy-audit", standalone_mode=False)
    except UserError as error:
        # What it quotes of a mapping or a path may hold what no line can show.
        status = _say(shown(" ".join(str(error).splitlines())), error.exit_status)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        status = error.exit_code
    except click.ClickException as error:
        status = _say(f"{error.format_message()} See policy-audit --help.", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        status = _say("stopped before it was done; nothing half-written is left behind.", INCOMPLETE)
    except Exception as error:  # whatever it is, its own words may quote a record, so they are not shown
        status = _say(
            f"stopped by a fault of its own ({type(error).__name__} at {_place(error)}); nothing half-written is left "
            "behind. Please report this line.",
            INCOMPLETE,
        )
    sys.exit(status or 0)


def _say(sentence: str, status: int) -> int:
    click.echo(f"policy-audit: {sentence}", err=True)
    return status


def _place(error: Exception) -> str:
    """The module and line of this package where an unforeseen error was raised or passed through last."""
    place, trace = "an unknown place", error.__traceback__
    while trace is not None:
        module = str(trace.tb_frame.f_globals.get("__name__", ""))
        if module.split(".")[0] == "checks":
            place = f"{module} line {trace.tb_lineno}"
        trace = trace.tb_next
    return place


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="policy-audit")
def commands() -> None:
    """Audit case records against your own confidentiality and information-sharing policies."""


@commands.command()
@click.argument("export_dir")
@audit_options
@click.option("--out", required=True, metavar="OUT_DIR", help="Where findings, outcomes and gate are written.")
@own_rules_option
def check(
    export_dir: str,
    pack: str | None,
    as_of: str,
    rules: str | None,
    pairs: tuple[str, ...],
    settings: str | None,
    mapping: str | None,
    out: str,
    own_rules: str | None,
) -> int:
    """Write findings.csv, outcomes.csv and gate.csv for one export folder."""
    from checks.runs.check import check as run

    check_out(out, export_dir)
    audit = run(
        export_dir,
        pack=pack,
        as_of=as_of,
        settings=read_settings(pairs, settings),
        rules=[rules] if rules is not None else None,
        mapping=mapping,
        own_rules=own_rules,
    )
    return _write(audit, Path(out))


def _write(audit: "Audit", folder: Path) -> int:
    """Write the results and say what is incomplete about them; the exit status."""
    from checks.results.files import write

    try:
        write(audit, folder)
    except OSError as error:
        return _say(f"{folder} could not be written ({error.strerror}); its files are as they were.", INCOMPLETE)
    failed = (audit.outcomes["status"] == "could_not_run").sum()
    return _say(f"{failed} rules could not run; outcomes.csv says which.", INCOMPLETE) if failed else 0


commands.add_command(run)
commands.add_command(board)
commands.add_command(init)
commands.add_command(read)
commands.add_command(list_view)
commands.add_command(inspect)
commands.add_command(worklists)


@commands.command()
@click.argument("export_dir")
@audit_options
@click.option("--out", required=True, metavar="FILE", help="The file to write, which only you may read.")
@own_rules_option
def snippets(export_dir: str, out: str, rules: str | None, **given: Any) -> int:
    """Write the masked shape of the words around each name or word that a rule found in a text."""
    from checks.runs.audit_file import find
    from checks.runs.folders import keep_apart
    from checks.runs.snippets import write

    keep_apart(Path(out).parent, find(export_dir).export)
    settings = read_settings(given.pop("pairs"), given.pop("settings"))
    try:
        write(Path(out), export_dir, settings=settings, rules=[rules] if rules is not None else None, **given)
    except OSError as error:
        return _say(f"{out} could not be written ({error.strerror}).", INCOMPLETE)
    return 0


@commands.command()
@click.argument("rule")
@own_rules_option
def explain(rule: str, own_rules: str | None) -> None:
    """Print the page of one rule, such as CON-02."""
    from checks.rules.explain import find, page

    click.echo(page(find(_rulebook(own_rules), rule)), nl=False)


@commands.command()
@click.option("--pack", metavar="NAME", help="Also say which are on in this policy pack.")
@own_rules_option
def rules(pack: str | None, own_rules: str | None) -> None:
    """List the rules: id, severity, title, and whether a pack has them on."""
    from checks.rules.coverage import columns
    from checks.rules.practice import is_on

    known = _rulebook(own_rules)
    chosen = _pack(pack, known) if pack is not None else None
    rows = [[rule.id, rule.severity, rule.title] for rule in known.values()]
    if chosen is not None:
        for row, rule in zip(rows, known.values(), strict=True):
            row.insert(2, "on" if is_on(rule, chosen) else "off")
    click.echo("\n".join(columns(rows)))


@commands.command()
@click.option("--pack", required=True, metavar="NAME", help="The policy pack whose clauses are listed.")
@click.option("--csv", "as_csv", is_flag=True, help="As CSV: clause_id,source,testable,status,rules.")
@own_rules_option
def coverage(pack: str, as_csv: bool, own_rules: str | None) -> None:
    """List the clauses of a pack and what covers each: rules, attestation, tests of the product, or nothing."""
    from checks.rules import coverage as register

    known = _rulebook(own_rules)
    chosen = _pack(pack, known)
    lines = register.coverage(chosen, known)
    click.echo(register.as_csv(lines) if as_csv else register.as_table(chosen, lines), nl=False)


@commands.command("new-rule")
@click.argument("rule")
@click.option("--own-rules", required=True, metavar="FOLDER", help="Your own rule chapters; made if it is not there.")
@click.option("--judges", default="disclosures", show_default=True, metavar="VIEW", help="The facts view it judges.")
@click.option("--column", metavar="NAME", help="The fact it asks for; the first that may be blank by default.")
def new_rule(rule: str, own_rules: str, judges: str, column: str | None) -> None:
    """Write a rule of your own to start from: whole, valid and running."""
    from checks.runs.extending import add_rule

    click.echo(add_rule(Path(own_rules), rule.strip().upper(), judges, column))


@commands.command()
@click.argument("what", type=click.Choice(["rules", "pack", "settings", "mapping"]))
def schema(what: str) -> None:
    """Print the JSON Schema of a rule chapter, a policy pack, a settings file or a mapping, for your editor."""
    from checks.runs.extending import schemas

    click.echo(schemas()[f"{what}.schema.json"], nl=False)


def _rulebook(own_rules: str | None) -> "Mapping[str, Rule]":
    from checks.rules.loader import with_own

    return with_own(Path(own_rules) if own_rules else None)


def _pack(name: str, known: "Mapping[str, Rule]") -> "Pack":
    """The pack as it ships, with an organisation's own rules on."""
    from checks.intake.tables import code_lists
    from checks.policy import packs
    from checks.rules.loader import rulebook

    return packs.load(name, {}, code_lists()).with_rules(set(known) - set(rulebook()))


def check_out(out: str, export_dir: str) -> None:
    """PolicyError unless results can be written to a folder, which need not be there yet, outside the export."""
    from checks.results.files import NAMES
    from checks.runs.audit_file import find
    from checks.runs.folders import keep_apart

    if not out.strip():
        raise PolicyError("--out is blank. Give the folder that the results go to.")
    folder = Path(out)
    try:
        there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        fit = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
        in_the_way = [name for name in NAMES if (folder / name).is_dir()]
    except OSError:
        raise PolicyError(f"--out {folder} cannot be a folder. Give another.") from None
    if not there.is_dir():
        raise PolicyError(f"--out {folder}: {there} is a file. Give a folder.")
    if not fit:
        raise PolicyError(f"--out {folder}: you may not write to {there}. Give another folder.")
    if in_the_way:
        raise PolicyError(f"--out {folder} holds a folder named {in_the_way[0]}. Move it, or give another folder.")
    keep_apart(folder, find(export_dir).export)
