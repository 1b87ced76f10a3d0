"""The sample's earlier months, audited in turn, so that October's report has a history to speak of.

``python -m sample_data.months.audited REPORTS`` writes the results of each month that REPORTS lacks: its export is made
in a folder that is gone afterwards, and no report page is. It also leaves October's accepted findings there.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from checks.runs.folders import MonthFiles
from checks.runs.monthly import run_month
from sample_data.months import Month, last_day_of, months, write
from sample_data.months.accepted import as_csv

PACK = "combined"
EXCEPTIONS = "sample-exceptions.csv"  # of October, left in the reports folder for its run


def audit_earlier(reports: Path) -> list[str]:
    """Audit every month before October that has no results yet, oldest first; the months that were audited."""
    lacking = [month for month in months()[:-1] if not MonthFiles(reports, month).results.is_dir()]
    for month in lacking:
        with tempfile.TemporaryDirectory(prefix="sample-month-") as private:
            _audit(write(month, Path(private)), Path(private), reports)
    return lacking


def _audit(made: Month, private: Path, reports: Path) -> None:
    given = {
        "export_dir": str(made.export), "pack": PACK, "as_of": f"{made.as_of}", "reports_dir": str(reports),
        "settings_file": str(made.export.parent / "settings.yml"),
    }  # fmt: skip
    accepted = _accepted_by_then(made, private / "accepted.csv")
    run_month(given, exceptions=accepted, results_only=True, progress=False)


def _accepted_by_then(made: Month, file: Path) -> Path:
    """The sample's exceptions as they stood on the month's last day."""
    file.write_text(as_csv(f"{made.as_of}"), encoding="utf-8", newline="\n")
    return file


def main() -> None:
    reports = Path(sys.argv[1] if len(sys.argv) > 1 else "reports")
    print("Auditing the sample's earlier months, once; this takes a minute or two.", file=sys.stderr)
    reports.mkdir(mode=0o700, parents=True, exist_ok=True)
    (reports / EXCEPTIONS).write_text(as_csv(f"{last_day_of(months()[-1])}"), encoding="utf-8", newline="\n")
    print(f"{len(audit_earlier(reports))} earlier months were audited.", file=sys.stderr)


if __name__ == "__main__":
    main()
