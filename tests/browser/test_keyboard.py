from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opening
from tests.browser.walk import Walk
from tests.browser.windows import TELEPHONE, settled

DAY = "/cases/whole/?as_of=2018-10-19"
_HERE = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const box = here.getBoundingClientRect(), style = getComputedStyle(here);
  const met = window.met ??= [], before = met.at(-1);
  if (!met.includes(here)) met.push(here);
  return {at: met.indexOf(here), tag: here.localName, told: here.outerHTML.slice(0, 120),
          onward: !before || before === here
                  || !!(before.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
          shown: box.width > 0 && box.height > 0 && box.right > 0 && box.bottom > 0
                 && box.left < innerWidth && box.top < innerHeight,
          seen: style.boxShadow !== 'none'
                || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)};
}"""
_REACHABLE = """() => [...document.querySelectorAll(
    'a[href],button:not(:disabled),input:not([type=hidden]):not(:disabled),select,textarea,summary,[tabindex="0"]')]
  .filter(one => one.checkVisibility({visibilityProperty: true})).length"""


def steps(page: Page, most: int = 600) -> list[dict[str, Any]]:
    """Where the tab key leads, from the skip link until it leaves the page; of a date's parts the first."""
    page.locator(".skip").focus()
    found: list[dict[str, Any]] = [page.evaluate(_HERE)]
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(_HERE)
        if here is None or here["at"] == found[0]["at"]:
            return found
        if here["at"] != found[-1]["at"]:
            found.append(here)
    raise AssertionError(f"the tab key never leaves: {found[-3:]}")


def test_the_first_step_skips_what_every_page_has(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        page.keyboard.press("Tab")
        skip = page.locator(":focus")
        expect(skip).to_have_class("skip")
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("size", [None, TELEPHONE], ids=["screen", "telephone"])
def test_the_tab_key_goes_through_every_page_in_order_and_out_again(
    windows: Opening, walk: Walk, size: dict[str, int] | None
):
    wrong: list[str] = []
    with windows(reduced_motion="reduce", **({"viewport": size} if size else {})) as mine:
        page = mine.context.new_page()
        for path in walk.pages.values():
            page.goto(path)
            settled(page)
            way = steps(page)
            wrong += [f"{path}: out of order at {one['told']}" for one in way if not one["onward"]]
            wrong += [f"{path}: not shown {one['told']}" for one in way if not one["shown"]]
            wrong += [f"{path}: focus not seen {one['told']}" for one in way if not one["seen"]]
            missed = page.evaluate(_REACHABLE) - len({one["at"] for one in way})
            wrong += [f"{path}: {missed} not reached"] if missed > 0 else []
    assert not wrong, "\n".join(wrong)


def test_arrow_keys_move_the_day_and_the_matrix_with_it(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        expect(page.locator("#answer")).to_contain_text("As of 19\xa0Oct\xa02018")
        page.locator("#as_of_range").focus()
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
        expect(page.locator("#answer")).to_contain_text("As of 16\xa0Oct\xa02018")
        expect(page.locator("#as_of")).to_have_value("2018-10-16")
        expect(page.locator("#as_of_range")).to_be_focused()
        assert "as_of=2018-10-16" in page.url
        page.locator("#known_at_range").focus()
        page.keyboard.press("Home")
        expect(page.locator("#answer")).to_contain_text("As known on")


def test_the_keyboard_alone_opens_a_proof_under_its_promise_and_closes_it(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        sign = page.locator(".matrix td a").first
        sign.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".opened .node").first).to_be_visible()
        expect(sign).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(page.locator(".opened")).to_have_count(0)
        expect(sign).to_be_focused()


def test_an_open_proof_goes_with_the_day(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        page.locator("[data-proof='heavy-weapons-out/opposition']").click()
        expect(page.locator(".opened .for")).not_to_have_count(0)
        shown = page.locator(".opened .for").count()
        page.locator("#as_of").fill("2018-09-20")
        expect(page.locator("#answer")).to_contain_text("As of 20\xa0Sep\xa02018")
        expect(page.locator(".opened .node").first).to_be_visible()
        assert page.locator(".opened .for").count() < shown


def test_the_keyboard_alone_leads_from_the_matrix_to_a_whole_proof(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        page.locator(".matrix th a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/promises/**")
        expect(page.locator("h1")).to_be_visible()
