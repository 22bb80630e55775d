from __future__ import annotations

import pytest
from tests.replies.making import arrival

from truceline.errors import InputError
from truceline.replies import mentions as queueing
from truceline.replies.mentions import Announcement, Mentions, MentionState
from truceline.replies.reply import ReplyState, Via
from truceline.replies.store import QueueFull

SOURCE = "https://blog.example/1"


@pytest.fixture
def mentions(desk):
    return Mentions(desk.store)


def queued(mentions):
    mentions.queue(Via.WEBMENTION, SOURCE, "week-2.html")
    return mentions.waiting(9)[0]


def test_a_mention_waits_once_however_often_it_is_told(mentions):
    queued(mentions)
    queued(mentions)
    mentions.queue(Via.PINGBACK, SOURCE, "week-2.html")
    assert [(one.via, one.source, one.page) for one in mentions.waiting(9)] == [
        (Via.WEBMENTION, SOURCE, "week-2.html"),
        (Via.PINGBACK, SOURCE, "week-2.html"),
    ]
    assert len(mentions.waiting(1)) == 1


def test_the_queue_has_an_end(mentions, monkeypatch):
    monkeypatch.setattr(queueing, "MOST_WAITING", 1)
    queued(mentions)
    with pytest.raises(QueueFull):
        mentions.queue(Via.WEBMENTION, SOURCE, "week-3.html")


def test_a_mention_that_holds_is_a_reply_and_stays_the_same_one(mentions, desk):
    name = mentions.take(queued(mentions), arrival(via="webmention", source=SOURCE))
    assert desk.store.get(name).state is ReplyState.HELD
    assert mentions.waiting(9) == ()
    assert mentions.take(queued(mentions), arrival(text="new title", via="webmention")) == name


def test_a_page_that_cannot_be_had_is_tried_three_times(mentions):
    states = [mentions.fail(queued(mentions), "slow")]
    while mentions.waiting(1):
        states.append(mentions.fail(mentions.waiting(1)[0], "slow"))
    assert states == [MentionState.WAITING, MentionState.WAITING, MentionState.FAILED]


@pytest.mark.parametrize("decided", [ReplyState.SHOWN, ReplyState.SPAM])
def test_a_reply_whose_link_is_gone_is_taken_back_unless_a_person_refused_it(mentions, desk, decided):
    name = mentions.take(queued(mentions), arrival(via="webmention"))
    desk.store.decide(name, decided, "ana", "")
    mentions.gone(queued(mentions), "it does not link")
    expected = ReplyState.REFUSED if decided is ReplyState.SHOWN else decided
    assert desk.store.get(name).state is expected
    mentions.gone(queued(mentions), "it does not link")
    assert desk.store.get(name).state is expected


def test_a_mention_that_is_forgotten_leaves_no_address_of_its_page(mentions, desk):
    name = mentions.take(queued(mentions), arrival(via="webmention", source=SOURCE))
    desk.forget(name, "ana", "asked for it")
    assert desk.store.get(name).source is None
    with pytest.raises(InputError, match="was forgotten"):
        desk.show(name, "ana")
    assert queued(mentions).reply is None


def test_whom_we_told_is_remembered(mentions):
    for state in ("told", "failed"):
        done = Announcement(target=f"https://{state}.example/", via=Via.WEBMENTION, state=state, told="")
        mentions.note("week-2.html", done)
    assert mentions.announced("week-2.html") == {"https://told.example/"}
    assert mentions.announced("week-3.html") == frozenset()
