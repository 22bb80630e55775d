"""Feeds: how each stands, and when it last said something. Never where it is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.documents import FeedsTold, FeedTold
from truceline.client.orders import AddFeed, SetFeed
from truceline.client.receipts import FeedChanged, JobTold
from truceline.errors import CaseError, InputError, Problem
from truceline.feeds.editing import Typed
from truceline.feeds.settings import AnyFeed
from truceline.feeds.standing import Standing
from truceline.web.api.bringing import job_as_told
from truceline.web.api.calls import POSITION, Reader
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Decider, Posted, Proposer, takes, told_to
from truceline.web.console.feeds import feed_of, reading, removed, settled
from truceline.web.refusals import Conflict
from truceline.web.rounds import rounds_of
from truceline.web.visit import Visit

router = APIRouter(tags=["feeds"])


@router.get("/cases/{case}/feeds", response_model=FeedsTold)
def feeds(visit: Reader) -> Response:
    """The feeds of the case as they stand at this moment, whatever the frame; it has no `ETag`."""
    rounds, slug = rounds_of(visit), visit.held.slug
    try:
        found = rounds.of(slug).standings() if rounds.is_set_up(slug) else ()
    except CaseError:
        raise
    except InputError:
        raise CaseError(Problem("feeds", 0, "", "the file that names them is wrong")) from None
    told = FeedsTold(feeds=tuple(map(_told, found)), position=visit.position)
    headers = {POSITION: str(visit.position), "Cache-Control": "private, no-store"}
    return Response(told.model_dump_json().encode(), 200, headers, "application/json")


@router.post("/cases/{case}/feeds/{feed}/read", **takes(None, JobTold, status=202))
def read(visit: Proposer, post: Posted, feed: str) -> Response:
    """Ask a feed at once, as long work; 409 where it was asked a moment ago."""

    def work() -> Response:
        job = reading(visit, feed)
        if job is None:
            raise Conflict("it was asked a moment ago")
        return told_to(job_as_told(job), 202, location=f"{ROOT}/cases/{visit.held.slug}/jobs/{job.id}")

    return post.once(work)


@router.post(
    "/cases/{case}/feeds",
    **takes(
        AddFeed,
        FeedChanged,
        status=201,
        example={"id": "news", "url": "https://news.example/feed", "source": "our-radio"},
    ),
)
def add(visit: Decider, post: Posted) -> Response:
    """Add a web feed. Folders and mailboxes are set up where the case is kept."""
    given = post.read(AddFeed)

    def work() -> Response:
        _settled(visit, None, given.id, given)
        return told_to(FeedChanged(id=given.id, what="added"), 201)

    return post.once(work)


@router.post("/cases/{case}/feeds/{feed}", **takes(SetFeed, FeedChanged))
def change(visit: Decider, post: Posted, feed: str) -> Response:
    """Change how a feed is read, and of a web feed where it is.

    An address that is left out stays as it is; anything else that is left out is as by default.
    """
    given, found = post.read(SetFeed), feed_of(visit, feed)

    def work() -> Response:
        _settled(visit, found, found.id, given)
        return told_to(FeedChanged(id=found.id, what="changed"))

    return post.once(work)


@router.post("/cases/{case}/feeds/{feed}/remove", **takes(None, FeedChanged))
def remove(visit: Decider, post: Posted, feed: str) -> Response:
    """Read a web feed no more; what it brought stays."""

    def work() -> Response:
        removed(visit, feed)
        return told_to(FeedChanged(id=feed, what="removed"))

    return post.once(work)


def _settled(visit: Visit, feed: AnyFeed | None, name: str, given: SetFeed) -> None:
    """Add or change it; InputError by the fields of the body, without what was sent."""
    typed = Typed(
        given.url.strip(), given.source.strip(), given.language, given.every_minutes, given.silent_after_days
    )
    try:
        settled(visit, feed, name.strip(), typed)
    except CaseError:  # not what was sent is wrong
        raise
    except InputError as error:
        raise InputError(Problem("body", 0, one.file, one.message) for one in error.problems) from None


def _told(one: Standing) -> FeedTold:
    return FeedTold(
        id=one.feed.id,
        kind=one.feed.kind,
        standing=one.standing.value,
        told=one.told,
        last_word=one.last_word,
        last_read=one.last_read,
        every_minutes=one.feed.every_minutes,
        texts=one.texts,
    )
