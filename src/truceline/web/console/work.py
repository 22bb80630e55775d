"""A page for each piece of long work: how far it is, a button that cancels it, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.pages import case_page
from truceline.web.jobs import Job, Outcome, Progress, State, jobs_of
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
# Whoever may begin work has more than this; whose work it is decides who sees it.
Reader = Annotated[Visit, Depends(Needs(Right.READ))]


@router.get("/cases/{case}/jobs/{job}")
def work(visit: Reader, job: str) -> Response:
    """How far one's own work is, or what came of it; of work that is not known here that it is not."""
    try:
        found = jobs_of(visit).job(visit, job)
    except NotFound:
        return case_page(visit, "job_gone.html", here="", status=404)
    return case_page(visit, "job.html", here="", job=found, state=state_of(found, visit.tongue))


@router.post("/cases/{case}/jobs/{job}/cancel")
def cancel(visit: Reader, job: str) -> Response:
    """Stop one's own work, where it has not begun to write."""
    jobs = jobs_of(visit)
    found = jobs.job(visit, job)
    jobs.cancel(found)
    return sent_to(visit, found)


def prepared(
    visit: Visit, key: Hashable, make: Callable[[], object], name: str, back: str
) -> Response | None:
    """Of a large case: work out beside the pages what they show, and send the browser to wait for it.

    `make` keeps it under `key`. Null where the page need not wait. `back` is the page, with its parameters.
    """
    if visit.held.is_kept(key) or not visit.held.is_large:
        return None

    def work(_progress: Progress) -> Outcome:
        make()
        return Outcome(back)

    return sent_to(visit, jobs_of(visit).start(visit, name, work, back=back))


def sent_to(visit: Visit, job: Job) -> Response:
    """Send a browser to the page of work."""
    return RedirectResponse(visit.url(job.path), 303)


def state_of(job: Job, tongue: Tongue) -> str:
    """How work stands, in words."""
    say = tongue.say
    if job.is_open and not job.is_wanted:
        return say("Being cancelled")
    words = {
        State.WAITING: say("Waiting for its turn"),
        State.RUNNING: say("Under way"),
        State.DONE: say("Done"),
        State.FAILED: say("It did not work"),
        State.CANCELLED: say("Cancelled; nothing was changed"),
        State.INTERRUPTED: say("Cut off: the server was stopped or started anew"),
    }
    return words[job.state]
