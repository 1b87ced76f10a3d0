"""A rule in the policy packs: where it is on, which causes are raised, and the settings it reads."""

import re
from collections.abc import Mapping
from functools import cache

from checks.facts.fill import settings_read
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.policy.packs import OFF, Pack
from checks.policy.settings import Setting, catalogue
from checks.rules.compile import active_causes, has_rule, switched_off
from checks.rules.loader import rulebook
from checks.rules.model import Rule

SWITCHES = ("checks.on", "causes_off.")
KINDS = {"yes_no": "yes or no", "choice": "one of its words", "list": "a list"}


@cache
def shipped() -> Mapping[str, Pack]:
    """Every pack that ships, with the values it ships with: the single policies by number, then the stacked."""
    loaded = [packs.load(name, {}, code_lists()) for name in packs.names()]
    return {pack.name: pack for pack in sorted(loaded, key=lambda pack: (len(pack.clauses), _policy(pack)))}


def _policy(pack: Pack) -> str:
    found = re.search(r"\(policy (\d+)\)$", pack.title)
    return found[1] if found else ""


@cache
def policy_names() -> Mapping[str, str]:
    """What each source policy is called: the title of the pack that holds it alone, by number."""
    alone = [pack for pack in shipped().values() if len(pack.clauses) == 1]
    return {_policy(pack): pack.title.removesuffix(f" (policy {_policy(pack)})") for pack in alone}


def is_on(rule: Rule, pack: Pack) -> bool:
    """Whether a run under that pack judges by the rule: it has the check is switched on and raises some cause."""
    return has_rule(rule, pack) and not switched_off(rule, pack) and bool(active_causes(rule, pack))


def packs_of(rule: Rule) -> list[str]:
    """Where it is on, where off, and the causes that a pack's clauses do not support."""
    if rule.id not in rulebook():
        return ["A rule of your own: on under every pack, in a run that is given its folder with --own-rules."]
    on = [pack for pack in shipped().values() if is_on(rule, pack)]
    off = [name for name, pack in shipped().items() if pack not in on]
    switch = [f"- Only in a run where `{rule.only_with}` is yes."] if rule.only_with else []
    lines = [*switch, f"- On: {', '.join(pack.name for pack in on) or 'none of them'}."]
    lines += [f"- Off: {', '.join(off)}."] if off else []
    for pack in on:
        quiet = [f"`{cause}`" for cause in rule.breach if cause not in active_causes(rule, pack)]
        lines += [f"- {pack.name} never raises {', '.join(quiet)}."] if quiet else []
    return lines


def settings_of(rule: Rule) -> list[str]:
    """Each setting the rule or its facts read, with its source and its values in the packs that have the rule."""
    having = [pack for pack in shipped().values() if is_on(rule, pack)] or list(shipped().values())
    read = _read(rule)
    lines = ["Values are those of the packs that have the rule. A run may give others.", ""] if read else []
    for setting in (one for name, one in catalogue().items() if name in read):
        lines.append(f"- `{setting.name}` ({_kind(setting)}; source: {re.sub(r';(?=[^ ])', ', ', setting.source)})")
        by_value: dict[str, list[str]] = {}
        for pack in having:
            by_value.setdefault(_value(setting, pack), []).append(pack.name)
        every = len(by_value) == 1
        lines += [f"  - {'in all' if every else ', '.join(names)}: {value}" for value, names in by_value.items()]
    return lines


def _read(rule: Rule) -> set[str]:
    """The settings of its predicates, of the facts they read, and of the texts and dates beneath those."""
    names = {name for _, tree in rule.predicates for name in settings_read(tree)}
    names |= {rule.severity_instead[1]} if rule.severity_instead else set()
    names |= {rule.only_with} if rule.only_with else set()
    for side in rule.view.sides(rule.applies_to):
        for origin in (side.rows, *(side.columns[column] for column in rule.columns)):
            names |= origin.settings
    names |= {name for name, setting in catalogue().items() if rule.id in setting.used_by}
    return {name for name in names if not name.startswith(SWITCHES)}


def _kind(setting: Setting) -> str:
    if setting.kind == "number":
        return f"a number of {setting.unit}" if setting.unit else "a number"
    return KINDS[setting.kind]


def _value(setting: Setting, pack: Pack) -> str:
    if setting.name in pack.unanswered:
        return "for your organisation to answer"
    value = pack.values.get(setting.name, OFF)
    if isinstance(value, tuple):
        return ", ".join(f"`{item}`" for item in value) or "an empty list"
    return str(value)
