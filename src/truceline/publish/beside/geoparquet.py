"""A layer as GeoParquet 1.1: the columns of its table in their own types, shapes as WKB in CRS84."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import shapely
from pyproj import CRS

from truceline.publish.beside.geojson import bounds

if TYPE_CHECKING:
    from truceline.publish.beside.about import About
    from truceline.publish.beside.columns import Column
    from truceline.publish.beside.layers import Layer

MEDIA_TYPE = "application/vnd.apache.parquet"
_SHAPES = "geometry"


def geoparquet(layer: Layer, about: About) -> bytes:
    """The whole layer; needs the extra `tables`."""
    # 350 MB, and an extra.
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    told: dict[str | bytes, str | bytes] = {"report": about.report, "title": layer.about}
    told["geo"] = json.dumps(_geo(layer))
    if layer.notes:
        told["notes"] = "\n".join(layer.notes)
    fields = [_field(pa, column) for column in layer.columns]
    schema = pa.schema([*fields, pa.field(_SHAPES, pa.binary())], metadata=told)
    rows = [
        {**one.row.model_dump(), _SHAPES: None if one.shape is None else shapely.to_wkb(one.shape)}
        for one in layer.features
    ]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def _geo(layer: Layer) -> dict[str, Any]:
    """The metadata that the standard asks for under `geo`."""
    types = {one.shape.geom_type for one in layer.features if one.shape is not None}
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(types),
        "crs": CRS.from_user_input("OGC:CRS84").to_json_dict(),
        "orientation": "counterclockwise",
        "edges": "planar",
    }
    bbox = bounds(layer)
    if bbox is not None:
        column["bbox"] = list(bbox)
    return {"version": "1.1.0", "primary_column": _SHAPES, "columns": {_SHAPES: column}}


def _field(pa: Any, column: Column) -> Any:
    types = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"),
        "list": pa.list_(pa.string()),
    }
    told = {"means": column.means, "unit": column.unit, "hxl": column.hxl}
    known = {key: value for key, value in told.items() if value}
    return pa.field(column.name, types[column.kind], metadata=known)
