"""Asking a timestamp authority over the network: only where somebody named its address."""

from __future__ import annotations

from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from truceline.errors import InputError, Problem
from truceline.ledger.timestamps import LARGEST

TIMEOUT_S = 30.0
_ASKED = "application/timestamp-query"
_ANSWERED = "application/timestamp-reply"


def answer_of(url: str, request: bytes, *, timeout_s: float = TIMEOUT_S) -> bytes:
    """What an authority answers to a request, unlooked at; InputError where nothing comes.

    Plain http will do: the request holds a digest, and the answer is signed. Redirects are refused.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _wrong("is no http address; for example https://freetsa.org/tsr")
    headers = {"Content-Type": _ASKED, "Accept": _ANSWERED, "User-Agent": "truceline"}
    question = Request(url, request, headers, method="POST")  # noqa: S310 - http only, see above
    try:
        with build_opener(_NoRedirect()).open(question, timeout=timeout_s) as answer:
            found: bytes = answer.read(LARGEST + 1)
    except HTTPError as error:
        error.close()
        raise _wrong(f"the authority answered HTTP {error.code}") from error
    except (OSError, HTTPException) as error:
        raise _wrong("the authority cannot be reached; write the request to a file (--request)") from error
    return found


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would ask somebody whom nobody named."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def _wrong(message: str) -> InputError:
    return InputError(Problem("--tsa", 0, "", message))
