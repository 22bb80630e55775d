"""Bringing in a document: checked at once, read beside the pages, and its claims proposed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from truceline.web.bringing import Brought, begun, called, day_of, is_source, unreadable
from truceline.web.console.desk import Decider, Proposer
from truceline.web.console.desk_lying import lying, lying_there
from truceline.web.console.pages import case_page
from truceline.web.console.work import sent_to
from truceline.web.jobs import jobs_of
from truceline.web.visit import Visit

router = APIRouter()
UPLOAD = "desk/documents"


@router.get("/cases/{case}/desk/documents")
def upload(visit: Proposer) -> Response:
    """The form that brings in a document."""
    return _page(visit)


@router.post("/cases/{case}/desk/documents")
def take_in(
    visit: Proposer,
    file: Annotated[UploadFile | None, File()] = None,
    published: Annotated[str, Form(max_length=20)] = "",
    source: Annotated[str, Form(max_length=400)] = "",
) -> Response:
    """Check a document and begin to read it; where anything is wrong with it nothing is kept."""
    say = visit.tongue.say
    wrong: dict[str, str] = {}
    day = day_of(published)
    if published and day is None:
        wrong["published"] = say("That is no day; write YYYY-MM-DD.")
    if not is_source(source):
        wrong["source"] = say("That is no id of a source.")
    name, content = called(file.filename if file else ""), file.file.read() if file else b""
    if file is None or not (file.filename or content):
        wrong["file"] = say("Choose a file.")
    elif told := unreadable(content, name):
        wrong["file"] = told
    if wrong:
        return _page(visit, wrong, {"published": published, "source": source})
    return _begin(visit, Brought(content, name, day, source.strip()))


@router.post("/cases/{case}/desk/lying")
def take_in_lying(visit: Decider, name: Annotated[str, Form(max_length=255)]) -> Response:
    """Read a report that lies in the case's folder already."""
    content = lying_there(visit, name).read_bytes()
    if told := unreadable(content, name):
        return _page(visit, {"file": told})
    return _begin(visit, Brought(content, name))


def _begin(visit: Visit, brought: Brought) -> Response:
    """Begin to read, and lead to how far it is; a file that the case holds is not read again."""
    if brought.is_held(visit):
        told = visit.tongue.say("The case holds this very file already.")
        return _page(visit, {"file": told}, held=brought.sha256)
    return sent_to(visit, begun(visit, brought, back=UPLOAD))


def _page(
    visit: Visit,
    wrong: dict[str, str] | None = None,
    given: dict[str, str] | None = None,
    held: str = "",
) -> Response:
    return case_page(
        visit,
        "desk_upload.html",
        here="desk",
        status=409 if held else 422 if wrong else 200,
        wrong={"file": "", "published": "", "source": ""} | (wrong or {}),
        given=given or {"published": "", "source": ""},
        held=held,
        lying=lying(visit),
        jobs=jobs_of(visit).of(visit),
    )
