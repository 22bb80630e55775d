from __future__ import annotations

from pathlib import Path

import pytest
from tests.client.writing import client, copied
from tests.web.conftest import idlib_made

from truceline.client.errors import DoesNotFit, NotFound
from truceline.client.orders import AddFeed, SetFeed
from truceline.feeds.settings import read_settings

__all__ = ["idlib_made"]


def test_a_feed_is_added_changed_and_removed(idlib_made: Path, tmp_path: Path):
    visitor = copied(idlib_made, tmp_path)
    with client(visitor) as asking:
        feeds = asking.case("idlib").feeds
        assert feeds.standing() == ()
        assert feeds.add(AddFeed(id="wire", url="https://wire.example/rss", every_minutes=30)).what == "added"
        assert feeds.change("wire", SetFeed(every_minutes=60)).what == "changed"
        (one,) = read_settings(visitor.held.case.folder).feeds
        assert (one.id, one.every_minutes) == ("wire", 60)
        assert [each.standing for each in feeds.standing()] == ["new"]
        with pytest.raises(NotFound):
            feeds.read("nothing")
        with pytest.raises(DoesNotFit):
            feeds.add(AddFeed(id="other", url="ftp://wire.example"))
        assert feeds.remove("wire").what == "removed"
        assert feeds.standing() == ()
