from __future__ import annotations

from datetime import date, timedelta

import pytest
from shapely.geometry import shape
from tests.mechanism.conftest import enter, open_case
from tests.mechanism.sketch import EAST, WEST, box
from tests.web.map.making import FRAME

from truceline.core.frame import Frame
from truceline.ledger.signers import Role
from truceline.mechanism.sight import Viewer
from truceline.web.map.case_map import CaseMap
from truceline.web.map.reader import Reader

NORTH = Reader(viewer=Viewer("north-liaison", "north", Role.LIAISON))
OTHER = box(22.0, 40.02, 22.2, 40.2)
DAY = date(2030, 3, 1)


def parts(collection, zone):
    return {
        one["properties"]["part"]: one for one in collection["features"] if one["properties"]["zone"] == zone
    }


def test_a_band_whose_depth_is_open_has_a_part_that_may_belong_to_it(busy):
    found = parts(CaseMap(busy).zones(FRAME, Reader()), "dmz")
    assert set(found) == {"fringe", "zone", "open"}
    sure, may = shape(found["zone"]["geometry"]), shape(found["open"]["geometry"])
    assert sure.intersection(may).area < 0.01 * may.area
    assert found["zone"]["properties"]["settled"] is False
    assert found["zone"]["properties"]["status"] == "undelineated"


def test_the_fringe_reaches_as_far_as_the_line_is_unsure(busy):
    found = parts(CaseMap(busy).zones(FRAME, Reader()), "idlib-dea")
    zone, fringe = (shape(found[part]["geometry"]) for part in ("zone", "fringe"))
    west = zone.bounds[0] - fringe.bounds[0]
    assert west == pytest.approx(3.0 / 90.6, rel=0.05)  # 3 km, of 90.6 km to a degree of longitude there


def test_names_and_statuses_are_told_in_the_reader_s_language(busy):
    found = parts(CaseMap(busy).zones(FRAME, Reader(), "ar"), "dmz")["zone"]["properties"]
    assert found["name"] == "المنطقة منزوعة السلاح"
    assert found["status_words"] == "غير مرسم"


@pytest.fixture
def divided(tmp_path):
    """A strip in two segments; of the west both sides have a drawing of their own."""
    case = open_case(tmp_path / "case")
    enter(case, "north-liaison", "divide", zone="strip", segments=["west", "east"])
    for who, name, geometry in (("north-liaison", "n1", WEST), ("south-liaison", "s1", OTHER)):
        enter(case, who, "propose", zone="strip", segment="west", drawing=name, geometry=geometry)
    enter(case, "north-liaison", "propose", zone="strip", segment="east", drawing="n1", geometry=EAST)
    return case


def drawings(case, reader=NORTH, day=DAY):
    found = CaseMap(case).zones(Frame(day), reader)["features"]
    return {one["id"]: one["properties"] for one in found if one["properties"]["part"] in ("line", "drawing")}


def test_rival_drawings_of_a_segment_are_all_shown_with_who_stands_behind_them(divided):
    found = drawings(divided)
    assert set(found) == {"strip/west/n1", "strip/west/s1", "strip/east/n1"}
    assert [found[name]["rivals"] for name in sorted(found)] == [0, 1, 1]
    assert {one["part"] for one in found.values()} == {"drawing"}
    assert found["strip/west/n1"]["proposed_by"] == found["strip/west/n1"]["agreed_by"]
    assert found["strip/west/n1"]["approved_by"] == ""


def test_a_drawing_that_both_approved_is_in_force_from_its_day(divided):
    for who in ("north-liaison", "south-liaison"):
        day = "2030-02-01"
        enter(divided, who, "approve", zone="strip", segment="west", drawing="n1", valid_from=day)
    assert drawings(divided, day=date(2030, 1, 31))["strip/west/n1"]["part"] == "drawing"
    assert drawings(divided, day=date(2030, 2, 1))["strip/west/n1"]["part"] == "line"


def test_drawings_are_for_those_who_may_see_them(divided):
    assert drawings(divided, Reader()) == {}


def test_a_drawing_is_not_shown_before_it_was_made(divided):
    divided.ledger._clock.at += timedelta(days=40)
    enter(divided, "south-liaison", "propose", zone="strip", segment="east", drawing="late", geometry=EAST)
    assert "strip/east/late" not in drawings(divided, day=date(2030, 1, 20))
    assert "strip/east/late" in drawings(divided)
