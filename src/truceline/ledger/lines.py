"""Every row that an entry brought as one line of canonical JSON, the same whichever database holds it.

A line says what is not found by other means: of a claim its id (the digest of its content) and its
bookkeeping; the columns that claims are selected by follow from the content, and row numbers from
the order. Words that somebody may have the right to see gone are in it by their SHA-256 alone. A block
is a list of up to 500 lines, in the order in which the rows were entered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Column, ColumnElement, Select, Table, select, type_coerce
from sqlalchemy.types import NullType

from truceline.core.canonical import digest_bytes
from truceline.ledger.tables import Instant, claims, decisions, documents, issues, signers, tombstones

_REMEMBERED = 4096
_PLAIN = frozenset({str, type(None)})
"""Kinds of values that msgspec writes as `written` does, to the byte, in a fifth of the time.

Of others it does not: bytes, which somebody else may have put where a text belongs, it would write as text.
"""
BLOCK = 500
"""Lines in a block; part of the format, for a digest goes over the blocks as they are."""

Values = tuple[Any, ...]


class Lined(NamedTuple):
    """A table whose rows entries bring, and what a line of it says."""

    table: Table
    columns: tuple[str, ...]
    """In this order; the first names the row."""
    number: str | None = "seq"
    """The column that numbers the rows from 1 as they were entered; null: the first alone orders them."""

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def instants(self) -> frozenset[int]:
        """Which of the columns are instants."""
        return _instants(self)

    @property
    def order(self) -> Column[Any]:
        """What the rows of one entry are ordered by."""
        return self.table.c[self.number or self.columns[0]]

    def query(self, *more: ColumnElement[Any]) -> Select[Any]:
        """Entry, number and line of every row as entered, then `more`; all as the driver gives it."""
        query = select(raw(self.table.c.entry), raw(self.order), *map(self._cell, self.columns), *more)
        if "claim" in self.columns:
            query = query.select_from(self.table.outerjoin(claims, self.table.c.claim == claims.c.seq))
        return query.order_by(self.table.c.entry, self.order)

    def lines(self, rows: Iterable[Sequence[Any]]) -> list[Values]:
        """The lines of rows as `query` gives them."""
        end = 2 + len(self.columns)
        columns = list(zip(*[row[2:end] for row in rows], strict=True))
        if not columns:
            return []
        for at, name in enumerate(self.columns):
            if columns[at].count(None) == len(columns[at]):
                continue  # as of most claims nobody decided anything
            if name in WORDS:
                columns[at] = tuple(map(digest_of, columns[at]))
            elif at in self.instants:
                columns[at] = instants(columns[at])
        return list(zip(*columns, strict=True))

    def block(self, rows: Iterable[Sequence[Any]]) -> str:
        """Rows as `query` gives them as one block, as text."""
        lines = self.lines(rows)
        if all(_PLAIN.issuperset(map(type, column)) for column in zip(*lines, strict=True)):
            with suppress(UnicodeEncodeError):  # half a character, which no database holds
                return msgspec.json.encode(lines).decode()
        return written(lines)

    def _cell(self, column: str) -> ColumnElement[Any]:
        # A row number is the database's own affair; a claim is named by its id everywhere.
        return raw(claims.c.claim_id if column == "claim" else self.table.c[column])


class Was(NamedTuple):
    """The SHA-256 of words that stood somewhere until they were withdrawn."""

    sha256: str


WORDS = frozenset({"name", "why"})
"""Columns that a person wrote, and that may have to be forgotten: a chain must not keep them."""

LINED = (
    Lined(claims, ("claim_id", "recorded_at", "status", "decided_by", "decided_at")),
    Lined(decisions, ("claim", "status", "at", "by", "why")),
    Lined(issues, ("issue_id", "kind", "effect")),
    Lined(documents, ("sha256", "media_type", "size", "name"), number=None),
    Lined(signers, ("key", "signer", "party", "role", "standing", "at", "by", "why")),
    Lined(tombstones, ("of_row", "of_table", "was", "remains", "consent")),
)
"""Every table that entries bring rows to."""


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column as the driver gives it: whatever somebody else wrote there, it can be read."""
    return type_coerce(column, NullType())


def instant(value: Any) -> Any:
    """An instant in UTC to the microsecond, in its one spelling; what is none stays as it is."""
    if isinstance(value, str):
        return f"{value[:10]}T{value[11:]}Z" if value[10:11] == " " else value
    return f"{value.isoformat(timespec='microseconds')}Z" if isinstance(value, datetime) else value


def instants(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """Many of them at once."""
    if set(map(type, column)) == {str}:
        return tuple(map(_SPELLED.__getitem__, column))
    return tuple(map(instant, column))


class _Spelled(dict[str, str]):
    """Instants in their one spelling, by how SQLite has them: rows entered together mostly share theirs."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[text] = str(instant(text))
        return found


_SPELLED = _Spelled()


@cache
def _instants(lined: Lined) -> frozenset[int]:
    types = (lined.table.c[name].type for name in lined.columns)
    return frozenset(at for at, one in enumerate(types) if isinstance(one, Instant))


def digest_of(words: Any) -> Any:
    """The SHA-256 of words; what is none stays as it is."""
    if isinstance(words, Was):
        return words.sha256
    return digest_bytes(words.encode()) if isinstance(words, str) else words


def written(value: object) -> str:
    """Canonical JSON of what the ledger holds: texts, whole numbers and nothing.

    The same text as `truceline.core.canonical` gives, by the encoder in C. A value of another kind,
    which we never wrote, is told in words that equal nothing that we did.
    """
    return _ENCODER.encode(value)


def _strange(value: object) -> str:
    return f"{type(value).__name__}: {value!r}"


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_strange)
