from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.outlook.conftest import shell

from truceline.evidence.claim import Source
from truceline.outlook.observed import Silence, observation, told_by

FIRST, LAST = date(2030, 1, 1), date(2030, 6, 30)
DAYS = 181


def every(days: int, family: str, until: date = LAST, first: date = FIRST) -> list:
    source = Source(id=family, family=family, reliability="B", credibility=2)
    span = range(0, (until - first).days + 1, days)
    return [shell(first + timedelta(days=day), day, source=source) for day in span]


def test_a_source_that_goes_on_observes_every_day():
    found = observation(told_by(every(3, "watch")), FIRST, LAST)
    assert found.exposure.tolist() == [1.0] * DAYS
    assert (found.families, found.silent, found.quiet_since) == (1, (), None)


def test_a_source_that_falls_silent_while_others_go_on_is_told():
    quiet = every(1, "radio", until=date(2030, 3, 31))
    found = observation(told_by([*quiet, *every(3, "watch")]), FIRST, LAST)
    assert found.silent == (Silence("radio", date(2030, 3, 31)),)
    assert found.exposure[0] == 1.0
    assert found.exposure[-1] == pytest.approx(61 / 151)


def test_calm_that_makes_all_sources_quieter_is_no_silence():
    """A truce: from a report a day to one in a fortnight, by each of two sources."""
    calm = date(2030, 3, 31)
    before = [*every(1, "radio", until=calm), *every(2, "watch", until=calm)]
    since = [*every(14, "radio", first=calm), *every(14, "watch", first=calm + timedelta(days=5))]
    found = observation(told_by([*before, *since]), FIRST, LAST)
    assert found.exposure.tolist() == [1.0] * DAYS
    assert found.silent == ()


def test_where_nobody_tells_anything_nobody_can_say():
    stop = date(2030, 3, 31)
    found = observation(
        told_by([*every(1, "radio", until=stop), *every(2, "watch", until=stop)]), FIRST, LAST
    )
    assert found.quiet_since == stop
    assert found.exposure[(stop - FIRST).days] == 1.0
    assert found.exposure[-60:].tolist() == [0.0] * 60
    assert found.silent == ()


def test_a_gap_of_months_that_all_share_is_not_observed():
    pause = [*every(1, "radio", until=date(2030, 2, 1)), *every(1, "radio", first=date(2030, 5, 1))]
    found = observation(told_by(pause), FIRST, LAST)
    assert found.exposure[60:100].tolist() == [0.0] * 40
    assert (found.exposure[-1], found.quiet_since) == (1.0, None)


def test_before_a_source_began_while_others_told_much_it_did_not_observe():
    found = observation(told_by([*every(1, "watch"), *every(1, "late", first=date(2030, 5, 1))]), FIRST, LAST)
    assert found.exposure[0] == pytest.approx(181 / 242)
    assert found.exposure[-1] == 1.0
    assert found.silent == ()


def test_what_sources_tell_together_each_of_them_tells():
    alone = every(1, "radio", until=date(2030, 3, 31))
    together = every(1, "radio+watch", first=date(2030, 4, 1))
    found = observation(told_by([*alone, *every(1, "watch"), *together]), FIRST, LAST)
    assert found.silent == ()
    assert found.families == 2


def test_without_a_regular_source_nobody_can_say():
    found = observation(told_by(every(60, "rare")), FIRST, LAST)
    assert (found.families, found.exposure.tolist()) == (0, [1.0] * DAYS)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 180)), max_size=60))
def test_an_exposure_is_a_share_whatever_comes(chosen):
    claims = [
        shell(FIRST + timedelta(days=day), n, source=Source(id=f, family=f, reliability="B", credibility=2))
        for n, (f, day) in enumerate(chosen)
    ]
    found = observation(told_by(claims), FIRST, LAST)
    assert len(found.exposure) == DAYS
    assert ((found.exposure >= 0) & (found.exposure <= 1)).all()


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 180)), max_size=60), st.integers(2, 50))
def test_many_claims_of_a_day_are_no_more_than_their_number(chosen, times):
    """What is told of days is counted: the claims themselves need not be at hand."""
    counts = {f: {FIRST + timedelta(days=day): times for g, day in chosen if f == g} for f in "abc"}
    once = observation(counts, FIRST, LAST)
    assert ((once.exposure >= 0) & (once.exposure <= 1)).all()
    assert all(one.last in counts[one.family] for one in once.silent)
