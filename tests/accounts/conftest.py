from __future__ import annotations

import shutil

import pytest
from tests.accounts.making import Clock, opened, with_owner, with_person


@pytest.fixture(scope="session")
def made_home(tmp_path_factory):
    """The folder of a home with no account in it; for copies."""
    folder = tmp_path_factory.mktemp("homes") / "home"
    opened(folder).close()
    return folder


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(made_home, tmp_path):
    """A home of one's own."""
    return shutil.copytree(made_home, tmp_path / "home")


@pytest.fixture
def accounts(folder, clock):
    """Its accounts, of which there is none."""
    made = opened(folder, clock)
    yield made
    made.close()


@pytest.fixture(params=("sqlite", "postgresql"))
def either(request, clock):
    """Accounts with none in them, in either database."""
    if request.param == "sqlite":
        made = opened(request.getfixturevalue("folder"), clock)
    else:
        case = request.getfixturevalue("new_case")()
        store = f"{case.url}&case={case.case}_accounts"
        made = opened(request.getfixturevalue("tmp_path") / "on-server", clock, store)
    yield made
    made.close()


@pytest.fixture
def owner(accounts):
    return with_owner(accounts)


@pytest.fixture
def ana(accounts, owner):
    """Somebody without any role."""
    return with_person(accounts, owner, "Ana")
