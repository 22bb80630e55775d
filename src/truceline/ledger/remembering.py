"""Claims that were read before, for whoever asks for almost the same ones over and over.

What a case comes to on another day rests on the claims of the day before, and a few more. To make them
out of their content takes several times as long as to find which they are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from truceline.evidence.strict import lean
from truceline.ledger.inserting import listed
from truceline.ledger.lines import raw
from truceline.ledger.retrieval import claims_where, in_query
from truceline.ledger.review import Review
from truceline.ledger.tables import claims
from truceline.ledger.tombstones import buried

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from truceline.evidence.claim import Claim
    from truceline.evidence.query import EvidenceQuery

MOST = 20_000
"""Claims kept, of some 5 kB each."""
_AT_ONCE = 2000


class _Kept(NamedTuple):
    stood: Hashable
    """How it entered, and how it stood in review when it was read."""
    claim: Claim


class Remembered:
    """The claims of one ledger that were read last. One asks at a time."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[str, _Kept] = {}
        self.erasures = 0
        """How many places had had their words withdrawn when it last looked."""
        self._reviewed: tuple[Hashable, Review] | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def selected(self, connection: Connection, query: EvidenceQuery, position: int) -> list[Claim]:
        """The claims of a query that were entered by a position, in that order, as they stood then.

        A claim that stands as it stood is the very same object. Once words were erased, all are read anew.
        """
        self._forget_if_erased(connection)
        review = self._review(connection, position, query.known_at)
        wanted = _wanted(connection, query, position, review)
        missing = [one for one, stood in wanted.items() if not self._stands(one, stood)]
        found = {one: kept.claim for one in wanted if (kept := self._kept.get(one))}
        found.update(_read(connection, missing, review))
        self._keep(wanted, found, missing)
        return [found[one] for one in wanted]

    def _review(self, connection: Connection, position: int, known_at: datetime | None) -> Review:
        """Where claims stood then; of one position and one knowledge it is read once."""
        key = position, known_at
        if self._reviewed is None or self._reviewed[0] != key:
            self._reviewed = key, Review.at(connection, position, known_at)
        return self._reviewed[1]

    def _forget_if_erased(self, connection: Connection) -> None:
        erasures = buried(connection)
        if erasures != self.erasures:
            self._kept.clear()
            self.erasures = erasures

    def _stands(self, claim_id: str, stood: Hashable) -> bool:
        kept = self._kept.get(claim_id)
        return kept is not None and kept.stood == stood

    def _keep(self, wanted: dict[str, Hashable], found: dict[str, Claim], fresh: Sequence[str]) -> None:
        """Keep what was read; where that is too much, nothing but what was asked for last."""
        if len(self._kept) + len(fresh) > self._most:
            self._kept = {one: kept for one, kept in self._kept.items() if one in wanted}
        room = max(self._most - len(self._kept), 0)
        self._kept.update((one, _Kept(wanted[one], found[one])) for one in fresh[:room])


def _wanted(
    connection: Connection, query: EvidenceQuery, position: int, review: Review
) -> dict[str, Hashable]:
    """The ids of the claims, in order, with all that their bookkeeping is made of."""
    c = claims.c
    entered = (c.recorded_at, c.status, c.decided_by, c.decided_at)
    asked = select(raw(c.claim_id), *map(raw, entered)).where(in_query(query, position)).order_by(c.seq)
    decided, overtaken = review.decided, review.overtaken
    rows: Iterable[Sequence[Any]] = connection.execute(asked).all()
    return {row[0]: (tuple(row[1:]), decided.get(row[0]), overtaken.get(row[0])) for row in rows}


def _read(connection: Connection, ids: Sequence[str], review: Review) -> Iterable[tuple[str, Claim]]:
    rest = iter(ids)
    while chunk := list(islice(rest, _AT_ONCE)):
        condition = claims.c.claim_id.in_(listed(connection, chunk))
        for claim in claims_where(connection, condition, review):
            yield claim.claim_id, lean(claim)
