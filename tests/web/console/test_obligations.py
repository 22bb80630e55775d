from __future__ import annotations

import re
from itertools import groupby

import pytest
from tests.web.console.visiting import Visitor

from truceline.core.frame import Frame
from truceline.evidence.claim import Status
from truceline.publish.chips import STANDINGS
from truceline.web.console.obligations import Matrix

DAY = "?as_of=2018-10-19"


def test_the_matrix_tells_the_standing_of_every_promise(reading: Visitor):
    page = reading.get(DAY)
    assert page.status_code == 200
    assessment = reading.held.assessment(_frame(), reading.held.position)
    for status in assessment.norms:
        row = page.text.partition(f"promises/{status.norm}?")[2].partition("</tr>")[0]
        assert STANDINGS[status.standing].word.lower() in row


def test_an_address_without_its_last_stroke_leads_to_the_matrix_and_keeps_its_day(reading: Visitor):
    whole = f"/cases/{reading.held.slug}"
    answer = reading.get(f"{whole}{DAY}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{whole}/{DAY}")


def test_promises_stand_under_the_text_they_are_of(reading: Visitor):
    page = reading.get(DAY).text
    of = {
        status.norm: status.instrument
        for status in reading.held.assessment(_frame(), reading.held.position).norms
    }
    texts = [part.partition("</th>")[0] for part in page.split('scope="rowgroup"')[1:]]
    assert len(texts) == len(list(groupby(of.values())))
    assert "Sochi" in texts[0]


def _frame() -> Frame:
    from datetime import date

    return Frame(as_of=date(2018, 10, 19))


def test_another_day_gives_another_answer(reading: Visitor):
    early, late = (reading.get(f"?as_of={day}").text for day in ("2018-09-20", "2018-11-20"))
    assert "As of 20\xa0Sep\xa02018" in early
    assert early.count("chip bad") < late.count("chip bad")


def test_what_was_not_known_then_does_not_show(reading: Visitor):
    known = reading.get("?as_of=2018-10-19&known_at=2018-09-18").text
    assert known.count("unproven") > reading.get(DAY).text.count("unproven")


def test_a_choice_of_reading_is_kept_in_every_link(reading: Visitor):
    page = reading.get(f"{DAY}&reading.depth=text-15-20").text
    assert "reading.depth=text-15-20" in re.search(r'href="([^"]*promises/[^"]*)"', page)[1]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?as_of=2018-02-31", "as_of"),
        ("?as_of=soon", "write YYYY-MM-DD"),
        ("?known_at=9999-01-01", "known_at"),
        ("?reading.depth=deep", "depth"),
        ("?reading.nothing=1", "nothing"),
        ("?instruments=none", "no instrument is called"),
    ],
)
def test_a_frame_that_is_none_is_told_field_by_field(reading: Visitor, query: str, told: str):
    page = reading.get(query)
    assert page.status_code == 422
    assert told in page.text


def test_the_same_page_is_not_sent_twice(reading: Visitor):
    first = reading.get(DAY)
    again = reading.get(DAY, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_page_speaks_arabic(reading: Visitor):
    page = reading.get(f"{DAY}&language=ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert "الالتزامات" in page


def test_whoever_has_no_role_does_not_learn_that_the_case_is_here(reading: Visitor):
    here = reading.get(name="nobody")
    nowhere = reading.get("/cases/elsewhere/", name="nobody")
    assert here.status_code == nowhere.status_code == 404
    assert here.text.replace("idlib", "elsewhere") == nowhere.text


def test_whoever_is_signed_out_is_sent_to_sign_in_and_back(reading: Visitor):
    page = reading.get(DAY, name="")
    assert page.status_code == 303
    assert page.headers["location"] == "/login?after=%2Fcases%2Fidlib%2F%3Fas_of%3D2018-10-19"
    part = reading.get(DAY, name="", headers={"hx-request": "true"})
    assert (part.status_code, part.headers["hx-redirect"][:7]) == (401, "/login?")


def test_no_page_runs_what_did_not_come_with_it(reading: Visitor):
    page = reading.get(DAY)
    policy = page.headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page.text)


def test_the_way_about_shows_what_one_s_rights_open(reading: Visitor):
    assert "Reading desk" in reading.get(DAY).text
    assert "Reading desk" not in reading.get(DAY, name="liaison").text
    assert ">Audit<" in reading.get(DAY, name="auditor").text


def test_the_matrix_is_made_once_for_all_who_read_alike(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    made: list[str] = []
    whole = Matrix.of
    monkeypatch.setattr(Matrix, "of", lambda visit: made.append(visit.asker.name) or whole(visit))
    assert "observer" in visitor.get(DAY, name="observer").text
    again = visitor.get(DAY, name="observer").text
    assert made == ["observer"]
    assert "liaison" in visitor.get(DAY, name="liaison").text
    visitor.get(f"{DAY}&language=ar", name="observer")
    assert made == ["observer", "liaison", "observer"]
    case = visitor.held.case
    case.ledger.decide(next(iter(case.ledger.claims())).claim_id, Status.REJECTED, "somebody", "no source")
    assert visitor.get(DAY, name="observer").text != again
    assert made[-1] == "observer"


def test_a_day_long_after_the_last_report_says_so_and_leads_there(reading: Visitor):
    page = reading.get("?as_of=2026-01-01").text
    assert "Nothing on record began after" in page
    assert "as_of=2019-05-06" in page
    assert "Nothing on record began after" not in reading.get("?as_of=2018-10-19").text
