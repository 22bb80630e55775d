"""The first page: the cases that whoever asks has a role in."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from truceline.publish.tongue.tongue import tongue
from truceline.web.console.pages import plain_page
from truceline.web.visit import asker_of, house_of, language_of

router = APIRouter()


@router.get("/")
def home(request: Request) -> Response:
    """The cases one has a role in, each with what one is there."""
    asker = asker_of(request)
    told = tongue(language_of(request, asker))
    house = house_of(request)
    cases = [
        (held, tuple(told.term(one.role.value) for one in asker.roles[slug]))
        for slug, held in house.cases.items()
        if asker.roles.get(slug)
    ]
    return plain_page(request, "cases.html", asker=asker, cases=cases, served=tuple(house.cases.values()))
