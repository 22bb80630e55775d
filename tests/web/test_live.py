from __future__ import annotations

import asyncio
import json
import threading

from tests.web.console.visiting import Visitor

from truceline.web.live import OPEN, OPEN_OF_ONE, Listener, Newsroom


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


def test_a_browser_without_room_is_told_not_to_ask_again(reading: Visitor):
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
