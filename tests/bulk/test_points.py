"""What is wrong with a row is told, counted and shown; the row stays, without a place."""

import numpy as np
import pyarrow as pa
import pytest

from truceline.bulk.layout import Layout, Telling, layout_of, require_types, telling_of
from truceline.bulk.points import ISSUES, Issues, points_of
from truceline.bulk.values import NO_DAY
from truceline.errors import InputError

PLAIN = Layout("lon", "lat", "radius_m", None, "date")


def batch(**columns):
    return pa.RecordBatch.from_pydict(columns)


def issues_in(found):
    return [ISSUES[number] for number in found.issue]


def test_sound_rows_have_no_issue():
    found = points_of(batch(lon=[36.5], lat=[35.5], radius_m=[1000], date=["2018-10-10"]), PLAIN)
    assert issues_in(found) == [""]
    assert found.day.tolist() == [17814]


@pytest.mark.parametrize(
    ("lon", "lat", "told"),
    [
        (None, 35.0, "missing-coordinates"),
        (float("nan"), 35.0, "missing-coordinates"),
        (float("inf"), 35.0, "missing-coordinates"),
        (181.0, 35.0, "bad-coordinates"),
        (36.0, -90.5, "bad-coordinates"),
    ],
)
def test_impossible_places_are_no_places(lon, lat, told):
    found = points_of(batch(lon=[lon], lat=[lat]), Layout("lon", "lat"))
    assert issues_in(found) == [told]
    assert np.isnan(found.lon).all()


def test_text_that_is_no_number_is_missing():
    found = points_of(batch(lon=["36,5", "36.5", "#geo+lon", " 36.5 "], lat=["35"] * 4), Layout("lon", "lat"))
    assert issues_in(found) == ["missing-coordinates", "", "missing-coordinates", ""]


@pytest.mark.parametrize("radius", [None, -1.0, 600_000.0])
def test_a_radius_that_cannot_be_counts_as_an_exact_place(radius):
    found = points_of(
        batch(lon=[36.0], lat=[35.0], radius_m=pa.array([radius], pa.float64())),
        Layout("lon", "lat", "radius_m"),
    )
    assert issues_in(found) == ["bad-precision"]
    assert found.size_m.tolist() == [1000]


def test_grades_of_precision_are_radii():
    layout = layout_of("x.csv", ["longitude", "latitude", "where_prec", "date_start"])
    rows = batch(
        longitude=[36.0] * 3, latitude=[35.0] * 3, where_prec=["2", "4.0", "9"], date_start=["2018-01-01"] * 3
    )
    found = points_of(rows, layout)
    assert found.size_m.tolist() == [25_000, 75_000, 1000]
    assert issues_in(found) == ["", "", "bad-precision"]


def test_a_dictionary_column_reads_like_any_other():
    rows = batch(lon=pa.array(["36.0", "36.5"]).dictionary_encode(), lat=[35.0, 35.0])
    assert points_of(rows, Layout("lon", "lat")).lon.tolist() == [36.0, 36.5]


@pytest.mark.parametrize(
    "days",
    [
        pa.array(["2018-10-10 00:00:00"]),
        pa.array([17814], pa.int32()).cast(pa.date32()),
        pa.array([17814 * 86_400_000], pa.timestamp("ms")),
        pa.array(["2018-10-10"]).dictionary_encode(),
        pa.array(["2018-10-10"], pa.string_view()),
    ],
)
def test_days_come_in_many_types(days):
    found = points_of(batch(lon=[36.0], lat=[35.0], date=days), Layout("lon", "lat", None, None, "date"))
    assert found.day.tolist() == [17814]


@pytest.mark.parametrize(
    "days", [pa.array(["10/10/2018"]), pa.array([None], pa.string()), pa.array([20181010])]
)
def test_what_is_no_day_is_told(days):
    found = points_of(batch(lon=[36.0], lat=[35.0], date=days), Layout("lon", "lat", None, None, "date"))
    assert issues_in(found) == ["bad-date"]
    assert found.day.tolist() == [NO_DAY]


def test_issues_are_counted_over_batches_with_the_first_rows():
    issues = Issues()
    issues.add(np.array([0, 1, 1], np.uint8), 1)
    issues.add(np.full(9, 1, np.uint8), 4)
    assert issues.counts == {"bad-date": 11}
    assert issues.first == {"bad-date": [2, 3, 4, 5, 6]}


def test_the_fullest_known_layout_is_taken():
    assert (
        layout_of("x", ["longitude", "latitude", "geo_precision", "event_date"]).precision == "geo_precision"
    )
    assert layout_of("x", ["lat", "lon"]) == Layout("lon", "lat")


def test_unknown_columns_are_told():
    with pytest.raises(InputError, match="no known columns of coordinates; found: x, y"):
        layout_of("x", ["x", "y"])


def test_columns_that_a_known_table_lacks_are_named():
    acled = ["event_type", "sub_event_type", "actor1", "actor2", "fatalities", "event_date"]
    with pytest.raises(InputError, match=r"are missing: assoc_actor_1, assoc_actor_2 \(allowed"):
        telling_of("x", acled)
    with pytest.raises(InputError, match="no known columns of who did what; found: x, y"):
        telling_of("x", ["x", "y"])


def test_a_mapping_names_the_columns():
    mapped = {"place.lon": "X", "place.lat": "Y", "time.start": "on"}
    assert layout_of("x", ["X", "Y", "on"], mapped) == Layout("X", "Y", None, None, "on")


@pytest.mark.parametrize(
    ("mapped", "told"),
    [
        ({"place.lat": "Y"}, "names no column for place.lon"),
        ({"place.lat": "Y", "place.lon": "Z"}, "missing columns: Z; found: X, Y"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(mapped, told):
    with pytest.raises(InputError, match=told):
        layout_of("x", ["X", "Y"], mapped)


@pytest.mark.parametrize("column", [[[36.0]], [True], [b"36"], [{"x": 1}]])
def test_a_column_of_another_kind_is_refused(column):
    rows = batch(lon=column, lat=[35.0])
    with pytest.raises(InputError, match=r"lon: a column of .* \(allowed: numbers, text, days\)"):
        require_types("x.parquet", rows.schema, Layout("lon", "lat"))


def test_numbers_text_and_days_of_any_width_are_read():
    rows = batch(
        lon=pa.array([36], pa.int8()), lat=pa.array([35], pa.float32()), date=pa.array([1], pa.date64())
    )
    require_types("x.parquet", rows.schema, Layout("lon", "lat", None, None, "date"))


def test_text_in_views_reads_like_any_other():
    rows = batch(lon=pa.array(["36.5"], pa.string_view()), lat=[35.0])
    require_types("x.parquet", rows.schema, Layout("lon", "lat"))
    assert points_of(rows, Layout("lon", "lat")).lon.tolist() == [36.5]


def test_numbers_beyond_a_floats_digits_are_impossible_places():
    found = points_of(batch(lon=pa.array([2**63 - 1]), lat=[35.0]), Layout("lon", "lat"))
    assert issues_in(found) == ["bad-coordinates"]


@pytest.mark.parametrize("column", [[["shell"]], [{"act": "shell"}]])
def test_lists_and_records_cannot_say_who_did_what(column):
    rows = batch(lon=[36.0], lat=[35.0], act=column)
    with pytest.raises(InputError, match=r"act: a column of .* \(allowed: text, numbers\)"):
        require_types("x.parquet", rows.schema, Layout("lon", "lat"), Telling(("act",)))
