"""A case with made-up events of every sort, and a page of its map as the console would serve it."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jinja2
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin, Recording
from truceline.web.app import CONSOLE_POLICY
from truceline.web.console.statics import static_file
from truceline.web.guards import Guarded
from truceline.web.map.case_map import CaseMap
from truceline.web.map.page import MapPart, Urls
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import Wanted

TEMPLATES = Path(__file__).parents[3] / "src" / "truceline" / "web" / "console" / "templates"
AS_OF = date(2019, 1, 15)
FIRST = date(2018, 9, 17)
FRAME = Frame(AS_OF)
MOST = 2000
LAYERS = ("base", "zones", "patrols", "sightings")
ORIGIN = Origin("test", "made up")
_ACTS = ("shell", "air_strike", "clash", "kill", "abduct", "deploy")
_PARTIES = ("syria-gov", "russia", None)
_PAGE = """<!DOCTYPE html>
<html lang="{{ map.language }}" dir="{{ map.direction }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Map</title>
<link rel="stylesheet" href="/static/look.css"><link rel="stylesheet" href="/static/console.css">
<link rel="stylesheet" href="/static/map.css"><script src="/static/map.js" defer></script></head>
<body><main>{% include "map_part.html" %}</main></body></html>"""


def told(number: int, **given: Any) -> Claim:
    """A claim of a shelling inside the zone, with whatever is given instead."""
    fields: dict[str, Any] = {
        "kind": "event",
        "act": "shell",
        "actor": [{"text": "the army", "party": "syria-gov"}],
        "place": [{"text": "a village", "lat": 35.62, "lon": 36.7, "precision": 1}],
        "time": {"start": date(2018, 11, 1), "end": date(2018, 11, 1), "precision": 1},
        "source": {"id": f"wire-{number}", "family": f"wire-{number}", "reliability": "B"},
        "published_on": date(2018, 11, 2),
        "evidence": {"file": "a" * 64, "row": number},
        "says": f"Event number {number}.",
    }
    return Claim.model_validate(fields | given)


def many(count: int, seed: int = 7) -> Iterator[Claim]:
    """Events of all kinds round the zones; some denied, planned, or only possible."""
    chance = random.Random(seed)  # noqa: S311 - made up, no secret
    for number in range(count):
        day = FIRST + timedelta(days=chance.randrange((AS_OF - FIRST).days))
        how = number % 11
        party = chance.choice(_PARTIES)
        place = {
            "text": f"village {number}",
            "lat": chance.gauss(35.55, 0.35),
            "lon": chance.gauss(36.55, 0.4),
        }
        yield told(
            number,
            act=chance.choice(_ACTS),
            actor=[{"text": "somebody", "party": party}],
            place=[place | {"precision": chance.choice((1, 1, 2))}],
            time={"start": day, "end": day, "precision": 1},
            published_on=day,
            polarity="negative" if how == 3 else "positive",
            modality={5: "intended", 7: "possible"}.get(how, "asserted"),
        )


def filled(folder: Path, claims: Iterable[Claim]) -> Case:
    """The case of a folder with claims besides."""
    case = Case.open(folder)
    case.ledger.append(ORIGIN, claims, recorded=Recording.PUBLISHED)
    return case


def app(case: Case, reader: Reader) -> Starlette:
    """A page of the map and its layers, behind the console's own policy."""
    drawn = CaseMap(case, lambda: AS_OF)
    loader = jinja2.ChoiceLoader(
        [jinja2.FileSystemLoader(TEMPLATES), jinja2.DictLoader({"page.html": _PAGE})]
    )
    pages = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    assessment = case.assess(FRAME)

    def wanted(request: Request) -> Wanted:
        query = request.query_params
        given = Wanted.of({name: query.getlist(name) for name in query}, case.agreement)
        return replace(given, most=MOST)

    def page(request: Request) -> Response:
        language = request.query_params.get("lang", "en")
        asked = wanted(request)
        events = drawn.events(FRAME, reader, asked, assessment)
        part = MapPart(
            on=drawn.voice(language),
            wanted=asked,
            urls=Urls("/events", *(f"/{one}?lang={language}" for one in LAYERS)),
            first=FIRST,
            last=AS_OF,
            bounds=drawn.bounds,
            events=events,
            action="/",
            kept={"lang": language},
            drawing=drawn.drawing(FRAME, reader, events, language),
            hrefs={"claim": "/claims/{id}", "proof": "/proof/{id}"},
        )
        return HTMLResponse(pages.get_template("page.html").render(map=part))

    def layer(request: Request) -> Response:
        language = request.query_params.get("lang", "en")
        made_of = {
            "base": lambda: drawn.base(language),
            "zones": lambda: drawn.zones(FRAME, reader, language),
            "events": lambda: drawn.events(FRAME, reader, wanted(request), assessment),
            "patrols": lambda: drawn.patrols(FRAME, reader, language),
            "sightings": lambda: drawn.sightings(FRAME, reader, language),
        }
        name = request.path_params["name"]
        if name not in made_of:
            return Response("not found", 404)
        return Response(json.dumps(made_of[name]()), media_type="application/geo+json")

    routes = [Route("/", page), Route("/static/{name}", static_file), Route("/{name}", layer)]
    return Starlette(routes=routes, middleware=[Middleware(Guarded, policy=CONSOLE_POLICY)])


@contextmanager
def served(asgi: Starlette) -> Iterator[str]:
    """The app on a port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(asgi, port=0, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
