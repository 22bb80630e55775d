"""What auditors read: entries, decisions, corrections, custody, disclosures, accounts; the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from truceline.client.documents import Page
from truceline.client.record import (
    CorrectionLine,
    CustodyLine,
    DecisionLine,
    DisclosureLine,
    EntryLine,
    JournalLine,
)
from truceline.ledger.consent import SOURCE
from truceline.web.api.cursors import Cursor, Limit, cursor_of, number_of
from truceline.web.api.posts import Checker, told_to
from truceline.web.console.audit import LEFT, words_about
from truceline.web.door import AccountsDoor
from truceline.web.visit import Visit, door_of

router = APIRouter(tags=["ledger"])
T = TypeVar("T")
_LAST = 2**31 - 1
Line = TypeVar("Line", bound=BaseModel)


@router.get("/cases/{case}/audit/entries", response_model=Page[EntryLine])
def entries(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Every entry of the ledger, with what it brought."""
    found = visit.held.case.ledger.history(_before("audit", cursor), limit)
    lines = [
        EntryLine(
            position=one.position, entered_at=one.entered_at, what=one.what, kind=one.kind,
            # What somebody wrote about a source is for those alone who may read secret words.
            name=one.name if one.what != SOURCE or visit.sees_secrets else "",
            by=one.by, digest=one.digest, brought=one.brought,
        )
        for one in found
    ]  # fmt: skip
    return _told(visit, Page[EntryLine], lines, _after("audit", [one.position for one in found], limit))


@router.get("/cases/{case}/audit/decisions", response_model=Page[DecisionLine])
def decisions(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Who decided what on which claim, and why."""
    found = visit.held.case.ledger.decided(_before("decisions", cursor), limit)
    words = words_about(visit, (one.claim_id for one in found))
    lines = [
        DecisionLine(
            position=one.position, at=one.at, claim_id=one.claim_id, status=one.status, by=one.by,
            why=words(one.claim_id, one.why),
        )
        for one in found
    ]  # fmt: skip
    return _told(visit, Page[DecisionLine], lines, _after("decisions", [one.seq for one in found], limit))


@router.get("/cases/{case}/audit/corrections", response_model=Page[CorrectionLine])
def corrections(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Claims that counted and were corrected or taken back."""
    found, after = _sliced("corrections", visit.held.case.ledger.retractions(), cursor, limit)
    words = words_about(visit, (one.claim_id for one in found))
    lines = [CorrectionLine(**{**one._asdict(), "why": words(one.claim_id, one.why)}) for one in found]
    return _told(visit, Page[CorrectionLine], lines, after)


@router.get("/cases/{case}/audit/custody", response_model=Page[CustodyLine])
def custody(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Who took in which document or file; the same bytes twice are two lines."""
    every = [one for one in visit.held.case.ledger.custody() if one.kind not in LEFT]
    found, after = _sliced("custody", every, cursor, limit)
    lines = [
        CustodyLine(
            position=one.position, entered_at=one.entered_at, sha256=one.sha256, name=one.name,
            kind=one.kind, kept=one.kept, size=one.size, claims=one.claims, by=one.by,
        )
        for one in found
    ]  # fmt: skip
    return _told(visit, Page[CustodyLine], lines, after)


@router.get("/cases/{case}/audit/disclosures", response_model=Page[DisclosureLine])
def disclosures(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Each time rows that are not for everybody left, or were looked at."""
    found, after = _sliced("disclosures", visit.held.case.ledger.disclosures(), cursor, limit)
    lines = [
        DisclosureLine(
            position=one.position, at=one.at, outlet=one.outlet.value, restricted=one.rows.restricted,
            secret=one.rows.secret, by=one.by, sha256=one.sha256,
        )
        for one in found
    ]  # fmt: skip
    return _told(visit, Page[DisclosureLine], lines, after)


@router.get("/cases/{case}/audit/accounts", response_model=Page[JournalLine])
def accounts(visit: Checker, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """What happened to accounts in this case: roles, tokens, keys, hooks."""
    before, door = _before("accounts", cursor), door_of(visit.request)
    if not isinstance(door, AccountsDoor):
        return _told(visit, Page[JournalLine], [], None)
    names = {one.id: one.name for one in door.accounts.people.listed()}
    found = door.accounts.journal.listed(case=visit.held.slug, before=before, most=limit)
    lines = [
        JournalLine(
            at=one.at, what=one.what.value, about=names.get(one.about or "", ""),
            by=names.get(one.by or "", ""), detail=one.detail if one.what.value.startswith("role") else "",
        )
        for one in found
    ]  # fmt: skip
    return _told(visit, Page[JournalLine], lines, _after("accounts", [one.seq for one in found], limit))


def _before(what: str, cursor: str | None) -> int | None:
    """The number before which a page begins; null: the first one."""
    return min(number_of(what, cursor), _LAST) or None


def _after(what: str, numbers: Sequence[int], limit: int) -> str | None:
    """The cursor of the page after these, told by the number of the last."""
    return cursor_of(what, str(numbers[-1])) if len(numbers) == limit and numbers[-1] > 1 else None


def _sliced(
    what: str, oldest_first: Sequence[T], cursor: str | None, limit: int
) -> tuple[list[T], str | None]:
    """A page of a list that only grows, the newest first; a cursor counts from the oldest."""
    end = len(oldest_first) if cursor is None else min(number_of(what, cursor), len(oldest_first))
    start = max(0, end - limit)
    return list(reversed(oldest_first[start:end])), cursor_of(what, str(start)) if start else None


def _told(
    visit: Visit, page: Callable[..., Page[Line]], lines: Sequence[Line], after: str | None
) -> Response:
    return told_to(page(items=tuple(lines), next=after, position=visit.held.position))
