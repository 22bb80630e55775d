"""One spelling for each value, so that equal content has equal bytes and an equal digest.

Follows RFC 8785 (JSON Canonicalization Scheme) in what it uses of JSON: sorted keys, no white
space, UTF-8, shortest round-trip numbers; NaN and infinities are refused.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from math import isfinite
from typing import Any


def canonical_json(value: object) -> bytes:
    """The canonical UTF-8 bytes of a JSON-like value.

    Dates become ISO days, aware datetimes ISO instants in UTC, enums their values, sets sorted
    lists, and whole floats integers. Raises ValueError for NaN or infinity and TypeError for
    anything that has no canonical form.
    """
    return canonical_text(value).encode()


def canonical_text(value: object) -> str:
    """The text of `canonical_json`.

    Most of any document is of a few types; each has a writer, and the rest is turned into them first.
    """
    writer = _WRITERS.get(type(value))
    if writer is None:
        value = _plain(value)
        writer = _WRITERS.get(type(value)) or _WRITERS[next(one for one in _BASES if isinstance(value, one))]
    return writer(value)


def writer_of(kind: type) -> Callable[[Any], str]:
    """What writes values of a type: its own writer, or `canonical_text` where they must be turned first."""
    return _WRITERS.get(kind, canonical_text)


def digest(value: object) -> str:
    """The SHA-256 of the canonical form, 64 lower-case hex digits."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def digest_bytes(content: bytes) -> str:
    """The SHA-256 of raw bytes, 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def _plain(value: object) -> Any:
    match value:
        case None | bool() | int() | str() if not isinstance(value, Enum):
            return value
        case Enum():
            return _plain(value.value)
        case float():
            return value
        case datetime():
            assert value.tzinfo is not None, "only aware instants have a canonical form"
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Mapping():
            return {_key(key): item for key, item in value.items()}
        case list() | tuple():
            return list(value)
        case set() | frozenset():
            return sorted(value, key=canonical_json)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return str(key)


def _number(value: float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is no number of JSON")
    return int.__repr__(int(value)) if value.is_integer() else float.__repr__(value)


def _listed(values: Sequence[object]) -> str:
    if values and type(values[0]) in _NESTING and (numbers := _numbers(values)):
        return numbers
    return f"[{','.join([canonical_text(value) for value in values])}]"


def _numbers(values: Sequence[object]) -> str | None:
    """Lists of nothing but plain numbers, as the outlines of places are; None for any other."""
    try:
        text = _ENCODER.encode(values)
    except TypeError:
        return None
    if not _PLAIN_NUMBERS(text) or "-0.0" in text:
        return None
    return text.replace(".0,", ",").replace(".0]", "]")


def _mapped(values: Mapping[Any, object]) -> str:
    if set(map(type, values)) != _TEXT_ONLY:
        values = {_key(key): item for key, item in values.items()}
    parts = [f"{quoted(key)}:{canonical_text(values[key])}" for key in sorted(values)]
    return f"{{{','.join(parts)}}}"


quoted = json.encoder.encode_basestring
"""A text as JSON writes it, in UTF-8."""
_WRITERS: dict[type, Callable[[Any], str]] = {
    str: quoted,
    bool: lambda value: "true" if value else "false",
    type(None): lambda _: "null",
    int: int.__repr__,
    float: _number,
    list: _listed,
    tuple: _listed,
    dict: _mapped,
    date: lambda value: f'"{value.isoformat()}"',
}
_BASES = (str, int, float)
_TEXT_ONLY = {str}
_NESTING = frozenset({list, tuple, float})
_ENCODER = json.JSONEncoder(allow_nan=False, separators=(",", ":"))
_PLAIN_NUMBERS = re.compile(r"[-\[\],.0-9]*\Z").match
