"""Boundaries: their drawings as GeoJSON, how far rival ones differ, and files of drawings made proposals."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.forms import DifferencesTold, RivalsTold
from truceline.client.receipts import ActsPrepared
from truceline.errors import CaseError, InputError, Problem
from truceline.web.api.acting import as_prepared, public_key
from truceline.web.api.calls import Reader, plainly, told
from truceline.web.api.posts import BYTES, Actor, Posted, made, takes
from truceline.web.console.mechanism_drawings import drawn_deeds
from truceline.web.console.mechanism_lines import boundary_seen, lines_shown, rivals
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import require_possible

router = APIRouter(tags=["mechanism"])
KeyText = Annotated[str, Query(max_length=200, description="The public key that will sign: `tk1...`.")]
DrawingName = Annotated[
    str, Query(max_length=200, description="What the drawing is called [default: as each feature says].")
]


@router.get("/cases/{case}/boundaries/{zone}/lines", response_model=dict[str, Any])
def lines(visit: Reader, zone: str) -> Response:
    """Every drawing that one may see, with who stands behind it, as GeoJSON."""
    return plainly(visit, lines_shown(Seat(visit), zone))


@router.get("/cases/{case}/boundaries/{zone}/differences", response_model=DifferencesTold)
def differences(visit: Reader, zone: str) -> Response:
    """How far every two drawings of one segment differ, of those that one may see."""
    seat = Seat(visit)
    found = tuple(
        RivalsTold(
            segment=segment,
            first=one.first,
            second=one.second,
            area=one.is_area,
            **one.gap.model_dump(),
        )
        for segment, one in rivals(boundary_seen(seat, zone), seat)
    )
    return told(visit, DifferencesTold(rivals=found, position=visit.position))


@router.post("/cases/{case}/boundaries/{zone}/drawings", **takes(None, ActsPrepared, kind=BYTES))
def drawings(visit: Actor, post: Posted, zone: str, key: KeyText, drawing: DrawingName = "") -> Response:
    """The proposals that a file of GeoJSON makes, as they would be signed; nothing is entered by it."""
    post.require_kind(BYTES)
    seat = Seat(visit, public_key(key, "query"))
    boundary_seen(seat, zone)

    def work() -> Response:
        try:
            deeds = drawn_deeds(seat, zone, post.body, drawing.strip() or None)
            require_possible(seat, deeds)
        except CaseError:  # not what was sent is wrong
            raise
        except InputError as error:
            # The file lies in a folder of ours while it is read: its name is not told.
            raise InputError(
                Problem("body", one.line, one.field, one.message, one.allowed) for one in error.problems
            ) from None
        acts = tuple(map(as_prepared, deeds))
        return made(visit, ActsPrepared(acts=acts, position=visit.held.position))

    return post.once(work)
