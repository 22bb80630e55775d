from __future__ import annotations

from tests.publish.making import Sketch, agreement, assessment, cited, entry
from tests.publish.reading import Page

from truceline.publish.cited import Citations
from truceline.publish.map import CaseMap
from truceline.publish.register import NOWHERE, Register, once
from truceline.publish.views import views_of

PACT = agreement()


def register(*assessments):
    return Register.of(PACT, views_of(assessments, []), Citations.of(PACT, []))


def read(*entries):
    return Page(register(assessment(violations=entries)).html())


def cells(page):
    return [one.text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{EN DASH}", "-") for one in page.all("td")]


def test_committed_by_and_answerable_are_two_columns():
    page = read(entry())
    heads = [one.text for one in page.all("th")]
    row = dict(zip(heads, cells(page), strict=True))
    assert (row["Committed by"], row["Answerable"]) == ("The North", "Patron")
    assert (row["Killed"], row["P(inside)"], row["Attribution"]) == ("3 (2-5)", "80 %", "assessed")
    assert row["Status"] == "\N{BLACK CIRCLE}Confirmed"
    assert "1 claim, for 0.90" in row["Sources"]


def test_an_act_that_nobody_is_known_to_have_committed_names_only_those_in_it():
    told = cells(read(entry(1, committed_by=(), participants=("north", "south"), answerable=())))
    assert told[3] == "not known; between The North, The South"
    assert told[4] == "-"
    assert cells(read(entry(1, committed_by=())))[3] == "not known"


def test_provinces_unfold_and_say_their_totals():
    page = read(entry(1), entry(2, status="opened", killed=None), entry(3, adm1=None, bearing="no_breach"))
    summaries = [
        one.text.replace("\N{EN DASH}", "-") for one in page.all("summary") if "claim" not in one.text
    ]
    assert summaries == [
        "Riverland 1 confirmed, 1 opened, killed 3 (2-5)",
        f"{NOWHERE} 1 no breach, killed 3 (2-5)",
    ]


def test_a_total_has_only_the_bounds_that_every_entry_has():
    def total(*tolls):
        entries = [entry(number, killed=toll) for number, toll in enumerate(tolls)]
        told = read(*entries).one("span", class_="totals").text
        return told.split("killed ")[1].replace("\N{EN DASH}", "-")

    assert total((1, 2, 3), (1, 2, 3)) == "4 (2-6)"
    assert total((2, 2, 2), (None, 22, None)) == "24"
    assert total((2, 2, 2), (5, None, None)) == "at least 7"


def test_totals_are_those_of_each_view():
    page = Page(
        register(assessment(violations=(entry(1),)), assessment(violations=(entry(1), entry(2)))).html()
    )
    totals = {one.attributes["class"]: one.text for one in page.all("span", class_="totals")}
    assert totals["v i0 totals"].startswith("1 confirmed")
    assert totals["v i1 totals"].startswith("2 confirmed")


def test_an_entry_that_is_the_same_in_two_views_has_one_row():
    found = register(assessment(violations=(entry(1),)), assessment(violations=(entry(1), entry(2))))
    assert found.rows == {(0, "e1"): "r0-e1", (1, "e1"): "r0-e1", (1, "e2"): "r1-e2"}
    assert [one.attributes["class"] for one in Page(found.html()).all("tr", id="r0-e1")] == ["v i0 i1"]


def test_one_incident_weighed_by_several_parts_of_a_check_is_one_row():
    none, other = entry(1, bearing="no_breach", reason="a"), entry(1, bearing="no_breach", reason="b")
    breach = entry(1, reason="c")
    assert [one.reason for one in once([none, other, none])] == ["a; b"]
    assert once([none, breach, other]) == [breach]
    assert once([breach, none]) == [breach]


def test_what_breaks_no_promise_is_marked_and_says_why():
    page = read(entry(1, bearing="no_breach", status="opened", reason="not by a party of guns-out"))
    assert "No breach" in cells(page)[8]
    assert "Opened" not in cells(page)[8]
    assert "Guns leave the strip" in page.one("p", class_="reason").text


def test_claims_against_and_likely_repeats_are_told():
    page = read(entry(1, against=(cited(9),), opposition=0.4, may_repeat=("e2",)))
    sources = cells(page)[9]
    assert "2 claims, for 0.90, against 0.40" in sources
    assert "Claim 9." in page.one("ul", class_="against").text
    assert "same incident as 1 other entry; not merged" in sources


def test_many_claims_of_one_entry_are_cut_and_counted():
    assert "and 4 more" in cells(read(entry(1, claims=tuple(cited(n) for n in range(10)))))[9]


def test_supposed_entries_are_marked():
    assert "Supposed" in cells(read(entry(1, supposed=True)))[8]


def test_an_empty_register_says_so():
    assert "empty in this view" in Page(register(assessment(violations=())).html()).one("p").text


def test_norms_stand_in_the_order_of_the_text_and_strangers_last():
    page = read(entry(1, norm="no-fire"), entry(2, norm="guns-out"))
    assert [one.text for one in page.all("h3")] == ["Guns leave the strip", "Nobody fires"]
    page = read(entry(1, norm="gone-norm"), entry(2, norm="guns-out"))
    assert [one.text for one in page.all("h3")] == ["Guns leave the strip", "Gone norm"]


def test_what_the_map_cannot_show_is_counted_by_province():
    entries = (
        entry(1, lat=None, lon=None),
        entry(2, lat=None, lon=None, adm1=None),
        entry(3, lat=1.0, lon=1.0),
    )
    found = register(assessment(violations=entries))
    on = CaseMap(PACT, Sketch(), found.views).projection
    told = Page(found.unplaced(on)).one("p").text
    assert told == (
        "Without coordinates, so not on the map: Province not given 1, Riverland 1. "
        "Beyond the edge of the map: 1."
    )
    assert found.unplaced(None).count("Beyond") == 0
    assert register(assessment()).unplaced(on) == ""


def test_likely_repeats_are_counted_once_in_a_total():
    twins = entry(1, killed=(2, 3, 5), may_repeat=("e2",)), entry(2, killed=(4, 4, 7), may_repeat=("e1",))
    told = read(*twins).one("span", class_="totals").text.replace("\N{EN DASH}", "-")
    assert told == "2 confirmed, killed 2-7"
