"""The API's description of itself (OpenAPI 3.1), for whoever may sign in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import truceline
from truceline.client.documents import Problems
from truceline.web.api.calls import Caller
from truceline.web.api.posts import BODIES
from truceline.web.api.problems import MEDIA_TYPE, PREFIX

router = APIRouter()
ROOT = f"{PREFIX}v1"
_READINGS = {
    "name": "readings",
    "in": "query",
    "required": False,
    "description": "Readings chosen, each as `reading.NAME=CHOICE`; the agreement lists them.",
    "style": "form",
    "explode": True,
    "schema": {
        "type": "object",
        "maxProperties": 20,
        "propertyNames": {"pattern": r"^reading\.[a-z][a-z0-9_-]{0,60}$"},
        "additionalProperties": {"type": "string", "maxLength": 100},
    },
}
_INTRODUCTION = (
    "The same truth as the console's, under the same rights. Sign in with `Authorization: Bearer tlc_...`. "
    "Every answer about a case is of one position of its ledger, told in `Truceline-Position`; its `ETag` "
    "holds until the ledger moves."
)


@router.get("/openapi.json", include_in_schema=False)
def described(request: Request, _asker: Caller) -> Response:
    """The description, as OpenAPI 3.1."""
    return JSONResponse(description(request.app))


def description(app: FastAPI) -> dict[str, Any]:
    """The description of the app's API, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _made(app)
    return app.openapi_schema


def _made(app: FastAPI) -> dict[str, Any]:
    whole = get_openapi(
        title="truceline",
        version=truceline.__version__,
        openapi_version="3.1.0",
        description=_INTRODUCTION,
        routes=app.routes,
        servers=[{"url": "/"}],
    )
    parts = whole.setdefault("components", {})
    parts.setdefault("schemas", {})["Problems"] = Problems.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    parts["schemas"] |= parts["schemas"]["Problems"].pop("$defs", {})
    _, bodies = models_json_schema(
        [(one, "validation") for one in BODIES], ref_template="#/components/schemas/{model}"
    )
    parts["schemas"] = {**bodies["$defs"], **parts["schemas"]}
    parts["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of an account: `tlc_...`."}
    }
    whole["security"] = [{"token": []}]
    for operations in whole["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return whole


def _complete(operation: dict[str, Any]) -> None:
    """What every call has in common: its errors, that it may be unchanged, readings with the frame."""
    error = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problems"}}}}
    answers = operation["responses"]
    for status, told in (
        ("4XX", "Refused; `problems` says what to mend."),
        ("503", "Not available just now."),
    ):
        answers[status] = {"description": told, **error}
    parameters = operation.get("parameters", [])
    if any(one["name"] == "as_of" for one in parameters):
        parameters.append(_READINGS)
        answers["304"] = {"description": "The caller has this answer already (`If-None-Match`)."}
