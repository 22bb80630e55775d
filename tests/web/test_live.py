from __future__ import annotations

import asyncio
import json
import threading

import pytest
from starlette.requests import Request
from tests.accounts.making import with_owner, with_person
from tests.web.console.signed import Server
from tests.web.console.visiting import Visitor

from truceline.accounts.account import Grant
from truceline.errors import CaseError, Problem
from truceline.ledger.signers import Role
from truceline.web.live import OPEN, OPEN_OF_ONE, Listener, Newsroom, _may_still
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit


def test_work_in_a_thread_reaches_the_pages_of_whoever_asked(reading: Visitor):
    async def told() -> tuple[Listener, Listener]:
        newsroom = Newsroom(reading.house)
        mine, other = Listener("amal"), Listener("basil")
        newsroom._listeners["idlib"] |= {mine, other}
        watching = asyncio.create_task(newsroom.watch())
        await asyncio.sleep(0)
        tell = threading.Thread(target=newsroom.tell_work, args=("idlib", "amal", {"share": 0.5}))
        tell.start()
        await asyncio.to_thread(tell.join)
        await asyncio.sleep(0)
        newsroom.close()
        await watching
        return mine, other

    mine, other = asyncio.run(told())
    what, told_ = mine.news.get_nowait()
    assert (what, json.loads(told_)) == ("work", {"share": 0.5})
    assert other.news.get_nowait() == ("end", "")


def test_work_is_told_to_nobody_once_the_server_stopped(reading: Visitor):
    newsroom = Newsroom(reading.house)
    newsroom.tell_work("idlib", "amal", {})  # before it began

    async def watched() -> None:
        watching = asyncio.create_task(newsroom.watch())
        await asyncio.sleep(0)
        newsroom.close()
        await watching

    asyncio.run(watched())
    newsroom._closing = asyncio.Event()
    newsroom.tell_work("idlib", "amal", {})  # after its loop ended
    assert newsroom._loop is not None


def test_a_person_with_many_pages_leaves_room_for_others(reading: Visitor):
    newsroom = Newsroom(reading.house)
    newsroom._listeners["idlib"] |= {Listener("amal") for _ in range(OPEN_OF_ONE)}
    assert not newsroom.has_room("amal")
    assert newsroom.has_room("basil")
    newsroom._listeners["idlib"] |= {Listener(f"one of many {n}") for n in range(OPEN)}
    assert not newsroom.has_room("basil")
    assert newsroom.open() == {"idlib": OPEN + OPEN_OF_ONE}


def test_a_browser_without_room_is_given_no_stream(reading: Visitor):
    newsroom = reading.app.state.newsroom
    crowd = {Listener("id-of-analyst") for _ in range(OPEN_OF_ONE)}
    newsroom._listeners["idlib"] |= crowd
    try:
        assert reading.get("changes").status_code == 204
    finally:
        newsroom._listeners["idlib"] -= crowd


def test_news_for_somebody_who_never_reads_take_no_more_than_so_much_room():
    listener = Listener("amal")
    for position in range(10_000):
        listener.tell("position", str(position))
    assert listener.news.qsize() == 100
    assert listener.news.get_nowait() == ("position", "9900")


@pytest.fixture
def listening(idlib_made, tmp_path):
    """An open page of somebody signed in, and the server."""
    server = Server(idlib_made, tmp_path / "home")
    with_person(server.accounts, with_owner(server.accounts), "Ana", Grant("idlib", Role.ANALYST))
    cookie = f"truceline={server.browser('ana').jar['truceline']}".encode()
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "app": server.app}
    request = Request({**scope, "headers": [(b"cookie", cookie)], "state": {}})
    yield Needs(Right.READ)(request, "idlib"), server
    server.accounts.close()


def test_a_stream_notices_that_its_session_ended(listening: tuple[Visit, Server]):
    visit, server = listening
    assert _may_still(visit)
    server.accounts.log_out(visit.request.cookies["truceline"])
    assert not _may_still(visit)


def test_a_stream_waits_while_the_accounts_cannot_be_had(listening: tuple[Visit, Server], monkeypatch):
    visit, server = listening

    def away(_shown):
        raise CaseError(Problem("accounts", 0, "ledger", "the server went away"))

    with monkeypatch.context() as patched:
        patched.setattr(server.accounts, "session", away)
        assert _may_still(visit)
    assert _may_still(visit)
