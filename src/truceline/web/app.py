"""The whole server as one app: console, API, health. Every request passes the same guards."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

import truceline
from truceline.agreement.structure import said_of
from truceline.errors import InputError, Problem, TrucelineError
from truceline.web.apart import NotYet
from truceline.web.api.allowance import Allowance
from truceline.web.api.app import api
from truceline.web.api.once import Answers, AnswersHere, Once
from truceline.web.api.problems import ForPrograms, answered, is_for_programs
from truceline.web.asker import Door
from truceline.web.console.refused import refused_page, wrong_page
from truceline.web.console.statics import static_file
from truceline.web.console.waiting import waiting_page
from truceline.web.drafts import Drafts
from truceline.web.guards import Bounded, Guarded, Named, SameSite, TooMuch
from truceline.web.hooks.courier import courier_for
from truceline.web.house import House
from truceline.web.jobs import Job, Jobs
from truceline.web.keeping import Turns
from truceline.web.live import Newsroom
from truceline.web.metrics import Gauge, Metrics, MetricsDoor, tallied
from truceline.web.readers import readers_rooms
from truceline.web.refusals import NotFound, Refusal
from truceline.web.rooms import PAGES
from truceline.web.rounds import Rounds, outgoing_for
from truceline.web.signing import Keyring, OpenKeys
from truceline.web.unfinished import Notes
from truceline.web.wellness import Wellness, checks_of

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
CONSOLE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class Serving:
    """How the server is reached."""

    address: str = ""
    """Where browsers see it, as a URL; empty: on this machine alone."""
    hosts: Sequence[str] = ()
    """Further names that it answers to."""
    metrics: str | None = None
    """The token that opens its metrics; null: only this machine may look."""
    is_behind_proxy: bool = False
    """Whether a proxy stands before it: then everybody seems to be this machine."""
    reads_feeds: bool = True
    """Whether it asks the feeds of its cases on their schedule."""
    reaches: Sequence[str] = ()
    """Hosts outside the open web that it may ask for feeds and tell as hooks, each as HOST or HOST:PORT."""
    tells_hooks: bool = True
    """Whether it tells hooks what happens."""
    has_readers: bool = False
    """Whether everybody is shown the public sites of its cases here, and may answer them."""


class Errand(Protocol):
    """What a server does by itself, beside the pages."""

    def start(self) -> None:
        """Begin, in a thread of its own."""

    def stop(self) -> None:
        """Begin nothing any more; nobody waits for it."""

    def close(self) -> None:
        """Stop, and wait a little for what is under way."""


_WITHOUT: dict[str, Any] = {
    "docs_url": None,
    "redoc_url": None,
    "openapi_url": None,
    "redirect_slashes": False,
}
"""What FastAPI would do by itself; pages of its own load scripts from elsewhere."""


def console_app(
    house: House,
    door: Door,
    serving: Serving | None = None,
    *,
    keyring: Keyring | None = None,
    drafts: Drafts | None = None,
    notes: Notes | None = None,
    answers: Answers | None = None,
) -> FastAPI:
    """The app of some cases, for whoever the door lets in.

    `keyring` keeps the keys that people sign with, `drafts` what they have not signed yet, `notes` which work
    was begun; null: nobody does. `answers` keeps what requests with a key were answered; null: only until the
    process ends.
    """
    serving = serving or Serving()
    newsroom = Newsroom(house)
    jobs = Jobs(lambda job: _tell(newsroom, job), notes=notes)
    metrics = Metrics(_gauges(house, newsroom, jobs))
    wellness = Wellness(checks_of(house, door))
    rounds = Rounds(house, outgoing_for("feeds", serving.reaches), newsroom.tell_of_feeds)
    courier = courier_for(house, door, rounds, serving.address, frozenset(serving.reaches))

    errands: list[Errand] = [rounds] if serving.reads_feeds else []
    errands += [courier] if courier is not None and serving.tells_hooks else []
    app = FastAPI(
        title="truceline",
        version=truceline.__version__,
        lifespan=_lifespan(house, newsroom, jobs, wellness, errands),
        **_WITHOUT,
        middleware=_guards(serving, metrics),
        exception_handlers=_handlers(),
        routes=[*_plain_routes(wellness, metrics, serving), *_readers(house, serving)],
    )
    app.state.house, app.state.door, app.state.newsroom = house, door, newsroom
    app.state.jobs, app.state.turns, app.state.rounds = jobs, Turns(), rounds
    app.state.serving, app.state.allowance = serving, Allowance()
    app.state.once = Once(answers or AnswersHere())
    app.state.keyring, app.state.drafts, app.state.open_keys = keyring, drafts, OpenKeys()
    app.state.courier = courier
    _open_rooms(app)
    return app


def _lifespan(
    house: House, newsroom: Newsroom, jobs: Jobs, wellness: Wellness, errands: Sequence[Errand]
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """What begins with the server and ends with it."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(newsroom.watch())
        for task in (house.warm, house.tidy):
            threading.Thread(target=task, name=task.__name__, daemon=True).start()
        for one in errands:
            one.start()
        yield
        newsroom.close()
        for one in errands:
            one.stop()
        for one in errands:
            await run_in_threadpool(one.close)
        await run_in_threadpool(house.close)
        await run_in_threadpool(jobs.close)
        wellness.close()
        await watching

    return lifespan


def _open_rooms(app: FastAPI) -> None:
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    app.include_router(api())


def stopping(app: FastAPI) -> Callable[[], None]:
    """What ends streams and asks work to stop; for the server to call when it is told to stop."""

    def ending() -> None:
        app.state.newsroom.close()
        app.state.jobs.stop()
        app.state.rounds.stop()
        if app.state.courier is not None:
            app.state.courier.stop()

    return ending


def _plain_routes(wellness: Wellness, metrics: Metrics, serving: Serving) -> list[BaseRoute]:
    """What has no page: files, and what programs ask about the server itself."""
    metrics_door = MetricsDoor(metrics, serving.metrics, is_behind_proxy=serving.is_behind_proxy)
    return [
        Named("/static/{name}", static_file, methods=["GET"]),
        Named("/health", wellness.health, methods=["GET"]),
        Named("/ready", wellness.ready, methods=["GET"]),
        Named("/metrics", metrics_door.give, methods=["GET"]),
    ]


def _readers(house: House, serving: Serving) -> list[BaseRoute]:
    """What everybody sees, where this server shows that, too."""
    return readers_rooms(house) if serving.has_readers else []


def _gauges(house: House, newsroom: Newsroom, jobs: Jobs) -> tuple[Gauge, ...]:
    return (
        Gauge("truceline_streams", "Pages that are open and told of news.", "case", newsroom.open),
        Gauge("truceline_jobs", "Long work, by how it stands.", "state", lambda: tallied(jobs.states())),
        Gauge(
            "truceline_ledger_position",
            "Entries of each ledger.",
            "case",
            lambda: {slug: float(held.position) for slug, held in house.cases.items()},
        ),
    )


def _tell(newsroom: Newsroom, job: Job) -> None:
    """Tell the pages of whoever asked for work how far it is."""
    told = {"id": job.id, "state": job.state.value, "share": job.share}
    newsroom.tell_work(job.slug, job.account, told)


def _guards(serving: Serving, metrics: Metrics) -> list[Middleware]:
    """What every request passes, from the outside in."""
    return [
        Middleware(ForPrograms),
        Middleware(Guarded, policy=CONSOLE_POLICY, seen=metrics.see),
        Middleware(TrustedHostMiddleware, allowed_hosts=[*_LOOPBACK, *serving.hosts], www_redirect=False),
        Middleware(SameSite, address=serving.address),
        Middleware(Bounded, larger=_larger, told=_either(_too_much)),
    ]


UPLOAD_BYTES = 32 * 1024 * 1024
_UPLOADS = ("/desk/documents", "/forms", "/claims", "/drawings", "/mechanism/sign", "/new/propose")

_SENT = (
    "/documents",
    "/acts",
    "/acts/prepared",
    "/checkpoints/check",
    "/drafts",
    "/drawings",
    "/submissions",
    "/submissions/prepared",
)
"""The same of the API."""


def _larger(path: str) -> int | None:
    """How long a body may be on the few paths that take files; null: as anywhere."""
    ends = _SENT if is_for_programs(path) else _UPLOADS
    return UPLOAD_BYTES if path.endswith(ends) else None


Telling = Callable[[Request, Exception], Response]
Handlers = dict[int | type[Exception], Any]
"""By what was raised; Starlette asks for answers of every kind of function."""


def _handlers() -> Handlers:
    """What is answered where a request is refused or fails; the API tells it as problems, pages as pages."""
    pages: dict[type[Exception], Telling] = {
        Refusal: _refused,
        TrucelineError: _wrong,
        TooMuch: _too_much,
        HTTPException: _not_so,
        RequestValidationError: _invalid,
        NotYet: _not_yet,
    }
    return {raised: _either(page) for raised, page in pages.items()}


def _either(page: Telling) -> Telling:
    """The page of an error, or the same as a document where the API was asked."""

    def told(request: Request, error: Exception) -> Response:
        return answered(request, error) if is_for_programs(request.url.path) else page(request, error)

    return told


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused_page(request, error)


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, TrucelineError)
    return wrong_page(request, error)


def _too_much(request: Request, error: Exception) -> Response:
    """A body out of bounds; the rest of it is not read, so the connection ends with the answer."""
    assert isinstance(error, TooMuch)
    told = Refusal()
    told.status = error.status
    page = refused_page(request, told)
    page.headers["Connection"] = "close"
    return page


def _not_yet(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotYet)
    return waiting_page(request, error.what)


def _not_so(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = NotFound()
    told.status = error.status_code
    return refused_page(request, told)


def _invalid(request: Request, error: Exception) -> Response:
    """A parameter or a field of a form that is not of its type; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    problems = [
        Problem(str(one["loc"][0]), 0, ".".join(map(str, one["loc"][1:])), said_of(one))
        for one in error.errors()
    ]
    return wrong_page(request, InputError(problems))
