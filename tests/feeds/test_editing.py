from __future__ import annotations

import stat

import pytest

from truceline.errors import InputError
from truceline.feeds import editing
from truceline.feeds.editing import Typed
from truceline.feeds.settings import read_settings

FILE = """# what we read, and why
format: truceline/feeds/1
feeds:
  - {id: drops, kind: folder, path: in}  # from the office
  - {id: news, kind: web, url: 'https://news.example/feed?key=CANARY', source: agency}
"""


@pytest.fixture
def case(tmp_path):
    (tmp_path / "feeds.yaml").write_text(FILE)
    return tmp_path


def test_the_first_feed_makes_the_file_and_nobody_else_reads_it(tmp_path):
    editing.add(tmp_path, "news", Typed("https://news.example/feed", every_minutes=15))
    (feed,) = read_settings(tmp_path).feeds
    assert (feed.id, feed.kind, feed.every_minutes) == ("news", "web", 15)
    assert stat.S_IMODE((tmp_path / "feeds.yaml").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["feeds.yaml"]


def test_what_somebody_wrote_beside_the_feeds_stays(case):
    editing.add(case, "wire", Typed("https://wire.example/feed"))
    editing.change(case, read_settings(case).feed("drops"), Typed(every_minutes=10))
    told = (case / "feeds.yaml").read_text()
    assert "# what we read, and why" in told
    assert "# from the office" in told
    assert [one.id for one in read_settings(case).feeds] == ["drops", "news", "wire"]
    assert read_settings(case).feed("drops").every_minutes == 10


def test_an_address_stays_where_none_is_given_and_goes_where_one_is(case):
    editing.change(case, read_settings(case).feed("news"), Typed(language="ar"))
    feed = read_settings(case).feed("news")
    assert (feed.url, feed.language, feed.source) == ("https://news.example/feed?key=CANARY", "ar", None)
    editing.change(case, feed, Typed("https://other.example/feed"))
    assert read_settings(case).feed("news").url == "https://other.example/feed"


def test_a_removed_feed_is_gone_and_the_others_are_not(case):
    editing.remove(case, read_settings(case).feed("news"))
    assert [one.id for one in read_settings(case).feeds] == ["drops"]


@pytest.mark.parametrize(
    ("name", "typed", "fields"),
    [
        ("A b", Typed("https://news.example/"), {"id"}),
        ("news", Typed("https://news.example/"), {"id"}),
        ("x", Typed("file:///etc/passwd"), {"url"}),
        ("x", Typed("https://me:CANARY@news.example/"), {"url"}),
        ("x", Typed(""), {"url"}),
        ("x", Typed("https://news.example/", every_minutes=1), {"every_minutes"}),
        ("x", Typed("https://news.example/", silent_after_days=0), {"silent_after_days"}),
        ("x", Typed("https://news.example/", language="fr", source="s" * 121), {"language", "source"}),
    ],
)
def test_what_is_wrong_is_told_by_field_changes_nothing_and_repeats_nothing(case, name, typed, fields):
    with pytest.raises(InputError) as refused:
        editing.add(case, name, typed)
    assert {one.file for one in refused.value.problems} == fields
    assert "CANARY" not in str(refused.value)
    assert (case / "feeds.yaml").read_text() == FILE


def test_no_folder_and_no_mailbox_gets_an_address_of_another_kind(case):
    editing.change(case, read_settings(case).feed("drops"), Typed("https://news.example/"))
    assert read_settings(case).feed("drops").path == "in"


def test_a_feed_that_went_meanwhile_is_not_changed(case):
    feed = read_settings(case).feed("news")
    editing.remove(case, feed)
    before = (case / "feeds.yaml").read_text()
    with pytest.raises(InputError, match="no such feed"):
        editing.change(case, feed, Typed(every_minutes=10))
    assert (case / "feeds.yaml").read_text() == before
