"""Figures that have a place, as layers of a map: zones, violations, sightings; shapes in degrees (CRS84)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import shapely

from truceline.publish.beside.columns import Column, Of, Row, columns_of
from truceline.publish.beside.ground import SightingRow, ZoneRow
from truceline.publish.beside.incidents import ViolationRow

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from truceline.places.atlas import Atlas
    from truceline.publish.beside.figures import Figures

_GRID = 1e-6
"""Degrees to which shapes are written, a tenth of a metre (RFC 7946, 11.2)."""


_SEVERAL = (shapely.multipoints, shapely.multilinestrings)


class ZoneShapeRow(ZoneRow):
    """A zone as it is drawn; a strip that may be deeper than it surely is has two shapes."""

    reach: Annotated[Literal["most", "least"], Of("#geo+reach")]
    """most: all that may lie in it; least: what surely does."""


@dataclass(frozen=True)
class Feature:
    """One thing on the map; without a shape where nobody knows where it was."""

    id: str
    shape: BaseGeometry | None
    row: Row


@dataclass(frozen=True)
class Layer:
    """Things of one sort, with the columns of their table."""

    name: str
    about: str
    columns: tuple[Column, ...]
    features: tuple[Feature, ...]
    notes: tuple[str, ...] = ()


def layers(figures: Figures, atlas: Atlas) -> tuple[Layer, ...]:
    """The layers of a report. Rows are those of the tables, so nothing is on a map that is in no table."""
    tables, notes = figures.tables, figures.notes
    return (
        Layer(
            "zones",
            "Zones and lines as they lie on the day of the report, with status and uncertainty.",
            columns_of(ZoneShapeRow),
            tuple(shape for row in tables.zones for shape in _zone(figures, row, atlas)),
        ),
        Layer(
            "violations",
            "Violations at their nominal points, with P(inside) and the radius in which they may truly lie.",
            columns_of(ViolationRow),
            tuple(Feature(row.entry, _point(row), row) for row in tables.violations),
            notes.get("violations", ()),
        ),
        Layer(
            "sightings",
            "Sightings since a withdrawal was declared, with their depth behind the line.",
            columns_of(SightingRow),
            tuple(Feature(f"{row.withdrawal}.{row.claim}", _point(row), row) for row in tables.sightings),
            notes.get("sightings", ()),
        ),
    )


def _zone(figures: Figures, row: ZoneRow, atlas: Atlas) -> Iterator[Feature]:
    about, told = figures.about, row.model_dump()
    most = atlas.shape(row.zone, about.as_of, about.readings)
    yield Feature(row.zone, _tidy(most), ZoneShapeRow(**told, reach="most"))
    if row.depth_least_km != row.depth_most_km:
        least = atlas.shape(row.zone, about.as_of, about.readings, reach="least")
        yield Feature(f"{row.zone}.least", _tidy(least), ZoneShapeRow(**told, reach="least"))


def _point(row: ViolationRow | SightingRow) -> BaseGeometry | None:
    return None if row.lat is None or row.lon is None else shapely.Point(row.lon, row.lat)


def _tidy(shape: BaseGeometry | None) -> BaseGeometry | None:
    """A shape on a grid, of one type, outer rings anticlockwise (RFC 7946, 3.1.6); None if empty."""
    if shape is None or shape.is_empty:
        return None
    is_area = shape.geom_type in {"Polygon", "MultiPolygon"}
    whole = shape if shape.is_valid or not is_area else shapely.make_valid(shape)
    # Pointwise keeps lines as they run; areas are kept valid.
    tidy = shapely.set_precision(whole, _GRID, mode="valid_output" if is_area else "pointwise")
    parts = shapely.get_parts(tidy)
    if tidy.geom_type == "GeometryCollection":
        tidy = _one_type(list(parts))
    return None if tidy.is_empty else shapely.orient_polygons(tidy)


def _one_type(parts: list[BaseGeometry]) -> BaseGeometry:
    """The parts of the greatest dimension as one geometry: other readers refuse mixed ones."""
    most = max(map(_dimension, parts))
    kept = [part for part in parts if _dimension(part) == most]
    whole: Any = shapely.union_all(kept) if most > 1 else _SEVERAL[most](kept)
    return cast("BaseGeometry", whole)


def _dimension(part: BaseGeometry) -> int:
    return int(shapely.get_dimensions(part))
