"""Every page in Arabic, and every fault that a person meets there: no words of ours are left in English."""

from __future__ import annotations

import html
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from starlette.routing import compile_path
from tests.replies.making import ADDRESS, SITE, new_key
from tests.web.console.one_table import PASSPHRASE, Table
from tests.web.test_matrix import STREAM, filled, walked

from truceline.ledger.checkpoint import Checkpoint
from truceline.ledger.signing import Signer
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival

_TURNING = re.compile("[\u2066-\u2069]")
_ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{2,})+")
"""Two Latin words in a row: a name or an id alone may stand in any language."""
LATIN = {
    "ODK Central": "a program",
    "Pettersson et al": "who made a table of events",
    "truceline keys new": "a command",
    "truceline keys trust": "a command",
    "truceline ledger countersign": "a command",
    "truceline replies CASE setup": "a command",
    "Team observer": "a signer's own name",
    "Ein Laroz": "a place",
    "reading depth": "a parameter of the address, and the name of a reading",
    "unexpected end of data": "what a reader of tables says, between our words",
    "Expecting property name enclosed in double quotes": "what a reader of JSON says, between our words",
}
"""What is rightly Latin on our pages, each with the reason."""
_BARE = frozenset({"br", "img", "input", "meta", "link", "hr", "wbr", "col", "source"})
_OTHERS = frozenset({"script", "style", "code", "textarea", "pre", "svg"})
"""Elements that hold no words of ours: what is typed, signed or run."""
_SPOKEN = ("aria-label", "title", "placeholder", "alt")
PEOPLE = ("auditor", "turkey-liaison", "team-publisher")


class Shown(HTMLParser):
    """The words of a page that are ours: not marked as another language's, and nobody's own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _is_quiet(self) -> bool:
        return any(quiet for _, quiet in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if not self._is_quiet:
            self.found += [value for name in _SPOKEN if (value := said.get(name))]
        if tag not in _BARE:
            marked = said.get("lang") == "en" or said.get("dir") in ("ltr", "auto")
            named = {"code", "says"} & set((said.get("class") or "").split())
            self._open.append((tag, tag in _OTHERS or marked or bool(named)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_quiet and data.strip():
            self.found.append(data)


def english(page: str) -> list[str]:
    """Latin words in a row that stand among ours."""
    shown = Shown()
    shown.feed(page)
    told = (_TURNING.sub("", html.unescape(one)) for one in shown.found)
    return [found for one in told for found in _ENGLISH.findall(one) if found not in LATIN]


def of_the_case(table: Table) -> str:
    """Everything that people or sources wrote into the case: it stands in the language it was written in."""
    case = table.held.case
    claims = "\n".join(one.model_dump_json() for one in case.ledger.claims())
    acts = "\n".join(one.signed.written.decode() for one in table.record.acts)
    law = case.agreement.model_dump_json()
    signers = "\n".join(one.signer for one in case.ledger.signers().now())
    return re.sub(r"[\W_]+", " ", f"{claims}\n{acts}\n{law}\n{signers}").casefold()


def is_quoted(words: str, written: str) -> bool:
    """Whether words are the case's own."""
    return re.sub(r"[\W_]+", " ", words).casefold() in written


def pages(table: Table, name: str) -> Iterator[tuple[str, str]]:
    """Every page in Arabic: each route with nothing in its places, and one to which a page leads."""
    routes = [(path, compile_path(path)[0]) for path, one in walked(table.app.routes) if "GET" in one.methods]
    waiting = [f"{filled(path)}&language=ar" for path, _ in routes if path.startswith("/cases/")]
    waiting = ["/?language=ar", "/nowhere?language=ar", *(one for one in waiting if STREAM[-7:] not in one)]
    known, asked = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        answer = table.get(path, name=name)
        if "html" not in answer.headers.get("content-type", ""):
            continue
        yield path, answer.text
        for found in map(html.unescape, re.findall(r'(?:href|hx-get)="(/cases/[^"#]*)', answer.text)):
            route = next((path for path, known in routes if known.match(found.partition("?")[0])), "")
            if found not in known and route != STREAM and not asked[route]:
                known.add(found)
                asked[route] += 1
                waiting.append(found if "language=" in found else _in_arabic(found))


def _in_arabic(path: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}language=ar"


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_tells_anything_of_ours_in_english(seen: Table, name: str):
    written, looked = of_the_case(seen), 0
    for path, page in pages(seen, name):
        left = [one for one in english(page) if not is_quoted(one, written)]
        assert not left, f"{name}: {path}: {left}"
        looked += 1
    assert looked > 30


WRONG: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("GET", "auditor", "?as_of=soon", {}),
    ("GET", "auditor", "?as_of=0001-01-01", {}),
    ("GET", "auditor", "?known_at=soon", {}),
    ("GET", "auditor", "?instruments=gossip", {}),
    ("GET", "auditor", "?instruments=,", {}),
    ("GET", "auditor", "?reading.depth=nothing", {}),
    ("GET", "auditor", "audit?before=x", {}),
    ("GET", "auditor", "nowhere", {}),
    ("GET", "nobody", "", {}),
    ("GET", "turkey-liaison", "audit", {}),
    ("GET", "team-publisher", "replies?state=gossip", {}),
    ("POST", "auditor", "audit/check", {"data": {}}),
    ("POST", "auditor", "audit/check", {"data": {"code": "57-4KQ2"}}),
    ("POST", "auditor", "audit/check", {"files": {"file": ("c.json", "{}")}}),
    ("POST", "auditor", "audit/check", {"files": {"file": ("c.json", "no JSON")}}),
    ("POST", "auditor", "audit/check", {"files": {"file": ("c.json", "[" + " " * 1_000_001)}}),
    ("POST", "auditor", "audit/checkpoint", {"data": {}}),
    ("POST", "team-publisher", "reports", {"data": {}}),
    ("POST", "team-publisher", "reports", {"data": {"kind": "weekly", "day": "soon"}}),
    ("POST", "team-publisher", "reports", {"data": {"kind": "yearly", "day": "2018-10-19"}}),
    ("POST", "team-publisher", "reports", {"data": {"kind": "spot", "day": "2018-10-19"}}),
    ("POST", "team-publisher", "reports", {"data": {"kind": "spot", "day": "2018-10-19", "incident": "x"}}),
    ("GET", "team-publisher", "reports/preview?kind=spot&day=2018-10-19&incident=x", {}),
    ("GET", "team-publisher", "reports/preview?kind=yearly", {}),
)
"""Faults of people on pages: how, who, where, with what."""


@pytest.mark.parametrize(("method", "name", "path", "more"), WRONG, ids=range(len(WRONG)))
def test_a_fault_is_told_in_arabic(seen: Table, method: str, name: str, path: str, more: dict[str, Any]):
    whole = _in_arabic(f"/cases/idlib/{path}")
    answer = seen.ask(method, whole, name=name, **more)
    assert answer.status_code >= 400, answer.status_code
    assert 'dir="rtl"' in answer.text
    assert problems_left(answer.text, seen) == [], answer.text


def problems_left(page: str, table: Table) -> list[str]:
    """English in what a page says is wrong, however it is marked; then in the rest of it."""
    written = of_the_case(table)
    told = re.findall(r'<div class="problems".*?</div>|<p class="wrong".*?</p>', page, re.DOTALL)
    plain = _TURNING.sub("", html.unescape(re.sub("<[^>]+>", " ", " ".join(told))))
    left = [one for one in _ENGLISH.findall(plain) if one not in LATIN]
    return left + [one for one in english(page) if not is_quoted(one, written)]


def test_a_checkpoint_with_a_wrong_signature_is_told_in_arabic(table: Table):
    mark = table.held.case.ledger.mark()
    made = Checkpoint(
        case="idlib", **mark._asdict(), agreement="0" * 64, made_at=table.held.case.ledger.now
    ).signed(Signer.new("somebody"))
    changed = made.model_copy(update={"position": made.position - 1})
    for one in (made, changed):
        answer = table.post("audit/check?language=ar", name="auditor", files={"file": ("c.json", one.text())})
        assert answer.status_code == 200
        assert problems_left(answer.text, table) == []


ROWS = (
    "where,on,firings,adm1,instanceID,end,extra\n"
    "hama,2018-11-21,many,Hama,uuid:3,2018-11-21T18:00:00+03:00,\n"
    "hama,soon,1,Hama,uuid:4,2018-11-21T18:00:00+03:00,\n"
    "mars,2018-11-21,1,Hama,uuid:5,2018-11-21T18:00:00+03:00,x\n"
    "hama,2018-11-21,1,Hama,uuid:6,soon,\n"
    "hama,2199-01-01,1,Hama,uuid:7,2199-01-01T18:00:00+03:00,\n"
    ",2018-11-21,1,Hama,uuid:8,2018-11-21T18:00:00+03:00,\n"
    "hama,2018-11-21,1,Hama,uuid:9,2018-11-21T18:00:00+03:00,,too,many\n"
)


def collected(table: Table, content: str | bytes, file: str, kind: str = "count"):
    data = {"do": "look", "kind": kind, "passphrase": PASSPHRASE}
    return table.post(
        "mechanism/forms?language=ar", name="turkey-observer", files={"file": (file, content)}, data=data
    )


def test_what_is_wrong_with_rows_of_submissions_is_told_in_arabic(table: Table):
    page = collected(table, ROWS, "figures.csv").text
    rows = re.findall(r"<tr><th scope=\"row\" class=\"n\">.*?</tr>", page, re.DOTALL)
    assert len(rows) >= 7
    plain = _TURNING.sub("", html.unescape(re.sub("<[^>]+>", " ", " ".join(rows))))
    assert "«many»" in plain
    assert _ENGLISH.findall(plain) == []


@pytest.mark.parametrize(
    ("file", "content", "kind"),
    [
        ("figures.csv", "", "count"),
        ("figures.csv", "a,a\n1,2\n", "count"),
        ("figures.csv", 'a,b\n"1,2\n', "count"),
        ("figures.json", "{", ""),
        ("figures.json", "{}", ""),
        ("figures.json", "[1]", ""),
        ("figures.zip", "PK", "count"),
        ("figures.exe", "MZ", "count"),
        ("figures.csv", "a\n1\n", "gossip"),
        ("figures.csv", "a\n1\n", ""),
    ],
)
def test_a_file_of_submissions_that_is_none_is_told_in_arabic(
    table: Table, file: str, content: str, kind: str
):
    page = collected(table, content, file, kind).text
    assert problems_left(page, table) == [], page


REPLIED: tuple[dict[str, str], ...] = (
    {"deed": "refuse", "was": "held"},
    {"deed": "show", "was": "held", "party": "mars", "basis": "x"},
    {"deed": "show", "was": "held", "party": "turkey"},
    {"deed": "show", "was": "held", "basis": "x"},
    {"deed": "show", "was": "held", "party": "turkey", "basis": "me@mail.example"},
    {"deed": "refuse", "was": "held", "why": "x" * 7000},
    {"deed": "answer", "was": "held", "words": "x"},
    {"deed": "claim", "was": "held", "act": "deny", "modality": "asserted"},
    {"deed": "claim", "was": "held"},
    {"deed": "gossip", "was": "held"},
    {"deed": "show", "was": "shown"},
)


@pytest.fixture(scope="module")
def replied(table_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Table, str]:
    """A case with a reply that waits."""
    folder = tmp_path_factory.mktemp("replied")
    table = Table(Path(shutil.copytree(table_made, folder / "idlib")))
    set_up(table.held.case, new_key(folder / "desk.key"), None, site=SITE, address=ADDRESS)
    desk = ReplyDesk(table.held.case.folder)
    reply = desk.store.receive(Arrival(page="index.html", name="A reader", text="It was open."))
    desk.store.close()
    return table, str(reply)


@pytest.mark.parametrize("said", REPLIED, ids=range(len(REPLIED)))
def test_what_does_not_fit_a_reply_is_told_in_arabic(replied: tuple[Table, str], said: dict[str, str]):
    table, reply = replied
    answer = table.post(f"replies/{reply}?language=ar", name="team-publisher", data=said)
    assert answer.status_code in (409, 422), answer.text
    left = [one for one in problems_left(answer.text, table) if one not in ("It was", "It was open")]
    assert left == []


def test_the_walk_finds_english_where_it_stands():
    assert english("<p>هذا</p><p>This is English</p>") == ["This is English"]
    assert english('<p lang="en">This is English</p><p><bdi dir="auto">So is this</bdi></p>') == []
    assert english('<button aria-label="Press it now">اضغط</button>') == ["Press it now"]
