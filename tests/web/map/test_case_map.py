"""What takes long is worked out in a process apart: nobody waits, and nothing is told otherwise."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.web.map.making import AS_OF, FRAME, ORIGIN, filled, many, told

from truceline.case.folder import Case
from truceline.evidence.claim import Status
from truceline.ledger.entry import Recording
from truceline.web.apart import Apart, NotYet
from truceline.web.map.case_map import CaseMap
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import Wanted

WIDE = Wanted(most=5000)
HERE = Wanted(bbox=(36.69, 35.61, 36.71, 35.63))


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    """A process apart, for which few are many."""
    monkeypatch.setattr("truceline.web.map.case_map._FEW_CLAIMS", 20)
    monkeypatch.setattr("truceline.web.map.case_map._PIECE", 60)
    monkeypatch.setattr("truceline.web.map.case_map.MANY", 20)
    monkeypatch.setattr("truceline.web.map.chances.MANY", 20)
    made = Apart()
    yield made
    made.close()


@pytest.fixture
def case(bundled: Path, tmp_path: Path) -> Case:
    secret = told(901, sensitivity="secret").identified()
    reports = [told(902, incident="i"), told(903, incident="i", sensitivity="secret")]
    return filled(Path(shutil.copytree(bundled, tmp_path / "large")), [*many(90), secret, *reports])


def large(case: Case, apart: Apart | None) -> CaseMap:
    return CaseMap(case, lambda: AS_OF, apart)


def asked(shown: CaseMap, wanted: Wanted = WIDE, reader: Reader | None = None) -> dict[str, Any]:
    """What is shown in the end."""
    for _ in range(600):
        try:
            found = shown.events(FRAME, reader or Reader(), wanted)
        except NotYet:
            found = {"later": True}
        if not found.get("later"):
            return found
        time.sleep(0.1)
    raise AssertionError("it is never worked out")


def alike(one: dict[str, Any], other: dict[str, Any]) -> None:
    """All but P(inside), which the kernel tells within about a hundredth."""
    assert one["count"] == other["count"]
    for left, right in zip(one["features"], other["features"], strict=True):
        p, exact = left["properties"].pop("p"), right["properties"].pop("p")
        assert left == right
        for zone in p | exact:
            assert p.get(zone, 0.0) == pytest.approx(exact.get(zone, 0.0), abs=0.015)


def test_nobody_waits_for_a_large_ledger_and_it_is_told_the_same(case: Case, apart: Apart):
    shown = large(case, apart)
    with pytest.raises(NotYet):
        shown.events(FRAME, Reader(), WIDE)
    for reader in (Reader(), Reader(secret=True)):
        alike(asked(shown, reader=reader), asked(large(case, None), reader=reader))


def test_a_map_that_is_warm_keeps_nobody_waiting(case: Case, apart: Apart):
    shown = large(case, apart)
    shown.warm()
    found = shown.events(FRAME, Reader(), WIDE)
    assert not found["later"]
    assert all(one["properties"]["p"] is not None for one in found["features"])
    least = shown.events(FRAME, Reader(), Wanted(zone="dmz", p_least=0.5, most=5000))
    assert {one["id"] for one in least["features"]} == {
        one["id"] for one in found["features"] if one["properties"]["p"].get("dmz", 0.0) >= 0.5
    }


def test_events_are_shown_before_their_chances_and_that_is_told(case: Case, apart: Apart):
    shown = large(case, apart)
    while True:
        try:
            found = shown.events(FRAME, Reader(), WIDE)
        except NotYet:
            time.sleep(0.05)
        else:
            break
    assert found["later"]
    assert all(one["properties"]["p"] is None for one in found["features"])


def test_a_filter_by_chances_is_answered_only_with_them(case: Case, apart: Apart):
    shown = large(case, apart)
    while not shown.is_warm:
        asked(shown, Wanted(bbox=(0, 0, 1, 1)))
    with pytest.raises(NotYet):
        shown.events(FRAME, Reader(), Wanted(zone="dmz", p_least=0.5))


def test_reports_of_one_incident_count_once_though_they_are_read_in_two_processes(case: Case, apart: Apart):
    shown = large(case, apart)
    before = asked(shown, HERE)["count"]
    case.ledger.append(ORIGIN, [told(904, incident="i")], recorded=Recording.PUBLISHED)
    assert asked(shown, HERE)["count"] == before
    assert asked(shown, HERE) == asked(large(case, None), HERE)


def test_a_rejected_claim_is_gone_with_the_next_look(case: Case, apart: Apart):
    shown = large(case, apart)
    found = asked(shown, HERE)
    gone = found["features"][0]["id"]
    case.ledger.decide(gone, Status.REJECTED, "somebody", "so it is")
    assert gone not in {one["id"] for one in asked(shown, HERE)["features"]}


def test_after_an_erasure_nothing_of_before_is_shown(
    case: Case, apart: Apart, monkeypatch: pytest.MonkeyPatch
):
    shown = large(case, apart)
    asked(shown)
    monkeypatch.setattr("truceline.ledger.spotting.buried", lambda _connection: 1)
    with pytest.raises(NotYet):
        shown.events(FRAME, Reader(), WIDE)
    with pytest.raises(NotYet):
        shown.spots()


def test_pieces_are_joined_to_what_one_reading_gives(case: Case, apart: Apart):
    shown = large(case, apart)
    shown.warm()
    whole, joined = case.ledger.spots(), shown.spots()
    assert (whole.position, whole.party_sets, whole.unplaced, whole.reached) == (
        joined.position,
        joined.party_sets,
        joined.unplaced,
        joined.reached,
    )
    for name in whole.columns:
        np.testing.assert_array_equal(whole[name], joined[name])
    for one, other in zip(whole.hidden, joined.hidden, strict=True):
        np.testing.assert_array_equal(one, other)
