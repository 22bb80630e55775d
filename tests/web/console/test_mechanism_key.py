"""Keys that people sign with: kept closed, opened for a session, gone with it."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from tests.accounts.making import PASSWORD, with_owner, with_person
from tests.life.cells import SIGNERS
from tests.web.console.one_table import Table, key_file
from tests.web.console.test_signing_in import Client

from truceline.accounts.account import Grant
from truceline.ledger.keys import save
from truceline.ledger.signers import Role
from truceline.ledger.signing import Signer

CANARY = "kanarienvogel-kanarienvogel"


@pytest.fixture
def client(idlib_made: Path, tmp_path: Path):
    made = Client(idlib_made, tmp_path / "home")
    owner = with_owner(made.accounts)
    with_person(made.accounts, owner, "Ana", Grant("idlib", Role.LIAISON, "turkey"))
    made.post("/login", name="ana", password=PASSWORD)
    yield made
    made.accounts.close()


def bring(table: Table, name: str, content: bytes | str):
    return table.post("mechanism/key/bring", name=name, files={"file": ("my.key", content)})


def test_the_public_half_is_shown_to_be_read_out(seen: Table):
    page = seen.get("mechanism/key", name="turkey-liaison").text
    public = SIGNERS["turkey-liaison"].public
    assert public.short in page
    assert " ".join(str(public)[at : at + 4] for at in range(0, 59, 4)) in page
    assert "trusted as turkey-liaison" in page


def test_a_key_is_brought_opened_and_locked(table: Table, tmp_path: Path):
    assert bring(table, "iran-liaison", key_file("iran", tmp_path, Signer.new("iran"))).status_code == 303
    page = table.get("mechanism/key", name="iran-liaison").text
    assert "not trusted yet" in page
    assert "keys trust CASE tk1" in page
    table.unlock("iran-liaison")
    assert "Lock it now" in table.get("mechanism/key", name="iran-liaison").text
    assert table.post("mechanism/key/lock", name="iran-liaison").status_code == 303
    assert "Open the key" in table.get("mechanism/key", name="iran-liaison").text
    assert table.post("mechanism/key/forget", name="iran-liaison").status_code == 303
    assert "You have no key here" in table.get("mechanism", name="iran-liaison").text


def test_a_key_that_lies_open_is_not_kept(table: Table, tmp_path: Path):
    path = tmp_path / "open.key"
    save(Signer.new("iran"), path)
    assert bring(table, "iran-liaison", path.read_bytes()).status_code == 422
    assert table.ring.keys_of("id-of-iran-liaison") == ()


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[" * 4000, b"x" * 5000, b"null"])
def test_what_is_no_key_file_is_refused(table: Table, content: bytes):
    assert bring(table, "iran-liaison", content).status_code == 422


def test_an_open_key_is_that_session_s_alone(table: Table):
    table.unlock("turkey-liaison")
    assert "Your key is open" in table.get("mechanism", name="turkey-liaison").text
    for name in ("turkey-observer", "second-turkey-liaison", "russia-liaison"):
        assert "Your key is open" not in table.get("mechanism", name=name).text


def test_with_the_key_open_no_passphrase_is_asked_for(table: Table):
    table.unlock("turkey-liaison")
    sent = {"message": "tr-9", "to": "russia", "subject": "x", "text": "y"}
    page = table.fill("turkey-liaison", "send", **sent).text
    assert 'type="password"' not in page


def test_who_acts_for_no_party_sees_their_own_patrols_by_the_key_they_opened(table: Table):
    ahead = {"patrol": "north", "zone": "dmz", "starts": "2030-01-01T08:00", "ends": "2030-01-01T12:00"}
    assert table.act("team-observer", "plan", **ahead).status_code == 303
    assert table.get("mechanism/patrol/north", name="team-observer").status_code == 200
    assert table.get("mechanism/patrol/north", name="team-verifier").status_code == 404


def test_a_new_key_is_made_and_never_leaves_open(client: Client, caplog):
    caplog.set_level(logging.DEBUG)
    page = "/cases/idlib/mechanism/key"
    wrong = client.post(f"{page}/new", name="post", passphrase="short", again="other")  # noqa: S106 - of no key
    assert wrong.status_code == 422
    made = client.post(f"{page}/new", name="turkey liaison", passphrase=CANARY, again=CANARY)
    assert made.status_code == 303
    assert CANARY not in client.get(page).text
    ana = client.accounts.people.find("Ana")
    assert ana is not None
    (kept,) = client.accounts.keyring.keys_of(ana.id)
    assert kept.signer == "turkey liaison"
    assert client.post(f"{page}/unlock", passphrase=CANARY[1:]).status_code == 422
    assert client.post(f"{page}/unlock", passphrase=CANARY).status_code == 303
    assert "Lock it now" in client.get(page).text
    assert CANARY not in caplog.text


def test_signing_out_locks_the_key(client: Client):
    page = "/cases/idlib/mechanism/key"
    client.post(f"{page}/new", name="turkey liaison", passphrase=CANARY, again=CANARY)
    client.post(f"{page}/unlock", passphrase=CANARY)
    keys = client.app.state.open_keys
    assert len(keys._held) == 1
    client.post("/logout")
    assert keys._held == {}
    client.post("/login", name="ana", password=PASSWORD)
    assert "Lock it now" not in client.get(page).text


def test_a_program_has_no_key(table: Table):
    liaison = table.door.people["turkey-liaison"]
    table.door.people["program"] = replace(liaison, name="program", is_program=True, session="")
    assert "You have no key here" in table.get("mechanism", name="program").text
    assert table.post("mechanism/key/new", name="program", data={}).status_code == 404
    assert table.post("mechanism/key/unlock", name="program", data={"passphrase": "x"}).status_code == 422
