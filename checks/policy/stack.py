"""Stacked packs: what binds an organisation that keeps several policies at once.

Each setting of the catalogue says how it stacks. A restriction takes the strictest value; what one
policy does not speak of, the others decide. Where neither value is stricter the run refuses to start
until the organisation gives its own, with the reason (that a choice was made must be seen later).
"""

from collections.abc import Callable, Mapping, Sequence

from checks.errors import PolicyError
from checks.policy import settings as catalogue
from checks.policy.settings import OFF, Setting, Value

Said = Sequence[Value]
GROUPS = ("exceptions.adult_victim", "exceptions.child", "exceptions.other")


def stack(packs: Mapping[str, Mapping[str, Value]], chosen: Mapping[str, str]) -> dict[str, Value]:
    """The settings of several packs as one, by name; a setting that no pack answers is left out.

    ``packs`` gives each pack's answered values, ``chosen`` the reason for each value of the run's own.
    PolicyError for a clash that no reasoned choice settles.
    """
    values: dict[str, Value] = {}
    for setting in catalogue.catalogue().values():
        said = {name: given[setting.name] for name, given in packs.items() if setting.name in given}
        if said:
            values[setting.name] = _one(setting, said, packs, chosen)
    return values | _derived(values, packs)


def _one(
    setting: Setting, said: Mapping[str, Value], packs: Mapping[str, Mapping[str, Value]], chosen: Mapping[str, str]
) -> Value:
    if setting.of == "causes":
        return _quiet(setting.name.removeprefix("causes_off."), said, packs)
    speaking = {name: value for name, value in said.items() if value != OFF}
    if setting.stack_if:
        closed = {name: value for name, value in speaking.items() if _runs(packs[name], setting.stack_if)}
        speaking = closed or speaking
    if not speaking:
        return OFF
    if setting.stack == "agree":
        return _agreed(setting, speaking, chosen)
    return WAYS[setting.stack](list(speaking.values())) if setting.stack in WAYS else _strictest(setting, speaking)


def _quiet(rule_id: str, said: Mapping[str, Value], packs: Mapping[str, Mapping[str, Value]]) -> Value:
    """The causes that none of the packs with the check raises; of a rule of ours, none of any pack."""
    ours = not any(_runs(pack, rule_id) for pack in packs.values())
    lists = [value for name, value in said.items() if _runs(packs[name], rule_id) or (ours and value != OFF)]
    return _shared([value if isinstance(value, tuple) else () for value in lists]) if lists else OFF


def _runs(values: Mapping[str, Value], rule_id: str) -> bool:
    checks = values["checks.on"]
    return isinstance(checks, tuple) and rule_id in checks


def _agreed(setting: Setting, speaking: Mapping[str, Value], chosen: Mapping[str, str]) -> Value:
    first = next(iter(speaking.values()))
    if len(set(speaking.values())) == 1 or chosen.get(setting.name):
        return first
    values = " and ".join(f"{value} in {name}" for name, value in speaking.items())
    raise PolicyError(
        f"The stacked packs disagree on {setting.name} ({values}), and neither is stricter. Decide, and write it in "
        f"the settings file with the reason: {setting.name}: {{value: {first}, reason: why you chose it}}."
    )


def _strictest(setting: Setting, speaking: Mapping[str, Value]) -> Value:
    """The first of the setting's order, strictest first, that some pack has."""
    return min(speaking.values(), key=lambda value: setting.order.index(str(value)))


def _all(said: Said) -> Value:
    return tuple(dict.fromkeys(item for value in said if isinstance(value, tuple) for item in value))


def _shared(said: Said) -> Value:
    lists = [value for value in said if isinstance(value, tuple)]
    return tuple(item for item in lists[0] if all(item in other for other in lists))


def _spoken(said: Said) -> Value:
    """What all accept that name anything: an empty list is a policy that is silent."""
    return _shared([value for value in said if value] or [()])


WAYS: Mapping[str, Callable[[Said], Value]] = {
    "union": _all,
    "intersection": _shared,
    "spoken": _spoken,
    "least": lambda said: min(value for value in said if isinstance(value, int)),
    "most": lambda said: max(value for value in said if isinstance(value, int)),
}


def _derived(values: Mapping[str, Value], packs: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    """What only the stacking itself can tell.

    Two policies that ask for different managers' acts ask for both. A ground that one policy accepts
    and another does not is a conflict where harm is logged, for a manager to decide, never a breach.
    """
    derived: dict[str, Value] = {}
    kinds = {pack["manager.kinds"] for pack in packs.values()} - {OFF}
    if len(kinds) > 1:
        derived["manager.kinds_all"] = "yes"
    accepted = {item for pack in packs.values() for name in GROUPS for item in _items(pack, name)}
    shared = {item for item in accepted if all(item in _items(values, name) for name in GROUPS)}
    grounds = (accepted - shared - set(_items(values, "conflict.legal_bases"))) & set(_items(values, "basis.breaking"))
    bases = [item for item in _items(values, "basis.breaking") if item in grounds]
    derived["conflict.bases"] = _all([values["conflict.bases"], tuple(bases)])
    return derived


def _items(values: Mapping[str, Value], name: str) -> tuple[str, ...]:
    value = values.get(name, OFF)
    return value if isinstance(value, tuple) else ()
