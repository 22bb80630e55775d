from __future__ import annotations

import re

import pytest
from tests.web.console.visiting import Visitor

DAY = "?as_of=2018-12-19"


def rows(page: str) -> int:
    return page.count('<tr>\n      <th scope="row">')


def test_every_entry_of_the_register_is_told_once(reading: Visitor):
    page = reading.get(f"register{DAY}").text
    links = re.findall(r"register/([\w:-]+)\?", page)
    assert len(links) == len(set(links)) == rows(page)
    assert f"{len(links)} entries." in page


def test_a_filter_leaves_what_fits(reading: Visitor):
    whole = reading.get(f"register{DAY}").text
    breaches = reading.get(f"register{DAY}&bearing=breach").text
    assert 0 < rows(breaches) < rows(whole)
    assert "not attributed" not in breaches.partition("<tbody>")[2]


def test_a_party_s_entries_are_those_it_committed_or_answers_for(reading: Visitor):
    page = reading.get(f"register{DAY}&party=russia").text.partition("<tbody>")[2]
    assert all("Russia" in row for row in page.split("<tr>")[1:])


@pytest.mark.parametrize("page", ["0", "-3", "99999999999"])
def test_a_page_that_is_not_there_is_the_nearest_that_is(reading: Visitor, page: str):
    assert rows(reading.get(f"register{DAY}&page={page}").text) > 0


def test_a_page_number_that_is_none_is_told(reading: Visitor):
    assert reading.get(f"register{DAY}&page=two").status_code == 422


def test_an_entry_tells_what_it_rests_on(reading: Visitor):
    first = re.search(r"register/([\w:-]+)\?", reading.get(f"register{DAY}").text)[1]
    page = reading.get(f"register/{first}{DAY}").text
    assert "For: " in page
    assert "weight" in page


def test_there_is_no_page_for_an_entry_that_is_not_there(reading: Visitor):
    assert reading.get(f"register/nothing{DAY}").status_code == 404


@pytest.mark.parametrize("path", ["postures", "outlook", "register"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_sections_of_reports_are_pages_too(reading: Visitor, path: str, language: str):
    page = reading.get(f"{path}?as_of=2018-11-19&language={language}")
    assert page.status_code == 200
    assert "<table" in page.text


def test_secret_words_are_in_no_page_of_whoever_may_not_read_them(visitor: Visitor):
    from tests.web.console.secrets import CANARY, secret_claim

    secret_claim(visitor.held.case)
    for path in ("register", "postures", "outlook", "documents", ""):
        page = visitor.get(f"{path}?as_of=2018-12-19", name="publisher")
        assert page.status_code == 200
        assert CANARY not in page.text
