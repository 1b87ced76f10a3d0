"""The JSON Schema of a policy pack and of a settings file, for editors."""

from typing import Any

from checks.policy import packs
from checks.policy.packs import OFF, Codes
from checks.policy.settings import Setting, catalogue

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT = {"type": "string", "minLength": 1}


def pack_schema(codes: Codes) -> dict[str, Any]:
    """The schema of a pack file, whole or based on another. ``codes`` maps ``table.column`` to its codes."""
    keys = {
        "title": {**TEXT, "description": "What the report calls the policy."},
        "based_on": {"enum": packs.names(), "description": "The shipped pack that this one differs from."},
        "policies": {"type": "array", "items": TEXT, "description": "The source policies' numbers."},
        "clauses": {"type": "array", "items": TEXT, "description": "Patterns of the clause ids it binds to."},
        "settings": {"type": "object", "properties": _settings(codes), "additionalProperties": False},
    }
    return {
        "$schema": DIALECT,
        "title": "A policy pack",
        "type": "object",
        "properties": keys,
        "required": ["title"],
        "anyOf": [{"required": ["based_on"]}, {"required": ["clauses", "settings"]}],
        "additionalProperties": False,
    }


def settings_schema(codes: Codes) -> dict[str, Any]:
    """The schema of a settings file: a run's own values, each with its reason where packs are stacked."""
    reasoned = {
        name: {"anyOf": [value, {"type": "object", "properties": {"value": value, "reason": TEXT},
                                 "required": ["value", "reason"], "additionalProperties": False}]}
        for name, value in _settings(codes).items()
    }  # fmt: skip
    return {
        "$schema": DIALECT,
        "title": "A settings file",
        "type": "object",
        "properties": reasoned,
        "additionalProperties": False,
    }


def _settings(codes: Codes) -> dict[str, Any]:
    return {name: _value(setting, codes) for name, setting in catalogue().items()}


def _value(setting: Setting, codes: Codes) -> dict[str, Any]:
    asked = {"type": "object", "required": ["ask", "example"]}
    used = f"Used by {', '.join(setting.used_by)}. Source: {setting.source}."
    return {"description": used, "anyOf": [*_kinds(setting, codes), {"const": OFF}, asked]}


def _kinds(setting: Setting, codes: Codes) -> list[dict[str, Any]]:
    if setting.kind == "number":
        return [{"type": "integer", "minimum": 0, "description": setting.unit}, {"const": "none"}]
    if setting.kind == "yes_no":
        return [{"enum": ["yes", "no"]}, {"type": "boolean"}]
    if setting.kind == "choice":
        return [{"enum": list(setting.values)}]
    known = [code for column in setting.of.split() for code in codes.get(column, ())]
    items: dict[str, Any] = {"enum": known} if known else {"type": ["string", "number", "boolean"]}
    return [{"type": "array", "items": items}, {"type": "string", "description": "Items separated by semicolons."}]
