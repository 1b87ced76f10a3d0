"""The only room that imports Great Expectations; importing it costs seconds, so only a run does."""

import os

# Great Expectations phones home by default; it reads this once, when it is first imported.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
