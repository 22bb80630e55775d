from __future__ import annotations

import re

import pytest
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor

DAY = "?as_of=2018-12-19"
LAYERS = ("events", "base", "zones", "patrols", "sightings")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_map_is_a_drawing_and_a_table_without_script(reading: Visitor, language: str):
    page = reading.get(f"map{DAY}&language={language}")
    assert page.status_code == 200
    assert "<svg" in page.text
    assert page.text.count("data-event=") > 5


@pytest.mark.parametrize("layer", LAYERS)
def test_its_layers_are_geojson(reading: Visitor, layer: str):
    answer = reading.get(f"map/{layer}{DAY}")
    assert answer.headers["content-type"].startswith("application/geo+json")
    assert answer.json()["type"] == "FeatureCollection"


@pytest.mark.parametrize("layer", LAYERS)
def test_its_layers_are_for_the_case_s_people(reading: Visitor, layer: str):
    assert reading.get(f"map/{layer}{DAY}", name="nobody").status_code == 404


def test_a_filter_that_is_none_is_told(reading: Visitor):
    assert reading.get(f"map{DAY}&kind=dragons").status_code == 422
    assert reading.get(f"map/events{DAY}&bbox=here").status_code == 422


def test_an_event_of_the_map_leads_to_its_claim(reading: Visitor):
    page = reading.get(f"map{DAY}").text
    link = re.search(r'href="/cases/idlib/(claims/[0-9a-f]{64}[^"]*)"', page)[1]
    claim = reading.get(link.replace("&amp;", "&"))
    assert claim.status_code == 200
    assert "Bears on" in claim.text


def test_a_secret_claim_is_on_no_map_and_no_page_of_whoever_may_not_read_it(visitor: Visitor):
    secret_claim(visitor.held.case)
    secret = next(one for one in visitor.held.case.ledger.claims() if one.sensitivity == "secret")
    for path in (f"map{DAY}", f"map/events{DAY}", f"claims/{secret.claim_id}"):
        assert CANARY not in visitor.get(path, name="publisher").text
    assert visitor.get(f"claims/{secret.claim_id}", name="publisher").status_code == 403
    assert CANARY in visitor.get(f"claims/{secret.claim_id}", name="analyst").text


def test_there_is_no_page_for_a_claim_that_is_not_there(reading: Visitor):
    assert reading.get("claims/" + "0" * 64).status_code == 404
