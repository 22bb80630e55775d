"""The register's rows, as the public is told: those of the claims that may be told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.publish.release.world import AS_OF, KEY, ground, killed, private, public, shelling

from truceline.publish.release.register import left_out, plain_reason
from truceline.publish.release.rules import Naming, Rules
from truceline.publish.release.telling import RESTRICTED


def entries(*claims, **changes):
    return public(claims, **changes).now.violations


def test_a_row_s_days_and_toll_are_those_of_told_claims():
    hidden = shelling(2, 22, incident="one", casualties=killed(40, 40, 40), sensitivity="secret")
    (one,) = entries(shelling(1, 20, incident="one", casualties=killed(4, 4, 4)), hidden)
    assert one.start == one.end
    assert one.killed == (4, 4, 4)
    assert len(one.claims) == 1
    assert one.incident == KEY.reference("incident", "one")


@pytest.mark.parametrize("toll", [(0, 0, 0), (0, 2, 9), (1, 1, 1), (None, 2, None), (2, 5, 9), None])
def test_a_small_toll_is_not_told_and_neither_is_that_there_is_none(toll):
    (one,) = entries(shelling(1, casualties=killed(*toll) if toll else None))
    assert one.killed is None
    assert one.lat is not None


def test_a_target_that_is_no_party_is_not_told():
    target = ({"text": "the miller"}, {"text": "North", "party": "north"}, {"text": "x", "party": "miller"})
    (one,) = entries(shelling(target=target))
    assert one.target == ("north",)


def test_rows_that_may_be_one_incident_refer_to_each_other():
    one, other = entries(shelling(1, 20), shelling(2, 20))
    assert one.may_repeat == (other.entry_id,)


def test_an_event_that_the_agreement_does_not_know_is_not_told():
    found = public([shelling(event="the-mill")])
    assert "the-mill" not in found.model_dump_json()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("shown to the standard clear (0.82)", "shown to the standard clear"),
        ("below the standard clear (0.41 of 0.75)", "below the standard clear"),
        ("before the deadline", "before the deadline"),
        ("the miller says so", ""),
        ("shown to the standard clear by the miller", ""),
        ("", ""),
    ],
)
def test_reasons_are_told_where_they_hold_no_words_and_without_their_figures(reason, told):
    assert plain_reason(reason) == told


def test_only_what_was_on_record_when_the_month_began_is_counted():
    old = shelling(1, 10, sensitivity="secret", recorded_at=datetime(2030, 1, 11, tzinfo=UTC))
    new = shelling(2, 20, sensitivity="secret", recorded_at=datetime(2030, 2, 11, tzinfo=UTC))
    undated = shelling(3, 30, sensitivity="secret", recorded_at=None)
    claims = [old, new, undated, shelling(4, 40)]
    found = left_out(ground(claims), private(claims).now.violations, AS_OF)
    assert found == {RESTRICTED: 2}


def test_no_reason_says_by_elimination_who_it_was():
    by_mission = shelling(actor=({"text": "mission", "party": "mission"},))
    private_row = private([by_mission]).now.violations[0]
    assert private_row.reason == "not by a party this norm is about"
    (one,) = entries(by_mission)
    assert (one.bearing, one.reason) == ("no_breach", "")
    rule = {"incident": "shell-1", "party": "mission", "basis": "It said so.", "told_on": date(2030, 1, 30)}
    (named,) = entries(by_mission, rules=Rules(named=(Naming(**rule),)))
    assert named.committed_by == ("mission",)
