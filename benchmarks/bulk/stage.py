"""The scene as a case: an agreement of sixty norms, its map, and a mapping of the events' columns."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import shapely

from benchmarks.bulk.scenery import ACTORS, CATEGORIES, FIRST_DAY, PARTIES, Norm, Scene
from truceline.case.folder import Case

if TYPE_CHECKING:
    from pathlib import Path

ACTS = ("shell", "attack", "clash", "ambush", "air_strike", "kill", "abduct", "arrest")
"""What each category of event is."""
LAST_DAY = date(2025, 12, 31)
_LINE = "front"


def staged(scene: Scene, folder: Path) -> tuple[Case, Path]:
    """A new case in the folder, and the mapping file for its events."""
    source = folder / "agreement"
    source.mkdir()
    (source / "zones.geojson").write_text(json.dumps(_map(scene)), encoding="utf-8")
    # JSON is YAML, and sixty norms are quicker written by a program.
    (source / "stage.yaml").write_text(json.dumps(_agreement(scene)), encoding="utf-8")
    mapping = folder / "mapping.yaml"
    mapping.write_text(json.dumps(_mapping(scene)), encoding="utf-8")
    return Case.create(folder / "case", agreement=source / "stage.yaml"), mapping


def _agreement(scene: Scene) -> dict[str, Any]:
    first = str(_day(0))
    return {
        "format": "truceline/agreement/1",
        "id": "stage",
        "title": "A made-up truce along a made-up front",
        "encoding": {"revision": 1, "encoded_by": ["the benchmarks"], "date": "2026-01-01"},
        "instruments": [
            {
                "id": "truce",
                "kind": "truce",
                "authority": "signed",
                "signed_on": first,
                "in_force": {"from": first},
                "source": "made up for the benchmarks",
                "paragraphs": [str(n) for n in range(len(scene.norms))],
            }
        ],
        "clock": {"timezone": "Europe/Kyiv"},
        "parties": [{"id": name, "kind": "armed_group", "roles": ["conflicting_party"]} for name in PARTIES],
        "events": [{"id": f"event_{n}", "acts": _acts(norm)} for n, norm in enumerate(scene.norms)],
        "zones": [
            {"id": _LINE, "shape": "line", "geometry": {"status": "agreed", "file": "zones.geojson"}},
            *(_zone(scene, n) for n in range(len(scene.names))),
        ],
        "provisions": [_provision(scene, n, norm) for n, norm in enumerate(scene.norms)],
    }


def _provision(scene: Scene, number: int, norm: Norm) -> dict[str, Any]:
    by = [name for n, name in enumerate(PARTIES) if norm.parties >> n & 1]
    window = {"from": {"at": str(_day(norm.first_day))}, "until": {"at": str(_day(norm.end_day - 1))}}
    test = {"check": "no_event", "event": f"event_{number}", "by": by, "where": scene.names[norm.zone]}
    duty = {"id": f"norm-{number}", "kind": "duty", "mode": "refrain", "bearer": by, "during": window}
    return {"para": str(number), "says": "None of it happens there.", "norms": [{**duty, "test": test}]}


def _acts(norm: Norm) -> list[str]:
    return [act for n, act in enumerate(ACTS) if norm.categories >> n & 1]


def _zone(scene: Scene, number: int) -> dict[str, Any]:
    ground, geometry = scene.grounds[number], {"status": "agreed", "uncertainty_km": 0}
    if ground.is_strip:
        band = {"along": _LINE, "side": "both", "depth_km": ground.most_km}
        return {"id": scene.names[number], "shape": "band", **band, "geometry": geometry}
    return {
        "id": scene.names[number],
        "shape": "polygon",
        "geometry": {**geometry, "file": "zones.geojson"},
    }


def _map(scene: Scene) -> dict[str, Any]:
    areas = {
        name: shapely.Polygon(ground.base.groups[0][0])
        for name, ground in zip(scene.names, scene.grounds, strict=True)
        if not ground.is_strip
    }
    features = [
        {"type": "Feature", "id": name, "properties": {}, "geometry": shapely.geometry.mapping(shape)}
        for name, shape in {_LINE: shapely.LineString(scene.line.coordinates), **areas}.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _mapping(scene: Scene) -> dict[str, Any]:
    assert len(ACTS) == CATEGORIES, "every category is an act"
    columns = {
        "actor": "actor_a",
        "target": "actor_b",
        "act": "category",
        "place.lon": "lon",
        "place.lat": "lat",
        "place.radius_m": "radius_m",
        "time.start": "date",
        "time.end": "date_end",
        "casualties.killed.low": "deaths_low",
        "casualties.killed.best": "deaths_best",
        "casualties.killed.high": "deaths_high",
    }
    return {
        "format": "truceline/table/1",
        "columns": columns,
        "constants": {
            "kind": "event",
            "attribution_grade": "confirmed",
            "time.kind": "during",
            "source.id": "made-up",
            "source.family": "made-up",
        },
        "values": {
            "act": {str(n): act for n, act in enumerate(ACTS)},
            "actor": {str(n): PARTIES[scene.party_of[n]] for n in range(ACTORS)},
        },
    }


def _day(number: int) -> date:
    first: date = FIRST_DAY.item()
    return first + timedelta(days=number)
