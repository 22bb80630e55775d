"""Claims as the ledger holds them, page by page, and each with what was decided on it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from truceline.client.documents import ClaimTold, DecisionTold, Page
from truceline.evidence.claim import Claim, Status
from truceline.ledger.paging import Numbered, Wanted
from truceline.web.api.calls import Reader, told
from truceline.web.api.cursors import Cursor, Limit, cursor_of, number_of
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit

router = APIRouter(tags=["claims"])
_LIST = "claims"
Name = Annotated[str | None, Query(max_length=200)]


@dataclass(frozen=True)
class Chosen:
    """Which claims are asked for."""

    document: str | None
    status: Status | None
    norm: str | None
    source: str | None


def chosen(
    document: Annotated[Name, Query(description="SHA-256 of the document that they rest on.")] = None,
    status: Annotated[Status | None, Query(description="Where they stand in review.")] = None,
    norm: Annotated[Name, Query(description="The promise that they name.")] = None,
    source: Annotated[Name, Query(description="Their source, by id.")] = None,
) -> Chosen:
    """What is asked for; what is left out narrows nothing."""
    return Chosen(document, status, norm, source)


@router.get("/cases/{case}/claims", response_model=Page[Claim])
def claims(
    visit: Reader, asked: Annotated[Chosen, Depends(chosen)], cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Claims in the order they were entered; secret ones only for whoever may read them."""
    last = visit.frame.as_of if visit.request.query_params.get("as_of") else None
    wanted = Wanted(
        asked.document,
        asked.source,
        asked.norm,
        asked.status,
        visit.frame.known_at,
        last,
        number_of(_LIST, cursor),
    )
    with closing(_readable(visit, wanted)) as found:
        page = list(islice(found, limit + 1))
    shown = page[:limit]
    visit.shows(one.claim for one in shown)
    following = cursor_of(_LIST, str(shown[-1].number)) if len(page) > limit else None
    items = tuple(one.claim for one in shown)
    return told(visit, Page[Claim](items=items, next=following, position=visit.position))


def _readable(visit: Visit, wanted: Wanted) -> Generator[Numbered, None, None]:
    with closing(visit.held.case.ledger.paged(wanted, visit.position)) as rows:
        yield from (one for one in rows if reads(visit, one.claim))


def reads(visit: Visit, claim: Claim) -> bool:
    """Whether a visit may read a claim: what follows from acts that it may not see stays out."""
    where = (claim.evidence.document, claim.evidence.row)
    return visit.may_read(claim) and (visit.sees_secrets or where not in visit.unseen)


@router.get("/cases/{case}/claims/{claim_id}", response_model=ClaimTold)
def one_claim(visit: Reader, claim_id: str) -> Response:
    """One claim, by its whole id, with everything decided on it."""
    ledger = visit.held.case.ledger
    found = visit.held.claims([claim_id]).get(claim_id)
    if found is None:
        raise NotFound
    if not visit.may_read(found):
        raise Forbidden(Right.SECRET)
    if not reads(visit, found):
        raise NotFound
    known_at = visit.frame.known_at
    decisions = tuple(
        DecisionTold(status=one.status, at=one.at, by=one.by, why=one.why)
        for one in ledger.decisions(claim_id)
        if known_at is None or one.at <= known_at
    )
    if known_at is not None and found.recorded_at is not None and found.recorded_at > known_at:
        raise NotFound
    visit.shows([found])
    return told(visit, ClaimTold(claim=found, decisions=decisions, position=visit.position))
