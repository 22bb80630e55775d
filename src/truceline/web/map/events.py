"""Events on the map: told one by one while they are few, counted by squares where they are many.

An event that several reports tell of counts once. What is denied, planned or only possible is never counted
as done: it is told apart, in the squares as in the single events.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.ledger.spots import ACTS, LEVELS, STATUSES, Said
from truceline.publish.symbols import mark_of
from truceline.web.apart import NotYet
from truceline.web.map.chances import Asked
from truceline.web.map.squares import squares
from truceline.web.map.wanted import KINDS, NOBODY, Wanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.assess.result import Assessment, RegisterEntry
    from truceline.core.frame import Frame
    from truceline.ledger.spots import Spots, SpotWords
    from truceline.ledger.standings import Standings
    from truceline.places.atlas import Atlas
    from truceline.web.map.chances import Chances
    from truceline.web.map.reader import Reader

Json = dict[str, Any]
_KIND_OF_ACT = np.array([KINDS.index(mark_of(act).key) for act in ACTS], np.uint8)
_ACCEPTED, _PROPOSED = STATUSES.index("accepted"), STATUSES.index("proposed")
_DONE, _DENIED = int(Said.DONE), int(Said.DENIED)
_PUBLIC = LEVELS.index("public")
_KIND_NAMES = tuple(KINDS[kind] for kind in _KIND_OF_ACT.tolist())
_SAID_NAMES = tuple(said.name.lower() for said in Said)
_TOLD = ("seq", "lon", "lat", "radius_km", "is_odd", "first", "last", "act", "said", "level", "parties")
"""What is told of a row, by the names of its columns."""
_FEW = 4
LATER: Json = {
    "type": "FeatureCollection",
    "mode": "later",
    "count": 0,
    "done": 0,
    "unplaced": 0,
    "features": [],
}
"""A layer that is being worked out: whoever asks again gets it."""
_SLIGHT = 0.005
"""A chance below that is told as none: none of it would be seen."""


@dataclass(frozen=True)
class Events:
    """The events of a case as one reader may see them in one frame; `rows` of the spots, one each."""

    spots: Spots
    standings: Standings
    atlas: Atlas
    chances: Chances
    frame: Frame
    reader: Reader
    today: date
    """Until when embargoes have run out."""

    def rows(self, wanted: Wanted) -> Chosen:
        """The events that a filter keeps, each by the report that stands for it."""
        found = self._fitting(wanted)
        if wanted.zone is not None and wanted.p_least > 0:
            p = self.chances.of(self.spots, found, self.asked(wanted.zone))
            found = found[p >= np.float32(wanted.p_least)]
        return once(self.spots, found)

    def asked(self, zone: str) -> Asked:
        """A zone as it lies for the reader."""
        return Asked(self.atlas, zone, self.frame.readings)

    def _fitting(self, wanted: Wanted) -> NDArray[Any]:
        """The rows that fit, but for P(inside); of a small view only its own rows are looked at."""
        if wanted.bbox is None:
            return np.flatnonzero(self._mask(wanted, slice(None)))
        west, south, east, north = wanted.bbox
        lon, lat = self.spots["lon"], self.spots["lat"]
        box = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        if np.count_nonzero(box) > len(box) // _FEW:
            return np.flatnonzero(box & self._mask(wanted, slice(None)))
        rows = np.flatnonzero(box)
        return rows[self._mask(wanted, rows)]

    def _mask(self, wanted: Wanted, rows: Any) -> NDArray[np.bool_]:
        """Which of some rows fit all but the view."""
        spots, status = self.spots, self.standings.status[rows]
        mask: NDArray[np.bool_] = status == _ACCEPTED
        if wanted.proposed:
            mask |= status == _PROPOSED
        mask &= self.standings.known[rows]
        if not self.reader.secret:
            mask &= spots["level"][rows] == _PUBLIC
            mask &= spots["embargo"][rows] <= self.today.toordinal()
        last = min(self.frame.as_of, wanted.last or date.max).toordinal()
        mask &= spots["first"][rows] <= last
        if wanted.first is not None:
            mask &= spots["last"][rows] >= wanted.first.toordinal()
        if wanted.kinds:
            keys = np.array([key in wanted.kinds for key in KINDS])
            mask &= keys[_KIND_OF_ACT][spots["act"][rows]]
        if wanted.parties:
            mask &= self._sets(wanted.parties)[spots["parties"][rows]]
        return mask

    def _sets(self, parties: frozenset[str]) -> NDArray[np.bool_]:
        """Which sets of parties hold one that is asked for."""
        nobody = NOBODY in parties
        return np.array(
            [bool(parties & set(one)) or (nobody and not one) for one in self.spots.party_sets], np.bool_
        )


@dataclass(frozen=True)
class Chosen:
    """Rows that stand for one event each, ascending, and what they tell who stand for several reports."""

    rows: NDArray[Any]
    firsts: NDArray[Any]
    """Those of the rows that stand for an incident that others tell of, too."""
    counts: NDArray[Any]
    """How many reports each of these stands for."""
    denied: NDArray[np.bool_]
    """Whether some of them deny what it tells."""

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def reports(self) -> list[int]:
        """How many reports there are, row by row."""
        found = np.ones(len(self.rows), np.int64)
        found[np.searchsorted(self.rows, self.firsts)] = self.counts
        return found.tolist()

    @property
    def is_denied(self) -> list[bool]:
        """Whether some of them deny it, row by row."""
        found = np.zeros(len(self.rows), np.bool_)
        found[np.searchsorted(self.rows, self.firsts)] = self.denied
        return found.tolist()


def once(spots: Spots, rows: NDArray[Any]) -> Chosen:
    """One row for each event: one told as done before any other, then the most exact, then the first."""
    alone = spots.is_alone[rows]
    at = np.flatnonzero(~alone)
    several = rows[at]
    if not len(several):
        return Chosen(rows, several, several, several.astype(np.bool_))
    said, unit = spots["said"][several], spots["unit"][several]
    order = np.lexsort((several, spots["radius_km"][several], said, unit))
    starts = np.flatnonzero(np.r_[True, np.diff(unit[order]) != 0])
    counts = np.diff(np.r_[starts, len(order)])
    denials = np.add.reduceat(said[order] == _DENIED, starts)
    first = order[starts]
    alone[at[first]] = True  # of an incident it stands for the others
    denied = (denials > 0) & (said[first] != _DENIED)
    return Chosen(rows[alone], several[first], counts, denied)


def layer(
    events: Events,
    wanted: Wanted,
    standing: Mapping[str, Iterable[RegisterEntry]],
    zones: Iterable[str],
    words_of: Any,
) -> Json:
    """The events of a view as GeoJSON, one by one (`mode` events) or by squares (`mode` squares).

    `standing`: the register's entries by claim id. `zones`: those that P(inside) is told of. The foreign
    members `count`, `done`, `unplaced` tell how many events are meant, and how many of them are told as done;
    `later` that their chances (`p`, null) are being worked out. Raises NotYet where the filter asks for them.
    """
    chosen = events.rows(wanted)
    spots = events.spots
    done = int(np.count_nonzero(spots["said"][chosen.rows] == _DONE))
    told = {
        "type": "FeatureCollection",
        "count": len(chosen),
        "done": done,
        "unplaced": spots.unplaced if events.reader.secret else spots.unplaced_public,
    }
    if len(chosen) > wanted.most:
        last = min(events.frame.as_of, wanted.last or date.max)
        return told | squares(spots, chosen.rows, _KIND_OF_ACT[spots["act"][chosen.rows]], wanted, last)
    features = _single(events, chosen, standing, list(zones), words_of)
    later = any(one["properties"]["p"] is None for one in features)
    return told | {"mode": "events", "later": later, "features": features}


def _single(
    events: Events,
    chosen: Chosen,
    standing: Mapping[str, Iterable[RegisterEntry]],
    zones: list[str],
    words_of: Any,
) -> list[Json]:
    spots, rows = events.spots, chosen.rows
    words: dict[int, SpotWords] = words_of(spots["seq"][rows].tolist())
    chances = _chances(events, rows, zones)
    columns = [spots[name][rows].tolist() for name in _TOLD]
    status, reports, denied = events.standings.status[rows].tolist(), chosen.reports, chosen.is_denied
    found = []
    for number, values in enumerate(zip(*columns, strict=True)):
        one = dict(zip(_TOLD, values, strict=True))
        p = (
            None
            if chances is None
            else {zone: round(told[number], 4) for zone, told in chances.items() if told[number] >= _SLIGHT}
        )
        said = words[one["seq"]]
        properties = _properties(one, said, spots.party_sets[one["parties"]]) | {
            "reports": reports[number],
            "denied": denied[number],
            "status": STATUSES[status[number]],
            "p": p,
            "register": _told(events, standing.get(said.claim_id, ())),
        }
        at = {"type": "Point", "coordinates": [round(one["lon"], 5), round(one["lat"], 5)]}
        found.append({"type": "Feature", "id": said.claim_id, "geometry": at, "properties": properties})
    return found


def _chances(events: Events, rows: NDArray[Any], zones: list[str]) -> dict[str, list[float]] | None:
    """P(inside) of each zone; null while they are being worked out, all of which begins at once."""
    found = {}
    for zone in zones:
        with suppress(NotYet):
            found[zone] = events.chances.of(events.spots, rows, events.asked(zone)).tolist()
    return found if len(found) == len(zones) else None


def _properties(one: Mapping[str, Any], words: SpotWords, parties: tuple[str, ...]) -> Json:
    return {
        "kind": _KIND_NAMES[one["act"]],
        "act": ACTS[one["act"]],
        "said": _SAID_NAMES[one["said"]],
        "says": words.says,
        "place": words.place,
        "parties": list(parties),
        "day": _day(one["first"]),
        "end": _day(one["last"]),
        "radius_km": round(one["radius_km"], 2),
        "shape": one["is_odd"],
        "level": LEVELS[one["level"]],
    }


@lru_cache(4096)
def _day(ordinal: int) -> str | None:
    return date.fromordinal(ordinal).isoformat() if ordinal else None


def _told(events: Events, entries: Iterable[RegisterEntry]) -> list[Json]:
    """An entry that also rests on a claim which the reader may not see is left out: its status could tell."""
    return [
        {"entry": one.entry_id, "norm": one.norm, "status": one.status, "bearing": one.bearing}
        for one in entries
        if events.reader.secret
        or not any(
            events.spots.is_hidden(claim.claim_id, events.today) for claim in (*one.claims, *one.against)
        )
    ]


def standing_of(assessment: Assessment) -> dict[str, list[RegisterEntry]]:
    """The register's entries by the claims they rest on."""
    found: dict[str, list[RegisterEntry]] = {}
    for entry in assessment.violations:
        for claim in (*entry.claims, *entry.against):
            found.setdefault(claim.claim_id, []).append(entry)
    return found
