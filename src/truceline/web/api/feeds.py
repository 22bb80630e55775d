"""Feeds: how each stands, and when it last said something. Never where it is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.documents import FeedsTold, FeedTold
from truceline.errors import CaseError, InputError, Problem
from truceline.feeds.standing import Standing
from truceline.web.api.calls import POSITION, Reader
from truceline.web.rounds import rounds_of

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
