"""What the sides say: postures and statements, kept apart from conduct."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.publish.report.spoken import spoken
from truceline.web.console.pages import sections_page
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


@router.get("/cases/{case}/postures")
def postures(visit: Annotated[Visit, Depends(Needs(Right.READ))]) -> Response:
    """Who accepts, bargains or refuses which promise, in whose words."""
    on = visit.setting()
    said = (one.claim_id for entry in on.facts.now.postures for one in entry.claims)
    visit.shows(visit.held.claims(said).values())
    return sections_page(visit, visit.tongue.say("Postures"), [spoken(on)], here="postures")
