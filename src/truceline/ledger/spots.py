"""Events with a place as columns, for maps: read once, then kept up with what is entered.

A map that moves over a million claims cannot ask the database for them each time. Some sixty bytes a claim
hold what decides whether and how one is drawn; its words are fetched for the few that are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from hashlib import blake2b
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.json import Decoder
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind, Modality, Status
from truceline.ledger.tables import claims, tombstones
from truceline.places.whereabouts import PRECISION_KM, UNSTATED_KM


class Said(IntEnum):
    """How an act is told; only what is told as done may be shown as done."""

    DONE = 0
    DENIED = 1
    PLANNED = 2
    REFUSED = 3
    UNSURE = 4


ACTS = tuple(act.value for act in Act)
STATUSES = tuple(status.value for status in Status)
LEVELS = ("public", "restricted", "secret")
NEVER = date.max.toordinal()
EVENT_KINDS = (Kind.EVENT.value, Kind.OBSERVATION.value)
_FACT = frozenset({Modality.ASSERTED.value, Modality.PRESUPPOSED.value})
_REFUSED = Modality.REFUSED.value
_AHEAD = frozenset(
    one.value for one in (Modality.INTENDED, Modality.COMMITTED, Modality.REQUIRED, Modality.EXPECTED)
)
_ACT_CODE = {act: code for code, act in enumerate(ACTS)}
_STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
_LEVEL_CODE = {level: code for code, level in enumerate(LEVELS)}
_AT_ONCE = 20_000
_CHUNK = 500
_FARTHEST = 85.05


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
_COLUMNS: dict[str, type] = {
    "seq": np.int32,
    "lon": np.float64,
    "lat": np.float64,
    "radius_km": np.float32,
    "is_odd": np.bool_,
    "first": np.int32,
    "last": np.int32,
    "act": np.uint8,
    "said": np.uint8,
    "entered_as": np.uint8,
    "level": np.uint8,
    "embargo": np.int32,
    "parties": np.int32,
    "unit": np.int64,
}


class Hidden(NamedTuple):
    """Claims of any kind that are not for everybody, in the order of their ids."""

    ids: NDArray[np.uint64]
    """The beginning of each id, as a number."""
    until: NDArray[np.int32]
    """The ordinal of the first day on which it may be told."""


def on_the_web(
    lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Where points (degrees) are on the web's map: 0-1 from its west, and from its north."""
    high = np.radians(np.clip(lat, -_FARTHEST, _FARTHEST))
    east, south = (lon + 180) / 360, (1 - np.arcsinh(np.tan(high)) / np.pi) / 2
    return east.astype(np.float32), south.astype(np.float32)


@dataclass(frozen=True, eq=False)
class Spots:
    """The placed events and observations of a ledger at a position, one row each; treat as read-only.

    `lon`, `lat` in degrees with `radius_km` around them; `first`, `last` as ordinals of days (0: not told);
    `act`, `said`, `entered_as`, `level` as numbers of ACTS, Said, STATUSES, LEVELS; `embargo` the ordinal of
    the first day it may be told; `parties` a number of `party_sets`; `unit` the same for all reports of one
    incident. `is_odd` marks a place that is a shape or named as a zone, of which the point is but a mark.
    """

    position: int
    columns: dict[str, NDArray[Any]]
    party_sets: tuple[tuple[str, ...], ...]
    hidden: Hidden
    unplaced: int
    """Events that no map can show."""
    unplaced_public: int
    """Those of them that are for everybody."""
    buried: int
    """Tombstones so far: one more, and everything is read anew."""
    reached: int
    """The number of the last claim that was read, of any kind."""

    def __len__(self) -> int:
        return len(self.columns["seq"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def is_hidden(self, claim_id: str, today: date) -> bool:
        """Whether a claim of any kind is not for everybody yet."""
        ids, until = self.hidden
        name = np.uint64(_beginning(claim_id))
        at = int(np.searchsorted(ids, name))
        return at < len(ids) and ids[at] == name and int(until[at]) > today.toordinal()

    @cached_property
    def east_south(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where each row is on the web's map: 0-1 from its west, and from its north."""
        return on_the_web(self["lon"], self["lat"])

    @cached_property
    def is_alone(self) -> NDArray[np.bool_]:
        """Of each row, whether no other tells of the same incident."""
        alone: NDArray[np.bool_] = self["unit"] >= 0
        named = np.flatnonzero(~alone)
        _, at, reports = np.unique(self["unit"][named], return_inverse=True, return_counts=True)
        alone[named] = reports[at] == 1
        return alone


@dataclass(frozen=True, slots=True)
class SpotWords:
    """What a claim says, for whoever looks at one."""

    claim_id: str
    says: str
    place: str


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


def joined(parts: Sequence[Spots]) -> Spots:
    """Spots that follow each other, of the same erasures, as one; at the position of the last."""
    sets: dict[tuple[str, ...], int] = {}
    numbers = [
        np.array([sets.setdefault(names, len(sets)) for names in part.party_sets], np.int32) for part in parts
    ]
    columns = {}
    for name in _COLUMNS:
        several = [part[name] for part in parts]
        if name == "parties":
            several = [number[one] for number, one in zip(numbers, several, strict=True)]
        columns[name] = np.concatenate(several)
    ids = np.concatenate([part.hidden.ids for part in parts])
    until = np.concatenate([part.hidden.until for part in parts])
    order = np.argsort(ids, kind="stable")
    last = parts[-1]
    return Spots(
        last.position,
        columns,
        tuple(sets),
        Hidden(ids[order], until[order]),
        sum(part.unplaced for part in parts),
        sum(part.unplaced_public for part in parts),
        last.buried,
        last.reached,
    )


def unread(connection: Connection, known: Spots | None = None) -> int:
    """How many claims have to be read for the spots to be kept up: all of them after an erasure."""
    last = int(connection.execute(select(func.max(claims.c.seq))).scalar() or 0)
    if known is None or known.buried != buried(connection):
        return last
    return last - known.reached


def buried(connection: Connection) -> int:
    """How many places had their words withdrawn."""
    return int(connection.execute(select(func.count()).select_from(tombstones)).scalar() or 0)


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
        values = zip(*told, strict=True) if told else ([] for _ in _COLUMNS)
        pairs = zip(_COLUMNS.items(), values, strict=True)
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
            return {name: np.empty(0, dtype) for name, dtype in _COLUMNS.items()}
        return {name: np.concatenate([part.pop(name) for part in self.parts]) for name in _COLUMNS}

    def _row(self, seq: int, claim_id: str, kind: str, status: str, content: str) -> tuple[Any, ...] | None:
        told = _DECODER.decode(content)
        self.reached = seq
        level, embargo = _LEVEL_CODE[told.sensitivity], self._day(told.embargo_until)
        if level or embargo:
            self.hidden[_beginning(claim_id)] = NEVER if level else embargo
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


def _beginning(claim_id: str) -> int:
    return int(claim_id[:15], 16)


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
    found: dict[int, SpotWords] = {}
    numbers = iter(seqs)
    while chunk := list(islice(numbers, _CHUNK)):
        asked = select(claims.c.seq, claims.c.claim_id, claims.c.content).where(claims.c.seq.in_(chunk))
        for seq, claim_id, content in connection.execute(asked):
            told = _WORDS.decode(content)
            place = next((one.text or one.base or one.zone or "" for one in told.place), "")
            found[seq] = SpotWords(claim_id, told.says, place)
    return found
