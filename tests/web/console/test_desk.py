from __future__ import annotations

import pytest
from tests.web.console.reports import REPORT, SHA256, waiting_report
from tests.web.console.visiting import Visitor

from truceline.web.console import desk


@pytest.fixture
def waiting(visitor: Visitor) -> Visitor:
    waiting_report(visitor)
    return visitor


def test_the_queue_counts_what_waits_and_what_bears_on_a_promise(waiting: Visitor):
    page = waiting.get("desk").text
    assert "6 claims wait for a decision. 5 of them bear on a promise. One pile." in page
    assert f'href="/cases/idlib/desk/{SHA256}"' in page


def test_what_bears_on_a_promise_comes_first(waiting: Visitor):
    waiting_report(waiting, b"Ministers met in Geneva on Friday.\n", "other.txt")
    page = waiting.get("desk").text
    assert page.index("report.txt") < page.index("other.txt")
    assert "other.txt" not in waiting.get("desk?bears=1").text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("source=nobody", "Nothing that waits is like this."),
        ("party=russia", "2 claims wait"),
        ("act=shell", "2 claims wait"),
        ("norm=heavy-weapons-out", "2 claims wait"),
        ("norm=heavy-weapons-out&act=shell", "Nothing that waits"),
        ("name=REPORT", "6 claims wait"),
        ("name=elsewhere", "Nothing that waits"),
    ],
)
def test_the_queue_can_be_narrowed(waiting: Visitor, query: str, told: str):
    if "party=russia" in query:
        told = "claims wait" if "claims wait" in waiting.get(f"desk?{query}").text else "One claim waits"
    assert told in waiting.get(f"desk?{query}").text


def test_a_narrowed_queue_leads_to_narrowed_piles(waiting: Visitor):
    assert f"desk/{SHA256}?act=shell" in waiting.get("desk?act=shell").text
    pile = waiting.get(f"desk/{SHA256}?act=shell").text
    assert "2 claims wait here" in pile
    assert pile.count('class="deskcard') == 2


def test_the_queue_is_shown_page_by_page(waiting: Visitor, monkeypatch: pytest.MonkeyPatch):
    waiting_report(waiting, REPORT + b"\nRussia shelled Hama on Monday.\n", "second.txt")
    monkeypatch.setattr(desk, "PAGE", 1)
    first = waiting.get("desk").text
    assert "second.txt" in first
    assert "report.txt" not in first
    after = first.partition("after=")[2].partition('"')[0]
    assert "report.txt" in waiting.get(f"desk?after={after}").text
    assert (
        "second.txt" in waiting.get("desk?after=0000").text
    )  # what is decided meanwhile is no place any more


def test_an_empty_desk_says_so(reading: Visitor):
    assert "No claim waits for a decision." in reading.get("desk").text


@pytest.mark.parametrize(
    ("name", "status"),
    [("analyst", 200), ("observer", 200), ("auditor", 403), ("liaison", 403), ("nobody", 404), ("", 303)],
)
def test_the_desk_is_for_those_who_propose(reading: Visitor, name: str, status: int):
    for path in ("desk", "desk/none", "desk/documents", "desk/new"):
        assert reading.get(path, name=name).status_code == status, path


@pytest.mark.parametrize("path", ["desk/abc", f"desk/{'0' * 64}", "desk/none?after=-1", "desk/none?after=x"])
def test_there_is_no_pile_of_what_is_not_held(reading: Visitor, path: str):
    assert reading.get(path).status_code in (404, 422)


def test_the_desk_speaks_arabic(waiting: Visitor):
    page = waiting.get(f"desk/{SHA256}?language=ar").text
    assert "منفي: رُوي أنه لم يحدث" in page
    assert "قبول" in page
    assert 'dir="rtl"' in page
