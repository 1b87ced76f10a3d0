"""Stands in for the engine inside the kernel that a test starts: Python imports this module by itself.

A test puts this folder on PYTHONPATH and says in AUDIT_STAND_IN what ``checks.check`` shall do:
return one of the hand-made audits, or fail in a certain way.
"""

import os
import sys
import time


def _check(export, **_options):
    import audits

    from checks.errors import ExportError

    what = os.environ["AUDIT_STAND_IN"]
    if what == "bad export":
        raise ExportError("cases.csv record 14: opened_on is not a date.")
    if what == "bug":
        raise KeyError("Jane Doe")
    if what == "early end":
        sys.exit(0)
    if what == "death":
        os._exit(1)
    if what == "sleep":
        time.sleep(120)
    return getattr(audits, what)()


if os.environ.get("AUDIT_STAND_IN"):
    import checks

    checks.check = _check
