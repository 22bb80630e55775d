from __future__ import annotations

from datetime import UTC, date, datetime

import feedparser
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.publish.beside.making import HOSTILE, empty, facts
from tests.publish.making import assessment

from truceline.publish.beside.feed import Told, feed, summary
from truceline.publish.beside.plain_text import one_line

ADDRESS = "https://mission.example/bulletin/feed.atom"


def read(*reports, **options):
    found = feedparser.parse(feed(reports, title="Bulletin", address=ADDRESS, **options))
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_reports_stand_newest_first_with_their_permanent_addresses():
    early = facts(report="weekly-2030-02-03", now=assessment(date(2030, 2, 3)))
    found = read(Told(early, "https://mission.example/1"), Told(facts(), "https://mission.example/2"))
    assert [entry.link for entry in found.entries] == [
        "https://mission.example/2",
        "https://mission.example/1",
    ]
    assert found.entries[0].title == "Truce on the river: weekly report, 2030-02-10"
    assert found.entries[0].updated == "2030-02-10T23:59:59Z"
    assert found.feed.updated == "2030-02-10T23:59:59Z"
    assert found.feed.links[0].href == ADDRESS
    assert [tag.term for tag in found.entries[0].tags] == ["weekly"]


def test_a_report_keeps_its_id_whatever_its_link_and_two_never_share_one():
    one, moved = read(Told(facts(), "https://a.example/")), read(Told(facts(), "https://b.example/"))
    assert one.entries[0].id == moved.entries[0].id
    assert one.entries[0].id.startswith("urn:uuid:")
    other = read(Told(facts(report="weekly-2030-02-11"), "https://a.example/"))
    assert other.entries[0].id != one.entries[0].id
    assert other.feed.id == one.feed.id


def test_a_correction_moves_the_time_and_not_the_identity():
    at = datetime(2030, 2, 12, 8, 30, 5, 999, tzinfo=UTC)
    (entry,) = read(Told(facts(), "https://a.example/", at)).entries
    assert entry.updated == "2030-02-12T08:30:05Z"


def test_a_summary_tells_the_figures():
    assert summary(facts()) == (
        "2030-02-04 to 2030-02-10. Promises: 1 unproven; standings changed: 1. "
        "Register entries to date: 1, of these breaches: 1. Corrections: 2."
    )
    assert summary(empty()) == (
        "2030-02-10. Promises: none; standings changed: 0. Register entries to date: 0, of these breaches: 0."
    )


def test_a_feed_without_reports_is_a_feed():
    assert read().entries == []


def test_hostile_names_stay_text():
    told = facts(title=HOSTILE)
    found = read(Told(told, 'https://a.example/?a=1&b="2"'), author=HOSTILE)
    tree = etree.fromstring(feed([Told(told, "https://a.example/")], title=HOSTILE, address=ADDRESS))
    spaces = {"a": "http://www.w3.org/2005/Atom"}
    assert tree.findtext("a:title", namespaces=spaces) == one_line(HOSTILE)
    assert one_line(HOSTILE) in tree.findtext("a:entry/a:title", namespaces=spaces)
    assert found.entries[0].link == 'https://a.example/?a=1&b="2"'


@given(st.text(), st.text())
def test_whatever_is_written_parses(title: str, author: str):
    content = feed(
        [Told(facts(title=title), "https://a.example/")], title=title, address=ADDRESS, author=author
    )
    assert etree.fromstring(content).tag == "{http://www.w3.org/2005/Atom}feed"
