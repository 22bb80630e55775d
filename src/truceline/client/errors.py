"""What the API refuses, as exceptions: one class for each way in which a caller can mend it.

ApiError            any error that the server tells of; `problems` says what is wrong
|- SignedOut        no token, or one that holds no more
|- Forbidden        the token or its account gives no such right
|- NotFound         there is no such thing, or none for whoever asks
|- Stale            it changed meanwhile: read again, then decide
|- DoesNotFit       something that was sent is wrong; nothing was changed
`- NotNow           too often, or the server cannot just now: tried again already
"""

from __future__ import annotations

import httpx
from pydantic import ValidationError

from truceline.client.documents import Problems
from truceline.errors import TrucelineError


class ApiError(TrucelineError):
    """An error that the server tells of."""

    def __init__(self, told: Problems) -> None:
        lines = [f"{one.place}: {one.field} {one.message}".strip() for one in told.problems]
        super().__init__("\n".join([f"{told.status} {told.title}", *filter(None, [told.detail]), *lines]))
        self.told = told
        self.status = told.status
        self.problems = told.problems


class SignedOut(ApiError):
    """No token, or one that holds no more."""


class Forbidden(ApiError):
    """The token or its account gives no such right."""


class NotFound(ApiError):
    """There is no such thing, or none for whoever asks."""


class Stale(ApiError):
    """It changed meanwhile, or was done already."""


class DoesNotFit(ApiError):
    """Something that was sent is wrong; nothing was changed."""


class NotNow(ApiError):
    """Too often, or the server cannot just now."""


_OF = {
    400: DoesNotFit,
    401: SignedOut,
    403: Forbidden,
    404: NotFound,
    409: Stale,
    412: Stale,
    413: DoesNotFit,
    415: DoesNotFit,
    422: DoesNotFit,
    428: Stale,
    429: NotNow,
    503: NotNow,
}


def error_of(answer: httpx.Response) -> ApiError:
    """The exception for an answer that tells of an error."""
    try:
        told = Problems.model_validate_json(answer.content)
    except ValidationError:  # some proxy's page, and none of ours
        told = Problems(type="about:blank", title=answer.reason_phrase or "error", status=answer.status_code)
    return _OF.get(answer.status_code, ApiError)(told)
