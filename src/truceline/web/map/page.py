"""The part of a page that holds the map: what its template needs, and what its script is told."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from truceline.publish.markup import Html
from truceline.publish.symbols import MARKS, swatch, swatches
from truceline.publish.zones import ordered
from truceline.web.map.wanted import NOBODY, Wanted
from truceline.web.map.words import SAID, WORDS

if TYPE_CHECKING:
    from truceline.web.voice import Voice

Json = dict[str, Any]
FIELDS = ("party", "kind", "zone", "p", "from", "to", "proposed")
"""The fields of the filter form, as they stand in an address."""
_ROWS = 200
_ENTRIES = ("opened", "confirmed", "closed", "not_attributed", "no_breach")
_CHANCES = (0.0, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True)
class Urls:
    """Where the script finds the layers; `tables` are patterns of tiles with `{z}/{x}/{y}`."""

    events: str
    base: str
    zones: str
    patrols: str | None = None
    sightings: str | None = None
    tables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One choice of the form."""

    value: str
    name: str
    chosen: bool
    swatch: Markup | None = None


@dataclass(frozen=True)
class Row:
    """An event in words, as the table tells it."""

    id: str
    href: str | None
    cells: tuple[tuple[str, str], ...]
    """Head and words, in the order of the heads."""
    says: str


@dataclass(frozen=True)
class MapPart:
    """The context `map` of `map_part.html`."""

    on: Voice
    wanted: Wanted
    urls: Urls
    first: date
    last: date
    bounds: tuple[float, float, float, float]
    events: Json
    """The events layer as it is without script (see `CaseMap.events`)."""
    action: str = ""
    """Where the form is sent without script: the page's own address."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Other fields of the address that a filter must not lose (`as_of`, `known_at`)."""
    drawing: Html | None = None
    """The map as a drawing, for readers without script."""
    hrefs: Mapping[str, str] = field(default_factory=dict)
    """Addresses with `{id}`: `claim` of a claim's page, `proof` of a promise's proof."""

    @property
    def language(self) -> str:
        return self.on.tongue.code

    @property
    def direction(self) -> str:
        return self.on.tongue.direction

    @property
    def words(self) -> Mapping[str, str]:
        """The words of the page part."""
        return WORDS[self.language]

    def say(self, name: str, **values: object) -> str:
        """A message with its places filled."""
        return self.words[name].format(**values)

    @property
    def config(self) -> str:
        """All that the script is told, as JSON for the attribute `data-map`."""
        agreement, on = self.on.agreement, self.on
        told = {
            "language": self.language,
            "say": dict(self.words),
            "said": dict(SAID[self.language]),
            "marks": {one.key: {"words": on.tongue.term(one.words), "outline": one.outline} for one in MARKS},
            "register": {one: on.tongue.term(one) for one in _ENTRIES},
            "parties": {one: on.party(one) for one in agreement.party},
            "zones": {one: on.zone(one) for one in agreement.zone},
            "norms": {one: on.promise(one) for one in agreement.norms},
            "urls": {
                "events": self.urls.events,
                "base": self.urls.base,
                "zones": self.urls.zones,
                "patrols": self.urls.patrols,
                "sightings": self.urls.sightings,
                "tables": list(self.urls.tables),
            },
            "hrefs": dict(self.hrefs),
            "fields": list(FIELDS),
            "bounds": list(self.bounds),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":"))

    @property
    def parties(self) -> list[Choice]:
        """The parties to choose from, and nobody."""
        chosen = self.wanted.parties
        known = [Choice(one, self.on.party(one), one in chosen) for one in self.on.agreement.party]
        return [*known, Choice(NOBODY, self.words["nobody"], NOBODY in chosen)]

    @property
    def kinds(self) -> list[Choice]:
        """The kinds of events, each with its shape."""
        return [
            Choice(one.key, self.on.tongue.term(one.words), one.key in self.wanted.kinds, _safe(swatch(one)))
            for one in MARKS
        ]

    @property
    def zones(self) -> list[Choice]:
        """The zones to choose from."""
        shown = (zone for zone in self.on.agreement.zones if zone.shape != "point")
        return [Choice(one.id, self.on.zone(one.id), one.id == self.wanted.zone) for one in shown]

    @property
    def chances(self) -> list[Choice]:
        """Least chances to choose from."""
        given = sorted({*_CHANCES, self.wanted.p_least})
        return [Choice(f"{p:g}", f"{p:.0%}", p == self.wanted.p_least) for p in given]

    @property
    def symbols(self) -> Markup:
        """The shapes that the swatches of this part show; once per page."""
        return _safe(swatches())

    @property
    def still(self) -> Markup | None:
        """The drawing, as a template takes it."""
        return None if self.drawing is None else _safe(self.drawing)

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """Of each zone but the points: its shape, name and status in words."""
        return [
            (zone.shape, self.on.zone(zone.id), self.on.tongue.term(zone.geometry.status))
            for zone in ordered(self.on.agreement)
            if zone.shape != "point"
        ]

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the table."""
        names = ("when", "act", "how_told", "who", "place", "inside", "register", "says")
        return tuple(self.words[name] for name in names)

    @property
    def rows(self) -> list[Row]:
        """The table's rows, the newest first; none where the events are counted by squares."""
        if self.events["mode"] != "events":
            return []
        newest = sorted(self.events["features"], key=lambda one: str(one["properties"]["day"]), reverse=True)
        return [self._row(one["id"], one["properties"]) for one in newest[:_ROWS]]

    @property
    def rest(self) -> str:
        """What is said of events that the table does not list."""
        if self.events["mode"] == "later":
            return self.words["later"]
        if self.events["mode"] != "events":
            return f"{self.words['table_squares']} {self._listed(self._sums())}"
        more = len(self.events["features"]) - _ROWS
        return self.say("more_rows", n=more) if more > 0 else ""

    @property
    def counted(self) -> str:
        """How many events are meant, and how many of them are not told as done."""
        told, count = self.events, self.events["count"]
        if told["mode"] == "later":
            return self.words["later"]
        name = "count_events" if told["mode"] == "events" else "count_squares"
        parts = [self.say(name, n=count, all=count)]
        if count > told["done"]:
            parts.append(self.say("not_done", n=count - told["done"]))
        if told["unplaced"]:
            parts.append(self.say("unplaced", n=told["unplaced"]))
        return " ".join(parts)

    def _sums(self) -> Iterator[str]:
        """How many events the squares hold of each kind that are told as done."""
        for mark in MARKS:
            several = (one["properties"]["kinds"].get(mark.key, ()) for one in self.events["features"])
            if count := sum(map(sum, several)):
                yield self.say("of_kind", kind=self.on.tongue.term(mark.words), n=count)

    def _row(self, name: str, told: Json) -> Row:
        words, on = self.words, self.on
        said = SAID[self.language][told["said"]]
        cells = (
            self._days(told),
            self._kind(told["kind"]),
            self._listed([said, words["denied_too"]] if told["denied"] else [said]),
            self._listed(map(on.party, told["parties"])) or words["nobody"],
            told["place"] or words["no_place"],
            words["chance_later"] if told["p"] is None else self._inside(told["p"]),
            self._listed(dict.fromkeys(on.tongue.term(_entry(one)) for one in told["register"])),
        )
        href = self.hrefs["claim"].replace("{id}", name) if "claim" in self.hrefs else None
        return Row(name, href, tuple(zip(self.heads, cells, strict=False)), told["says"])

    def _inside(self, p: Mapping[str, float]) -> str:
        return self._listed(f"{self.on.zone(zone)} {one:.0%}" for zone, one in p.items())

    def _kind(self, key: str) -> str:
        return next(self.on.tongue.term(one.words) for one in MARKS if one.key == key)

    def _days(self, told: Json) -> str:
        if told["day"] is None:
            return self.words["no_day"]
        if told["end"] in (None, told["day"]):
            return str(told["day"])
        return self.say("days", first=told["day"], last=told["end"])

    def _listed(self, several: Iterable[str]) -> str:
        return self.words["comma"].join(several)


def _safe(built: Html) -> Markup:
    return Markup(built)  # noqa: S704 - built of escaped parts


def _entry(one: Json) -> str:
    """What the register says of an event: how its breach stands, or why it is none."""
    return str(one["status"] if one["bearing"] == "breach" else one["bearing"])
