"""The site: permanent addresses that lead somewhere, from a server and from a folder alike."""

from __future__ import annotations

import posixpath
from datetime import date

import pytest
from tests.publish.bulletin.sites import bulletin, files, first_week, issues, public
from tests.publish.reading import Page
from tests.publish.report.materials import setting

from truceline.case.names import Names
from truceline.publish.bulletin.site import Bulletin
from truceline.publish.report.facts import CorrectionTold
from truceline.publish.tongue.tongue import tongue
from truceline.replies.shown import ShownAnswer, ShownReply, SpeaksFor

TWO = ("en", "ar")


@pytest.fixture(scope="module")
def site():
    return files(languages=TWO)


def test_it_has_an_index_an_archive_a_page_for_each_report_and_each_promise(site):
    assert {
        "index.html",
        "archive/index.html",
        "search.html",
        "feed.atom",
        "reports/weekly-2030-02-03/index.html",
        "reports/weekly-2030-02-10/index.html",
        "promises/guns-out/index.html",
        "ar/index.html",
        "ar/reports/weekly-2030-02-10/index.html",
    } <= set(site)


def test_every_link_leads_to_a_file_of_the_site(site):
    for path, content in site.items():
        if not path.endswith(".html"):
            continue
        for one in Page(content.decode()).all("a"):
            target = (one.attributes.get("href") or "").partition("#")[0]
            if target and not target.startswith("http") and not target.endswith("report.pdf"):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) in site, (
                    path,
                    target,
                )


def test_pages_load_nothing_from_anywhere(site):
    for path, content in site.items():
        if path.endswith(".html"):
            page = Page(content.decode())
            assert not page.all("link") + page.all("img") + page.all("iframe"), path
            assert all("src" not in one.attributes for one in page.all("script")), path


def test_the_index_tells_the_newest_report(site):
    words = Page(site["index.html"].decode()).one("main").text
    assert "Weekly report, 4\N{EN DASH}10\xa0Feb\xa02030" in words
    assert words.index("4\N{EN DASH}10") < words.index("28\xa0Jan")


def test_a_promise_is_told_through_all_reports(site):
    words = Page(site["promises/guns-out/index.html"].decode()).one("section", id="history").text
    assert "3\xa0Feb\xa02030" in words
    assert "not yet due" in words
    assert "unproven" in words


def test_search_holds_every_section_and_cannot_be_ended_by_a_text():
    page = files(public(title="</script><b>", sources=()))["search.html"].decode()
    assert page.count("</script>") == 1
    assert "plain words" in page


def test_an_arabic_page_runs_from_right_to_left(site):
    page = Page(site["ar/index.html"].decode())
    assert page.one("html").attributes == {"lang": "ar", "dir": "rtl"}
    assert page.all("a", hreflang="en")


def test_a_corrected_report_stays_readable_with_its_correction_on_top():
    told = CorrectionTold(
        day=date(2030, 2, 9),
        position=3,
        says="",
        correction=None,
        reason="",
        moved=(),
        reports=("weekly-2030-02-03",),
    )
    pages = files(first_week(), public(corrections=(told, told)))
    old = Page(pages["reports/weekly-2030-02-03/index.html"].decode())
    corrected = "Corrected on 9\xa0Feb\xa02030: see report weekly-2030-02-10."
    assert old.one("div", role="note").text.count(corrected) == 1
    assert old.one("section", id="obligations").text
    assert not Page(pages["reports/weekly-2030-02-10/index.html"].decode()).all("div", role="note")


def reply(**changes):
    given = {
        "id": "r-1",
        "page": "reports/weekly-2030-02-10/index.html",
        "name": "A <b>reader</b>",
        "text": "<script>x</script>",
        "language": "en",
        "received_on": date(2030, 2, 12),
        "via": "form",
        "weight": "reader",
        **changes,
    }
    return ShownReply.model_validate(given)


def test_replies_stand_below_their_report_as_plain_text():
    partys = reply(
        id="r-2",
        text="We left.",
        weight="equal",
        speaks_for=SpeaksFor(party="north", name="The North", basis="called back"),
        answers=(ShownAnswer(on=date(2030, 2, 13), text="Noted."),),
    )
    pages = files(replies=(partys, reply()), form="https://replies.example/form")
    found = Page(pages["reports/weekly-2030-02-10/index.html"].decode()).one("section", id="replies")
    assert "The North replies" in found.text
    assert "called back" in found.text
    assert "Noted." in found.text
    assert "<script>x</script>" in found.text
    assert "replies" not in [
        one.attributes.get("id")
        for one in Page(pages["reports/weekly-2030-02-03/index.html"].decode()).all("article")
    ]


def test_without_replies_or_a_form_nothing_is_said_of_them():
    pages = files()
    assert not Page(pages["reports/weekly-2030-02-10/index.html"].decode()).all("section", id="replies")


def test_a_form_is_linked_from_each_report():
    page = Page(files(form="https://replies.example/form")["reports/weekly-2030-02-03/index.html"].decode())
    links = [one.attributes.get("href") for one in page.all("a")]
    assert "https://replies.example/form?page=reports/weekly-2030-02-03/index.html&lang=en" in links


def test_a_party_that_replied_is_named_above_what_is_said_of_it():
    spoken = SpeaksFor(party="north", name="The North", basis="called back")
    pages = files(languages=TWO, replies=(reply(weight="equal", speaks_for=spoken), reply(id="r-3")))
    notes = [
        Page(pages[f"{folder}reports/weekly-2030-02-10/index.html"].decode()).one("div", role="note").text
        for folder in ("", "ar/")
    ]
    assert "has replied to this report." in notes[0]
    assert "ورد رد من" in notes[1]
    assert "has replied" not in pages["reports/weekly-2030-02-03/index.html"].decode()


def test_a_page_elsewhere_answers_the_report_in_whatever_language_it_links_to():
    mention = reply(page="ar/reports/weekly-2030-02-10/index.html", source="https://blog.example/1")
    pages = files(languages=TWO, replies=(mention,))
    for folder in ("", "ar/"):
        page = Page(pages[f"{folder}reports/weekly-2030-02-10/index.html"].decode())
        (link,) = [one for one in page.all("a") if one.attributes.get("href") == "https://blog.example/1"]
        assert link.attributes["rel"] == "nofollow ugc noreferrer"


def test_doors_for_other_sites_are_named_on_report_pages_alone():
    pages = files(notices=(("webmention", "https://replies.example/webmention"),))
    found = Page(pages["reports/weekly-2030-02-03/index.html"].decode()).one("link")
    assert found.attributes == {"rel": "webmention", "href": "https://replies.example/webmention"}
    assert not Page(pages["index.html"].decode()).all("link")


def test_the_same_issues_give_the_same_bytes():
    assert files(with_pdf=True) == files(with_pdf=True)


def test_the_newest_report_is_the_one_of_the_latest_day_whatever_order_they_were_issued_in():
    words = Page(files(public(), first_week())["index.html"].decode()).one("main").text
    assert words.index("4\N{EN DASH}10") < words.index("28\xa0Jan")


def test_public_pages_say_how_they_were_made_and_what_was_left_out(site):
    words = Page(site["reports/weekly-2030-02-10/index.html"].decode()).one("section", id="made").text
    assert "held back 72 hours" in words
    assert "under embargo" in words
    assert "ACLED" in words


def test_a_site_named_after_its_agreement_has_its_name_in_every_language():
    names = Names({"agreements": {"river-2030": "هدنة على النهر"}})
    title = "Truce on the river"
    made = Bulletin(
        title,
        issues(public(title=title)),
        lambda facts, code: setting(facts, tongue(code), names=names if code == "ar" else Names()),
        languages=TWO,
        with_pdf=False,
    )
    site = dict(made.files())
    assert title in Page(site["index.html"].decode()).one("h1").text
    assert "هدنة على النهر" in Page(site["ar/index.html"].decode()).one("h1").text
    own = dict(bulletin(public(title=title), languages=TWO).files())
    assert "River watch" in Page(own["ar/index.html"].decode()).one("h1").text
