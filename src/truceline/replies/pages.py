"""Which public page is meant: by its path in the site, or by its whole address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from truceline.replies.reply import PAGE_LETTERS
from truceline.replies.settings import Settings

_INDEX = "index.html"
_SEGMENT = re.compile(r"[^\x00-\x1f\x7f/\\?#%:@]+")


class Pages:
    """The pages that can be answered."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._site = settings.site
        self._built = folder / settings.pages if settings.pages else None

    def named(self, text: str) -> str | None:
        """The path of a page in the site, from a path or an address; None where none can be meant.

        Whether it is built is not asked: who builds it asks for its replies before.
        """
        path = _path_in(self._site, text.strip()) if "://" in text else text.strip().removeprefix("/")
        if path is None:
            return None
        plain = unquote(urlsplit(f"/{path}").path)[1:]
        page = plain + _INDEX if not plain or plain.endswith("/") else plain
        segments = page.split("/")
        if len(page) > PAGE_LETTERS or not all(_SEGMENT.fullmatch(one) for one in segments):
            return None
        if any(one in (".", "..") or not one.isprintable() for one in segments):
            return None
        return page

    def answerable(self, text: str) -> str | None:
        """The path of a page that readers can answer; None for one that is not in the built site."""
        page = self.named(text)
        return page if page is not None and self._is_built(page) else None

    def url(self, page: str) -> str:
        """The whole address of a page."""
        return self._site + quote(page.removesuffix(_INDEX) if self._is_index(page) else page)

    def addresses(self, page: str) -> frozenset[str]:
        """Every address that means a page: by either scheme, and a folder's page with its name or without."""
        found = {self.url(page), self._site + quote(page)}
        return frozenset(f"{scheme}:{url.partition(':')[2]}" for url in found for scheme in ("http", "https"))

    @staticmethod
    def _is_index(page: str) -> bool:
        return page == _INDEX or page.endswith(f"/{_INDEX}")

    def _is_built(self, page: str) -> bool:
        if self._built is None:
            return True
        root = self._built.resolve()
        found = (root / page).resolve()
        return found.suffix == ".html" and found.is_relative_to(root) and found.is_file()

    def content(self, page: str) -> bytes | None:
        """What stands in the built page; None where no folder of the site is known."""
        return None if self._built is None else (self._built / page).read_bytes()


def _path_in(site: str, url: str) -> str | None:
    """What follows the site's address; None for an address elsewhere. The scheme may differ."""
    ours = urlsplit(site)
    try:
        theirs = urlsplit(url)
    except ValueError:
        return None
    if theirs.scheme not in ("http", "https"):
        return None
    if theirs.netloc.lower() != ours.netloc.lower():
        return None
    path = theirs.path or "/"
    return path.removeprefix(ours.path) if path.startswith(ours.path) else None
