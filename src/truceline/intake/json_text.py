"""JSON that a person or a program wrote, read without guessing: no key twice, no NaN, no half characters."""

from __future__ import annotations

import json
from typing import Any


def json_value(text: str) -> Any:
    """The value of one JSON text; ValueError for what Python's reader alone would let pass.

    Of a key that stands twice Python keeps the last: the claim would say what its author took back,
    or the other way round.
    """
    value = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once_each)
    if "\\u" in text:
        # half of a surrogate pair is no character: it could not be stored or digested
        json.dumps(value, ensure_ascii=False).encode()
    return value


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise ValueError(f"the key {', '.join(twice)[:80]!r} stands twice")
    return found
