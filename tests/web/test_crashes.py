"""What a server said is kept is there after `kill -9`, on both databases, and nothing is there by halves."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from nacl import pwhash
from tests.accounts.making import CHEAP, PASSWORD, with_owner, with_person
from tests.replies.making import new_key
from tests.web.crashing import PASSPHRASE, Scene

from truceline.accounts.account import Grant
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords
from truceline.case.folder import Case
from truceline.evidence.claim import Status
from truceline.ledger.keys import Closing, save
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import Signer
from truceline.replies.desk import ReplyDesk, set_up
from truceline.replies.reply import Arrival, ReplyState
from truceline.web.drafts import Cell, Drafts

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("TRUCELINE_KILLS", "20"))
"""On both databases together."""
KINDS = ("claims", "acts", "drafts", "documents", "links", "replies")
LEYLA = Signer("leyla", bytes([7]) * 32)
CHEAP_CLOSING = Closing(
    salt="AAAAAAAAAAAAAAAAAAAAAA==", ops=pwhash.argon2id.OPSLIMIT_MIN, memory=pwhash.argon2id.MEMLIMIT_MIN
)
ROLES = {
    "Ana": (Role.ANALYST, None),
    "Vera": (Role.ANALYST, None),
    "Leyla": (Role.LIAISON, "turkey"),
    "Pia": (Role.PUBLISHER, None),
}


@pytest.fixture(params=("sqlite", "postgresql"))
def store(request) -> str | None:
    """The URL of the database; null: files."""
    if request.param == "sqlite":
        return None
    server = request.getfixturevalue("postgresql")
    worker = request.getfixturevalue("worker_id")
    database = f"crashes_{worker}"
    server.sql(f"DROP DATABASE IF EXISTS {database}")
    server.sql(f"CREATE DATABASE {database}")
    return str(server.url(database=database))


@pytest.fixture
def scene(tmp_path: Path, store) -> Scene:
    """A case that takes replies, and people with a session each."""
    case = Case.create(tmp_path / "idlib", agreement="idlib-2018", store=store)
    since = case.ledger.now - timedelta(days=1)
    trusted = Trust(
        str(LEYLA.public), "leyla", "turkey", Role.LIAISON, KeyStanding.TRUSTED, since, "head", ""
    )
    case.ledger.trust([trusted])
    set_up(
        case,
        new_key(tmp_path / "desk.key"),
        None,
        site="https://bulletin.example/",
        address="https://r.example/",
    )
    desk = ReplyDesk(case.folder)
    replies = [
        desk.store.receive(Arrival(page="index.html", name="A reader", text=f"Reply {n}"), b"sealed")
        for n in range(60)
    ]
    accounts = Accounts.open(tmp_path / "home", store=store, passwords=Passwords(CHEAP))
    owner = with_owner(accounts)
    people = {name: with_person(accounts, owner, name, Grant("idlib", *held)) for name, held in ROLES.items()}
    save(LEYLA, tmp_path / "leyla.key", PASSPHRASE, closing=CHEAP_CLOSING)
    accounts.keyring.keep(people["Leyla"].id, "idlib", (tmp_path / "leyla.key").read_text())
    cookies = {name.lower(): session_of(accounts, name) for name in ("Olga", *ROLES)}
    accounts.close()
    return Scene(str(case.folder), str(tmp_path / "home"), cookies, replies)


def session_of(accounts: Accounts, name: str) -> str:
    return accounts.log_in(name, PASSWORD, None, "127.0.0.1").token.text


def test_no_kill_of_a_server_loses_what_it_said_is_kept(scene: Scene, tmp_path: Path):
    place = tmp_path / "scene.json"
    place.write_text(json.dumps(asdict(scene)))
    command = [sys.executable, "-m", "tests.web.crashing", str(place), str(KILLS // 2), "2018"]
    run = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60 + 10 * KILLS
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["kills"] == KILLS // 2
    assert set(told["cut"]) <= {"cut off", "done"}
    case = Case.open(Path(scene.case))
    the_ledger_has_it_all(case, told)
    nothing_is_there_by_halves(case, told)
    what_lies_beside_it_is_whole(scene, case, told)
    log = (tmp_path / "serve.log").read_text()
    assert "Traceback" not in log
    written = {kind: len(told[kind]) for kind in KINDS}
    assert sum(written.values()) >= KILLS // 4, written
    if len(KINDS) * 2 <= KILLS:
        assert all(written.values()), written


def the_ledger_has_it_all(case: Case, told: dict) -> None:
    claims = {one.claim_id: one for one in case.ledger.claims()}
    quoted = {one.evidence.quote for one in claims.values()}
    assert set(told["claims"]) <= quoted
    assert {claims[one].status for one in told["accepted"]} <= {Status.ACCEPTED}
    matters = {name for sort, name in case.mechanism.record().matters if sort == "message"}
    assert set(told["acts"]) <= matters
    assert case.ledger.verify().faults == ()


def nothing_is_there_by_halves(case: Case, told: dict) -> None:
    """A document is there with its bytes and the claims that were read of it, or not at all."""
    documents = [one for one in case.ledger.documents() if one.name.endswith(".txt")]
    held = {one.sha256 for one in documents}
    assert {sha256(content.encode()).hexdigest() for content in told["documents"]} <= held
    read = {one.evidence.document for one in case.ledger.claims()}
    for one in documents:
        assert sha256(case.ledger.document(one.sha256)).hexdigest() == one.sha256
        assert one.sha256 in read
    messages = [one for (sort, _), one in case.mechanism.record().matters.items() if sort == "message"]
    assert all(one.last.deed.subject.startswith("Subject") for one in messages)


def what_lies_beside_it_is_whole(scene: Scene, case: Case, told: dict) -> None:
    accounts = Accounts.open(Path(scene.home), passwords=Passwords(CHEAP))
    for link in told["links"]:
        assert accounts.invitations.look(link)
    assert {one.name for one in accounts.people.listed()} == {"Olga", *ROLES}
    drafts = Drafts.open(Path(scene.home) / "drafts", accounts.home.key)
    kept = {one.fields["subject"][0] for one in drafts.of(Cell(case="idlib", party="turkey"))}
    assert set(told["drafts"]) <= kept
    if isinstance(accounts.home.address, Path):
        with closing(sqlite3.connect(accounts.home.address)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    accounts.close()
    store = ReplyDesk(case.folder).store
    assert {store.get(one).state for one in told["replies"]} <= {ReplyState.SHOWN}
    store.close()
