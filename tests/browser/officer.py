"""Somebody who works in the mechanism's pages with a browser: signs in, has a key, fills forms, signs."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nacl import pwhash
from playwright.sync_api import Page, expect
from tests.browser.serving import PASSWORD, PROGRAM, Server
from tests.browser.windows import Windows

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.ledger.keys import Closing, save
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import Signer

PASSPHRASE = "correct horse battery"  # noqa: S105 - of keys that open nothing
CHEAP = Closing(
    salt="AAAAAAAAAAAAAAAAAAAAAA==", ops=pwhash.argon2id.OPSLIMIT_MIN, memory=pwhash.argon2id.MEMLIMIT_MIN
)


@dataclass
class Officer:
    """One person before one window, in one case."""

    page: Page
    case: str
    language: str = "en"

    @classmethod
    def at(cls, windows: Windows, case: str, language: str = "en") -> Officer:
        """Whoever sits before a window of a browser."""
        return cls(windows.context.new_page(), case, language)

    def signs_in(self, name: str) -> None:
        """By name and password, as everybody does."""
        self.page.goto("/login")
        self.page.locator("#name").fill(name)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("form.fields button").click()
        self.page.wait_for_url("**/")

    def goes(self, path: str) -> Page:
        """To a page of the case."""
        mark = "&" if "?" in path else "?"
        self.page.goto(f"/cases/{self.case}/{path}{mark}language={self.language}")
        return self.page

    def makes_a_key(self, post: str, folder: Path) -> None:
        """In the browser; whoever keeps the register enters what the page says, and it is opened."""
        page = self.goes("mechanism/key")
        page.locator("#post").fill(post)
        page.locator("#new-passphrase").fill(PASSPHRASE)
        page.locator("#again").fill(PASSPHRASE)
        page.locator("form[action*='key/new'] button").click()
        enter(page.locator("pre.written").inner_text(), folder)
        page.reload()
        self.opens_the_key()

    def opens_the_key(self) -> None:
        """For this session, on the page that the window shows."""
        self.page.locator("#opening").fill(PASSPHRASE)
        self.page.locator("form[action*='key/unlock'] button").click()
        expect(self.page.locator("form[action*='key/lock'] button")).to_be_visible()

    def fills(self, kind: str, about: str = "", **given: str | list[str]) -> Page:
        """The form of an act: each field by its name."""
        self.goes(f"mechanism/new/{kind}{about}")
        for name, value in given.items():
            field = self.page.locator(f"#f-{name}")
            if isinstance(value, list):
                for one in value:
                    field.locator(f"input[value='{one}']").check()
            elif field.evaluate("one => one.localName") == "select":
                field.select_option(value)
            else:
                field.fill(value)
        return self.page

    def looks(self) -> Page:
        """At what would be signed."""
        self.page.locator("button[name=do][value=look]").click()
        expect(self.page.locator(".tosign").first).to_be_visible()
        return self.page

    def signs(self) -> Page:
        """What is shown; to the page of the matter it is about."""
        closed = self.page.locator("#passphrase")
        if closed.count():
            closed.fill(PASSPHRASE)
        self.page.locator("form[action*='mechanism/sign'] button").click()
        expect(self.page.locator("p.done")).to_be_visible()
        return self.page

    def does(self, kind: str, about: str = "", **given: str | list[str]) -> Page:
        """An act from its form to its signature."""
        self.fills(kind, about, **given)
        self.looks()
        return self.signs()

    def is_refused(self, kind: str, about: str = "", **given: str | list[str]) -> str:
        """An act that the record would not take; what the page says of it."""
        self.fills(kind, about, **given)
        self.page.locator("button[name=do][value=look]").click()
        told = self.page.get_by_role("alert")
        expect(told).to_be_visible()
        return told.inner_text()


def enter(line: str, folder: Path) -> None:
    """Whoever keeps the register types what the key's page says."""
    words = [{"CASE": str(folder), "…": "The registrar"}.get(word, word) for word in shlex.split(line)]
    assert words[0] == "truceline", line
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words[1:]], check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()


def at(moment: datetime) -> str:
    """A moment as a field of a form has it."""
    return moment.strftime("%Y-%m-%dT%H:%M")


def with_key(
    server: Server, case: Path, name: str, post: str, role: Role, *, party: str | None = None
) -> str:
    """Somebody with a role and a key that they brought, trusted as a post; what their browser shows."""
    session = server.person(name, Grant(case.name, role, party if role is Role.LIAISON else None))
    signer, path = Signer.new(post), case.parent / f"{name}.key"
    # Closed cheaply: tests need not wait for it.
    save(signer, path, PASSPHRASE, closing=CHEAP)
    account = server.accounts.people.find(name)
    assert account is not None
    server.accounts.keyring.keep(account.id, case.name, path.read_text(encoding="utf-8"))
    ledger = Case.open(case).ledger
    line = Trust(str(signer.public), post, party, role, KeyStanding.TRUSTED, ledger.now, "The registrar", "")
    ledger.trust([line])
    return session
