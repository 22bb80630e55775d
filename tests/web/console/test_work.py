from __future__ import annotations

import html
import re
import threading
import time

import pytest
from httpx import Response
from tests.web.console.visiting import Visitor, somebody

from truceline.errors import InputError, Problem
from truceline.ledger.signers import Role
from truceline.publish.tongue.tongue import tongue
from truceline.web.console.work import state_of
from truceline.web.jobs import Job, Jobs, Outcome, Progress, State, Work
from truceline.web.visit import Visit


def begun(visitor: Visitor, work: Work, name: str = "analyst") -> Job:
    """Work of somebody, begun as a page would."""
    from types import SimpleNamespace

    asker = visitor.door.people[name]
    visit: Visit = SimpleNamespace(asker=asker, held=visitor.held)  # type: ignore[assignment]
    jobs: Jobs = visitor.app.state.jobs
    return jobs.start(visit, "Reading <b>report</b>.pdf", work, back="desk/documents")


def ended(job: Job) -> Job:
    until = time.monotonic() + 10
    while job.is_open:
        assert time.monotonic() < until
        time.sleep(0.005)
    return job


def test_the_page_of_work_shows_how_far_it_is_and_can_cancel_it(reading: Visitor):
    half, let = threading.Event(), threading.Event()

    def work(progress: Progress) -> Outcome:
        progress(1, 2)
        half.set()
        assert let.wait(10)
        progress(2, 2)
        return Outcome("desk")

    job = begun(reading, work)
    assert half.wait(10)
    page = reading.get(job.path).text
    assert 'value="50.0"' in page
    assert "Reading &lt;b&gt;report" in page
    assert 'http-equiv="refresh"' in page  # without script the page asks again by itself
    answer = reading.post(f"{job.path}/cancel")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/idlib/{job.path}")
    assert "Being cancelled" in reading.get(job.path).text
    let.set()
    ended(job)
    after = reading.get(job.path).text
    assert "Cancelled; nothing was changed" in after
    assert "hx-get" not in after.partition('id="job"')[2].partition(">")[0]


def test_the_page_of_work_that_is_done_leads_to_its_result(reading: Visitor):
    job = ended(begun(reading, lambda _: Outcome("desk/abc", ("2 claims",))))
    page = reading.get(job.path).text
    assert 'href="/cases/idlib/desk/abc"' in page
    assert "2 claims" in page


def test_what_was_wrong_is_told_and_leads_back(reading: Visitor):
    def wrong(_: Progress) -> Outcome:
        raise InputError(Problem("a.pdf", 0, "", "is <encrypted>"))

    page = reading.get(ended(begun(reading, wrong)).path).text
    assert "a.pdf: is &lt;encrypted&gt;" in page
    assert 'href="/cases/idlib/desk/documents"' in page


def test_a_failure_of_ours_says_no_more_than_that(reading: Visitor):
    def broken(_: Progress) -> Outcome:
        raise ValueError("canary")

    page = reading.get(ended(begun(reading, broken)).path).text
    assert "not with what you gave" in page
    assert "canary" not in page


@pytest.mark.parametrize("name", ["observer", "auditor", "nobody"])
def test_nobody_else_sees_or_cancels_it(reading: Visitor, name: str):
    job = ended(begun(reading, lambda _: Outcome("desk/abc")))
    assert reading.get(job.path, name=name).status_code == 404
    assert reading.post(f"{job.path}/cancel", name=name).status_code == 404
    assert reading.get(job.path, name="").status_code == 303


def test_every_state_has_words_in_both_languages():
    for state in State:
        job = Job("idlib", "amal", "Reading", state=state)
        english, arabic = (state_of(job, tongue(code)) for code in ("en", "ar"))
        assert english != arabic


def test_work_begun_by_two_people_is_told_apart(reading: Visitor):
    reading.door.people["second"] = somebody("second", Role.ANALYST)
    job = ended(begun(reading, lambda _: Outcome(), "second"))
    assert reading.get(job.path, name="second").status_code == 200
    assert reading.get(job.path).status_code == 404


@pytest.mark.parametrize(
    ("path", "told"),
    [("outlook?as_of=2018-11-19", "Outlook"), ("reports/preview?kind=daily&day=2018-10-19", "Daily report")],
)
def test_what_takes_long_in_a_large_case_is_worked_out_beside_the_pages(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, path: str, told: str
):
    monkeypatch.setattr("truceline.web.house._LARGE", 10)
    first = visitor.get(path)
    assert first.status_code == 303
    job = first.headers["location"]
    assert "/jobs/" in job
    page = _until_done(visitor, job)
    result = html.unescape(re.search(r'id="job-result" href="([^"]+)"', page)[1])
    answer = _until_there(visitor, result)
    assert answer.status_code == 200
    assert told in answer.text


def _until_there(visitor: Visitor, path: str) -> Response:
    """The page once what it is judged by has been worked out, too."""
    for _ in range(400):
        answer = visitor.get(path)
        if answer.status_code != 202:
            return answer
        time.sleep(0.05)
    raise AssertionError(answer.text)


def _until_done(visitor: Visitor, job: str) -> str:
    for _ in range(400):
        page = visitor.get(job).text
        if 'id="job-result"' in page:
            return page
        time.sleep(0.05)
    raise AssertionError(page)


def test_work_that_is_not_known_is_told_in_words_and_alike_for_everybody(reading: Visitor):
    job = ended(begun(reading, lambda _: Outcome()))
    of_nobody, of_another = reading.get("jobs/abcdefgh"), reading.get(job.path, name="verifier")
    for answer in (of_nobody, of_another):
        assert answer.status_code == 404
        assert "This work is not known here" in answer.text
    assert "Reading" not in of_another.text
