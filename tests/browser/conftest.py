"""A browser, a server for it, and cases to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.furnished import furnished
from tests.browser.serving import Server, served
from tests.browser.walk import Walk
from tests.browser.windows import Windows, windows_of

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.ledger.signers import Role

CASES = ("whole", "live", "days", "cells", "audited")
"""`whole` has something for every page and stays as it is; the others are for tests that change them."""
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
)
Opening = Callable[..., AbstractContextManager[Windows]]


def _program() -> str:
    """Where Chromium is; where there is none, its tests are left out by name (never in CI)."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and not os.environ.get("CI"):
        pytest.skip("no Chromium here (Debian: apt-get install chromium)")
    assert found, "no Chromium here; tools/have_chromium installs Debian's"
    return found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one file: while it runs, its process has an event loop that runs, too."""
    program = _program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(_QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def plain_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled case, made once; for copies."""
    folder = tmp_path_factory.mktemp("case") / "idlib"
    Case.create(folder, bundle="idlib-2018")
    return folder


@pytest.fixture(scope="session")
def server(plain_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of three cases."""
    _program()
    folder = tmp_path_factory.mktemp("served")
    for name in CASES:
        shutil.copytree(plain_case, folder / name)
    furnished(folder / CASES[0], tmp_path_factory.mktemp("keys"))
    with served([folder / name for name in CASES], folder) as running:
        running.person("Everyone", *(grant for case in CASES for grant in all_roles(case)), owner=True)
        yield running


def all_roles(case: str, party: str = "turkey") -> tuple[Grant, ...]:
    """Every role in a case."""
    return tuple(Grant(case, role, party if role is Role.LIAISON else None) for role in Role)


@pytest.fixture
def windows(chromium: Browser, server: Server) -> Opening:
    """A function that opens the windows of a person: `windows("Amal", Grant(...), locale="ar")`."""

    def opened(name: str | None = "Everyone", *grants: Grant, **more: Any) -> AbstractContextManager[Windows]:
        session = None if name is None else server.person(name, *grants)
        return windows_of(chromium, server.address, session, **more)

    return opened


@pytest.fixture(scope="session")
def walk(server: Server) -> Walk:
    """All pages of the furnished case, found by links as somebody who may do everything."""
    return Walk(server.address, server.person("Everyone"))
