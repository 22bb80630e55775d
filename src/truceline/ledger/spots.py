"""Events with a place as columns, for maps: read once, then kept up with what is entered.

A map that moves over a million claims cannot ask the database for them each time. Some sixty bytes a claim
hold what decides whether and how one is drawn; its words are fetched for the few that are told one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind, Status


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
_FARTHEST = 85.05


COLUMNS: dict[str, type] = {
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


def beginning(claim_id: str) -> int:
    """Of an id, as a number that decides its place in `Hidden`."""
    return int(claim_id[:15], 16)


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
        name = np.uint64(beginning(claim_id))
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


def joined(parts: Sequence[Spots]) -> Spots:
    """Spots that follow each other, of the same erasures, as one; at the position of the last."""
    sets: dict[tuple[str, ...], int] = {}
    numbers = [
        np.array([sets.setdefault(names, len(sets)) for names in part.party_sets], np.int32) for part in parts
    ]
    columns = {}
    for name in COLUMNS:
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
