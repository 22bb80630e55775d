"""A small agreement of the tests' own: two sides, a river strip, three promises."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.case.folder import Case

NOW = datetime(2020, 6, 1, 9, tzinfo=UTC)

AGREEMENT = """
format: truceline/agreement/1
id: river-2020
title: The river truce
encoding: {revision: 1, encoded_by: [the tests], date: 2020-01-01}
instruments:
  - id: truce
    kind: memorandum
    authority: signed
    signed_on: 2020-03-01
    in_force: {from: 2020-03-01}
    source: made up
    paragraphs: ["1", "2", "3"]
clock: {timezone: Asia/Damascus}
parties:
  - {id: north, kind: state, roles: [signatory], aliases: [Northland]}
  - {id: south, kind: state, roles: [signatory], aliases: [Southland]}
terms:
  - {id: guns, name: heavy guns}
events:
  - {id: shelling, acts: [shell]}
  - {id: meeting, acts: [meet]}
zones:
  - id: strip
    shape: polygon
    geometry: {status: agreed, file: zones/strip.geojson, uncertainty_km: 1}
  - id: front
    shape: line
    geometry: {status: agreed, file: zones/strip.geojson}
gazetteer: places.csv
provisions:
  - para: "1"
    says: Neither side fires into the strip.
    norms:
      - id: no-fire
        kind: duty
        mode: refrain
        bearer: [north, south]
        test: {check: no_event, event: shelling, by: [north, south], where: strip}
  - para: "2"
    says: Heavy guns leave the strip by 1 April.
    norms:
      - id: guns-out
        kind: duty
        mode: achieve
        bearer: [north, south]
        parts: {by: [bearer]}
        deadline: {by: 2020-04-01}
        test: {check: none_present, what: guns, where: strip}
  - para: "3"
    says: Both sides meet by 15 April.
    norms:
      - id: they-meet
        kind: duty
        mode: achieve
        bearer: [north, south]
        deadline: {by: 2020-04-15}
        test: {check: event_occurred, event: meeting}
"""

STRIP = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "id": "strip",
            "properties": {},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[36.0, 35.0], [36.5, 35.0], [36.5, 35.2], [36.0, 35.2], [36.0, 35.0]]],
            },
        },
        {
            "type": "Feature",
            "id": "front",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[36.0, 35.1], [36.5, 35.1]]},
        },
    ],
}
PLACES = "name,lat,lon,radius_m,kind,adm1,names\nFord,35.1,36.2,500,village,Riverside,\n"


def line(number: int, **fields) -> str:
    """One claim as a line of JSON."""
    said = {
        "kind": "event",
        "act": "shell",
        "says": f"shelling number {number}",
        "actor": [{"text": "Southland", "party": "south"}],
        "attribution_grade": "confirmed",
        "place": [{"lat": 35.1, "lon": 36.2, "radius_m": 100}],
        "time": {"start": "2020-03-10", "end": "2020-03-10"},
        "source": {"id": "post", "family": "post", "reliability": "A", "credibility": 1},
        "published_on": "2020-03-11",
        **fields,
    }
    return json.dumps(said) + "\n"


@pytest.fixture
def source(tmp_path) -> Path:
    """The folder of the agreement file and what it names."""
    return write_source(tmp_path / "source")


def write_source(folder: Path) -> Path:
    """Write the agreement, its map and its list of places into a new folder."""
    (folder / "zones").mkdir(parents=True)
    (folder / "river.yaml").write_text(AGREEMENT)
    (folder / "zones" / "strip.geojson").write_text(json.dumps(STRIP))
    (folder / "places.csv").write_text(PLACES)
    (folder / "private-notes.txt").write_text("not part of the agreement")
    return folder


@pytest.fixture
def case(source, tmp_path) -> Case:
    return Case.create(tmp_path / "case", agreement=source / "river.yaml", clock=lambda: NOW)


@pytest.fixture
def claims_file(tmp_path) -> Path:
    path = tmp_path / "march.jsonl"
    path.write_text(line(1) + line(2, time={"start": "2020-03-12", "end": "2020-03-12"}))
    return path
