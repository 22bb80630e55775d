from __future__ import annotations

from urllib.parse import parse_qs

import httpx
import pytest
from tests.replies.making import SITE, Web, html, on, switched_on

from truceline.replies import pingback
from truceline.replies.announcing import announce
from truceline.replies.mentions import Mentions
from truceline.replies.outgoing import NotFetched
from truceline.replies.pages import Pages

OURS = f"{SITE}week-2.html"
PAGE = """<a href="https://one.example/a">1</a><a href="https://two.example/">2</a>
<a href="https://bulletin.example/river/">ours</a><a href="https://none.example/">3</a>"""


@pytest.fixture
def built(folder):
    """A desk that may send, with our page in the folder of the built site."""
    (folder / "site").mkdir()
    (folder / "site" / "week-2.html").write_text(PAGE)
    desk = switched_on(folder)
    desk.settings = desk.settings.model_copy(update={"pages": "site"})
    desk.pages = Pages(desk.settings, folder)
    return desk


def told(desk, web, names=None):
    found = announce("week-2.html", desk.settings, desk.pages, Mentions(desk.store), on(web, names))
    return {one.target: (one.via and one.via.value, one.state, one.told) for one in found}


def answering():
    return Web(
        {
            "one.example/a": html("", Link='<https://wm.example/in>; rel="webmention"'),
            "wm.example/in": httpx.Response(202),
            "two.example/": html("", X_Pingback="https://two.example/xmlrpc"),
            "two.example/xmlrpc": httpx.Response(200, content=pingback.thanks("ok")),
            "none.example/": html("<p>no endpoint"),
        }
    )


def test_pages_that_ours_links_to_are_told_each_in_its_own_way(built):
    web = answering()
    assert told(built, web) == {
        "https://one.example/a": ("webmention", "told", ""),
        "https://two.example/": ("pingback", "told", ""),
        "https://none.example/": (None, "takes_none", "it takes no notices"),
    }
    sent = dict(zip((name for _, name, _ in web.asked), web.sent, strict=True))
    assert parse_qs(sent["wm.example/in"].decode()) == {"source": [OURS], "target": ["https://one.example/a"]}
    assert pingback.read_call(sent["two.example/xmlrpc"]) == (OURS, "https://two.example/")


def test_who_was_told_is_not_told_again(built):
    told(built, answering())
    assert told(built, answering()) == {"https://none.example/": (None, "takes_none", "it takes no notices")}


def test_an_endpoint_inside_is_never_asked(built):
    web = answering()
    found = told(built, web, {"wm.example": ["127.0.0.1"]})
    assert found["https://one.example/a"] == (None, "failed", "it is not on the open web")
    assert "wm.example/in" not in [name for _, name, _ in web.asked]


def test_a_refusal_is_told_with_its_status(built):
    web = answering()
    web.pages = {
        **web.pages,
        "wm.example/in": httpx.Response(400),
        "two.example/xmlrpc": httpx.Response(200, content=b"<html>no"),
    }
    found = told(built, web)
    assert found["https://one.example/a"][1:] == ("failed", "its endpoint answers with status 400")
    assert found["https://two.example/"][1:] == ("failed", "its endpoint answers with status 200")


def test_only_what_is_switched_on_is_sent(built):
    off = built.settings.pingback.model_copy(update={"send": False})
    built.settings = built.settings.model_copy(update={"pingback": off})
    assert told(built, answering())["https://two.example/"][1] == "takes_none"


def test_without_the_built_site_our_page_cannot_be_asked_of_ourselves(folder):
    with pytest.raises(NotFetched, match="this very server"):
        told(switched_on(folder), Web({}))
