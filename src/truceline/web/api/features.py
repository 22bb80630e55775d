"""What a case has that lies somewhere, as GeoJSON features, as the map shows it to whoever asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.geometry import Point
from shapely.geometry import shape as read_shape

from truceline.assess.result import RegisterEntry
from truceline.evidence.claim import Claim, Place, Status
from truceline.ledger.paging import Wanted
from truceline.web.api.claims import reads
from truceline.web.api.places import is_open, placed
from truceline.web.console.map import reader_of
from truceline.web.console.register import entries_of
from truceline.web.map.shapes import feature
from truceline.web.visit import Visit

Json = dict[str, Any]


@dataclass(frozen=True)
class Collection:
    """One collection of features."""

    title: str
    told: str
    features: Callable[[Visit], Iterator[Json]]
    days: Callable[[Json], tuple[str | None, str | None]] = lambda _one: (None, None)
    """First and last day of a feature, ISO; null: open."""


def _zones(visit: Visit) -> Iterator[Json]:
    return _laid(visit, lambda kind: kind in ("Polygon", "MultiPolygon"))


def _lines(visit: Visit) -> Iterator[Json]:
    return _laid(visit, lambda kind: kind not in ("Polygon", "MultiPolygon"))


def _laid(visit: Visit, fits: Callable[[str], bool]) -> Iterator[Json]:
    layer = visit.held.map.zones(visit.frame, reader_of(visit), visit.language)
    for number, one in enumerate(layer["features"]):
        if fits(one["geometry"]["type"]):
            told = one["properties"]
            yield {"id": f"{told['zone']}:{told['part']}:{number}", **one}


def _patrols(visit: Visit) -> Iterator[Json]:
    layer = visit.held.map.patrols(visit.frame, reader_of(visit), visit.language)
    yield from layer["features"]


def _incidents(visit: Visit) -> Iterator[Json]:
    for one in placed(visit, entries_of(visit)):
        if one.lat is not None and one.lon is not None:
            yield feature(Point(one.lon, one.lat), _told(one), one.entry_id)


def _told(one: RegisterEntry) -> Json:
    named = (
        "norm status bearing act start end place adm1 radius_km p_inside committed_by attribution answerable "
        "support opposition incident supposed"
    )
    whole = one.model_dump(mode="json", include=set(named.split()))
    return {name: whole[name] for name in named.split()}


def _claims(visit: Visit) -> Iterator[Json]:
    """Accepted claims with a place; without the right to secret ones public ones alone, as on the map."""
    wanted = Wanted(status=Status.ACCEPTED, known_at=visit.frame.known_at, last=visit.frame.as_of)
    with closing(visit.held.case.ledger.paged(wanted, visit.position)) as rows:
        for _, claim in rows:
            where = next((one for one in claim.place if one.is_point or one.geometry), None)
            if where is None or not reads(visit, claim) or not (visit.sees_secrets or is_open(claim)):
                continue
            yield _claim(claim, where)


def _claim(claim: Claim, where: Place) -> Json:
    shape = read_shape(where.geometry) if where.geometry else Point(where.lon or 0.0, where.lat or 0.0)
    told = {
        "says": claim.says,
        "kind": claim.kind.value,
        "act": claim.act.value,
        "modality": claim.modality.value,
        "polarity": claim.polarity,
        "is_done": claim.is_done,
        "start": _day(claim.time.start),
        "end": _day(claim.time.end),
        "place": where.text,
        "radius_m": where.radius_m,
        "precision": where.precision,
        "parties": sorted(claim.parties),
        "source": claim.source.id,
        "weight": claim.weight,
        "sensitivity": claim.sensitivity,
    }
    return feature(shape, told, claim.claim_id)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _event_days(one: Json) -> tuple[str | None, str | None]:
    told = one["properties"]
    return told["start"], told["end"] or told["start"]


def _patrol_day(one: Json) -> tuple[str | None, str | None]:
    day = one["properties"]["day"]
    return day, day


COLLECTIONS: Mapping[str, Collection] = {
    "zones": Collection("Zones", "Areas of the agreement as they lay on the frame's day.", _zones),
    "lines": Collection("Lines", "Lines and points of the agreement, and drawings of segments.", _lines),
    "incidents": Collection(
        "Incidents", "Entries of the register that have a place.", _incidents, _event_days
    ),
    "claims": Collection("Claims", "Accepted claims that have a place.", _claims, _event_days),
    "patrols": Collection(
        "Patrols", "Patrols as far as the asker may see them; never a way that is yet to be gone.",
        _patrols, _patrol_day,
    ),
}  # fmt: skip
