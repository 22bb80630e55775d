"""The files that pages load: style, script, fonts. All come with the package, none from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import PurePath
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from truceline.publish.sealed import packed

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".woff2": "font/woff2",
}
_LOOKS = ("page.css", "charts.css", "report.css", "marked.css")
"""What reports look like: the console's pages are of the same parts."""
_YEAR_S = 31_536_000


class Static(NamedTuple):
    """One file."""

    content: bytes
    media_type: str


def _files() -> Iterator[tuple[str, Static]]:
    for one in files("truceline.web").joinpath("static").iterdir():
        if media_type := _TYPES.get(PurePath(one.name).suffix):
            yield one.name, Static(one.read_bytes(), media_type)
    yield "look.css", Static("".join(map(packed, _LOOKS)).encode(), _TYPES[".css"])


FILES = dict(_files())
"""Every file by its name."""


def static_file(request: Request) -> Response:
    """A file by its name; an address that names its edition may be kept for good."""
    found = FILES.get(request.path_params["name"])
    if found is None:
        return Response("not found", 404, media_type="text/plain")
    lasting = "v" in request.query_params
    told = f"public, max-age={_YEAR_S}, immutable" if lasting else "no-cache"
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": told})
