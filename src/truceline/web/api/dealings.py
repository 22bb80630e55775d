"""The mechanism: matters and acts, as far as whoever asks may see them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.documents import ActTold, MatterTold, Page
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import Record
from truceline.web.api.calls import Reader, told
from truceline.web.api.cursors import Cursor, Limit, cursor_of, key_of, number_of
from truceline.web.refusals import NotFound
from truceline.web.visit import Visit

router = APIRouter(tags=["mechanism"])
Sort = Annotated[str | None, Query(max_length=64, description="The sort of matter: `message`, `patrol`, ...")]


def record_of(visit: Visit) -> Record:
    """The record as known in the visit's frame."""
    known_at, position = visit.frame.known_at, visit.position
    key = ("record", position, known_at)
    return visit.held.kept(key, lambda: visit.held.case.mechanism.record(known_at, position))


@router.get("/cases/{case}/matters", response_model=Page[MatterTold])
def matters(visit: Reader, sort: Sort = None, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Matters as they stand, by sort and name; secret ones only for whom they are."""
    key = key_of("matters", cursor, 2) or ("", "")
    seen = sorted(
        (one for one in map(visit.viewer.shown, record_of(visit).matters.values()) if one is not None),
        key=lambda one: (one.sort, one.id),
    )
    after = [one for one in seen if sort in (None, one.sort) and (one.sort, one.id) > key]
    page = after[:limit]
    following = cursor_of("matters", page[-1].sort, page[-1].id) if len(after) > limit else None
    items = tuple(_matter(visit, one) for one in page)
    return told(visit, Page[MatterTold](items=items, next=following, position=visit.position))


@router.get("/cases/{case}/matters/{sort}/{name}", response_model=MatterTold)
def matter(visit: Reader, sort: str, name: str) -> Response:
    """One matter with those of its acts that whoever asks may see."""
    found = (one for one in record_of(visit).matters.values() if (one.sort, one.id) == (sort, name))
    one = next(map(visit.viewer.shown, found), None)
    if one is None:
        raise NotFound
    return told(visit, _matter(visit, one))


def _matter(visit: Visit, one: Matter) -> MatterTold:
    return MatterTold(
        sort=one.sort,
        name=one.id,
        state=one.state,
        told=one.told,
        details=one.details,
        acts=tuple(map(_act, visit.viewer.acts_of(one))),
        whole=one.is_whole,
    )


def _act(one: Entered) -> ActTold:
    return ActTold(
        act=one.signed.digest, position=one.position, recorded_at=one.recorded_at, **one.signed.plain()
    )


@router.get("/cases/{case}/acts", response_model=Page[ActTold])
def acts(visit: Reader, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Signed acts in the order they were entered, as they may be handed to whoever asks."""
    start = number_of("acts", cursor)
    numbered = list(enumerate(record_of(visit).acts, 1))
    seen = {one.signed.digest for one in visit.viewer.acts(record_of(visit))}
    after = [(at, one) for at, one in numbered if at > start and one.signed.digest in seen]
    page = after[:limit]
    following = cursor_of("acts", str(page[-1][0])) if len(after) > limit else None
    items = tuple(_act(one) for _, one in page)
    return told(visit, Page[ActTold](items=items, next=following, position=visit.position))
