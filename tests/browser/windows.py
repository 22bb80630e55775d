"""Windows of a browser, each of one person, that nothing may go wrong in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from tests.browser.serving import COOKIE

TELEPHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1400, "height": 900}


@dataclass
class Watched:
    """What went wrong in the windows of one person."""

    host: str
    errors: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    """Parts of errors that the test provokes: an answer of 403, say."""

    def look(self, page: Page) -> None:
        """Watch a page: its console, its script, and where its requests go."""
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.errors.append(f"{page.url}: {error}"))

    def asked(self, request: Request) -> None:
        """Every request stays on this host."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.netloc != self.host:
            self.errors.append(f"left the host: {request.url}")

    def _said(self, kind: str, text: str) -> None:
        # What the content security policy stops is told on the console, as an error.
        if kind in ("error", "warning"):
            self.errors.append(text)

    @property
    def wrong(self) -> list[str]:
        """All that went wrong and was not to be expected."""
        return [one for one in self.errors if not any(part in one for part in self.allowed)]


_AWAITED = (
    "[data-map]:not([data-loaded])",
    "[data-map] [aria-busy=true]",
    "#desk .deskcard.on[data-effect] .effect:empty",
)


def settled(page: Page) -> None:
    """Wait until a page is as it stays: what its script asks for after it is shown has come."""
    expect(page.locator(", ".join(_AWAITED))).to_have_count(0)


@contextmanager
def windows_of(browser: Browser, address: str, session: str | None = None, **more: Any) -> Iterator[Windows]:
    """The windows of somebody until the end of the block, where nothing may have gone wrong in them."""
    settings = {"viewport": SCREEN, "locale": "en-GB", "base_url": address, **more}
    context = browser.new_context(**settings)
    context.set_default_timeout(20_000)
    if session is not None:
        context.add_cookies([{"name": COOKIE, "value": session, "url": address}])
    watched = Watched(urlsplit(address).netloc)
    context.on("page", watched.look)
    context.on("request", watched.asked)
    try:
        yield Windows(context, watched)
        assert not watched.wrong, watched.wrong
    finally:
        context.close()


@dataclass
class Windows:
    """All windows of one person."""

    context: BrowserContext
    watched: Watched

    def open(self, path: str) -> Page:
        """A new window with a page of the server."""
        page = self.context.new_page()
        page.goto(path, wait_until="load")
        return page
