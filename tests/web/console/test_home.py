from __future__ import annotations

from tests.web.console.visiting import Visitor


def test_one_sees_the_cases_one_has_a_role_in(reading: Visitor):
    assert "/cases/idlib/" in reading.get("/").text
    page = reading.get("/", name="nobody").text
    assert "/cases/idlib/" not in page
    assert "no role in any case" in page


def test_an_owner_sees_no_case_and_the_way_to_accounts(reading: Visitor):
    page = reading.get("/", name="owner").text
    assert "/cases/idlib/" not in page
    assert 'href="/accounts#invite-h"' in page


def test_what_pages_load_comes_with_them(reading: Visitor):
    script = reading.get("/static/htmx.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert reading.get("/static/nothing.js").status_code == 404
    assert "immutable" in reading.get("/static/look.css?v=1").headers["cache-control"]


def test_a_form_sent_by_another_site_is_refused(reading: Visitor):
    elsewhere = {"origin": "https://elsewhere.example", "sec-fetch-site": "cross-site"}
    answer = reading.post("/logout", headers=elsewhere)
    assert answer.status_code == 403
