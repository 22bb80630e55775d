"""Small agreements with zones, and GeoJSON files for them, written into a test's own folder."""

from __future__ import annotations

import json
from datetime import date

from truceline.agreement.model import Agreement
from truceline.places.atlas import Atlas

STATUS = {"status": "proposed"}


def agreement(*zones, gazetteer=None, readings=None, default_readings=None):
    """An agreement that has nothing but zones."""
    return Agreement.model_validate(
        {
            "format": "truceline/agreement/1",
            "id": "sketch",
            "title": "A sketch",
            "encoding": {"revision": 1, "encoded_by": ["tester"], "date": date(2020, 1, 1)},
            "instruments": [
                {
                    "id": "text",
                    "kind": "memorandum",
                    "authority": "signed",
                    "in_force": {"from": date(2020, 1, 1)},
                    "source": "invented",
                    "paragraphs": ["1"],
                }
            ],
            "clock": {"timezone": "UTC"},
            "parties": [{"id": "somebody", "kind": "state"}],
            "readings": readings or {},
            "default_readings": default_readings or {},
            "zones": zones,
            "gazetteer": gazetteer,
            "provisions": [{"para": "1", "says": "Nothing.", "not_encoded": "a sketch"}],
        }
    )


def zone(label, shape, /, file="map.geojson", **more):
    """A zone drawn in a file; `uncertainty_km`, `feature` and `status` go into its geometry."""
    keys = ("uncertainty_km", "feature", "status")
    geometry = {**STATUS, **{key: more.pop(key) for key in keys if key in more}}
    if file:
        geometry["file"] = file
    return {"id": label, "shape": shape, "geometry": geometry, **more}


def feature(name, geometry, **properties):
    return {"type": "Feature", "id": name, "properties": properties, "geometry": geometry}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring] for ring in rings]}


def box(west, south, east, north):
    return polygon([(west, south), (east, south), (east, north), (west, north), (west, south)])


def line(*positions):
    return {"type": "LineString", "coordinates": [list(p) for p in positions]}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def write(folder, *features, file="map.geojson"):
    (folder / file).write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def atlas(folder, features, zones, **more):
    """The atlas of zones whose features are all in one file."""
    write(folder, *features)
    return Atlas.of(agreement(*zones, **more), folder)
