"""A page as one self-contained file: it loads nothing, sends nothing and runs only its own script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from importlib.resources import files

from truceline.publish.markup import Content, el, raw


def packed(name: str) -> str:
    """A style sheet or script that comes with this package."""
    return files(__package__).joinpath(name).read_text("utf-8")


def sealed(
    title: str,
    style: str,
    script: str,
    *body: Content,
    language: str = "en",
    direction: str | None = None,
    findable: bool = False,
    links: Sequence[tuple[str, str]] = (),
) -> str:
    """The whole document; its content security policy admits this style and this script and no others.

    `findable` pages are for everybody: search engines may list them. `links` are addresses that other
    programs look for (rel and address); a browser loads none of them.
    """
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head",
        {},
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        None if findable else el("meta", {"name": "robots", "content": "noindex, nofollow"}),
        [el("link", {"rel": rel, "href": address}) for rel, address in links],
        el("title", {}, title),
        el("style", {}, raw(style)),
    )
    run = el("script", {}, raw(script)) if script or direction is None else None
    whole = el("html", {"lang": language, "dir": direction}, head, el("body", {}, *body, run))
    return f"<!DOCTYPE html>\n{whole}\n"


def _hash(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"
