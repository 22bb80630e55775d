from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.replies.links import endpoint_of, is_readable, linked_from, links_to, title_of
from truceline.replies.outgoing import Fetched

OURS = "https://bulletin.example/river/week-2.html"
URL = "https://blog.example/post/1"


def page(content: str | bytes, media_type: str = "text/html", **more) -> Fetched:
    raw = content if isinstance(content, bytes) else content.encode()
    return Fetched(URL, 200, raw, media_type, **more)


@pytest.mark.parametrize(
    "content",
    [
        f'<a href="{OURS}">x</a>',
        f'<A HREF=" {OURS}#top ">x',
        f'<blockquote cite="{OURS}">',
        f'<img src="{OURS}">',
        '<base href="https://bulletin.example/river/"><a href="week-2.html">x</a>',
        f"<p><div></p></b><a href={OURS}>",
    ],
)
def test_a_page_links_to_ours_however_it_is_written(content):
    assert links_to(page(content), frozenset({OURS}))


@pytest.mark.parametrize(
    "content",
    [
        "",
        f"<p>{OURS}</p>",
        f"<!-- <a href='{OURS}'> -->",
        f'<a href="{OURS}x">',
        f'<a href="https://bulletin.example.evil/?{OURS}">',
        '<a href="week-2.html">',
        '<a href="https://[broken">',
        b"\x00\xff\xfe<a href='\x00'>",
    ],
)
def test_a_page_that_only_looks_so_does_not_link(content):
    assert not links_to(page(content), frozenset({OURS}))


def test_a_plain_text_links_by_naming_the_address():
    assert links_to(page(f"see <{OURS}>.", "text/plain"), frozenset({OURS}))
    assert not links_to(page(f"see {OURS}x", "text/plain"), frozenset({OURS}))
    assert is_readable(page("", "text/plain"))
    assert not is_readable(page("", "application/pdf"))


@given(st.binary(max_size=300))
def test_no_bytes_are_too_odd_to_look_at(content):
    for kind in ("text/html", "text/plain"):
        links_to(page(content, kind), frozenset({OURS}))
        endpoint_of(page(content, kind))
        title_of(page(content, kind))
        linked_from(page(content, kind))


def test_an_entity_or_a_document_type_opens_no_file():
    content = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><title>&e;</title>'
    assert "root" not in title_of(page(content))


def test_a_title_is_fit_to_be_shown():
    content = "<title>About\n the <b>week</b> \u202e by a@b.example" + "x" * 400 + "</title>"
    title = title_of(page(content))
    assert title.startswith("About the <b>week</b> by [...]")
    assert len(title) <= 300


@pytest.mark.parametrize(
    ("found", "via", "url"),
    [
        (page("", links=(("webmention", "/wm"),)), "webmention", "https://blog.example/wm"),
        (page('<link rel="other webmention" href="/wm?a=1">'), "webmention", "https://blog.example/wm?a=1"),
        (page('<a rel=webmention href=""></a>'), "webmention", URL),
        (
            page('<link rel=webmention><a rel=webmention href="wm">'),
            "webmention",
            "https://blog.example/post/wm",
        ),
        (page("", pingback="https://b.example/x"), "pingback", "https://b.example/x"),
        (page('<link rel="pingback" href="/x">'), "pingback", "https://blog.example/x"),
        (
            page('<link rel=pingback href="/x"><a rel=webmention href="/wm">'),
            "webmention",
            "https://blog.example/wm",
        ),
    ],
)
def test_where_a_page_takes_notices_is_found(found, via, url):
    endpoint = endpoint_of(found)
    assert endpoint is not None
    assert (endpoint.via.value, endpoint.url) == (via, url)


@pytest.mark.parametrize(
    "content",
    ["<!-- <a rel=webmention href='/wm'> -->", "<a rel=notwebmention href=/wm>", "&lt;link rel=webmention"],
)
def test_what_is_no_endpoint_is_none(content):
    assert endpoint_of(page(content)) is None


def test_the_links_of_our_own_page_are_listed_once_in_order():
    hrefs = ("/b", "https://c.example/#x", "/b#y", "mailto:a@b.example")
    content = "".join(f'<a href="{href}">x</a>' for href in hrefs)
    assert linked_from(page(content)) == ("https://blog.example/b", "https://c.example/")
    assert linked_from(page("")) == ()
