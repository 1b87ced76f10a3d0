"""The sample organisation's earlier months: what its system would have exported then, made when they are needed.

`write("2026-03", folder)` writes a month's export and settings; `months()` lists the months; `write_history(path)`
writes the key that says which findings each month must have, and which are new, persisting, resolved or returned.
"""

from sample_data.months.calendar import last_day_of, months
from sample_data.months.writing import Month, settings, write, write_history

__all__ = ["Month", "last_day_of", "months", "settings", "write", "write_history"]
