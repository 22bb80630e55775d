"""Where the placed events of a ledger stand in review, as was known at one time: columns beside the spots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from truceline.ledger.spots import EVENT_KINDS, STATUSES, Spots
from truceline.ledger.tables import claims, decisions

_CODE = {status: code for code, status in enumerate(STATUSES)}
_LIVE = frozenset({_CODE["accepted"], _CODE["proposed"]})


class Standings(NamedTuple):
    """Where each row stands in review, as numbers of STATUSES, and whether it was recorded by then."""

    status: NDArray[np.uint8]
    known: NDArray[np.bool_]


def standings(connection: Connection, spots: Spots, known_at: datetime | None) -> Standings:
    """How the rows stood as was known then (null: now)."""
    known = np.ones(len(spots), np.bool_) if known_at is None else _known(connection, spots, known_at)
    return Standings(_statuses(connection, spots, known_at), known)


def _statuses(connection: Connection, spots: Spots, known_at: datetime | None) -> NDArray[np.uint8]:
    code = spots["entered_as"].copy()
    decided = _decided(connection, spots.position, known_at)
    _set(spots, code, decided)
    gone = _CODE["superseded"]
    for seq in _overtaken(connection, spots.position, known_at, decided):
        at = int(np.searchsorted(spots["seq"], seq))
        if at < len(spots) and spots["seq"][at] == seq and int(code[at]) in _LIVE:
            code[at] = gone
    return code


def _set(spots: Spots, code: NDArray[np.uint8], decided: dict[int, int]) -> None:
    if not decided or not len(spots):
        return
    seqs = np.fromiter(decided.keys(), np.int64, len(decided))
    values = np.fromiter(decided.values(), np.uint8, len(decided))
    at = np.minimum(np.searchsorted(spots["seq"], seqs), len(spots) - 1)
    held = spots["seq"][at] == seqs
    code[at[held]] = values[held]


def _decided(connection: Connection, position: int, known_at: datetime | None) -> dict[int, int]:
    """The last decision on each claim, by its number."""
    c = decisions.c
    asked = select(c.claim, c.status).where(c.entry <= position).order_by(c.at, c.seq)
    if known_at is not None:
        asked = asked.where(c.at <= known_at)
    return {claim: _CODE[status] for claim, status in connection.execute(asked)}


def _overtaken(
    connection: Connection, position: int, known_at: datetime | None, decided: dict[int, int]
) -> Iterator[int]:
    """Numbers of claims that an accepted correction took the place of."""
    old, new = claims.alias("old"), claims.alias("new")
    asked = (
        select(old.c.seq, new.c.seq, new.c.status)
        .join(old, old.c.claim_id == new.c.supersedes)
        .where(new.c.supersedes > "", new.c.entry + 0 <= position)
    )
    if known_at is not None:
        asked = asked.where(new.c.recorded_at <= known_at)
    accepted = _CODE["accepted"]
    for seq, by, status in connection.execute(asked):
        if decided.get(by, _CODE[status]) == accepted:
            yield seq


def _known(connection: Connection, spots: Spots, known_at: datetime) -> NDArray[np.bool_]:
    asked = select(claims.c.seq).where(claims.c.recorded_at <= known_at, claims.c.kind.in_(EVENT_KINDS))
    seqs = np.fromiter(connection.execute(asked).scalars(), np.int64)
    found: NDArray[np.bool_] = np.isin(spots["seq"], seqs)
    return found
