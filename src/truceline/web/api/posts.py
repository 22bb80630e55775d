"""Posts: calls that change something. Each carries a key, and what it was sent is read strictly."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem
from truceline.web.api.calls import POSITION, Caller, CaseName, Counted, require_known
from truceline.web.api.once import once_of
from truceline.web.asker import Asker
from truceline.web.refusals import BadRequest, LookFirst, MovedOn, WrongKind
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

Document = TypeVar("Document", bound=BaseModel)
KEY = "Idempotency-Key"
JSON = "application/json"
BYTES = "application/octet-stream"
_KEY = re.compile(r"[!-~]{1,200}")
_TAG = re.compile(r'(?:W/)?"(\d{1,15})(?:-[0-9a-f]{32})?"')
_DEPTH = 32
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Characters that no text of a person holds; some databases take none of them."""


@dataclass(frozen=True)
class Writer:
    """What a call that changes a case asks for: a right in it. Gives the visit; it is of no frame."""

    right: Right

    def __call__(self, request: Request, _asker: Counted, case: CaseName) -> Visit:
        """The visit; SignedOut, NotFound or Forbidden where there can be none."""
        visit = Needs(self.right)(request, case)
        require_known(request)
        return visit


Proposer = Annotated[Visit, Depends(Writer(Right.PROPOSE))]
Decider = Annotated[Visit, Depends(Writer(Right.DECIDE))]
Actor = Annotated[Visit, Depends(Writer(Right.ACT))]
Publisher = Annotated[Visit, Depends(Writer(Right.PUBLISH))]
Checker = Annotated[Visit, Depends(Writer(Right.AUDIT))]
Looker = Annotated[Visit, Depends(Writer(Right.READ))]
"""For what is one's own already, whatever right it was begun with."""


@dataclass(frozen=True)
class Post:
    """What a call was sent."""

    request: Request
    asker: Asker
    key: str
    body: bytes

    def read(self, model: type[Document]) -> Document:
        """The body as a document; InputError with everything in it that does not fit."""
        self.require_kind(JSON)
        require_plain(self.body)
        try:
            return model.model_validate_json(self.body, strict=True)
        except ValidationError as error:
            raise InputError(
                Problem("body", 0, ".".join(map(str, one["loc"])), one["msg"])
                for one in error.errors(include_url=False, include_input=False)
            ) from None

    def require_kind(self, kind: str) -> None:
        """WrongKind where the body says that it is something else: no form of a page can send these."""
        if self.request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
            raise WrongKind(f"send it as {kind}")

    def once(self, work: Callable[[], Response]) -> Response:
        """Do it, once for its key."""
        return once_of(self.request).answered(self.asker.account, self.key, self._digest, work)

    @property
    def _digest(self) -> str:
        """Which request this is; with other rights it is another one, that could be told other things."""
        request, asker = self.request, self.asker
        whole = [
            request.method,
            request.url.path,
            sorted(request.query_params.multi_items()),
            request.headers.get("if-match", ""),
            digest_bytes(self.body),
            sorted(asker.limit) if asker.limit is not None else None,
            sorted((case, *map(str, held)) for case, several in asker.roles.items() for held in several),
        ]
        return sha256(json.dumps(whole).encode()).hexdigest()

    def since(self, *, required: bool = False) -> int | None:
        """The position that the caller has looked at (`If-Match`); null where none is given.

        LookFirst where one is required; BadRequest for what names no position.
        """
        told = self.request.headers.get("if-match", "").strip()
        if not told:
            if required:
                raise LookFirst("name the state that you looked at: send its ETag in If-Match")
            return None
        found = _TAG.fullmatch(told)
        if found is None:
            raise BadRequest("If-Match takes one ETag of this server, as it was given")
        return int(found[1])

    def require_unmoved(self, visit: Visit, last: int) -> None:
        """MovedOn where what is written to moved (`last`: by which entry) after the caller looked at it."""
        since = self.since(required=True)
        assert since is not None
        if last > since or since > visit.held.position:
            raise MovedOn("it changed after the position that you looked at")


async def posted(request: Request, asker: Caller) -> Post:
    """What a call was sent, with its key; BadRequest without one."""
    key = request.headers.get(KEY.lower(), "")
    if not _KEY.fullmatch(key):
        raise BadRequest(f"give it a key of its own: {KEY}, 1 to 200 visible characters")
    return Post(request, asker, key, await request.body())


Posted = Annotated[Post, Depends(posted)]


def require_plain(body: bytes) -> None:
    """InputError for a body that is no JSON, is nested too deep, or has text with control characters."""
    try:
        _look_at(json.loads(body, parse_constant=_no_number), "", 0)
    except (ValueError, RecursionError) as error:
        if isinstance(error, _NotPlain):
            raise InputError(Problem("body", 0, error.place, str(error))) from None
        raise InputError(Problem("body", 0, "", "is no JSON")) from None


class _NotPlain(ValueError):  # noqa: N818 - it says what is so
    """Something that nobody wrote by hand."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


def _no_number(_told: str) -> None:
    raise ValueError("NaN and infinities are no JSON")


def _look_at(value: Any, place: str, depth: int) -> None:
    if depth > _DEPTH:
        raise _NotPlain("", "is nested too deep")
    match value:
        case str() if _CONTROL.search(value):
            raise _NotPlain(place, "holds control characters")
        case float() if not isfinite(value):
            raise _NotPlain(place, "is too large a number")
        case dict():
            for name, item in value.items():
                _look_at(name, place, depth + 1)
                _look_at(item, f"{place}.{name}".lstrip("."), depth + 1)
        case list():
            for at, item in enumerate(value):
                _look_at(item, f"{place}.{at}".lstrip("."), depth + 1)


def made(visit: Visit, document: BaseModel, status: int = 200, *, location: str = "") -> Response:
    """A document as the answer to a call that changed something, with the position that it led to."""
    position = visit.held.position
    headers = {POSITION: str(position), "ETag": f'"{position}"', "Cache-Control": "private, no-store"}
    if location:
        headers["Location"] = location
    body = document.model_dump_json(by_alias=True).encode()
    return Response(body, status, headers, JSON)


def told_to(document: BaseModel, status: int = 200, *, location: str = "") -> Response:
    """The same for what is of no case."""
    headers = {"Cache-Control": "private, no-store", **({"Location": location} if location else {})}
    return Response(document.model_dump_json(by_alias=True).encode(), status, headers, JSON)


_KEY_HEADER = {
    "name": KEY,
    "in": "header",
    "required": True,
    "description": (
        "A text of your own for this one request, a UUID for example. Sent again with the same key the "
        "request changes nothing and gets the first answer, for 24 hours."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
}
_MATCH_HEADER = {
    "name": "If-Match",
    "in": "header",
    "description": "The ETag of what you looked at; 412 where it changed since.",
    "schema": {"type": "string", "pattern": '^"[0-9]{1,15}(-[0-9a-f]{32})?"$'},
}


BODIES: list[type[BaseModel]] = []
"""Every model of a body, for the description."""


def takes(
    model: type[BaseModel] | None,
    gives: type[BaseModel] | None,
    *,
    status: int = 200,
    match: bool | None = None,
    kind: str = JSON,
    example: Any = None,
    media: str = "",
) -> dict[str, Any]:
    """How a post is described: what it takes and gives; `match`: whether it needs If-Match (null: has none).

    What gives no document gives bytes of a `media` type.

    The body is read by the call itself, after it is known who asks.
    """
    headers = [_KEY_HEADER] + ([] if match is None else [{**_MATCH_HEADER, "required": match}])
    extra: dict[str, Any] = {"parameters": headers}
    if model is not None:
        BODIES.append(model)
        told: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}
        if example is not None:
            told["example"] = example
        extra["requestBody"] = {"required": True, "content": {kind: told}}
    elif kind != JSON:
        told = {"schema": {"type": "string", "format": "binary", "minLength": 1}}
        extra["requestBody"] = {"required": True, "content": {kind: told}}
    if gives is None:
        told = {"content": {media: {"schema": {"type": "string", "format": "binary"}}}}
        return {
            "response_class": Response, "responses": {status: told}, "status_code": status,
            "openapi_extra": extra,
        }  # fmt: skip
    return {"response_model": gives, "status_code": status, "openapi_extra": extra}
