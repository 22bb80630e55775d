from __future__ import annotations

import io
import json

import geopandas
import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.beside.making import HOSTILE, atlas, empty, facts, figures, quotes
from tests.publish.making import assessment, entry

from truceline.places.atlas import Atlas
from truceline.places.draft import Draft
from truceline.places.drawing import Drawing
from truceline.places.geojson import Feature as Drawn
from truceline.publish.beside.columns import columns_of
from truceline.publish.beside.figures import figures_of
from truceline.publish.beside.geojson import geojson
from truceline.publish.beside.geoparquet import geoparquet
from truceline.publish.beside.incidents import ViolationRow
from truceline.publish.beside.layers import Feature, Layer, _tidy, layers

WIDE = {"depth": "wide"}


def made(told=None, ground: Atlas | None = None):
    found = figures(told)
    return found.about, {layer.name: layer for layer in layers(found, ground or atlas())}


def as_json(name, *args):
    about, found = made(*args)
    content = geojson(found[name], about)
    return json.loads(content), geopandas.read_file(io.BytesIO(content)) if found[name].features else None


def as_parquet(name, *args):
    about, found = made(*args)
    return geopandas.read_parquet(io.BytesIO(geoparquet(found[name], about)))


def wide():
    now = assessment(norms=(), violations=(entry(radius_km=5),))
    frame = now.frame.model_copy(update={"readings": WIDE})
    return facts(now=now.model_copy(update={"frame": frame}), quotes=quotes(now, ("f" * 64,)))


def test_a_violation_is_a_point_with_its_chance_and_its_radius():
    raw, frame = as_json("violations", wide())
    (one,) = frame.itertuples()
    assert (one.geometry.x, one.geometry.y) == (36.5, 35.5)
    assert (one.p_inside, one.radius_km, one.killed_best) == (0.8, 5.0, 3)
    assert raw["features"][0]["properties"]["committed_by"] == ["north"]
    assert frame.crs.to_epsg() == 4326


def test_a_strip_of_unsure_depth_has_what_may_and_what_surely_lies_in_it():
    _, frame = as_json("zones", wide())
    strip = frame[frame.zone == "river-strip"].set_index("reach").geometry
    assert strip["most"].contains(strip["least"])
    assert strip["most"].area > 1.5 * strip["least"].area
    _, narrow = as_json("zones")
    assert list(narrow[narrow.zone == "river-strip"].reach) == ["most"]


def test_zones_have_their_status_and_uncertainty_and_lines_stay_lines():
    _, frame = as_json("zones")
    shown = frame.set_index("zone")
    assert (shown.status["river-strip"], shown.uncertainty_km["river-strip"]) == ("undelineated", 3.0)
    assert {"front": "LineString", "post-1": "Point"}.items() <= dict(shown.geometry.geom_type).items()


def test_outer_rings_run_anticlockwise_and_nothing_is_told_finer_than_a_tenth_of_a_metre():
    raw, frame = as_json("zones", wide())
    areas = frame.geometry[frame.geometry.geom_type == "Polygon"]
    assert all(ring.exterior.is_ccw for ring in areas)
    numbers = shapely.get_coordinates(frame.geometry.values)
    assert np.allclose(numbers, np.round(numbers, 6), atol=1e-9)
    assert raw["bbox"] == pytest.approx(list(frame.total_bounds))
    assert "crs" not in raw  # RFC 7946 has one, and no member for another


def test_both_formats_say_the_same():
    for name in ("zones", "violations", "sightings"):
        _, one = as_json(name, wide())
        other = as_parquet(name, wide())
        assert one.geometry.geom_equals(other.geometry.set_crs(4326, allow_override=True)).all()
        assert list(one.columns.drop(["id", "geometry"])) == list(other.columns.drop("geometry"))


def test_geoparquet_has_the_metadata_of_its_standard():
    about, found = made(wide())
    schema = pq.read_schema(io.BytesIO(geoparquet(found["zones"], about)))
    geo = json.loads(schema.metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert (geo["version"], column["encoding"], column["crs"]["id"]) == (
        "1.1.0",
        "WKB",
        {"authority": "OGC", "code": "CRS84"},
    )
    assert column["geometry_types"] == ["LineString", "Point", "Polygon"]
    assert schema.field("uncertainty_km").metadata[b"unit"] == b"km"
    assert str(schema.field("is_drawn").type) == "bool"


def test_figures_and_days_keep_their_types_in_parquet():
    (one,) = as_parquet("violations", wide()).to_dict("records")
    assert (one["killed_best"], one["in_period"], list(one["committed_by"])) == (3, False, ["north"])
    assert one["start"].isoformat() == "2030-01-20"


def test_what_has_no_place_is_on_no_map_and_still_among_the_features():
    now = assessment(norms=(), violations=(entry(1, lat=None, lon=None), entry(2)))
    told = facts(now=now, quotes=quotes(now))
    raw, frame = as_json("violations", told)
    assert [feature["geometry"] is None for feature in raw["features"]] == [True, False]
    assert len(frame) == 2
    assert as_parquet("violations", told).geometry.isna().tolist() == [True, False]


def test_an_empty_layer_can_be_read():
    raw, _ = as_json("violations", empty())
    assert (raw["type"], raw["features"]) == ("FeatureCollection", [])
    frame = as_parquet("violations", empty())
    assert len(frame) == 0
    assert "killed_best" in frame.columns


def test_zones_that_nobody_drew_have_no_shape():
    ground = Atlas(atlas().agreement)
    told = figures(facts())
    shapes = {layer.name: layer for layer in layers(told, ground)}["zones"].features
    assert all(one.shape is None for one in shapes)


def test_an_area_across_the_antimeridian_is_cut_in_two_and_has_no_box():
    ring = np.array([(179, 35), (-179, 35), (-179, 36), (179, 36), (179, 35)], dtype=float)
    ring[1:3, 0] += 360
    zones = [{"id": "strait", "shape": "polygon", "geometry": {"status": "agreed"}}]
    ground = atlas()
    agreement = ground.agreement.model_validate(
        {**ground.agreement.model_dump(mode="json", by_alias=True), "zones": zones, "provisions": []}
    )
    far = Atlas(agreement, {"strait": Draft((Drawn("strait", None, 0.0, Drawing("area", ((ring,),))),))})
    told = figures_of(empty(), agreement, far)
    (layer, *_) = layers(told, far)
    raw = json.loads(geojson(layer, told.about))
    (feature,) = raw["features"]
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert "bbox" not in raw


def test_mixed_shapes_become_those_of_the_greatest_dimension():
    line, other = shapely.LineString([(0, 0), (1, 1)]), shapely.LineString([(2, 0), (3, 1)])
    assert _tidy(shapely.GeometryCollection([line, other])).geom_type == "MultiLineString"
    assert (
        _tidy(shapely.GeometryCollection([shapely.Point(0, 0), shapely.Point(1, 1)])).geom_type
        == "MultiPoint"
    )
    mixed = shapely.GeometryCollection([line, shapely.box(0, 0, 1, 1), shapely.box(2, 2, 3, 3)])
    assert _tidy(mixed).geom_type == "MultiPolygon"
    assert _tidy(shapely.Polygon()) is None
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert _tidy(bow).is_valid


def test_hostile_names_stay_text():
    now = assessment(norms=(), violations=(entry(place=HOSTILE, target=(HOSTILE,)),))
    told = facts(now=now, quotes=quotes(now))
    raw, frame = as_json("violations", told)
    assert frame.place[0] == raw["features"][0]["properties"]["place"]
    assert as_parquet("violations", told).place[0] == frame.place[0]


@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90),
            st.floats(-180, 180),
            st.one_of(st.none(), st.floats(0, 1)),
            st.text(max_size=9),
        ),
        max_size=6,
    )
)
def test_points_chances_and_names_round_trip_in_both_formats(rows):
    entries = [
        entry(n, lat=lat, lon=lon, p_inside=p, place=place) for n, (lat, lon, p, place) in enumerate(rows)
    ]
    now = assessment(norms=(), violations=tuple(entries))
    told = figures(facts(now=now, quotes=quotes(now)))
    wanted = [(row.lon, row.lat, row.p_inside, row.place) for row in told.tables.violations]
    features = tuple(
        Feature(row.entry, shapely.Point(row.lon, row.lat), row) for row in told.tables.violations
    )
    layer = Layer("violations", "", columns_of(ViolationRow), features)
    raw = json.loads(geojson(layer, told.about))
    parquet = geopandas.read_parquet(io.BytesIO(geoparquet(layer, told.about)))
    read = [
        (*one["geometry"]["coordinates"], one["properties"]["p_inside"], one["properties"]["place"])
        for one in raw["features"]
    ]
    assert read == wanted
    assert [(point.x, point.y) for point in parquet.geometry] == [(lon, lat) for lon, lat, *_ in wanted]
    assert list(parquet.place) == [place for *_, place in wanted]
