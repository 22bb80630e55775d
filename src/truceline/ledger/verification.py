"""The whole record held against its chain: what was edited, removed, inserted, reordered or rewritten."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select, union
from sqlalchemy.exc import DBAPIError

from truceline.core.canonical import digest_bytes
from truceline.ledger.chain import FORMAT, HEAD, Tally, heads, link_text
from truceline.ledger.diagnosis import (
    SHOWN,
    issues_unlike,
    link_that_differs,
    rows_that_differ,
    sealed,
    told_by,
)
from truceline.ledger.disclosures import DISCLOSURE
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.following import CLAIM_COLUMNS, Following
from truceline.ledger.lines import LINED, Lined, instant, raw
from truceline.ledger.tables import blocks, claims, entries, issues, links, tombstones
from truceline.ledger.tombstones import Tombstones
from truceline.ledger.walk import Row, Walk

_BLOCKS_AT_ONCE = 20
_PART, _TEXT = 2, 3
_SHA256 = 1 + HEAD.index("sha256")
_ENTERED_AT = 1 + HEAD.index("entered_at")
_NAME = 1 + HEAD.index("name")
_WHAT = 1 + HEAD.index("what")


class Mark(NamedTuple):
    """A state of a ledger that somebody noted: its own id, a position and the digest there."""

    ledger: str
    position: int
    digest: str


class Verification(NamedTuple):
    """What was found of a record: how far it goes, what it holds, and what is wrong with it."""

    mark: Mark
    """Where the record stands now."""
    linked_afterwards: int
    """The entries that were there before the ledger had a chain: proven only from then on."""
    rows: dict[str, int]
    """Rows looked at, by table."""
    faults: tuple[Fault, ...]
    left_over: tuple[str, ...] = ()
    """Files that no entry names, as a crash while they were kept leaves them: no fault, and no evidence."""
    disclosures: int = 0
    """Entries that tell of rows which are not for everybody and left, or were looked at."""
    ahead_s: int = 0
    """Seconds by which the last entry is ahead of the clock of whoever verifies; 0 where it is not."""

    @property
    def tombstones(self) -> int:
        """Places whose words were withdrawn."""
        return self.rows.get(tombstones.name, 0)

    @property
    def holds(self) -> bool:
        return not self.faults


HowFar = Callable[[int, int], None]
"""Told how many blocks of how many were looked at; what it raises ends the looking."""


def verified(connection: Connection, marks: Iterable[Mark] = (), step: HowFar | None = None) -> Verification:
    """Hold every row of a ledger against the chain, and the chain against marks that were kept elsewhere."""
    known = tuple(marks)
    try:
        return _Verifier(connection, known, step).verification()
    except (DBAPIError, sqlite3.Error) as error:
        # Bytes that are no UTF-8 stop the driver; read with signs in their place they can be named.
        if connection.dialect.name != "sqlite" or "decode" not in str(error).lower():
            raise
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.text_factory = lambda text: text.decode(errors="replace")
    try:
        return _Verifier(connection, known, step).verification()
    finally:
        driver.text_factory = str


def mark_at(connection: Connection, position: int) -> Mark | None:
    """What the links say of a position, unverified; None where they say nothing."""
    query = select(links.c.content, links.c.digest).where(links.c.position.in_((0, position)))
    found = connection.execute(query.order_by(links.c.position)).all()
    if len(found) < 1 + bool(position):
        return None
    return Mark(str(told_by(found[0].content).get("ledger", "")), position, found[-1].digest)


class _Verifier:
    """One walk through all tables at once, in the order of the entries."""

    def __init__(self, connection: Connection, marks: Iterable[Mark], step: HowFar | None = None) -> None:
        self._step = step
        self._looked_at = 0
        self._blocks_of_all = 0 if step is None else _counted(connection)
        self._connection = connection
        self._marks = tuple(marks)
        self._marked = {mark.position for mark in self._marks}
        self._faults: list[Fault] = []
        self._heads = Walk(connection, heads())
        self._links = Walk(connection, _links())
        self._blocks = Walk(connection, _blocks(), _BLOCKS_AT_ONCE)
        self._rows = {lined.name: Walk(connection, _query(lined)) for lined in LINED}
        self._numbers = {lined.name: 1 for lined in LINED}
        self._misnumbered: dict[str, Fault] = {}
        self._tombstones = Tombstones(connection)
        self._following = Following(connection, self._tombstones.of(claims))
        self._digests: dict[int, str] = {}
        self._before: str | None = None
        self._position = 0
        self._disclosures = 0
        self._sha256: Any = None
        self._latest = ""
        self._lined = {lined.name: lined for lined in LINED}

    def verification(self) -> Verification:
        """Everything that is wrong, entry by entry."""
        first = self._first_link()
        for position in _positions(self._connection):
            self._skipped(position)
            self._entry(position)
        self._rest()
        self._faults.extend(self._tombstones.faults())
        self._faults.extend(self._unlike(self._marks, str(first.get("ledger", ""))))
        mark = Mark(str(first.get("ledger", "")), self._position, self._before or "")
        afterwards = first.get("linked_afterwards")
        counts = {name: walk.count for name, walk in self._rows.items()}
        counts |= {"entries": self._heads.count, **self._following.counts}
        return Verification(
            mark,
            afterwards if isinstance(afterwards, int) else 0,
            counts,
            tuple(self._faults),
            disclosures=self._disclosures,
        )

    def _first_link(self) -> Mapping[str, Any]:
        """What the ledger says of itself; without it the chain hangs on nothing."""
        link = self._links.one(0)
        if link is None:
            self._fault(
                FaultKind.REMOVED, None, links.name, "the ledger has no first link: its chain was taken out"
            )
            return {}
        content, digest = str(link[1]), link[2]
        self._before = digest_bytes(content.encode())
        self._note(0, self._before)
        said = told_by(content)
        if digest != self._before or said.get("format") != FORMAT or not isinstance(said.get("ledger"), str):
            self._fault(
                FaultKind.EDITED, None, links.name, "the first link, which names the ledger, was edited"
            )
        return said

    def _note(self, position: int, digest: str) -> None:
        if position in self._marked:
            self._digests[position] = digest

    def _skipped(self, position: int) -> None:
        gap = range(self._position + 1, position)
        if gap:
            named = f"entry {gap.start}" if len(gap) == 1 else f"entries {gap.start} to {gap.stop - 1}"
            self._fault(FaultKind.REMOVED, gap.start, entries.name, f"{named}: gone without a trace")
        self._position = max(position, self._position)

    def _entry(self, position: int) -> None:
        """One entry: rows against blocks, and the link against blocks, head and the link before."""
        head, link = self._heads.one(position), self._links.one(position)
        head = self._tombstones.head_as_entered(head, _NAME)
        self._sha256 = head[_SHA256] if head is not None else None
        self._disclosures += head is not None and head[_WHAT] == DISCLOSURE
        self._in_time(position, head)
        said = told_by(link[1]) if link is not None else {}
        brought = self._brought(position, said)
        if head is None:
            self._fault(FaultKind.REMOVED, position, entries.name, "the entry is gone; its link is there")
        if link is None:
            self._fault(
                FaultKind.INSERTED,
                position,
                entries.name,
                "no link covers it: it was not entered by truceline",
            )
            self._before = None
            return
        actual = digest_bytes(str(link[1]).encode())
        if head is not None:
            before = self._before if self._before is not None else str(said.get("before"))
            if link[1] != link_text(before, head, brought) or link[2] != actual:
                different = link_that_differs(position, (*link, actual), before, head, brought)
                self._add(
                    different, Fault(FaultKind.EDITED, position, links.name, None, "it is written otherwise")
                )
        self._before = actual
        self._note(position, actual)

    def _in_time(self, position: int, head: Row | None) -> None:
        """The ledger's clock never runs backwards: an entry from before the one before was dated back."""
        at = instant(head[_ENTERED_AT]) if head is not None else None
        if isinstance(at, str) and at < self._latest:
            told = f"it is dated {at}, before the entry before it ({self._latest})"
            self._fault(FaultKind.REORDERED, position, entries.name, told)
        elif isinstance(at, str):
            self._latest = at

    def _brought(self, position: int, said: Mapping[str, Any]) -> dict[str, Tally]:
        """What the blocks of an entry cover, each held against the rows that are there."""
        waiting = dict(self._lined)
        brought: dict[str, Tally] = {}
        stored = (row for block in self._blocks.of(position) for row in block)
        for name, group in groupby(stored, key=_of_table):
            if lined := waiting.pop(name, None):
                brought[name] = self._covered(position, lined, group, said)
            else:
                self._fault(FaultKind.INSERTED, position, blocks.name, f"no entry brings rows to {name!r}")
        for name, lined in waiting.items():
            covered = self._covered(position, lined, iter(()), said)
            if covered.rows:
                brought[name] = covered
        return brought

    def _covered(self, position: int, lined: Lined, stored: Iterator[Row], said: Mapping[str, Any]) -> Tally:
        """The tally of an entry's blocks of one table; faults where they are not what its rows give."""
        texts, count, alike = hashlib.sha256(), 0, True
        for part, (block, rows) in enumerate(zip_longest(stored, self._rows[lined.name].of(position))):
            if rows is not None:
                self._look_at(position, lined, rows)
                count += len(rows)
            if block is not None:
                self._told_on()
                texts.update(str(block[_TEXT]).encode() + b"\n")
            alike = alike and None not in (rows, block) and self._alike(lined, part, rows, block)
        found = Tally(count, texts.hexdigest())
        if alike:
            return found
        told = f"its blocks of {lined.name} are not numbered as they were"
        different = rows_that_differ(self._connection, lined, position, said, self._tombstones)
        self._add(different, Fault(FaultKind.EDITED, position, blocks.name, lined.name, told))
        return sealed(said, lined.name) or found  # told already: the link need not be blamed as well

    def _told_on(self) -> None:
        self._looked_at += 1
        if self._step is not None:
            self._step(self._looked_at, max(self._looked_at, self._blocks_of_all))

    def _alike(self, lined: Lined, part: int, rows: Sequence[Row], block: Row) -> bool:
        """Whether a block says of its rows what they were when they were entered."""
        entered = self._tombstones.as_entered(lined, rows)
        return (part, lined.block(entered)) == tuple(block[_PART:])

    def _look_at(self, position: int, lined: Lined, rows: Sequence[Row]) -> None:
        """What a block of rows must be in itself: numbered through, and made from its content."""
        if lined.number is not None:
            self._numbered(position, lined, rows)
        if lined.table is claims:
            self._faults.extend(self._following.faults(position, rows))
        elif lined.table is issues:
            self._faults.extend(issues_unlike(position, self._sha256, rows, self._tombstones.of(issues)))

    def _numbered(self, position: int, lined: Lined, rows: Sequence[Row]) -> None:
        due = self._numbers[lined.name]
        if (rows[0][1], rows[-1][1]) != (due, due + len(rows) - 1):
            told = (
                f"row numbers {rows[0][1]} to {rows[-1][1]} stand where {due} to {due + len(rows) - 1} belong"
            )
            fault = Fault(FaultKind.REORDERED, position, lined.name, str(rows[0][2]), told)
            self._misnumbered.setdefault(lined.name, fault)
        self._numbers[lined.name] = rows[-1][1] + 1

    def _rest(self) -> None:
        """What belongs to no entry; and wrong numbers, where nothing else explains them."""
        walks = {entries.name: self._heads, links.name: self._links, blocks.name: self._blocks, **self._rows}
        for name, walk in walks.items():
            walk.end()
            for row in walk.astray:
                told = f"it belongs to an entry {row[0]!r} that is not there"
                entry = row[0] if isinstance(row[0], int) else None
                self._fault(FaultKind.INSERTED, entry, name, told, str(row[min(2, len(row) - 1)]))
            if more := walk.strays - len(walk.astray):
                self._fault(FaultKind.INSERTED, None, name, f"{more} more rows belong to no entry")
        self._faults.extend(self._following.astray())
        explained = {fault.table for fault in self._faults}
        self._faults.extend(fault for name, fault in self._misnumbered.items() if name not in explained)

    def _unlike(self, marks: Iterable[Mark], ledger: str) -> Iterator[Fault]:
        for mark in marks:
            if mark.ledger != ledger:
                told = f"the checkpoint is of ledger {mark.ledger[:SHOWN]}, and this is {ledger[:SHOWN]}"
                yield Fault(FaultKind.REWRITTEN, None, links.name, None, told)
            elif mark.position > self._position:
                told = f"the record ends at {self._position}; at the checkpoint it went to {mark.position}"
                yield Fault(FaultKind.TRUNCATED, self._position + 1, entries.name, None, told)
            elif self._digests.get(mark.position) != mark.digest:
                found = self._digests.get(mark.position, "nothing")[:SHOWN]
                told = f"the checkpoint names {mark.digest[:SHOWN]}, and there stands {found}: another record"
                yield Fault(FaultKind.REWRITTEN, mark.position, links.name, None, told)

    def _add(self, found: Iterable[Fault], otherwise: Fault) -> None:
        """Faults that explain a difference; it is never passed over for want of one."""
        before = len(self._faults)
        self._faults.extend(found)
        if len(self._faults) == before:
            self._faults.append(otherwise)

    def _fault(
        self, kind: FaultKind, entry: int | None, table: str, told: str, row: str | None = None
    ) -> None:
        self._faults.append(Fault(kind, entry, table, row, told))


def _query(lined: Lined) -> Select[Any]:
    if lined.table is claims:
        return lined.query(*CLAIM_COLUMNS)
    return lined.query(raw(issues.c.content)) if lined.table is issues else lined.query()


def _links() -> Select[Any]:
    c = links.c
    return select(raw(c.position), raw(c.content), raw(c.digest)).order_by(c.position)


def _counted(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(blocks)).scalar_one())


def _blocks() -> Select[Any]:
    c = blocks.c
    query = select(raw(c.entry), raw(c.of_table), raw(c.part), raw(c.content))
    return query.order_by(c.entry, c.of_table, c.part)


def _of_table(block: Row) -> str:
    return str(block[1])


def _positions(connection: Connection) -> Iterator[int]:
    """Every position above 0 that an entry or a link has, in order."""
    both = union(select(entries.c.position), select(links.c.position)).subquery()
    query = select(both.c.position).where(both.c.position > 0).order_by(both.c.position)
    yield from connection.execute(query, execution_options={"yield_per": 1000}).scalars()
