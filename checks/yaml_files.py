"""Reading YAML, the one format that people write rules, packs, settings and mappings in."""

from typing import Any

import yaml

# libyaml's reader where PyYAML was built with it, as its wheels are: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str) -> Any:
    """The data of a YAML text; plain values only. yaml.YAMLError (with its line) for what is not YAML."""
    return yaml.load(text, Loader=_LOADER)
