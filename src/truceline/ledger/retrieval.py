"""Reading claims back: in the order they were entered, each with its status as decided by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Connection, Table, false, func, select

from truceline.evidence.claim import Claim, Kind, Status
from truceline.evidence.query import EvidenceQuery
from truceline.ledger.review import Review, Standing
from truceline.ledger.rows import claim_from
from truceline.ledger.selection import Condition, touching, where
from truceline.ledger.sketches import Pieces, Sketches, pieces_columns
from truceline.ledger.tables import claims, entries

if TYPE_CHECKING:
    from truceline.ledger.sieve import Sieve

_AT_ONCE = 1000
# Below eight digits the beginning of an id is more likely a label, or not unique for long.
_SHORTEST_BEGINNING = 8


def position_of(connection: Connection) -> int:
    """The number of the last entry; 0 in a new ledger."""
    return int(connection.execute(select(func.max(entries.c.position))).scalar() or 0)


def next_of(connection: Connection, table: Table) -> int:
    """The number of the next row of a table.

    Given by us and not by the database: a sequence of PostgreSQL keeps a gap for every transaction
    that was undone, and the same rows have the same numbers in both.
    """
    return int(connection.execute(select(func.max(table.c.seq))).scalar() or 0) + 1


def selected(connection: Connection, query: EvidenceQuery, position: int) -> Iterator[Claim]:
    """The claims of a query that were entered by a position, streamed."""
    review = Review.at(connection, position, query.known_at)
    return claims_where(connection, in_query(query, position), review)


def in_query(query: EvidenceQuery, position: int) -> Condition:
    """Whether a row is of a query and was entered by a position."""
    # A sum, lest the entries' index be taken, by which every claim would be read.
    return where(query) & (claims.c.entry + 0 <= position)


def sketched(
    connection: Connection, query: EvidenceQuery, position: int, sieve: Sieve | None = None
) -> Iterator[Claim]:
    """The same without their words: see `sketches`. A sieve holds back and counts what is far off."""
    c = claims.c
    review, sketches = Review.at(connection, position, query.known_at), Sketches()
    in_pieces = connection.dialect.name == "sqlite"
    is_far = ~touching(sieve.box) if sieve else false()
    columns = (c.claim_id, c.recorded_at, c.status, c.decided_by, c.decided_at, c.first_day, c.last_day)
    asked = select(*columns, is_far, *(pieces_columns() if in_pieces else (c.content,)))
    chosen = asked.where(in_query(query, position)).order_by(c.seq)
    with connection.execute(chosen, execution_options={"yield_per": _AT_ONCE}) as found:
        for claim_id, recorded_at, status, by, at, first, last, far, *told in found:
            pieces = Pieces(*told) if in_pieces else Pieces.of(*told)
            standing = review.standing(claim_id, Standing(Status(status), by, at))
            sketch = partial(sketches.of, claim_id, pieces, recorded_at, standing)
            if far and sieve and sieve.holds(claim_id, (first, last), standing, pieces, sketch):
                continue
            yield sketch()


def named(connection: Connection, name: str) -> list[Claim]:
    """The claims with this label, id or beginning of an id.

    A correction may bear the label of what it corrects: then only the correction is meant.
    """
    found_by = (claims.c.claim_id == name) | (claims.c.label == name)
    if len(name) >= _SHORTEST_BEGINNING:
        # Ids are hex digits, so all that begin so lie before the name with a letter after it. A range is
        # looked up in the index; a pattern is held against every claim.
        found_by |= claims.c.claim_id.between(name.lower(), name.lower() + "g")
    review = Review.at(connection, position_of(connection), None)
    found = list(claims_where(connection, found_by, review))
    corrected = {claim.supersedes for claim in found}
    return [claim for claim in found if claim.claim_id not in corrected]


def last_event(connection: Connection) -> date | None:
    """The last day on which anything that was told began; what was said of days to come is set aside."""
    told = (Kind.EVENT.value, Kind.OBSERVATION.value, Kind.LOOK.value)
    query = select(func.max(claims.c.first_day)).where(claims.c.kind.in_(told))
    found: date | None = connection.execute(query).scalar()
    return found


def known(connection: Connection, ids: list[str]) -> Iterator[Claim]:
    """The claims with these ids, as they stand now."""
    review = Review.at(connection, position_of(connection), None)
    return claims_where(connection, claims.c.claim_id.in_(ids), review)


class Held(NamedTuple):
    """A claim in the ledger as it stands now, with its content as canonical JSON."""

    claim_id: str
    label: str | None
    status: Status
    content: str


def labelled(connection: Connection, labels: list[str]) -> list[Held]:
    """The claims that bear one of the labels, in the order they were entered."""
    return _held(connection, claims.c.label.in_(labels))


def of_source(connection: Connection, source: str) -> list[Held]:
    """The claims of a source, in the order they were entered."""
    return _held(connection, claims.c.source == source)


def of_document(connection: Connection, sha256: str) -> list[Held]:
    """The claims that rest on a document, in the order they were entered."""
    return _held(connection, claims.c.document == sha256)


def of_origin(connection: Connection, sha256: str) -> list[Held]:
    """The claims that came in with a file, in the order they were entered."""
    its = select(entries.c.position).where(entries.c.sha256 == sha256)
    return _held(connection, claims.c.entry.in_(its))


def _held(connection: Connection, condition: Condition) -> list[Held]:
    c = claims.c
    review = Review.at(connection, position_of(connection), None)
    columns = (c.claim_id, c.label, c.content, c.status, c.decided_by, c.decided_at)
    return [
        Held(claim_id, label, review.standing(claim_id, Standing(Status(status), by, at)).status, content)
        for claim_id, label, content, status, by, at in connection.execute(
            select(*columns).where(condition).order_by(c.seq)
        )
    ]


def claims_where(connection: Connection, condition: Condition, review: Review) -> Iterator[Claim]:
    """The claims whose rows fulfil a condition, in the order they were entered, streamed."""
    c = claims.c
    columns = (c.claim_id, c.content, c.recorded_at, c.status, c.decided_by, c.decided_at)
    query = select(*columns).where(condition).order_by(c.seq)
    # Closed by us: whoever asks may stop in the middle, and a server keeps the rest ready until told.
    with connection.execute(query, execution_options={"yield_per": _AT_ONCE}) as found:
        for claim_id, content, recorded_at, status, by, at in found:
            standing = review.standing(claim_id, Standing(Status(status), by, at))
            yield claim_from(claim_id, content, recorded_at, standing)
