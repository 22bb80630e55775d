from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import Browser, expect
from tests.browser.serving import PASSWORD, served
from tests.browser.windows import windows_of


def test_the_link_on_the_terminal_makes_the_owner_once(chromium: Browser, plain_case: Path, tmp_path: Path):
    folder = Path(shutil.copytree(plain_case, tmp_path / "idlib"))
    with served([folder], tmp_path) as server, windows_of(chromium, server.address) as mine:
        link = re.search(r"/welcome/\S+", server.told)
        assert link
        page = mine.open(link[0])
        page.get_by_label("Name").fill("Olga")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("The same again").fill(PASSWORD)
        page.get_by_role("button", name="Make the account").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        mine.watched.allowed.append("401")
        page.get_by_label("Name").fill("Olga")
        page.get_by_label("Password").fill("another long password")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Cases")).to_be_visible()
        mine.watched.allowed.append("410")
        mine.watched.allowed.append("404")
        page.goto(link[0])
        expect(page.get_by_role("button", name="Make the account")).to_have_count(0)
        assert PASSWORD not in server.told
