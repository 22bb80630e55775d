"""The page of a report: safe, self-contained, whole, readable without sight or script."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.publish.making import assessment, cited, entry
from tests.publish.reading import Page
from tests.publish.report.materials import AS_OF, SINCE, bare, full, written
from tests.publish.test_markup import HOSTILE

from truceline.publish.report.composed import Sentence
from truceline.publish.report.page import LONG, report_page

FACTS = {"bare": bare(), "full": full(), "hostile": full("<script>alert(1)</script>\u202e\x00&amp;")}


@pytest.mark.parametrize("facts", FACTS.values(), ids=FACTS)
def test_ids_are_unique_and_links_lead_to_them(facts):
    page = Page(report_page(written(facts)))
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    links = [one.attributes.get("href", "") or "" for one in page.all("a")]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_nothing_is_loaded_and_nothing_runs():
    html = report_page(written(full()))
    page = Page(html)
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert not re.search(r"(src|href)=\"(?!#)", html)
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy is not None
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_source_says_never_becomes_markup(words):
    plain, wild = Page(report_page(written(full("plain")))), Page(report_page(written(full(words))))
    assert [one.tag for one in wild.elements] == [one.tag for one in plain.elements]


def test_every_table_names_its_rows_and_columns():
    page = Page(report_page(written(full())))
    assert page.all("table")
    assert all(one.attributes.get("scope") in ("col", "row") for one in page.all("th"))


def test_every_drawing_is_told_in_words():
    page = Page(report_page(written(full())))
    drawn = page.all("div", role="img")
    assert len(drawn) == len(page.all("figure")) > 2
    assert all(one.attributes["aria-label"] for one in drawn)


def test_a_standing_is_a_sign_and_a_word_besides_its_colour():
    chips = Page(report_page(written(full()))).all("span", class_="chip")
    assert chips
    assert all(len(one.text) > 4 for one in chips)


def test_long_tables_fold_but_the_matrix_stays_open():
    many = bare(now=full().now.model_copy(update={"norms": full().now.norms * 9}))
    page = Page(report_page(written(many)))
    folded = [one.text for one in page.all("details")]
    assert not any("Obligations by party" in text for text in folded)
    entries = tuple(entry(n, start=SINCE, end=SINCE) for n in range(LONG + 1))
    busy = Page(report_page(written(bare(now=assessment(AS_OF, violations=entries)))))
    assert any("Every incident of the period (13)" in one.text for one in busy.all("details"))


def test_five_thousand_incidents_make_a_page():
    entries = tuple(
        entry(n, start=SINCE, end=SINCE, lat=35.3 + n / 20000, claims=(cited(n),)) for n in range(5000)
    )
    page = Page(report_page(written(bare(now=assessment(AS_OF, violations=entries)))))
    assert "5,000 incidents of the period are on record." in page.one("section", id="changed").text
    rows = [one for one in page.all("tr") if (one.attributes.get("id") or "").startswith("entry-")]
    assert len(rows) == 5000


def test_what_was_corrected_since_stands_above_everything():
    report = replace(written(full()), warnings=(Sentence("Corrected on 5 March: see report x."),))
    page = Page(report_page(report))
    assert page.one("div", role="note").text == "Corrected on 5 March: see report x."


def test_names_of_another_script_are_set_apart():
    page = Page(report_page(written(full("الجنوب"))))
    assert page.all("bdi")
    assert "\u2068" not in report_page(written(full("الجنوب")))
