"""Claims on their way into the columns of a map: read row by row, and only those that came since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
from msgspec import Struct
from msgspec.json import Decoder
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from truceline.evidence.claim import Modality
from truceline.ledger.inserting import numbered
from truceline.ledger.lines import raw
from truceline.ledger.spots import (
    ACTS,
    COLUMNS,
    EVENT_KINDS,
    LEVELS,
    NEVER,
    STATUSES,
    Hidden,
    Said,
    Spots,
    SpotWords,
    beginning,
    joined,
)
from truceline.ledger.tables import claims
from truceline.ledger.tombstones import buried
from truceline.places.precision import PRECISION_KM, UNSTATED_KM

_FACT = frozenset({Modality.ASSERTED.value, Modality.PRESUPPOSED.value})
_REFUSED = Modality.REFUSED.value
_AHEAD = frozenset(
    one.value for one in (Modality.INTENDED, Modality.COMMITTED, Modality.REQUIRED, Modality.EXPECTED)
)
_ACT_CODE = {act: code for code, act in enumerate(ACTS)}
_STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
_LEVEL_CODE = {level: code for code, level in enumerate(LEVELS)}
_AT_ONCE = 20_000


class _Who(Struct, gc=False):
    party: str | None = None


class _Place(Struct, gc=False):
    role: str = "location"
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    geometry: dict[str, Any] | None = None
    precision: int | None = None
    radius_m: float | None = None


class _Time(Struct, gc=False):
    start: str | None = None
    end: str | None = None


class _Content(Struct, gc=False):
    act: str
    actor: list[_Who]
    place: list[_Place]
    time: _Time
    modality: str = "asserted"
    polarity: str = "positive"
    aspect: str = "completed"
    sensitivity: str = "public"
    embargo_until: str | None = None
    incident: str | None = None
    published_on: str | None = None


class _Named(Struct, gc=False):
    text: str = ""
    base: str | None = None
    zone: str | None = None


class _Said(Struct, gc=False):
    place: list[_Named]
    says: str = ""


_DECODER = Decoder(_Content)
_WORDS = Decoder(_Said)


def spots_at(connection: Connection, position: int, known: Spots | None = None) -> Spots:
    """The spots at a position; from those of an earlier one, only what was entered since is read."""
    if known is not None and (known.buried != buried(connection) or known.position > position):
        known = None
    if known is not None and known.position == position:
        return known
    fresh = spots_between(connection, position, known.reached if known else 0, None)
    return joined([known, fresh]) if known else fresh


def spots_between(connection: Connection, position: int, after: int, until: int | None) -> Spots:
    """The spots of the claims with numbers after one and until another (null: the last), at a position."""
    c, read = claims.c, _Reading(after)
    # Numbers grow with entries; the sum keeps the entries' index from being taken, by which rows lie anyhow.
    asked = select(c.seq, c.claim_id, c.kind, c.status, c.content).where(
        c.seq > after, c.entry + 0 <= position
    )
    if until is not None:
        asked = asked.where(c.seq <= until)
    with connection.execute(asked.order_by(c.seq), execution_options={"yield_per": _AT_ONCE}) as found:
        for part in found.partitions(_AT_ONCE):
            read.take(part)
    return read.spots(position, buried(connection))


def unread(connection: Connection, known: Spots | None = None) -> int:
    """How many claims have to be read for the spots to be kept up: all of them after an erasure."""
    last = int(connection.execute(select(func.max(claims.c.seq))).scalar() or 0)
    if known is None or known.buried != buried(connection):
        return last
    return last - known.reached


class _Reading:
    """Rows on their way into columns."""

    def __init__(self, after: int) -> None:
        self.parts: list[dict[str, NDArray[Any]]] = []
        self.sets: dict[tuple[str, ...], int] = {}
        self.hidden: dict[int, int] = {}
        self.unplaced = self.unplaced_public = 0
        self.reached = after
        self._days: dict[str, int] = {}

    def take(self, rows: Iterable[Any]) -> None:
        """More rows: number, id, kind, status and content."""
        told = [row for row in (self._row(*row) for row in rows) if row is not None]
        values = zip(*told, strict=True) if told else ([] for _ in COLUMNS)
        pairs = zip(COLUMNS.items(), values, strict=True)
        self.parts.append({name: np.array(one, dtype) for (name, dtype), one in pairs})

    def spots(self, position: int, buried: int) -> Spots:
        """What was read."""
        ids = np.fromiter(self.hidden, np.uint64, len(self.hidden))
        until = np.fromiter(self.hidden.values(), np.int32, len(self.hidden))
        order = np.argsort(ids, kind="stable")
        told = (Hidden(ids[order], until[order]), self.unplaced, self.unplaced_public, buried, self.reached)
        return Spots(position, self._columns(), tuple(self.sets), *told)

    def _columns(self) -> dict[str, NDArray[Any]]:
        if not self.parts:
            return {name: np.empty(0, dtype) for name, dtype in COLUMNS.items()}
        return {name: np.concatenate([part.pop(name) for part in self.parts]) for name in COLUMNS}

    def _row(self, seq: int, claim_id: str, kind: str, status: str, content: str) -> tuple[Any, ...] | None:
        told = _DECODER.decode(content)
        self.reached = seq
        level, embargo = _LEVEL_CODE[told.sensitivity], self._day(told.embargo_until)
        if level or embargo:
            self.hidden[beginning(claim_id)] = NEVER if level else embargo
        if kind not in EVENT_KINDS:
            return None
        at = _spot(told.place)
        if at is None:
            self.unplaced += 1
            self.unplaced_public += not (level or embargo)
            return None
        start = told.time.start or told.time.end or told.published_on
        return (
            seq,
            *at,
            self._day(start),
            self._day(told.time.end or start),
            _ACT_CODE.get(told.act, 0),
            _said(told),
            _STATUS_CODE[status],
            level,
            embargo,
            self._parties(told.actor),
            _unit(told.incident) if told.incident else seq,
        )

    def _day(self, day: str | None) -> int:
        if day is None:
            return 0
        if day not in self._days:
            self._days[day] = date.fromisoformat(day).toordinal()
        return self._days[day]

    def _parties(self, actors: Sequence[_Who]) -> int:
        names = tuple([one.party for one in actors if one.party])
        if len(names) > 1:
            names = tuple(dict.fromkeys(names))
        return self.sets.setdefault(names, len(self.sets))


def _unit(incident: str) -> int:
    """A number below 0 for an incident, the same in every process; claims that stand alone have their own."""
    return -1 - int.from_bytes(blake2b(incident.encode(), digest_size=7).digest())


def _spot(places: Sequence[_Place]) -> tuple[float, float, float, bool] | None:
    """Longitude, latitude, radius in km, and whether the point but marks something else."""
    several = places if len(places) == 1 else sorted(places, key=lambda one: one.role != "location")
    for place in several:
        if place.geometry is not None and (middle := _middle(place.geometry)) is not None:
            return (*middle, 0.0, True)
        if place.lat is not None and place.lon is not None:
            return place.lon, place.lat, _radius_km(place), place.zone is not None
    return None


def _radius_km(place: _Place) -> float:
    if place.radius_m is not None:
        return place.radius_m / 1000
    return UNSTATED_KM if place.precision is None else PRECISION_KM[place.precision]


def _middle(geometry: dict[str, Any]) -> tuple[float, float] | None:
    corners = list(_corners(geometry.get("coordinates")))
    if not corners:
        return None
    lon, lat = zip(*corners, strict=True)
    return (min(lon) + max(lon)) / 2, (min(lat) + max(lat)) / 2


def _corners(coordinates: object) -> Iterator[tuple[float, float]]:
    match coordinates:
        case [int() | float() as lon, int() | float() as lat, *_]:
            yield float(lon), float(lat)
        case [*parts]:
            for part in parts:
                yield from _corners(part)


def _said(told: _Content) -> Said:
    if told.modality in _AHEAD:
        return Said.PLANNED
    if told.modality == _REFUSED:
        return Said.REFUSED
    if told.modality not in _FACT:
        return Said.UNSURE
    if told.polarity == "negative":
        return Said.DENIED
    return Said.PLANNED if told.aspect == "not_started" else Said.DONE


def words_of(connection: Connection, seqs: Iterable[int]) -> dict[int, SpotWords]:
    """What claims say, by their numbers."""
    c, found = claims.c, {}
    asked = select(raw(c.seq), raw(c.claim_id), raw(c.content)).where(c.seq.in_(numbered(connection, seqs)))
    for seq, claim_id, content in connection.execute(asked).all():
        told = _WORDS.decode(content)
        place = next((one.text or one.base or one.zone or "" for one in told.place), "")
        found[seq] = SpotWords(claim_id, told.says, place)
    return found
