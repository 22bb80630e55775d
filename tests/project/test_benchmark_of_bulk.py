from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from benchmarks.bulk.__main__ import Turn, row, turns
from benchmarks.bulk.arena import Answer, Contestant, timed
from benchmarks.bulk.contest import CONTESTANTS, ENGINE, SCAN
from benchmarks.bulk.events import Stream, write_events
from benchmarks.bulk.karney import GEOD, Outline, distances
from benchmarks.bulk.monte_carlo import Membership, drawn, share_inside
from benchmarks.bulk.pace import Pace, Size
from benchmarks.bulk.scale import Model, Step, errors, modelled, section, steps_of
from benchmarks.bulk.scenery import DAYS, DEPTHS_KM, FIRST_DAY, LINE_VERTICES, ragged, scene_of
from benchmarks.sections import part, replaced
from pyarrow import parquet

from truceline.places.drawing import Drawing
from truceline.places.ground import Ground
from truceline.places.plane import Plane

SCENE = scene_of()


def test_the_scene_is_the_same_each_time_and_sound():
    again = scene_of()
    assert np.array_equal(SCENE.line.coordinates, again.line.coordinates)
    assert SCENE.norms == again.norms
    assert len(SCENE.grounds) == len(SCENE.names) == 20
    assert len(SCENE.norms) == 60
    assert len(SCENE.line.coordinates) >= LINE_VERTICES
    assert shapely.LineString(SCENE.line.coordinates).is_simple
    assert all(shape.is_valid for shape in SCENE.polygons)
    assert tuple(ground.most_km for ground in SCENE.grounds[: len(DEPTHS_KM)]) == DEPTHS_KM


def test_a_scene_can_have_more_or_fewer_of_everything():
    small = scene_of(zones=8, norms=5, corners=40)
    assert len(small.grounds) == len(small.names) == 8
    assert len(small.norms) == 5
    many = scene_of(zones=8, corners=5000)
    for few, more in zip(small.grounds[6:], many.grounds[6:], strict=True):
        assert 40 <= len(few.base.coordinates) < 5000 <= len(more.base.coordinates)
    assert np.array_equal(small.line.coordinates, SCENE.line.coordinates)


def test_events_are_in_order_whatever_the_pieces(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("benchmarks.bulk.events.ROW_GROUP", 1000)
    file = parquet.ParquetFile(write_events(tmp_path / "events.parquet", SCENE, 2500))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [1000, 1000, 500]
    table = file.read()
    assert table["event_id"].to_pylist() == list(range(2500))
    day = (table["date"].to_numpy() - FIRST_DAY).astype(int)
    assert (np.diff(day) >= 0).all()
    assert 0 <= day.min() < day.max() < DAYS
    assert (table["date_end"].to_numpy() >= table["date"].to_numpy()).all()
    low, best, high = (table[f"deaths_{name}"].to_numpy() for name in ("low", "best", "high"))
    assert (low <= best).all()
    assert (best <= high).all()


def test_three_in_ten_events_have_a_place_of_their_own():
    piece = Stream.of(SCENE).piece(0, 20_000, 0, 20_000)
    towns = {tuple(town) for town in Stream.of(SCENE).towns.tolist()}
    at_town = [spot in towns for spot in zip(piece["lon"].to_pylist(), piece["lat"].to_pylist(), strict=True)]
    assert np.mean(at_town) == pytest.approx(0.7, abs=0.02)


def test_the_way_to_a_geodesic_is_found_to_a_hundredth_of_a_millimetre():
    line = Drawing("line", ((np.array([[10.0, 50.0], [10.3, 50.1]]),),))
    azimuth, _, length = GEOD.inv(10.0, 50.0, 10.3, 50.1)
    for metres in (0.01, 30.0, 5000.0, 200_000.0):
        lon, lat, back = GEOD.fwd(10.0, 50.0, azimuth, length / 3)
        lon, lat, _ = GEOD.fwd(lon, lat, back + 180 + 90, metres)
        assert distances(line, np.array([[lon, lat]])) == pytest.approx([metres], abs=1e-5)


def test_inside_is_told_across_the_antimeridian_and_at_a_pole():
    assert Outline.of(ragged(179.95, -17.0, 60, 50)).holds(
        np.array([[-179.95, -17.0], [0.0, 0.0]])
    ).tolist() == [
        True,
        False,
    ]
    assert Outline.of(ragged(10.0, 89.8, 60, 50)).holds(np.array([[-170.0, 89.99]])).all()


def test_drawn_places_tell_half_of_a_disc_on_a_straight_edge():
    square = Plane(36.0, 36.0).unproject(np.array([[0, -50], [50, -50], [50, 50], [0, 50], [0, -50]], float))
    membership = Membership(Ground(Drawing("area", ((square,),))))
    share = share_inside(membership, np.array([36.0, 36.0]), 5000.0, "disc", drawn(1))
    assert share == pytest.approx(0.5, abs=0.002)


def test_drawn_places_tell_a_strip_of_unsure_depth():
    path = Plane(36.0, 36.0).unproject(np.column_stack((np.linspace(-60, 60, 60), np.zeros(60))))
    membership = Membership(Ground(Drawing("line", ((path,),)), 10.0, 20.0))
    point = Plane(36.0, 36.0).unproject(np.array([[0.0, 17.0]]))[0]
    assert share_inside(membership, point, 10.0, "disc", drawn(1)) == pytest.approx(0.3, abs=0.005)


def test_who_is_not_installed_is_named_and_left_out(tmp_path: Path, monkeypatch):
    absent = Contestant("a", "nothing", ("no-such-package",), 10, lambda _: Answer)
    monkeypatch.setattr("benchmarks.bulk.__main__.CONTESTANTS", (absent,))
    (turn,) = turns(tmp_path / "events.parquet", 10, 1, ())
    assert turn.timed is None
    assert "not installed: no-such-package" in row(turn, 1.0)[1]


def test_a_contestant_has_no_more_rows_than_it_can_stand(tmp_path: Path):
    path = write_events(tmp_path / "events.parquet", SCENE, 500)
    scan = next(one for one in CONTESTANTS if one.name == SCAN)
    found = timed(Contestant("few", "reads", (), 200, scan.make), path, 500, 1)
    assert found.rows == 200
    assert row(Turn(scan, found), 1.0)[2] == "200"


def test_the_engine_is_among_the_contestants():
    assert [one.name for one in CONTESTANTS].count(ENGINE) == 1


def test_a_part_of_a_page_is_written_anew_and_the_rest_kept():
    page = replaced("# Page\n\ntold\n", "bulk", "one")
    assert page.startswith("# Page\n\ntold\n\n")
    again = replaced(page + "\nafter\n", "bulk", "two")
    assert "one" not in again
    assert "two" in part(again, "bulk")
    assert again.endswith("\nafter\n")
    assert part("# Page\n", "bulk") == ""


def step(size: Size) -> Step:
    """A step on a machine that costs exactly so much for each thing."""
    corners = 1000 * size.zones
    counting = 2.0 + size.rows * (1e-7 + 3e-9 * size.zones + 1e-9 * size.norms)
    cells = 100 * size.norms
    paced = Pace(
        0.5 * size.zones + 1e-5 * corners,
        counting,
        counting / 2,
        1e-6 * cells,
        0.5,
        corners,
        size.zones,
        cells,
    )
    return Step(size, paced, 300.0 + size.zones)


def test_a_model_finds_what_things_cost_and_foretells_the_last_step():
    steps, last = [step(size) for size in steps_of(10**7)], step(Size(10**8))
    model = Model.of(steps)
    assert model.told(last)[0] == pytest.approx(last.pace.counting, rel=1e-6)
    assert model.at_once == pytest.approx(2.0)
    assert {row[3] for row in errors(model, steps, last)} == {"+0%"}
    assert model.seconds(last, 10**8, 1) == pytest.approx(last.pace.wall, rel=0.01)
    assert model.seconds(last, 10**10, 4) < model.seconds(last, 10**10, 1) / 2
    assert [row[0] for row in modelled(model, last)] == ["100,000,000", "1,000,000,000", "10,000,000,000"]
    assert section(steps, last).count("| 100,000,000 |") == 2
