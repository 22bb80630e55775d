"""Events with a place as columns, for maps: read once, then kept up with what is entered.

A map that moves over a million claims cannot ask the database for them each time. Some sixty bytes a claim
hold what decides whether and how one is drawn; its words are fetched for the few that are told one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.json import Decoder
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind, Modality, Status
from truceline.ledger.tables import claims, decisions, tombstones
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
_KINDS = (Kind.EVENT.value, Kind.OBSERVATION.value)
_FACT = frozenset({Modality.ASSERTED.value, Modality.PRESUPPOSED.value})
_AHEAD = frozenset(
    one.value for one in (Modality.INTENDED, Modality.COMMITTED, Modality.REQUIRED, Modality.EXPECTED)
)
_ACT_CODE = {act: code for code, act in enumerate(ACTS)}
_STATUS_CODE = {status: code for code, status in enumerate(STATUSES)}
_LEVEL_CODE = {level: code for code, level in enumerate(LEVELS)}
_LIVE = frozenset({_STATUS_CODE["accepted"], _STATUS_CODE["proposed"]})
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
    hidden: dict[int, int]
    """Claims of any kind that are not for everybody: the beginning of the id, and until when (an ordinal)."""
    unplaced: int
    """Events that no map can show."""
    unplaced_public: int
    """Those of them that are for everybody."""
    buried: int = 0
    """Tombstones so far: one more, and everything is read anew."""

    def __len__(self) -> int:
        return len(self.columns["seq"])

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.columns[name]

    def is_hidden(self, claim_id: str, today: date) -> bool:
        """Whether a claim of any kind is not for everybody yet."""
        return self.hidden.get(_beginning(claim_id), 0) > today.toordinal()

    @cached_property
    def east_south(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where each row is on the web's map: 0-1 from its west, and from its north."""
        high = np.radians(np.clip(self["lat"], -_FARTHEST, _FARTHEST))
        east, south = (self["lon"] + 180) / 360, (1 - np.arcsinh(np.tan(high)) / np.pi) / 2
        return east.astype(np.float32), south.astype(np.float32)

    @cached_property
    def is_alone(self) -> NDArray[np.bool_]:
        """Of each row, whether no other tells of the same incident."""
        _, at, reports = np.unique(self["unit"], return_inverse=True, return_counts=True)
        alone: NDArray[np.bool_] = reports[at] == 1
        return alone


@dataclass(frozen=True, slots=True)
class SpotWords:
    """What a claim says, for whoever looks at one."""

    claim_id: str
    says: str
    place: str


def spots_at(connection: Connection, position: int, known: Spots | None = None) -> Spots:
    """The spots at a position; from those of an earlier one, only what was entered since is read."""
    buried = int(connection.execute(select(func.count()).select_from(tombstones)).scalar() or 0)
    if known is not None and (known.buried != buried or known.position > position):
        known = None
    if known is not None and known.position == position:
        return known
    read = _Reading(known)
    since = known.position if known else 0
    columns = (claims.c.seq, claims.c.claim_id, claims.c.kind, claims.c.status, claims.c.content)
    asked = select(*columns).where(claims.c.entry > since, claims.c.entry <= position)
    with connection.execute(asked.order_by(claims.c.seq), execution_options={"yield_per": _AT_ONCE}) as found:
        for part in found.partitions(_AT_ONCE):
            read.take(part)
    return Spots(
        position, read.joined(), tuple(read.sets), read.hidden, read.unplaced, read.unplaced_public, buried
    )


class _Reading:
    """Rows on their way into columns."""

    def __init__(self, known: Spots | None) -> None:
        self.parts: list[dict[str, NDArray[Any]]] = [known.columns] if known else []
        self.sets: dict[tuple[str, ...], int] = {
            names: number for number, names in enumerate(known.party_sets if known else ())
        }
        self.hidden = dict(known.hidden) if known else {}
        self.unplaced = known.unplaced if known else 0
        self.unplaced_public = known.unplaced_public if known else 0
        self._days: dict[str, int] = {}

    def take(self, rows: Iterable[Any]) -> None:
        """More rows: number, id, kind, status and content."""
        told = [row for row in (self._row(*row) for row in rows) if row is not None]
        values = zip(*told, strict=True) if told else ([] for _ in _COLUMNS)
        pairs = zip(_COLUMNS.items(), values, strict=True)
        self.parts.append({name: np.array(one, dtype) for (name, dtype), one in pairs})

    def joined(self) -> dict[str, NDArray[Any]]:
        """The columns, whole."""
        if not self.parts:
            return {name: np.empty(0, dtype) for name, dtype in _COLUMNS.items()}
        return {name: np.concatenate([part[name] for part in self.parts]) for name in _COLUMNS}

    def _row(self, seq: int, claim_id: str, kind: str, status: str, content: str) -> tuple[Any, ...] | None:
        told = _DECODER.decode(content)
        level, embargo = _LEVEL_CODE[told.sensitivity], self._day(told.embargo_until)
        if level or embargo:
            self.hidden[_beginning(claim_id)] = NEVER if level else embargo
        if kind not in _KINDS:
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
            hash(told.incident) if told.incident else seq,
        )

    def _day(self, day: str | None) -> int:
        if day is None:
            return 0
        if day not in self._days:
            self._days[day] = date.fromisoformat(day).toordinal()
        return self._days[day]

    def _parties(self, actors: Sequence[_Who]) -> int:
        names = tuple(dict.fromkeys(one.party for one in actors if one.party))
        return self.sets.setdefault(names, len(self.sets))


def _beginning(claim_id: str) -> int:
    return int(claim_id[:15], 16)


def _spot(places: Sequence[_Place]) -> tuple[float, float, float, bool] | None:
    """Longitude, latitude, radius in km, and whether the point but marks something else."""
    for place in sorted(places, key=lambda one: one.role != "location"):
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
    if told.modality == Modality.REFUSED.value:
        return Said.REFUSED
    if told.modality not in _FACT:
        return Said.UNSURE
    if told.polarity == "negative":
        return Said.DENIED
    return Said.PLANNED if told.aspect == "not_started" else Said.DONE


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
    gone = _STATUS_CODE["superseded"]
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
    return {claim: _STATUS_CODE[status] for claim, status in connection.execute(asked)}


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
    accepted = _STATUS_CODE["accepted"]
    for seq, by, status in connection.execute(asked):
        if decided.get(by, _STATUS_CODE[status]) == accepted:
            yield seq


def _known(connection: Connection, spots: Spots, known_at: datetime) -> NDArray[np.bool_]:
    asked = select(claims.c.seq).where(claims.c.recorded_at <= known_at, claims.c.kind.in_(_KINDS))
    seqs = np.fromiter(connection.execute(asked).scalars(), np.int64)
    found: NDArray[np.bool_] = np.isin(spots["seq"], seqs)
    return found


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
