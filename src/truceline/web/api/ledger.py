"""The ledger: where it stands, what came in, and what was doubtful in it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.documents import EntryShown, LedgerTold, Page
from truceline.evidence.issue import Issue
from truceline.web.api.calls import Auditor, Reader, told
from truceline.web.api.cursors import Cursor, Limit, cursor_of, number_of

router = APIRouter(tags=["ledger"])


@router.get("/cases/{case}/ledger", response_model=LedgerTold)
def ledger(visit: Reader) -> Response:
    """The ledger's position, and what its chain comes to there."""
    mark = visit.held.case.ledger.mark(visit.position)
    return told(visit, LedgerTold(position=visit.position, mark=mark.digest if mark else None))


@router.get("/cases/{case}/ledger/entries", response_model=Page[EntryShown])
def entries(visit: Auditor, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Every append that added something: what came in, when and by whom."""
    start = number_of("entries", cursor)
    batches = visit.held.case.ledger.batches()
    after = [one for one in batches if start < one.position <= visit.position]
    after = [one for one in after if visit.frame.sees(one.entered_at)]
    page = after[:limit]
    following = cursor_of("entries", str(page[-1].position)) if len(after) > limit else None
    items = tuple(
        EntryShown(
            position=one.position,
            entered_at=one.entered_at,
            kind=one.origin.kind,
            name=one.origin.name,
            sha256=one.origin.sha256,
            by=one.origin.by,
            claims=one.claims,
            issues=one.issues,
        )
        for one in page
    )
    return told(visit, Page[EntryShown](items=items, next=following, position=visit.position))


@router.get("/cases/{case}/issues", response_model=Page[Issue])
def issues(visit: Auditor, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """What was doubtful in rows that came in, in the order it was found."""
    start = number_of("issues", cursor)
    found = visit.held.case.ledger.issues()
    page = found[start : start + limit]
    following = cursor_of("issues", str(start + limit)) if len(found) > start + limit else None
    return told(visit, Page[Issue](items=page, next=following, position=visit.position))
