"""The layers of one open case, as one reader may see them in one frame; what costs time is kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, datetime
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from truceline.case.law import Law, law_seen, record_seen
from truceline.case.names import names_in
from truceline.core.frame import Frame
from truceline.ledger.spots import Spots, Standings
from truceline.publish.tongue.tongue import tongue
from truceline.web.map import base, events, ground, zones
from truceline.web.map.base import Box
from truceline.web.map.chances import Chances, is_compiled
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
_CLAIM = re.compile(r"[0-9a-f]{64}")


class CaseMap:
    """The map of a case: hold one for each open case. Its methods may be called from several threads."""

    def __init__(self, case: Case, today: Callable[[], date] = date.today) -> None:
        self.case = case
        self._today = today
        self._lock = RLock()
        self._spots: Spots | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._chances = Chances(self._claim_of)

    @property
    def is_warm(self) -> bool:
        """Whether the placed events have been read: until then the first to ask waits for it."""
        return self._spots is not None

    def warm(self) -> None:
        """Read the placed events once, before anybody asks: of a million that takes some fifteen seconds."""
        spots = self.spots()
        _ = spots.is_alone, spots.east_south
        if is_compiled(spots):
            grounds = map(self.case.atlas.ground, self._chanced(self.case.agreement))
            self._chances.warm(ground for ground in grounds if ground is not None)

    def spots(self) -> Spots:
        """The placed events as far as the ledger has come."""
        with self._lock:
            self._spots = self.case.ledger.spots(self._spots)
            return self._spots

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

    @cached_property
    def bounds(self) -> Box:
        """What the map shows first: the zones, else where the events are, else the world."""
        drawn = self.case.atlas.bounds(_PAD_KM)
        if drawn is not None:
            return drawn
        spots = self.spots()
        if not len(spots):
            return (-180.0, -60.0, 180.0, 75.0)
        lon, lat = spots["lon"], spots["lat"]
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

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


def _named(frame: Frame) -> tuple[date, datetime | None, tuple[tuple[str, str], ...]]:
    return frame.as_of, frame.known_at, tuple(sorted(frame.readings.items()))
