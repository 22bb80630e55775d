"""Faults made for real, and what the doctor says of each: one line, and what to do about it.

The golden file has a part for each fault. `TRUCELINE_REFRESH_GOLDEN=1` writes those of faults that are tried.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from tests.accounts.making import CHEAP
from tests.cli.conftest import GOLDEN
from tests.upkeep import scene as scenes

from truceline import __version__
from truceline.accounts.accounts import Accounts
from truceline.accounts.occupancy import NAME as LOCK
from truceline.accounts.occupancy import occupied
from truceline.accounts.passwords import Passwords
from truceline.case.folder import Case
from truceline.cli import doctor_machine, doctor_reach
from truceline.cli.ailments import Condition, Looked
from truceline.cli.doctor import Asked, looked_at
from truceline.cli.doctor_home import home_of
from truceline.cli.doctor_places import case_in
from truceline.feeds.polling import Feeds
from truceline.hooks.hook import Event, Happened
from truceline.hooks.store import HookStore
from truceline.ledger.store import Ledger
from truceline.upkeep.stores import STORES

BOOK = GOLDEN / "doctor-faults.txt"
LEAST_FAULTS = 25
_FEEDS = """format: truceline/feeds/1
feeds: [{id: watched, kind: folder, path: watched, silent_after_days: 3650}]
"""
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound: the doctor is told so
_AWAY = "postgresql:///postgres?host=/nowhere"


@dataclass
class Ward:
    """An installation that is to fall ill."""

    folder: Path
    stack: ExitStack
    asked: dict = field(default_factory=dict)
    """What the doctor is told besides."""

    @property
    def case(self) -> Path:
        return self.folder / "idlib"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    def change(self, file: Path, *statements: str) -> None:
        """Change a database past its guards, which are there again afterwards."""
        with closing(sqlite3.connect(file)) as prompt, prompt:
            guards = prompt.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in guards:
                prompt.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                prompt.execute(statement)
            for _, sql in guards:
                prompt.execute(sql)

    def looked(self) -> list[Looked]:
        return list(looked_at(Asked((self.case,), self.home, **self.asked)))


@pytest.fixture(scope="module")
def healthy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("healthy")
    scenes.made(folder)
    (folder / "idlib" / "feeds.yaml").write_text(_FEEDS)
    return folder


@pytest.fixture
def ward(healthy: Path, tmp_path: Path) -> Iterator[Ward]:
    with ExitStack() as stack:
        yield Ward(Path(shutil.copytree(healthy, tmp_path / "ward")), stack)


Fault = Callable[[Ward], object]
FAULTS: dict[str, Fault] = {}


def fault(made: Fault) -> Fault:
    FAULTS[made.__name__.replace("_", " ")] = made
    return made


@fault
def nothing_is_wrong(_ward: Ward) -> None:
    pass


@fault
def others_can_read_the_key(ward: Ward) -> None:
    (ward.home / "server.key").chmod(0o644)


@fault
def the_key_is_lost_and_there_are_accounts(ward: Ward) -> None:
    (ward.home / "server.key").unlink()


@fault
def the_key_is_that_of_another_home(ward: Ward) -> None:
    (ward.home / "server.key").write_bytes(bytes(32))


@fault
def the_key_was_cut_off(ward: Ward) -> None:
    (ward.home / "server.key").write_bytes(bytes(7))


@fault
def others_can_look_into_the_home(ward: Ward) -> None:
    ward.home.chmod(0o755)


@fault
def others_can_read_the_accounts(ward: Ward) -> None:
    (ward.home / "accounts.sqlite").chmod(0o640)


@fault
def others_can_read_a_signing_key(ward: Ward) -> None:
    (ward.case / "ana.key").chmod(0o644)


@fault
def nobody_has_an_account(ward: Ward) -> None:
    shutil.rmtree(ward.home)
    Accounts.open(ward.home, passwords=Passwords(CHEAP)).close()


@fault
def nobody_owns_the_server(ward: Ward) -> None:
    ward.change(ward.home / "accounts.sqlite", "UPDATE accounts SET owner = 0")


@fault
def an_older_server_was_left_running(ward: Ward) -> None:
    ward.stack.enter_context(occupied(ward.home))
    (ward.home / LOCK).write_text("4711 0.0.9\n")


@fault
def a_server_that_says_no_version_was_left_running(ward: Ward) -> None:
    ward.stack.enter_context(occupied(ward.home))
    (ward.home / LOCK).write_text("4711\n")


@fault
def a_hook_fails_for_days(ward: Ward) -> None:
    accounts = Accounts.open(ward.home, passwords=Passwords(CHEAP))
    hooks = HookStore(accounts.home)
    (hook,) = hooks.alive()
    told = Happened(Event.ACT_MADE, "a", hooks.now, 6, {"act": "a"}, "mechanism", "acts")
    hooks.note(hook, told, lambda one, _name: one.key)
    accounts.close()
    ago = (datetime.now(UTC) - timedelta(days=3)).strftime("%Y-%m-%d %H:%M:%S.000000")
    told = f"made_at = '{ago}', tries = 8, next_at = NULL, fault = 'it cannot be reached'"
    ward.change(ward.home / "hooks.sqlite", f"UPDATE deliveries SET {told}")  # noqa: S608 - ours


@fault
def a_feed_is_dead(ward: Ward) -> None:
    shutil.rmtree(ward.case / "watched")
    feeds = Feeds(Case.open(ward.case))
    feeds.poll(feeds.settings.feed("watched"))


@fault
def the_feeds_are_wrongly_set(ward: Ward) -> None:
    (ward.case / "feeds.yaml").write_text("format: truceline/feeds/1\nfeeds: [{id: A}]\n")


@fault
def a_link_of_the_chain_was_edited(ward: Ward) -> None:
    change = "UPDATE links SET content = replace(content, 'truceline', 'falseline') WHERE position = 1"
    ward.change(ward.case / "ledger.sqlite", change)


@fault
def the_chain_was_made_anew_in_the_middle(ward: Ward) -> None:
    path = ward.case / "ledger.sqlite"
    content = '{"before":"' + "0" * 64 + '","position":1}'
    anew = f"content = '{content}', digest = '{sha(content)}'"
    ward.change(path, f"UPDATE links SET {anew} WHERE position = 1")  # noqa: S608 - ours


@fault
def the_end_of_the_chain_is_gone(ward: Ward) -> None:
    ward.change(
        ward.case / "ledger.sqlite", "DELETE FROM links WHERE position = (SELECT max(position) FROM links)"
    )


@fault
def what_protects_the_ledger_is_gone(ward: Ward) -> None:
    with closing(sqlite3.connect(ward.case / "ledger.sqlite")) as prompt, prompt:
        prompt.execute("DROP TRIGGER claims_no_update")


@fault
def the_ledger_is_gone(ward: Ward) -> None:
    (ward.case / "ledger.sqlite").unlink()


@fault
def the_ledger_is_another_file(ward: Ward) -> None:
    (ward.case / "ledger.sqlite").write_bytes(b"no database at all, " * 500)
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm"):
        (ward.case / name).unlink(missing_ok=True)


@fault
def the_agreement_is_gone(ward: Ward) -> None:
    (ward.case / "agreement" / "agreement.yaml").unlink()


@fault
def the_replies_are_gone(ward: Ward) -> None:
    (ward.case / "replies.sqlite").unlink()


@fault
def the_clock_was_set_back(ward: Ward) -> None:
    late = Ledger.open(ward.case / "ledger.sqlite", clock=lambda: datetime.now(UTC) + timedelta(hours=2))
    late.add_document(b"later", "later.txt", "text/plain")


@fault
def the_database_of_the_case_is_away(ward: Ward) -> None:
    path = ward.case / "case.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"store": f"{_AWAY}&case=idlib"}))


@fault
def the_database_of_the_accounts_is_away(ward: Ward) -> None:
    (ward.home / "accounts.sqlite").unlink()
    (ward.home / "accounts.place").write_text(f"{_AWAY}\n")
    (ward.home / "accounts.place").chmod(0o600)


@fault
def the_port_is_taken(ward: Ward) -> None:
    place = ward.stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    ward.asked["port"] = place.getsockname()[1]


@fault
def everybody_reaches_it_without_tls(ward: Ward) -> None:
    ward.asked["host"] = EVERYWHERE


@fault
def its_address_has_no_tls(ward: Ward) -> None:
    ward.asked["address"] = "http://truceline.example"


@fault
def nobody_answers_at_its_address(ward: Ward) -> None:
    ward.asked["address"] = "https://localhost:1"


@fault
def its_address_is_none(ward: Ward) -> None:
    ward.asked["address"] = "truceline.example"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def of_version(what: str, version: str) -> Fault:
    def made(ward: Ward) -> None:
        folder = ward.case if (ward.case / f"{what}.sqlite").exists() else ward.home
        change = f"UPDATE alembic_version SET version_num = '{version}'"  # noqa: S608 - ours
        ward.change(folder / f"{what}.sqlite", change)

    return made


for one in STORES:
    FAULTS[f"{one.what} of an older version"] = of_version(one.what, "0000")
    FAULTS[f"{one.what} of a newer version"] = of_version(one.what, "9999")


def told_of(ward: Ward) -> str:
    """What is not well, a line each, without what differs from machine to machine."""
    lines = [
        f"{one.what} {one.condition.value}: {one.where}: {one.told} -> {one.remedy}"
        for one in ward.looked()
        if one.condition is not Condition.WELL and one.what != "extras"
    ]
    text = "\n".join(lines) or "nothing is wrong"
    for wanted, said in (
        (re.escape(str(ward.folder)), "HERE"),
        (re.escape(__version__), "VERSION"),
        (r"\d{4}-\d\d-\d\d", "DAY"),
        (r"\d+ s ahead", "N s ahead"),
        (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
        (r"tlh?_?[0-9a-f]{8,}|\b[0-9a-f]{12,}\b", "ID"),
    ):
        text = re.sub(wanted, said, text)
    return text


def parts() -> dict[str, str]:
    """The golden file's parts, by fault."""
    text = BOOK.read_text(encoding="utf-8") if BOOK.is_file() else ""
    found = re.split(r"^# (.+)\n", text, flags=re.MULTILINE)[1:]
    return {name: told.strip("\n") for name, told in zip(found[::2], found[1::2], strict=True)}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_what_to_do(ward: Ward, name: str):
    FAULTS[name](ward)
    told = told_of(ward)
    if os.environ.get("TRUCELINE_REFRESH_GOLDEN"):
        kept = {**parts(), name: told}
        text = "\n".join(f"# {one}\n{kept[one]}\n" for one in FAULTS if one in kept)
        BOOK.write_text(text, encoding="utf-8")
    assert told == parts()[name]
    assert all(line.rpartition("-> ")[2] for line in told.splitlines()[: name != "nothing is wrong"])


def test_no_two_faults_are_told_alike_and_none_is_forgotten():
    known = parts()
    assert known.keys() == FAULTS.keys()
    assert known.pop("nothing is wrong") == "nothing is wrong"
    assert len(known) >= LEAST_FAULTS
    assert "nothing is wrong" not in known.values()
    assert len(set(known.values())) == len(known)


def test_a_dead_server_s_lock_and_a_living_server_are_no_faults(ward: Ward):
    command = [sys.executable, "-c", _HOLDER, str(ward.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        assert lock_of(ward) == (Condition.WELL, f"process {holder.pid} serves it")
        holder.send_signal(signal.SIGKILL)
    assert lock_of(ward) == (Condition.WELL, "no server serves it; the file that is left locks nothing")


_HOLDER = """
import sys, time
from pathlib import Path
from truceline.accounts.occupancy import occupied
with occupied(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def lock_of(ward: Ward) -> tuple[Condition, str]:
    (found,) = [one for one in home_of(ward.home) if one.what == "lock"]
    return found.condition, found.told


@pytest.fixture
def somebody(ward: Ward) -> Iterator[Ward]:
    """A ward whose doctor is run by a user who may read nothing of it."""
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody else")
    for folder in (ward.folder, *ward.folder.resolve().parents):
        if not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    ward.case.chmod(0o700)
    try:
        os.seteuid(65534)
        yield ward
    finally:
        os.seteuid(0)


def test_folders_that_cannot_be_looked_into_are_told(somebody: Ward):
    for found in (list(home_of(somebody.home)), list(case_in(somebody.case))):
        (only,) = found
        assert only.condition is Condition.WRONG
        assert only.told == "it cannot be looked into: permission denied"
        assert "server's user" in only.remedy


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_what_belongs_to_another_user_is_told(ward: Ward):
    os.chown(ward.home / "accounts.sqlite", 65534, 65534)
    (found, *_) = [one for one in home_of(ward.home) if one.condition is Condition.WRONG]
    assert "belongs to another user than the home" in found.told
    os.chown(ward.home, 65534, 65534)
    assert "it belongs to user 65534" in " ".join(one.told for one in home_of(ward.home))


def test_a_disk_that_is_nearly_full_is_wrong(ward: Ward, tmp_path: Path):
    place = tmp_path / "narrow"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no small disk can be made here")
    try:
        home = Path(shutil.copytree(ward.home, place / "home"))
        (found,) = [one for one in home_of(home) if one.condition is Condition.WRONG]
        assert (found.what, found.remedy) == ("disk", "make room: with a full disk nothing is taken in")
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_a_missing_extra_is_told_and_the_doctor_goes_on_without_it(ward: Ward):
    words = ["doctor", str(ward.case), "--home", str(ward.home), "--format", "json"]
    program = (
        "import sys; sys.modules.update(dict.fromkeys(('argon2', 'typst')));"
        "from truceline.cli.main import app; app.main(sys.argv[1:])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    looked = {(one["what"], one["where"]): one for one in json.loads(done.stdout)["looked"]}
    assert looked["extras", "server"]["condition"] == "wrong"
    assert looked["extras", "server"]["remedy"] == "pip install 'truceline[server]'"
    assert looked["extras", "report"]["told"].startswith("missing: typst")
    assert looked["home", str(ward.home)]["condition"] == "doubtful"
    assert any(what == "ledger" for what, _ in looked)


def test_missing_fonts_are_told(tmp_path: Path):
    assert doctor_machine.fonts().condition is Condition.WELL
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Amiri-Bold.ttf").write_bytes(b"")
    found = doctor_machine.fonts(tmp_path)
    assert (found.condition, found.remedy) == (Condition.WRONG, "install truceline anew")
    assert "missing: Amiri-Regular.ttf" in found.told


@contextmanager
def tls_server(folder: Path, *, ends_in: timedelta) -> Iterator[tuple[str, ssl.SSLContext]]:
    """A server with TLS whose certificate ends so soon; its address, and who trusts it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + ends_in)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form, kind = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "cert.pem").write_bytes(made.public_bytes(form) + key.private_bytes(form, kind, plain))
    ours, theirs = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    ours.load_cert_chain(folder / "cert.pem")
    theirs.load_verify_locations(folder / "cert.pem")
    with socket.create_server(("127.0.0.1", 0)) as place:

        def answer() -> None:
            with place.accept()[0] as asked:
                try:
                    ours.wrap_socket(asked, server_side=True).close()
                except OSError:
                    return

        answering = threading.Thread(target=answer)
        answering.start()
        yield f"https://localhost:{place.getsockname()[1]}", theirs
        answering.join()


@pytest.mark.parametrize(
    ("days", "condition", "told"),
    [
        (-1, Condition.WRONG, "its certificate does not hold: certificate has expired"),
        (3, Condition.DOUBTFUL, "its certificate ends on"),
        (60, Condition.WELL, "it holds until"),
    ],
)
def test_a_certificate_that_expired_or_soon_will_is_told(tmp_path: Path, days, condition, told):
    with tls_server(tmp_path, ends_in=timedelta(days=days)) as (address, trusting):
        found = doctor_reach.certificate(address, trusting)
    assert found.condition is condition
    assert found.told.startswith(told)
    assert bool(found.remedy) == (condition is not Condition.WELL)


def test_a_server_behind_a_proxy_that_others_reach_past_it_is_in_doubt():
    (found,) = doctor_reach.reached(EVERYWHERE, "https://truceline.example")
    assert (found.condition, found.told) == (
        Condition.DOUBTFUL,
        "other machines reach it past the proxy, without TLS",
    )
    assert list(doctor_reach.reached("127.0.0.1", "https://truceline.example")) == []
    assert list(doctor_reach.reached("::1", None)) == []
