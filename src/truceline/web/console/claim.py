"""One claim: what it says slot by slot, its words, what was decided on it, and which promises it bears on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.publish.slots import slots
from truceline.web.console.cited import Telling
from truceline.web.console.pages import case_page
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


@router.get("/cases/{case}/claims/{claim}")
def claim_page(visit: Annotated[Visit, Depends(Needs(Right.READ))], claim: str) -> Response:
    """A claim as it stands now."""
    found = visit.held.claims([claim]).get(claim)
    if found is None:
        raise NotFound
    if not visit.may_read(found):
        raise Forbidden(Right.SECRET)
    visit.shows([found])
    told = Telling(visit, visit.voice, {found.claim_id: found})
    decisions = visit.held.case.ledger.decisions(found.claim_id)
    return case_page(
        visit,
        "claim.html",
        here="desk" if Right.DECIDE in visit.rights else "documents",
        claim=found,
        slots=tuple(slots(found)),
        link=told.link(found),
        decisions=decisions,
    )
