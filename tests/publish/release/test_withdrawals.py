"""Withdrawals and sightings, as the public is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.publish.release.world import AS_OF, KEY, NOW, ground, gun, private

from truceline.case.depths import Sighting, Sightings
from truceline.publish.release.release import released
from truceline.publish.report.facts import Facts, WithdrawalTold

OLD = date(2030, 2, 10)
FRESH = NOW.date() - timedelta(days=1)
CLAIM = gun()


def told(claims, **matters: Any) -> Facts:
    return released(private(claims, AS_OF, **matters), ground(claims))


def withdrawal(by: date = OLD, since: date = OLD, **changes: Any) -> WithdrawalTold:
    seen = Sighting(
        claim_id=CLAIM.claim_id, day=date(2030, 1, 20), says="by the mill", parties=("south",), count=2,
        source="watcher-1", p_inside=0.98123, depth_km=5.4321, lat=40.1, lon=22.2, radius_km=0.2,
    )  # fmt: skip
    sightings = Sightings(
        withdrawal="w-mill", state="short", declared=12, counted=9, what="guns", zone="strip", line="river",
        since=since, seen=(seen, seen.model_copy(update={"claim_id": "nobody's"})),
    )  # fmt: skip
    fields = {
        "id": "w-mill",
        "party": "south",
        "by": by,
        "done": False,
        "goes_to": "the mill",
        "seen": sightings,
    }
    return WithdrawalTold(**fields | changes)


def test_a_withdrawal_is_told_with_what_may_be_told_of_what_was_seen():
    (one,) = told([CLAIM], withdrawals=(withdrawal(),)).withdrawals
    assert (one.goes_to, one.seen.declared, one.seen.counted) == ("", 12, 9)
    (seen,) = one.seen.seen
    assert (seen.says, seen.parties, seen.source, seen.count) == ("", (), "B", 2)
    assert seen.claim_id == KEY.reference("claim", CLAIM.claim_id)
    assert (seen.lat, seen.lon) != (40.1, 22.2)
    assert seen.depth_km is not None
    assert seen.depth_km == round(seen.depth_km)


@pytest.mark.parametrize(
    "one",
    [withdrawal(by=date(2030, 3, 10)), withdrawal(since=FRESH), withdrawal(party="a stranger")],
)
def test_forces_that_are_yet_to_move_are_not_told(one):
    assert told([CLAIM], withdrawals=(one,)).withdrawals == ()


def test_words_of_a_withdrawal_that_the_agreement_does_not_know_are_not_told():
    one = withdrawal()
    strange = one.seen.model_copy(update={"what": "the mill", "zone": "the mill", "line": "the mill"})
    (found,) = told([CLAIM], withdrawals=(one.model_copy(update={"seen": strange}),)).withdrawals
    assert (found.seen.what, found.seen.zone, found.seen.line) == ("", "", "")
