from __future__ import annotations

import asyncio
import json
import threading

from tests.web.console.visiting import Visitor

from truceline.web.live import Listener, Newsroom


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
