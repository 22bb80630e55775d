"""The map of one agreement: where its zones lie, and whether a place lies in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import numpy as np

from truceline.agreement.model import Agreement, Zone
from truceline.core.canonical import canonical_json, digest, digest_bytes
from truceline.errors import Problem
from truceline.places.delineation import Delineation, Lines
from truceline.places.depth import depth_range
from truceline.places.draft import Draft, read_drafts
from truceline.places.drawing import Drawing
from truceline.places.geojson import Feature
from truceline.places.ground import Ground
from truceline.places.lonlat import in_degrees, padded_bounds
from truceline.places.membership import Membership, nominal
from truceline.places.whereabouts import Disc, Patch, whereabouts

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from truceline.evidence.claim import Place

Readings = Mapping[str, str]
# Shapes whose drawing is kept.
_REMEMBERED = 5000


class _Spot(NamedTuple):
    """Where a place is, and by what name answers about it are kept."""

    where: Disc | Patch
    name: object


@dataclass
class Atlas:
    """The zones of an agreement on the ground, for any day and reading; answers are remembered."""

    agreement: Agreement
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    delineations: Mapping[str, Delineation] = field(default_factory=dict)
    """Zones whose lines the mechanism has settled, or is about to."""
    _grounds: dict[Any, Ground | None] = field(default_factory=dict, repr=False)
    _on: dict[Any, Ground | None] = field(default_factory=dict, repr=False)
    _answers: dict[Any, Any] = field(default_factory=dict, repr=False)
    _spots: dict[Any, tuple[_Spot | None, object]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, agreement: Agreement, folder: Path) -> Atlas:
        """The atlas of an agreement whose geometry files lie under `folder`.

        Missing files become `warnings`; files that are there and wrong raise InputError.
        """
        drafts = read_drafts(agreement, folder)
        return cls(agreement, drafts.by_zone, drafts.warnings)

    def redrawn(self, delineations: Iterable[Delineation]) -> Atlas:
        """The atlas with the lines that the mechanism put in force, each from its day on."""
        found = {one.zone: one for one in delineations}
        drafts = {zone: one.over(self.drafts.get(zone)) for zone, one in found.items() if one.features}
        return Atlas(self.agreement, {**self.drafts, **drafts}, self.warnings, found)

    @cached_property
    def digest(self) -> str:
        """A digest of all that is drawn, by zone and day, to a centimetre."""
        drafts = sorted(self.drafts.items())
        return digest([[zone, _told(feature)] for zone, draft in drafts for feature in draft.features])

    def lines(self, zone_id: str, on: date | None) -> Lines | None:
        """How the mechanism's lines of a zone stood on a day; None where it has not begun to draw any."""
        delineation = self.delineations.get(zone_id)
        return None if delineation is None else delineation.on(on)

    def uncertainty_km(self, zone_id: str, on: date | None = None) -> float:
        """The standard deviation of a zone's drawing on a day; nought where there is no such zone."""
        draft, zone = self.drafts.get(zone_id), self.agreement.zone.get(zone_id)
        feature = draft.on(on) if draft else None
        if feature is not None and feature.is_settled:
            return feature.uncertainty_km
        return zone.geometry.uncertainty_km if zone else 0.0

    def membership(
        self, place: Place, zone_id: str, *, on: date | None = None, readings: Readings | None = None
    ) -> Membership:
        """Whether the place lies in the zone, on a day and under readings (else the default ones)."""
        if place.zone is not None and zone_id in self.enclosing(place.zone):
            return Membership(1.0, "named")
        spot = self._spot(place)
        ground = self.ground(zone_id, on, readings)
        if spot is None and place.zone is not None:
            return self._share_of_named(place.zone, ground, on, readings)
        if spot is None:
            return Membership(None, "no-location")
        if ground is None:
            return Membership(None, "no-geometry")
        key = (ground, spot.name)
        if key not in self._answers:
            self._answers[key] = Membership.located(ground, spot.where)
        found: Membership = self._answers[key]
        return found

    def look_ahead(
        self, places: Iterable[tuple[Place, date]], zone_id: str, readings: Readings | None = None
    ) -> None:
        """Work out together what `membership` will be asked of places, each on its day."""
        asked: defaultdict[Ground, dict[Disc, object]] = defaultdict(dict)
        for place, on in places:
            spot, ground = self._spot(place), self.ground(zone_id, on, readings)
            if spot is None or ground is None or not isinstance(spot.where, Disc):
                continue
            if (ground, spot.name) not in self._answers:
                asked[ground][spot.where] = spot.name
        for ground, discs in asked.items():
            for disc, answer in Membership.of_discs(ground, discs):
                self._answers[ground, discs[disc]] = answer

    def may_lie_in(
        self,
        place: Place,
        zone_id: str,
        chance: float,
        *,
        on: date | None = None,
        readings: Readings | None = None,
    ) -> bool:
        """Whether the place lies in the zone with at least this chance, or nobody can tell.

        As `membership` has it; but of a shape no more is worked out than settles it.
        """
        spot = None if place.geometry is None or place.zone is not None else self._spot(place)
        ground = None if spot is None else self.ground(zone_id, on, readings)
        if spot is not None and ground is not None and isinstance(spot.where, Patch):
            key = (ground, spot.name, chance)
            if key not in self._answers:
                self._answers[key] = ground.has_shape_share(spot.where.drawing, chance)
            return bool(self._answers[key])
        p = self.membership(place, zone_id, on=on, readings=readings).p
        return p is None or p >= chance

    def _spot(self, place: Place) -> _Spot | None:
        """Where a place is; a shape that many claims carry is drawn once."""
        if place.geometry is None:
            disc = whereabouts(place)
            return None if disc is None else _Spot(disc, disc)
        key = (id(place.geometry), place.lat, place.lon, place.radius_m, place.precision)
        if key not in self._spots:
            if len(self._spots) >= _REMEMBERED:
                self._spots.clear()
            where = whereabouts(place)
            name = canonical_json(place.geometry) if isinstance(where, Patch) else where
            # The shape is held, as it is known by its identity, which another could have after it.
            self._spots[key] = (None if where is None else _Spot(where, name), place.geometry)
        return self._spots[key][0]

    def enclosing(self, zone_id: str) -> tuple[str, ...]:
        """The zone itself and every zone it lies within, innermost first."""
        chain: list[str] = []
        current: str | None = zone_id
        while current is not None and current not in chain:
            chain.append(current)
            zone = self.agreement.zone.get(current)
            current = zone.within if zone else None
        return tuple(chain)

    def distance_km(self, place: Place, line_id: str, on: date | None = None) -> float | None:
        """Signed geodesic distance of the place's nominal point from a line: + left of it.

        From an area it is the distance from its boundary, + inside. None where either has no
        location.
        """
        where = whereabouts(place)
        draft = self.drafts.get(line_id)
        if where is None:
            return None
        plane = nominal(where)
        if draft is None:
            ground = self.ground(line_id, on)
            return None if ground is None else ground.offset_km(plane)
        drawing = draft.on(on).drawing
        key = (drawing, plane)
        if key not in self._answers:
            self._answers[key] = drawing.offset_km(plane)
        return float(self._answers[key])

    def shape(
        self,
        zone_id: str,
        on: date | None = None,
        readings: Readings | None = None,
        reach: Literal["most", "least", "drawn"] = "most",
    ) -> BaseGeometry | None:
        """The zone as a geometry in degrees for maps, cut at the antimeridian; None if not drawn.

        A band is given at its greatest depth, its least, or (`drawn`) as the line it follows. Lines
        and points are given as drawn unless `least` asks for the area they stand for.
        """
        ground = self.ground(zone_id, on, readings)
        if ground is None:
            return None
        if reach == "drawn" or (reach == "most" and self.agreement.zone[zone_id].shape in {"line", "point"}):
            return in_degrees(ground.base)
        return in_degrees(ground.area(ground.least_km if reach == "least" else None))

    def bounds(self, pad_km: float = 0.0) -> tuple[float, float, float, float] | None:
        """West, south, east, north (degrees) of everything drawn on any day, widened by `pad_km`.

        A map that touches the antimeridian or a pole spans all longitudes, so that a selection by
        these bounds never loses anything.
        """
        drawings = [(f.drawing, pad_km) for draft in self.drafts.values() for f in draft.features]
        bands = [self.ground(zone.id) for zone in self.agreement.zones if zone.shape == "band"]
        drawings.extend(_reaching(band, pad_km) for band in bands if band is not None)
        boxes = [padded_bounds(drawing, km) for drawing, km in drawings if not drawing.is_empty]
        if not boxes:
            return None
        west, south, east, north = np.array(boxes).T
        return float(west.min()), float(south.min()), float(east.max()), float(north.max())

    def ground(self, zone_id: str, on: date | None = None, readings: Readings | None = None) -> Ground | None:
        """The zone as it lies on that day under these readings; None if it is not drawn."""
        key = (zone_id, on, tuple(sorted(readings.items())) if readings else ())
        if key not in self._on:
            zone = self.agreement.zone.get(zone_id)
            self._on[key] = None if zone is None else self._ground(zone, on, readings or {}, ())
        return self._on[key]

    def _ground(
        self, zone: Zone, on: date | None, readings: Readings, seen: tuple[str, ...]
    ) -> Ground | None:
        if zone.id in seen:
            return None
        source = zone.id if zone.id in self.drafts else (zone.along or "")
        if source not in self.drafts:
            return None
        feature = self.drafts[source].on(on)
        within = None
        if zone.within is not None and zone.within in self.agreement.zone:
            within = self._ground(self.agreement.zone[zone.within], on, readings, (*seen, zone.id))
            if within is None:
                return None
        chosen = {**self.agreement.default_readings, **readings}
        least, most = (0.0, 0.0) if feature.drawing.kind == "area" else depth_range(zone, chosen)
        key = (zone.id, feature.drawing, least, most, within)
        if key not in self._grounds:
            doubt = feature.uncertainty_km if feature.is_settled else self._doubt(zone, feature, within)
            self._grounds[key] = Ground(feature.drawing, least, most, zone.side, within, doubt)
        return self._grounds[key]

    def _doubt(self, zone: Zone, feature: Feature, within: Ground | None) -> float:
        return (
            zone.geometry.uncertainty_km
            or feature.uncertainty_km
            or self._line_doubt(zone)
            or (within.uncertainty_km if within else 0.0)
        )

    def _line_doubt(self, zone: Zone) -> float:
        line = self.agreement.zone.get(zone.along or "")
        return line.geometry.uncertainty_km if line else 0.0

    def _share_of_named(
        self, named: str, ground: Ground | None, on: date | None, readings: Readings | None
    ) -> Membership:
        """A place told only as a zone: what share of that zone lies in the one asked for."""
        whole = self.ground(named, on, readings)
        if whole is None or ground is None or whole.area().is_empty:
            return Membership(None, "no-geometry")
        key = (whole, ground)
        if key not in self._answers:
            # Both are on one map, so that its displacement moves them together and does not count.
            still = Ground(ground.base, ground.least_km, ground.most_km, ground.side, ground.within)
            self._answers[key] = still.shape_share(whole.area())
        return Membership(self._answers[key], "share-of-named-zone")


def _reaching(band: Ground, pad_km: float) -> tuple[Drawing, float]:
    """A drawing that a padding goes round, so that it goes round a strip: widening a line takes longer."""
    if band.side == "both" and band.within is None:
        return band.base, pad_km + band.most_km
    return band.area(), pad_km


def _told(feature: Feature) -> list[object]:
    drawing = feature.drawing
    paths = [digest_bytes(np.round(path, 7).tobytes()) for group in drawing.groups for path in group]
    return [str(feature.day), drawing.kind, feature.is_settled, round(feature.uncertainty_km, 6), paths]
