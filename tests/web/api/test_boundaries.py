from __future__ import annotations

import json
from tempfile import gettempdir
from typing import Any

import pytest
from tests.life.cells import SIGNERS
from tests.web.api.calling import ROOT
from tests.web.api.posting import post
from tests.web.console.one_table import Table
from tests.web.console.test_mechanism_lines import EAST, boundary, geojson

from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed

WHO = "russia-liaison"
KEY = str(SIGNERS[WHO].public)
BYTES = {"content-type": "application/octet-stream"}


def upload(table: Table, content: str, name: str = WHO, zone: str = "dmz", key: str = KEY, **more: str):
    path = f"boundaries/{zone}/drawings"
    return post(table, path, content=content.encode(), params={"key": key, **more}, headers=BYTES, name=name)


def test_a_file_of_drawings_is_prepared_signed_elsewhere_and_entered(table: Table):
    before = table.held.position
    prepared = upload(table, geojson(EAST), drawing="by-program")
    assert prepared.status_code == 200, prepared.text
    assert table.held.position == before
    (one,) = prepared.json()["acts"]
    assert (one["kind"], one["matter"]) == ("propose", "dmz")
    signed = Signed.by(SIGNERS[WHO], deed_from(json.loads(one["deed"])))
    assert post(table, "acts", {"acts": [signed.plain()]}, name=WHO).status_code == 201
    assert "by-program" in boundary(table).segments["east"].drawings


def test_by_page_and_by_call_the_same_is_proposed(table: Table):
    (one,) = upload(table, geojson(EAST), drawing="new-east").json()["acts"]
    page = table.post(
        "mechanism/boundary/dmz/drawings",
        name=WHO,
        files={"file": ("lines.geojson", geojson(EAST))},
        data={"drawing": "new-east"},
    )
    told = json.loads(one["deed"])
    assert json.dumps(told["geometry"]["coordinates"][0][0])[1:-1].split(",")[0] in page.text
    assert told["party"] == "russia"


@pytest.mark.parametrize(
    ("content", "more"),
    [
        ("", {}),
        ("{", {}),
        ("[]", {}),
        (geojson(EAST), {}),
        (geojson(EAST, segment="nowhere"), {"drawing": "x"}),
        (geojson([[0.0, 0.0]]), {"drawing": "x"}),
        (geojson(EAST), {"drawing": "x", "key": str(SIGNERS["turkey-liaison"].public)}),
        (geojson(EAST), {"drawing": "x", "key": "tk1"}),
    ],
)
def test_what_proposes_nothing_is_told_without_a_path(table: Table, content: str, more: dict[str, str]):
    before = table.held.position
    answer = upload(table, content, **more)
    assert answer.status_code == 422, answer.text
    assert gettempdir() not in answer.text
    assert table.held.position == before


def test_a_boundary_that_is_none_is_not_found(seen: Table):
    assert upload(seen, geojson(EAST), zone="nowhere", drawing="x").status_code == 404
    for path in ("lines", "differences"):
        assert seen.get(f"{ROOT}/cases/idlib/boundaries/nowhere/{path}").status_code == 404


def test_lines_are_those_of_the_page(seen: Table):
    page = seen.get("mechanism/boundary/dmz/lines.geojson", name=WHO).json()
    assert seen.get(f"{ROOT}/cases/idlib/boundaries/dmz/lines", name=WHO).json() == page
    assert {one["properties"]["segment"] for one in page["features"]} >= {"east", "west"}


def test_rival_drawings_are_told_with_their_difference(seen: Table):
    found: dict[str, Any] = seen.get(f"{ROOT}/cases/idlib/boundaries/dmz/differences", name=WHO).json()
    (one,) = [each for each in found["rivals"] if each["segment"] == "east"]
    assert {one["first"], one["second"]} == {"first", "rival"}
    assert one["area"]
    assert one["between_km2"] == pytest.approx(one["only_first_km2"] + one["only_second_km2"], abs=0.02)
    assert 4 < one["apart_km"] < 6
