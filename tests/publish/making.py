"""An agreement, claims and assessments of nowhere in particular, small enough to read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from truceline.agreement.model import Agreement
from truceline.assess.result import (
    AgreementRef,
    Assessment,
    Cited,
    Considered,
    Due,
    FrameRef,
    NormStatus,
    PartStatus,
    ProofNode,
    RegisterEntry,
)
from truceline.core.finding import Standard, Verdict
from truceline.evidence.claim import Claim


def agreement(**changes: Any) -> Agreement:
    """Two sides, a guarantor, a strip along a line, three promises."""
    written: dict[str, Any] = {
        "format": "truceline/agreement/1",
        "id": "river-2030",
        "title": "Truce on the river",
        "encoding": {"revision": 2, "encoded_by": ["a"], "date": "2030-01-01"},
        "instruments": [
            {"id": "truce", "kind": "truce", "authority": "signed", "source": "its text",
             "in_force": {"from": "2030-01-01"}, "paragraphs": ["1", "2", "3"]},
            {"id": "side-letter", "kind": "letter", "authority": "reported", "source": "a newspaper",
             "in_force": {"from": "2030-01-05", "until": "2030-02-05"}, "paragraphs": []},
        ],
        "clock": {"timezone": "Asia/Damascus"},
        "parties": [
            {"id": "north", "kind": "state", "name": "The North"},
            {"id": "south", "kind": "state", "aliases": {"ar": ["الجنوب"], "en": ["The South"]}},
            {"id": "patron", "kind": "state", "roles": ["guarantor"]},
        ],
        "readings": {"depth": {"narrow": "5 km", "wide": "10 km"}},
        "default_readings": {"depth": "narrow"},
        "zones": [
            {"id": "front", "shape": "line", "geometry": {"status": "agreed"}},
            {"id": "river-strip", "name": "The strip", "shape": "band", "along": "front", "depth_km":
             {"reading": "depth", "narrow": 5, "wide": {"min": 5, "max": 10}},
             "geometry": {"status": "undelineated", "uncertainty_km": 3}},
            {"id": "post-1", "shape": "point", "geometry": {"status": "marked"}},
            {"id": "post-2", "shape": "point", "geometry": {"status": "marked"}},
        ],
        "provisions": [
            {"para": "1", "says": "Guns leave.", "norms": [
                {"id": "guns-out", "says": "Guns leave the strip", "kind": "duty", "mode": "achieve",
                 "bearer": ["north", "south"], "bearer_basis": "inferred", "deadline": {"by": "2030-02-01"},
                 "test": {"check": "none_present", "what": "guns", "where": "river-strip"}}]},
            {"para": "2", "says": "The line is drawn.", "norms": [
                {"id": "line-drawn", "kind": "constitutive", "fixes": "front",
                 "test": {"check": "event_occurred", "event": "drawing"}}]},
            {"para": "3", "says": "Nobody fires.", "norms": [
                {"id": "no-fire", "kind": "duty", "mode": "refrain", "bearer": ["north"],
                 "test": {"check": "no_event", "event": "fire"}}]},
        ],
    }  # fmt: skip
    return Agreement.model_validate({**written, **changes})


def cited(number: int = 1, **changes: Any) -> Cited:
    """One claim as a proof names it."""
    return Cited.model_validate({
        "claim_id": f"{number:064x}", "says": f"Claim {number}.", "source": "gazette", "family": "press",
        "grade": "B2", "start": date(2030, 1, 20), "end": date(2030, 1, 21),
        "recorded_at": datetime(2030, 1, 22, 12, tzinfo=UTC), "weight": 0.9, **changes,
    })  # fmt: skip


def node(verdict: Verdict = Verdict.UNKNOWN, **changes: Any) -> ProofNode:
    """One step of a proof."""
    return ProofNode.model_validate({
        "statement": "no guns in river-strip", "check": "none_present", "verdict": verdict, "support": 0.0,
        "opposition": 0.0, "standard": Standard.CLEAR, **changes,
    })  # fmt: skip


def part(party: str | None = None, **changes: Any) -> PartStatus:
    """A party's share of a promise."""
    return PartStatus.model_validate({
        "part": party or "whole", "party": party, "verdict": "unknown", "performance": "unknown",
        "degree": (0.0, 1.0), "standing": "unproven", "proof": node(), **changes,
    })  # fmt: skip


def status(norm: str = "guns-out", **changes: Any) -> NormStatus:
    """A promise that both owe by a day and nothing is known of."""
    return NormStatus.model_validate({
        "norm": norm, "title": "Guns leave the strip", "instrument": "truce", "authority": "signed",
        "para": "1", "kind": "duty", "mode": "achieve", "bearers": ("north", "south"),
        "answerable": ("patron",),
        "phase": "due", "due": (Due(by=date(2030, 2, 1), source="text"),), "performance": "unknown",
        "degree": (0.0, 1.0), "standing": "unproven", "proof": node(), **changes,
    })  # fmt: skip


def entry(number: int = 1, **changes: Any) -> RegisterEntry:
    """A shelling in the strip, three killed, laid to the north."""
    return RegisterEntry.model_validate({
        "entry_id": f"e{number}", "norm": "no-fire", "status": "confirmed", "bearing": "breach",
        "reason": "to the standard", "act": "shell", "start": date(2030, 1, 20), "end": date(2030, 1, 20),
        "place": "Ford", "adm1": "Riverland", "lat": 35.5, "lon": 36.5, "p_inside": 0.8,
        "committed_by": ("north",), "attribution": "assessed", "answerable": ("patron",),
        "killed": (2, 3, 5), "support": 0.9, "opposition": 0.0, "claims": (cited(number),), **changes,
    })  # fmt: skip


def assessment(as_of: date = date(2030, 2, 10), **changes: Any) -> Assessment:
    """One promise, one incident, everything else empty."""
    frame = FrameRef(as_of=as_of, instruments=("truce", "side-letter"), readings={"depth": "narrow"})
    counts = Considered(given=1234, seen=5, not_yet_known=1, not_accepted=0, overtaken=0, supposed=0)
    return Assessment.model_validate({
        "engine": "0.1.0",
        "agreement": AgreementRef(id="river-2030", title="t", digest="d" * 64, revision=2),
        "frame": frame, "norms": (status(),), "violations": (entry(),), "considered": counts, **changes,
    })  # fmt: skip


def claim(number: int = 1, **changes: Any) -> Claim:
    """One claim in full, with its quote."""
    return Claim.model_validate({
        "claim_id": f"{number:064x}", "kind": "event", "act": "shell", "says": f"Claim {number}.",
        "time": {"start": date(2030, 1, 20), "end": date(2030, 1, 20)},
        "source": {"id": "gazette", "family": "press"}, "published_on": date(2030, 1, 21),
        "recorded_at": datetime(2030, 1, 22, 12, tzinfo=UTC), **changes,
    })  # fmt: skip


class Sketch:
    """An atlas of three shapes: a line, a strip beside it and a post."""

    shapes: Mapping[str, BaseGeometry] = {
        "front": LineString([(36.0, 35.5), (37.0, 35.5)]),
        "river-strip": box(36.0, 35.5, 37.0, 35.6),
        "post-1": Point(36.5, 35.55),
    }

    def shape(
        self, zone_id: str, on: date | None = None, readings: Mapping[str, str] | None = None
    ) -> BaseGeometry | None:
        return self.shapes.get(zone_id)

    def bounds(self, pad_km: float = 0.0) -> tuple[float, float, float, float] | None:
        return (35.9, 35.3, 37.1, 35.8)


class Blank:
    """An atlas with nothing on it."""

    def shape(
        self, zone_id: str, on: date | None = None, readings: Mapping[str, str] | None = None
    ) -> BaseGeometry | None:
        return None

    def bounds(self, pad_km: float = 0.0) -> tuple[float, float, float, float] | None:
        return None
