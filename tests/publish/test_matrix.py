from __future__ import annotations

from datetime import date

from tests.publish.making import agreement, assessment, part, status
from tests.publish.reading import Page

from truceline.assess.result import Branch, Due
from truceline.publish.matrix import columns, conditions, matrix
from truceline.publish.views import views_of

PACT = agreement()


def table(*norms, **changes):
    (view,) = views_of([assessment(norms=norms, **changes)], [])
    anchors = {(0, one.norm): f"at-{one.norm}" for one in norms}
    return Page(matrix(PACT, view, columns(PACT, [view]), anchors))


def cell(page, label):
    return " ".join(page.one("td", **{"data-label": label}).text.replace("\N{NO-BREAK SPACE}", " ").split())


def test_committed_and_answerable_are_told_apart():
    page = table(status())
    assert cell(page, "The North") == "?Unprovenjointly"
    assert "Answerable" in cell(page, "Patron")
    assert "Unproven" not in cell(page, "Patron")


def test_a_party_that_is_not_bound_has_a_dash_and_says_so():
    page = table(status(bearers=("north",)), status("no-fire", bearers=("south",), answerable=()))
    assert [one.text for one in page.all("td", class_="unbound")] == ["\N{EN DASH}not bound"] * 3


def test_columns_keep_the_agreements_order_and_strangers_come_last():
    (view,) = views_of([assessment(norms=(status(bearers=("stranger", "south", "north")),))], [])
    assert columns(PACT, [view]) == ("north", "south", "patron", "stranger")


def test_each_bearers_own_share_leads_to_its_part_of_the_proof():
    parts = (part("north", standing="fulfilled"), part("south", standing="breached"))
    page = table(status(parts=parts))
    assert cell(page, "The North") == "\N{CHECK MARK}Fulfilled"
    links = [one.attributes["href"] for one in page.all("a", class_="bare")]
    assert links == ["#at-guns-out", "#at-guns-out-0", "#at-guns-out-1"]


def test_a_party_can_owe_a_promise_and_answer_for_it_too():
    page = table(status(bearers=("north",), answerable=("north",)))
    assert "Unproven" in cell(page, "The North")
    assert "Answerable" in cell(page, "The North")


def test_deadlines_say_which_are_only_possible_and_by_what():
    dues = (
        Due(by=date(2030, 2, 1), source="text"),
        Due(by=date(2030, 3, 1), source="guns-out", certain=False),
    )
    told = cell(table(status(due=dues, pace="behind")), "Deadline, phase, pace")
    assert "1 Feb 2030" in told
    assert "perhaps 1 Mar 2030by \N{LEFT DOUBLE QUOTATION MARK}Guns leave the strip" in told
    assert "Fell due" in told
    assert "behind" in told


def test_without_a_deadline_the_window_is_told():
    column = "Deadline, phase, pace"
    assert "since 1 Jan 2030" in cell(table(status(due=(), starts=date(2030, 1, 1))), column)
    assert "until 1 Feb 2030" in cell(table(status(due=(), until=date(2030, 2, 1))), column)
    assert cell(table(status(due=(), phase="dormant")), column).startswith("none")


def test_open_branches_and_readings_are_told_in_words():
    branches = (
        Branch(standing="breached", condition="the text alone"),
        Branch(standing="not_yet_due", condition="guns-out extends it"),
    )
    readings = {"depth": {"narrow": "fulfilled", "wide": "unproven", "odd": "breached"}}
    told = conditions(PACT, status(branches=branches, depends_on_reading=readings))
    assert told[0].startswith("Open: either breached (the text alone) or not yet due (")
    assert told[1] == (
        "Depends on the reading of depth: fulfilled if narrow (5 km), unproven if wide (10 km) "
        "and breached if odd."
    )


def test_a_status_that_rests_on_a_supposed_claim_is_marked():
    assert "Supposed" in cell(table(status(supposed=True)), "Standing")
    assert "Supposed" not in cell(table(status()), "Standing")


def test_a_promise_that_is_only_reported_says_so():
    assert "only reported" in table(status(authority="reported")).one("th", role="rowheader").text
    assert ", endorsed" in table(status(authority="endorsed")).one("th", role="rowheader").text
    assert ", " not in table(status()).one("th", role="rowheader").text
