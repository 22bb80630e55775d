from __future__ import annotations

import asyncio
import logging
import shutil
import threading
import time
from pathlib import Path

import httpx
import pytest
from starlette.concurrency import run_in_threadpool
from tests.feeds.conftest import REPORT, drop, entry, rss
from tests.replies.making import PUBLIC, Web
from tests.web.console.visiting import OpenDoor, everybody

from truceline.feeds.standing import FeedStanding
from truceline.replies.outgoing import Outgoing
from truceline.web import rounds
from truceline.web.app import Serving, console_app, stopping
from truceline.web.house import House
from truceline.web.rounds import Rounds

PATIENCE_S = 30.0


def until(met) -> None:
    """Wait for what happens in another thread."""
    ends = time.monotonic() + PATIENCE_S
    while not met():
        assert time.monotonic() < ends, "it does not come"
        time.sleep(0.02)


@pytest.fixture
def case(idlib_made, tmp_path) -> Path:
    return Path(shutil.copytree(idlib_made, tmp_path / "idlib"))


def set_up(case: Path, *lines: str) -> None:
    told = "\n".join(f"  - {{{one}}}" for one in lines)
    (case / "feeds.yaml").write_text(f"format: truceline/feeds/1\nfeeds:\n{told}\n")


def going(case: Path, web: Web | None = None, told=lambda _slug: None) -> tuple[House, Rounds]:
    house = House.open([case])
    outgoing = Outgoing(resolver=lambda *_: [PUBLIC], inner=web or Web({}))
    return house, Rounds(house, outgoing, told)


def web_feed(name: str) -> str:
    return f"id: {name}, kind: web, url: 'https://{name}.example/feed'"


def answering(text: str):
    return lambda _request: httpx.Response(200, content=rss(entry("T", text, "a")).encode())


def test_each_feed_is_asked_when_its_time_has_come_and_its_case_told(case):
    told: list[str] = []
    set_up(case, web_feed("news"), "id: drops, kind: folder, path: in")
    drop(case / "in", "report.txt", f"{REPORT} Part two.")
    house, going_round = going(case, Web({"news.example/feed": answering(REPORT)}), told.append)
    assert going_round.look() == 2
    until(lambda: len(told) == 2)
    assert len(house.cases["idlib"].case.ledger.documents()) == 2
    until(lambda: not going_round._underway)
    assert going_round.look() == 0
    assert told == ["idlib", "idlib"]


def test_feeds_that_hang_hold_up_no_other_and_more_than_a_few_are_never_asked_at_once(case):
    asked, let_go = threading.Semaphore(0), threading.Event()

    def hangs(_request: httpx.Request) -> httpx.Response:
        asked.release()
        let_go.wait(PATIENCE_S)
        return httpx.Response(404)

    slow = [f"slow{number}" for number in range(rounds.AT_ONCE + 2)]
    first = [web_feed(one) for one in slow[: rounds.AT_ONCE - 1]]
    set_up(case, *first, web_feed("news"), *map(web_feed, slow[rounds.AT_ONCE - 1 :]))
    pages = {f"{one}.example/feed": hangs for one in slow} | {"news.example/feed": answering(REPORT)}
    house, going_round = going(case, Web(pages))
    assert going_round.look() == rounds.AT_ONCE
    for _ in first:
        assert asked.acquire(timeout=PATIENCE_S)
    until(lambda: len(house.cases["idlib"].case.ledger.documents()) == 1)
    assert len(going_round._underway) < rounds.AT_ONCE + 1
    let_go.set()
    until(lambda: not going_round._underway)


def test_a_wrong_file_is_told_once_and_stops_nothing_else(case, caplog):
    caplog.set_level(logging.INFO)
    (case / "feeds.yaml").write_text("format: truceline/feeds/1\nfeeds: [{id: a, kind: fax, url: CANARY}]\n")
    _, going_round = going(case)
    assert [going_round.look(), going_round.look()] == [0, 0]
    assert caplog.text.count("cannot be read") == 1
    assert "CANARY" not in caplog.text


def test_a_server_goes_round_while_it_runs_unless_it_is_told_not_to(case):
    set_up(case, "id: drops, kind: folder, path: in")
    drop(case / "in", "report.txt", REPORT)

    async def run(app, wait) -> None:
        async with app.router.lifespan_context(app):
            await run_in_threadpool(wait)
            stopping(app)()

    house = House.open([case])
    held = house.cases["idlib"].case.ledger
    door = OpenDoor(everybody())
    asyncio.run(run(console_app(house, door, Serving(reads_feeds=False)), lambda: time.sleep(0.5)))
    assert held.documents() == ()
    asyncio.run(run(console_app(house, door), lambda: until(lambda: len(held.documents()) == 1)))


def test_whoever_stops_it_waits_only_a_little_for_a_feed_that_hangs(case):
    begun, let_go = threading.Event(), threading.Event()

    def hangs(_request: httpx.Request) -> httpx.Response:
        begun.set()
        let_go.wait(PATIENCE_S)
        return httpx.Response(200, content=rss(entry("T", REPORT, "a")).encode())

    set_up(case, web_feed("slow"))
    house, going_round = going(case, Web({"slow.example/feed": hangs}))
    going_round.look()
    assert begun.wait(PATIENCE_S)
    started = time.monotonic()
    going_round.close()
    assert time.monotonic() - started < rounds._LAST_LOOK_S + 2
    assert going_round.look() == 0
    let_go.set()
    until(lambda: not going_round._underway)
    assert house.cases["idlib"].case.ledger.documents() == (), "it is taken in by the next who asks"


def test_hosts_that_the_operator_names_are_asked_and_no_others(case):
    let = Outgoing(
        resolver=lambda host, _port: ["127.0.0.1"] if host == "feeds.lan" else ["10.0.0.9"],
        inner=(web := Web({"feeds.lan:8099/feed": answering(REPORT)})),
        allowed=frozenset({"feeds.lan:8099"}),
    )
    set_up(
        case,
        "id: ours, kind: web, url: 'http://feeds.lan:8099/feed'",
        "id: port, kind: web, url: 'http://feeds.lan/feed'",
        "id: host, kind: web, url: 'http://other.lan:8099/feed'",
    )
    of = Rounds(House.open([case]), let).of("idlib")
    for feed in of.settings.feeds:
        of.poll(feed)
    assert {one.feed.id: one.standing for one in of.standings() if one.standing is FeedStanding.FAILING} == {
        "port": FeedStanding.FAILING,
        "host": FeedStanding.FAILING,
    }
    assert [address for *_, address in web.asked] == ["127.0.0.1"]
