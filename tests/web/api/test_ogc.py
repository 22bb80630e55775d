from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import uvicorn
from owslib.ogcapi.features import Features
from shapely.geometry import shape
from tests.web.api.calling import DAY, ROLES, call
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import HERE, Visitor

from truceline.web.api.features import COLLECTIONS
from truceline.web.serving import configured, listening

ITEMS = "ogc/collections/{}/items"


@pytest.fixture
def served(reading: Visitor) -> Iterator[str]:
    place = listening("127.0.0.1", 0)
    server = uvicorn.Server(configured(reading.app))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [place]})
    thread.start()
    yield f"http://127.0.0.1:{place.getsockname()[1]}/api/v1/cases/{reading.slug}/ogc"
    server.should_exit = True
    thread.join(10)
    place.close()


def test_a_client_of_the_standard_finds_its_way(served: str):
    client = Features(served, headers={"x-tested-as": "analyst"})
    assert any(one.endswith("/conf/geojson") for one in client.conformance()["conformsTo"])
    assert client.feature_collections() == list(COLLECTIONS)
    assert client.collection("zones")["itemType"] == "feature"
    first = client.collection_items("incidents", limit=3)
    assert first["type"] == "FeatureCollection"
    assert first["numberReturned"] == len(first["features"]) == 3
    one = first["features"][0]
    assert client.collection_item("incidents", one["id"])["geometry"] == one["geometry"]
    inside = client.collection_items("incidents", bbox=[35.0, 34.0, 38.0, 37.0], datetime_="2018-09-17/..")
    assert inside["features"]


def test_links_lead_through_every_page(reading: Visitor):
    path = f"/api/v1/cases/{reading.slug}/{ITEMS.format('claims')}?as_of={DAY}&limit=5"
    seen: list[str] = []
    while path:
        page = reading.get(path).json()
        seen += [one["id"] for one in page["features"]]
        links = (one["href"] for one in page["links"] if one["rel"] == "next")
        path = next(links, "").removeprefix(HERE)
        assert not path or f"as_of={DAY}" in path
    whole = call(reading, f"{ITEMS.format('claims')}?as_of={DAY}&limit=500").json()["features"]
    assert seen == [one["id"] for one in whole]
    assert len(seen) > 5


@pytest.mark.parametrize("collection", list(COLLECTIONS))
def test_every_feature_lies_on_the_globe_and_in_its_box(reading: Visitor, collection: str):
    box = (36.0, 35.4, 36.8, 36.2)
    page = call(reading, f"{ITEMS.format(collection)}?as_of={DAY}&bbox={','.join(map(str, box))}").json()
    for one in page["features"]:
        west, south, east, north = shape(one["geometry"]).bounds
        assert -180 <= west <= east <= 180
        assert -90 <= south <= north <= 90
        assert west <= box[2]
        assert east >= box[0]


def test_a_box_over_the_antimeridian_is_two(reading: Visitor):
    nowhere = call(reading, f"{ITEMS.format('zones')}?bbox=170,-20,-170,20").json()
    round_the_world = call(reading, f"{ITEMS.format('zones')}?bbox=35,30,-170,40").json()
    assert nowhere["features"] == []
    assert round_the_world["features"]


def test_days_choose_what_may_have_been_then(reading: Visitor):
    whole = call(reading, f"{ITEMS.format('claims')}?as_of={DAY}&limit=500").json()["features"]
    some = call(
        reading, f"{ITEMS.format('claims')}?as_of={DAY}&limit=500&datetime=2018-10-01/2018-10-05"
    ).json()
    expected = [
        one["id"]
        for one in whole
        if (one["properties"]["start"] or "") <= "2018-10-05"
        and (one["properties"]["end"] or one["properties"]["start"] or "2018-10-01") >= "2018-10-01"
    ]
    assert [one["id"] for one in some["features"]] == expected
    assert len(expected) < len(whole)


@pytest.mark.parametrize(
    "query",
    [
        "bbox=1,2,3",
        "bbox=a,b,c,d",
        "bbox=0,50,1,40",
        "bbox=0,0,1,91",
        "datetime=soon",
        "datetime=a/b/c",
        "when=1",
    ],
)
def test_a_window_that_is_none_is_told(reading: Visitor, query: str):
    assert call(reading, f"{ITEMS.format('zones')}?{query}").status_code == 400


def test_what_is_not_there_is_not_found(reading: Visitor):
    for path in ("ogc/collections/tanks", "ogc/collections/tanks/items", f"{ITEMS.format('zones')}/nothing"):
        assert call(reading, path).status_code == 404


@pytest.mark.parametrize("name", ROLES)
def test_a_secret_claim_is_on_no_map_of_whoever_may_not_read_it(visitor: Visitor, name: str):
    case = visitor.held.case
    one = next(each for each in case.ledger.claims() if any(place.is_point for place in each.place))
    from truceline.evidence.claim import Claim
    from truceline.ledger.entry import Origin

    told = one.model_dump(mode="json") | {
        "claim_id": "", "label": None, "says": CANARY, "sensitivity": "secret"
    }  # fmt: skip
    case.ledger.append(Origin("claims", "secret.jsonl"), [Claim.model_validate(told).identified()])
    secret_claim(case)
    page = call(visitor, f"{ITEMS.format('claims')}?limit=500", name=name)
    assert (CANARY in page.text) == (name in ("analyst", "verifier", "auditor"))
