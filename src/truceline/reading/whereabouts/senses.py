"""What a name may mean: rows of the case's list, towns, provinces and countries of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import cos, hypot, radians
from typing import Literal

from truceline.evidence.query import Box
from truceline.places.areas import Area, area_round
from truceline.places.gazetteer import Entry, Gazetteer, LargeList
from truceline.places.general import Town
from truceline.places.sound import alike, is_clear, sound
from truceline.places.spelling import key
from truceline.places.world import known_as, named, sounding, world
from truceline.reading.whereabouts.words import Words

_REMEMBERED = 50_000
_MOST_SENSES = 12
_KM_PER_DEGREE = 111.2
# So far from the case's ground a place is still a neighbour; so large a town is known anywhere.
NEAR_KM = 400.0
_KNOWN_ANYWHERE = 250_000
_SAME_KM = 20.0
_PRECISION = {
    "governorate": 4,
    "province": 4,
    "oblast": 4,
    "region": 4,
    "state": 4,
    "district": 3,
    "country": 6,
}


@dataclass(frozen=True, slots=True)
class Sense:
    """One place that a name may mean.

    `form` tells a named spot from an area with an edge. `near` is within reach of the case;
    `known` is large enough to be meant without a word of explanation.
    """

    name: str
    form: Literal["spot", "area"]
    kind: str
    lat: float
    lon: float
    radius_m: float | None
    precision: int
    adm1: str | None
    country: str | None
    area: Area | None
    curated: bool
    near: bool
    known: bool
    size: float = 0.0
    """People of a town; square degrees of an area."""
    is_capital: bool = False
    """A town where a country has its government."""
    heard: str = ""
    """Set where only the sound of the name is the same."""

    def __hash__(self) -> int:
        return hash((self.name, self.form, self.lat, self.lon, self.heard))


class Senses:
    """Names to what they may mean, nearest to the case first; answers are remembered."""

    def __init__(self, gazetteer: Gazetteer, words: Words) -> None:
        self.curated, self.bounds, self.words = gazetteer.curated, gazetteer.bounds, words
        self._firsts: dict[str, int] = {}
        self._by_sound: dict[str, list[tuple[str, Entry]]] = {}
        self._known: dict[str, tuple[Sense, ...]] = {}
        self._longest: dict[str, int] = {}
        if not isinstance(self.curated, LargeList):
            for spelling, entries in self.curated.items():
                first, count = spelling.split(" ", 1)[0], spelling.count(" ") + 1
                self._firsts[first] = max(count, self._firsts.get(first, 0))
                self._by_sound.setdefault(sound(spelling), []).extend((spelling, one) for one in entries)
            self._by_sound.pop("", None)
        self._countries: dict[str, int] = {}
        for spelling in words.countries:
            first, count = spelling.split(" ", 1)[0], spelling.count(" ") + 1
            self._countries[first] = max(count, self._countries.get(first, 0))

    @property
    def firsts(self) -> Iterable[str]:
        """First words of the names of a short curated list."""
        return self._firsts

    def curated_of(self, kind: str) -> list[Sense]:
        """The places of a kind, or whose name ends in its word, on a short curated list."""
        if isinstance(self.curated, LargeList):
            return []
        entries = dict.fromkeys(
            one
            for name, listed in self.curated.items()
            for one in listed
            if one.kind == kind or name.endswith(f" {kind}")
        )
        return [self._from_entry(one) for one in entries]

    def last_words(self) -> frozenset[str]:
        """The last words of the names of a short curated list that have several: "mills", "airport"."""
        if isinstance(self.curated, LargeList):
            return frozenset()
        lasts = (name.rpartition(" ") for name in self.curated)
        return frozenset(last for first, _, last in lasts if first and last.isalpha())

    def is_curated(self, first: str) -> bool:
        """Whether a name of a short curated list begins with that word."""
        return first in self._firsts

    def longest(self, first: str) -> int:
        """How many words the longest name has that begins with this one."""
        if first not in self._longest:
            if len(self._longest) >= _REMEMBERED:
                self._longest.clear()
            large = self.curated.index.longest(first) if isinstance(self.curated, LargeList) else 0
            own = max(self._firsts.get(first, 0), self._countries.get(first, 0), large)
            self._longest[first] = max(own, world().longest(first))
        return self._longest[first]

    def of(self, spelling: str) -> tuple[Sense, ...]:
        """Everything with that spelling key."""
        if spelling not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[spelling] = tuple(islice(self._all(spelling), _MOST_SENSES)) if spelling else ()
        return self._known[spelling]

    def sounding(self, spelling: str) -> tuple[Sense, ...]:
        """Places near the case that sound like it, where nothing is spelled so."""
        remembered = f"\x01{spelling}"
        if remembered not in self._known:
            self._known[remembered] = tuple(islice(self._heard(spelling), _MOST_SENSES))
        return self._known[remembered]

    def _all(self, spelling: str) -> Iterator[Sense]:
        own = [self._from_entry(entry) for entry in self.curated.get(spelling, ())]
        # "X governorate" may be listed where the text only says X.
        for word in () if len(own) > len(("spot", "area")) else self.words.admin.values():
            own += [self._from_entry(entry) for entry in self.curated.get(f"{spelling} {word}", ())]
        own = list(dict.fromkeys(own))
        if len(own) > _MOST_SENSES:  # a name a whole country has: those nearest to the case
            own.sort(key=lambda one: _km_off(self.bounds, one.lat, one.lon))
            own = own[:_MOST_SENSES]
        country = self.words.countries.get(spelling)
        world_rows = [*named(spelling), *(named(f"iso {country.casefold()}") if country else ())]
        others = [self._from_world(one) for one in dict.fromkeys(world_rows)]
        own = [_sized(mine, others) for mine in own]
        others = [one for one in others if not any(_same(one, mine) for mine in own)]
        others.sort(key=lambda one: (not one.near, -one.size))
        yield from sorted((*own, *others), key=lambda one: _rank(one, spelling))

    def _heard(self, spelling: str) -> Iterator[Sense]:
        heard = sound(spelling)
        if not heard:
            return
        mark = heard if is_clear(heard) else "?"
        found = [
            (sense, other)
            for sense, names in self._sounds(heard)
            for other in names
            if sound(other) == heard and other[0] == spelling[0] and alike(heard, spelling, other)
        ]
        for sense in dict.fromkeys(sense for sense, _ in sorted(found, key=lambda one: not one[0].curated)):
            yield replace(sense, heard=mark)

    def _sounds(self, heard: str) -> Iterator[tuple[Sense, Iterable[str]]]:
        if isinstance(self.curated, LargeList):
            for entry, names in self.curated.sounding(heard):
                yield self._from_entry(entry), map(key, (entry.name, *names))
        for spelling, entry in self._by_sound.get(heard, ()):
            yield self._from_entry(entry), (spelling,)
        for one in sounding(heard):
            sense = self._from_world(one)
            if sense.near and sense.kind != "country":
                yield sense, known_as(one)

    def _from_entry(self, entry: Entry) -> Sense:
        kind = self.words.admin.get(entry.kind.casefold(), "")
        area = area_round((entry.name, entry.adm1 or ""), entry.lat, entry.lon, named) if kind else None
        return Sense(
            name=entry.name,
            form="area" if kind else "spot",
            kind=kind or entry.kind,
            lat=entry.lat,
            lon=entry.lon,
            radius_m=entry.radius_m,
            precision=_PRECISION.get(kind, 1),
            adm1=entry.adm1,
            country=entry.country,
            area=area,
            curated=True,
            near=True,
            known=True,
            is_capital=not kind and key(entry.name) in self.words["capitals"],
        )

    def _from_world(self, one: Town | Area) -> Sense:
        return self._from_town(one) if isinstance(one, Town) else self._from_area(one)

    def _from_town(self, town: Town) -> Sense:
        return Sense(
            name=town.name,
            form="spot",
            kind=town.kind,
            lat=town.lat,
            lon=town.lon,
            radius_m=town.radius_m,
            precision=1,
            adm1=None,
            country=town.country,
            area=None,
            curated=False,
            near=_km_off(self.bounds, town.lat, town.lon) <= NEAR_KM,
            known=town.population >= _KNOWN_ANYWHERE,
            size=town.population,
            is_capital=key(town.name) in self.words["capitals"],
        )

    def _from_area(self, area: Area) -> Sense:
        west, south, east, north = area.box
        kind = "country" if area.is_country else "province"
        return Sense(
            name=area.name,
            form="area",
            kind=kind,
            lat=round((south + north) / 2, 3),
            lon=round((west + east) / 2, 3),
            radius_m=None,
            precision=_PRECISION[kind],
            adm1=None if area.is_country else area.name,
            country=area.country,
            area=area,
            curated=False,
            near=area.is_country or _is_neighbour(self.bounds, area.box),
            known=area.is_country,
            size=(east - west) * (north - south),
        )


def _sized(mine: Sense, others: Iterable[Sense]) -> Sense:
    """A town of the case's list with the number of people that the world's table has for it."""
    if mine.form == "area":
        return mine
    return replace(mine, size=max((one.size for one in others if _same(one, mine)), default=0.0))


def _rank(one: Sense, spelling: str) -> int:
    """A place of that very name before one also called so; of each, the case's own list first."""
    called = key(one.name)
    if called == spelling or (one.curated and called.startswith(f"{spelling} ")):
        return 0 if one.curated or one.kind == "country" else 1
    return 2 if one.curated or one.kind == "country" else 3


def _same(one: Sense, mine: Sense) -> bool:
    if one.form != mine.form:
        return False
    if one.area is not None:
        return one.area == mine.area or one.area.spans(mine.lat, mine.lon)
    return about_km(one.lat, one.lon, mine.lat, mine.lon) <= max(_SAME_KM, (mine.radius_m or 0) / 1000)


def about_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """About how far; good enough to tell a neighbour from a namesake."""
    east = (abs(lon - other_lon + 180) % 360 - 180) if abs(lon - other_lon) > 180 else lon - other_lon  # noqa: PLR2004
    return _KM_PER_DEGREE * hypot(lat - other_lat, east * cos(radians((lat + other_lat) / 2)))


def _km_off(bounds: Box | None, lat: float, lon: float) -> float:
    if bounds is None:
        return float("inf")
    west, south, east, north = bounds
    return about_km(lat, lon, min(max(lat, south), north), min(max(lon, west), east))


def _is_neighbour(bounds: Box | None, box: Box) -> bool:
    """Whether an area is a neighbour of the case's ground."""
    if bounds is None:
        return False
    lat = min(max((bounds[1] + bounds[3]) / 2, box[1]), box[3])
    lon = min(max((bounds[0] + bounds[2]) / 2, box[0]), box[2])
    return _km_off(bounds, lat, lon) <= NEAR_KM
