from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry import box
from tests.publish.making import Blank, Sketch, agreement, assessment, cited, entry
from tests.publish.reading import Page

from truceline.agreement.model import Zone
from truceline.evidence.acts import Act
from truceline.publish.incidents import distinct, incident_legend
from truceline.publish.map import CaseMap
from truceline.publish.symbols import MARKS, mark_of, radius
from truceline.publish.views import views_of
from truceline.publish.zones import described, zone_legend

PACT = agreement()


@dataclass(frozen=True)
class Spot:
    name: str
    lat: float
    lon: float
    kind: str = "town"


def drawn(*assessments, atlas=None, spots=(), rows=None):
    found = CaseMap(PACT, atlas or Sketch(), views_of(assessments, []), spots).html(rows or {})
    return None if found is None else Page(found)


def symbols(page):
    return page.all("path", class_="act")


def test_zones_are_drawn_and_the_unsettled_ones_have_a_soft_edge():
    page = drawn(assessment())
    strip = [one for one in page.all("path") if one.attributes.get("class") == "soft"]
    assert len(strip) == 2
    assert {one.attributes["class"] for one in page.all("g", class_="zone")} == {
        "zone line settled", "zone band unsettled", "zone point settled",
    }  # fmt: skip


def test_soft_edges_are_as_wide_as_the_uncertainty():
    page = drawn(assessment())
    per_km = CaseMap(PACT, Sketch(), views_of([assessment()], [])).projection.per_km
    widths = [float(one.attributes["stroke-width"]) for one in page.all("path", class_="soft")]
    assert widths == [round(12 * per_km, 1), round(6 * per_km, 1)]


def test_the_legend_tells_depth_status_and_uncertainty():
    told = " ".join(one.text for one in Page(zone_legend(PACT)).all("li"))
    assert "The strip: band 5, 5 to 10 km deep, depending on the reading, undelineated" in told
    assert "drawn to \N{PLUS-MINUS SIGN}3 km" in told
    assert "Post 1, Post 2" in told


def test_depths_are_told_as_the_text_gives_them():
    band = PACT.zones[1].model_dump(by_alias=True)
    for depth, told in ((5.0, "band 5 km deep"), ({"min": 5, "max": 10}, "band 5 to 10 km deep")):
        zone = Zone.model_validate({**band, "depth_km": depth})
        assert told in described(zone)


def test_every_act_has_a_mark_and_unknown_words_have_one_too():
    assert {mark_of(act).key for act in Act} == {mark.key for mark in MARKS}
    assert mark_of("no such act").key == "other"


def test_symbols_grow_in_area_with_the_toll():
    assert radius(0) < radius(3) < radius(30) <= radius(10_000)


def test_an_incident_is_a_symbol_as_faint_as_it_is_unlikely_inside():
    sure, unsure = entry(1, p_inside=1.0), entry(2, p_inside=0.1, lat=35.6)
    unknown = entry(3, p_inside=None, lat=35.7)
    page = drawn(assessment(violations=(sure, unsure, unknown)))
    assert sorted(one.attributes["opacity"] for one in symbols(page)) == ["0.37", "0.60", "1.00"]
    assert all(one.attributes["class"] == "act shell confirmed" for one in symbols(page))


def test_its_tooltip_says_who_where_how_many_and_how_sure():
    words = drawn(assessment()).one("path", class_="act").text.replace("\N{NO-BREAK SPACE}", " ")
    assert words == (
        "20 Jan 2030: shell, Ford, The North, killed 3 (2\N{EN DASH}5), P(inside) 80 %, confirmed"
    )


def test_incidents_of_one_sort_at_one_place_are_one_symbol():
    page = drawn(assessment(violations=tuple(entry(n) for n in range(8))))
    (symbol,) = symbols(page)
    assert "and 3\N{NO-BREAK SPACE}more entries here" in symbol.text


def test_an_incident_that_several_norms_register_is_drawn_once_and_at_its_gravest():
    shared = (cited(1),)
    none = entry(1, claims=shared, bearing="no_breach", norm="guns-out")
    breach = entry(2, claims=shared)
    assert distinct([none, breach]) == [breach]
    assert distinct([breach, none]) == [breach]
    assert len(distinct([entry(1, claims=()), entry(2, claims=())])) == 2


def test_what_breaks_no_promise_is_hollow():
    page = drawn(assessment(violations=(entry(1, bearing="no_breach"),)))
    assert symbols(page)[0].attributes["class"] == "act shell nobreach"
    assert "no breach" in symbols(page)[0].text


def test_a_symbol_leads_to_its_row_but_is_no_tab_stop():
    page = drawn(assessment(), rows={(0, "e1"): "r0-e1"})
    link = page.one("a")
    assert (link.attributes["href"], link.attributes["tabindex"]) == ("#r0-e1", "-1")


def test_incidents_off_the_map_or_without_a_place_are_not_drawn():
    page = drawn(assessment(violations=(entry(1, lat=None, lon=None), entry(2, lat=10.0, lon=10.0))))
    assert symbols(page) == []


def test_places_are_named_where_they_are_on_the_map():
    spots = [Spot("مدينة", 35.5, 36.5, "city"), Spot("Ford", 35.4, 36.2), Spot("Elsewhere", 10, 10)]
    page = drawn(assessment(), spots=spots)
    names = [one.text for one in page.all("text") if one.attributes.get("class") in {"city", "town"}]
    assert names == ["مدينة", "Ford"]


def test_without_zones_the_incidents_frame_the_map():
    assert drawn(assessment(), atlas=Blank()) is not None


def test_without_zones_and_places_there_is_no_map():
    assert drawn(assessment(violations=(entry(1, lat=None, lon=None),)), atlas=Blank()) is None


def test_a_zone_beyond_the_edge_leaves_nothing_behind():
    class Far(Sketch):
        shapes = {"front": box(60, 60, 61, 61)}  # noqa: RUF012 - a sketch

    assert drawn(assessment(), atlas=Far()).all("g", class_="zone") == []


def test_views_share_what_looks_the_same():
    page = drawn(assessment(), assessment(violations=()))
    assert [one.attributes["class"] for one in page.all("g", class_="zones")] == ["v i0 i1 zones"]
    assert [one.attributes["class"] for one in page.all("g", class_="incidents")] == ["v i0 incidents"]


def test_the_legend_names_only_acts_that_occur_or_all_of_them():
    assert len(Page(incident_legend([MARKS[0]])).all("li")) == 5
    assert len(Page(incident_legend()).all("li")) == len(MARKS) + 4
