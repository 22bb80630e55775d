"""An OpenAI-compatible chat endpoint of the user's own: one question, one answer, nothing kept.

Nothing is sent but to the address given: redirects are refused, and for a local address proxies are
left out. The key stands in one header and in no message.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from truceline.errors import InputError, Problem

TIMEOUT_S = 120.0
"""For one answer, from the question's sending to its last byte; a model on a laptop is slow."""
_MOST = 1 << 20
"""Bytes of an answer; a batch's proposals come nowhere near."""
_PIECE = 1 << 16
_SEED = 0
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer, as the kind and the message of an issue."""

    kind: str
    message: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, and by which name."""

    url: str
    model: str
    is_local: bool
    key: str = field(default="", repr=False)
    timeout_s: float = TIMEOUT_S

    @classmethod
    def of(
        cls, url: str, model: str, *, remote: bool = False, key: str = "", timeout_s: float = TIMEOUT_S
    ) -> Endpoint:
        """The endpoint of a base address such as `http://localhost:11434/v1`.

        Raises InputError for what is no http address, and for one of another machine unless `remote`:
        the report's text leaves this machine then.
        """
        parts = _parts(url)
        local = _is_local(parts.hostname or "")
        problems = [
            Problem("--llm-url", 0, "", message) for message in _faults(parts, local=local, remote=remote)
        ]
        if not model.strip():
            problems.append(Problem("--llm-model", 0, "", "names no model"))
        if key and not (key.isascii() and key.isprintable()):
            problems.append(Problem("TRUCELINE_LLM_KEY", 0, "", "holds signs that no key has"))
        elif key and parts.scheme == "http" and not local:
            problems.append(Problem("--llm-url", 0, "", "would carry the key unencrypted; use https"))
        if problems:
            raise InputError(problems)
        return cls(url.rstrip("/") + "/chat/completions", model.strip(), local, key, timeout_s)

    def ask(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> str | Trouble:
        """The answer's text, or why there is none. `schema` is asked for, and never relied on."""
        question: dict[str, Any] = {
            "model": self.model,
            "messages": messages,
            "temperature": 0,
            "seed": _SEED,
            "stream": False,
        }
        shaped = {
            "type": "json_schema",
            "json_schema": {"name": "proposals", "schema": schema, "strict": True},
        }
        answer = self._posted({**question, "response_format": shaped})
        if isinstance(answer, Trouble) and answer.message.startswith(f"HTTP {_BAD_REQUEST}"):
            answer = self._posted(question)  # older servers know no schemas
        return answer if isinstance(answer, Trouble) else _text_of(answer)

    def _posted(self, question: Mapping[str, Any]) -> bytes | Trouble:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": "truceline",
        }
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = Request(self.url, json.dumps(question).encode(), headers, method="POST")  # noqa: S310 - http only, see `of`
        until = monotonic() + self.timeout_s
        try:
            with _opener(local=self.is_local).open(request, timeout=self.timeout_s) as response:
                return _read(response, until)
        except HTTPError as error:
            error.close()
            return Trouble("model-http-error", f"HTTP {error.code} from the model's endpoint")
        except TimeoutError:
            return Trouble("model-timeout", f"no answer within {self.timeout_s:g} seconds")
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                return Trouble("model-timeout", f"no answer within {self.timeout_s:g} seconds")
            return Trouble(
                "model-unreachable", f"the model's endpoint cannot be reached ({_name(error.reason)})"
            )
        except (OSError, HTTPException) as error:
            return Trouble("model-unreachable", f"the model's endpoint broke off ({type(error).__name__})")


class _NoRedirect(HTTPRedirectHandler):
    """A redirect would send the text somewhere nobody named."""

    def redirect_request(self, *_args: Any, **_more: Any) -> None:
        return None


def _opener(*, local: bool) -> OpenerDirector:
    return build_opener(_NoRedirect(), *([ProxyHandler({})] if local else []))


def _read(response: HTTPResponse | IO[bytes], until: float) -> bytes | Trouble:
    """The whole body, if it comes in time and is no flood."""
    found = bytearray()
    while piece := response.read1(_PIECE):  # type: ignore[union-attr]
        found += piece
        if len(found) > _MOST:
            return Trouble("bad-answer", f"the answer is longer than {_MOST} bytes")
        if monotonic() > until:
            raise TimeoutError
    return bytes(found)


def _text_of(body: bytes) -> str | Trouble:
    try:
        text = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        text = None
    return text if isinstance(text, str) else Trouble("bad-answer", "the answer is no chat completion")


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return urlsplit("")
    return parts if url.isascii() and url.isprintable() and " " not in url else urlsplit("")


def _faults(parts: SplitResult, *, local: bool, remote: bool) -> list[str]:
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ["is no http address; for example http://localhost:11434/v1"]
    if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
        return ["holds a name, a password, a query or a fragment; a key goes into TRUCELINE_LLM_KEY"]
    if not local and not remote:
        away = f"{parts.hostname} is another machine: the report's text would leave this one. "
        return [away + "Say --llm-remote if that is what you want"]
    return []


def _is_local(host: str) -> bool:
    """Whether a host is this very machine; other names are not looked up."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _name(reason: object) -> str:
    return type(reason).__name__ if isinstance(reason, Exception) else "no route"
