"""What publishers do: issue reports, take the bulletin away, decide on readers' replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.case.editing import FIELDS
from truceline.client.documents import Page
from truceline.client.orders import ClaimOfReply, IssueReport, JudgeReply
from truceline.client.receipts import ClaimMade, ReplyTold, ReportMade
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.appending import GoneOn
from truceline.publish.report.issued import issued
from truceline.replies.claiming import Stated, claim_of
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import Reply, ReplyState
from truceline.web.api.cursors import Cursor, Limit, cursor_of, key_of
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Posted, Publisher, made, takes
from truceline.web.console.bulletin import ZIP, taken_away
from truceline.web.console.replies import Decision, desk_of, done_with
from truceline.web.issuing import OwnDecisions, Wanted, issued_now
from truceline.web.refusals import Conflict, Forbidden, MovedOn, NotFound
from truceline.web.visit import Visit

T = TypeVar("T")
router = APIRouter()
_LIST = "replies"
_MOVED = "the ledger has moved since the preview"
State = Annotated[ReplyState, Query(description="How they stand.")]


@router.post(
    "/cases/{case}/reports",
    tags=["reports"],
    **takes(
        IssueReport,
        ReportMade,
        status=201,
        match=False,
        example={"kind": "weekly", "as_of": "2018-10-19", "public": False},
    ),
)
def issue(visit: Publisher, post: Posted) -> Response:
    """Issue a report: it is kept, and the next compares with it; what was issued once is not issued twice.

    A public one is refused to whoever decided on claims that it rests on. With If-Match only while the ledger
    stands where a preview was read.
    """
    given = post.read(IssueReport)

    def work() -> Response:
        since = post.since()
        if since is not None and since != visit.held.position:
            raise MovedOn(_MOVED)
        wanted = Wanted(given.kind, given.as_of.isoformat(), given.incident.strip(), given.public)
        try:
            facts, is_new = issued_now(visit, wanted, since=since)
        except OwnDecisions as error:
            raise Forbidden(why=f"{error}: somebody else must publish it") from error
        except GoneOn as error:
            raise MovedOn(_MOVED) from error
        kept = next(
            one
            for one in issued(visit.held.case)
            if (one.facts.report, one.facts.is_public) == (facts.report, facts.is_public)
        )
        position = visit.held.position
        told = ReportMade(report=facts.report, sha256=kept.sha256, is_new=is_new, position=position)
        return made(visit, told, 201, location=f"{ROOT}/cases/{visit.held.slug}/reports/{kept.sha256}")

    return post.once(work)


@router.get(
    "/cases/{case}/bulletin.zip",
    tags=["reports"],
    response_class=Response,
    responses={200: {"content": {ZIP: {"schema": {"type": "string"}}}}},
)
def bulletin(visit: Publisher) -> Response:
    """The whole site of the public reports, to be carried to any web server."""
    return taken_away(visit)


@router.get("/cases/{case}/replies", tags=["replies"], response_model=Page[ReplyTold])
def replies(
    visit: Publisher, state: State = ReplyState.HELD, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Readers' replies in a state, the newest first, without how to reach anybody."""
    desk = desk_of(visit)
    found = sorted(
        desk.store.listed(state) if desk else (), key=lambda one: (one.received_at, one.id), reverse=True
    )
    key = key_of(_LIST, cursor, 2)
    after = [one for one in found if key is None or _key(one) < key]
    page = after[:limit]
    following = cursor_of(_LIST, *_key(page[-1])) if len(after) > limit else None
    items = tuple(map(_told, page))
    return made(visit, Page[ReplyTold](items=items, next=following, position=visit.held.position))


def _key(one: Reply) -> tuple[str, ...]:
    return one.received_at.isoformat(), one.id


@router.get("/cases/{case}/replies/{reply}", tags=["replies"], response_model=ReplyTold)
def reply_told(visit: Publisher, reply: str) -> Response:
    """One reply as it stands."""
    return made(visit, _told(_found(visit, reply)[1]))


@router.post(
    "/cases/{case}/replies/{reply}/decisions",
    tags=["replies"],
    **takes(
        JudgeReply, ReplyTold, status=201, example={"deed": "show", "was": "held", "why": "Of substance."}
    ),
)
def judge(visit: Publisher, post: Posted, reply: str) -> Response:
    """Show, refuse or answer a reply, or call it spam; 409 where it stands otherwise than `was` says."""
    given = post.read(JudgeReply)

    def work() -> Response:
        desk, found = _found(visit, reply)
        if found.state != given.was:
            raise Conflict(f"it is {found.state.value} by now")
        said = Decision(
            deed=given.deed,
            was=found.state,
            why=given.why,
            party=given.party,
            basis=given.basis,
            words=given.words,
            act="",
            modality="",
        )
        _of_body(lambda: done_with(desk, found, said, visit.asker.name))
        return made(visit, _told(desk.store.get(reply)), 201)

    return post.once(work)


@router.post(
    "/cases/{case}/replies/{reply}/claims",
    tags=["replies"],
    **takes(ClaimOfReply, ClaimMade, status=201, example={"act": "deny", "quote": "We did not."}),
)
def claim(visit: Publisher, post: Posted, reply: str) -> Response:
    """Propose a claim: what a party states in a reply that is shown as its word; somebody else accepts it."""
    given = post.read(ClaimOfReply)
    if unknown := [one for one in given.changes if one not in FIELDS]:
        raise InputError(
            Problem("body", 0, f"changes.{one}", "is no field of a claim", tuple(FIELDS)) for one in unknown
        )
    changes = tuple(f"{name}={value}" for name, value in given.changes.items())
    stated = Stated(given.act, given.modality, given.quote.strip(), changes)

    def work() -> Response:
        desk, _ = _found(visit, reply)
        kept = _of_body(lambda: claim_of(desk, reply, stated, visit.asker.name))
        told = visit.held.claims([kept.claim_id])[kept.claim_id]
        address = f"{ROOT}/cases/{visit.held.slug}/claims/{kept.claim_id}"
        position = visit.held.position
        shown = ClaimMade(claim_id=kept.claim_id, claim=told, position=position)
        return made(visit, shown, 201, location=address)

    return post.once(work)


def _found(visit: Visit, reply: str) -> tuple[ReplyDesk, Reply]:
    """The desk and a reply on it; NotFound where the case takes none, or has none of this id."""
    desk = desk_of(visit)
    if desk is None or not reply.isprintable():
        raise NotFound
    try:
        return desk, desk.store.get(reply)
    except InputError as error:
        raise NotFound from error


def _of_body(act: Callable[[], T]) -> T:
    """Do it; what does not fit is told by the fields of the body, and not by options of a command."""
    try:
        return act()
    except CaseError:  # not what was sent is wrong
        raise
    except InputError as error:
        raise InputError(
            Problem("body", 0, one.field or one.file.removeprefix("--").lower(), one.message, one.allowed)
            for one in error.problems
        ) from error


def _told(one: Reply) -> ReplyTold:
    return ReplyTold(
        id=one.id,
        page=one.page,
        name=one.name,
        text=one.text,
        state=one.state.value,
        party=one.mandate.party if one.mandate else None,
        basis=one.mandate.basis if one.mandate else None,
        via=one.via.value,
        received_at=one.received_at,
    )
