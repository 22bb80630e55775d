"""The mechanism at a glance: what waits for whoever looks, and every matter they may know of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.mechanism.kinds import MATTERS
from truceline.mechanism.latency import Wait, waits
from truceline.mechanism.messages import Message
from truceline.publish.chips import Sign
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import matter_told, moment, state_sign
from truceline.web.console.mechanism_waiting import Waiting, waiting
from truceline.web.console.mechanism_words import act_name, sort_name
from truceline.web.console.pages import case_page
from truceline.web.drafts import Draft
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
PAGE = 60
_MANY = "tally"
"""A sort so many that it has a page of its own, and is listed only when asked for."""


@router.get("/cases/{case}/mechanism")
def mechanism(visit: Reader, sort: str = "", state: str = "", find: str = "", page: int = 1) -> Response:
    """What waits for the visitor, and the matters, filtered."""
    seat = Seat(visit)
    chosen = [one for one in lines(seat) if _is_chosen(one, sort, state, find)]
    pages = max(1, -(-len(chosen) // PAGE))
    at = min(max(page, 1), pages)
    return case_page(
        visit,
        "mechanism.html",
        here="mechanism",
        seat=seat,
        waiting=tuple(WaitingTold.of(one, seat) for one in waiting(seat)),
        openings=tuple((kind, act_name(kind, visit.tongue)) for kind in seat.openings()),
        drafts=tuple(_drafts(seat)),
        lines=chosen[(at - 1) * PAGE : at * PAGE],
        found=len(chosen),
        at=at,
        pages=pages,
        sorts=_sorts(seat),
        states=sorted({(one.state, visit.tongue.term(one.state)) for one in lines(seat)}),
        asked={"sort": sort, "state": state, "find": find},
        waits=_waits(seat) if sort == Message.sort else (),
        sort_name=lambda one: sort_name(one, visit.tongue),
    )


@dataclass(frozen=True)
class Line:
    """A matter in a list."""

    sort: str
    id: str
    told: str
    state: str
    sign: Sign
    since: str
    secret: bool


@dataclass(frozen=True)
class WaitingTold:
    """Something that waits for the visitor."""

    sort: str
    id: str
    told: str
    kind: str
    act: str
    segment: str

    @classmethod
    def of(cls, one: Waiting, seat: Seat) -> WaitingTold:
        """In the reader's language."""
        voice = seat.visit.voice
        told = matter_told(one.matter, seat)
        act = act_name(one.kind, voice.tongue)
        return cls(one.matter.sort, one.matter.id, told, one.kind, act, one.given.get("segment", ""))


def lines(seat: Seat) -> Sequence[Line]:
    """Every matter that the visitor may know of, those moved last first."""
    visit = seat.visit
    key = ("mechanism lines", visit.position, seat.viewer, visit.language)
    return visit.held.kept(key, lambda: tuple(_lines(seat)))


def _lines(seat: Seat) -> Iterator[Line]:
    voice = seat.visit.voice
    for one in seat.matters:
        shown = seat.viewer.acts_of(one)
        since = moment(voice, shown[-1].signed.deed.made_at) if shown else ""
        told = matter_told(one, seat)
        yield Line(one.sort, one.id, told, one.state, state_sign(one.state), since, one.is_secret)


def _is_chosen(one: Line, sort: str, state: str, find: str) -> bool:
    if one.sort == _MANY and sort != _MANY:
        return False
    if (sort and one.sort != sort) or (state and one.state != state):
        return False
    return find.casefold() in f"{one.id} {one.told}".casefold()


def _sorts(seat: Seat) -> tuple[tuple[str, str, int], ...]:
    """Each sort of which the visitor knows a matter: its key, name and how many."""
    counted = Counter(one.sort for one in seat.matters)
    tongue = seat.visit.tongue
    return tuple((sort, sort_name(sort, tongue), counted[sort]) for sort in MATTERS if counted[sort])


def _drafts(seat: Seat) -> Iterator[tuple[Draft, str, str, str]]:
    """The drafts of the visitor's cell: each with its act's name, what it is about and since when."""
    if seat.drafts is None or Right.ACT not in seat.visit.rights:
        return
    for one in seat.drafts.of(seat.cell):
        about = next((values[0] for values in one.fields.values() if values and values[0]), "")
        yield one, act_name(one.kind, seat.visit.tongue), about, moment(seat.visit.voice, one.saved_at)


def _waits(seat: Seat) -> tuple[Wait, ...]:
    return waits((one for one in reversed(seat.matters) if isinstance(one, Message)), seat.now)
