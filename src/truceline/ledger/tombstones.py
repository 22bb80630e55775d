"""Tombstones: what stands in the ledger where words were withdrawn, and what it is held against.

The chain covers words by their digests alone (`ledger.lines`), so it stays whole when they go. What makes
a tombstone good is the entry that set it: a row of its own, in a block and under a link like any other,
that names the row, the digest of what stood there and the digest of what is left. Words that are gone
without one, and words that stand where one says that they are gone, are faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Integer, Select, Table, func, select

from truceline.core.canonical import digest_bytes
from truceline.evidence.wordless import WITHDRAWN
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.inserting import listed
from truceline.ledger.lines import Lined, Was, raw
from truceline.ledger.tables import claims, decisions, documents, entries, issues, tombstones

_AT_ONCE = 500


class Wordy(NamedTuple):
    """Where words are kept that may have to go."""

    key: Column[Any]
    """What tombstones name the row by."""
    words: Column[Any]
    is_content: bool
    """Whether the row's id is the digest of all that stood there, and something is left of it."""

    def query(self, connection: Connection, rows: Iterable[str]) -> Select[Any]:
        """Key and words of the rows that tombstones name so."""
        if isinstance(self.key.type, Integer):
            wanted = self.key.in_([int(row) for row in rows if row.isdecimal()])
        else:
            wanted = self.key.in_(listed(connection, rows))
        return select(raw(self.key), raw(self.words)).where(wanted)


WORDY: dict[str, Wordy] = {
    "claims": Wordy(claims.c.claim_id, claims.c.content, is_content=True),
    "issues": Wordy(issues.c.issue_id, issues.c.content, is_content=True),
    "decisions": Wordy(decisions.c.seq, decisions.c.why, is_content=False),
    "documents": Wordy(documents.c.sha256, documents.c.name, is_content=False),
    "entries": Wordy(entries.c.position, entries.c.name, is_content=False),
}


def buried(connection: Connection) -> int:
    """How many places had their words withdrawn."""
    return int(connection.execute(select(func.count()).select_from(tombstones)).scalar() or 0)


class Tombstone(NamedTuple):
    """One place whose words were withdrawn."""

    entry: int
    """The entry that withdrew them; it says who did, when and why."""
    of_table: str
    of_row: str
    """What names the row: a claim's id, a document's SHA-256, the number of an entry or a decision."""
    was: str
    """The SHA-256 of what stood there."""
    remains: str | None
    """The SHA-256 of what is left of a claim or an issue; null where nothing is."""
    consent: str
    """The reference of the source that withdrew consent."""


class Buried(NamedTuple):
    """A tombstone with what its entry says: who withdrew the words, when and why."""

    tombstone: Tombstone
    at: datetime
    by: str | None
    why: str


class Tombstones:
    """All tombstones of a ledger, by table and row."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        c = tombstones.c
        columns = map(raw, (c.entry, c.of_table, c.of_row, c.was, c.remains, c.consent))
        self._of: dict[str, dict[str, Tombstone]] = {}
        for row in connection.execute(select(*columns).order_by(c.seq)):
            stone = Tombstone(*row)
            self._of.setdefault(str(stone.of_table), {})[str(stone.of_row)] = stone

    def of(self, table: Table) -> Mapping[str, Tombstone]:
        """The tombstones of one table, by row."""
        return self._of.get(table.name, {})

    def as_entered(self, lined: Lined, rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
        """Rows as `Lined.query` gives them, with digests of what was withdrawn instead of tombstones."""
        stones = self.of(lined.table)
        if not stones or lined.name not in WORDY or WORDY[lined.name].is_content:
            return rows
        at = 2 + lined.columns.index(WORDY[lined.name].words.name)
        return [self._raised(row, stones.get(str(row[1])), at) for row in rows]

    def head_as_entered(self, head: Sequence[Any] | None, at: int) -> Sequence[Any] | None:
        """An entry's head the same way; its name stands at `at`."""
        stones = self.of(entries)
        return head if head is None or not stones else self._raised(head, stones.get(str(head[0])), at)

    def faults(self) -> Iterator[Fault]:
        """Tombstones over rows that are not there, or that say another thing than what was left of them."""
        for name, stones in self._of.items():
            if wordy := WORDY.get(name):
                yield from self._unlike(name, wordy, stones)
            else:
                for stone in stones.values():
                    told = f"a tombstone of entry {stone.entry} is for a table that bears none"
                    yield Fault(FaultKind.INSERTED, stone.entry, name, stone.of_row, told)

    @staticmethod
    def _raised(row: Sequence[Any], stone: Tombstone | None, at: int) -> Sequence[Any]:
        if stone is None or row[at] != WITHDRAWN:
            return row
        return (*row[:at], Was(stone.was), *row[at + 1 :])

    def _unlike(self, name: str, wordy: Wordy, stones: Mapping[str, Tombstone]) -> Iterator[Fault]:
        rows = list(stones)
        for chunk in (rows[at : at + _AT_ONCE] for at in range(0, len(rows), _AT_ONCE)):
            query = wordy.query(self._connection, chunk)
            found: dict[str, Any] = {str(row): words for row, words in self._connection.execute(query)}
            for row in chunk:
                if told := _wrong(stones[row], wordy, found, row):
                    kind = FaultKind.EDITED if row in found else FaultKind.REMOVED
                    yield Fault(kind, stones[row].entry, name, row, told)


def _wrong(stone: Tombstone, wordy: Wordy, found: Mapping[str, Any], row: str) -> str | None:
    """What is wrong with a tombstone's place; None where it is as it was left."""
    if row not in found:
        return f"entry {stone.entry} withdrew its words, and the row is not there"
    words = found[row]
    digest = digest_bytes(words.encode()) if isinstance(words, str) else ""
    if wordy.is_content and stone.was != row:
        return "its tombstone says that another thing stood there"
    # First of all: what had no words before is the same after they went.
    if digest == stone.remains if wordy.is_content else words == WITHDRAWN:
        return None
    if digest == stone.was:
        return f"entry {stone.entry} withdrew its words, and they stand there"
    if wordy.is_content:
        return f"it says another thing than what entry {stone.entry} left of it"
    return f"entry {stone.entry} withdrew its words, and others stand there"


def listed_tombstones(connection: Connection) -> list[Buried]:
    """Every tombstone, in the order they were set, with who set it, when and why."""
    c, e = tombstones.c, entries.c
    columns = (c.entry, c.of_table, c.of_row, c.was, c.remains, c.consent, e.entered_at, e.by, e.name)
    query = select(*columns).join(entries, c.entry == e.position).order_by(c.seq)
    return [
        Buried(Tombstone(*row[:6]), row[6], row[7], row[8].partition(" ")[2])
        for row in connection.execute(query)
    ]


def withdrawn_documents(connection: Connection) -> dict[str, int]:
    """The documents whose bytes were withdrawn, and by which entries."""
    c = tombstones.c
    query = select(c.of_row, c.entry).where(c.of_table == documents.name)
    return dict(row for row in connection.execute(query))
