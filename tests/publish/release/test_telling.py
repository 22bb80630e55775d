"""Which claims may be told, and why another may not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.publish.release.world import NOW, ground, gun, shelling

from truceline.publish.release.rules import Rules
from truceline.publish.release.telling import (
    DELAY,
    EMBARGO,
    LICENCE,
    REASONS,
    RESTRICTED,
    UNHELD,
    is_over,
    why_none,
    why_not,
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"status": "withdrawn"}, UNHELD),
        ({"status": "superseded"}, UNHELD),
        ({"status": "proposed"}, UNHELD),
        ({"sensitivity": "restricted"}, RESTRICTED),
        ({"sensitivity": "secret"}, RESTRICTED),
        ({"embargo_until": date(2030, 3, 1)}, EMBARGO),
        ({"embargo_until": date(2030, 2, 28)}, None),
        ({"licence": "no-redistribution"}, LICENCE),
        ({"licence": "a licence nobody knows"}, LICENCE),
        ({"sensitivity": "secret", "licence": "no-redistribution"}, RESTRICTED),
    ],
)
def test_a_claim_is_told_unless_something_forbids_it(changes, reason):
    claim = shelling(**changes)
    assert why_not(ground([claim]), claim) == reason


def test_a_licence_that_the_rules_allow_is_no_hindrance():
    claim = shelling(licence="CC-BY-4.0")
    assert why_not(ground([claim], rules=Rules(licences=("CC-BY-4.0",))), claim) is None


@pytest.mark.parametrize("hours", [72, 96])
def test_a_position_waits_from_the_end_of_its_day(hours):
    claim = gun(day=20)
    rules = Rules(delay_hours=hours)
    # Midnight in Athens, at the end of the 20th.
    over = datetime(2030, 1, 20, 22, tzinfo=UTC) + timedelta(hours=hours)
    assert why_not(ground([claim], rules=rules, now=over), claim) is None
    assert why_not(ground([claim], rules=rules, now=over - timedelta(minutes=1)), claim) == DELAY


def test_a_position_without_any_day_is_not_told():
    claim = gun(time={}, published_on=None)
    assert why_not(ground([claim]), claim) == DELAY


def test_an_incident_has_no_delay():
    day = (NOW.date() - date(2030, 1, 1)).days + 1
    claim = shelling(day=day)
    assert why_not(ground([claim]), claim) is None


def test_the_end_of_time_is_never_over():
    assert not is_over(ground([]), date.max)


def test_the_reason_that_will_be_over_first_is_counted():
    assert why_none({"a": RESTRICTED, "b": DELAY}, ["a", "b"]) == DELAY
    assert why_none({}, ["nobody's"]) == UNHELD
    assert why_none({}, []) == UNHELD
    assert len(set(REASONS)) == len(REASONS)


def test_a_claim_that_nobody_holds_may_not_be_told():
    assert not ground([]).may_tell(shelling().claim_id)
