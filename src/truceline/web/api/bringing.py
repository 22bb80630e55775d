"""Documents that programs bring in, and the long work that reads them: asked for, and cancelled."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.orders import ReadLying
from truceline.client.receipts import Jobs, JobTold, Lying, Taken
from truceline.errors import InputError, Problem
from truceline.web.api.description import ROOT
from truceline.web.api.posts import BYTES, Decider, Looker, Posted, Proposer, takes, told_to
from truceline.web.bringing import Brought, begun, called, day_of, is_source, unreadable
from truceline.web.console.desk_lying import lying, lying_there
from truceline.web.console.desk_upload import UPLOAD
from truceline.web.jobs import Job, State, jobs_of
from truceline.web.refusals import Conflict
from truceline.web.visit import Visit

router = APIRouter(tags=["documents"])
FileName = Annotated[str, Query(min_length=1, max_length=400, description="What the file is called.")]
Published = Annotated[str, Query(max_length=20, description="The day that it came out, YYYY-MM-DD.")]
SourceId = Annotated[
    str,
    Query(max_length=400, description="Its source, by id [default: as known, else by its name]."),
]
_DESK = "desk/"


@router.post("/cases/{case}/documents", **takes(None, Taken, status=202, kind=BYTES))
def bring(
    visit: Proposer, post: Posted, name: FileName, published: Published = "", source: SourceId = ""
) -> Response:
    """Take in a document, its bytes as the body, and begin to read it; 409 where the case holds it."""
    post.require_kind(BYTES)
    brought = _checked(post.body, name, published, source)

    return post.once(lambda: _taken(visit, brought))


def _checked(content: bytes, name: str, published: str, source: str) -> Brought:
    """The file as it may be taken; InputError with everything that is wrong with it."""
    problems: list[Problem] = []
    day = day_of(published)
    if published and day is None:
        problems.append(Problem("query", 0, "published", "is no day; write YYYY-MM-DD"))
    if not is_source(source):
        problems.append(Problem("query", 0, "source", "is no id of a source"))
    if not content:
        problems.append(Problem("body", 0, "", "is empty"))
    elif told := unreadable(content, called(name)):
        problems.append(Problem("body", 0, "", told))
    if problems:
        raise InputError(problems)
    return Brought(content, called(name), day, source.strip())


@router.get("/cases/{case}/lying", response_model=Lying)
def lying_told(visit: Decider) -> Response:
    """Reports that lie in the case's folder and are not read yet."""
    return told_to(Lying(names=lying(visit)))


@router.post("/cases/{case}/lying", **takes(ReadLying, Taken, status=202, example={"name": "report.txt"}))
def read_lying(visit: Decider, post: Posted) -> Response:
    """Begin to read a report that lies in the case's folder; 409 where the case holds it."""
    given = post.read(ReadLying)

    def work() -> Response:
        content = lying_there(visit, given.name).read_bytes()
        if told := unreadable(content, given.name):
            raise InputError(Problem("body", 0, "name", told))
        return _taken(visit, Brought(content, given.name))

    return post.once(work)


def _taken(visit: Visit, brought: Brought) -> Response:
    """Begin to read a file; Conflict where the case holds it already."""
    if brought.is_held(visit):
        raise Conflict("the case holds this very file already")
    job = begun(visit, brought, back=UPLOAD)
    taken = Taken(sha256=brought.sha256, name=brought.name, job=job_as_told(job))
    return told_to(taken, 202, location=f"{ROOT}/cases/{visit.held.slug}/jobs/{job.id}")


@router.get("/cases/{case}/jobs", response_model=Jobs)
def jobs(visit: Looker) -> Response:
    """One's own long work in the case, the latest first."""
    return told_to(Jobs(jobs=tuple(map(job_as_told, jobs_of(visit).of(visit)))))


@router.get("/cases/{case}/jobs/{job}", response_model=JobTold)
def job_told(visit: Looker, job: str) -> Response:
    """How far one's own work is, or what came of it; told for an hour after it ended."""
    return told_to(job_as_told(_own(visit, job)))


@router.post("/cases/{case}/jobs/{job}/cancel", **takes(None, JobTold))
def cancel(visit: Looker, post: Posted, job: str) -> Response:
    """Stop one's own work; 409 where it has begun to write, or has ended."""

    def work() -> Response:
        found = _own(visit, job)
        if not jobs_of(visit).cancel(found):
            raise Conflict("it has begun to write, or has ended")
        return told_to(job_as_told(found))

    return post.once(work)


def _own(visit: Visit, job: str) -> Job:
    return jobs_of(visit).job(visit, job)


def job_as_told(job: Job) -> JobTold:
    """Long work as programs are told of it."""
    is_read = job.state is State.DONE and job.outcome.path.startswith(_DESK)
    return JobTold(
        id=job.id,
        name=job.name,
        state=job.state.value,
        share=job.share,
        may_cancel=job.may_cancel,
        told=job.outcome.told,
        problems=job.problems,
        document=job.outcome.path.removeprefix(_DESK) if is_read else None,
    )
