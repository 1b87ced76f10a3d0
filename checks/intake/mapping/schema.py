"""The JSON Schema of a mapping, for editors: the models' keys, with the canonical tables and columns by name."""

from typing import Any

from checks.intake.mapping.model import Mapping
from checks.intake.tables import Table, declared

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HEADINGS: list[dict[str, Any]] = [
    {"type": "string", "description": "A heading of the file."},
    {"type": "array", "items": {"type": "string"}, "minItems": 1, "description": "Aliases, of which one is there."},
]


def mapping_schema() -> dict[str, Any]:
    """The schema of a mapping file. It knows the keys, tables and columns; codes and headings are the reader's."""
    schema: dict[str, Any] = _plain(Mapping.model_json_schema(by_alias=True))
    defs = schema["$defs"]
    defs["ColumnSource"] = {"anyOf": [*HEADINGS, defs["ColumnSource"]]}
    about = schema["properties"]["tables"]["description"]
    tables = {table.name: _table(table) for table in declared().values()}
    schema["properties"]["tables"] = {
        "type": "object", "description": about, "minProperties": 1, "properties": tables, "additionalProperties": False,
    }  # fmt: skip
    return {"$schema": DIALECT, **schema, "title": "A mapping"}


def _table(table: Table) -> dict[str, Any]:
    columns = {"propertyNames": {"enum": list(table.columns)}}
    parts = {"items": {"properties": {"columns": columns}}}
    return {
        "$ref": "#/$defs/TableSource",
        "description": table.about,
        "properties": {"columns": columns, "parts": parts},
    }


def _plain(schema: Any) -> Any:
    """The schema without what only its models need: titles, defaults, and null, which no mapping may say."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _plain(value) for key, value in schema.items() if key != "default"}
    if isinstance(kept.get("title"), str):
        del kept["title"]
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        return {**choices[0], **{key: value for key, value in kept.items() if key != "anyOf"}}
    return {**kept, "anyOf": choices} if choices else kept
