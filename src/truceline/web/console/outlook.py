"""The outlook: what the next days may bring, how good forecasts were, and what changed before."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.publish.report.ahead import outlook, tensions
from truceline.publish.report.composed import Section
from truceline.publish.report.figures import fans, timeline
from truceline.web.console.pages import sections_page
from truceline.web.console.work import prepared
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


@router.get("/cases/{case}/outlook")
def ahead(visit: Annotated[Visit, Depends(Needs(Right.READ))]) -> Response:
    """Forecasts with their scores so far, deadlines, tensions within each side."""
    say = visit.tongue.say
    held, frame, position = visit.held, visit.frame, visit.position
    waits = prepared(
        visit,
        held.facts_key(frame, position, outlook=True),
        lambda: held.facts(frame, position, outlook=True),
        say("Working out the outlook"),
        "outlook",
    )
    if waits is not None:
        return waits
    on = visit.setting(outlook=True)
    visit.shows(visit.held.claims(on.facts.weighed).values())
    deadlines = tuple(timeline(on))
    told = [
        outlook(on, *fans(on)),
        tensions(on),
        Section("deadlines", say("Deadlines"), deadlines) if deadlines else None,
    ]
    return sections_page(visit, say("Outlook"), told, here="outlook")
