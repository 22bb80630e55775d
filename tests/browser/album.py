"""Pages of somebody's day, held against axe at two widths; with TRUCELINE_PHOTOS=DIR photographed, too."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tests.browser.test_accessible import ALL_BUT_COLOURS, violations
from tests.browser.windows import SCREEN, TELEPHONE


@dataclass
class Album:
    """What was found wrong with the pages of a day."""

    day: str
    wrong: list[str] = field(default_factory=list)
    looked_at: int = 0

    def look(self, page: Page, name: str) -> None:
        """Hold a page against axe's rules on a screen and a telephone, as it stands."""
        before = page.viewport_size or SCREEN
        page.evaluate(AXE_SCRIPT)
        for size in (SCREEN, TELEPHONE):
            page.set_viewport_size(size)
            rules = {} if size is SCREEN else ALL_BUT_COLOURS
            self.wrong += [f"{name} at {size['width']}: {one}" for one in violations(page, rules)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            self.wrong += [f"{name}: {wide} px wider than {size['width']}"] if wide > 0 else []
            self._photograph(page, f"{name}-{size['width']}")
        page.set_viewport_size(before)
        self.looked_at += 1

    def _photograph(self, page: Page, name: str) -> None:
        folder = os.environ.get("TRUCELINE_PHOTOS")
        if folder:
            page.screenshot(path=Path(folder) / f"{self.day}-{name}.png", full_page=True)
