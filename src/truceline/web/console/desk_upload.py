"""Bringing in a document: checked at once, read beside the pages, and its claims proposed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import PurePosixPath
from typing import Annotated

from fastapi import APIRouter, File, Form, UploadFile
from starlette.responses import Response

from truceline.case.reading import keep, read_report
from truceline.core.canonical import digest_bytes
from truceline.errors import InputError
from truceline.reading.formats.kinds import media_type
from truceline.web.console.desk import Decider, Proposer
from truceline.web.console.desk_lying import lying, lying_there
from truceline.web.console.pages import case_page
from truceline.web.console.work import sent_to
from truceline.web.jobs import Outcome, Progress, Work, jobs_of
from truceline.web.visit import Visit

router = APIRouter()
UPLOAD = "desk/documents"
_LONGEST_NAME = 160
_LONGEST_SOURCE = 100
_READ = 0.95
"""Share of the work that is reading; the rest is writing."""
_UNSEEN = re.compile('[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"|?*]')
"""Controls, what turns the words around it, and what file systems forbid."""


def called(told: str | None) -> str:
    r"""The name of a file as a browser told it, without folders and without what is no name.

    >>> called("..\\..\\etc/passwd\n.txt")
    'passwd.txt'
    """
    bare = unicodedata.normalize("NFC", (told or "").replace("\\", "/"))
    name = _UNSEEN.sub("", PurePosixPath(bare).name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    room = _LONGEST_NAME - len(suffix) - 1
    return (f"{stem[:room]}{dot}{suffix}" if dot and room > 0 else name[:_LONGEST_NAME]) or "document"


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
    day = _day(published)
    if published and day is None:
        wrong["published"] = say("That is no day; write YYYY-MM-DD.")
    if not source.strip().isprintable() or len(source.strip()) > _LONGEST_SOURCE:
        wrong["source"] = say("That is no id of a source.")
    name, content = called(file.filename if file else ""), file.file.read() if file else b""
    if file is None or not (file.filename or content):
        wrong["file"] = say("Choose a file.")
    elif told := _unreadable(content, name):
        wrong["file"] = told
    if wrong:
        return _page(visit, wrong, {"published": published, "source": source})
    return _begin(visit, content, name, day, source.strip())


@router.post("/cases/{case}/desk/lying")
def take_in_lying(visit: Decider, name: Annotated[str, Form(max_length=255)]) -> Response:
    """Read a report that lies in the case's folder already."""
    content = lying_there(visit, name).read_bytes()
    if told := _unreadable(content, name):
        return _page(visit, {"file": told})
    return _begin(visit, content, name, None, "")


def _begin(visit: Visit, content: bytes, name: str, day: date | None, source: str) -> Response:
    """Begin to read, and lead to how far it is; a file that the case holds is not read again."""
    sha256, say = digest_bytes(content), visit.tongue.say
    if any(one.sha256 == sha256 for one in visit.held.case.ledger.documents()):
        return _page(visit, {"file": say("The case holds this very file already.")}, held=sha256)
    work = _reading(visit, content, name, day, source)
    return sent_to(visit, jobs_of(visit).start(visit, say("Reading {name}", name=name), work, back=UPLOAD))


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told.strip())
    except ValueError:
        return None


def _unreadable(content: bytes, name: str) -> str:
    """Why a file is none that is read, told by its first bytes; empty where it may be."""
    try:
        media_type(content, name)
    except InputError as error:
        return str(error)
    return ""


def _reading(visit: Visit, content: bytes, name: str, day: date | None, source: str) -> Work:
    case, by, tongue = visit.held.case, visit.asker.name, visit.tongue

    def work(progress: Progress) -> Outcome:
        progress.check()
        part = progress.part(0.0, _READ)
        reading = read_report(case, content, name, published=day, source=source or None, progress=part)
        progress.commit()
        done = keep(case, reading, content, by)
        told = [tongue.count("One claim is proposed.", "{n} claims are proposed.", done.added)]
        if done.already_there:
            there = tongue.count("One was there already.", "{n} were there already.", done.already_there)
            told.append(there)
        if reading.document.published_on is None:
            told.append(tongue.say("The day it came out is not known: deeds told by weekday have no day."))
        told += [one.message for one in reading.issues]
        path = f"desk/{reading.document.sha256}"
        return Outcome(path, tuple(dict.fromkeys(told)), tongue.say("To its claims"))

    return work


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
