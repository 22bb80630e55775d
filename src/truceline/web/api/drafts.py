"""Drafts of one's own cell: listed, kept and dropped; nobody else is told that there are any."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.receipts import Ended
from truceline.client.seats import DraftKept, DraftsTold, DraftTold, SaveDraft
from truceline.errors import CaseError, InputError, Problem
from truceline.mechanism.kinds import KINDS
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Actor, Posted, takes, told_to
from truceline.web.console.mechanism_seat import Seat
from truceline.web.drafts import Draft, Drafts
from truceline.web.refusals import NotFound

router = APIRouter(tags=["mechanism"])


@router.get("/cases/{case}/drafts", response_model=DraftsTold)
def drafts(visit: Actor) -> Response:
    """The drafts of one's own cell, the newest first."""
    seat = Seat(visit)
    return told_to(DraftsTold(drafts=tuple(map(_told, _kept(seat).of(seat.cell)))))


@router.get("/cases/{case}/drafts/{draft}", response_model=DraftTold)
def draft_told(visit: Actor, draft: str) -> Response:
    """One draft of one's own cell."""
    return told_to(_told(_own(Seat(visit), draft)))


@router.post(
    "/cases/{case}/drafts",
    **takes(
        SaveDraft,
        DraftKept,
        status=201,
        example={"kind": "send", "fields": {"to": ["russia"], "subject": ["Who flew?"]}},
    ),
)
def save(visit: Actor, post: Posted) -> Response:
    """Keep an act as far as it is written, in place of another draft where one is named."""
    given = post.read(SaveDraft)
    if given.kind not in KINDS:
        raise InputError(Problem("body", 0, "kind", "is no kind of act", tuple(KINDS)))

    def work() -> Response:
        seat = Seat(visit)
        if given.draft and _own(seat, given.draft).kind != given.kind:
            raise InputError(Problem("body", 0, "kind", "is not the kind of this draft"))
        try:
            kept = _kept(seat).save(seat.cell, given.kind, visit.asker.name, given.fields, given.draft)
        except CaseError:  # not what was sent is wrong
            raise
        except InputError as error:
            raise InputError(Problem("body", 0, "", one.message) for one in error.problems) from None
        # Its words are not in the answer: answers are kept for a day, and the draft may be dropped before.
        told = DraftKept(id=kept.id, kind=kept.kind, by=kept.by, saved_at=kept.saved_at)
        return told_to(told, 201, location=f"{ROOT}/cases/{visit.held.slug}/drafts/{kept.id}")

    return post.once(work)


@router.post("/cases/{case}/drafts/{draft}/drop", **takes(None, Ended))
def drop(visit: Actor, post: Posted, draft: str) -> Response:
    """Keep a draft of one's own cell no more."""

    def work() -> Response:
        seat = Seat(visit)
        found = _own(seat, draft)
        _kept(seat).drop(seat.cell, found.id)
        return told_to(Ended(id=found.id))

    return post.once(work)


def _kept(seat: Seat) -> Drafts:
    """Where drafts are kept; NotFound on a server that keeps none."""
    if seat.drafts is None:
        raise NotFound
    return seat.drafts


def _own(seat: Seat, name: str) -> Draft:
    """A draft of the caller's cell; NotFound for any other, as for one that is not there."""
    found = _kept(seat).one(seat.cell, name)
    if found is None:
        raise NotFound
    return found


def _told(one: Draft) -> DraftTold:
    return DraftTold(id=one.id, kind=one.kind, by=one.by, saved_at=one.saved_at, fields=one.fields)
