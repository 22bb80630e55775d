"""News for open pages: the ledger's position as it grows, and how long work goes on (server-sent events)."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from truceline.errors import CaseError, TrucelineError
from truceline.web.house import House
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit, asker_of

router = APIRouter()
EVERY_S = 1.0
"""How often a ledger is asked for its position while a page of its case is open."""
ALIVE_S = 15.0
"""How often a quiet stream says that it is there; then it is also asked whether its reader still may."""
OPEN_OF_ONE = 8
"""So many pages of one account are told of news; further ones work as they do without script."""
OPEN = 64
"""So many pages altogether: streams must not take the places of requests (see `serving`)."""
_WAITING = 100
"""News that may wait for one slow reader; a reader so slow gets the newest only."""


@dataclass(eq=False)
class Listener:
    """One open page."""

    account: str
    news: asyncio.Queue[tuple[str, str]] = field(default_factory=lambda: asyncio.Queue(_WAITING))

    def tell(self, what: str, told: str) -> None:
        """Hand on a piece of news; the oldest gives way where too many wait."""
        if self.news.full():
            self.news.get_nowait()
        self.news.put_nowait((what, told))


class Newsroom:
    """Knows which pages are open on which case, and tells them what happens. Lives in one event loop."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._listeners: dict[str, set[Listener]] = defaultdict(set)
        self._positions: dict[str, int] = {}
        self._closing = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None

    async def watch(self) -> None:
        """Ask the ledgers of open pages for their positions, for as long as the server runs."""
        self._loop = asyncio.get_running_loop()
        while not self._closing.is_set():
            for slug in [slug for slug, those in self._listeners.items() if those]:
                await self._look(slug)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._closing.wait(), EVERY_S)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self._closing.set()
        for those in self._listeners.values():
            for one in those:
                one.tell("end", "")

    async def _look(self, slug: str) -> None:
        held = self._house.held(slug)
        if held is None:
            return
        # A database that is restarted is asked again a second later.
        with contextlib.suppress(TrucelineError):
            position = await run_in_threadpool(lambda: held.position)
            if self._positions.get(slug) != position:
                self._positions[slug] = position
                self.tell(slug, "position", str(position))

    def tell(self, slug: str, what: str, told: str, account: str | None = None) -> None:
        """Tell the open pages of a case; with an account, its pages alone."""
        for one in self._listeners.get(slug, ()):
            if account is None or one.account == account:
                one.tell(what, told)

    def tell_work(self, slug: str, account: str, work: Mapping[str, Any]) -> None:
        """Tell whoever asked for work how far it is; from any thread."""
        self._soon(slug, "work", json.dumps(work), account)

    def tell_of_feeds(self, slug: str) -> None:
        """Tell the open pages of a case that its feeds were asked; from any thread."""
        self._soon(slug, "feeds", "", None)

    def _soon(self, slug: str, what: str, told: str, account: str | None) -> None:
        if self._loop is not None and not self._closing.is_set():
            with contextlib.suppress(RuntimeError):  # the loop ended meanwhile: nobody listens any more
                self._loop.call_soon_threadsafe(self.tell, slug, what, told, account)

    def open(self) -> dict[str, float]:
        """How many pages are open, by case."""
        return {slug: float(len(those)) for slug, those in self._listeners.copy().items()}

    def has_room(self, account: str) -> bool:
        """Whether one more page of an account can be told of news."""
        everybody = [one for those in self._listeners.values() for one in those]
        own = sum(one.account == account for one in everybody)
        return not self._closing.is_set() and len(everybody) < OPEN and own < OPEN_OF_ONE

    async def stream(self, visit: Visit) -> AsyncIterator[str]:
        """The news of one page, until it is left, its session ends, or the server stops."""
        if not self.has_room(visit.asker.account):
            return
        listener = Listener(visit.asker.account)
        slug = visit.held.slug
        self._listeners[slug].add(listener)
        try:
            position = await run_in_threadpool(lambda: visit.held.position)
            self._positions.setdefault(slug, position)  # else it would be told as news a moment later
            yield _event("position", str(position))
            while not self._closing.is_set():
                try:
                    what, told = await asyncio.wait_for(listener.news.get(), ALIVE_S)
                except TimeoutError:
                    if not await run_in_threadpool(_may_still, visit):
                        return
                    yield ": here\n\n"
                    continue
                if what == "end":
                    return
                yield _event(what, told)
        finally:
            self._listeners[slug].discard(listener)
            if not self._listeners[slug]:
                self._positions.pop(slug, None)


def _may_still(visit: Visit) -> bool:
    """Whether the session still holds, and the role with it; while nobody can say, nothing is told anyhow."""
    state = visit.request.state
    for known in ("asker", "caller"):
        if hasattr(state, known):
            delattr(state, known)
    try:
        asker = asker_of(visit.request)
    except CaseError:  # the accounts cannot be had just now: asked again at the next sign of life
        return True
    except Exception:  # noqa: BLE001 - whatever is wrong, a reader whom nobody knows gets nothing more
        return False
    return Right.READ in asker.rights(visit.held.slug)


def _event(what: str, told: str) -> str:
    return f"event: {what}\ndata: {told}\n\n"


@router.get("/cases/{case}/changes")
async def changes(visit: Annotated[Visit, Depends(Needs(Right.READ))]) -> Response:
    """What happens in a case, as it happens; where too many listen, nothing, and browsers ask again later."""
    newsroom: Newsroom = visit.request.app.state.newsroom
    if not newsroom.has_room(visit.asker.account):
        return Response(status_code=204)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(newsroom.stream(visit), media_type="text/event-stream", headers=headers)
