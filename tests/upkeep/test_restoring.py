"""A backup of a server that people write to, put back elsewhere: what was acknowledged before is there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from tests.accounts.making import CHEAP, HERE, PASSWORD
from tests.cli.conftest import invoke
from tests.upkeep import scene as scenes
from tests.upkeep.scene import Scene, bytes_under
from tests.web.crashing import CLAIM
from tests.web.served import Served, served

from truceline.accounts.account import Scope
from truceline.accounts.accounts import Accounts
from truceline.accounts.occupancy import occupied
from truceline.accounts.passwords import Passwords
from truceline.case.folder import Case
from truceline.errors import CaseError, InputError
from truceline.feeds.schema import FEEDS
from truceline.feeds.store import FeedStore
from truceline.hooks.store import HookStore
from truceline.ledger.address import Server
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import ReplyState
from truceline.upkeep import contents
from truceline.upkeep.aside import require_new
from truceline.upkeep.restoring import Wanted, restore
from truceline.upkeep.taking import take
from truceline.web.drafts import Drafts


@pytest.fixture(params=("sqlite", "postgresql"))
def databases(request) -> tuple[str | None, str | None]:
    """The URLs of a database and of the one that takes what is restored; null: files."""
    if request.param == "sqlite":
        return None, None
    server, worker = request.getfixturevalue("postgresql"), request.getfixturevalue("worker_id")
    names = [f"backed_up_{worker}", f"restored_{worker}"]
    for name in names:
        server.sql(f"DROP DATABASE IF EXISTS {name}")
        server.sql(f"CREATE DATABASE {name}")
    return server.url(database=names[0]), server.url(database=names[1])


@pytest.fixture(scope="module")
def taken(tmp_path_factory) -> tuple[Scene, Path, Path]:
    """A scene in files, its backup, and the copy of its key."""
    folder = tmp_path_factory.mktemp("taken")
    scene = scenes.made(folder)
    take([scene.case], scene.home, folder / "backup", by="ana")
    key = Path(shutil.copy(scene.home / "server.key", folder / "kept-apart.key"))
    return scene, folder / "backup", key


class Writing(threading.Thread):
    """Somebody who enters claims until told to stop, and remembers which the server said are kept."""

    def __init__(self, server: Served) -> None:
        super().__init__()
        self.server = server
        self.kept: list[str] = []
        self.ended = threading.Event()

    def run(self) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            words = f"Rounds number {number}"
            answer = httpx.post(
                f"{self.server.address}/cases/idlib/desk/new",
                data={**CLAIM, "words": words},
                headers={"Authorization": f"Bearer {self.server.token}"},
                trust_env=False,
                timeout=60,
            )
            if answer.status_code == 303:
                self.kept.append(words)

    def wait_for(self, many: int) -> None:
        until = time.monotonic() + 60
        while len(self.kept) < many:
            assert self.is_alive()
            assert time.monotonic() < until, self.server.lines
            time.sleep(0.01)


def test_what_was_kept_before_a_backup_of_a_live_server_is_there_after_its_restore(databases, tmp_path: Path):
    store, elsewhere = databases
    scene = scenes.made(tmp_path, store)
    token = token_for_ana(scene)
    with served(scene.case, scene.home, token, "--no-feeds") as server:
        writing = Writing(server)
        writing.start()
        writing.wait_for(3)
        before = list(writing.kept)
        done = invoke("backup", scene.case, "--home", scene.home, "--to", tmp_path / "backup", "--by", "olga")
        assert done.exit_code == 0, done.output
        writing.wait_for(len(writing.kept) + 1)
        writing.ended.set()
        writing.join()
        server.kill()
    assert "not in it: the server's key" in done.stderr
    assert "not in it: home/notes-of-somebody.txt" in done.stderr
    assert "not in it: idlib/ana.key" in done.stderr
    key = Path(shutil.move(scene.home / "server.key", tmp_path / "kept-apart.key"))
    nothing_private_lies_open(tmp_path / "backup", key)
    shutil.rmtree(scene.home)
    shutil.rmtree(scene.case)
    words = ("--store", elsewhere) if elsewhere else ()
    done = invoke("restore", tmp_path / "backup", "--to", tmp_path / "there", "--key", key, *words)
    assert done.exit_code == 0, done.output
    case, home = tmp_path / "there" / "idlib", tmp_path / "there" / ".truceline"
    assert invoke("doctor", case, "--home", home).exit_code == 0
    the_case_is_whole(case, scene, before, on_server=elsewhere is not None)
    the_home_is_whole(home, scene)
    with served(case, home, token, "--no-feeds") as server:
        assert server.get("/api/v1/cases/idlib/claims").status_code == 200
        somebody_signs_in(server, scene)


def token_for_ana(scene: Scene) -> str:
    accounts = Accounts.open(scene.home, passwords=Passwords(CHEAP))
    until = datetime.fromtimestamp(time.time() + 3600, UTC)
    scopes = [Scope.READ, Scope.WRITE]
    made = accounts.tokens.make(scene.ana, "tests", "idlib", scopes, until)
    accounts.close()
    return made.secret.text


def nothing_private_lies_open(backup: Path, key: Path) -> None:
    found = bytes_under(backup)
    secret = (scenes.CLIENT_SECRET, scenes.MAIL_PASSWORD, scenes.HOOK, scenes.WORDS, scenes.OPEN_KEY)
    assert [one for one in secret if one.encode() in found] == []
    assert key.read_bytes() not in found
    assert backup.stat().st_mode & 0o077 == 0


def the_case_is_whole(folder: Path, scene: Scene, before: list[str], *, on_server: bool) -> None:
    case = Case.open(folder)
    assert isinstance(case.ledger.address, Server) == on_server
    assert set(before) <= {one.evidence.quote for one in case.ledger.claims()}
    assert case.ledger.verify().faults == ()
    assert b"Saraqib" in case.ledger.document(scene.document)
    desk = ReplyDesk(folder)
    assert desk.store.get(scene.reply).state is ReplyState.HELD
    desk.store.close()
    assert len(FeedStore.there(FEEDS.place(case.ledger.address)).seen_in(scene.document)) == 1
    assert (folder / "box.password").read_text() == scenes.MAIL_PASSWORD
    assert (folder / "box.password").stat().st_mode & 0o077 == 0
    assert not (folder / "ana.key").exists()


def the_home_is_whole(home: Path, scene: Scene) -> None:
    accounts = Accounts.open(home, passwords=Passwords(CHEAP))
    assert {one.name for one in accounts.people.listed()} == {"Olga", "Ana", "Leyla"}
    assert accounts.keyring.open(scene.leyla, "idlib", scenes.PASSPHRASE, HERE) == scenes.LEYLA
    (draft,) = Drafts.open(home / "drafts", accounts.home.key).of(scenes.CELL)
    assert draft.fields["text"] == (scenes.WORDS,)
    hooks = HookStore(accounts.home)
    (hook,) = hooks.listed("idlib")
    assert hooks.address_of(hook) == (scenes.HOOK, scene.hook_secret)
    assert scenes.CLIENT_SECRET in (home / "providers.yaml").read_text()
    accounts.close()


def somebody_signs_in(server: Served, scene: Scene) -> None:
    headers = {"Origin": server.address, "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=server.address, headers=headers, trust_env=False, timeout=60) as browser:
        asked = browser.post("/login", data={"name": "ana", "password": PASSWORD})
        assert 'name="code"' in asked.text
        assert browser.get("/cases/idlib/").status_code == 303
        assert browser.post("/login/code", data={"code": scene.app.now()}).status_code == 303
        assert browser.get("/cases/idlib/").status_code == 200


def changed(backup: Path) -> None:
    (backup / "cases" / "idlib" / "agreement" / "agreement.yaml").write_text("another")


def shortened(backup: Path) -> None:
    (backup / "home" / "accounts.sqlite").unlink()


def lengthened(backup: Path) -> None:
    (backup / "home" / "more.txt").write_text("more")


def unsaid(backup: Path) -> None:
    (backup / contents.NAME).unlink()


def garbled(backup: Path) -> None:
    (backup / contents.NAME).write_text("{")


def made_later(backup: Path) -> None:
    path = backup / contents.NAME
    path.write_text(path.read_text().replace("truceline/backup/1", "truceline/backup/7"))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (changed, "agreement.yaml: .*it is not as it was backed up"),
        (shortened, "accounts.sqlite: .*it is gone from the backup"),
        (lengthened, "more.txt: .*it was not in the backup"),
        (unsaid, "it is no backup: it has no backup.json"),
        (garbled, "cannot be read as what a backup says of itself"),
        (made_later, "it has format truceline/backup/7; .*upgrade it"),
    ],
)
def test_a_damaged_backup_is_told_and_nothing_is_restored(taken, tmp_path, damage, told):
    _, backup, key = taken
    own = Path(shutil.copytree(backup, tmp_path / "own"))
    damage(own)
    with pytest.raises(CaseError, match=told):
        restore(own, Wanted(tmp_path / "there", tmp_path / "there" / "home", key))
    assert not (tmp_path / "there").exists()


def test_a_document_that_was_forged_in_the_backup_does_not_verify(taken, tmp_path):
    scene, backup, key = taken
    own = Path(shutil.copytree(backup, tmp_path / "own"))
    name = f"cases/idlib/documents/{scene.document}"
    (own / name).write_text("On 10 October 2018 nobody shelled Saraqib.")
    said = contents._read(own / contents.NAME)
    files = {**said.files, name: contents.digest_of(own / name)}
    contents.write(own, said.model_copy(update={"files": files}))
    with pytest.raises(CaseError, match="the record does not hold"):
        restore(own, Wanted(tmp_path / "there", tmp_path / "there" / "home", key))
    assert list((tmp_path / "there").iterdir()) == []


def test_accounts_are_not_restored_without_their_key(taken, tmp_path):
    _, backup, key = taken
    there = Wanted(tmp_path / "there", tmp_path / "home")
    with pytest.raises(InputError, match=r"--key: .*kept apart"):
        restore(backup, there)
    other = tmp_path / "other.key"
    other.write_bytes(bytes(32))
    other.chmod(0o600)
    lost = tmp_path / "lost.key"
    lying = Path(shutil.copy(key, tmp_path / "lying.key"))
    lying.chmod(0o644)
    for path, told in ((other, "does not open what is sealed"), (lost, "missing"), (lying, "chmod 600")):
        with pytest.raises(CaseError, match=told):
            restore(backup, replace(there, key=path))
        assert not (tmp_path / "home").exists()
        assert not (tmp_path / "there" / "idlib").exists()


def test_nothing_is_restored_over_what_is_there_or_served(taken, tmp_path):
    _, backup, key = taken
    there = Wanted(tmp_path / "there", tmp_path / "home", key)
    with occupied(tmp_path / "home"), pytest.raises(CaseError, match=r"a server serves it \(process \d+\)"):
        restore(backup, there)
    with pytest.raises(CaseError, match="the folder is not empty"):
        restore(backup, there)
    (tmp_path / "there" / "idlib").mkdir(parents=True)
    (tmp_path / "there" / "idlib" / "mine.txt").write_text("mine")
    with pytest.raises(CaseError, match="the folder is not empty"):
        restore(backup, replace(there, home=tmp_path / "other"))
    assert [path.name for path in (tmp_path / "there" / "idlib").iterdir()] == ["mine.txt"]
    assert not (tmp_path / "other").exists()


@pytest.fixture
def somebody_else(tmp_path):
    """Runs the rest of the test as a user who may not read everything."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for folder in tmp_path.resolve().parents:
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    tmp_path.chmod(0o777)
    yield lambda: os.seteuid(65534)
    os.seteuid(0)


def test_what_may_not_be_read_is_told_by_its_name(taken, tmp_path, somebody_else):
    _, backup, key = taken
    own = Path(shutil.copytree(backup, tmp_path / "own"))
    for path in (own, *own.rglob("*")):
        path.chmod(0o755)
    (own / "home" / "accounts.sqlite").chmod(0o600)
    (tmp_path / "shut").mkdir(mode=0o700)
    somebody_else()
    with pytest.raises(CaseError, match=r"home/accounts\.sqlite: .*it cannot be read: permission denied"):
        restore(own, Wanted(tmp_path / "there", tmp_path / "home", key))
    with pytest.raises(CaseError, match=r"shut.*: .*it cannot be read: permission denied"):
        require_new(tmp_path / "shut", "restore")
    assert not (tmp_path / "there").exists()


def test_a_disk_that_fills_up_leaves_nothing_behind(taken, tmp_path, monkeypatch):
    _, backup, key = taken

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="no space left on device; nothing was kept"):
        restore(backup, Wanted(tmp_path / "there", tmp_path / "home", key))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_holds_for_the_running_server_alone_is_not_restored(taken, tmp_path):
    scene, backup, key = taken
    restore(backup, Wanted(tmp_path / "there", tmp_path / "home", key))
    assert rows_of(scene.home, "sessions")
    assert not rows_of(tmp_path / "home", "sessions")
    assert not rows_of(tmp_path / "home", "answers")


def rows_of(home: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "accounts.sqlite")) as prompt:
        return prompt.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - a table of ours


def test_a_database_that_has_such_a_schema_is_left_as_it_was(taken, tmp_path, postgresql, worker_id):
    _, backup, key = taken
    database = f"partly_{worker_id}"
    postgresql.sql(f"CREATE DATABASE {database}")
    postgresql.sql("CREATE SCHEMA accounts", database)
    there = Wanted(tmp_path / "there", tmp_path / "home", key, postgresql.url(database=database))
    with pytest.raises(CaseError, match="there is such a schema in this database already"):
        restore(backup, there)
    found = postgresql.sql("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information)'", database)
    assert set(found.split()) == {"public", "accounts"}
    assert not (tmp_path / "home").exists()
    with pytest.raises(InputError, match="name the database alone"):
        restore(backup, replace(there, store=f"{there.store}&case=mine"))
