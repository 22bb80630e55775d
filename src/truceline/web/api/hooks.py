"""Hooks: addresses of one's own that are told what happens in a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.client.documents import (
    DeliveriesTold,
    DeliveryTold,
    HookAsked,
    HookMade,
    HooksTold,
    HookTold,
)
from truceline.errors import CaseError, InputError, Problem
from truceline.hooks.hook import CHOICES, Delivery, Ending, Event, Hook
from truceline.web.api.calls import POSITION, Reader
from truceline.web.api.posts import Looker, Post, Posted, takes, told_to
from truceline.web.console.hooks import courier, made_for, own, seen
from truceline.web.visit import Visit

router = APIRouter(tags=["hooks"])


@router.get("/cases/{case}/hooks", response_model=HooksTold)
def hooks(visit: Reader) -> Response:
    """One's own hooks, for auditors everybody's; ended ones for a month."""
    found = seen(visit, courier(visit))
    return _told(visit, HooksTold(hooks=tuple(map(_hook, found))).model_dump_json())


@router.post(
    "/cases/{case}/hooks",
    **takes(
        HookAsked,
        HookMade,
        status=201,
        example={"url": "https://programs.example/told", "events": ["status_changed", "report_published"]},
    ),
)
def make(visit: Looker, post: Posted) -> Response:
    """A new hook; its secret is told this once. Made with a token, it ends with the token."""
    found, asked = courier(visit), post.read(HookAsked)
    events = _events(asked.events)

    def work() -> Response:
        try:
            made = made_for(visit, found, asked.url, events)
        except CaseError:  # not what was sent is wrong
            raise
        except InputError as error:
            raise InputError(Problem("body", 0, one.file, one.message) for one in error.problems) from None
        return told_to(HookMade(hook=_hook(made.hook), secret=made.secret), 201)

    return post.once(work)


@router.post("/cases/{case}/hooks/{hook}/end", **takes(None, HookTold))
def end(visit: Looker, post: Posted, hook: str) -> Response:
    """Tell one's own hook of nothing any more."""
    found = courier(visit)
    return _done(visit, post, hook, lambda mine: found.store.end(mine, Ending.OWNER, visit.asker.account))


@router.post("/cases/{case}/hooks/{hook}/trial", **takes(None, HookTold))
def trial(visit: Looker, post: Posted, hook: str) -> Response:
    """Send one's own hook a trial."""
    return _done(visit, post, hook, courier(visit).trial)


@router.post("/cases/{case}/hooks/{hook}/again", **takes(None, HookTold))
def again(visit: Looker, post: Posted, hook: str) -> Response:
    """Try what was given up anew, under the same ids."""
    found = courier(visit)
    return _done(visit, post, hook, lambda mine: found.store.again(mine.id))


def _done(visit: Visit, post: Post, hook: str, deed: Callable[[Hook], object]) -> Response:
    """Do something with one's own hook, once; it is told as it stands after that."""
    found = courier(visit)

    def work() -> Response:
        mine = own(visit, found, hook)
        deed(mine)
        return told_to(_hook(found.store.hook(mine.id)))

    return post.once(work)


@router.get("/cases/{case}/hooks/{hook}/deliveries", response_model=DeliveriesTold)
def deliveries(visit: Reader, hook: str, limit: Annotated[int, Query(ge=1, le=500)] = 100) -> Response:
    """What became of the deliveries of one's own hook, the latest first."""
    found = courier(visit)
    last = found.store.deliveries(own(visit, found, hook).id, limit)
    return _told(visit, DeliveriesTold(deliveries=tuple(map(_delivery, last))).model_dump_json())


def _events(asked: tuple[str, ...]) -> tuple[Event, ...]:
    known = {one.value: one for one in CHOICES}
    if unknown := [one for one in asked if one not in known]:
        raise InputError(
            Problem("body", 0, f"events.{asked.index(one)}", "is no event", tuple(known)) for one in unknown
        )
    return tuple(known[one] for one in asked)


def _told(visit: Visit, content: str) -> Response:
    """An answer without `ETag`: it follows from more than the ledger's position."""
    headers = {POSITION: str(visit.position), "Cache-Control": "private, no-store"}
    return Response(content.encode(), 200, headers, "application/json")


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
