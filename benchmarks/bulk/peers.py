"""Each peer at what it can do with the events and zones: joins, and distances on a flat map.

Joins are in degrees, which spares the peers a projection; distances are planar and unsigned. None tells
a chance. A peer is looked up when it is its turn, since none of them is needed to run the rest.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Transformer

from benchmarks.bulk.arena import FLAT, Answer, Arena, Work

if TYPE_CHECKING:
    from numpy.typing import NDArray

_EVENTS = "SELECT ST_Point(lon, lat) AS spot FROM {source} WHERE event_id < {rows}"
_JOIN = "SELECT count(*) AS n FROM ({events}) AS e JOIN zones AS z ON ST_Contains(z.shape, e.spot)"
_DISTANCE = "SELECT avg(ST_Distance(b.shape, e.spot)) AS m FROM ({events}) AS e CROSS JOIN boundaries AS b"


def geopandas_join(arena: Arena) -> Work:
    """Events on the flat map, joined with the zones they lie in."""
    geopandas = import_module("geopandas")
    zones = geopandas.GeoDataFrame(geometry=arena.scene.polygons, crs=4326).to_crs(FLAT)
    return lambda: Answer(len(geopandas.sjoin(_frame(arena), zones, predicate="within")))


def geopandas_distances(arena: Arena) -> Work:
    """Events on the flat map, and how far each is from every boundary."""

    def work() -> Answer:
        events = _frame(arena).geometry
        means = [events.distance(outline).mean() for outline in arena.flat_outlines]
        return Answer(mean_m=float(np.mean(means)))

    return work


def geopandas_all(arena: Arena) -> Work:
    """Both, on one set of projected events."""
    geopandas = import_module("geopandas")
    zones = geopandas.GeoDataFrame(geometry=arena.scene.polygons, crs=4326).to_crs(FLAT)

    def work() -> Answer:
        events = _frame(arena)
        joined = geopandas.sjoin(events, zones, predicate="within")
        means = [events.geometry.distance(outline).mean() for outline in arena.flat_outlines]
        return Answer(len(joined), float(np.mean(means)))

    return work


def _frame(arena: Arena) -> Any:
    geopandas = import_module("geopandas")
    lon, lat = arena.columns("lon", "lat")
    return geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(lon, lat, crs=4326)).to_crs(FLAT)


def shapely_prepared(arena: Arena) -> Work:
    """Every event against every zone, the zones prepared."""
    shapely.prepare(arena.scene.polygons)

    def work() -> Answer:
        lon, lat = arena.columns("lon", "lat")
        return Answer(sum(int(shapely.contains_xy(zone, lon, lat).sum()) for zone in arena.scene.polygons))

    return work


def shapely_tree(arena: Arena) -> Work:
    """A tree of the events, asked by each zone."""

    def work() -> Answer:
        tree = shapely.STRtree(_points(*arena.columns("lon", "lat")))
        return Answer(tree.query(arena.scene.polygons, predicate="contains").shape[1])

    return work


def shapely_distances(arena: Arena) -> Work:
    """The nearest edge of every boundary, found in a tree of its edges."""
    trees = [shapely.STRtree(_edges(outline)) for outline in arena.flat_outlines]
    to_flat = Transformer.from_crs(4326, FLAT, always_xy=True)

    def work() -> Answer:
        lon, lat = arena.columns("lon", "lat")
        spots = _points(*to_flat.transform(lon, lat))
        found = (tree.query_nearest(spots, return_distance=True, all_matches=False) for tree in trees)
        return Answer(mean_m=float(np.mean([metres.mean() for _, metres in found])))

    return work


def _points(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.object_]:
    return np.asarray(shapely.points(x, y))


def _edges(outline: shapely.LineString) -> NDArray[np.object_]:
    corners = shapely.get_coordinates(outline)
    return np.asarray(shapely.linestrings(np.stack((corners[:-1], corners[1:]), axis=1)))


def duckdb_join(arena: Arena) -> Work:
    """Its spatial join, straight from Parquet."""
    base = _duckdb(arena)
    query = _JOIN.format(events=_EVENTS.format(source=f"'{arena.path}'", rows=arena.rows))
    return lambda: Answer(base.execute(query).fetchone()[0])


def duckdb_distances(arena: Arena) -> Work:
    """Events projected, and how far each is from every boundary."""
    base = _duckdb(arena)
    events = _EVENTS.format(source=f"'{arena.path}'", rows=arena.rows)
    flat = f"ST_Transform(ST_Point(lon, lat), 'EPSG:4326', '{FLAT}', true)"
    query = _DISTANCE.format(events=events.replace("ST_Point(lon, lat)", flat))
    return lambda: Answer(mean_m=base.execute(query).fetchone()[0])


def _duckdb(arena: Arena) -> Any:
    """A base in memory that holds the zones; its extension comes from a package, not from the net."""
    folder = Path(import_module("duckdb_extension_spatial").__path__[0])
    base = import_module("duckdb").connect()
    base.execute(f"LOAD '{next(folder.rglob('spatial.duckdb_extension'))}'")
    for name, shapes in (("zones", arena.scene.polygons), ("boundaries", arena.flat_outlines)):
        base.execute(f"CREATE TABLE {name} (shape GEOMETRY)")
        base.executemany(
            f"INSERT INTO {name} VALUES (ST_GeomFromWKB(?))",  # noqa: S608 - our own names
            [(shape.wkb,) for shape in shapes],
        )
    return base


def sedona_join(arena: Arena) -> Work:
    """Its spatial join, straight from Parquet."""
    base = _sedona(arena)
    query = _JOIN.format(events=_EVENTS.format(source="events", rows=arena.rows))
    return lambda: Answer(base.sql(query).to_arrow_table().column("n")[0].as_py())


def sedona_distances(arena: Arena) -> Work:
    """Events projected, and how far each is from every boundary."""
    base = _sedona(arena)
    events = _EVENTS.format(source="events", rows=arena.rows)
    flat = f"ST_SetSRID(ST_Transform(ST_Point(lon, lat), 'EPSG:4326', '{FLAT}'), 0)"
    query = _DISTANCE.format(events=events.replace("ST_Point(lon, lat)", flat))
    return lambda: Answer(mean_m=base.sql(query).to_arrow_table().column("m")[0].as_py())


def _sedona(arena: Arena) -> Any:
    base = import_module("sedonadb").connect()
    arrow = import_module("pyarrow")
    base.read_parquet(str(arena.path)).to_view("events")
    for name, shapes in (("zones", arena.scene.polygons), ("boundaries", arena.flat_outlines)):
        base.create_data_frame(arrow.table({"wkb": [shape.wkb for shape in shapes]})).to_view(f"{name}_wkb")
        read = f"SELECT ST_GeomFromWKB(wkb) AS shape FROM {name}_wkb"  # noqa: S608 - our own names
        base.sql(read).to_memtable().to_view(name)
    return base


def polars_join(arena: Arena) -> Work:
    """Its spatial join."""
    polars, spatial = import_module("polars"), import_module("polars_st")
    shapes = polars.DataFrame({"wkb": [zone.wkb for zone in arena.scene.polygons]})
    zones = shapes.select(geometry=spatial.from_wkb("wkb"))
    return lambda: Answer(_polars(arena).st.sjoin(zones, on="geometry", predicate="within").height)


def polars_distances(arena: Arena) -> Work:
    """Events projected, and how far each is from every boundary."""
    polars, spatial = import_module("polars"), import_module("polars_st")
    code = int(FLAT.rpartition(":")[2])
    wkb = [outline.wkb for outline in arena.flat_outlines]
    outlines = polars.DataFrame({"wkb": wkb}).select(geometry=spatial.from_wkb("wkb"))["geometry"]

    def work() -> Answer:
        spot = spatial.geom("geometry").st.set_srid(4326).st.to_srid(code).st.set_srid(0)
        events = _polars(arena).select(geometry=spot)
        away = [spatial.geom("geometry").st.distance(polars.lit(one)).mean() for one in outlines]
        named = [mean.alias(str(n)) for n, mean in enumerate(away)]
        return Answer(mean_m=float(np.mean(events.select(named).row(0))))

    return work


def _polars(arena: Arena) -> Any:
    polars, spatial = import_module("polars"), import_module("polars_st")
    lon, lat = arena.columns("lon", "lat")
    return polars.DataFrame({"lon": lon, "lat": lat}).select(
        geometry=spatial.point(polars.concat_arr("lon", "lat"))
    )
