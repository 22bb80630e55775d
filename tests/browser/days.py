"""What the days of people have in common: the demonstration, served as `truceline serve --demo` does."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect
from tests.browser.serving import Server, served
from tests.browser.test_accessible import ALL_BUT_COLOURS, violations
from tests.browser.windows import SCREEN, TELEPHONE, Windows, windows_of

from truceline.accounts.account import Grant
from truceline.case.folder import Case
from truceline.ledger.signers import Role

CASE = "idlib-2018"
HERE = f"/cases/{CASE}"
REPORT, ITS_TITLE = "sohr.txt", "Shelling of Jarjanaz and the first Russian raids since the deal"
ITS_DAY = "2018-11-25"
PICTURES = os.environ.get("TRUCELINE_PICTURES")
"""A folder: then each page that is looked at is photographed there, for people to look at."""


@dataclass(frozen=True)
class Demo:
    """A server that shows the demonstration, and its case."""

    server: Server
    folder: Path
    browser: Browser

    @property
    def case(self) -> Case:
        """The case, as another process has it."""
        return Case.open(self.folder)

    def report(self, name: str) -> Path:
        """A report that lies with the case."""
        return self.folder / "reports" / name

    @contextmanager
    def windows(self, name: str | None, *roles: Role, **more: Any) -> Iterator[Windows]:
        """The windows of a person with these roles in the case; without a name of somebody unknown."""
        grants = [Grant(CASE, role) for role in roles]
        session = None if name is None else self.server.person(name, *grants)
        with windows_of(self.browser, self.server.address, session, **more) as mine:
            # The effect of a claim that one has moved on from is no longer wanted: htmx calls that an error.
            mine.watched.allowed += ["htmx:sendAbort", "htmx:afterRequest"]
            yield mine


@contextmanager
def demonstrated(browser: Browser, scratch: Path) -> Iterator[Demo]:
    """Serve the demonstration, made anew, until the end of the block."""
    folder = scratch / CASE
    with served([folder], scratch, "--demo") as server:
        yield Demo(server, folder, browser)


def looked_at(page: Page, name: str) -> None:
    """Look at a page on a screen and on a telephone: axe finds nothing, and nothing is cut off."""
    wrong = []
    page.evaluate(AXE_SCRIPT)
    before = page.viewport_size or SCREEN
    for size in (SCREEN, TELEPHONE):
        page.set_viewport_size(size)
        wrong += [f"{name} at {size['width']}: {one}" for one in violations(page, ALL_BUT_COLOURS)]
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{name}: {wide} px wider than {size['width']}"] if wide > 0 else []
        if PICTURES:
            # The picture of a caret would need a style that the pages' policy stops.
            page.screenshot(
                path=Path(PICTURES) / f"{name}-{size['width']}.png", full_page=True, caret="initial"
            )
    page.set_viewport_size(before)
    assert not wrong, "\n".join(wrong)


def press(page: Page, found: Any, key: str = "Enter") -> None:
    """Press a key on something, without a mouse."""
    found.focus()
    page.keyboard.press(key)


def brought_in(page: Page, file: Path) -> None:
    """Bring in a report by the file chooser, wait while it is read, and come to its claims."""
    page.goto(f"{HERE}/desk/documents")
    with page.expect_file_chooser() as chooser:
        page.get_by_label("File").click()
    chooser.value.set_files(file)
    page.get_by_role("button", name="Read it").click()
    to_its_claims(page)


def to_its_claims(page: Page) -> None:
    """From the progress of reading to what was proposed."""
    page.wait_for_url(re.compile("/jobs/"))
    page.locator("#job-result").click()
    expect(page.locator("#desk .deskcard").first).to_be_visible()


def standing(page: Page, promise: str) -> Any:
    """How a promise stands in the matrix."""
    link = page.locator(f"a[href*='/promises/{promise}']").first
    return page.locator(".matrix tr", has=link).locator("th .chip").first
