from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page
from tests.browser.conftest import Opening
from tests.browser.walk import ROUTES, Walk, route_of
from tests.browser.windows import SCREEN, TELEPHONE, settled

from truceline.web.console.ways import WAYS

_RUN = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ["violations"], ...rules});
  return found.violations.flatMap(one => one.nodes.map(
    node => `${one.id}: ${node.target} ${node.html.slice(0, 160)}`));
}"""
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""All that the colours of the night can change; the slowest rule, too."""
ALL_BUT_COLOURS = {"rules": {"color-contrast": {"enabled": False}}}


def violations(page: Page, rules: dict[str, Any] | None = None) -> list[str]:
    found: list[str] = page.evaluate(_RUN, rules or {})
    return found


def test_every_page_is_reached_by_links(walk: Walk):
    pages = {route.path for route in ROUTES}
    assert {route_of(f"/cases/whole/{way.path}") for way in WAYS} - {None} <= set(walk.pages)
    assert not [path for path in walk.broken if route_of(path)], walk.broken
    assert set(walk.pages) <= pages
    assert len(walk.pages) > len(WAYS)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_shuts_anybody_out(windows: Opening, walk: Walk, language: str):
    """Axe finds nothing: on a screen and a telephone, by day and by night (colours know no language)."""
    colours = language == "en"
    found: list[str] = []
    with windows() as mine:
        page = mine.context.new_page()
        for path in walk.pages.values():
            page.set_viewport_size(SCREEN)
            page.emulate_media(color_scheme="light")
            page.goto(f"{path}{'&' if '?' in path else '?'}language={language}")
            settled(page)
            page.evaluate(AXE_SCRIPT)
            found += [f"{path} light: {one}" for one in violations(page, {} if colours else ALL_BUT_COLOURS)]
            page.emulate_media(color_scheme="dark")
            found += [f"{path} dark: {one}" for one in (violations(page, COLOURS) if colours else ())]
            page.set_viewport_size(TELEPHONE)
            found += [f"{path} telephone: {one}" for one in violations(page, ALL_BUT_COLOURS)]
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                found.append(f"{path}: {wide} px wider than the telephone")
    assert not found, "\n".join(found)
