"""The ledger of a case: what was said, when it was entered and recorded, what was decided on it.

Append-only and bitemporal. `entered_at` is the ledger's own clock and never runs backwards;
`recorded_at` says since when a claim is known. A *position* names a state of the ledger: it grows
by one with every transaction that adds anything, and what came later cannot be seen from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from truceline import __version__
from truceline.core.canonical import digest_bytes
from truceline.core.instant import Clock
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.ledger import postgres, schema, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.appending import Append, mixed, require_position, write_entry
from truceline.ledger.chain import entering
from truceline.ledger.clocks import Now, entering_at, now
from truceline.ledger.connection import PATIENCE_S, connect, told, writing
from truceline.ledger.consent import require_words
from truceline.ledger.copying import Copied, copied
from truceline.ledger.deciding import Verdict, add_decisions, write_decisions
from truceline.ledger.disclosures import Disclosing, write_disclosure
from truceline.ledger.documents import DOCUMENT, Paper, is_held, write_document
from truceline.ledger.entry import Origin, Receipt, Recording, Register
from truceline.ledger.erasing import Erased, erase
from truceline.ledger.record import Record
from truceline.ledger.signers import Trust, write_trust
from truceline.ledger.source_acts import Doing, write_act
from truceline.ledger.tombstones import withdrawn_documents


class Ledger(Record):
    """One ledger: a file, with its documents beside it in `documents/`, or a case on a server."""

    def __init__(self, engine: Engine, address: Address, clock: Now, patience_s: float = PATIENCE_S) -> None:
        super().__init__(engine, address, clock)
        self._patience_s = patience_s

    @classmethod
    def create(cls, address: Address, *, clock: Now = now) -> Ledger:
        """Make a new ledger; CaseError if it exists or cannot be written."""
        if isinstance(address, Path) and address.exists():
            raise CaseError(Problem(str(address), 0, "ledger", "it exists already"))
        engine = connect(address, create=True)
        with _closed_on_failure(engine):
            schema.create(engine, address)
        return cls(engine, address, clock)

    @classmethod
    def open(cls, address: Address, *, clock: Now = now, patience_s: float = PATIENCE_S) -> Ledger:
        """Open a ledger, migrating an older one; CaseError if it is newer, missing or none."""
        if isinstance(address, Path) and not address.is_file():
            raise CaseError(Problem(str(address), 0, "ledger", "there is no such file"))
        engine = connect(address, patience_s=patience_s)
        with _closed_on_failure(engine):
            schema.bring_up_to_date(engine, address)
        return cls(engine, address, clock, patience_s)

    def abandon(self) -> None:
        """Remove a ledger on a server that was only just made, and came to nothing."""
        assert isinstance(self.address, Server), "a file is thrown away with its folder"
        with writing(self._engine, self.address) as connection:
            postgres.drop_schema(connection, self.address.case)

    @property
    def now(self) -> datetime:
        """The time of day by the ledger's clock."""
        return self._clock()

    def copy(self, target: Address) -> Copied:
        """Copy all of it to a new file or a new case on a server, while others may go on writing.

        The copy is compared with what was copied and is there whole or not at all. CaseError where
        something is at the target already, or it cannot be written.
        """
        with self._reading() as connection:
            return copied(connection, self._shelf, target)

    def note_source(self, done: Doing) -> int:
        """Write down what is done with a protected source; returns the new position."""
        with entering(self._engine, self.address) as connection:
            return write_act(connection, done, Register(self._entered_at(connection)))

    def forget(self, done: Doing, named: Sequence[str] = (), *, with_words: bool = True) -> Erased:
        """Write down that a source withdrew consent, withdraw its claims and take its words out: one entry.

        `named` are documents to take out besides (see `erasing`). What the database's files still hold of
        the words goes with `purge`. InputError for a document on which nothing of the source rests.
        """
        with entering(self._engine, self.address) as connection:
            register = Register(self._entered_at(connection))
            found = erase(connection, done, register, named, with_words=with_words)
            self._shelf.give_up(connection, found.documents)
        self._shelf.clear(found.documents)
        return found

    def purge(self) -> str | None:
        """Take out what withdrawn words left in the ledger's files; what is in the way, or None: all is gone.

        The last step of forgetting, and no entry. It can be repeated at any time, and needs as much room
        as the ledger itself while it runs.
        """
        with self._reading() as connection:
            gone = withdrawn_documents(connection)
        self._shelf.clear(gone)
        with told(self.address):
            if isinstance(self.address, Server):
                return postgres.purge(self._engine, self._patience_s)
            return sqlite.purge(self._engine)

    def disclose(self, done: Disclosing) -> int:
        """Write down that rows that are not for everybody leave or are shown; returns the new position."""
        with entering(self._engine, self.address) as connection:
            return write_disclosure(connection, done, Register(self._entered_at(connection)))

    def append(
        self,
        origin: Origin,
        rows: Iterable[Claim | Issue],
        issues: Iterable[Issue] = (),
        *,
        recorded: Recording | str = Recording.LEDGER,
        days: Clock | None = None,
        paper: Paper | None = None,
        decided: Sequence[Verdict] = (),
        since: int | None = None,
    ) -> Receipt:
        """Add claims (and issues, mixed in or apart) in one transaction: all of them or none.

        `paper` is the document they were read from, `decided` what their coming decides about others: both
        are kept with them. `since` is where the ledger must stand: else GoneOn.
        Rows are streamed; memory does not grow with their number. What the ledger holds already
        is counted and not added again. `days` is the agreement's clock, for `published`. Raises
        CaseError when the ledger cannot be written; an error raised by `rows` undoes everything.
        """
        recording = _recording(recorded)
        with entering(self._engine, self.address) as connection:
            if since is not None:
                require_position(connection, since)
            register = Register(self._entered_at(connection), recording, days or Clock())
            append = Append(connection, origin, register, __version__)
            if paper is not None:
                require_words(connection, digest_bytes(paper.content))
                append.hold(paper, digest_bytes(paper.content))
            append.take(mixed(rows, issues))
            if decided:
                add_decisions(connection, decided, register, append.entry())
            if paper is not None:
                # Last of all, as a file outlives an undone transaction: what is refused leaves no words.
                self._shelf.put(connection, paper.content)
            return append.receipt()

    def decide(self, claim_id: str, status: Status, by: str, why: str, *, at: datetime | None = None) -> int:
        """Record a decision on a claim; returns the new position.

        `at` is when it was taken, if not now (a back-test). Raises InputError for an unknown claim.
        """
        return self.decide_all([Verdict(claim_id, status, by, why)], at=at)

    def decide_all(self, verdicts: Sequence[Verdict], *, at: datetime | None = None) -> int:
        """Record decisions in one transaction, all or none; returns the new position.

        Raises InputError with every claim that the ledger does not hold, and Overtaken where one no longer
        stands as a verdict expects.
        """
        with entering(self._engine, self.address) as connection:
            return write_decisions(connection, verdicts, Register(self._entered_at(connection)), at)

    def trust(self, lines: Sequence[Trust]) -> int:
        """Enter lines in the register of signers, all or none; returns the new position.

        Raises InputError for a revocation that has nothing to revoke.
        """
        with entering(self._engine, self.address) as connection:
            return write_trust(connection, lines, Register(self._entered_at(connection)))

    def add_document(self, content: bytes, name: str, media_type: str) -> str:
        """Keep a document; returns the SHA-256 of its bytes. The same bytes are kept once."""
        paper = Paper(content, name, media_type)
        with entering(self._engine, self.address) as connection:
            require_words(connection, digest_bytes(content))
            sha256 = self._shelf.put(connection, content)
            if not is_held(connection, sha256):
                register = Register(self._entered_at(connection))
                origin = Origin(media_type, name, sha256)
                entry = write_entry(connection, DOCUMENT, origin, register, __version__)
                write_document(connection, paper, sha256, entry)
        return sha256

    def _entered_at(self, connection: Connection) -> datetime:
        return entering_at(connection, self.address, self._clock)


@contextmanager
def _closed_on_failure(engine: Engine) -> Iterator[None]:
    """Leave no connection behind to a ledger that could not be opened."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _recording(value: Recording | str) -> Recording:
    try:
        return Recording(value)
    except ValueError:
        allowed = tuple(policy.value for policy in Recording)
        raise InputError(Problem("option", 0, "recorded", f"unknown policy {value!r}", allowed)) from None
