from __future__ import annotations

import ssl
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from tests.feeds.conftest import REPORT, drop, entry, rss
from tests.replies.making import Web

from truceline.errors import CaseError, Problem
from truceline.feeds import polling
from truceline.feeds.polling import Feeds, Polled
from truceline.feeds.standing import FeedStanding

FOLDER = "id: drops, kind: folder, path: in"
NEWS = "id: news, kind: web, url: 'https://news.example/feed', source: news-agency"
WIRE = "id: wire, kind: web, url: 'https://wire.example/feed'"


def answered(content: str | bytes, **headers: str) -> httpx.Response:
    body = content.encode() if isinstance(content, str) else content
    return httpx.Response(
        200, content=body, headers={name.replace("_", "-"): one for name, one in headers.items()}
    )


def test_a_file_becomes_a_document_and_proposed_claims_once(feeds_of, folder):
    feeds = feeds_of(FOLDER)
    drop(folder / "in", "report.txt", REPORT)
    (feed,) = feeds.settings.feeds
    done = feeds.poll(feed)
    assert (done.documents, done.again, done.trouble) == (1, 0, "")
    assert done.claims >= 1
    claims = list(feeds._case.ledger.claims())
    assert {one.status.value for one in feeds._case.ledger.known(one.claim_id for one in claims)} == {
        "proposed"
    }
    assert {one.source.id for one in claims} == {"drops"}
    position = feeds._case.ledger.position
    assert feeds.poll(feed).documents == 0
    assert feeds._case.ledger.position == position


def test_the_same_text_from_two_feeds_is_one_document_with_two_sightings(feeds_of, folder):
    web = Web(
        {
            "news.example/feed": answered(rss(entry("Shelling", f"<p>{REPORT}</p>", "a"))),
            "wire.example/feed": answered(rss(entry("Shelling", f"{REPORT.upper()}  <br>", "z"))),
        }
    )
    feeds = feeds_of(NEWS, WIRE, web=web)
    first, second = (feeds.poll(one) for one in feeds.settings.feeds)
    assert (first.documents, second.documents, second.again, second.claims) == (1, 0, 1, 0)
    (document,) = feeds._case.ledger.documents()
    assert [one.feed for one in feeds.store.seen_in(document.sha256)] == ["news", "wire"]
    sources = {one.source.id for one in feeds._case.ledger.claims()}
    assert sources == {"news-agency"}


def test_text_alone_is_kept_of_markup(feeds_of):
    hostile = (
        f"<script>alert('x')</script><p onclick='x'>{REPORT}</p><iframe src='http://127.0.0.1/'>no</iframe>"
    )
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(rss(entry("T", hostile, "a")))}))
    feeds.poll(feeds.settings.feeds[0])
    (document,) = feeds._case.ledger.documents()
    content = feeds._case.ledger.document(document.sha256).decode()
    assert content == f"T\n\n{REPORT}"


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss>&b;</rss>',
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
        "<!doctype html><html><body>we moved</body></html>",
        "no feed at all",
        "",
        b"\xff\xfe\x00\x00" * 1000,
    ],
)
def test_what_is_no_feed_is_told_and_nothing_is_kept(feeds_of, content):
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(content)}))
    assert feeds.poll(feeds.settings.feeds[0]).trouble
    (standing,) = feeds.standings()
    assert standing.standing is FeedStanding.FAILING
    assert standing.last_word is None
    assert feeds._case.ledger.documents() == ()


def test_a_feed_without_end_is_cut_off(feeds_of):
    async def endless():
        for _ in range(100):
            yield b"x" * 1_000_000

    web = Web({"news.example/feed": lambda _request: httpx.Response(200, content=endless())})
    feeds = feeds_of(NEWS, web=web)
    assert "larger than" in feeds.poll(feeds.settings.feeds[0]).trouble


def test_no_redirect_and_no_name_leads_into_the_own_network(feeds_of):
    web = Web({"news.example/feed": httpx.Response(302, headers={"Location": "http://127.0.0.1/feed"})})
    feeds = feeds_of(NEWS, web=web, names={"127.0.0.1": ["127.0.0.1"]})
    assert "not on the open web" in feeds.poll(feeds.settings.feeds[0]).trouble
    assert [address for *_, address in web.asked] == ["93.184.215.14"]
    bent = feeds_of(NEWS, web=Web({}), names={"news.example": ["93.184.215.14", "10.0.0.1"]})
    assert "not on the open web" in bent.poll(bent.settings.feeds[0]).trouble


def test_an_unchanged_feed_is_asked_by_its_mark_and_sends_nothing(feeds_of):
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("if-none-match"))
        if asked[-1] == '"one"':
            return httpx.Response(304)
        return answered(rss(entry("A", REPORT, "a")), ETag='"one"')

    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answer}))
    feed = feeds.settings.feeds[0]
    assert (feeds.poll(feed).documents, feeds.poll(feed).documents) == (1, 0)
    assert asked == [None, '"one"']
    (standing,) = feeds.standings()
    assert (standing.texts, standing.standing) == (1, FeedStanding.SILENT)  # since April, as it says


@pytest.mark.parametrize("day", ["Fri, 06 Apr 2035 10:00:00 GMT", "no day", "Mon, 06 Apr 0001 10:00:00 GMT"])
def test_days_that_cannot_be_count_as_none(feeds_of, day, clock):
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(rss(entry("A", REPORT, "a", day)))}))
    feeds.poll(feeds.settings.feeds[0])
    ((sighting, _),) = feeds.store.sightings()
    assert sighting.dated is None
    assert feeds.standings()[0].last_word == clock.at


def test_a_feed_that_stops_answering_or_changes_its_form_is_told_with_its_last_word(feeds_of, clock):
    web = Web({"news.example/feed": answered(rss(entry("A", REPORT, "a")))})
    feeds = feeds_of(NEWS, web=web)
    feed = feeds.settings.feeds[0]
    feeds.poll(feed)
    web.pages = {"news.example/feed": answered(rss("<title>Another report of the mayor</title>"))}
    feeds.poll(feed)
    (standing,) = feeds.standings()
    assert standing.standing is FeedStanding.CHANGED
    assert "'rss20 title'" in standing.told
    web.pages = {}
    assert feeds.poll(feed).trouble == "it answers with status 404"
    (standing,) = feeds.standings()
    assert (standing.standing, standing.told) == (FeedStanding.FAILING, "it answers with status 404")
    assert standing.last_word == clock.at


def test_a_feed_silent_for_longer_than_its_habit_is_told(feeds_of, clock):
    days = [f"{n:02d} Apr 2020 10:00:00 GMT" for n in range(1, 9)]
    told = [entry(f"Report {n}", f"{REPORT} Part {n}.", str(n), day) for n, day in enumerate(days)]
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(rss(*told))}))
    feeds.poll(feeds.settings.feeds[0])
    (standing,) = feeds.standings()
    assert standing.standing is FeedStanding.SILENT
    assert f"{standing.last_word:%Y-%m-%d}" == "2020-04-08"
    assert "the longest to be expected is 3 days" in standing.told


def test_a_feed_is_due_when_its_time_has_come_and_not_all_at_once(feeds_of, clock, folder):
    (folder / "in").mkdir()
    feeds = feeds_of(f"{FOLDER}, every_minutes: 10", chance=lambda: 1.0)
    (feed,) = feeds.due()
    feeds.poll(feed)
    clock.move(minutes=11)
    assert feeds.due() == ()
    clock.move(minutes=1)
    assert feeds.due() == (feed,)


def test_what_cannot_be_read_is_seen_once_and_told(feeds_of, folder):
    feeds = feeds_of(FOLDER)
    drop(folder / "in", "picture.pdf", b"\x89PNG not a report")
    drop(folder / "in", "archive.docx", b"PK\x03\x04 not whole")
    (feed,) = feeds.settings.feeds
    assert feeds.poll(feed).documents == 0
    assert all(text.document is None and text.trouble for _, text in feeds.store.sightings())
    assert len(feeds.store.sightings()) == 2
    assert feeds._case.ledger.documents() == ()


def test_only_whole_files_of_the_folder_itself_are_read(feeds_of, folder, tmp_path):
    feeds = feeds_of(FOLDER)
    secret = drop(tmp_path, "secret.txt", REPORT)
    drop(folder / "in", ".hidden.txt", REPORT)
    (folder / "in" / "link.txt").symlink_to(secret)
    (folder / "in" / "inner").mkdir()
    (folder / "in" / "fresh.txt").write_text(REPORT)
    assert feeds.poll(feeds.settings.feeds[0]).documents == 0
    assert feeds.store.sightings() == ()


def test_a_poll_that_is_not_wanted_any_more_goes_on_where_it_stopped(feeds_of, folder):
    feeds = feeds_of(FOLDER)
    for number in range(3):
        drop(folder / "in", f"{number}.txt", f"{REPORT} Part {number}.")
    (feed,) = feeds.settings.feeds
    answers = iter([True, False])
    assert feeds.poll(feed, lambda: next(answers)).documents == 1
    assert feeds.poll(feed).documents == 2
    assert len(feeds._case.ledger.documents()) == 3


def test_a_text_that_was_kept_but_not_noted_adds_nothing_the_second_time(feeds_of, folder, monkeypatch):
    """As if the power had gone between the ledger and the store."""
    feeds = feeds_of(FOLDER)
    drop(folder / "in", "report.txt", REPORT)
    (feed,) = feeds.settings.feeds
    with monkeypatch.context() as cut:
        cut.setattr(type(feeds.store), "see", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            feeds.poll(feed)
    claims = len(list(feeds._case.ledger.claims()))
    assert feeds.poll(feed).claims == 0
    assert len(list(feeds._case.ledger.claims())) == claims
    assert len(feeds._case.ledger.documents()) == 1


@pytest.mark.parametrize(
    ("url", "names", "told"),
    [
        ("http://127.0.0.1/feed", {"127.0.0.1": ["127.0.0.1"]}, "not on the open web"),
        ("http://[::1]/feed", {"::1": ["::1"]}, "not on the open web"),
        ("http://[::ffff:10.0.0.1]/feed", {"::ffff:10.0.0.1": ["::ffff:10.0.0.1"]}, "not on the open web"),
        ("http://inner.example/feed", {"inner.example": ["192.168.1.4"]}, "not on the open web"),
        ("http://169.254.169.254/latest", {"169.254.169.254": ["169.254.169.254"]}, "not on the open web"),
        ("http://news.example:8080/feed", {}, "unusual port"),
    ],
)
def test_nothing_of_the_own_network_is_ever_asked(feeds_of, url, names, told):
    web = Web({})
    feeds = feeds_of(f"id: bad, kind: web, url: '{url}'", web=web, names=names)
    assert told in feeds.poll(feeds.settings.feeds[0]).trouble
    assert web.asked == []


@pytest.mark.parametrize(
    "place", ["http://10.0.0.1/feed", "file:///etc/passwd", "gopher://news.example/", "//"]
)
def test_no_redirect_leads_off_the_open_web(feeds_of, place):
    web = Web({"news.example/feed": httpx.Response(302, headers={"Location": place})})
    feeds = feeds_of(NEWS, web=web, names={"10.0.0.1": ["10.0.0.1"]})
    assert feeds.poll(feeds.settings.feeds[0]).trouble
    assert {address for *_, address in web.asked} == {"93.184.215.14"}


@pytest.mark.parametrize(
    "prolog",
    [
        f"<!--{'x' * 20_000}-->\n<!DOCTYPE a [<!ENTITY b 'ha'>]>",
        "<?p " + "y" * 9_000 + "?><!DOCTYPE a [<!ENTITY b 'ha'>]>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-8-sig"])
def test_a_declaration_is_found_wherever_it_stands_and_however_it_is_encoded(feeds_of, prolog, encoding):
    hostile = f"<?xml version='1.0'?>{prolog}<rss version='2.0'><channel><title>&b;</title></channel></rss>"
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(hostile.encode(encoding))}))
    assert "document type" in feeds.poll(feeds.settings.feeds[0]).trouble


def test_a_declaration_within_an_entry_is_only_words(feeds_of):
    words = f"<!DOCTYPE html><p>{REPORT}</p>"
    feeds = feeds_of(NEWS, web=Web({"news.example/feed": answered(rss(entry("T", words, "a")))}))
    assert feeds.poll(feeds.settings.feeds[0]).documents == 1


def test_a_certificate_that_does_not_hold_is_told_as_that(feeds_of):
    def refuse(_request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no") from ssl.SSLCertVerificationError("self-signed")

    feeds = feeds_of(NEWS, web=Web({"news.example/feed": refuse}))
    assert feeds.poll(feeds.settings.feeds[0]).trouble == "its certificate does not hold"


def two_with_one_text(feeds_of) -> tuple[Feeds, Feeds]:
    """Two processes, as it were, each with both feeds, which bring the same text under two sources."""
    web = Web(
        {
            "news.example/feed": answered(rss(entry("Shelling", REPORT, "a"))),
            "wire.example/feed": answered(rss(entry("Shelling", f"{REPORT.upper()} ", "z"))),
        }
    )
    return feeds_of(NEWS, WIRE, web=web), feeds_of(NEWS, WIRE, web=web)


def test_two_processes_that_poll_at_the_same_time_take_a_text_once(feeds_of):
    both = two_with_one_text(feeds_of)
    start = threading.Barrier(4)

    def ask(feeds: Feeds, name: str) -> Polled:
        start.wait()
        return feeds.poll(feeds.settings.feed(name))

    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, feeds, name) for feeds in both for name in ("news", "wire")]
        done = [one.result() for one in asked]
    assert sum(one.documents for one in done) == 1
    ledger = both[0]._case.ledger
    assert len(ledger.documents()) == 1
    assert len({one.source.id for one in ledger.claims()}) == 1
    assert len(both[0].store.sightings()) == 2


def test_a_text_that_one_process_died_over_is_not_taken_under_another_source(feeds_of, monkeypatch):
    """Killed between the ledger and the store; then the other feed is the first to bring it again."""
    first, second = two_with_one_text(feeds_of)
    with monkeypatch.context() as cut:
        cut.setattr(type(first.store), "see", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            first.poll(first.settings.feed("news"))
    done = second.poll(second.settings.feed("wire"))
    assert (done.documents, done.again) == (0, 1)
    assert {one.source.id for one in second._case.ledger.claims()} == {"news-agency"}
    (document,) = second._case.ledger.documents()
    assert [one.feed for one in second.store.seen_in(document.sha256)] == ["news", "wire"]


def test_a_text_that_one_process_died_over_before_the_ledger_had_it_is_read(feeds_of, monkeypatch):
    first, second = two_with_one_text(feeds_of)
    with monkeypatch.context() as cut:
        cut.setattr(polling, "keep", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            first.poll(first.settings.feed("news"))
    assert second.poll(second.settings.feed("wire")).documents == 1


def test_a_feed_is_asked_by_one_of_two_processes(feeds_of):
    web = Web({"news.example/feed": answered(rss(entry("A", REPORT, "a")))})
    first, second = feeds_of(NEWS, web=web), feeds_of(NEWS, web=web)
    (feed,) = first.due()
    assert second.due() == (feed,)
    assert first.poll_due(feed) is not None
    assert second.poll_due(feed) is None
    assert len(web.asked) == 1


def test_while_one_feed_keeps_us_waiting_another_is_read(feeds_of, folder):
    held, wait = threading.Event(), threading.Event()

    def slow(_request: httpx.Request) -> httpx.Response:
        held.set()
        wait.wait(20)
        return httpx.Response(404)

    feeds = feeds_of(NEWS, FOLDER, web=Web({"news.example/feed": slow}))
    drop(folder / "in", "report.txt", REPORT)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(feeds.poll, feeds.settings.feed("news"))
        assert held.wait(20)
        assert feeds.poll(feeds.settings.feed("drops")).documents == 1
        assert not asked.done()
        wait.set()


def test_a_ledger_that_is_busy_leaves_the_text_for_the_next_time(feeds_of, folder, monkeypatch):
    feeds = feeds_of(FOLDER)
    drop(folder / "in", "report.txt", REPORT)
    (feed,) = feeds.settings.feeds
    with monkeypatch.context() as busy:
        told = CaseError(Problem("ledger", 0, "", "another process is writing to it"))
        busy.setattr(polling, "keep", lambda *_: (_ for _ in ()).throw(told))
        with pytest.raises(CaseError):
            feeds.poll(feed)
    assert feeds.poll(feed).documents == 1


def test_a_text_that_breaks_the_reader_does_not_keep_the_next_one_away(feeds_of, folder, monkeypatch):
    feeds = feeds_of(FOLDER)
    drop(folder / "in", "a.txt", "poison")
    drop(folder / "in", "b.txt", REPORT)
    whole = polling.read_report

    def fragile(case, content, name, **more):
        if content == b"poison":
            raise RecursionError
        return whole(case, content, name, **more)

    monkeypatch.setattr(polling, "read_report", fragile)
    assert feeds.poll(feeds.settings.feeds[0]).documents == 1
    troubles = {text.name: text.trouble for _, text in feeds.store.sightings()}
    assert troubles == {"a.txt": "reading it ends in an error of the program", "b.txt": ""}
