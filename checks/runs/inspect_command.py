"""``policy-audit inspect``: what an audit of an export would be worth, before anybody relies on one."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checks.errors import PolicyError
from checks.runs.options import own_rules_option, read_settings

if TYPE_CHECKING:
    from checks.results.preflight import Preflight

PAGE = (".html", ".htm")


@click.command()
@click.argument("export_dir")
@click.option("--pack", metavar="NAME", help="The policy pack to inspect for.")
@click.option("--as-of", required=True, metavar="YYYY-MM-DD", help="The run date; the clock is never read.")
@click.option("--set", "pairs", multiple=True, metavar="KEY=VALUE", help="A setting; lists separated by ;")
@click.option("--settings", metavar="FILE", help="A YAML file of settings.")
@click.option("--mapping", metavar="FILE", help="A mapping file, or the name of a shipped one.")
@click.option("--out", metavar="FILE.html", help="Also write everything as a page, which only you may read.")
@own_rules_option
def inspect(
    export_dir: str,
    pack: str | None,
    as_of: str,
    pairs: tuple[str, ...],
    settings: str | None,
    mapping: str | None,
    out: str | None,
    own_rules: str | None,
) -> int:
    """Read a whole export and say, before any rule is judged, what an audit of it could rely on.

    For each file what became of its rows; for each column where it comes from, how full it is and what could not be
    read; for each rule of the pack whether it will be tested, in part, or not at all.
    """
    from checks.output.preflight_text import as_text
    from checks.runs.inspecting import preflight

    page = _page_path(out, export_dir) if out is not None else None
    found = preflight(
        export_dir,
        pack=pack,
        as_of=as_of,
        settings=read_settings(pairs, settings),
        mapping=mapping,
        own_rules=own_rules,
    )
    click.echo(as_text(found, min(shutil.get_terminal_size((100, 24)).columns, 120)), nl=False)
    if page is not None:
        _write(found, page)
        click.echo(f"\nThe page is {page}.")
    return 0


def _page_path(out: str, export_dir: str) -> Path:
    from checks.runs.audit_file import find
    from checks.runs.folders import keep_apart

    page = Path(out)
    if page.suffix.lower() not in PAGE or page.is_dir():
        raise PolicyError(f"--out {out} is not a page. Give a file whose name ends in .html.")
    keep_apart(page.parent, find(export_dir).export)
    return page


def _write(found: "Preflight", page: Path) -> None:
    """Put the page in its place in one step, for its owner alone."""
    from checks.output import preflight_page
    from checks.runs.folders import IncompleteRun

    try:
        page.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.TemporaryDirectory(prefix=".unfinished-", dir=page.parent) as private:
            unfinished = Path(private, page.name)
            unfinished.write_text(preflight_page.page(found), "utf-8", newline="\n")
            unfinished.chmod(0o600)
            os.replace(unfinished, page)
    except OSError as error:
        raise IncompleteRun(f"{page} could not be written ({error.strerror}).") from None
