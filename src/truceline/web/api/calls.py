"""A call: a visit that a program asks for, its frame declared; the answer says of which position it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, cast

from fastapi import Depends, Path, Query, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

import truceline
from truceline.core.canonical import canonical_json
from truceline.errors import InputError, Problem
from truceline.web.api.allowance import Allowance
from truceline.web.asker import Asker
from truceline.web.refusals import Unchanged
from truceline.web.rights import Right
from truceline.web.visit import READING, Needs, Visit, asker_of

POSITION = "Truceline-Position"
CaseName = Annotated[str, Path(description="What the case is called in addresses.", max_length=200)]
AsOf = Annotated[
    str | None, Query(description="The day to look at, YYYY-MM-DD [default: today on the agreement's clock].")
]
KnownAt = Annotated[
    str | None, Query(description="As it was known then: a day (its end) or an instant [default: now].")
]
Instruments = Annotated[
    str | None, Query(description="Ids of the instruments that count, with commas [default: all].")
]
Language = Annotated[str | None, Query(description="`en` or `ar`: for what stands in place of secret words.")]


def counted(request: Request) -> Asker:
    """Who asks, counted; SignedOut or TooOften. Their right is looked at next, before what they ask with."""
    asker = asker_of(request)
    cast("Allowance", request.app.state.allowance).take(asker.account)
    return asker


Counted = Annotated[Asker, Depends(counted)]


def caller(request: Request, asker: Counted) -> Asker:
    """The same for a call that needs no further right; InputError for a parameter that it does not know."""
    require_known(request)
    return asker


Caller = Annotated[Asker, Depends(caller)]


def framed(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    instruments: Instruments = None,
    language: Language = None,
) -> None:
    """Declare a frame for the description; a visit reads it from the address by itself."""
    del as_of, known_at, instruments, language


@dataclass(frozen=True)
class Call:
    """What a route of the API asks for: a right in a case. Gives the visit, its frame read and checked."""

    right: Right

    def __call__(
        self,
        request: Request,
        _asker: Counted,
        _frame: Annotated[None, Depends(framed)],
        case: CaseName,
    ) -> Visit:
        """The visit; InputError for a frame that is none, Unchanged where the caller has this answer."""
        visit = Needs(self.right)(request, case)
        require_known(request)
        _require_frame(visit)
        headers = headers_of(visit)
        if request.method == "GET" and headers["ETag"] in _tags(request):
            raise Unchanged(headers)
        return visit


Reader = Annotated[Visit, Depends(Call(Right.READ))]
Auditor = Annotated[Visit, Depends(Call(Right.AUDIT))]


def _require_frame(visit: Visit) -> None:
    """InputError, by parameters, for a frame that is none."""
    try:
        _ = visit.frame
    except InputError as error:
        raise InputError(
            Problem("query", 0, one.field or one.file, one.message, one.allowed) for one in error.problems
        ) from None


def headers_of(visit: Visit) -> dict[str, str]:
    """The headers of an answer that follows from the ledger's position, the frame and who asks."""
    frame = visit.frame
    told = {
        "engine": truceline.__version__,
        "case": visit.held.slug,
        "position": visit.position,
        "as_of": frame.as_of.isoformat(),
        "today": datetime.now(UTC).date().isoformat(),  # what is held back for days, and embargoes
        "account": visit.asker.account,
        "rights": sorted(visit.rights),
        "viewer": list(visit.viewer),
        "path": visit.request.url.path,
        "query": sorted(visit.request.query_params.multi_items()),
        "language": visit.language,
    }
    tag = sha256(json.dumps(told).encode()).hexdigest()[:32]
    return {
        "ETag": f'"{visit.position}-{tag}"',
        POSITION: str(visit.position),
        "Cache-Control": "private, no-cache",
        "Vary": "Authorization, Cookie, Accept-Language",
    }


def _tags(request: Request) -> set[str]:
    told = request.headers.get("if-none-match", "")
    return {one.strip().removeprefix("W/") for one in told.split(",")}


def require_known(request: Request) -> None:
    """InputError for a parameter that the route does not know: a slip would change the frame in silence."""
    route = request.scope.get("route")
    if not isinstance(route, APIRoute):
        return
    flat = get_flat_params(route.dependant)
    known = {one.alias for one in flat if isinstance(one.field_info, params.Query)}
    named = dict.fromkeys(request.query_params)
    unknown = [
        one for one in named if one not in known and not (one.startswith(READING) and "as_of" in known)
    ]
    if unknown:
        allowed = tuple(sorted(known))
        raise InputError(
            Problem("query", 0, name[:80], "is no parameter of this call", allowed) for name in unknown
        )


def told(visit: Visit, document: BaseModel, headers: Mapping[str, str] | None = None) -> Response:
    """A document as the answer to a call."""
    body = document.model_dump_json(by_alias=True).encode()
    return Response(body, 200, {**headers_of(visit), **(headers or {})}, "application/json")


def plainly(visit: Visit, document: object) -> Response:
    """The same for what is JSON already."""
    return Response(canonical_json(document), 200, headers_of(visit), "application/json")
