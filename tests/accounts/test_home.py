from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from tests.accounts.making import opened, with_owner

from truceline.accounts.home import PLACE
from truceline.accounts.server_key import ServerKey
from truceline.errors import CaseError, InputError


def test_a_home_is_for_nobody_else(tmp_path):
    opened(tmp_path / "home").close()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "home").iterdir()}
    assert modes == {"accounts.sqlite": 0o600, "server.key": 0o600}
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_home_is_opened_again_with_all_it_had(accounts, folder):
    owner = with_owner(accounts)
    accounts.close()
    again = opened(folder)
    assert again.home.is_there()
    assert again.people.find("OLGA") == owner


def test_many_who_open_a_new_home_at_once_open_the_same(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        homes = [made.home for made in pool.map(lambda _: opened(tmp_path / "home"), range(4))]
    assert len({home.key.digest("same") for home in homes}) == 1
    assert sorted(path.name for path in (tmp_path / "home").iterdir() if "-" not in path.name) == [
        "accounts.sqlite",
        "server.key",
    ]


def test_a_home_without_its_key_is_not_opened_with_a_new_one(folder):
    (folder / "server.key").unlink()
    with pytest.raises(CaseError, match="restore it from a copy"):
        opened(folder)
    assert not (folder / "server.key").exists()


def test_another_homes_key_is_found_out(folder, tmp_path):
    opened(tmp_path / "other").close()
    (folder / "server.key").write_bytes((tmp_path / "other" / "server.key").read_bytes())
    with pytest.raises(CaseError, match="not the key these accounts"):
        opened(folder)


@pytest.mark.parametrize(
    ("break_it", "told"),
    [
        (lambda path: path.chmod(0o644), "chmod 600"),
        (lambda path: path.write_bytes(b"short"), "damaged"),
    ],
)
def test_a_key_that_cannot_be_trusted_is_told(folder, break_it, told):
    break_it(folder / "server.key")
    with pytest.raises(CaseError, match=told):
        opened(folder)


def test_accounts_of_a_newer_version_are_left_alone(accounts, folder):
    with accounts.home.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CaseError, match="newer truceline"):
        opened(folder)


def test_a_file_that_holds_no_accounts_is_told(folder):
    (folder / "accounts.sqlite").write_bytes(b"")
    with pytest.raises(CaseError, match="no accounts"):
        opened(folder)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError, match="cannot be made"):
        opened(tmp_path / "file" / "home")


def test_a_home_says_where_its_accounts_are_and_stays_by_it(new_case, tmp_path):
    case = new_case()
    store = f"{case.url}&case={case.case}_accounts"
    owner = with_owner(opened(tmp_path / "home", store=store))
    assert (tmp_path / "home" / PLACE).read_text() == f"{store}\n"
    assert opened(tmp_path / "home").people.listed() == (owner,)
    assert not (tmp_path / "home" / "accounts.sqlite").exists()
    with pytest.raises(InputError, match="accounts of this home are in"):
        opened(tmp_path / "home", store=f"{case.url}&case=elsewhere")


def test_a_home_with_accounts_in_it_is_not_moved_by_an_option(folder):
    with pytest.raises(InputError, match=r"accounts\.sqlite"):
        opened(folder, store="postgresql:///somewhere")


def test_a_schema_is_made_once_by_many_who_begin_at_once(new_case, tmp_path):
    case = new_case()
    store = f"{case.url}&case={case.case}_accounts"
    opened(tmp_path / "key").close()
    for number in range(3):
        (tmp_path / f"{number}").mkdir()
        os.link(tmp_path / "key" / "server.key", tmp_path / f"{number}" / "server.key")
    with ThreadPoolExecutor(3) as pool:
        homes = list(pool.map(lambda number: opened(tmp_path / f"{number}", store=store), range(3)))
    with_owner(homes[0])
    assert homes[2].people.find("Olga")


def test_what_is_sealed_opens_for_its_owner_alone(tmp_path):
    key = ServerKey.at(tmp_path, create=True)
    sealed = key.seal(b"secret", "ana")
    assert key.open(sealed, "ana") == b"secret"
    assert b"secret" not in sealed
    for other, content in (("ben", sealed), ("ana", sealed[:-1] + b"x")):
        with pytest.raises(CaseError, match="does not open"):
            key.open(content, other)


def test_digests_of_different_parts_never_meet(tmp_path):
    key = ServerKey.at(tmp_path, create=True)
    assert (
        len({key.digest("a", "b", "c"), key.digest("a", "bc"), key.digest("ab", "c"), key.digest("a")}) == 4
    )
    assert key.fits(key.digest("a", "b"), "a", "b")
    assert not key.fits(key.digest("a", "b"), "a", "c")
