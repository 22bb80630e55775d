"""One spelling for each value, so that equal content has equal bytes and an equal digest.

Follows RFC 8785 (JSON Canonicalization Scheme) in what it uses of JSON: sorted keys, no white
space, UTF-8, shortest round-trip numbers; NaN and infinities are refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any


def canonical_json(value: object) -> bytes:
    """The canonical UTF-8 bytes of a JSON-like value.

    Dates become ISO days, aware datetimes ISO instants in UTC, enums their values, sets sorted
    lists, and whole floats integers. Raises ValueError for NaN or infinity and TypeError for
    anything that has no canonical form.
    """
    plain = _plain(value)
    text = json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


# Most of any document is of these types; telling them at once halves the cost of an import.
_AS_THEY_ARE = frozenset({str, int, bool, type(None)})


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
            return int(value) if value.is_integer() else value
        case datetime():
            assert value.tzinfo is not None, "only aware instants have a canonical form"
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Mapping():
            return {
                key if type(key) is str else _key(key): (item if type(item) in _AS_THEY_ARE else _plain(item))
                for key, item in value.items()
            }
        case list() | tuple():
            return [item if type(item) in _AS_THEY_ARE else _plain(item) for item in value]
        case set() | frozenset():
            return sorted((_plain(item) for item in value), key=canonical_json)
        case _:
            raise TypeError(f"{type(value).__name__} has no canonical form")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key must be text, not {type(key).__name__}")
    return str(key)
