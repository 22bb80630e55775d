from __future__ import annotations

import httpx
import pytest
from tests.replies.making import SITE, Web, html, on

from truceline.replies import store as storing
from truceline.replies.fetching import look_at
from truceline.replies.mentions import Mentions, MentionState
from truceline.replies.reply import ReplyState, Via

LINK = f'<title>Our view</title><a href="{SITE}week-2.html">'


def looked(desk, answer, source="https://blog.example/1", names=None):
    mentions = Mentions(desk.store)
    mentions.queue(Via.WEBMENTION, source, "week-2.html")
    web = Web({"blog.example/1": answer})
    return next(look_at(mentions, desk.pages, on(web, names))), web


def test_a_page_that_links_to_ours_becomes_a_reply_that_is_held(desk):
    one, _ = looked(desk, html(LINK))
    reply = desk.store.get(one.told)
    assert (one.state, reply.state, reply.via) == (MentionState.TAKEN, ReplyState.HELD, Via.WEBMENTION)
    assert (reply.name, reply.text, reply.source) == ("blog.example", "Our view", "https://blog.example/1")


def test_a_page_without_a_title_is_told_by_its_address(desk):
    one, _ = looked(desk, html(LINK.replace("Our view", " ... ")))
    assert desk.store.get(one.told).text == "https://blog.example/1"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (html("<p>nothing"), "it does not link to the page"),
        (httpx.Response(410), "there is no such page"),
        (httpx.Response(404), "there is no such page"),
    ],
)
def test_a_forged_mention_comes_to_nothing(desk, answer, told):
    one, _ = looked(desk, answer)
    assert (one.state, one.told) == (MentionState.GONE, told)
    assert desk.store.listed() == ()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(500), "it answers with status 500"),
        (httpx.Response(200, headers={"Content-Type": "application/pdf"}), "it is no page of text"),
    ],
)
def test_a_page_that_cannot_be_read_now_is_tried_again(desk, answer, told):
    one, _ = looked(desk, answer)
    assert (one.state, one.told) == (MentionState.WAITING, told)


def test_a_mention_of_a_machine_inside_asks_nobody(desk):
    one, web = looked(desk, html(LINK), names={"blog.example": ["10.0.0.7"]})
    assert (one.told, web.asked) == ("it is not on the open web", [])


def test_a_page_that_took_its_link_away_takes_its_reply_away(desk):
    name = looked(desk, html(LINK))[0].told
    desk.show(name, "ana")
    looked(desk, html("<p>nothing"))
    assert desk.store.get(name).state is ReplyState.REFUSED
    assert desk.shown().replies == ()


def test_where_too_many_replies_wait_a_mention_waits_too(desk, monkeypatch):
    monkeypatch.setattr(storing, "MOST_HELD", 0)
    one, _ = looked(desk, html(LINK))
    assert (one.state, "decide on those first" in one.told) == (MentionState.WAITING, True)
