"""What a ledger holds, as whoever looks things up asks it: nothing here adds to it.

Every answer is of one moment: what is written meanwhile is not in it. `Ledger` is this and the writing.
"""

from __future__ import annotations

import weakref
from collections.abc import Generator, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, select

from truceline.core.sweep import unswept
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.evidence.query import EVERYTHING, EvidenceQuery
from truceline.ledger.address import Address
from truceline.ledger.appending import APPEND, CHUNK
from truceline.ledger.clocks import Now, ahead_s
from truceline.ledger.connection import reading
from truceline.ledger.consent import is_forgotten, require_words
from truceline.ledger.custody import Handling, custody
from truceline.ledger.disclosures import Disclosure, Reserved, disclosures_of, reserved_of
from truceline.ledger.documents import filed, shelf_of
from truceline.ledger.entry import Batch, Document, Filed, Origin, Recording
from truceline.ledger.faults import in_order
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
from truceline.ledger.signers import Signers, signers_of
from truceline.ledger.soundness import looking_through
from truceline.ledger.source_acts import SourceAct, acts_of
from truceline.ledger.steps import Step, last_step
from truceline.ledger.tables import claims, decisions, documents, entries, issues
from truceline.ledger.tombstones import Buried, buried, listed_tombstones, withdrawn_documents
from truceline.ledger.verification import HowFar, Mark, Verification, mark_at, verified
from truceline.ledger.waiting import Waiting

if TYPE_CHECKING:
    from truceline.ledger.remembering import Remembered
    from truceline.ledger.sieve import Sieve
    from truceline.ledger.spots import Spots, SpotWords
    from truceline.ledger.standings import Standings


class Record:
    """One ledger, to be read."""

    def __init__(self, engine: Engine, address: Address, clock: Now) -> None:
        self._engine = engine
        self._clock = clock
        self._shelf = shelf_of(address)
        self.address = address
        # A server's connections are kept between transactions, but not beyond the ledger.
        weakref.finalize(self, engine.dispose)

    def disclosures(self) -> tuple[Disclosure, ...]:
        """Every time such rows left or were shown, oldest first."""
        with self._reading() as connection:
            return tuple(disclosures_of(connection))

    def reserved(self, claim_ids: Iterable[str] | None = None) -> Reserved:
        """How many claims, of these or of all, are not for everybody."""
        with self._reading() as connection:
            return reserved_of(connection, claim_ids)

    def tombstones(self) -> list[Buried]:
        """Every place whose words were withdrawn, in order: by which entry, whose, when and why."""
        with self._reading() as connection:
            return listed_tombstones(connection)

    def is_forgotten(self, reference: str) -> bool:
        """Whether the source of a reference withdrew consent."""
        with self._reading() as connection:
            return is_forgotten(connection, reference)

    def source_acts(self) -> tuple[SourceAct, ...]:
        """What was done with protected sources, oldest first."""
        with self._reading() as connection:
            return tuple(acts_of(connection))

    @property
    def position(self) -> int:
        """How many entries the ledger has; 0 when it is new."""
        with self._reading() as connection:
            return position_of(connection)

    def claims(self, query: EvidenceQuery | None = None, *, position: int | None = None) -> Iterator[Claim]:
        """The claims a query selects, in the order they were entered, with status as decided by then.

        `query.known_at` hides claims recorded and decisions taken later; `position` hides what was
        entered later. Superseded and withdrawn claims are given, and marked as such.
        """
        with self._reading() as connection:
            reached = position_of(connection) if position is None else position
            yield from selected(connection, query or EVERYTHING, reached)

    def remembered(
        self, query: EvidenceQuery, before: Remembered, *, position: int | None = None
    ) -> list[Claim]:
        """The same claims; those that were read before and stand as they stood are not read again."""
        with self._reading() as connection:
            reached = position_of(connection) if position is None else position
            return before.selected(connection, query, reached)

    def sketched(self, query: EvidenceQuery, sieve: Sieve | None = None) -> Iterator[Claim]:
        """The same claims without their words, for whoever counts a million of them (see `sketches`).

        What a sieve holds back is counted there, and not given.
        """
        with self._reading() as connection:
            yield from sketched(connection, query, position_of(connection), sieve)

    def spots(self, known: Spots | None = None) -> Spots:
        """The placed events as columns, for maps; `known` are those of before, which are kept up."""
        from truceline.ledger.spotting import spots_at  # noqa: PLC0415 - shapely, which only maps need

        with self._reading() as connection:
            return spots_at(connection, position_of(connection), known)

    def spots_between(self, position: int, after: int, until: int) -> Spots:
        """The spots of claims with numbers after one and until another, entered by a position."""
        from truceline.ledger.spotting import spots_between  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return spots_between(connection, position, after, until)

    @property
    def erasures(self) -> int:
        """How many places had their words withdrawn."""
        with self._reading() as connection:
            return buried(connection)

    def unread(self, known: Spots | None = None) -> int:
        """How many claims have to be read for `spots` to be kept up: all of them after an erasure."""
        from truceline.ledger.spotting import unread  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return unread(connection, known)

    def standings(self, spots: Spots, known_at: datetime | None = None) -> Standings:
        """Where each of the spots stands in review, and which had been recorded, as was known then."""
        from truceline.ledger.standings import standings  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return standings(connection, spots, known_at)

    def words_of(self, seqs: Iterable[int]) -> dict[int, SpotWords]:
        """What claims say, by their numbers among the spots."""
        from truceline.ledger.spotting import words_of  # noqa: PLC0415 - as above

        with self._reading() as connection:
            return words_of(connection, seqs)

    def paged(self, wanted: Wanted, position: int | None = None) -> Generator[Numbered, None, None]:
        """The claims wanted, in the order they were entered; whoever has enough of them closes it."""
        with self._reading() as connection:
            reached = position_of(connection) if position is None else position
            yield from paged(connection, wanted, reached)

    def claim(self, name: str) -> Claim | None:
        """The one claim with this label, id or beginning of an id (8 digits or more).

        Raises InputError with their ids where several are called so.
        """
        with self._reading() as connection:
            found = named(connection, name)
        if len(found) > 1:
            ids = tuple(claim.claim_id for claim in found)
            message = f"{len(ids)} claims are called {name!r}: give an id"
            raise InputError(Problem("claim", 0, "", message, ids))
        return found[0] if found else None

    @property
    def size(self) -> int:
        """How many claims the ledger holds."""
        with self._reading() as connection:
            return next_of(connection, claims) - 1

    @property
    def last_event(self) -> date | None:
        """The last day on which anything that was told of began; null where nothing is."""
        with self._reading() as connection:
            return last_event(connection)

    def known(self, claim_ids: Iterable[str]) -> Iterator[Claim]:
        """The claims with these ids, as they stand now; those that the ledger holds."""
        ids = iter(claim_ids)
        with self._reading() as connection:
            while chunk := list(islice(ids, CHUNK)):
                yield from known(connection, chunk)

    def labelled(self, labels: Iterable[str]) -> tuple[Held, ...]:
        """The claims that bear one of the labels, in the order they were entered."""
        found: list[Held] = []
        names = iter(labels)
        with self._reading() as connection:
            while chunk := list(islice(names, CHUNK)):
                found.extend(labelled(connection, chunk))
        return tuple(found)

    def of_source(self, source: str) -> tuple[Held, ...]:
        """The claims of a source (its id), in the order they were entered."""
        with self._reading() as connection:
            return tuple(of_source(connection, source))

    def of_document(self, sha256: str) -> tuple[Held, ...]:
        """The claims that rest on a document, in the order they were entered."""
        with self._reading() as connection:
            return tuple(of_document(connection, sha256))

    def of_origin(self, sha256: str) -> tuple[Held, ...]:
        """The claims that came in with a file of this digest, in the order they were entered."""
        with self._reading() as connection:
            return tuple(of_origin(connection, sha256))

    def holds(self, claim_ids: Iterable[str]) -> frozenset[str]:
        """Those of the ids whose claims are in the ledger."""
        found: set[str] = set()
        ids = iter(claim_ids)
        with self._reading() as connection:
            while chunk := list(islice(ids, CHUNK)):
                query = select(claims.c.claim_id).where(claims.c.claim_id.in_(chunk))
                found.update(connection.execute(query).scalars())
        return frozenset(found)

    def decisions(self, claim_id: str) -> tuple[Decision, ...]:
        """Everything decided on a claim, oldest first."""
        query = (
            select(decisions)
            .join(claims, decisions.c.claim == claims.c.seq)
            .where(claims.c.claim_id == claim_id)
            .order_by(decisions.c.at, decisions.c.seq)
        )
        with self._reading() as connection:
            found = connection.execute(query).all()
        return tuple(Decision(Status(row.status), row.at, row.by, row.why, row.entry) for row in found)

    @property
    def waiting(self) -> Waiting:
        """The claims that wait for a decision."""
        return Waiting(self._reading)

    def last_step(self, by: str, kind: str, document: str | None) -> Step | None:
        """What somebody decided last on claims of a document, and what takes it back; see `steps`."""
        with self._reading() as connection:
            return last_step(connection, by, kind, document)

    def signers(self, position: int | None = None) -> Signers:
        """The register of signers, as entered by a position (null: now)."""
        with self._reading() as connection:
            return signers_of(connection, position)

    def custody(self, sha256: str = "") -> list[Handling]:
        """Every entry that took in a document or file (whose SHA-256 begins so), in order."""
        with self._reading() as connection:
            return custody(connection, sha256)

    def history(self, before: int | None = None, most: int = LONGEST_PAGE) -> list[Entry]:
        """Entries, the newest first; `before` a position, for pages."""
        with self._reading() as connection:
            return history(connection, before, most)

    def decided(self, before: int | None = None, most: int = LONGEST_PAGE) -> list[Decided]:
        """Decisions on any claim, the last entered first; `before` the number of one, for pages."""
        with self._reading() as connection:
            return decided(connection, before, most)

    def retractions(self, since: int = 0) -> list[Retraction]:
        """Claims that counted and were corrected or taken back by entries after a position, in order."""
        with self._reading() as connection:
            return retractions(connection, since)

    def verify(self, marks: Iterable[Mark] = (), *, step: HowFar | None = None) -> Verification:
        """Hold rows, files and the database against the chain, and that against marks kept elsewhere.

        `step` is told how far it is.
        """
        with self._reading() as connection, unswept(), looking_through(self.address) as unsound:
            found = verified(connection, marks, step)
            query = select(raw(documents.c.sha256), raw(documents.c.entry)).order_by(documents.c.entry)
            named = {str(sha256): entry for sha256, entry in connection.execute(query)}
            gone = withdrawn_documents(connection)
            files = shelved(self._shelf.digests(connection), named, gone)
            faults = in_order((*found.faults, *files.faults, *unsound(connection)))
            ahead = ahead_s(connection, self._clock)
        return found._replace(faults=faults, left_over=files.left_over, ahead_s=ahead)

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine, self.address)

    def mark(self, position: int | None = None) -> Mark | None:
        """The state of the ledger at a position (null: now), as its links tell it; None: there is none."""
        with self._reading() as connection:
            return mark_at(connection, position_of(connection) if position is None else position)

    def document(self, sha256: str) -> bytes:
        """The bytes of a held document; CaseError if it is not held or no longer has its digest."""
        with self._reading() as connection:
            require_words(connection, sha256)
            return self._shelf.get(connection, sha256)

    def documents(self) -> tuple[Document, ...]:
        """The documents held, in the order they were entered."""
        query = select(documents, entries.c.entered_at).join(entries).order_by(documents.c.entry)
        with self._reading() as connection:
            found = connection.execute(query).all()
        return tuple(
            Document(row.sha256, row.name, row.media_type, row.size, row.entered_at) for row in found
        )

    def filed(self, media_type: str, *, position: int | None = None) -> tuple[Filed, ...]:
        """The documents of a media type that appends brought, in the order they were entered.

        `position` hides what was entered later.
        """
        with self._reading() as connection:
            return tuple(filed(connection, media_type, position))

    def issues(self, batch: int | None = None) -> tuple[Issue, ...]:
        """The issues of one batch, or all, in the order they were entered."""
        query = select(issues.c.content).order_by(issues.c.seq)
        if batch is not None:
            query = query.where(issues.c.entry == batch)
        with self._reading() as connection:
            return tuple(Issue.model_validate_json(text) for text in connection.execute(query).scalars())

    def batches(self) -> tuple[Batch, ...]:
        """Every append that added something, oldest first."""
        with self._reading() as connection:
            return tuple(_batches(connection))


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
