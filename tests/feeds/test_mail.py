from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from tests.feeds.conftest import REPORT

MAIL = "id: post, kind: mail, host: mail.example, user: desk, password_env: FEED_PASSWORD"


class Box:
    """A mailbox that writes down what it is asked."""

    def __init__(self, messages: dict[int, bytes], validity: bytes = b"7") -> None:
        self.messages, self.validity = messages, validity
        self.asked: list[str] = []

    def login(self, user: str, password: str) -> None:
        self.asked.append(f"login {user} {password}")

    def select(self, mailbox: str, *, readonly: bool):
        self.asked.append(f"select {mailbox} {readonly}")
        return "OK", [b"1"]

    def response(self, _code: str):
        return "OK", [self.validity]

    def logout(self) -> None:
        self.asked.append("logout")

    def uid(self, command: str, *words: str):
        self.asked.append(" ".join((command, *words)))
        if command == "SEARCH":
            return "OK", [b" ".join(b"%d" % uid for uid in self.messages)]
        content = self.messages[int(words[0])]
        if "SIZE" in words[1]:
            return "OK", [
                b"%s (UID %s RFC822.SIZE %d)" % (words[0].encode(), words[0].encode(), len(content))
            ]
        return "OK", [(b"1 (BODY[] {%d}" % len(content), content), b")"]


def message(body: str, *, html: bool = False, attached: tuple[str, bytes] | None = None) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["Date"] = "Daily", "a@b.example", "Mon, 06 Apr 2020 10:00:00 +0000"
    made.set_content(body, subtype="html" if html else "plain")
    if attached:
        made.add_attachment(attached[1], maintype="application", subtype="octet-stream", filename=attached[0])
    return bytes(made)


@pytest.fixture
def box(monkeypatch):
    monkeypatch.setenv("FEED_PASSWORD", "CANARY")
    return Box(
        {
            3: message(f"<p>{REPORT}</p><script>x</script>", html=True),
            4: message("See attached.", attached=("../../report.txt", f"{REPORT} Part two.".encode())),
            5: b"Subject: broken\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\xff\xff",
        }
    )


def test_new_messages_and_attachments_come_once_and_stay_as_they_are(feeds_of, box):
    feeds = feeds_of(MAIL, connect=lambda _host, _port: box)
    (feed,) = feeds.settings.feeds
    done = feeds.poll(feed)
    names = [text.name for _, text in feeds.store.sightings()]
    assert {"Daily.txt", "report.txt"} <= set(names)
    assert done.documents >= 3
    assert 'select "INBOX" True' in box.asked
    assert not [one for one in box.asked if re.search(r"STORE|COPY|EXPUNGE|BODY\[\]", one)]
    asked = len(box.asked)
    assert feeds.poll(feed).documents == 0
    assert "SEARCH UID 6:*" in box.asked[asked:]
    box.validity = b"8"
    assert feeds.poll(feed).documents == 0
    assert "SEARCH UID 1:*" in box.asked


def test_a_server_that_refuses_is_told_without_the_password(feeds_of, box):
    def refuses(_host: str, _port: int):
        raise OSError("CANARY")

    feeds = feeds_of(MAIL, connect=refuses)
    done = feeds.poll(feeds.settings.feeds[0])
    assert "cannot be reached" in done.trouble
    assert "CANARY" not in done.trouble


def test_a_password_that_others_can_read_is_refused(feeds_of, folder, box):
    (folder / "mail.password").write_text("CANARY")
    (folder / "mail.password").chmod(0o644)
    line = "id: post, kind: mail, host: mail.example, user: desk, password_file: mail.password"
    feeds = feeds_of(line, connect=lambda _host, _port: box)
    assert "others can read" in feeds.poll(feeds.settings.feeds[0]).trouble
    assert box.asked == []
