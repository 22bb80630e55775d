from __future__ import annotations

import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.case.conftest import write_source
from tests.replies.making import PUBLIC, Web

from truceline.case import manifest
from truceline.case.folder import Case
from truceline.feeds.polling import Feeds
from truceline.replies.outgoing import Outgoing

NOW = datetime(2020, 6, 1, 9, tzinfo=UTC)
REPORT = "On 5 April 2020 northern forces shelled the river strip with heavy guns, the mayor said."


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    source = write_source(tmp_path_factory.mktemp("feeds-source"))
    folder = tmp_path_factory.mktemp("feeds") / "river"
    Case.create(folder, agreement=source / "river.yaml", clock=lambda: NOW)
    return folder


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=("sqlite", "postgresql"))
def folder(request, made, tmp_path) -> Path:
    """A case whose ledger, with the feeds beside it, is in either database."""
    own = Path(shutil.copytree(made, tmp_path / "river"))
    if request.param == "postgresql":
        (own / manifest.LEDGER).unlink()
        about = manifest.read(own)
        store = str(request.getfixturevalue("new_case")())
        manifest.write(own, about.model_copy(update={"store": store}))
    return own


@pytest.fixture
def feeds_of(folder, clock):
    """Feeds of the case, by the lines of its file and the web that is there."""

    def made_of(*lines: str, web: Web | None = None, names=None, **more) -> Feeds:
        told = "\n".join(f"  - {{{line}}}" for line in lines)
        (folder / "feeds.yaml").write_text(f"format: truceline/feeds/1\nfeeds:\n{told}\n")
        known = names or {}
        outgoing = Outgoing(
            resolver=lambda host, _port: known.get(host, [PUBLIC]), inner=web or Web({}), most_bytes=5_000_000
        )
        case = Case.open(folder, clock=clock)
        return Feeds(case, outgoing=outgoing, clock=clock, **more)

    return made_of


def drop(folder: Path, name: str, content: str | bytes) -> Path:
    """A file that was put into a watched folder a while ago."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    before = time.time() - 60
    os.utime(path, (before, before))
    return path


def rss(*entries: str) -> str:
    items = "".join(f"<item>{one}</item>" for one in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def entry(title: str, words: str, guid: str, day: str = "Mon, 06 Apr 2020 10:00:00 GMT") -> str:
    return (
        f"<title>{title}</title><description><![CDATA[{words}]]></description><guid>{guid}</guid>"
        f"<pubDate>{day}</pubDate>"
    )
