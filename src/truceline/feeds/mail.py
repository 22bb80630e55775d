"""A mailbox over IMAP with TLS: new messages by their numbers, read and left as they are."""

from __future__ import annotations

import imaplib
import os
import re
import socket
import ssl
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from truceline.feeds.item import MOST_BYTES, MOST_ITEMS, Item, Look, NotRead
from truceline.feeds.plain import plain_text
from truceline.feeds.settings import MailFeed

Connect = Callable[[str, int], imaplib.IMAP4]
"""Host and port -> a connection; tests bring their own."""
_STEP_S = 20.0
WHOLE_S = 120.0
"""For one look with all its messages; a server that sends a letter at a time never ends a step."""
_AT_ONCE = 50
_MOST_PARTS = 50
_DOCUMENTS = (".pdf", ".docx", ".txt", ".md", ".html", ".htm")


def over_tls(host: str, port: int) -> imaplib.IMAP4:
    """A connection whose certificate was checked."""
    return imaplib.IMAP4_SSL(host, port, ssl_context=ssl.create_default_context(), timeout=_STEP_S)


def look_at_mail(feed: MailFeed, case: Path, mark: str, connect: Connect = over_tls) -> Look:
    """The messages since the last look, and their attachments; NotRead where the mailbox cannot be had."""
    password = _password(feed, case)
    try:
        server = connect(feed.host, feed.port)
    except ssl.SSLCertVerificationError:
        raise NotRead("the mail server's certificate does not hold") from None
    except (OSError, imaplib.IMAP4.error):
        raise NotRead("the mail server cannot be reached") from None
    too_late = threading.Timer(WHOLE_S, _cut, (server,))
    too_late.daemon = True
    too_late.start()
    try:
        return _new(server, feed, password, mark)
    except (OSError, imaplib.IMAP4.error, ValueError):
        told = "takes too long" if too_late.finished.is_set() else "refuses, or answers what it should not"
        raise NotRead(f"the mail server {told}") from None
    finally:
        too_late.cancel()
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


def _cut(server: imaplib.IMAP4) -> None:
    """End a connection under whoever waits on it."""
    with suppress(OSError):
        server.socket().shutdown(socket.SHUT_RDWR)


def _password(feed: MailFeed, case: Path) -> str:
    if feed.password_env is not None:
        found = os.environ.get(feed.password_env, "")
    else:
        path = case / str(feed.password_file)
        try:
            if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
                raise NotRead("others can read the file of its password; close it with `chmod 600`")
            found = path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise NotRead("the file of its password cannot be read") from None
    if not found:
        raise NotRead("its password is empty or not set")
    return found


def _new(server: imaplib.IMAP4, feed: MailFeed, password: str, mark: str) -> Look:
    server.login(feed.user, password)
    quoted = '"' + feed.mailbox.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if server.select(quoted, readonly=True)[0] != "OK":
        raise NotRead("there is no such mailbox")
    told = server.response("UIDVALIDITY")[1]
    validity = (told[0] or b"").decode("ascii") if told else ""
    before, _, last = mark.partition(" ")
    since = int(last) if before == validity and last.isdigit() else 0
    found = server.uid("SEARCH", f"UID {since + 1}:*")[1]
    # `n:*` always has the last message, even where its number is smaller.
    uids = sorted(int(one) for one in (found[0] or b"").split() if int(one) > since)[:_AT_ONCE]
    items: list[Item] = []
    troubles: list[str] = []
    for uid in uids:
        raw = _message(server, uid)
        if raw is None:
            troubles.append(f"a message is larger than {MOST_BYTES // 1_000_000} MB or cannot be had")
        else:
            items += _items(raw, f"{validity} {uid}")
    return Look(
        tuple(items[:MOST_ITEMS]), "mail", f"{validity} {uids[-1] if uids else since}", tuple(troubles)
    )


def _message(server: imaplib.IMAP4, uid: int) -> bytes | None:
    """One message, without marking it as seen; its size is asked for first."""
    told = server.uid("FETCH", str(uid), "(RFC822.SIZE)")[1]
    size = re.search(rb"RFC822\.SIZE (\d+)", told[0] if told and isinstance(told[0], bytes) else b"")
    if size is None or int(size[1]) > MOST_BYTES:
        return None
    parts = server.uid("FETCH", str(uid), "(BODY.PEEK[])")[1]
    return next((bytes(one[1]) for one in parts if isinstance(one, tuple)), None)


def _items(raw: bytes, key: str) -> Iterator[Item]:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    dated = _dated(message)
    subject = plain_text(str(message.get("Subject", "")))[:200]
    text = _text(message)
    if text:
        whole = text if text.startswith(subject) else f"{subject}\n\n{text}".strip()
        yield Item(key, f"{subject[:80] or 'message'}.txt", whole.encode("utf-8", "replace"), dated)
    for number, part in enumerate(message.iter_attachments()):
        name = Path((part.get_filename() or "").replace("\\", "/")).name
        if number < _MOST_PARTS and name.lower().endswith(_DOCUMENTS):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content:
                yield Item(f"{key} {number}", name[:120], content, dated)


def _text(message: EmailMessage) -> str:
    """What the message says, as text; empty where it has none, or none that can be read."""
    try:
        body = message.get_body(("plain", "html"))
        return "" if body is None else plain_text(str(body.get_content()))
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return ""


def _dated(message: EmailMessage) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, OverflowError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found
