"""The doors of `truceline serve` that do not serve: links for owners, and what it refuses to begin with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.accounts.making import ANALYST, HERE, PASSWORD, opened, with_factor, with_owner, with_person
from tests.cli.conftest import Run

from truceline.accounts.account import Factor
from truceline.accounts.occupancy import occupied
from truceline.cli.serve import _of_one
from truceline.web.serving import OF_ONE

NEW = "another-quetzal-horse"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with an owner who has a second factor, and somebody else."""
    accounts = opened(tmp_path / "home")
    owner = with_owner(accounts)
    with_person(accounts, owner, "Ana", ANALYST)
    with_factor(accounts, owner)
    accounts.close()
    return tmp_path / "home"


def link_in(told: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000/welcome/(\S+)", told)
    assert found, told
    return found[1]


def test_a_rescued_owner_keeps_the_second_factor_unless_it_is_dropped(run: Run, own_river, home):
    for words, factor in (((), Factor.WANTED), (("--drop-factor",), Factor.NONE)):
        done = run("serve", own_river, "--home", home, "--rescue", "Olga", *words)
        assert (done.exit_code, done.stdout) == (0, "")
        accounts = opened(home)
        accounts.invitations.reset(link_in(done.stderr), NEW)
        assert accounts.log_in("olga", NEW, None, HERE).session.factor is factor
        accounts.close()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--rescue", "Ana"), "owner"),
        (("--rescue", "Nobody"), "owner"),
        (("--drop-factor",), "goes with --rescue"),
        (("--address", "ftp://elsewhere"), "is no address of a server"),
    ],
)
def test_what_makes_no_link_says_why_and_changes_nothing(run: Run, own_river, home, words, told):
    done = run("serve", own_river, "--home", home, *words)
    assert done.exit_code == 2, done.stderr
    assert told in done.stderr
    assert "/welcome/" not in done.stderr
    accounts = opened(home)
    assert accounts.log_in("olga", PASSWORD, None, HERE).session.factor is Factor.WANTED
    accounts.close()


def test_another_owner_is_invited_while_a_server_runs(run: Run, own_river, home):
    with occupied(home):
        done = run("serve", own_river, "--home", home, "--invite")
    accounts = opened(home)
    made = accounts.invitations.accept(link_in(done.stderr), "Otto", NEW)
    assert made.owner
    accounts.close()


def test_a_second_server_on_the_same_home_does_not_begin(run: Run, own_river, home):
    with occupied(home):
        done = run("serve", own_river, "--home", home)
    assert done.exit_code == 2
    assert "another server serves it" in done.stderr
    assert "--home" in done.stderr


def test_a_second_server_migrates_nothing_below_the_first(run: Run, own_river, tmp_path):
    with occupied(tmp_path / "fresh"):
        assert run("serve", own_river, "--home", tmp_path / "fresh").exit_code == 2
    assert [one.name for one in (tmp_path / "fresh").iterdir()] == ["serving.lock"]


def test_one_address_holds_so_many_connections_and_behind_a_proxy_any():
    assert _of_one(None, is_behind_proxy=False) == OF_ONE
    assert _of_one(None, is_behind_proxy=True) == 0
    assert _of_one(7, is_behind_proxy=True) == 7
    assert _of_one(0, is_behind_proxy=False) == 0
