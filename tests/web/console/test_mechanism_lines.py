"""A boundary settled by two keys in two browsers, and rival drawings side by side."""

from __future__ import annotations

import json
import re
from tempfile import gettempdir

import pytest
from tests.web.console.one_table import Table

from truceline.core.frame import Frame
from truceline.mechanism.boundary import Boundary

EAST = [[36.9, 35.6], [37.1, 35.6], [37.1, 36.2], [36.9, 36.2], [36.9, 35.6]]
WIDER = [[36.85, 35.6], [37.1, 35.6], [37.1, 36.2], [36.85, 36.2], [36.85, 35.6]]


def geojson(ring: list[list[float]], segment: str = "east", **said: object) -> str:
    feature = {
        "type": "Feature",
        "id": segment,
        "properties": said,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    return json.dumps({"type": "FeatureCollection", "features": [feature]})


def upload(table: Table, name: str, content: str, drawing: str = "", zone: str = "dmz"):
    return table.post(
        f"mechanism/boundary/{zone}/drawings",
        name=name,
        files={"file": ("lines.geojson", content)},
        data={"drawing": drawing},
    )


def boundary(table: Table) -> Boundary:
    return table.record.one(Boundary, "dmz")


def test_two_keys_settle_a_drawing_and_one_does_not(table: Table):
    looked = upload(table, "russia-liaison", geojson(EAST), "new-east")
    assert looked.status_code == 200, looked.text
    assert table.sign("russia-liaison", looked.text).status_code == 303
    given = {"zone": "dmz", "segment": "east", "drawing": "new-east"}
    page = table.get("mechanism/boundary/dmz", name="turkey-liaison").text
    approve = re.search(r'href="([^"]*new/approve\?[^"]*drawing=new-east)"', page)
    assert approve is not None
    assert table.get(approve[1].replace("&amp;", "&"), name="turkey-liaison").status_code == 200
    assert table.act("turkey-liaison", "approve", **given).status_code == 303
    assert boundary(table).segments["east"].in_force[-1][1] == "rival"
    assert table.act("russia-liaison", "approve", **given).status_code == 303
    assert boundary(table).segments["east"].in_force[-1][1] == "new-east"
    status = table.held.case.assess(Frame(as_of=table.held.case.ledger.now.date())).status("dmz-lines")
    assert status.standing == "made"


def test_who_approved_a_drawing_is_not_offered_to_approve_it_again(seen: Table):
    page = seen.get("mechanism/boundary/dmz", name="turkey-liaison").text
    assert not re.search(r"new/approve\?[^\"]*segment=west", page)
    assert re.search(r"new/approve\?[^\"]*segment=east[^\"]*drawing=first", page)
    for name in ("turkey-observer", "iran-liaison", "team-verifier", "auditor"):
        assert "new/approve" not in seen.get("mechanism/boundary/dmz", name=name).text


def test_a_party_without_a_key_to_it_settles_nothing(table: Table):
    given = {"zone": "dmz", "segment": "east", "drawing": "first"}
    assert table.fill("iran-liaison", "approve", **given).status_code == 422
    assert table.fill("turkey-observer", "approve", **given).status_code == 422


def test_rival_drawings_are_told_by_their_difference(seen: Table):
    page = seen.get("mechanism/boundary/dmz", name="russia-liaison").text
    row = re.search(r"first / rival</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None
    figures = [float(one.replace(",", "")) for one in re.findall(r'<td class="n">([\d.,]+)', row[1])]
    between, first, second, apart, length = figures[:5]
    assert between == pytest.approx(first + second, abs=0.02)
    assert 4 < apart < 6  # a twentieth of a degree of longitude there
    assert length > 0


def test_the_picture_has_every_drawing_and_says_what_it_is(seen: Table):
    page = seen.get("mechanism/boundary/dmz", name="turkey-liaison").text
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert picture.count('class="drawn ') == 4
    assert 'aria-label="The segments of' in picture
    assert "style=" not in picture


def test_all_drawings_are_had_as_geojson(seen: Table):
    answer = seen.get("mechanism/boundary/dmz/lines.geojson", name="turkey-liaison")
    assert answer.headers["content-type"] == "application/geo+json"
    found = {one["id"]: one["properties"] for one in answer.json()["features"]}
    assert set(found) == {"west/first", "south/first", "east/first", "east/rival"}
    assert found["east/rival"]["approved_by"] == ["russia", "turkey"]
    assert seen.get("mechanism/boundary/moon/lines.geojson", name="turkey-liaison").status_code == 404


def test_a_secret_proposal_is_its_own_side_s_until_it_is_told(table: Table):
    given = {
        "zone": "dmz", "segment": "east", "drawing": "kanarienvogel", "sensitivity": "secret",
        "geometry": json.dumps({"type": "Polygon", "coordinates": [WIDER]}),
    }  # fmt: skip
    assert table.act("russia-liaison", "propose", **given).status_code == 303
    assert table.act("russia-liaison", "mark", zone="dmz", segment="west", drawing="first").status_code == 303
    paths = ("mechanism/boundary/dmz", "mechanism/boundary/dmz/lines.geojson", "mechanism")
    assert "kanarienvogel" in table.get(paths[0], name="russia-liaison").text
    for name in ("turkey-liaison", "iran-liaison", "team-observer", "analyst", "team-publisher"):
        for path in (*paths, "mechanism/new/approve?zone=dmz&segment=east"):
            assert "kanarienvogel" not in table.get(path, name=name).text, (name, path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        '{"type": "FeatureCollection", "features": [1]}',
        geojson(EAST, "moon"),
        geojson([[0, 0], [1, 1]]),
        geojson([[500, 0], [1, 1], [2, 0], [500, 0]]),
        "[" * 100_000,
    ],
)
def test_what_is_no_drawing_of_a_segment_is_refused_and_nothing_is_kept(table: Table, content: str):
    before = table.held.position
    answer = upload(table, "turkey-liaison", content, "new")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert gettempdir() not in answer.text
    assert table.held.position == before


def test_a_drawing_without_a_name_asks_for_one(table: Table):
    answer = upload(table, "turkey-liaison", geojson(EAST))
    assert answer.status_code == 422
    assert "drawing" in answer.text
    assert upload(table, "turkey-liaison", geojson(EAST, drawing="own")).status_code == 200


def test_only_of_a_boundary_that_is_there(table: Table):
    assert upload(table, "turkey-liaison", geojson(EAST), zone="moon").status_code == 404
    assert upload(table, "nobody", geojson(EAST)).status_code == 404
    assert upload(table, "auditor", geojson(EAST)).status_code == 403
