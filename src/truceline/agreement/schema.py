"""JSON Schema of the agreement file, for editors: completion, hover text and red underlines."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from truceline.agreement.model import Agreement
from truceline.agreement.norms import AgreementTest

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NORMS = ("Duty", "Power", "Constitutive", "Rule")
_PLACEHOLDER = {
    "type": "string",
    "pattern": r"^\$[A-Za-z_][A-Za-z0-9_]*$",
    "description": "The value of this column in the norm's `each` table.",
}
_EACH = {
    "type": "array",
    "minItems": 1,
    "description": "A table: one norm `id/row` for each row; `$column` takes the row's value.",
    "items": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "string", "description": "Joined to the norm's id."}},
    },
}


@cache
def _schema() -> dict[str, Any]:
    schema = Agreement.model_json_schema(by_alias=True, mode="validation")
    schema = {"$schema": _DIALECT, **schema, "title": "truceline agreement file"}
    definitions = schema["$defs"]
    for name in sorted(_inside_norms(definitions)):
        _allow_placeholders(definitions[name])
    for name in _NORMS:
        definitions[name]["properties"]["each"] = copy.deepcopy(_EACH)
    _short_aliases(definitions["Party"]["properties"]["aliases"])
    definitions["Geometry"]["properties"]["status"]["enum"].append("undetermined")  # said for undelineated
    return schema


def agreement_schema() -> dict[str, Any]:
    """The schema (2020-12) of the file as people write it: `each` tables and `$column` allowed."""
    return copy.deepcopy(_schema())


def _inside_norms(definitions: dict[str, Any]) -> set[str]:
    """The definitions that stand inside norms, where `$column` may take a value's place."""
    found: set[str] = set()
    waiting = list(_NORMS)
    while waiting:
        name = waiting.pop()
        # A test goes to one row; it is written out.
        if name not in found and name != AgreementTest.__name__ and "properties" in definitions[name]:
            found.add(name)
            waiting.extend(_references(definitions[name]))
    return found


def _references(schema: Any) -> list[str]:
    if isinstance(schema, dict):
        own = [schema["$ref"].rpartition("/")[2]] if "$ref" in schema else []
        return own + [name for value in schema.values() for name in _references(value)]
    if isinstance(schema, list):
        return [name for value in schema for name in _references(value)]
    return []


def _allow_placeholders(definition: dict[str, Any]) -> None:
    for key, schema in definition["properties"].items():
        if key not in {"id", "tests"} and "const" not in schema:
            definition["properties"][key] = _or_placeholder(schema)


def _or_placeholder(schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("type") == "string" and not {"enum", "format", "pattern"} & schema.keys():
        return schema
    if schema.get("type") == "array" and "items" in schema:
        schema = {**schema, "items": _or_placeholder(schema["items"])}
    kept: dict[str, Any] = {key: schema[key] for key in ("description", "default", "title") if key in schema}
    inner = {key: value for key, value in schema.items() if key not in kept}
    return {**kept, "anyOf": [inner, _PLACEHOLDER]}


def _short_aliases(schema: dict[str, Any]) -> None:
    """Aliases may also be `[name, ...]` and `{en: [name, ...], ar: [...]}`."""
    names = {"type": "array", "items": {"type": "string"}}
    full = schema.pop("items")
    schema.pop("type")
    schema["anyOf"] = [
        {"type": "array", "items": {"anyOf": [{"type": "string"}, full]}},
        {"type": "object", "additionalProperties": names},
    ]


def keys_at(schema: dict[str, Any], document: Any, path: tuple[str | int, ...]) -> tuple[str, ...]:
    """The keys that belong in the mapping at a path, choosing among kinds as the document does."""
    here: dict[str, Any] = schema
    value = document
    for step in path:
        here = _settle(here, schema, value)
        here = here.get("items", {}) if isinstance(step, int) else here.get("properties", {}).get(step, {})
        value = value[step]
    return tuple(_settle(here, schema, value).get("properties", {}))


def _settle(here: dict[str, Any], schema: dict[str, Any], value: Any) -> dict[str, Any]:
    """Follow references and choose the alternative that the value can be."""
    while True:
        if "$ref" in here:
            here = schema["$defs"][here["$ref"].rpartition("/")[2]]
        elif "discriminator" in here:
            tag = value.get(here["discriminator"]["propertyName"]) if isinstance(value, dict) else None
            chosen = here["discriminator"]["mapping"].get(tag)
            here = {"$ref": chosen} if chosen else {}
        elif "anyOf" in here:
            here = _fitting(here["anyOf"], schema, value)
        else:
            return here


def _fitting(options: list[dict[str, Any]], schema: dict[str, Any], value: Any) -> dict[str, Any]:
    wanted = "object" if isinstance(value, dict) else "array" if isinstance(value, list) else None
    settled = [_settle(option, schema, value) for option in options]
    return next((option for option in settled if option.get("type") == wanted), {})
