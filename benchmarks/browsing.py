"""A page as Chromium has it: when it can be used, and how long its script takes for a slider's step."""

from __future__ import annotations

import shutil
import statistics
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

from benchmarks.serving import COOKIE, Serving

REPEATS = 7
STEPS = 40
_USABLE = "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
_STEPS = """steps => {
  const range = document.getElementById('as_of_range'), took = [];
  for (let step = 0; step < steps; step += 1) {
    range.value = String(Number(range.value) - 1);
    const began = performance.now();
    range.dispatchEvent(new Event('input', {bubbles: true}));
    took.push(performance.now() - began);
  }
  return took;
}"""


class Browsed(NamedTuple):
    """What a browser took, in ms."""

    usable_ms: float
    """From asking to a page whose script has run; with an empty cache."""
    step_ms: float
    """Script of one step of the slider, the longest."""
    swap_ms: float
    """Script in which the answer to a step takes its place: main thread, the longest task."""


def chromium() -> str | None:
    """Where Chromium is; null where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def browsed(server: Serving, path: str) -> Browsed | None:
    """What Chromium takes for a page; null without one."""
    program = chromium()
    if program is None:
        return None
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=quiet)
        usable = []
        for _ in range(REPEATS):
            context = browser.new_context(viewport={"width": 1400, "height": 900})
            context.add_cookies([{"name": COOKIE, "value": server.session, "url": server.address}])
            page = context.new_page()
            page.goto(server.url(path), wait_until="load")
            usable.append(float(page.evaluate(_USABLE)))
            step, swap = _stepped(page)
            context.close()
        browser.close()
    return Browsed(statistics.median(usable), step, swap)


def _stepped(page: Page) -> tuple[float, float]:
    """The longest script of a step, and how long the script ran in which an answer took its place."""
    told = page.context.new_cdp_session(page)
    told.send("Performance.enable")
    took = page.evaluate(_STEPS, STEPS)
    before = _script_s(told.send("Performance.getMetrics"))
    with page.expect_response(lambda answer: "as_of" in answer.url):
        page.evaluate(_STEPS, 1)
    page.wait_for_timeout(300)
    return max(took), (_script_s(told.send("Performance.getMetrics")) - before) * 1000


def _script_s(told: dict[str, list[dict[str, float | str]]]) -> float:
    """Seconds of script so far, as Chromium counts them."""
    return next(float(one["value"]) for one in told["metrics"] if one["name"] == "ScriptDuration")
