"""Withdrawals: what was declared beside what was counted, and what was seen since, with its depth."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.mechanism.withdrawals import Site, Withdrawal
from truceline.publish.report import ground
from truceline.publish.report.setting import Setting
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import matter_told, state_sign
from truceline.web.console.pages import case_page
from truceline.web.console.span import Span
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


@router.get("/cases/{case}/withdrawals")
def withdrawals(visit: Annotated[Visit, Depends(Needs(Right.READ))]) -> Response:
    """What left, by whose word, in the frame asked for."""
    seat = Seat(visit)
    seen = [one for one in seat.matters if isinstance(one, Withdrawal | Site)]
    return case_page(
        visit,
        "withdrawals.html",
        here="withdrawals",
        span=Span.of(visit),
        part_path="withdrawals",
        section=ground.withdrawals(shown_to(seat)),
        matters=tuple((one, matter_told(one, seat), state_sign(one.state)) for one in seen),
    )


def shown_to(seat: Seat) -> Setting:
    """The facts with those sites and withdrawals alone that the visitor may know of."""
    on = seat.visit.setting()
    whole = {(one.sort, one.id) for one in seat.matters if seat.sees_whole(one)}
    facts = on.facts.model_copy(
        update={
            "sites": tuple(one for one in on.facts.sites if (Site.sort, one.id) in whole),
            "withdrawals": tuple(
                one if seat.visit.sees_secrets else one.model_copy(update={"withheld": 0})
                for one in on.facts.withdrawals
                if (Withdrawal.sort, one.id) in whole
            ),
        }
    )
    return replace(on, facts=facts)
