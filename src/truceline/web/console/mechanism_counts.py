"""The dual count: each side's daily figures beside the other's, and beside what everybody else tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.case.tallying import tallied
from truceline.mechanism.tallies import Tally
from truceline.publish.chips import Sign
from truceline.publish.report.happened import incidents_withheld
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import state_sign
from truceline.web.console.pages import case_page
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
PAGE = 80


@router.get("/cases/{case}/mechanism/counts")
def figures(visit: Annotated[Visit, Depends(Needs(Right.READ))], place: str = "", page: int = 1) -> Response:
    """Week by week how the figures agree, then day by day each figure beside the others."""
    seat = Seat(visit)
    seen = [one for one in seat.matters if isinstance(one, Tally)]
    sides = tuple(dict.fromkeys(who for one in seen for who in sorted(one.figures)))
    days = sorted(_days(seen, sides), key=lambda one: (one.day, one.place), reverse=True)
    chosen = [one for one in days if place in ("", one.place)]
    pages = max(1, -(-len(chosen) // PAGE))
    at = min(max(page, 1), pages)
    key = ("tallied", visit.position, seat.viewer, visit.sees_secrets)
    found = visit.held.kept(key, lambda: tallied(visit.held.case, seen, reads=visit.may_read))
    visit.shows(found.reserved)
    withheld = sum(one.withheld for one in found.weeks)
    return case_page(
        visit,
        "counts.html",
        here="mechanism",
        seat=seat,
        weeks=tuple(reversed(found.weeks)),
        withheld=incidents_withheld(visit.tongue, withheld) if withheld else "",
        sides=sides,
        days=chosen[(at - 1) * PAGE : at * PAGE],
        places=tuple(sorted({one.place for one in days})),
        place=place,
        at=at,
        pages=pages,
        found=len(chosen),
    )


@dataclass(frozen=True)
class DayTold:
    """The figures of one place and day."""

    id: str
    place: str
    day: date
    figures: tuple[int | None, ...]
    """By side, in the order of the heads."""
    state: str
    sign: Sign


def _days(seen: list[Tally], sides: tuple[str, ...]) -> Iterator[DayTold]:
    for one in seen:
        given = one.figures
        figures_ = tuple(given.get(who) for who in sides)
        yield DayTold(one.id, one.governorate, one.day, figures_, one.state, state_sign(one.state))
