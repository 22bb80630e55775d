"""What a browser is shown while a page of a large case is worked out; it comes by itself when it is ready."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from truceline.web.console.pages import plain_page
from truceline.web.house import FACTS
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


@router.get("/cases/{case}/assessed")
def assessed(visit: Annotated[Visit, Depends(Needs(Right.READ))]) -> Response:
    """Answers a script when the case is judged in the frame asked for: then the page can be loaded."""
    if "hx-request" not in visit.request.headers:
        return Response(status_code=204)
    if visit.request.query_params.get("what") == FACTS:
        visit.facts()
    else:
        _ = visit.assessment
    return Response(status_code=204, headers={"HX-Refresh": "true"})


def waiting_page(request: Request, what: str) -> Response:
    """The page of what is being worked out, instead of one that was asked for."""
    slug = request.url.path.split("/")[2]
    ready = f"/cases/{slug}/assessed?{urlencode({'what': what})}&{request.url.query}"
    return plain_page(request, "waiting.html", status=202, ready=ready)
