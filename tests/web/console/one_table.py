"""The mechanism's two months as one server holds them: every cell's acts in one case, and who may look."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nacl import pwhash
from tests.life.cells import CAST, SIGNERS, Asked, Clock, Life, trust
from tests.life.script import play
from tests.web.console.visiting import Visitor, somebody

from truceline.accounts.server_key import ServerKey
from truceline.case.folder import Case
from truceline.errors import InputError, Problem
from truceline.ledger.keys import Closing, KeyFile, parsed, save, signer_of
from truceline.ledger.signers import Role
from truceline.ledger.signing import PublicKey, Signer
from truceline.mechanism.entering import Given
from truceline.web.asker import Asker, Membership
from truceline.web.drafts import Drafts

PASSPHRASE = "correct horse battery"  # noqa: S105 - of keys that open nothing
CHEAP = Closing(
    salt="AAAAAAAAAAAAAAAAAAAAAA==", ops=pwhash.argon2id.OPSLIMIT_MIN, memory=pwhash.argon2id.MEMLIMIT_MIN
)


class Unasked(Life):
    """The same two months, in which nobody asks how promises stand: what takes long is left out."""

    def ask(self, name: str, cell: str, as_of: str, **frame: Any) -> Asked:
        return self.asked.get(name)  # type: ignore[return-value] - nobody looks at the answers

    def sign_checkpoints(self) -> None:
        return


def lived_at_one_table(folder: Path) -> Path:
    """A case that holds what every cell did, each act as it was signed, in the order of its day."""
    life = play(folder / "cells", Unasked)
    clock = Clock()
    case = Case.create(folder / "idlib", bundle="idlib-2018", clock=clock)
    case.ledger.trust([trust(name) for name in CAST])
    acts = {one.signed.digest: one for each in life.cases.values() for one in each.mechanism.record().acts}
    ordered = sorted(acts.values(), key=lambda one: one.signed.deed.made_at)
    moments: dict[Any, list[Given]] = {}
    for one in ordered:
        moments.setdefault(one.signed.deed.made_at, []).append(Given(one.signed))
    for moment, given in moments.items():
        clock.at = max(clock.at, moment)
        case.mechanism.enter(given)
    return case.folder


@dataclass(frozen=True)
class KeptHere:
    """A key file that is kept."""

    account: str
    case: str
    signer: str
    public: PublicKey


@dataclass
class Ring:
    """A keyring in memory."""

    files: dict[tuple[str, str], KeyFile] = field(default_factory=dict)

    def keep(self, account: str, case: str, content: str) -> KeptHere:
        kept = parsed(content, "key")
        if kept.closed is None:
            raise InputError(Problem("key", 0, "", "it lies open"))
        self.files[account, case] = kept
        return self.keys_of(account)[0]

    def keys_of(self, account: str) -> tuple[KeptHere, ...]:
        return tuple(
            KeptHere(whose, case, one.name, PublicKey.of(one.public))
            for (whose, case), one in self.files.items()
            if whose == account
        )

    def open(self, account: str, case: str, passphrase: str, address: str) -> Signer:
        del address
        if (account, case) not in self.files:
            raise InputError(Problem("key", 0, "", "no key is kept for this case"))
        try:
            return signer_of(self.files[account, case], "key", passphrase)
        except InputError:
            raise InputError(Problem("passphrase", 0, "", "this passphrase does not open the key")) from None

    def forget(self, account: str, case: str) -> None:
        self.files.pop((account, case), None)


def people() -> list[Asker]:
    """Whoever is of the cast, each in a session of their own, an auditor, a third party's officer, nobody."""
    cast = [
        somebody(name, Membership(role, party), session=f"session of {name}")
        for name, (party, role) in CAST.items()
    ]
    return [
        *cast,
        somebody("auditor", Role.AUDITOR, session="a"),
        somebody("iran-liaison", Membership(Role.LIAISON, "iran"), session="i"),
        somebody("second-turkey-liaison", Membership(Role.LIAISON, "turkey"), session="s"),
        somebody("owner", is_owner=True, session="o"),
        somebody("nobody", session="n"),
    ]


def key_file(name: str, folder: Path, signer: Signer | None = None) -> str:
    """A closed key file of somebody of the cast."""
    path = folder / f"{name}.key"
    if not path.exists():
        save(signer or SIGNERS[name], path, PASSPHRASE, closing=CHEAP)
    return path.read_text(encoding="utf-8")


class Table(Visitor):
    """Visitors of one case with a full mechanism; those of the cast have their keys here."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, people())
        self.ring = Ring()
        self.drafts = Drafts(folder.parent / "drafts", ServerKey.at(folder.parent, create=True))
        state = self.app.state
        state.keyring, state.drafts = self.ring, self.drafts
        for name in CAST:
            self.ring.keep(f"id-of-{name}", self.slug, key_file(name, folder.parent))

    @property
    def record(self):
        return self.held.case.mechanism.record()

    def unlock(self, name: str) -> None:
        answer = self.post("mechanism/key/unlock", name=name, data={"passphrase": PASSPHRASE})
        assert answer.status_code == 303, answer.text

    def fill(self, name: str, kind: str, **given: Any):
        """Fill the form of an act, and look at what would be signed."""
        return self.post(f"mechanism/new/{kind}", name=name, data={"do": "look", **given})

    def act(self, name: str, kind: str, **given: Any):
        """Fill the form of an act, look at it, and sign it."""
        looked = self.fill(name, kind, **given)
        assert looked.status_code == 200, looked.text
        return self.sign(name, looked.text)

    def sign(self, name: str, page: str):
        """Sign what a page shows."""
        return self.post("mechanism/sign", name=name, data={**hidden(page), "passphrase": PASSPHRASE})


def hidden(page: str) -> dict[str, str]:
    """What a page that shows acts sends back with its button."""
    import html
    import re

    deeds = re.search(r'<textarea name="deeds"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert deeds is not None
    seen = re.search(r'name="seen" value="(\d+)"', page)
    draft = re.search(r'name="draft" value="([0-9a-f]*)"', page)
    assert seen is not None
    assert draft is not None
    return {"deeds": html.unescape(deeds[1]).lstrip("\n"), "seen": seen[1], "draft": draft[1]}


@pytest.fixture(scope="session")
def table_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case, lived once; tests that change it take a copy."""
    return lived_at_one_table(tmp_path_factory.mktemp("table"))


@pytest.fixture(scope="session")
def seen(table_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Table:
    """A table at which people only look."""
    folder = tmp_path_factory.mktemp("seen")
    return Table(Path(shutil.copytree(table_made, folder / "idlib")))


@pytest.fixture
def table(table_made: Path, tmp_path: Path) -> Table:
    """A table of the test's own."""
    return Table(Path(shutil.copytree(table_made, tmp_path / "idlib")))
