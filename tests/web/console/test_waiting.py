"""A page of a large case that takes long: it is told so, or an earlier one is shown and told as such."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.web.console.visiting import Visitor
from tests.web.map.making import told

from truceline.ledger.entry import Origin
from truceline.ledger.record import Record

DAY = "?as_of=2018-10-19"
SCRIPT = {"hx-request": "true"}
PATIENCE_S = 60.0


class Gate:
    """In the place of a process apart: does nothing until it is opened."""

    def __init__(self) -> None:
        self.is_open = threading.Event()

    def run(self, work: Callable[..., Any], *given: Any, **named: Any) -> Any:
        assert self.is_open.wait(PATIENCE_S)
        return work(*given, **named)


@pytest.fixture
def gate(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The gate before what the visitor's case, a large one, has worked out."""
    monkeypatch.setattr("truceline.web.house._LARGE", 1)
    monkeypatch.setattr("truceline.web.visit._PATIENCE_S", 0.05)
    made = Gate()
    visitor.held.apart = visitor.held.long = made
    yield made
    made.is_open.set()
    visitor.house.close()


def ready_of(page: str) -> str:
    """What the page has its script ask for."""
    found = re.search(r'hx-get="([^"]+assessed[^"]*)"', page)
    assert found is not None
    return found[1].replace("&amp;", "&")


@pytest.mark.parametrize("path", ["", "postures", "register", "withdrawals"])
def test_a_page_that_takes_long_is_told_and_comes_when_it_is_there(visitor: Visitor, gate: Gate, path: str):
    page = visitor.get(path + DAY)
    assert page.status_code == 202
    assert "being worked out" in page.text
    assert 'class="mark' not in page.text
    gate.is_open.set()
    for _ in range(3):  # some pages need one thing after another
        ready = visitor.get(ready_of(page.text), headers=SCRIPT)
        assert (ready.status_code, ready.headers["hx-refresh"]) == (204, "true")
        page = visitor.get(path + DAY)
        if page.status_code != 202:
            break
    assert page.status_code == 200


def test_whoever_can_wait_gets_the_answer(visitor: Visitor, gate: Gate):
    threading.Timer(0.5, gate.is_open.set).start()
    assert visitor.get(DAY, headers=SCRIPT).status_code == 200


def test_a_program_waits_for_its_answer(visitor: Visitor, gate: Gate):
    threading.Timer(0.5, gate.is_open.set).start()
    assert visitor.get(f"/api/v1/cases/{visitor.slug}/promises{DAY}").status_code == 200


def test_the_matrix_of_an_earlier_position_is_shown_and_told_as_such(visitor: Visitor, gate: Gate):
    gate.is_open.set()
    visitor.get(DAY, headers=SCRIPT)
    gate.is_open.clear()
    before = visitor.held.position
    visitor.held.case.ledger.append(Origin("test", "made up"), [told(1)])
    page = visitor.get(DAY)
    assert page.status_code == 200
    assert f"This page tells position <bdi>{before}</bdi>" in page.text or f"position {before} " in page.text
    assert f'data-position="{before}"' in page.text
    gate.is_open.set()
    assert visitor.get(ready_of(page.text), headers=SCRIPT).status_code == 204
    page = visitor.get(DAY)
    assert "This page tells" not in page.text
    assert f'data-position="{before + 1}"' in page.text


def test_after_words_were_withdrawn_nothing_earlier_is_shown(
    visitor: Visitor, gate: Gate, monkeypatch: pytest.MonkeyPatch
):
    gate.is_open.set()
    visitor.get(DAY, headers=SCRIPT)
    gate.is_open.clear()
    visitor.held.case.ledger.append(Origin("test", "made up"), [told(1)])
    monkeypatch.setattr(Record, "erasures", property(lambda _ledger: 1))
    assert visitor.get(DAY).status_code == 202


def test_only_who_has_a_role_learns_that_it_is_there(visitor: Visitor, gate: Gate):
    gate.is_open.set()
    assert visitor.get("assessed", name="nobody", headers=SCRIPT).status_code == 404
    assert visitor.get("assessed").headers.get("hx-refresh") is None
