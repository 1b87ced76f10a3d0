"""Audit case records against an organisation's own confidentiality and information-sharing policies."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from checks.errors import ExportError, PolicyError, UserError

if TYPE_CHECKING:
    import pandas as pd

    from checks.results.audit import Audit

__all__ = ["ExportError", "PolicyError", "UserError", "check"]


def check(
    export: str | Path,
    *,
    pack: str | None = None,
    as_of: str | date,
    settings: Mapping[str, object] | None = None,
    rules: Sequence[str] | None = None,
    mapping: str | Path | None = None,
    own_rules: str | Path | None = None,
    listings: Sequence[str] = (),
    case: str | None = None,
    again: "pd.DataFrame | None" = None,
) -> "Audit":
    """Audit an export; see ``checks.runs.check.check``. Returns frames, and writes nothing."""
    from checks.runs.check import check as run  # so that importing the package costs nothing

    given = {"settings": settings, "rules": rules, "mapping": mapping, "own_rules": own_rules}
    return run(export, pack=pack, as_of=as_of, listings=listings, case=case, again=again, **given)  # type: ignore[arg-type]
