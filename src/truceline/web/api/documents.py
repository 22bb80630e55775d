"""Documents: what the case holds, their text with the claims that rest on it, and their bytes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from truceline.client.documents import DocumentText, DocumentTold, MarkedClaim, Page
from truceline.errors import CaseError
from truceline.ledger.entry import Document as Kept
from truceline.web.api.calls import Reader, headers_of, told
from truceline.web.api.claims import reads
from truceline.web.api.cursors import Cursor, Limit, cursor_of, key_of, wrong_cursor
from truceline.web.console.documents import OWN, claims_of, document_kept, read
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit

router = APIRouter(tags=["documents"])
_LIST = "documents"
Sha256 = Annotated[str, Path(description="SHA-256 of its bytes, in hex digits.", max_length=64)]


@router.get("/cases/{case}/documents", response_model=Page[DocumentTold])
def documents(visit: Reader, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """The documents that the case holds, in the order they came in."""
    frame = visit.frame
    held = [one for one in visit.held.case.ledger.documents() if one.media_type not in OWN]
    held = [one for one in held if frame.sees(one.entered_at)]
    key, start = key_of(_LIST, cursor), 0
    if key is not None:
        before = [at for at, one in enumerate(held) if one.sha256 == key[0]]
        if not before:
            raise wrong_cursor()
        start = before[0] + 1
    page = held[start : start + limit]
    following = cursor_of(_LIST, page[-1].sha256) if len(held) > start + limit else None
    items = tuple(_told(one) for one in page)
    return told(visit, Page[DocumentTold](items=items, next=following, position=visit.position))


def _told(one: Kept) -> DocumentTold:
    return DocumentTold(
        sha256=one.sha256,
        name=one.name,
        media_type=one.media_type,
        size=one.size,
        entered_at=one.entered_at,
    )


@router.get("/cases/{case}/documents/{sha256}", response_model=DocumentText)
def document(visit: Reader, sha256: Sha256) -> Response:
    """One document as read, with the claims that rest on it and where each one's sentence stands."""
    kept = document_kept(visit, sha256)
    _require_readable(visit, sha256)
    claims = tuple(one for one in claims_of(visit, sha256) if reads(visit, one))
    visit.shows(claims)
    text = read(visit, kept)
    marks = tuple(
        MarkedClaim(claim_id=one.claim_id, status=one.status, span=one.evidence.span, says=one.says)
        for one in claims
    )
    return told(
        visit,
        DocumentText(
            document=_told(kept),
            title=text.title,
            language=text.language,
            published_on=text.published_on,
            text=text.text,
            claims=marks,
        ),
    )


@router.get(
    "/cases/{case}/documents/{sha256}/content",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {"type": "string"}}}}},
)
def content(visit: Reader, sha256: Sha256) -> Response:
    """The bytes of a document, to be saved: no browser shows them as a page of this server."""
    document_kept(visit, sha256)
    _require_readable(visit, sha256)
    visit.shows(claims_of(visit, sha256))
    try:
        whole = visit.held.case.ledger.document(sha256)
    except CaseError as error:
        raise NotFound from error
    headers = {
        **headers_of(visit),
        "Content-Disposition": f'attachment; filename="{sha256}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(whole, headers=headers, media_type="application/octet-stream")


def _require_readable(visit: Visit, sha256: str) -> None:
    """A document on which a secret claim rests is read whole by whoever may read that, or not at all."""
    if not all(map(visit.may_read, claims_of(visit, sha256))):
        raise Forbidden(Right.SECRET)
