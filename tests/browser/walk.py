"""Walks a server as a person does: from page to page by links, one page for each route."""

from __future__ import annotations

import re
from collections import deque
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx
from starlette.routing import Match, Route
from tests.browser.serving import COOKIE

from truceline.web.rooms import PAGES

_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
START = ("/", "/login", "/cases/whole/reports/preview?kind=weekly&day=2018-10-19")
"""The last is what a form asks for."""
ROUTES = tuple(
    one
    for router in PAGES
    for one in router.routes
    if isinstance(one, Route) and "GET" in (one.methods or ())
)


class Walk:
    """What was met on the way: an address for each route, and addresses that nothing answers."""

    def __init__(self, address: str, session: str) -> None:
        self.pages: dict[str, str] = {}
        """A path with its query, by its route; pages alone."""
        self.files: dict[str, str] = {}
        """The same of what is no page."""
        self.broken: dict[str, str] = {}
        """What led nowhere, and the page that it stands on."""
        with httpx.Client(base_url=address, cookies={COOKIE: session}, timeout=60) as client:
            self._walk(client)

    def _walk(self, client: httpx.Client) -> None:
        todo = deque((path, "the start") for path in START)
        seen = set()
        while todo:
            path, where = todo.popleft()
            route = route_of(path)
            key = route or urlsplit(path).path
            if key in seen or "/changes" in path:
                continue
            seen.add(key)
            answer = client.get(path)
            if answer.status_code >= 300:
                self.broken[path] = f"{where} ({answer.status_code})"
            elif route and _is_page(answer):
                self.pages[route] = path
                todo += ((link, path) for link in _links(str(answer.url), answer.text))
            elif route:
                self.files[route] = path


def route_of(path: str) -> str | None:
    """The route of the console that answers for a path; null where none does."""
    scope = {"type": "http", "method": "GET", "path": urlsplit(path).path, "root_path": ""}
    return next((one.path for one in ROUTES if one.matches(scope)[0] is Match.FULL), None)


def _is_page(answer: httpx.Response) -> bool:
    """Whether it is a page of the console; a report has a policy of its own, under which no script runs."""
    is_report = "sandbox" in answer.headers["content-security-policy"]
    return answer.headers["content-type"].startswith("text/html") and not is_report


def _links(base: str, page: str) -> list[str]:
    found = []
    for link in _LINK.findall(page):
        parts = urlsplit(urljoin(base, unescape(link)))
        if parts.netloc == urlsplit(base).netloc:
            found.append(parts._replace(scheme="", netloc="", fragment="").geturl())
    return found
