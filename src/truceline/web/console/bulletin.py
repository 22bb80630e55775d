"""The bulletin as everybody would see it: looked at here, and taken away as one file."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.core.canonical import digest_bytes
from truceline.publish.bulletin.building import Built, built, public_issues
from truceline.publish.bulletin.manifest import FILE, Manifest
from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.replies.desk import shown_for
from truceline.web.hooks.courier import courier_of
from truceline.web.house import Held
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Publisher = Annotated[Visit, Depends(Needs(Right.PUBLISH))]
FIRST = "index.html"
ZIP = "application/zip"
ROOM = "/readers"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".atom": "application/atom+xml",
    ".json": "application/json",
    ".csv": "text/csv; charset=utf-8",
    ".svg": "image/svg+xml",
}
_PAGE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
LOOKED_AT = f"{_PAGE}; sandbox allow-same-origin allow-popups"
"""Within the console no script of a page runs."""
READ = f"{_PAGE}; script-src 'unsafe-inline'"
"""Pages carry a stricter one of their own, which names their style and the search's script by digest."""


def site_of(held: Held, position: int) -> Built:
    """Every file of the bulletin with the replies that are shown now; NotFound before the first issue."""
    replies = shown_for(held.case.folder).model_dump_json()

    def build() -> Built:
        issues = public_issues(held.case)
        if not issues:
            raise NotFound
        return built(held.case, issues, languages=("en", *LANGUAGES))

    return held.kept(("bulletin", position, replies), build)


def room_of(slug: str) -> str:
    """Where everybody finds the site of a case on a server that shows it; it ends with a slash."""
    return f"{ROOM}/{slug}/"


def page_of(site: Built, path: str, policy: str) -> Response:
    """One file of it, by its path; NotFound for any other."""
    content = site[0].get(path)
    if content is None:
        raise NotFound
    kind = _TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return Response(content, media_type=kind, headers=headers)


@router.get("/cases/{case}/bulletin/{path:path}")
def page(visit: Publisher, path: str) -> Response:
    """One page or file of it, as everybody would see it."""
    return page_of(site_of(visit.held, visit.position), path, LOOKED_AT)


@router.get("/cases/{case}/bulletin.zip")
def packed(visit: Publisher) -> Response:
    """The whole site of the public reports, to be carried to any web server."""
    return taken_away(visit)


def taken_away(visit: Visit) -> Response:
    """The site as one file; hooks are told that it was built. NotFound before the first issue."""
    files, manifest = site_of(visit.held, visit.position)
    content = archive_of(files, manifest)
    if (courier := courier_of(visit)) is not None:
        courier.built(visit.held.slug, digest_bytes(manifest.content))
    headers = {"Content-Disposition": 'attachment; filename="bulletin.zip"', "Cache-Control": "no-store"}
    return Response(content, media_type=ZIP, headers=headers)


def archive_of(files: Mapping[str, bytes], manifest: Manifest) -> bytes:
    """A site as one file."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(name, content)
        archive.writestr(FILE, manifest.model_dump_json(indent=1) + "\n")
    return packed.getvalue()
