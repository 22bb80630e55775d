from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser

import httpx
import pytest
from tests.web.map.making import app, told

from truceline.web.map.reader import Reader

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


class Attributes(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, name, value or "") for name, value in attrs]


def page(case, query="", reader=Reader()):  # noqa: B008 - it is frozen
    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app(case, reader))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(f"/{query}")

    answer = asyncio.run(asked())
    assert answer.status_code == 200
    return answer.text


def test_without_script_there_are_form_drawing_and_table(busy):
    text = page(busy)
    assert '<form class="map-filter" method="get"' in text
    assert '<svg class="map"' in text
    assert text.count("<tr data-event=") == 200


def test_the_form_keeps_what_was_chosen(busy):
    text = page(busy, "?kind=shell&party=russia&zone=dmz&p=0.5&from=2018-10-01")
    for field in ("kind", "party"):
        chosen = re.findall(rf'name="{field}" value="([\w-]+)" checked', text)
        assert chosen == [{"kind": "shell", "party": "russia"}[field]]
    assert '<option value="dmz" selected>' in text
    assert '<option value="0.5" selected>' in text
    assert 'name="from" value="2018-10-01"' in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_in_the_page_breaks_the_policy(busy, language):
    found = Attributes(page(busy, f"?lang={language}")).found
    assert not [one for one in found if one[1] == "style" or one[1].startswith("on")]
    scripts = [value for tag, name, value in found if tag == "script" and name == "src"]
    assert scripts == ["/static/map.js"]


def test_words_of_a_source_stay_words(of):
    case = of([told(1, says=HOSTILE, place=[{"text": HOSTILE, "lat": 35.62, "lon": 36.7}])])
    text = page(case)
    assert "<img src=x" not in text
    assert "<script>alert" not in text


def test_the_page_of_somebody_without_the_right_holds_nothing_secret(of):
    hidden = told(
        1, sensitivity="secret", says="CANARY", place=[{"text": "CANARY", "lat": 35.62, "lon": 36.7}]
    )
    case = of([hidden])
    assert "CANARY" not in page(case)
    assert "CANARY" in page(case, reader=Reader(secret=True))


def test_the_script_is_told_all_its_words_and_addresses(busy):
    told_ = {name: value for tag, name, value in Attributes(page(busy, "?lang=ar")).found if tag == "section"}
    config = json.loads(told_["data-map"])
    assert config["language"] == told_["lang"] == "ar"
    assert config["marks"]["shell"]["outline"] is None
    assert len(config["marks"]["air"]["outline"]) == 3
    assert set(config["urls"]) == {"events", "base", "zones", "patrols", "sightings", "tables"}


def test_events_that_are_too_many_to_list_are_told_by_kind(of, monkeypatch):
    monkeypatch.setattr("tests.web.map.making.MOST", 1)
    case = of([told(1), told(2), told(3, act="kill"), told(4, polarity="negative")])
    text = page(case, "?party=syria-gov&from=2018-11-01&to=2018-11-01")
    assert "<tr data-event=" not in text
    assert "Too many events to list" in text
    assert "shelling: 2, killing: 1" in text
