"""Small agreements, claims and a map that knows only names, for tests of the assessment."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from truceline.agreement.model import Agreement
from truceline.assess.engine import assess
from truceline.assess.result import Assessment, NormStatus
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Place

_numbers = itertools.count(1)


@dataclass
class Chance:
    """What the map answers: the chance of lying inside."""

    p: float | None


@dataclass
class NamedMap:
    """An atlas by names alone: a place lies in the zone it names, or with a chance told to it."""

    chances: Mapping[str, float | None] = field(default_factory=dict)
    distances: Mapping[str, float] = field(default_factory=dict)
    doubts: Mapping[str, float] = field(default_factory=dict)

    def membership(self, place: Place, zone: str, *, on: date, readings: Mapping[str, str]) -> Chance:
        if place.zone is not None:
            return Chance(1.0 if place.zone == zone else 0.0)
        return Chance(self.chances.get(place.text))

    def look_ahead(self, places: object, zone: str, readings: Mapping[str, str]) -> None:
        """Names are told apart at once."""

    def ground(self, zone: str, on: date, readings: Mapping[str, str]) -> None:
        """A name is drawn nowhere, and always as it was."""

    def distance_km(self, place: Place, line: str, on: date) -> float | None:
        return self.distances.get(place.text)

    def lines(self, zone: str, on: date) -> None:
        """Nobody has drawn anything anew."""

    def uncertainty_km(self, line: str, on: date) -> float:
        return self.doubts.get(line, 0.0)


BASE: dict[str, Any] = {
    "format": "truceline/agreement/1",
    "id": "test-pact",
    "title": "A pact for tests",
    "encoding": {"revision": 1, "encoded_by": ["tester"], "date": "2020-01-01"},
    "instruments": [
        {
            "id": "pact",
            "kind": "agreement",
            "authority": "signed",
            "signed_on": "2020-01-01",
            "in_force": {"from": "2020-01-01"},
            "source": "invented for tests",
            "paragraphs": ["1"],
        }
    ],
    "clock": {"timezone": "UTC"},
    "parties": [
        {"id": "north", "kind": "state", "roles": ["conflicting_party"]},
        {"id": "south", "kind": "state", "roles": ["conflicting_party"]},
        {"id": "militia", "kind": "armed_group", "member_of": ["south"]},
        {"id": "patron", "kind": "state", "roles": ["guarantor"]},
    ],
    "guarantees": [{"guarantor": "patron", "backs": "south", "standard": "ensure"}],
    "terms": [
        {"id": "heavy", "parts": ["tank", "mortar"]},
        {"id": "raiders", "parties": ["militia"]},
    ],
    "events": [
        {"id": "armed_attack", "acts": ["attack", "shell", "clash"]},
        {"id": "joint_patrol", "acts": ["patrol"]},
        {"id": "tank_move", "acts": ["deploy"], "objects": ["tank"]},
    ],
    "zones": [
        {"id": "strip", "shape": "polygon", "geometry": {"status": "undelineated", "fixed_by": "lines"}},
        {"id": "line", "shape": "line", "geometry": {"status": "agreed"}},
    ],
}


def pact(*norms: dict[str, Any], instruments: list[dict[str, Any]] | None = None, **over: Any) -> Agreement:
    """An agreement of one paragraph with these norms; `_instrument` on a norm moves it elsewhere."""
    given: dict[str, list[dict[str, Any]]] = {}
    for norm in norms:
        fields = {key: value for key, value in norm.items() if key != "_instrument"}
        given.setdefault(norm.get("_instrument", "pact"), []).append(fields)
    provisions = [
        {"para": "1", "instrument": instrument, "says": "what it says", "norms": found}
        for instrument, found in given.items()
    ]
    raw = {**BASE, "provisions": provisions, **over}
    raw["instruments"] = [*BASE["instruments"], *(instruments or [])]
    return Agreement.model_validate(raw)


def duty(norm_id: str, test: dict[str, Any], **over: Any) -> dict[str, Any]:
    """A duty of both sides to achieve something, unless told otherwise."""
    return {
        "id": norm_id,
        "kind": "duty",
        "mode": "achieve",
        "bearer": ["north", "south"],
        "test": test,
        **over,
    }


def none_present(what: str = "heavy", where: str = "strip") -> dict[str, Any]:
    return {"check": "none_present", "what": what, "where": where}


def claim(act: str, day: str = "2020-01-10", **over: Any) -> Claim:
    """A confident claim of one act by `by` (none: unattributed) in the strip."""
    by, source = over.pop("by", None), over.pop("source", "press")
    family, last = over.pop("family", source), over.pop("until", day)
    zone, obj, against = over.pop("zone", "strip"), over.pop("obj", None), over.pop("against", None)
    recorded = over.pop("recorded", last)
    fields: dict[str, Any] = {
        "kind": "event",
        "act": act,
        "actor": [{"party": by}] if by else [],
        "target": [{"party": against}] if against else [],
        "attribution_grade": "claimed" if by else "none",
        "object": {"term": obj} if obj else None,
        "place": [{"zone": zone}] if zone else [],
        "time": {"start": day, "end": last},
        "confidence": 0.8,
        "source": {"id": source, "family": family},
        "recorded_at": datetime.combine(date.fromisoformat(recorded), time(12), UTC),
        "published_on": recorded,
        "says": f"{by or 'somebody'}: {act}, {next(_numbers)}",
        **over,
    }
    return Claim.model_validate(fields).identified()


def sighting(by: str | None = "north", day: str = "2020-01-10", obj: str = "tank", **over: Any) -> Claim:
    return claim("presence", day, by=by, obj=obj, kind="observation", **over)


def look(by: str | None = "north", day: str = "2020-01-10", obj: str = "heavy", **over: Any) -> Claim:
    return claim("absence", day, by=by, obj=obj, kind="look", **{"coverage": 0.9, **over})


def frame(as_of: str, known_at: str | None = None, **over: Any) -> Frame:
    """A frame on a day; `known_at` is a day too, taken at its end."""
    known = datetime.combine(date.fromisoformat(known_at), time(23, 59, 59), UTC) if known_at else None
    return Frame(date.fromisoformat(as_of), known, **over)


def assessed(agreement: Agreement, claims: list[Claim], as_of: str, **over: Any) -> Assessment:
    """The assessment on a day; `atlas`, `supposed`, `known_at`, `readings`, `instruments` as wanted."""
    atlas, supposed = over.pop("atlas", NamedMap()), over.pop("supposed", ())
    return assess(agreement, claims, frame(as_of, **over), atlas, supposed=supposed)


def status(
    agreement: Agreement, claims: list[Claim], as_of: str, norm: str | None = None, **over: Any
) -> NormStatus:
    """The status of the named norm, or of the first."""
    found = assessed(agreement, claims, as_of, **over)
    return found.status(norm) if norm else found.norms[0]
