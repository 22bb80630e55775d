from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import Opening
from tests.browser.walk import Walk
from tests.browser.windows import TELEPHONE, settled

DAY = "/cases/whole/?as_of=2018-10-19"
_SIDE = """element => {
  const box = element.getBoundingClientRect();
  return (box.left + box.right) / 2 / innerWidth;
}"""


def test_arabic_pages_run_from_right_to_left(windows: Opening, walk: Walk):
    with windows() as mine:
        page = mine.context.new_page()
        for path in walk.pages.values():
            page.goto(f"{path}{'&' if '?' in path else '?'}language=ar")
            assert page.locator("html").get_attribute("dir") == "rtl", path
            assert page.locator("html").get_attribute("lang") == "ar", path
            assert page.locator(".bar .brand").evaluate(_SIDE) > 0.5, path


def test_the_first_column_of_the_matrix_stands_where_reading_begins(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        assert page.locator(".matrix tbody th[scope=row]").first.evaluate(_SIDE) < 0.5
        page.goto(f"{DAY}&language=ar")
        assert page.locator(".matrix tbody th[scope=row]").first.evaluate(_SIDE) > 0.5


def test_paper_shows_the_answer_and_no_controls(windows: Opening):
    with windows() as mine:
        page = mine.open(DAY)
        page.emulate_media(media="print", color_scheme="dark")
        for gone in (".bar", "form.frame", ".skip"):
            expect(page.locator(gone).first).to_be_hidden()
        expect(page.locator(".matrix")).to_be_visible()
        look = "(style => [style.color, style.backgroundColor])(getComputedStyle(document.body))"
        ink, paper = page.evaluate(look)
        assert (ink, paper) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
        assert page.pdf()[:5] == b"%PDF-"


def test_nothing_moves_for_those_who_asked_for_less_motion(windows: Opening, walk: Walk):
    moving = """[...document.querySelectorAll('*')].filter(one => {
      const style = getComputedStyle(one);
      return parseFloat(style.animationDuration) > 0.01 || parseFloat(style.transitionDuration) > 0.01;
    }).map(one => one.outerHTML.slice(0, 100))"""
    with windows(reduced_motion="reduce") as mine:
        page = mine.context.new_page()
        for path in walk.pages.values():
            page.goto(path)
            settled(page)
            assert page.evaluate(moving) == [], path


def test_statuses_are_told_by_sign_and_word_not_by_colour_alone(windows: Opening):
    with windows(forced_colors="active") as mine:
        page = mine.open(DAY)
        chips = page.locator(".matrix .chip").all_inner_texts()
        assert chips
        assert all(len(one.split()) > 1 for one in chips if "Supposed" not in one), chips


def test_a_telephone_shows_every_party_of_a_promise_with_its_name(windows: Opening):
    with windows(viewport=TELEPHONE) as mine:
        page = mine.open(DAY)
        cell = page.locator(".matrix td[data-label]:not(.unbound)").nth(2)
        expect(cell).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
