"""Pages of strangers, fetched with care: open web only, small, soon, and never compressed.

Every hop of a redirect is checked anew, and the connection is made to the very address that was checked.
What a proxy of the environment would fetch for us could not be checked: none is used.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import httpx

from truceline import __version__
from truceline.replies.reachable import Resolver, is_of_this_machine, is_public, resolve
from truceline.replies.reply import URL_LETTERS

MOST_BYTES = 1_000_000
MOST_HOPS = 3
WHOLE_S = 15.0
"""For a page with all its redirects, names and bytes, seconds."""
_STEP_S = 5.0
_HEADER_LETTERS = 300
_PORTS = (None, 80, 443)
_SCHEMES = ("http", "https")
_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.5",
    # A small answer that unpacks to a large one is refused, not unpacked.
    "Accept-Encoding": "identity",
}
_Result = TypeVar("_Result")


class NotFetched(Exception):  # noqa: N818 - it says what is so
    """A page that we do not ask for, or an answer that we do not take; says why, and quotes nothing."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a machine answered."""

    url: str
    """Where it came from, after redirects."""
    status: int
    content: bytes
    media_type: str
    charset: str | None = None
    """How the header says it is encoded."""
    links: tuple[tuple[str, str], ...] = ()
    """Relation and address of each link in the header."""
    pingback: str | None = None
    """The header X-Pingback."""
    etag: str = ""
    modified: str = ""
    """The headers by which it is asked for again only where it changed."""


class Outgoing:
    """Asks the open web.

    `own_hosts` are names that mean this server, `here` that of them whose addresses are its own as others
    see them (behind a router the machine does not know them); `allowed` those that whoever runs the server
    lets be asked wherever they are, each as HOST or HOST:PORT; `inner` stands in for the network.
    """

    def __init__(
        self,
        own_hosts: frozenset[str] = frozenset(),
        here: str = "",
        *,
        resolver: Resolver = resolve,
        inner: httpx.AsyncBaseTransport | None = None,
        whole_s: float = WHOLE_S,
        most_bytes: int = MOST_BYTES,
        purpose: str = "webmention",
        allowed: frozenset[str] = frozenset(),
    ) -> None:
        self._own_hosts = own_hosts
        self._here = here
        self._resolver = resolver
        self._inner = inner
        self._whole_s = whole_s
        self._most_bytes = most_bytes
        self._allowed = allowed
        self._headers = {"User-Agent": f"truceline/{__version__} ({purpose})", **_HEADERS}

    def get(self, url: str, more: Mapping[str, str] | None = None) -> Fetched:
        """A page; NotFetched where it may not be asked for, or cannot be had in bounds.

        `more` are headers besides ours.
        """
        headers = {**self._headers, **(more or {})}
        return self._run(lambda client: client.build_request("GET", url, headers=headers), follows=True)

    def post(
        self, url: str, content: bytes, media_type: str, more: Mapping[str, str] | None = None
    ) -> Fetched:
        """What an endpoint answers; redirects are not followed. `more` are headers besides ours."""
        headers = {**self._headers, "Content-Type": media_type, **(more or {})}
        return self._run(
            lambda client: client.build_request("POST", url, headers=headers, content=content), follows=False
        )

    def _run(self, build: Callable[[httpx.AsyncClient], httpx.Request], *, follows: bool) -> Fetched:
        async def ask() -> Fetched:
            inner = self._inner or httpx.AsyncHTTPTransport(trust_env=False, retries=0)
            pinned = _Pinned(inner, self._resolver, self._own_hosts, self._here, self._allowed)
            async with httpx.AsyncClient(
                transport=pinned,
                trust_env=False,
                timeout=_STEP_S,
                follow_redirects=follows,
                max_redirects=MOST_HOPS,
            ) as client:
                response = await client.send(build(client), stream=True)
                return await _taken(response, self._most_bytes)

        return asyncio.run(_told(ask, self._whole_s))


async def _told(ask: Callable[[], Awaitable[_Result]], whole_s: float) -> _Result:
    """Turn what can go wrong on the way into one sentence, without a word of what was answered."""
    try:
        async with asyncio.timeout(whole_s):
            return await ask()
    except (TimeoutError, httpx.TimeoutException):
        raise NotFetched("it takes too long") from None
    except httpx.TooManyRedirects:
        raise NotFetched(f"it redirects more than {MOST_HOPS} times") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError):
        raise NotFetched("it is no web address") from None
    except (httpx.HTTPError, httpx.StreamError, OSError) as error:
        told = "its certificate does not hold" if _is_about_certificate(error) else "it cannot be reached"
        raise NotFetched(told) from None


def _is_about_certificate(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False


async def _taken(response: httpx.Response, most_bytes: int) -> Fetched:
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise NotFetched("it answers compressed, though asked not to")
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > most_bytes:
            raise NotFetched(f"it is larger than {most_bytes // 1000} kB")
    return Fetched(
        url=str(response.url),
        status=response.status_code,
        content=bytes(content),
        media_type=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
        charset=response.charset_encoding,
        links=tuple((link.get("rel", ""), link.get("url", "")) for link in response.links.values()),
        pingback=response.headers.get("X-Pingback"),
        etag=response.headers.get("ETag", "")[:_HEADER_LETTERS],
        modified=response.headers.get("Last-Modified", "")[:_HEADER_LETTERS],
    )


class _Pinned(httpx.AsyncBaseTransport):
    """Connects to an address that was checked, under the name that was asked for."""

    def __init__(
        self,
        inner: httpx.AsyncBaseTransport,
        resolver: Resolver,
        own_hosts: frozenset[str],
        here: str,
        allowed: frozenset[str],
    ) -> None:
        self._allowed = allowed
        self._inner = inner
        self._resolver = resolver
        self._own_hosts = own_hosts
        self._here = here

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Check where a request goes, then send it there; the client calls this for every hop."""
        is_allowed = is_let(request.url, self._allowed)
        host = _host_of(request.url, self._own_hosts, any_port=is_allowed)
        address = await self._checked(host, request.url.port or _default(request.url), anywhere=is_allowed)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # the name stays in Host, and in what TLS asks for and checks
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._inner.aclose()

    async def _checked(self, host: str, port: int, *, anywhere: bool) -> str:
        found = await asyncio.to_thread(self._resolver, host, port)
        if not found:
            raise NotFetched("it cannot be reached")
        if anywhere:
            return found[0]
        # One address out of bounds is enough: an honest name has none.
        if not all(is_public(address) for address in found):
            raise NotFetched("it is not on the open web")
        ours = await self._ours(port)
        if any(address in ours or is_of_this_machine(address) for address in found):
            raise NotFetched("it is this very server")
        return found[0]

    async def _ours(self, port: int) -> frozenset[str]:
        if not self._here:
            return frozenset()
        try:
            return frozenset(await asyncio.to_thread(self._resolver, self._here, port))
        except OSError:  # a name that is known inside only has no address outside
            return frozenset()


def is_let(url: httpx.URL, allowed: frozenset[str]) -> bool:
    """Whether whoever runs the server lets this host be asked, on this port, wherever it is."""
    if url.scheme not in _SCHEMES or not url.host:
        return False
    host = url.raw_host.decode("ascii").lower().rstrip(".")
    bare = f"[{host}]" if ":" in host else host
    return f"{bare}:{url.port or _default(url)}" in allowed or (url.port is None and bare in allowed)


def _host_of(url: httpx.URL, own_hosts: frozenset[str], *, any_port: bool = False) -> str:
    if url.scheme not in _SCHEMES or not url.host or len(str(url)) > URL_LETTERS:
        raise NotFetched("it is no web address")
    if url.userinfo or (url.port not in _PORTS and not any_port):
        raise NotFetched("it names a user or an unusual port")
    host = url.raw_host.decode("ascii").lower().rstrip(".")
    if host in own_hosts:
        raise NotFetched("it is this very server")
    return host


def _default(url: httpx.URL) -> int:
    return 443 if url.scheme == "https" else 80
