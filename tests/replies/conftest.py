from __future__ import annotations

import shutil

import pytest
from tests.replies.making import new_desk, new_key, opened


@pytest.fixture(scope="session")
def key(tmp_path_factory):
    """The key file that addresses are sealed for."""
    return new_key(tmp_path_factory.mktemp("keys") / "desk.key")


@pytest.fixture(scope="session")
def made(tmp_path_factory, key):
    """The folder of a case that takes replies; for copies."""
    folder = tmp_path_factory.mktemp("cases") / "river"
    new_desk(folder, key).store.close()
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A case of one's own that takes replies."""
    return shutil.copytree(made, tmp_path / "river")


@pytest.fixture
def desk(folder):
    """Its desk."""
    return opened(folder)
