from __future__ import annotations

import json
import re
import shutil

import httpx
import pytest
from tests.replies.making import (
    CANARY,
    PUBLIC,
    SITE,
    Web,
    arrival,
    html,
    new_desk,
    new_key,
    opened,
    switched_on,
)

from truceline.cli import replies_web
from truceline.replies.mentions import Mentions
from truceline.replies.outgoing import Outgoing
from truceline.replies.reply import Via
from truceline.replies.sealing import Seal

BY = ("--by", "ana")


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A case that takes replies and has three of them, and the key file of its addresses."""
    place = tmp_path_factory.mktemp("replies")
    key = new_key(place / "desk.key")
    desk = new_desk(place / "river", key)
    sealed = Seal.of(desk.settings.seal).close(CANARY)
    desk.store.receive(arrival(), sealed)
    desk.store.receive(arrival(name="The ministry", text="We were not there.\nOur guns stay."), sealed)
    desk.store.receive_spam(arrival(name="\x1b[2Jbuy", text="Buy now at https://buy.example"), sealed, "trap")
    desk.store.close()
    return place


@pytest.fixture
def case(template, tmp_path):
    """A copy of the case: its folder."""
    return shutil.copytree(template, tmp_path / "own") / "river"


@pytest.fixture
def key(case):
    return case.parent / "desk.key"


@pytest.fixture
def names(case):
    """The ids of the three replies."""
    return [reply.id for reply in opened(case).store.listed()]


def told(run, *words, code=0):
    done = run("replies", *words)
    assert done.exit_code == code, done.output
    assert CANARY not in done.stdout + done.stderr
    return done


def plain(text, names):
    """An output without what differs each time: ids, and the second of a decision."""
    for number, name in enumerate(names, start=1):
        text = text.replace(name, f"r-000000000{number}")
    text = re.sub(r'"on": "[-\d]+"', '"on": "DATE"', text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC (?!$)(?=shown|answered|claimed)", "DATE ", text)


def test_a_day_at_the_desk(run, case, names, golden):
    first, party, spam = names
    pages = [told(run, case, "list").stdout]
    told(run, case, "accept", first, *BY)
    told(run, case, "accept", party, "--party", "north", "--basis", "its letter of 1 June", *BY)
    told(run, case, "answer", party, "We looked again,\nand saw them.", *BY)
    told(run, case, "refuse", spam, "--why", "sells something", *BY)
    claim = ("claim", party, "norms=guns-out", "--act", "withdraw", "--modality", "refused")
    pages.append(told(run, case, *claim, "--quote", "Our guns stay.", "--accept", *BY).stderr)
    pages += [told(run, case, "show", party).stdout, told(run, case, "list").stdout]
    pages.append(told(run, case, "export").stdout)
    golden("replies.txt", plain("\n".join(pages), names))
    posture = run("posture", case, "--as-of", "2030-01-01").stdout
    assert "refuses" in posture
    files = [path for path in case.rglob("*") if path.is_file()]
    assert [path.name for path in files if CANARY.encode() in path.read_bytes()] == []


def test_programs_get_json_without_an_address(run, case, names):
    listed = json.loads(
        told(run, case, "list", "--state", "held", "--page", SITE + "week-2.html", "--format", "json").stdout
    )
    assert [reply["id"] for reply in listed["replies"]] == names[:2]
    shown = json.loads(told(run, case, "show", names[0], "--format", "json").stdout)
    assert shown["id"] == names[0]
    assert "mail" not in json.dumps([listed, shown]).lower()


def test_what_is_exported_is_what_is_shown(run, case, names, tmp_path):
    told(run, case, "accept", names[0], *BY)
    told(run, case, "export", "--page", "week-2.html", "--out", tmp_path / "shown.json")
    written = json.loads((tmp_path / "shown.json").read_text())
    assert [reply["id"] for reply in written["replies"]] == [names[0]]
    assert json.loads(told(run, case, "export", "--page", "week-9.html").stdout)["replies"] == []


def test_an_address_is_shown_to_who_has_the_key_and_gives_a_reason(run, case, names, key):
    done = run("replies", case, "address", names[0], "--key", key, "--why", "to ask when", *BY)
    assert (done.exit_code, done.stdout) == (0, f"{CANARY}\n")
    assert "address read by ana: to ask when" in told(run, case, "show", names[0]).stdout
    for words, hint in (
        (("--key", key), "--why"),
        (("--key", key, "--why", " "), "cannot be empty"),
        (("--key", case / "none.key", "--why", "to ask"), "there is no such file"),
        (("--key", new_key(case.parent / "other.key"), "--why", "to ask"), "does not open it"),
    ):
        assert hint in told(run, case, "address", names[0], *words, code=2).stderr


def test_a_letter_is_entered_and_held(run, case, tmp_path):
    letter = tmp_path / "letter.txt"
    letter.write_text("We were not there.")
    name = told(run, case, "add", "week-2.html", letter, "--name", "The embassy").stdout.strip()
    assert "The embassy" in told(run, case, "show", name).stdout
    assert (
        run("replies", case, "add", "week-2.html", "-", "--name", "b", typed="By telephone.").exit_code == 0
    )
    letter.write_bytes(b"\xff\xfe")
    assert "not UTF-8" in told(run, case, "add", "week-2.html", letter, "--name", "b", code=2).stderr
    assert (
        "cannot be read" in told(run, case, "add", "a.html", tmp_path / "none", "--name", "b", code=2).stderr
    )


def test_what_is_wrong_is_told(run, case, names, tmp_path):
    for words, hint in (
        (("show", "r-0"), "there is no reply 'r-0'"),
        (("accept", names[0], "--party", "west", "--basis", "x"), "no party 'west' (allowed: north, south)"),
        (("refuse", names[0]), "--why"),
        (("answer", names[0], "No."), "is not shown"),
        (("claim", names[0], "--act", "reject"), "not shown as a party's word"),
        (("list", "--page", "https://other.example/"), "is no page under"),
        (("announce", SITE), "sending is off"),
    ):
        assert hint in told(run, case, *words, code=2).stderr
    assert run("replies", case, "answer", names[0], "-", typed="No.").exit_code == 2


def test_a_reply_is_forgotten_and_what_rests_on_it_is_named(run, case, names):
    told(run, case, "accept", names[1], "--party", "north", "--basis", "its letter", *BY)
    told(run, case, "claim", names[1], "--act", "reject", *BY)
    done = told(run, case, "forget", names[1], "--why", "asked for it", *BY)
    assert "forgotten by ana" in done.stderr
    assert "rests on its words and stays in the ledger" in done.stderr
    shown = told(run, case, "show", names[1]).stdout
    assert ("words withdrawn" in shown, "ministry" in shown) == (True, False)


def test_no_sign_of_a_stranger_steers_a_terminal(run, case, names):
    assert "\x1b" not in told(run, case, "list").stdout + told(run, case, "show", names[2]).stdout
    both = told(run, case, "spam", names[0], names[1], "--why", "sells", *BY).stderr
    assert both.splitlines() == [f"{name} is spam by ana" for name in names[:2]]
    assert "no reply 'r-0'" in told(run, case, "refuse", names[0], "r-0", "--why", "x", code=2).stderr
    assert "refused" not in told(run, case, "show", names[0]).stdout
    assert "spam" in told(run, case, "list", "--state", "spam").stdout


def test_a_case_is_set_up_from_the_command_line(run, own_river, key):
    site = ("--site", SITE, "--address", "https://replies.example/")
    assert "takes no replies yet" in told(run, own_river, "list", code=2).stderr
    assert "no such file" in told(run, own_river, "setup", "--key", "none.key", *site, code=2).stderr
    wrong = ("setup", "--key", key, "--site", "nowhere", "--address", "https://replies.example/")
    assert "--site: must be a web address" in told(run, own_river, *wrong, code=2).stderr
    told(run, own_river, "setup", "--key", key, *site, "--pages", "site")
    assert "0 replies, 0 held." in told(run, own_river, "list").stdout
    assert "takes replies already" in told(run, own_river, "setup", "--key", key, *site, code=2).stderr


def test_replies_are_brought_along(run, case, own_river, key):
    site = ("--site", SITE, "--address", "https://replies.example/")
    told(run, own_river, "setup", "--key", key, *site)
    assert "3 replies brought along" in told(run, own_river, "bring", case).stderr
    assert "The ministry" in told(run, own_river, "list").stdout


def asking(monkeypatch, web):
    """Let the commands ask this web and no other."""
    made = lambda desk: Outgoing(desk.settings.own_hosts, resolver=lambda *_: [PUBLIC], inner=web)  # noqa: E731
    monkeypatch.setattr(replies_web, "_outgoing", made)


def test_mentions_are_looked_at_when_asked(run, case, monkeypatch):
    asking(monkeypatch, Web({"blog.example/1": html(f"<title>Ours</title><a href='{SITE}week-2.html'>")}))
    assert "no mentions wait" in told(run, case, "fetch").stderr
    mentions = Mentions(opened(case).store)
    mentions.queue(Via.WEBMENTION, "https://blog.example/1", "week-2.html")
    mentions.queue(Via.PINGBACK, "https://blog.example/forged", "week-2.html")
    listed = told(run, case, "fetch").stdout
    assert ("taken" in listed, "there is no such page" in listed) == (True, True)
    assert json.loads(told(run, case, "fetch", "--format", "json").stdout)["mentions"] == []
    assert "blog.example" in told(run, case, "list", "--state", "held").stdout


def test_pages_elsewhere_are_told_of_ours_once(run, case, monkeypatch):
    (case / "site").mkdir()
    (case / "site" / "week-2.html").write_text('<a href="https://one.example/">1</a>')
    switched_on(case)
    settings = case / "replies.yaml"
    settings.write_text(settings.read_text().replace("pages: null", "pages: site"))
    web = Web(
        {"one.example/": html("", Link='</wm>; rel="webmention"'), "one.example/wm": httpx.Response(202)}
    )
    asking(monkeypatch, web)
    assert "told" in told(run, case, "announce", f"{SITE}week-2.html").stdout
    assert "was not told before" in told(run, case, "announce", "week-2.html").stderr
    found = json.loads(told(run, case, "announce", "week-2.html", "--format", "json").stdout)
    assert found == {"format": "truceline/announced/1", "page": "week-2.html", "announcements": []}


def test_our_own_page_is_never_asked_of_ourselves(run, case):
    switched_on(case)
    assert "our own page: it is this very server" in told(run, case, "announce", "week-2.html", code=2).stderr


def test_the_server_is_started_on_loopback_unless_told(run, case, monkeypatch):
    asked, served = [], []
    monkeypatch.setattr("truceline.web.serving.listening", lambda host, port: asked.append((host, port)))
    monkeypatch.setattr("truceline.web.serving.serve", lambda app, _place: served.append(app))
    assert "answering at http://127.0.0.1:8080/form" in told(run, case, "serve").stderr
    assert (
        "let a proxy with TLS stand before it"
        in told(run, case, "serve", "--host", "::", "--port", "81").stderr
    )
    assert asked == [("127.0.0.1", 8080), ("::", 81)]
    assert len(served) == 2
