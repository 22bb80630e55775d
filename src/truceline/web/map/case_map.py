"""The layers of one open case, as one reader may see them in one frame; what costs time is kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime
from functools import cached_property
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, TypeVar

from truceline.case.law import Law, law_seen, record_seen
from truceline.case.names import names_in
from truceline.core.frame import Frame
from truceline.ledger.address import Address
from truceline.ledger.spots import Spots, joined
from truceline.ledger.standings import Standings
from truceline.ledger.store import Ledger
from truceline.publish.tongue.tongue import tongue
from truceline.web.apart import Apart, NotYet, give_back
from truceline.web.map import base, events, ground, zones
from truceline.web.map.base import Box
from truceline.web.map.chances import MANY, Asked, Chances
from truceline.web.map.drawing import Drawing
from truceline.web.map.events import Events
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import Wanted
from truceline.web.map.words import WORDS
from truceline.web.voice import Voice

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.result import Assessment, RegisterEntry
    from truceline.case.folder import Case
    from truceline.evidence.claim import Claim
    from truceline.mechanism.record import Record
    from truceline.publish.markup import Html

Json = dict[str, Any]
_Kept = TypeVar("_Kept")
_REMEMBERED = 32
_PAD_KM = 15.0
_FEW_CLAIMS = 20_000
"""So many are read while somebody waits: in less than half a second."""
_PIECE = 50_000
"""Claims read at once: of some three megabytes, which leave no hole in memory when they are joined."""
_WORLD = (-180.0, -60.0, 180.0, 75.0)
_CLAIM = re.compile(r"[0-9a-f]{64}")


class CaseMap:
    """The map of a case: hold one for each open case. Its methods may be called from several threads.

    With a process apart, what takes long is worked out there, and whoever asks meanwhile gets NotYet.
    """

    def __init__(
        self, case: Case, today: Callable[[], date] = date.today, apart: Apart | None = None
    ) -> None:
        self.case = case
        self._today = today
        self._apart = apart
        self._lock = RLock()
        self._reading = Lock()
        self._spots: Spots | None = None
        self._being_read: Future[Spots] | None = None
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="map")
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._chances = Chances(self._claim_of, apart)

    @property
    def is_warm(self) -> bool:
        """Whether the placed events have been read."""
        return self._spots is not None

    def warm(self) -> None:
        """Read the placed events, and work out their chances, before anybody asks; waits until it is done."""
        while True:
            try:
                spots = self.spots()
            except NotYet:
                assert self._being_read is not None
                self._being_read.result()
            else:
                break
        law = self._law(Frame(self._today()), Reader())
        if self._apart is not None and len(spots) > MANY:
            for zone in self._chanced(law.agreement):
                self._chances.warm(spots, Asked(law.atlas, zone, {}))

    def spots(self) -> Spots:
        """The placed events as far as the ledger has come; NotYet while many are being read."""
        with self._reading:
            if self._apart is not None and self.case.ledger.unread(self._spots) > _FEW_CLAIMS:
                self._spots = self._from_apart(self._apart)
            self._spots = self.case.ledger.spots(self._spots)
            return self._spots

    def _from_apart(self, apart: Apart) -> Spots:
        """What was read apart; those of before are not shown meanwhile: some of it may be withdrawn."""
        self._spots = None
        if self._being_read is None:
            self._being_read = self._threads.submit(_read_apart, apart, self.case.ledger)
        if not self._being_read.done():
            raise NotYet
        reading, self._being_read = self._being_read, None
        spots = reading.result()
        if self.case.ledger.unread(spots) > _FEW_CLAIMS:
            return self._from_apart(apart)
        return spots

    def base(self, language: str = "en") -> Json:
        """Countries, provinces and towns: see `base.layer`. The same for everybody, so it may be cached."""
        return self._keep(
            ("base", language),
            lambda: base.layer(self.bounds, self.case.gazetteer.curated, self.voice(language)),
        )

    def zones(self, frame: Frame, reader: Reader, language: str = "en") -> Json:
        """Zones and lines: see `zones.layer`."""
        law, record = self._law(frame, reader), self._record(frame, reader)
        on = self.voice(language)
        return self._keep(
            ("zones", self.case.ledger.position, _named(frame), reader, language),
            lambda: zones.layer(law.agreement, law.atlas, frame, record, on),
        )

    def events(
        self, frame: Frame, reader: Reader, wanted: Wanted, assessment: Assessment | None = None
    ) -> Json:
        """Events, one by one or counted by squares: see `events.layer`."""
        seen = self._events(frame, reader)
        told = self._chanced(seen.atlas.agreement)
        return events.layer(seen, wanted, self._standing(assessment), told, self.case.ledger.words_of)

    @staticmethod
    def _chanced(agreement: Agreement) -> list[str]:
        """The zones that P(inside) is told of."""
        return [zone.id for zone in agreement.zones if zone.shape != "point"]

    def patrols(self, frame: Frame, reader: Reader, language: str = "en") -> Json:
        """Patrols: see `ground.Patrols`."""
        law, record = self._law(frame, reader), self._record(frame, reader)
        return ground.Patrols(law.atlas, frame, reader, self._today(), self.voice(language)).layer(record)

    def sightings(self, frame: Frame, reader: Reader, language: str = "en") -> Json:
        """Sightings since a withdrawal was declared: see `ground.sightings`."""
        spots, record, today = self.spots(), self._record(frame, reader), self._today()

        def hides(claim_id: str) -> bool:
            return not reader.secret and spots.is_hidden(claim_id, today)

        on = self.voice(language)
        return self._keep(
            ("sightings", spots.position, _named(frame), reader, language, today),
            lambda: ground.sightings(self.case, record, frame, hides, on),
        )

    def private_of(self, shown: Json) -> tuple[str, ...]:
        """Ids of claims in a layer that not everybody may see: whoever is shown them is to be noted."""
        spots, today = self.spots(), self._today()
        names = (one["id"] for one in shown["features"] if "id" in one)
        return tuple(name for name in names if _CLAIM.fullmatch(name) and spots.is_hidden(name, today))

    def drawing(self, frame: Frame, reader: Reader, shown: Json, language: str = "en") -> Html:
        """The map as a drawing, with an events layer as `events` gave it: for readers without script."""
        law, on = self._law(frame, reader), self.voice(language)
        drawn = Drawing(law.agreement, law.atlas, frame, self.bounds, on)
        return drawn.html(shown, self.base(language), WORDS[language]["map_label"])

    @property
    def bounds(self) -> Box:
        """What the map shows first: the zones, else where the events are, else the world."""
        return self._drawn_bounds or self._bounds_of_events()

    @cached_property
    def _drawn_bounds(self) -> Box | None:
        return self.case.atlas.bounds(_PAD_KM)

    def _bounds_of_events(self) -> Box:
        try:
            spots = self.spots()
        except NotYet:
            return _WORLD
        return self._keep(("bounds", spots.position), lambda: _bounds(spots))

    def voice(self, language: str) -> Voice:
        """Names and words in a language."""
        case = self.case
        return self._keep(
            ("naming", language),
            lambda: Voice(
                case.agreement, tongue(language), names_in(language, case.agreement, case.agreement_folder)
            ),
        )

    def _events(self, frame: Frame, reader: Reader) -> Events:
        spots = self.spots()
        standings: Standings = self._keep(
            ("standings", spots.position, frame.known_at),
            lambda: self.case.ledger.standings(spots, frame.known_at),
        )
        atlas = self._law(frame, reader).atlas
        return Events(spots, standings, atlas, self._chances, frame, reader, self._today())

    def _law(self, frame: Frame, reader: Reader) -> Law:
        key = ("law", self.case.ledger.position, frame.known_at, reader.viewer)
        return self._keep(key, lambda: law_seen(self.case, reader.viewer, frame.known_at))

    def _record(self, frame: Frame, reader: Reader) -> Record | None:
        key = ("record", self.case.ledger.position, frame.known_at, frame.as_of, reader.viewer)
        return self._keep(key, lambda: record_seen(self.case, reader.viewer, frame.known_at, frame.as_of))

    def _standing(self, assessment: Assessment | None) -> dict[str, list[RegisterEntry]]:
        if assessment is None:
            return {}
        # The assessment is held with what was found in it: its identity is not given to another meanwhile.
        key = ("register", id(assessment))
        return self._keep(key, lambda: (assessment, events.standing_of(assessment)))[1]

    def _claim_of(self, seq: int) -> Claim | None:
        words = self.case.ledger.words_of([seq]).get(seq)
        return None if words is None else self.case.ledger.claim(words.claim_id)

    def _keep(self, key: Hashable, made: Callable[[], _Kept]) -> _Kept:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: _Kept = self._kept[key]
                return found
            found = self._kept[key] = made()
            while len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)
            return found


def _read_apart(apart: Apart, ledger: Ledger) -> Spots:
    """The spots of a ledger, read in pieces in a process apart; anew where words are erased meanwhile."""
    while True:
        position, last = ledger.position, ledger.size
        parts = [
            apart.run(_spots_between, ledger.address, position, after, min(after + _PIECE, last))
            for after in range(0, max(last, 1), _PIECE)
        ]
        if len({part.buried for part in parts}) == 1:
            spots = joined(parts)
            _ = spots.is_alone, spots.east_south
            del parts
            give_back()
            return spots


def _spots_between(address: Address, position: int, after: int, until: int) -> Spots:
    """A piece of them: called in a process apart."""
    return Ledger.open(address).spots_between(position, after, until)


def _bounds(spots: Spots) -> Box:
    if not len(spots):
        return _WORLD
    lon, lat = spots["lon"], spots["lat"]
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def _named(frame: Frame) -> tuple[date, datetime | None, tuple[tuple[str, str], ...]]:
    return frame.as_of, frame.known_at, tuple(sorted(frame.readings.items()))
