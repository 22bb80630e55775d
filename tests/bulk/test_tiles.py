"""A tile has the events of its square and filter, whatever way they were found."""

from datetime import date, timedelta

import mapbox_vector_tile
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from truceline.bulk import tiles as room
from truceline.bulk.layout import KNOWN
from truceline.bulk.overview import path_beside, write_overview
from truceline.bulk.sorting import sort_table
from truceline.bulk.tables import Source
from truceline.bulk.tile_grid import TileName
from truceline.bulk.tile_table import Filter, TileTable, connected
from truceline.bulk.tiles import Tiles, Unseen
from truceline.bulk.vector_tile import EXTENT
from truceline.errors import InputError

COUNT = 3000
KINDS = ("Battles", "Riots", 'it\'s "quoted"')
FIRST = date(1969, 6, 1)
WORLD = TileName(0, 0, 0)


def events():
    rng = np.random.default_rng(4)
    lon, lat = rng.normal(36, 3, COUNT), rng.normal(35, 3, COUNT)
    lat[:5] = [86, -89, 90, 91, np.nan]
    days = [FIRST + timedelta(int(n)) for n in rng.integers(0, 500, COUNT)]
    days[7] = None
    return pa.table(
        {
            "event_id_cnty": [f"E{n}" for n in range(COUNT)],
            "event_date": pa.array(days, pa.date32()),
            "event_type": [KINDS[n] for n in rng.integers(0, 3, COUNT)],
            "longitude": lon,
            "latitude": pa.array(lat, from_pandas=True),
            "geo_precision": rng.integers(1, 4, COUNT),
            "fatalities": rng.integers(0, 9, COUNT),
        }
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The same events as they came, sorted, and sorted with an overview; and as text."""
    folder = tmp_path_factory.mktemp("tables")
    parquet.write_table(events(), folder / "plain.parquet")
    for name in ("sorted", "overviewed"):
        sort_table(Source(folder / "plain.parquet"), folder / f"{name}.parquet", KNOWN[1], 1024)
    write_overview(TileTable.of(folder / "overviewed.parquet"))
    text = pa.table({name: column.cast(pa.string()) for name, column in zip(*columns(), strict=True)})
    parquet.write_table(text, folder / "text.parquet")
    return folder


def columns():
    table = events()
    return table.column_names, table.columns


@pytest.fixture(scope="module")
def every(folder):
    return {name: Tiles.of(folder / f"{name}.parquet") for name in ("plain", "text", "sorted", "overviewed")}


def meeting(chosen):
    """Rows that meet a filter, the slow way."""
    for row in events().to_pylist():
        day = row["event_date"]
        if chosen.first and (day is None or day < chosen.first):
            continue
        if chosen.last and (day is None or day > chosen.last):
            continue
        if not chosen.categories or row["event_type"] in chosen.categories:
            yield row


def on_the_map(rows):
    return [row for row in rows if row["latitude"] is not None and abs(row["latitude"]) < 85]


DAY = st.none() | st.integers(-40, 540).map(lambda n: FIRST + timedelta(n))
FILTERS = st.builds(Filter, DAY, DAY, st.lists(st.sampled_from([*KINDS, "none"]), unique=True).map(tuple))


@given(FILTERS, st.integers(0, 10))
def test_clusters_count_each_event_of_the_filter_once(every, chosen, z):
    rows = on_the_map(meeting(chosen))
    middle = TileName(z, int(216 / 360 * 2**z), int(0.396 * 2**z))
    for name, tiles in every.items():
        found = tiles.tile(WORLD, chosen)
        assert found.events == found.shown == len(rows), name
        assert sum(found.dots.told["deaths"]) == sum(row["fatalities"] for row in rows), name
    tiles = [tiles.tile(middle, chosen) for tiles in every.values()]
    assert all(tile == tiles[0] for tile in tiles)


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """One event by itself, and three near each other, with an overview and without."""
    folder = tmp_path_factory.mktemp("few")
    lon, lat = [100.3, 36.01, 36.02, 36.06], [-20.7, 35.01, 35.04, 35.01]
    for name in ("plain", "overviewed"):
        parquet.write_table(pa.table({"lon": lon, "lat": lat}), folder / f"{name}.parquet")
    write_overview(TileTable.of(folder / "overviewed.parquet"))
    return [Tiles.of(path) for path in sorted(folder.glob("*.parquet"))]


def square(z, lon, lat):
    """The tile of a zoom that a place lies in, and where in it."""
    across = (lon + 180) / 360 * 2**z
    down = (0.5 - np.arctanh(np.sin(np.radians(lat))) / 2 / np.pi) * 2**z
    return TileName(z, int(across), int(down)), (across % 1 * EXTENT, down % 1 * EXTENT)


@pytest.mark.parametrize("z", range(11))
def test_a_cluster_of_one_event_stands_where_the_event_does(few, z):
    name, where = square(z, 100.3, -20.7)
    for tiles in few:
        dots = tiles.tile(name).dots
        found = [at for *at, count in zip(dots.x, dots.y, dots.told["count"], strict=True) if count == 1]
        # Within a step of the overview's, and of the tile's.
        assert found == [pytest.approx(where, abs=1 + 2**z * EXTENT / 2**20)]


def test_a_cluster_stands_in_the_middle_of_its_events(few):
    name, where = square(4, 36.03, 35.02)
    for tiles in few:
        dots = tiles.tile(name).dots
        assert dots.told["count"] == [3]
        assert (dots.x[0], dots.y[0]) == pytest.approx(where, abs=1.1)


def test_points_tell_of_their_events(every):
    chosen = Filter(FIRST, FIRST + timedelta(200), KINDS[:1])
    row = on_the_map(meeting(chosen))[3]
    z = 11
    north = np.arctanh(np.sin(np.radians(row["latitude"])))
    name = TileName(z, int((row["longitude"] + 180) / 360 * 2**z), int((0.5 - north / 2 / np.pi) * 2**z))
    for tiles in every.values():
        found = mapbox_vector_tile.decode(tiles.tile(name, chosen).encoded())["points"]["features"]
        (told,) = [one["properties"] for one in found if one["properties"]["id"] == row["event_id_cnty"]]
        assert told["day"] == row["event_date"].isoformat()
        assert told["category"] == row["event_type"]
        assert told["deaths"] == row["fatalities"]
        assert int(told["size"]) == row["geo_precision"]


def test_a_full_tile_shows_the_deadliest_and_says_how_many_there_are(every, monkeypatch):
    monkeypatch.setattr(room, "MOST_POINTS", 10)
    monkeypatch.setattr(room, "POINTS_FROM", 0)
    for tiles in every.values():
        found = tiles.tile(WORLD)
        assert (found.events, found.shown, len(found.dots)) == (COUNT - 5, 10, 10)
        assert set(found.dots.told["deaths"]) == {8}


def test_tiles_seen_together_are_the_same_as_one_by_one(every):
    names = [TileName(6, x, y) for x in range(36, 40) for y in range(24, 27)]
    for tiles in every.values():
        assert tiles.cut(names) == [tiles.tile(name) for name in names]


def test_what_no_tile_can_show_is_counted(every):
    for tiles in every.values():
        assert tiles.unseen() == Unseen(beyond=3, nowhere=2)
        assert tiles.unseen(Filter(categories=("none",))) == Unseen(0, 0)


def test_an_empty_square_is_an_empty_tile(every):
    for tiles in every.values():
        assert tiles.tile(TileName(12, 0, 0)).encoded() == b""
        assert tiles.tile(TileName(5, 0, 0)).encoded() == b""


def test_an_overview_is_used_where_it_lies_and_only_for_its_own_table(every, folder, tmp_path):
    assert every["overviewed"].overview is not None
    assert every["sorted"].overview is None
    copy = tmp_path / "overviewed.parquet"
    parquet.write_table(events().slice(5), copy)
    path_beside(copy).write_bytes(path_beside(folder / "overviewed.parquet").read_bytes())
    assert Tiles.of(copy).overview is None


def test_a_torn_overview_is_left_aside(folder, tmp_path):
    copy = tmp_path / "sorted.parquet"
    copy.write_bytes((folder / "sorted.parquet").read_bytes())
    path_beside(copy).write_bytes(b"torn")
    assert Tiles.of(copy).overview is None


def test_an_overview_is_written_whole_or_not_at_all(folder, tmp_path, monkeypatch):
    copy = tmp_path / "sorted.parquet"
    copy.write_bytes((folder / "sorted.parquet").read_bytes())
    monkeypatch.setattr("truceline.bulk.overview._counts", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_overview(TileTable.of(copy))
    assert [path.name for path in tmp_path.iterdir()] == ["sorted.parquet"]


def test_a_table_with_nothing_but_places_has_tiles(tmp_path):
    path = tmp_path / "bare.parquet"
    parquet.write_table(pa.table({"lon": [1.0, 1.0, 500.0], "lat": [2.0, 2.0, 2.0]}), path)
    tiles = Tiles.of(path)
    assert tiles.tile(WORLD).dots.told == {"count": [2], "deaths": [0]}
    deep = tiles.tile(TileName(11, 1029, 1012))
    assert deep.events == 2
    assert mapbox_vector_tile.decode(deep.encoded())["points"]["features"][0]["properties"] == {}


def test_an_empty_table_has_empty_tiles(tmp_path):
    path = tmp_path / "none.parquet"
    parquet.write_table(events().slice(0, 0), path)
    tiles = Tiles.of(path)
    assert tiles.tile(WORLD).encoded() == tiles.tile(TileName(12, 1, 1)).encoded() == b""


def test_a_mapping_names_the_columns(tmp_path):
    path = tmp_path / "own.parquet"
    parquet.write_table(pa.table({"X": [1.0], "Y": [2.0], "when": ["2020-01-01"]}), path)
    tiles = Tiles.of(path, {"place.lon": "X", "place.lat": "Y", "time.start": "when"})
    assert tiles.tile(WORLD, Filter(date(2020, 1, 1), date(2020, 1, 1))).events == 1
    assert tiles.tile(WORLD, Filter(date(2020, 1, 2))).events == 0


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.csv", b"lon,lat\n1,2\n", "tiles are cut from Parquet"),
        ("x.parquet", b"PAR1 torn", "cannot be read"),
        ("none.parquet", None, "there is no such file"),
    ],
)
def test_what_no_tile_can_be_cut_from_is_told(tmp_path, name, content, told):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        Tiles.of(tmp_path / name)


def test_columns_of_the_wrong_kind_are_told(tmp_path):
    path = tmp_path / "wrong.parquet"
    parquet.write_table(pa.table({"lon": [True], "lat": [1.0]}), path)
    with pytest.raises(InputError, match="a column of bool"):
        Tiles.of(path)


def test_a_table_torn_in_its_middle_is_told_when_it_is_read(folder, tmp_path):
    path = tmp_path / "torn.parquet"
    content = bytearray((folder / "plain.parquet").read_bytes())
    content[4 : len(content) // 2] = bytes(len(content) // 2 - 4)
    path.write_bytes(content)
    tiles = Tiles.of(path)
    with pytest.raises(InputError, match="cannot be read"):
        tiles.tile(WORLD)


def test_the_database_loads_nothing_and_fetches_nothing():
    told = dict(connected().execute("SELECT name, value FROM duckdb_settings()").fetchall())
    assert told["autoinstall_known_extensions"] == told["autoload_known_extensions"] == "false"
    modes = connected().execute("SELECT DISTINCT install_mode FROM duckdb_extensions() WHERE loaded")
    assert modes.fetchall() == [("STATICALLY_LINKED",)]
