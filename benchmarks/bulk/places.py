"""Where the engine's errors are looked for: the scene, zones drawn unsurely, and the world's corners."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from benchmarks.bulk.scenery import Scene, polygon_of, ragged, scene_of
from truceline.places.drawing import Drawing
from truceline.places.ground import Ground
from truceline.places.plane import Plane


@dataclass(frozen=True, eq=False)
class Part:
    """Zones that are indexed together."""

    names: tuple[str, ...]
    grounds: tuple[Ground, ...]


def parts() -> list[Part]:
    """All zones to try: each part lies in one region of the world."""
    scene = scene_of()
    return [Part(scene.names, scene.grounds), _unsure(scene), *_corners()]


def _unsure(scene: Scene) -> Part:
    """Zones whose drawing or depth is in doubt, and zones cut off."""
    line = scene.line
    areas = [ground for ground in scene.grounds if not ground.is_strip]
    wide = max(areas, key=lambda ground: _length_within(ground, scene))
    small = min(areas, key=_size)
    zones = {
        "area, 0.5 km unsure": Ground(small.base, uncertainty_km=0.5),
        "area, 3 km unsure": Ground(wide.base, uncertainty_km=3.0),
        "strip of 15 to 20 km": Ground(line, 15, 20),
        "strip, 1.5 km unsure": Ground(line, 10, 20, uncertainty_km=1.5),
        "left strip": Ground(line, 15, 15, "left"),
        "right strip in an area": Ground(line, 10, 20, "right", wide),
        "thin strip": Ground(line, 0.5, 0.5),
    }
    return Part(tuple(zones), tuple(zones.values()))


def _corners() -> list[Part]:
    """Zones at the antimeridian and at both poles, of 100 m and of 3,000 km, with a hole, and a sliver."""
    zones = {
        "across 180 degrees": ragged(179.95, -17.0, 60, 300),
        "round the north pole": ragged(10.0, 89.8, 60, 300),
        "round the south pole": ragged(10.0, -89.9, 200, 400),
        "a hundred metres wide": ragged(36.0, 35.0, 0.05, 40),
        "3,000 km wide": ragged(20.0, 10.0, 1500, 500),
        "with a hole": _holed(36.2, 35.9),
        "a sliver": _sliver(36.0, 36.0),
    }
    return [Part((name,), (Ground(drawing),)) for name, drawing in zones.items()]


def _holed(lon: float, lat: float) -> Drawing:
    outer = ragged(lon, lat, 30, 200, seed=4).groups[0][0]
    inner = ragged(lon + 0.03, lat, 6, 80, seed=5).groups[0][0]
    return Drawing("area", ((outer, inner[::-1]),))


def _sliver(lon: float, lat: float) -> Drawing:
    """Forty kilometres long and ten metres wide."""
    return Drawing("area", ((_cut(lon, lat, 20.0, 0.005),),))


def _cut(lon: float, lat: float, long_km: float, wide_km: float) -> np.ndarray:
    flat = shapely.segmentize(shapely.box(-long_km, -wide_km, long_km, wide_km), 5.0)
    return Plane(lon, lat).unproject(shapely.get_coordinates(shapely.orient_polygons(flat)))


def _length_within(ground: Ground, scene: Scene) -> float:
    """How much of the line lies in an area, degrees."""
    return float(shapely.intersection(polygon_of(ground.base), scene.outlines[0]).length)


def _size(ground: Ground) -> float:
    return float(np.ptp(ground.base.coordinates, axis=0).prod())
