"""The ledger of a case: what was said, when it was entered and recorded, what was decided on it.

Append-only and bitemporal. `entered_at` is the ledger's own clock and never runs backwards;
`recorded_at` says since when a claim is known. A *position* names a state of the ledger: it grows
by one with every transaction that adds anything, and what came later cannot be seen from it.
"""

from __future__ import annotations

import weakref
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, select

from truceline import __version__
from truceline.core.canonical import digest_bytes
from truceline.core.instant import Clock
from truceline.core.sweep import unswept
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.evidence.query import EVERYTHING, EvidenceQuery
from truceline.ledger import postgres, schema, sqlite
from truceline.ledger.address import Address, Server
from truceline.ledger.appending import APPEND, CHUNK, Append, mixed, write_entry
from truceline.ledger.chain import entering
from truceline.ledger.clocks import Now, ahead_s, entering_at, now
from truceline.ledger.connection import PATIENCE_S, connect, reading, told, writing
from truceline.ledger.consent import is_forgotten, require_words
from truceline.ledger.copying import Copied, copied
from truceline.ledger.custody import Handling, custody
from truceline.ledger.deciding import Verdict, add_decisions, write_decisions
from truceline.ledger.disclosures import (
    Disclosing,
    Disclosure,
    Reserved,
    disclosures_of,
    reserved_of,
    write_disclosure,
)
from truceline.ledger.documents import DOCUMENT, Paper, filed, is_held, shelf_of, write_document
from truceline.ledger.entry import Batch, Document, Filed, Origin, Receipt, Recording, Register
from truceline.ledger.erasing import Erased, erase
from truceline.ledger.faults import Fault
from truceline.ledger.history import LONGEST_PAGE, Decided, Entry, decided, history
from truceline.ledger.lines import raw
from truceline.ledger.paging import Numbered, Wanted, paged
from truceline.ledger.retractions import Retraction, retractions
from truceline.ledger.retrieval import (
    Held,
    known,
    labelled,
    last_event,
    named,
    next_of,
    of_document,
    of_origin,
    of_source,
    position_of,
    selected,
    sketched,
)
from truceline.ledger.review import Decision
from truceline.ledger.shelved import shelved
from truceline.ledger.signers import Signers, Trust, signers_of, write_trust
from truceline.ledger.soundness import unsound
from truceline.ledger.source_acts import Doing, SourceAct, acts_of, write_act
from truceline.ledger.steps import Step, last_step
from truceline.ledger.tables import claims, decisions, documents, entries, issues
from truceline.ledger.tombstones import Buried, listed_tombstones, withdrawn_documents
from truceline.ledger.verification import HowFar, Mark, Verification, mark_at, verified
from truceline.ledger.waiting import Waiting

if TYPE_CHECKING:
    from truceline.ledger.sieve import Sieve
    from truceline.ledger.spots import Spots, SpotWords, Standings


class Ledger:
    """One ledger: a file, with its documents beside it in `documents/`, or a case on a server."""

    def __init__(self, engine: Engine, address: Address, clock: Now, patience_s: float = PATIENCE_S) -> None:
        self._engine = engine
        self._patience_s = patience_s
        self._clock = clock
        self._shelf = shelf_of(address)
        self.address = address
        # A server's connections are kept between transactions, but not beyond the ledger.
        weakref.finalize(self, engine.dispose)

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
        with reading(self._engine, self.address) as connection:
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
        with reading(self._engine, self.address) as connection:
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

    def disclosures(self) -> tuple[Disclosure, ...]:
        """Every time such rows left or were shown, oldest first."""
        with reading(self._engine, self.address) as connection:
            return tuple(disclosures_of(connection))

    def reserved(self, claim_ids: Iterable[str] | None = None) -> Reserved:
        """How many claims, of these or of all, are not for everybody."""
        with reading(self._engine, self.address) as connection:
            return reserved_of(connection, claim_ids)

    def tombstones(self) -> list[Buried]:
        """Every place whose words were withdrawn, in order: by which entry, whose, when and why."""
        with reading(self._engine, self.address) as connection:
            return listed_tombstones(connection)

    def is_forgotten(self, reference: str) -> bool:
        """Whether the source of a reference withdrew consent."""
        with reading(self._engine, self.address) as connection:
            return is_forgotten(connection, reference)

    def source_acts(self) -> tuple[SourceAct, ...]:
        """What was done with protected sources, oldest first."""
        with reading(self._engine, self.address) as connection:
            return tuple(acts_of(connection))

    @property
    def position(self) -> int:
        """How many entries the ledger has; 0 when it is new."""
        with reading(self._engine, self.address) as connection:
            return position_of(connection)

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
    ) -> Receipt:
        """Add claims (and issues, mixed in or apart) in one transaction: all of them or none.

        `paper` is the document they were read from, `decided` what their coming decides about others: both
        are kept with them.
        Rows are streamed; memory does not grow with their number. What the ledger holds already
        is counted and not added again. `days` is the agreement's clock, for `published`. Raises
        CaseError when the ledger cannot be written; an error raised by `rows` undoes everything.
        """
        recording = _recording(recorded)
        with entering(self._engine, self.address) as connection:
            register = Register(self._entered_at(connection), recording, days or Clock())
            append = Append(connection, origin, register, __version__)
            if paper is not None:
                require_words(connection, digest_bytes(paper.content))
                append.hold(paper, self._shelf.put(connection, paper.content))
            append.take(mixed(rows, issues))
            if decided:
                add_decisions(connection, decided, register, append.entry())
            return append.receipt()

    def claims(self, query: EvidenceQuery | None = None, *, position: int | None = None) -> Iterator[Claim]:
        """The claims a query selects, in the order they were entered, with status as decided by then.

        `query.known_at` hides claims recorded and decisions taken later; `position` hides what was
        entered later. Superseded and withdrawn claims are given, and marked as such.
        """
        with reading(self._engine, self.address) as connection:
            reached = position_of(connection) if position is None else position
            yield from selected(connection, query or EVERYTHING, reached)

    def sketched(self, query: EvidenceQuery, sieve: Sieve | None = None) -> Iterator[Claim]:
        """The same claims without their words, for whoever counts a million of them (see `sketches`).

        What a sieve holds back is counted there, and not given.
        """
        with reading(self._engine, self.address) as connection:
            yield from sketched(connection, query, position_of(connection), sieve)

    def spots(self, known: Spots | None = None) -> Spots:
        """The placed events as columns, for maps; `known` are those of before, which are kept up."""
        from truceline.ledger.spots import spots_at  # noqa: PLC0415 - shapely, which only maps need

        with self._reading() as connection:
            return spots_at(connection, position_of(connection), known)

    def standings(self, spots: Spots, known_at: datetime | None = None) -> Standings:
        """Where each of the spots stands in review, and which had been recorded, as was known then."""
        from truceline.ledger.spots import standings  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return standings(connection, spots, known_at)

    def words_of(self, seqs: Iterable[int]) -> dict[int, SpotWords]:
        """What claims say, by their numbers among the spots."""
        from truceline.ledger.spots import words_of  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return words_of(connection, seqs)

    def paged(self, wanted: Wanted, position: int | None = None) -> Generator[Numbered, None, None]:
        """The claims wanted, in the order they were entered; whoever has enough of them closes it."""
        with reading(self._engine, self.address) as connection:
            reached = position_of(connection) if position is None else position
            yield from paged(connection, wanted, reached)

    def claim(self, name: str) -> Claim | None:
        """The one claim with this label, id or beginning of an id (8 digits or more).

        Raises InputError with their ids where several are called so.
        """
        with reading(self._engine, self.address) as connection:
            found = named(connection, name)
        if len(found) > 1:
            ids = tuple(claim.claim_id for claim in found)
            message = f"{len(ids)} claims are called {name!r}: give an id"
            raise InputError(Problem("claim", 0, "", message, ids))
        return found[0] if found else None

    @property
    def size(self) -> int:
        """How many claims the ledger holds."""
        with reading(self._engine, self.address) as connection:
            return next_of(connection, claims) - 1

    @property
    def last_event(self) -> date | None:
        """The last day on which anything that was told of began; null where nothing is."""
        with reading(self._engine, self.address) as connection:
            return last_event(connection)

    def known(self, claim_ids: Iterable[str]) -> Iterator[Claim]:
        """The claims with these ids, as they stand now; those that the ledger holds."""
        ids = iter(claim_ids)
        with reading(self._engine, self.address) as connection:
            while chunk := list(islice(ids, CHUNK)):
                yield from known(connection, chunk)

    def labelled(self, labels: Iterable[str]) -> tuple[Held, ...]:
        """The claims that bear one of the labels, in the order they were entered."""
        found: list[Held] = []
        names = iter(labels)
        with reading(self._engine, self.address) as connection:
            while chunk := list(islice(names, CHUNK)):
                found.extend(labelled(connection, chunk))
        return tuple(found)

    def of_source(self, source: str) -> tuple[Held, ...]:
        """The claims of a source (its id), in the order they were entered."""
        with reading(self._engine, self.address) as connection:
            return tuple(of_source(connection, source))

    def of_document(self, sha256: str) -> tuple[Held, ...]:
        """The claims that rest on a document, in the order they were entered."""
        with reading(self._engine, self.address) as connection:
            return tuple(of_document(connection, sha256))

    def of_origin(self, sha256: str) -> tuple[Held, ...]:
        """The claims that came in with a file of this digest, in the order they were entered."""
        with reading(self._engine, self.address) as connection:
            return tuple(of_origin(connection, sha256))

    def holds(self, claim_ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids whose claims are in the ledger."""
        found: set[str] = set()
        ids = iter(claim_ids)
        with reading(self._engine, self.address) as connection:
            while chunk := list(islice(ids, CHUNK)):
                query = select(claims.c.claim_id).where(claims.c.claim_id.in_(chunk))
                found.update(connection.execute(query).scalars())
        return frozenset(found)

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

    def decisions(self, claim_id: str) -> tuple[Decision, ...]:
        """Everything decided on a claim, oldest first."""
        query = (
            select(decisions)
            .join(claims, decisions.c.claim == claims.c.seq)
            .where(claims.c.claim_id == claim_id)
            .order_by(decisions.c.at, decisions.c.seq)
        )
        with reading(self._engine, self.address) as connection:
            found = connection.execute(query).all()
        return tuple(Decision(Status(row.status), row.at, row.by, row.why) for row in found)

    @property
    def waiting(self) -> Waiting:
        """The claims that wait for a decision."""
        return Waiting(self._reading)

    def last_step(self, by: str, kind: str, document: str | None) -> Step | None:
        """What somebody decided last on claims of a document, and what takes it back; see `steps`."""
        with reading(self._engine, self.address) as connection:
            return last_step(connection, by, kind, document)

    def trust(self, lines: Sequence[Trust]) -> int:
        """Enter lines in the register of signers, all or none; returns the new position.

        Raises InputError for a revocation that has nothing to revoke.
        """
        with entering(self._engine, self.address) as connection:
            return write_trust(connection, lines, Register(self._entered_at(connection)))

    def signers(self, position: int | None = None) -> Signers:
        """The register of signers, as entered by a position (null: now)."""
        with reading(self._engine, self.address) as connection:
            return signers_of(connection, position)

    def custody(self, sha256: str = "") -> list[Handling]:
        """Every entry that took in a document or file (whose SHA-256 begins so), in order."""
        with reading(self._engine, self.address) as connection:
            return custody(connection, sha256)

    def history(self, before: int | None = None, most: int = LONGEST_PAGE) -> list[Entry]:
        """Entries, the newest first; `before` a position, for pages."""
        with reading(self._engine, self.address) as connection:
            return history(connection, before, most)

    def decided(self, before: int | None = None, most: int = LONGEST_PAGE) -> list[Decided]:
        """Decisions on any claim, the last entered first; `before` the number of one, for pages."""
        with reading(self._engine, self.address) as connection:
            return decided(connection, before, most)

    def retractions(self, since: int = 0) -> list[Retraction]:
        """Claims that counted and were corrected or taken back by entries after a position, in order."""
        with reading(self._engine, self.address) as connection:
            return retractions(connection, since)

    def verify(self, marks: Iterable[Mark] = (), *, step: HowFar | None = None) -> Verification:
        """Hold rows, files and the database against the chain, and that against marks kept elsewhere.

        `step` is told how far it is.
        """
        with unswept(), self._looked_through() as soundness, self._reading() as connection:
            found = verified(connection, marks, step)
            query = select(raw(documents.c.sha256), raw(documents.c.entry)).order_by(documents.c.entry)
            named = {str(sha256): entry for sha256, entry in connection.execute(query)}
            gone = withdrawn_documents(connection)
            files = shelved(self._shelf.digests(connection), named, gone)
            faults = (*found.faults, *files.faults, *soundness.result())
            ahead = ahead_s(connection, self._clock)
        return found._replace(faults=faults, left_over=files.left_over, ahead_s=ahead)

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.address)

    @contextmanager
    def _looked_through(self) -> Iterator[Future[tuple[Fault, ...]]]:
        """The database looks through its own file at the same time, which takes it a third as long."""
        with self._reading() as connection, ThreadPoolExecutor(1) as pool:
            yield pool.submit(lambda: tuple(unsound(connection)))

    def mark(self, position: int | None = None) -> Mark | None:
        """The state of the ledger at a position (null: now), as its links tell it; None: there is none."""
        with reading(self._engine, self.address) as connection:
            return mark_at(connection, position_of(connection) if position is None else position)

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

    def document(self, sha256: str) -> bytes:
        """The bytes of a held document; CaseError if it is not held or no longer has its digest."""
        with reading(self._engine, self.address) as connection:
            require_words(connection, sha256)
            return self._shelf.get(connection, sha256)

    def documents(self) -> tuple[Document, ...]:
        """The documents held, in the order they were entered."""
        query = select(documents, entries.c.entered_at).join(entries).order_by(documents.c.entry)
        with reading(self._engine, self.address) as connection:
            found = connection.execute(query).all()
        return tuple(
            Document(row.sha256, row.name, row.media_type, row.size, row.entered_at) for row in found
        )

    def filed(self, media_type: str, *, position: int | None = None) -> tuple[Filed, ...]:
        """The documents of a media type that appends brought, in the order they were entered.

        `position` hides what was entered later.
        """
        with reading(self._engine, self.address) as connection:
            return tuple(filed(connection, media_type, position))

    def issues(self, batch: int | None = None) -> tuple[Issue, ...]:
        """The issues of one batch, or all, in the order they were entered."""
        query = select(issues.c.content).order_by(issues.c.seq)
        if batch is not None:
            query = query.where(issues.c.entry == batch)
        with reading(self._engine, self.address) as connection:
            return tuple(Issue.model_validate_json(text) for text in connection.execute(query).scalars())

    def batches(self) -> tuple[Batch, ...]:
        """Every append that added something, oldest first."""
        with reading(self._engine, self.address) as connection:
            return tuple(_batches(connection))

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


def _batches(connection: Connection) -> Iterator[Batch]:
    counted = []
    for table in (claims, issues):
        number = select(func.count()).where(table.c.entry == entries.c.position)
        counted.append(number.scalar_subquery())
    query = select(entries, counted[0].label("claims"), counted[1].label("issues"))
    found = connection.execute(query.where(entries.c.what == APPEND).order_by(entries.c.position))
    for row in found:
        origin = Origin(row.kind, row.name, row.sha256, row.by)
        yield Batch(row.position, row.entered_at, origin, Recording(row.recorded), row.claims, row.issues)
