"""Cursors: where a page ended, so that the next begins after it whatever was added meanwhile."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Annotated

from fastapi import Query

from truceline.errors import InputError, Problem

Limit = Annotated[int, Query(ge=1, le=500, description="How many at most.")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="`next` of the page before; without it: the first page.")
]
Key = tuple[str, ...]
"""What the last row of a page is ordered by."""


def cursor_of(what: str, *key: str) -> str:
    """The cursor after a row of a list."""
    return urlsafe_b64encode(json.dumps([what, *key]).encode()).decode().rstrip("=")


def key_of(what: str, cursor: str | None, parts: int = 1) -> Key | None:
    """The key that a cursor of this list holds, null without one; InputError for any other text."""
    if cursor is None:
        return None
    try:
        told = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (Error, ValueError, RecursionError):
        raise wrong_cursor() from None
    fits = isinstance(told, list) and len(told) == parts + 1 and all(isinstance(one, str) for one in told)
    if not fits or told[0] != what:
        raise wrong_cursor()
    return tuple(told[1:])


def number_of(what: str, cursor: str | None) -> int:
    """The same for lists that are ordered by one number; 0 without a cursor."""
    key = key_of(what, cursor)
    if key is None:
        return 0
    if not (key[0].isascii() and key[0].isdigit() and len(key[0]) <= 15):  # noqa: PLR2004 - no ledger is as long
        raise wrong_cursor()
    return int(key[0])


def wrong_cursor() -> InputError:
    """What is told of a cursor that no page gave."""
    return InputError(Problem("query", 0, "cursor", "is no cursor of this list; begin without one"))
