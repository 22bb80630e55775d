"""The map in a real browser: keys, slider, choosing, and nothing that the policy refuses."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.web.map.making import app, served

from truceline.web.map.reader import Reader

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDE, PHONE = {"width": 1400, "height": 1000}, {"width": 390, "height": 844}

pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="Chromium is not installed"
)


@pytest.fixture(scope="module")
def address(busy) -> Iterator[str]:
    with served(app(busy, Reader())) as url:
        yield url


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: Browser, address: str):
    """A function that opens the map; a word of the console's against us fails the test."""
    said: list[str] = []
    contexts = []

    def go(query: str = "", **options) -> Page:
        context = chromium.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda one: said.append(one.text) if "Content Security" in one.text else None)
        page.goto(f"{address}/{query}")
        page.wait_for_selector("[data-loaded]")
        return page

    yield go
    for context in contexts:
        context.close()
    assert not said


def status(page: Page) -> str:
    return page.locator("[data-map-status]").inner_text()


def loads(page: Page) -> int:
    return int(page.locator("[data-map]").get_attribute("data-loaded") or 0)


def test_a_step_of_the_slider_takes_less_than_a_frame_and_asks_for_nothing(opened):
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    before, took = status(page), []
    page.locator("[data-map-day]").focus()
    for _ in range(40):
        page.keyboard.press("ArrowLeft")
        took.append(float(page.locator("[data-map]").get_attribute("data-step-ms")))
    assert sorted(took)[len(took) // 2] < 16
    assert asked == []
    assert status(page) != before
    assert page.locator("[data-map-day-told]").inner_text() == "2018-12-06"


def test_the_keyboard_moves_zooms_and_goes_from_event_to_event(opened):
    page = opened()
    target = page.locator(".map-target")
    target.focus()
    scale = page.locator(".map-scale")
    first = scale.inner_text()
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(scale).not_to_have_text(first)
    page.keyboard.press("Home")
    expect(scale).to_have_text(first)
    page.keyboard.press("]")
    expect(page.locator(".map-popup h3").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_be_hidden()


def test_choosing_in_the_table_chooses_on_the_map_and_back(opened):
    page = opened()
    row = page.locator("tr[data-event]").nth(2)
    name = row.get_attribute("data-event")
    row.locator("button").click()
    expect(row).to_have_attribute("aria-selected", "true")
    link = page.locator(".map-popup a").first
    assert link.get_attribute("href") == f"/claims/{name}"
    page.locator(".map-close").click()
    expect(row).not_to_have_attribute("aria-selected", "true")
    # The map stands centred on what was chosen: a click there chooses it again.
    box = page.locator(".map-target").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("tr[aria-selected=true]")).to_have_count(1)
    expect(page.locator(".map-popup")).to_be_visible()


def test_whoever_stands_in_a_row_stands_there_when_the_rows_come_anew(opened):
    page = opened()
    row = page.locator("tr[data-event]").nth(2)
    name, before = row.get_attribute("data-event"), loads(page)
    row.locator("button").focus()
    page.evaluate("document.querySelector('[data-map]').caseMap.refetchEvents()")
    page.wait_for_function("n => Number(document.querySelector('[data-map]').dataset.loaded) > n", arg=before)
    assert page.evaluate("document.activeElement.closest('tr')?.dataset.event") == name


def test_a_filter_is_asked_for_and_stays_in_the_address(opened):
    page = opened()
    every, before = status(page), loads(page)
    page.locator(".map-filter summary").click()
    page.locator("input[name=kind][value=shell]").check()
    page.wait_for_function("n => Number(document.querySelector('[data-map]').dataset.loaded) > n", arg=before)
    assert status(page) != every
    assert "kind=shell" in page.url
    kinds = set(page.locator("tr[data-event] td:nth-child(2)").all_inner_texts())
    assert kinds == {"shelling"}


def test_what_is_denied_or_planned_says_so_in_its_words(opened):
    page = opened()
    told = set(page.locator("tr[data-event] td:nth-child(3)").all_inner_texts())
    assert {"told as done", "denied", "planned or announced", "possible only"} <= told


def test_arabic_runs_from_the_right_and_nothing_is_cut_at_390_pixels(opened):
    page = opened("?lang=ar", viewport=PHONE)
    assert page.evaluate("getComputedStyle(document.querySelector('.map-part')).direction") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("tr[data-event] button").first.click()
    box = page.locator(".map-popup").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


def test_the_map_is_drawn_in_the_colours_of_the_dark(opened):
    light = opened().evaluate("document.querySelector('[data-map]').caseMap.palette.land")
    dark = opened(color_scheme="dark").evaluate("document.querySelector('[data-map]').caseMap.palette.land")
    assert light != dark


def test_events_are_drawn_where_they_are(opened):
    drawn = opened().evaluate(
        """() => {
          const { canvas } = document.querySelector('[data-map]').caseMap.events;
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let inked = 0;
          for (let at = 3; at < data.length; at += 4) inked += data[at] > 0;
          return inked;
        }"""
    )
    assert drawn > 5000


def test_without_script_the_drawing_and_the_table_are_there(chromium: Browser, address: str):
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".map-still svg.map")).to_be_visible()
    expect(page.locator("tr[data-event]").first).to_be_visible()
    context.close()
