"""Hooks: addresses of one's own that are told what happens in a case."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query
from starlette.responses import Response

from truceline.client.documents import (
    DeliveriesTold,
    DeliveryTold,
    HookAsked,
    HookMade,
    HooksTold,
    HookTold,
)
from truceline.errors import InputError, Problem
from truceline.hooks.hook import CHOICES, Delivery, Ending, Event, Hook
from truceline.web.api.calls import POSITION, Reader
from truceline.web.console.hooks import courier, made_for, own, seen
from truceline.web.visit import Visit

router = APIRouter(tags=["hooks"])
_EMPTY = 204
_MADE = 201


@router.get("/cases/{case}/hooks", response_model=HooksTold)
def hooks(visit: Reader) -> Response:
    """One's own hooks, for auditors everybody's; ended ones for a month."""
    found = seen(visit, courier(visit))
    return _told(visit, HooksTold(hooks=tuple(map(_hook, found))).model_dump_json())


@router.post("/cases/{case}/hooks", response_model=HookMade, status_code=_MADE)
def make(visit: Reader, asked: Annotated[HookAsked, Body()]) -> Response:
    """A new hook; its secret is told this once. Made with a token, it ends with the token."""
    made = made_for(visit, courier(visit), asked.url, _events(asked.events))
    told = HookMade(hook=_hook(made.hook), secret=made.secret)
    return _told(visit, told.model_dump_json(), _MADE)


@router.delete("/cases/{case}/hooks/{hook}", status_code=_EMPTY, response_class=Response)
def end(visit: Reader, hook: str) -> Response:
    """Tell one's own hook of nothing any more."""
    found = courier(visit)
    found.store.end(own(visit, found, hook), Ending.OWNER, visit.asker.account)
    return Response(status_code=_EMPTY)


@router.post("/cases/{case}/hooks/{hook}/trial", status_code=_EMPTY, response_class=Response)
def trial(visit: Reader, hook: str) -> Response:
    """Send one's own hook a trial."""
    found = courier(visit)
    found.trial(own(visit, found, hook))
    return Response(status_code=_EMPTY)


@router.post("/cases/{case}/hooks/{hook}/again", status_code=_EMPTY, response_class=Response)
def again(visit: Reader, hook: str) -> Response:
    """Try what was given up anew, under the same ids."""
    found = courier(visit)
    found.store.again(own(visit, found, hook).id)
    return Response(status_code=_EMPTY)


@router.get("/cases/{case}/hooks/{hook}/deliveries", response_model=DeliveriesTold)
def deliveries(visit: Reader, hook: str, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Response:
    """What became of the deliveries of one's own hook, the latest first."""
    found = courier(visit)
    last = found.store.deliveries(own(visit, found, hook).id, limit)
    return _told(visit, DeliveriesTold(deliveries=tuple(map(_delivery, last))).model_dump_json())


def _events(asked: tuple[str, ...]) -> tuple[Event, ...]:
    known = {one.value: one for one in CHOICES}
    if unknown := [one for one in asked if one not in known]:
        raise InputError(Problem("events", 0, one[:80], "is no event", tuple(known)) for one in unknown)
    return tuple(known[one] for one in asked)


def _told(visit: Visit, content: str, status: int = 200) -> Response:
    """An answer without `ETag`: it follows from more than the ledger's position."""
    headers = {POSITION: str(visit.position), "Cache-Control": "private, no-store"}
    return Response(content.encode(), status, headers, "application/json")


def _hook(one: Hook) -> HookTold:
    return HookTold(
        id=one.id,
        host=one.host,
        events=tuple(sorted(event.value for event in one.events)),
        position=one.mark.position,
        made_at=one.made_at,
        ended_at=one.ended_at,
        ended_by=one.ended_by.value if one.ended_by else None,
    )


def _delivery(one: Delivery) -> DeliveryTold:
    return DeliveryTold(
        id=one.id,
        event=one.event.value,
        state=one.fate.value,
        made_at=one.made_at,
        tries=one.tries,
        tried_at=one.tried_at,
        next_at=one.next_at,
        fault=one.fault,
    )
