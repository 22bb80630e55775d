from __future__ import annotations

import pytest
from tests.replies.making import SITE

from truceline.replies.pages import Pages


@pytest.fixture
def pages(desk, folder):
    return Pages(desk.settings, folder)


@pytest.mark.parametrize(
    ("named", "page"),
    [
        ("week-2.html", "week-2.html"),
        ("/2018/week-2.html", "2018/week-2.html"),
        ("", "index.html"),
        ("2018/", "2018/index.html"),
        (SITE + "2018/week-2.html?x=1#top", "2018/week-2.html"),
        ("http://BULLETIN.example/river/", "index.html"),
        ("%D9%86.html", "ن.html"),
    ],
)
def test_a_page_is_named_by_its_path_or_its_address(pages, named, page):
    assert pages.named(named) == page
    assert pages.named(pages.url(page)) == page


@pytest.mark.parametrize(
    "named",
    [
        "../secrets.html",
        "a/../../b.html",
        "%2e%2e/b.html",
        "a//b.html",
        "a\\b.html",
        "somebody@mail.example",
        "a\x00.html",
        "a%00.html",
        "\u202egnp.html",
        "a" * 301,
        "https://other.example/river/a.html",
        "https://bulletin.example/other/a.html",
        "https://bulletin.example:8443/river/a.html",
        "javascript://bulletin.example/river/a.html",
        "https://[bulletin/river/a.html",
    ],
)
def test_what_is_no_page_of_the_site_is_none(pages, named):
    assert pages.named(named) is None


def test_where_the_built_site_is_known_only_its_pages_are_answered(desk, folder):
    site = folder / "site"
    site.mkdir()
    (site / "week-2.html").write_text("<p>week 2")
    (site / "figures.csv").write_text("a")
    (folder / "case.html").write_text("not public")
    (site / "out.html").symlink_to(folder / "case.html")
    pages = Pages(desk.settings.model_copy(update={"pages": "site"}), folder)
    assert pages.answerable("week-2.html") == "week-2.html"
    assert pages.content("week-2.html") == b"<p>week 2"
    for other in ("week-3.html", "figures.csv", "out.html", "../case.html"):
        assert pages.answerable(other) is None
    assert pages.named("week-3.html") == "week-3.html"


def test_a_page_has_several_addresses(pages):
    assert pages.addresses("index.html") == {
        f"{scheme}://bulletin.example/river/{name}"
        for scheme in ("http", "https")
        for name in ("", "index.html")
    }
    assert pages.content("index.html") is None
