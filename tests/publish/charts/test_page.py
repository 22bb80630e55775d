from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.publish.charts.drawing import STARTS, outlook, page, shelled, strand, unseen
from tests.publish.reading import Page

from truceline.outlook.comparison import Ratio
from truceline.outlook.displacement import Displacement
from truceline.outlook.infighting import Infighting
from truceline.outlook.precedents import BaseRate

RATIO = Ratio(ratio=0.5, low=0.2, high=0.9)


@pytest.fixture(scope="module")
def whole() -> str:
    went = [
        Displacement(
            norm="no-fire", event="fire", zone="river-strip", ring=ring, before=4, since=2, ratio=RATIO
        )
        for ring in ("inside", "just outside", "elsewhere")
    ]
    fights = [
        Infighting(side="south", where="river-strip", events=3, killed=2, before=1, ratio=RATIO, share=0.25),
        Infighting(side="north", where="river-strip", events=0, killed=0, before=0, ratio=None, share=None),
    ]
    rates = [BaseRate(mechanism="third_party", days=30, followed=20, held=18, share=0.9, low=0.7, high=0.98)]
    one = shelled()
    party = shelled(name=one.name._replace(party="north"))
    return page(one, party, displacement=tuple(went), infighting=tuple(fights), precedents=tuple(rates))


def test_every_part_is_there(whole):
    seen = Page(whole)
    heads = [one.text for one in seen.all("h2")]
    assert heads == [
        "What changed",
        "Where it went",
        "Nobody fires",
        "Within one side, the last 30 days",
        "What became of other agreements",
        "How it was made",
    ]


def test_every_chart_is_told_in_words_and_has_its_figures(whole):
    seen = Page(whole)
    ids = {one.attributes.get("id") for one in seen.elements}
    charts = seen.all("svg", role="img")
    assert len(charts) == 5
    for one in charts:
        assert set(one.attributes["aria-labelledby"].split()) <= ids
    assert len(seen.all("details")) >= len(charts)
    named = [one.attributes["id"] for one in seen.elements if "id" in one.attributes]
    assert len(named) == len(set(named))


def test_it_loads_nothing_and_sends_nothing(whole):
    assert not re.search(r"<link|<img|(src|href)=|https?://|@import", whole)
    (policy,) = [one for one in Page(whole).all("meta") if "http-equiv" in one.attributes]
    assert (policy.attributes["content"] or "").startswith("default-src 'none'")


def test_the_same_input_gives_the_same_bytes():
    assert page(shelled()) == page(shelled())


def test_a_window_without_a_day_is_told_as_such():
    assert "Before: no day is told of." in page(strand([], [1] * 30))
    later = replace(shelled(), starts=STARTS + timedelta(days=9))
    assert "before each promise began to bind" in page(shelled(), later)


@pytest.mark.parametrize(
    ("events", "why"), [(0.0, "no event was told of"), (2.0, "were not observed")], ids=["calm", "unseen"]
)
def test_where_it_went_cannot_be_said_for_a_reason(events, why):
    fields = {"norm": "no-fire", "event": "fire", "zone": "river-strip", "ring": "inside", "ratio": None}
    assert why in page(shelled(), displacement=(Displacement(**fields, before=0.0, since=events),))


def test_what_is_supposed_is_said_first():
    assert "Rests on 2\N{NO-BREAK SPACE}supposed claims" in page(shelled(), supposed=2)
    assert "supposed claim" not in page(shelled())


def test_where_nothing_binds_it_is_said_and_nothing_is_drawn():
    seen = Page(page())
    assert "nothing to compare" in seen.one("main").text
    assert not seen.all("svg")


@pytest.mark.parametrize(
    "one",
    [
        strand([0] * 90, [0] * 90),
        strand([1] + [0] * 89, [0] * 90),
        strand([2] * 7, []),
        strand([2] * 3, [1]),
        strand([2] * 90, [2]),
        strand([1e4] * 200, [3e4] * 90),
        shelled(observed=unseen(0, 424)),
        shelled(observed=unseen(395, 424)),
    ],
    ids=["noughts", "one event", "eve", "first days", "one day", "many", "never observed", "fell silent"],
)
def test_odd_series_give_a_whole_page_without_a_number_that_is_none(one):
    told = page(one)
    seen = Page(told)
    assert seen.all("svg", role="img")
    assert not re.search(r"\b(nan|inf|None)\b", told)


def test_names_of_sources_and_provinces_are_never_markup():
    one = shelled(provinces={"<script>alert(1)</script>": shelled().expected})
    assert "<script>alert" not in page(one)


def test_a_page_known_on_a_day_says_so():
    made = outlook(shelled())
    frame = made.frame.model_copy(update={"known_at": datetime(2030, 3, 5, 12, tzinfo=UTC)})
    assert "as known on 5" in page(shelled(), frame=frame)
