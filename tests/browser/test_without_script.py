from __future__ import annotations

from playwright.sync_api import expect
from tests.browser.conftest import Opening
from tests.browser.walk import Walk

DAY = "/cases/whole/?as_of=2018-10-19"


def test_every_page_is_whole_without_script(windows: Opening, walk: Walk):
    with windows(java_script_enabled=False) as mine:
        page = mine.context.new_page()
        for path in walk.pages.values():
            answer = page.goto(path)
            assert answer is not None
            assert answer.status == 200, path
            expect(page.locator("h1")).to_be_visible()
            for form in page.locator("form").all():
                sends = form.locator("button, input[type=submit]")
                assert sends.count(), f"{path}: a form that nothing sends: {form.get_attribute('action')}"


def test_another_day_is_asked_for_without_script(windows: Opening):
    with windows(java_script_enabled=False) as mine:
        page = mine.open(DAY)
        page.locator("#as_of").fill("2018-11-20")
        page.get_by_role("button", name="Show").click()
        expect(page.locator("#answer")).to_contain_text("As of 20\xa0Nov\xa02018")


def test_the_register_is_filtered_without_script(windows: Opening):
    with windows(java_script_enabled=False) as mine:
        page = mine.open("/cases/whole/register?as_of=2018-11-20")
        before = page.locator("#answer p").first.inner_text()
        page.locator("select[name=state]").select_option(index=1)
        page.get_by_role("button", name="Filter").click()
        assert "state=" in page.url
        assert page.locator("#answer p").first.inner_text() != before


def test_somebody_signs_out_without_script(windows: Opening):
    with windows("Leaver", java_script_enabled=False) as mine:
        page = mine.open("/")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.goto("/cases/whole/")
        assert "/login" in page.url
