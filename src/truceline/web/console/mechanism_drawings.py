"""Drawings of a boundary's segments from a GeoJSON file, proposed all at once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import APIRouter, Depends, File, Form, UploadFile
from pydantic import ValidationError
from starlette.responses import Response

from truceline.agreement.structure import said_of
from truceline.errors import CaseError, InputError, Problem, telling
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.deed import Deed
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.mapping import proposals
from truceline.web.console.mechanism_fields import told_wrong
from truceline.web.console.mechanism_lines import boundary_seen
from truceline.web.console.mechanism_look import look
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import WRONG, require_possible, usual
from truceline.web.console.pages import case_page
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Actor = Annotated[Visit, Depends(Needs(Right.ACT))]


@router.get("/cases/{case}/mechanism/boundary/{zone}/drawings")
def drawings(visit: Actor, zone: str) -> Response:
    """Where a file of drawings is given."""
    seat = Seat(visit)
    return _page(seat, boundary_seen(seat, zone))


@router.post("/cases/{case}/mechanism/boundary/{zone}/drawings")
def proposed(
    visit: Actor, zone: str, file: Annotated[UploadFile, File()], drawing: Annotated[str, Form()] = ""
) -> Response:
    """The proposals that a file makes, as they would be signed."""
    seat = Seat(visit)
    boundary = boundary_seen(seat, zone)
    try:
        deeds = drawn_deeds(seat, zone, file.file.read(), drawing.strip() or None)
        require_possible(seat, deeds)
    except CaseError:
        raise
    except InputError as error:
        return _page(seat, boundary, [told_wrong(one, visit.voice) for one in error.problems], drawing)
    return look(seat, deeds)


def drawn_deeds(seat: Seat, zone: str, content: bytes, drawing: str | None) -> list[Deed]:
    """The proposals that a file of GeoJSON makes; InputError where it is none, or the key is not theirs."""
    own = usual(seat)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "drawings.geojson"
        path.write_bytes(content)
        values = list(proposals(path, zone, drawing))
    return [_deed({**own, **one}) for one in values]


def _deed(values: dict[str, Any]) -> Deed:
    try:
        return deed_from(values)
    except ValidationError as error:
        wrong = error.errors(include_url=False, include_input=False)
        where = values.get("segment", "")
        raise InputError(
            [
                Problem(
                    "form",
                    0,
                    str(one["loc"][-1]),
                    telling("{name}: {detail}", name=where, detail=said_of(one)),
                )
                for one in wrong
            ]
        ) from None


def _page(
    seat: Seat, boundary: Boundary, problems: list[str] | tuple[str, ...] = (), drawing: str = ""
) -> Response:
    return case_page(
        seat.visit,
        "drawings.html",
        here="mechanism",
        status=WRONG if problems else 200,
        seat=seat,
        boundary=boundary,
        problems=problems,
        drawing=drawing,
    )
