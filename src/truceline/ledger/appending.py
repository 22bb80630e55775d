"""One append: claims and issues stream in, in chunks, inside a single write transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, insert, select

from truceline.core.canonical import canonical_json, digest
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.ledger.consent import require_consent
from truceline.ledger.documents import Paper, is_held, write_document
from truceline.ledger.entry import Origin, Receipt, Register
from truceline.ledger.indexes import Indexes
from truceline.ledger.inserting import insert_rows, listed
from truceline.ledger.retrieval import next_of, position_of
from truceline.ledger.rows import Row, late_decision, norms_rows, parties_rows, row_of
from truceline.ledger.tables import claim_norms, claim_parties, claims, decisions, entries, issues

CHUNK = 500
"""Rows held in memory at once; below SQLite's smallest limit of bound values (999)."""


APPEND = "append"
"""What an entry that brings claims or issues is called."""


_Pair = tuple[Claim, Row]


class GoneOn(InputError):  # noqa: N818 - it says what is so
    """The ledger is not where whoever appends looked at it."""

    def __init__(self, position: int) -> None:
        """`position` is where it stands."""
        self.position = position
        super().__init__(Problem("ledger", 0, "", "it went on since it was looked at"))


def require_position(connection: Connection, since: int) -> None:
    """Raise GoneOn where the ledger stands elsewhere; asked in the transaction that writes."""
    if (position := position_of(connection)) != since:
        raise GoneOn(position)


class _Chunk(NamedTuple):
    """Rows of an append that are ready to be entered."""

    size: int
    """How many were given."""
    said: int
    """How many of them are claims, the same ones included."""
    claims: dict[str, _Pair]
    issues: list[Issue]


class Append:
    """Adds what is new to the ledger and counts what was there already.

    The entry row is written with the first new row, so that an import that brings nothing new
    leaves the ledger at its old position.
    """

    def __init__(self, connection: Connection, origin: Origin, register: Register, truceline: str) -> None:
        self._connection = connection
        self._origin = origin
        self._register = register
        self._truceline = truceline
        self._entry: int | None = None
        self._next: dict[str, int] = {}
        self._indexes = Indexes(connection)
        self._added = self._known = self._new_issues = 0
        self._issues: Counter[str] = Counter()

    def take(self, rows: Iterable[Claim | Issue]) -> None:
        """Add the rows, a chunk at a time.

        While the database takes one in, on a thread of its own, the next is got ready. Never more than one
        is on its way: nobody else uses the connection meanwhile, and an error of either side ends both.
        """
        stream = iter(rows)
        if self._enter(self._ready(stream)) == CHUNK:
            with ThreadPoolExecutor(1) as pool:
                entered = None
                while (chunk := self._ready(stream)).size:
                    if entered is not None:
                        entered.result()
                    entered = pool.submit(self._enter, chunk)
                if entered is not None:
                    entered.result()
        self._indexes.complete()

    def _ready(self, stream: Iterator[Claim | Issue]) -> _Chunk:
        """The next rows of a stream, and the rows of the database that the claims among them make."""
        given = list(islice(stream, CHUNK))
        rows: dict[str, _Pair] = {}
        said = 0
        for one in given:
            if isinstance(one, Claim):
                said += 1
                row = row_of(one, self._register)
                rows.setdefault(row["claim_id"], (one, row))
        return _Chunk(len(given), said, rows, [one for one in given if isinstance(one, Issue)])

    def _enter(self, chunk: _Chunk) -> int:
        """Add what is new of a chunk; gives its size back."""
        if chunk.claims:
            self._add_claims(chunk)
        if chunk.issues:
            self._add_issues(chunk.issues)
        self._indexes.grown_by(self._added)
        return chunk.size

    def hold(self, paper: Paper, sha256: str) -> None:
        """Name the document the claims were read from, if the ledger does not yet."""
        if not is_held(self._connection, sha256):
            write_document(self._connection, paper, sha256, self.entry())

    def receipt(self) -> Receipt:
        """What has been done so far."""
        return Receipt(
            self._added,
            self._known,
            self._issues,
            self._new_issues,
            position=position_of(self._connection),
            batch=self._entry,
        )

    def _add_claims(self, chunk: _Chunk) -> None:
        known = self._present(claims, "claim_id", chunk.claims)
        new = [pair for claim_id, pair in chunk.claims.items() if claim_id not in known]
        self._added += len(new)
        self._known += chunk.said - len(new)
        if new:
            require_consent(self._connection, (claim for claim, _ in new))
            self._insert_claims(new)

    def _insert_claims(self, new: list[_Pair]) -> None:
        parties: list[Row] = []
        norms: list[Row] = []
        decided: list[Row] = []
        entry = self.entry()
        for seq, (claim, row) in enumerate(new, self._next_of(claims)):
            parties += parties_rows(seq, claim)
            norms += norms_rows(seq, claim)
            if decision := late_decision(claim, row):
                decided.append({**decision, "entry": entry, "claim": seq})
            row["entry"] = entry
        self._number(claims, [row for _, row in new])
        insert_rows(self._connection, claim_parties, parties)
        insert_rows(self._connection, claim_norms, norms)
        self._number(decisions, decided)

    def _add_issues(self, chunk: list[Issue]) -> None:
        self._issues.update(issue.kind for issue in chunk)
        given = {self._issue_id(issue): issue for issue in chunk}
        known = self._present(issues, "issue_id", given)
        rows = [
            {
                "entry": self.entry(),
                "issue_id": issue_id,
                "kind": issue.kind,
                "effect": issue.effect,
                "content": canonical_json(issue.model_dump(mode="json")).decode(),
            }
            for issue_id, issue in given.items()
            if issue_id not in known
        ]
        self._new_issues += len(rows)
        self._number(issues, rows)

    def _issue_id(self, issue: Issue) -> str:
        # With the file's own digest: another file of the same name has issues of its own.
        return digest([self._origin.sha256, issue.model_dump(mode="json")])

    def entry(self) -> int:
        """The position of this append's own entry, written when it is first asked for."""
        if self._entry is None:
            self._entry = write_entry(self._connection, APPEND, self._origin, self._register, self._truceline)
        return self._entry

    def _present(self, table: Table, key: str, ids: Iterable[str]) -> frozenset[str]:
        column = table.c[key]
        found = self._connection.execute(select(column).where(column.in_(listed(self._connection, ids))))
        return frozenset(found.scalars())

    def _number(self, table: Table, rows: list[Row]) -> None:
        """Insert rows under the numbers that come next."""
        if not rows:
            return
        first = self._next_of(table)
        for seq, row in enumerate(rows, first):
            row["seq"] = seq
        self._next[table.name] = first + len(rows)
        insert_rows(self._connection, table, rows)

    def _next_of(self, table: Table) -> int:
        """The number of the next row, asked for once."""
        if table.name not in self._next:
            self._next[table.name] = next_of(self._connection, table)
        return self._next[table.name]


def write_entry(connection: Connection, what: str, origin: Origin, register: Register, truceline: str) -> int:
    """Write the entry row of a transaction; returns the ledger's new position."""
    position = position_of(connection) + 1
    row: dict[str, Any] = {
        "position": position,
        "entered_at": register.entered_at,
        "what": what,
        "truceline": truceline,
        "kind": origin.kind,
        "name": origin.name,
        "sha256": origin.sha256,
        "by": origin.by,
        "recorded": register.recording.value if what == APPEND else None,
    }
    connection.execute(insert(entries), row)
    return position


def mixed(claims_: Iterable[Claim | Issue], issues_: Iterable[Issue]) -> Iterator[Claim | Issue]:
    """Both streams as one, claims first."""
    yield from claims_
    yield from issues_
