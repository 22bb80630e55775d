from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest
from tests.accounts.making import opened, with_owner
from tests.cli.conftest import Run
from tests.replies.conftest import desk, folder, key, made

from truceline.accounts import schema as accounts_schema
from truceline.cli import doctor_home, doctor_machine, doctor_places
from truceline.cli.ailments import Condition, Looked
from truceline.ledger import schema as ledger_schema
from truceline.ledger.store import Ledger

__all__ = ["desk", "folder", "key", "made"]
WRONG, DOUBTFUL = Condition.WRONG, Condition.DOUBTFUL


def told(found, what: str) -> list[Looked]:
    return [one for one in found if one.what == what]


def unwell(found) -> list[Looked]:
    return [one for one in found if one.condition is not Condition.WELL]


@pytest.fixture
def home(tmp_path) -> Path:
    accounts = opened(tmp_path / "home")
    with_owner(accounts)
    accounts.close()
    return tmp_path / "home"


def test_a_whole_case_and_home_are_well(run: Run, own_river, home):
    done = run("doctor", own_river, "--home", home)
    assert done.exit_code == 0, done.output
    assert "nothing is wrong" in done.stderr
    assert "sound at a glance" in done.stdout


def test_its_json_is_as_its_schema_says(run: Run, own_river, home):
    done = run("doctor", own_river, "--home", home, "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, json.loads(run("schema", "doctor").stdout))
    assert document["condition"] == "well"
    looked = {
        "versions",
        "extras",
        "fonts",
        "clock",
        "home",
        "lock",
        "key",
        "accounts",
        "case",
        "ledger",
        "disk",
    }
    assert looked == {one["what"] for one in document["looked"]}


def test_the_home_beside_the_first_case_is_found(run: Run, own_river):
    beside = own_river.parent / ".truceline"
    opened(beside).home.close()
    beside.chmod(0o755)
    done = run("doctor", own_river)
    assert done.exit_code == 1
    assert "others can look into it" in done.stdout
    assert "-> chmod 700" in done.stdout


def test_keys_and_accounts_that_others_can_read_are_wrong(home):
    for name in ("server.key", "accounts.sqlite"):
        (home / name).chmod(0o644)
    found = unwell(doctor_home.home_of(home))
    assert [(one.what, one.condition) for one in found] == [("home", WRONG), ("key", WRONG)]
    assert all("chmod 600" in one.remedy for one in found)


def test_a_home_without_its_key_is_wrong_and_gets_no_new_one(home):
    (home / "server.key").unlink()
    (found,) = unwell(doctor_home.home_of(home))
    assert (found.what, found.condition) == ("key", WRONG)
    assert not (home / "server.key").exists()


def test_a_home_that_is_not_there_is_not_made(tmp_path):
    (found,) = doctor_home.home_of(tmp_path / "nowhere")
    assert found.condition is DOUBTFUL
    assert not (tmp_path / "nowhere").exists()
    (tmp_path / "empty").mkdir(mode=0o700)
    assert [one.what for one in unwell(doctor_home.home_of(tmp_path / "empty"))] == ["accounts"]
    assert list((tmp_path / "empty").iterdir()) == []


def test_accounts_on_a_server_that_is_away_are_wrong(home):
    (home / "accounts.sqlite").unlink()
    place = home / "accounts.place"
    place.write_text("postgresql:///postgres?host=/nowhere\n")
    place.chmod(0o600)
    (found,) = told(unwell(doctor_home.home_of(home)), "accounts")
    assert "cannot be reached" in found.told


def test_what_is_no_case_is_wrong(run: Run, tmp_path):
    done = run("doctor", tmp_path)
    assert done.exit_code == 1
    assert "it has no case.json" in done.stdout


def test_a_case_on_a_server_that_is_away_is_wrong(own_river):
    manifest = own_river / "case.json"
    about = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(about | {"store": "postgresql:///postgres?host=/nowhere&case=river"}))
    (found,) = unwell(doctor_places.case_in(own_river))
    assert (found.what, found.condition) == ("ledger", WRONG)
    assert "cannot be reached" in found.told
    assert "start the server" in found.remedy


def changed(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_ledger_that_lost_what_protects_it_is_wrong(own_river):
    changed(own_river / "ledger.sqlite", "DROP TRIGGER claims_no_update")
    (found,) = unwell(doctor_places.case_in(own_river))
    assert (found.what, found.condition) == ("ledger", WRONG)
    assert "claims_no_update: the trigger is gone" in found.told


def test_a_damaged_file_is_wrong(own_river):
    path = own_river / "ledger.sqlite"
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 40] = os.urandom(4096 * 37)
    path.write_bytes(content)
    found = unwell(doctor_places.case_in(own_river))
    assert {(one.what, one.condition) for one in found} == {("ledger", WRONG)}
    path.unlink()
    assert "missing" in unwell(doctor_places.case_in(own_river))[0].told
    assert not path.exists()


def test_older_tables_are_doubtful_and_stay_as_they_are(own_river, home):
    changed(own_river / "ledger.sqlite", "UPDATE alembic_version SET version_num = '0001'")
    changed(home / "accounts.sqlite", "UPDATE alembic_version SET version_num = '0000'")
    for found in (unwell(doctor_places.case_in(own_river)), unwell(doctor_home.home_of(home))):
        assert [one.condition for one in found] == [DOUBTFUL]
        assert "opening it will bring it to" in found[0].told
    again = unwell(doctor_places.case_in(own_river))
    assert "schema 0001" in again[0].told


def test_tables_of_a_newer_truceline_are_wrong(own_river, home):
    changed(own_river / "ledger.sqlite", "UPDATE alembic_version SET version_num = '9999'")
    changed(home / "accounts.sqlite", "UPDATE alembic_version SET version_num = '9999'")
    for found in (unwell(doctor_places.case_in(own_river)), unwell(doctor_home.home_of(home))):
        assert [(one.condition, one.remedy) for one in found] == [(WRONG, "upgrade truceline")]
    assert ledger_schema.HEAD < "9999" > accounts_schema.HEAD


def test_a_clock_behind_the_ledger_is_wrong(own_river):
    late = Ledger.open(own_river / "ledger.sqlite", clock=lambda: datetime.now(UTC) + timedelta(hours=2))
    late.add_document(b"later", "later.txt", "text/plain")
    (found,) = unwell(doctor_places.case_in(own_river))
    assert (found.what, found.condition) == ("clock", WRONG)
    assert doctor_machine.clock(lambda: datetime(1970, 1, 2, tzinfo=UTC)).condition is WRONG


def test_signing_keys_that_others_can_read_are_wrong(own_river):
    path = own_river / "ana.key"
    path.write_text("a key")
    path.chmod(0o644)
    (found,) = unwell(doctor_places.case_in(own_river))
    assert (found.what, found.where) == ("key", str(path))


def test_replies_that_are_gone_are_wrong(desk):
    place = desk.folder
    assert unwell(doctor_places.case_in(place)) == []
    desk.store.close()
    (place / "replies.sqlite").unlink()
    assert [one.what for one in unwell(doctor_places.case_in(place))] == ["replies"]


def test_a_full_disk_is_wrong_and_a_narrow_one_doubtful(tmp_path, monkeypatch):
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _path: usage._replace(free=doctor_machine.LEAST_BYTES - 1)
    )
    assert doctor_machine.disk(tmp_path).condition is WRONG
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10**9))
    assert doctor_machine.disk(tmp_path, 10**10).condition is DOUBTFUL
    assert doctor_machine.disk(tmp_path).condition is Condition.WELL


def test_a_missing_extra_is_wrong_where_a_server_needs_it(monkeypatch):
    monkeypatch.setattr(doctor_machine, "find_spec", lambda _name: None)
    found = {one.where: one for one in doctor_machine.extras()}
    assert found["server"].condition is WRONG
    assert "truceline[server]" in found["server"].remedy
    assert found["spark"].condition is Condition.WELL


def test_a_port_is_free_or_taken_by_somebody_else(run: Run, own_river):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        taken.settimeout(5)
        taken.close()
        assert doctor_machine.port("127.0.0.1", number).told == "free"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        done = run("doctor", own_river, "--port", number)
    assert done.exit_code == 1
    assert "address already in use" in done.stdout


def test_feeds_that_are_dead_or_were_never_asked_are_named_and_nothing_is_made(run: Run, own_river):
    (own_river / "feeds.yaml").write_text(
        "format: truceline/feeds/1\nfeeds:\n"
        "  - {id: gone, kind: folder, path: nowhere}\n  - {id: there, kind: folder, path: there}\n"
    )
    (own_river / "there").mkdir()
    (asked,) = told(doctor_places.case_in(own_river), "feed")
    assert (asked.condition, asked.told) == (DOUBTFUL, "of 2 none was asked yet by this version")
    assert not (own_river / "feeds.sqlite").exists()
    assert run("feeds", own_river, "poll", "--due").exit_code == 1
    gone, there = told(doctor_places.case_in(own_river), "feed")
    assert (gone.condition, gone.where) == (DOUBTFUL, "gone")
    assert gone.told.startswith("failing, no word yet: the folder cannot be read")
    assert there.condition is Condition.WELL
    assert run("feeds", own_river, "poll", "--due").exit_code == 0, "none is due again so soon"
    (own_river / "feeds.yaml").write_text("format: truceline/feeds/1\nfeeds: [{id: A}]\n")
    assert told(doctor_places.case_in(own_river), "feed")[0].condition is WRONG
