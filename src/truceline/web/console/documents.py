"""Documents: what the case holds, and each with the sentences that claims rest on, marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.errors import CaseError
from truceline.evidence.claim import Claim, Status
from truceline.ledger.entry import Document as Kept
from truceline.mechanism.media import MEDIA_TYPE as ACTS
from truceline.publish.report.issued import MEDIA_TYPE as REPORTS
from truceline.reading.document import Document
from truceline.reading.formats.read import read_document
from truceline.web.console.pages import case_page
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
OWN = frozenset({ACTS, REPORTS})
"""Media types of what the case keeps of its own: acts and issued reports are read on pages of theirs."""


@router.get("/cases/{case}/documents")
def documents(visit: Reader) -> Response:
    """The documents that the case holds, the newest first."""
    held = [one for one in visit.held.case.ledger.documents() if one.media_type not in OWN]
    return case_page(visit, "documents.html", here="documents", documents=tuple(reversed(held)))


@router.get("/cases/{case}/documents/{sha256}")
def document(visit: Reader, sha256: str, claim: str = "") -> Response:
    """One document as read, each claim's sentence marked; `claim` is the one to come to."""
    kept = document_kept(visit, sha256)
    claims = claims_of(visit, sha256)
    if not all(map(visit.may_read, claims)):
        raise Forbidden(Right.SECRET)
    visit.shows(claims)
    text = read(visit, kept)
    return case_page(
        visit,
        "document.html",
        here="documents",
        kept=kept,
        document=text,
        blocks=tuple(marked(text, claims, claim)),
        claims=claims,
    )


def document_kept(visit: Visit, sha256: str) -> Kept:
    """The document of this digest; NotFound where the case holds none that may be read here."""
    held = (one for one in visit.held.case.ledger.documents() if one.sha256 == sha256)
    found = next((one for one in held if one.media_type not in OWN), None)
    if found is None:
        raise NotFound
    return found


def claims_of(visit: Visit, sha256: str) -> tuple[Claim, ...]:
    """The claims that rest on a document, in the order of its words; overtaken ones are left out."""
    ledger = visit.held.case.ledger
    ids = [one.claim_id for one in ledger.of_document(sha256)]
    gone = (Status.SUPERSEDED, Status.WITHDRAWN)
    found = (one for one in visit.held.claims(ids).values() if one.status not in gone)
    return tuple(sorted(found, key=lambda one: (one.evidence.span or (0, 0), one.claim_id)))


def read(visit: Visit, kept: Kept) -> Document:
    """The document as text. NotFound where its words were withdrawn or its file cannot be read any more."""
    ledger = visit.held.case.ledger

    def again() -> Document:
        return read_document(ledger.document(kept.sha256), kept.name)

    try:
        return visit.held.kept(("document", kept.sha256), again)
    except CaseError as error:
        raise NotFound from error


@dataclass(frozen=True)
class Piece:
    """A stretch of a document's text, and the claims whose sentence it is part of."""

    text: str
    claims: tuple[Claim, ...]
    cited: bool
    """Whether it is the sentence to come to."""


@dataclass(frozen=True)
class BlockTold:
    """A paragraph, heading or item, in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


def marked(document: Document, claims: Sequence[Claim], wanted: str = "") -> Iterator[BlockTold]:
    """The blocks of a document, cut where sentences of claims begin and end."""
    spans = [(one.evidence.span, one) for one in claims if one.evidence.span is not None]
    blocks = document.blocks
    stretches = [(one.start, one.end, one.kind) for one in blocks] or [(0, len(document.text), "paragraph")]
    for start, end, kind in stretches:
        here = [(span, one) for span, one in spans if span[0] < end and span[1] > start]
        cuts = {start, end, *(min(max(at, start), end) for span, _ in here for at in span)}
        pieces = []
        for first, last in pairwise(sorted(cuts)):
            over = tuple(one for span, one in here if span[0] <= first and span[1] >= last)
            cited = any(one.claim_id == wanted for one in over)
            pieces.append(Piece(document.text[first:last], over, cited))
        yield BlockTold(kind, tuple(pieces))
