"""Reports: those that were issued, and what the next would be written from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.documents import IssuedTold, Page
from truceline.errors import CaseError, InputError, Problem
from truceline.publish.report.facts import Facts, Kind
from truceline.publish.report.issued import Issued, issued
from truceline.web.api.calls import Reader, told
from truceline.web.api.cursors import Cursor, Limit, cursor_of, number_of
from truceline.web.api.posts import Looker
from truceline.web.console.reports import Asking, Form_, again, download
from truceline.web.issuing import Wanted, facts_of
from truceline.web.refusals import NotFound
from truceline.web.visit import READING, Visit, words_of

router = APIRouter(tags=["reports"])
_LIST = "reports"
_WRITTEN: dict[str, Any] = {
    "response_class": Response,
    "responses": {
        200: {
            "content": {
                "text/html": {"schema": {"type": "string"}},
                "application/pdf": {"schema": {"type": "string"}},
            }
        }
    },
}
WrittenAs = Annotated[Form_, Query(description="A page, or a PDF.")]
Tongue = Annotated[str, Query(max_length=20, description="`en` or `ar` [default: the asker's].")]


@router.get("/cases/{case}/reports", response_model=Page[IssuedTold])
def reports(visit: Reader, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """The reports that were issued, in order."""
    start = number_of(_LIST, cursor)
    after = [one for one in _issued(visit) if one.position > start and visit.frame.sees(one.entered_at)]
    page = after[:limit]
    following = cursor_of(_LIST, str(page[-1].position)) if len(after) > limit else None
    items = tuple(map(_told, page))
    return told(visit, Page[IssuedTold](items=items, next=following, position=visit.position))


def _issued(visit: Visit) -> tuple[Issued, ...]:
    return visit.held.kept(("issued", visit.position), lambda: tuple(issued(visit.held.case)))


def _told(one: Issued) -> IssuedTold:
    facts = one.facts
    return IssuedTold(
        sha256=one.sha256,
        report=facts.report,
        kind=facts.kind,
        since=facts.since,
        as_of=facts.as_of,
        public=facts.is_public,
        position=one.position,
        entered_at=one.entered_at,
    )


@router.get("/cases/{case}/reports/preview", response_model=Facts)
def preview(
    visit: Reader,
    kind: Annotated[Kind, Query(description="What sort of report.")] = "weekly",
    incident: Annotated[str, Query(max_length=200, description="Of a spot report: its incident.")] = "",
    *,
    public: Annotated[
        bool, Query(description="What everybody may be told, as it would be released.")
    ] = False,
) -> Response:
    """What a report up to the frame's day would be written from, as far as whoever asks may know it.

    A public one and a spot report are of what is known now, as they are issued: their frame is a day alone.
    """
    if not (public or kind == "spot"):
        return told(visit, _shown(visit, visit.held.facts(visit.frame, visit.position, kind)))
    _require_a_day_alone(visit)
    with _of_the_query():
        facts = facts_of(visit, Wanted(kind, visit.frame.as_of.isoformat(), incident.strip(), public))
    return told(visit, facts if public else _shown(visit, facts))


@contextmanager
def _of_the_query() -> Iterator[None]:
    """What is wrong with what was asked, told by the names that the query has for it."""
    try:
        yield
    except CaseError:  # not what was asked is wrong
        raise
    except InputError as error:
        raise InputError(
            Problem("query", 0, one.file.removeprefix("--"), one.message, one.allowed)
            for one in error.problems
        ) from None


def _require_a_day_alone(visit: Visit) -> None:
    """InputError for a frame that nobody issues a public report or a spot report in."""
    words = words_of(visit.request)
    given = {"known_at": words.known_at, "instruments": words.instruments, READING: words.readings}
    if wrong := [name for name, value in given.items() if value]:
        why = "is not for a public report or a spot report: they are of what is known now"
        raise InputError(Problem("query", 0, name, why) for name in wrong)


@router.get("/cases/{case}/reports/preview/written", **_WRITTEN)
def preview_written(visit: Looker, asked: Asking, form: WrittenAs = "html") -> Response:
    """The same as a page or a PDF; a private one stands in the ledger as having left."""
    with _of_the_query():
        return download(visit, asked, form)


@router.get("/cases/{case}/reports/{sha256}/written", **_WRITTEN)
def report_written(visit: Looker, sha256: str, form: WrittenAs = "html", tongue: Tongue = "") -> Response:
    """A report as it was issued, as a page or a PDF; a private one stands in the ledger as having left."""
    return again(visit, sha256, form, tongue)


@router.get("/cases/{case}/reports/{sha256}", response_model=Facts)
def report(visit: Reader, sha256: str) -> Response:
    """A report as it was issued: the facts that it was written from."""
    found = next((one for one in _issued(visit) if one.sha256 == sha256), None)
    if found is None:
        raise NotFound
    return told(visit, found.facts if found.facts.is_public else _shown(visit, found.facts))


def _shown(visit: Visit, facts: Facts) -> Facts:
    visit.shows(visit.held.claims({*facts.quotes, *facts.weighed}).values())
    return visit.readable(facts)
