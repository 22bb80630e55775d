"""A server killed at random moments while people write: `python -m tests.web.crashing SCENE KILLS SEED`.

A process of its own, with one thread when it forks: a server that has to import everything first takes
seconds to start. Each child runs `truceline serve` itself. Prints as JSON what people were told is kept.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

# What a server loads, here once.
import truceline.accounts.accounts
import truceline.web.app
import truceline.web.serving  # noqa: F401 - see above
from truceline.case.folder import Case
from truceline.case.reading import read_report
from truceline.cli.main import app
from truceline.web.console import pages

LONGEST_S = 0.6
_PATIENCE_S = 20.0
CLAIM = {
    "act": "shell", "modality": "asserted", "polarity": "positive", "source": "observer-7",
    "published": "2018-10-11", "sensitivity": "public", "who": "Syrian government", "where": "Aleppo",
    "when": "2018-10-11",
}  # fmt: skip
PASSPHRASE = "correct horse battery"  # noqa: S105 - of keys that open nothing


@dataclass
class Scene:
    """What the killing needs to know, as JSON in a file."""

    case: str
    home: str
    cookies: dict[str, str]
    """Somebody's name -> the session in their browser."""
    replies: list[str]
    """Replies that wait to be decided on."""


@dataclass
class Kept:
    """What people were told: each is there after every kill, or somebody was lied to."""

    claims: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    acts: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    replies: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    """Work that was under way when the server was killed, as its page told of it afterwards."""
    kills: int = 0

    def said(self, kind: str) -> int:
        """How often somebody was told that something of a kind is kept."""
        return len(getattr(self, kind))


class Gone(Exception):  # noqa: N818 - the server was killed
    """No answer: what was sent may be kept or not."""


class Browser:
    """Somebody's session before the server, without following where it leads."""

    def __init__(self, port: int, session: str) -> None:
        self._port = port
        self._headers = {
            "Host": f"localhost:{port}",
            "Cookie": SimpleCookie({"truceline": session}).output(header="", sep=";").strip(),
            "Origin": f"http://localhost:{port}",
            "Sec-Fetch-Site": "same-origin",
            "Connection": "close",
        }

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, place and text of an answer; Gone where there is none whole."""
        headers = {**self._headers, **({"Content-Type": kind} if kind else {})}
        server = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_S)
        try:
            server.request(method, path, body or None, headers)
            answer = server.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            raise Gone from None
        finally:
            server.close()
        assert answer.status < 500, f"{method} {path}: {answer.status}"
        return answer.status, answer.getheader("Location") or "", text

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Send a form."""
        return self.ask("POST", path, urlencode(fields).encode(), "application/x-www-form-urlencoded")

    def bring(self, path: str, name: str, content: str) -> tuple[int, str, str]:
        """Send a file."""
        lines = ("--edge", f'Content-Disposition: form-data; name="file"; filename="{name}"', "", content)
        body = "\r\n".join((*lines, "--edge--", "")).encode()
        return self.ask("POST", path, body, "multipart/form-data; boundary=edge")


Writer = Callable[[Browser, "Scene", "Kept", str], None]


def enter_claims(browser: Browser, _scene: Scene, kept: Kept, name: str) -> None:
    """Enter a claim by hand."""
    words = f"Rounds {name}"
    status, _, _ = browser.send("/cases/idlib/desk/new", **CLAIM, words=words)
    assert status == 303, status
    kept.claims.append(words)


def accept_claims(browser: Browser, _scene: Scene, kept: Kept, _name: str) -> None:
    """Accept the first claim that waits."""
    _, _, page = browser.ask("GET", "/cases/idlib/desk/none")
    found = re.search(r'name="claim" value="([0-9a-f]{64})"', page)
    if found is None:
        time.sleep(0.05)
        return
    status, _, _ = browser.send("/cases/idlib/desk/none/decide", claim=found[1], verdict="accept")
    assert status == 303, status
    kept.accepted.append(found[1])


def sign_acts(browser: Browser, _scene: Scene, kept: Kept, name: str) -> None:
    """Draft a message, then sign it."""
    given = {"message": f"m-{name}", "to": "russia", "subject": f"Subject {name}", "text": "Who flew?"}
    status, _, _ = browser.send("/cases/idlib/mechanism/new/send", do="draft", **given)
    assert status == 303, status
    kept.drafts.append(given["subject"])
    _, _, page = browser.send("/cases/idlib/mechanism/new/send", do="look", **given)
    deeds = re.search(r'<textarea name="deeds"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert deeds is not None
    shown = unescape(deeds[1]).lstrip("\n")
    status, _, page = browser.send(
        "/cases/idlib/mechanism/sign", deeds=shown, seen="0", passphrase=PASSPHRASE
    )
    assert status == 303, status
    kept.acts.append(given["message"])


def bring_documents(browser: Browser, _scene: Scene, kept: Kept, name: str) -> None:
    """Bring in a report, and wait until it is read."""
    content = (
        f"Idlib, 11 October 2018. Report {name}. Turkish forces shelled Saraqib on 10 October 2018.\n" * 20
    )
    status, place, _ = browser.bring("/cases/idlib/desk/documents", f"{name}.txt", content)
    assert status == 303, status
    kept.cut.append(place)
    while True:
        status, _, page = browser.ask("GET", place)
        assert status == 200, status
        if "Waiting for its turn" not in page and "Under way" not in page:
            break
        time.sleep(0.02)
    assert "Done" in page, page
    kept.cut.remove(place)
    kept.documents.append(content)


def invite(browser: Browser, _scene: Scene, kept: Kept, _name: str) -> None:
    """Make a link for a new account."""
    status, _, page = browser.send("/accounts/links", owner="true")
    assert status == 200, status
    found = re.search(r"/welcome/([^<\"]+)<", page)
    assert found is not None, page
    kept.links.append(found[1])


def show_replies(browser: Browser, scene: Scene, kept: Kept, _name: str) -> None:
    """Show the first reply that waits."""
    if not scene.replies:
        time.sleep(0.05)
        return
    status, _, _ = browser.send(f"/cases/idlib/replies/{scene.replies[0]}", deed="show", was="held")
    assert status in {303, 409}, status  # 409: shown, and killed before it could say so
    kept.replies.append(scene.replies.pop(0))


WRITERS: dict[str, tuple[str, Writer]] = {
    "claims": ("ana", enter_claims),
    "accepted": ("vera", accept_claims),
    "acts": ("leyla", sign_acts),
    "documents": ("ana", bring_documents),
    "links": ("olga", invite),
    "replies": ("pia", show_replies),
}


def write(name: str, browser: Browser, scene: Scene, kept: Kept, faults: list[str]) -> None:
    """Write until the server is gone."""
    number, writer = 0, WRITERS[name][1]
    try:
        while True:
            writer(browser, scene, kept, f"{kept.kills}-{number}")
            number += 1
    except Gone:
        return
    except Exception as error:  # noqa: BLE001 - told by the main thread
        faults.append(f"{name}: {type(error).__name__}: {error}")


@contextmanager
def served(scene: Scene, port: int) -> Iterator[int]:
    """A server in a process of its own, answering; killed at the end."""
    server = os.fork()
    if server == 0:
        log = os.open(Path(scene.home).with_name("serve.log"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        try:
            words = ["serve", scene.case, "--home", scene.home, "--port", str(port), "--log", "json"]
            app.main(args=words, standalone_mode=False)
        finally:
            os._exit(1)
    try:
        until = time.monotonic() + 60
        while not _answers(port):
            assert os.waitpid(server, os.WNOHANG) == (0, 0), "it did not start"
            assert time.monotonic() < until
            time.sleep(0.01)
        yield server
    finally:
        os.kill(server, signal.SIGKILL)
        os.waitpid(server, 0)


def _answers(port: int) -> bool:
    try:
        return Browser(port, "").ask("GET", "/health")[0] == 200
    except Gone:
        return False


def wait_for_a_word(kept: Kept, kinds: list[str], faults: list[str]) -> None:
    """Until the server has said of anything more of each kind that it is kept."""
    before, until = {kind: kept.said(kind) for kind in kinds}, time.monotonic() + _PATIENCE_S
    while not faults and time.monotonic() < until:
        if all(kept.said(kind) > before[kind] for kind in kinds):
            return
        time.sleep(0.001)


def look_at_what_was_cut(scene: Scene, kept: Kept, port: int) -> list[str]:
    """How the pages of work that was cut off tell of it, from the next server."""
    told = []
    while kept.cut:
        place = kept.cut.pop()
        status, _, page = Browser(port, scene.cookies["ana"]).ask("GET", place)
        # Work that had ended before anybody was told is told by the next server.
        told.append("gone" if status == 404 else "cut off" if "Cut off" in page else _ended(page))
    return told


def _ended(page: str) -> str:
    return "done" if "Done" in page else "other"


def warm(folder: Path) -> None:
    """Read lexicons and templates once, here and not in each server."""
    case = Case.open(folder)
    read_report(case, b"On 10 October 2018 Turkish forces shelled Saraqib.", "warm.txt")
    for name in pages.environment().list_templates():
        pages.environment().get_template(name)
    case.ledger._engine.dispose()  # the connections are nobody's after a fork


def turn(number: int) -> list[tuple[str, tuple[str, Writer]]]:
    """Who writes before a kill: two kinds, and each kind has its turn."""
    known = list(WRITERS.items())
    return [known[(number + more) % len(known)] for more in (0, 2)]


def main(where: str, kills: str, seed: str) -> None:
    """Kill, and print what was told."""
    scene = Scene(**json.loads(Path(where).read_text(encoding="utf-8")))
    chance = random.Random(int(seed))  # noqa: S311 - moments, not secrets
    kept, faults, told = Kept(), [], []
    with socket.create_server(("127.0.0.1", 0)) as place:
        port = int(place.getsockname()[1])
    warm(Path(scene.case))
    for number in range(int(kills)):
        with served(scene, port):
            told += look_at_what_was_cut(scene, kept, port)
            writing = [
                threading.Thread(
                    target=write,
                    args=(name, Browser(port, scene.cookies[who]), scene, kept, faults),
                )
                for name, (who, _) in turn(number)
            ]
            for one in writing:
                one.start()
            if chance.random() > 1 / 4:
                wait_for_a_word(kept, [kind for kind, _ in turn(number) if kind != "accepted"], faults)
            time.sleep(chance.uniform(0, LONGEST_S))
        for one in writing:
            one.join()
        assert not faults, faults
        kept.kills += 1
    with served(scene, port):
        told += look_at_what_was_cut(scene, kept, port)
    sys.stdout.write(json.dumps(asdict(kept) | {"cut": told}))


if __name__ == "__main__":
    main(*sys.argv[1:])
