"""A case and a home with something in each of their stores, for whoever backs them up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pyotp
from nacl import pwhash
from tests.accounts.making import CHEAP, HERE, PASSWORD, with_factor, with_owner, with_person
from tests.replies.making import new_key

from truceline.accounts.account import Grant
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords
from truceline.case.folder import Case
from truceline.feeds.polling import Feeds
from truceline.hooks.hook import Event, Mark
from truceline.hooks.store import HookStore, Wanted
from truceline.ledger.keys import Closing, save
from truceline.ledger.signers import Role
from truceline.ledger.signing import Signer
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival
from truceline.web.drafts import Cell, Drafts

CLIENT_SECRET = "canary-of-a-client"  # noqa: S105 - as all of these, of something that opens nothing
MAIL_PASSWORD = "canary-of-a-mailbox"  # noqa: S105 - as above
HOOK = "https://programs.example/told?key=canary-of-a-hook"
WORDS = "Canary of a draft"
OPEN_KEY = "canary-of-a-key-that-lies-open"
PASSPHRASE = "correct horse battery"  # noqa: S105 - as above
LEYLA = Signer("leyla", bytes([7]) * 32)
CELL = Cell(case="idlib", party="turkey")
_FEEDS = """format: truceline/feeds/1
feeds:
  - {id: watched, kind: folder, path: watched}
  - {id: box, kind: mail, host: mail.example, user: desk, password_file: box.password}
"""
_PROVIDERS = f"""format: truceline/providers/1
providers:
  - name: office
    label: The office
    issuer: https://id.example
    client_id: us
    client_secret: {CLIENT_SECRET}
"""
_CHEAP = Closing(
    salt="AAAAAAAAAAAAAAAAAAAAAA==", ops=pwhash.argon2id.OPSLIMIT_MIN, memory=pwhash.argon2id.MEMLIMIT_MIN
)


@dataclass
class Scene:
    """What is backed up, and what somebody has to find again afterwards."""

    case: Path
    home: Path
    app: pyotp.TOTP
    """Ana's telephone."""
    ana: str
    leyla: str
    hook_secret: str
    reply: str
    document: str


def made(folder: Path, store: str | None = None) -> Scene:
    """A case that reads feeds and takes replies, and a home with people, a hook, a draft and a key."""
    case = Case.create(folder / "idlib", agreement="idlib-2018", store=store)
    document = _fed(case)
    accounts = Accounts.open(folder / "home", store=store, passwords=Passwords(CHEAP))
    olga = with_owner(accounts)
    ana = with_person(accounts, olga, "Ana", Grant("idlib", Role.ANALYST))
    leyla = with_person(accounts, olga, "Leyla", Grant("idlib", Role.LIAISON, "turkey"))
    app, _ = with_factor(accounts, ana)
    save(LEYLA, folder / "leyla.key", PASSPHRASE, closing=_CHEAP)
    accounts.keyring.keep(leyla.id, "idlib", (folder / "leyla.key").read_text())
    secret = (
        HookStore(accounts.home).make(Wanted(ana.id, "idlib", HOOK, [Event.ACT_MADE]), _mark(case)).secret
    )
    Drafts.open(folder / "home" / "drafts", accounts.home.key).save(
        CELL, "send", "Leyla", {"text": (WORDS,), "subject": ("Who flew?",)}
    )
    secretly(folder / "home" / "providers.yaml", _PROVIDERS)
    secretly(folder / "home" / "notes-of-somebody.txt", "kept elsewhere")
    accounts.log_in("Olga", PASSWORD, None, HERE)
    accounts.close()
    return Scene(
        case.folder, folder / "home", app, ana.id, leyla.id, secret, _replied(case, folder), document
    )


def secretly(path: Path, content: str) -> None:
    """A file that others cannot read."""
    path.write_text(content)
    path.chmod(0o600)


def bytes_under(folder: Path) -> bytes:
    """All that the files of a folder hold."""
    return b"\0".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _mark(case: Case) -> Mark:
    return Mark(case.ledger.position, "2020-06-01")


def _fed(case: Case) -> str:
    """A document that came by a feed; its digest."""
    watched = case.folder / "watched"
    watched.mkdir()
    report = watched / "report.txt"
    report.write_text("On 10 October 2018 Turkish forces shelled Saraqib, the mayor said.")
    earlier = report.stat().st_mtime - timedelta(minutes=5).total_seconds()
    os.utime(report, (earlier, earlier))
    secretly(case.folder / "feeds.yaml", _FEEDS)
    secretly(case.folder / "box.password", MAIL_PASSWORD)
    secretly(case.folder / "ana.key", OPEN_KEY)
    feeds = Feeds(case)
    feeds.poll(feeds.settings.feed("watched"))
    (document,) = case.ledger.documents()
    return document.sha256


def _replied(case: Case, folder: Path) -> str:
    set_up(
        case, new_key(folder / "desk.key"), None,
        site="https://bulletin.example/", address="https://r.example/",
    )  # fmt: skip
    desk = ReplyDesk(case.folder)
    reply = desk.store.receive(Arrival(page="index.html", name="A reader", text="I was there"), b"sealed")
    desk.store.close()
    return reply
