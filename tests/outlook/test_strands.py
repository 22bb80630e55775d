from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.outlook.conftest import BY_SOUTH, TRUCE, shell, shelling

from truceline.core.frame import Frame
from truceline.evidence.claim import Place, When
from truceline.outlook.stage import Stage
from truceline.outlook.strands import UNTOLD, Name

DAY = date(2030, 1, 20)
WHOLE = Name("no-shelling", "shelling", "strip", None)


@pytest.fixture
def strands(case):
    """The strands of the case by name, as of a day."""
    return lambda as_of=DAY, **frame: {
        one.name: one for one in Stage.of(case, Frame(as_of=as_of, **frame)).strands()
    }


def test_there_is_one_for_the_duty_and_one_for_each_party_it_binds(strands, told):
    told(shell(date(2030, 1, 5)))
    assert set(strands()) == {WHOLE, *(WHOLE._replace(party=party) for party in ("north", "south"))}


def test_what_nobody_is_named_for_counts_in_the_whole_alone(strands, told):
    told(shell(date(2030, 1, 5)), shell(date(2030, 1, 6), 1, **BY_SOUTH))
    found = strands()
    assert found[WHOLE].raw.sum() == 2
    assert found[WHOLE._replace(party="south")].raw.sum() == 1
    assert found[WHOLE._replace(party="north")].raw.sum() == 0


def test_each_event_is_weighted_by_its_chance_of_lying_inside(strands, told):
    edge = Place(text="the edge", lat=40.0, lon=22.2, radius_m=1000.0)
    told(shell(date(2030, 1, 5), place=(edge,)))
    found = strands()[WHOLE]
    assert found.expected.sum() == pytest.approx(0.5, abs=0.05)
    assert found.raw.sum() == 1


def test_what_happened_before_the_agreement_is_kept_apart(strands, told):
    told(*shelling(TRUCE - timedelta(days=10), [1] * 10), *shelling(TRUCE, [2] * 5))
    found = strands()[WHOLE]
    assert found.first == TRUCE - timedelta(days=10)
    assert (found.expected[found.before(60)].sum(), found.expected[found.since].sum()) == (10, 10)
    assert found.last == DAY


def test_reports_of_one_incident_count_once(strands, told):
    told(*(shell(date(2030, 1, 5), number, incident="ford-1") for number in range(3)))
    assert strands()[WHOLE].raw.sum() == 1


def test_an_event_over_days_is_spread_and_one_over_weeks_left_out_and_told(strands, told):
    told(
        shell(date(2030, 1, 5), time=When(start=date(2030, 1, 5), end=date(2030, 1, 8))),
        shell(date(2030, 1, 5), 1, time=When(start=date(2030, 1, 1), end=date(2030, 1, 19))),
    )
    found = strands()[WHOLE]
    assert (found.raw.sum(), found.raw.max(), found.too_wide) == (1, 1, 1)
    assert found.expected[-60:].max() == pytest.approx(found.expected.sum() / 4)


def test_provinces_share_out_what_may_have_been_in_several(strands, told):
    ford = {"text": "the ford", "lat": 40.1, "lon": 22.2, "radius_m": 100.0}
    upper, lower = (Place(**ford, adm1=name) for name in ("Upper", "Lower"))
    told(
        shell(date(2030, 1, 5), place=(upper,)),
        shell(date(2030, 1, 6), 1, place=(upper, lower)),
        shell(date(2030, 1, 7), 2),
    )
    found = strands()[WHOLE]
    shares = {name: float(days.sum()) for name, days in found.provinces.items()}
    assert shares == {"Upper": pytest.approx(1.5), "Lower": pytest.approx(0.5), "": pytest.approx(1.0)}
    assert sum(found.provinces.values()) == pytest.approx(found.expected)


def test_each_named_province_is_a_strand_of_its_own_under_one_name(strands, told):
    ford = {"text": "the ford", "lat": 40.1, "lon": 22.2, "radius_m": 100.0}
    for number, name in enumerate(("Upper", "Upper Province", "Lower", None)):
        told(shell(date(2030, 1, 5 + number), number, place=(Place(**ford, adm1=name),)))
    whole = strands()[WHOLE]
    assert set(whole.by_province(lambda name: name.split()[0])) == {"Upper", "Lower", UNTOLD}
    lower, upper = whole.in_provinces(lambda name: name.split()[0])
    assert (lower.name.province, upper.name.province) == ("Lower", "Upper")
    assert (lower.expected.sum(), upper.expected.sum()) == (pytest.approx(1.0), pytest.approx(2.0))
    assert (upper.first, upper.last) == (whole.first, whole.last)


@pytest.mark.parametrize(
    "changed",
    [{"polarity": "negative"}, {"modality": "intended", "aspect": "not_started"}, {"modality": "possible"}],
)
def test_what_was_denied_planned_or_possible_did_not_happen(strands, told, changed):
    told(shell(date(2030, 1, 5), **changed))
    assert strands()[WHOLE].raw.sum() == 0


def test_what_came_later_or_was_known_later_is_not_seen(strands, told, case):
    case.ledger._clock.at += timedelta(days=60)
    told(shell(date(2030, 1, 5)), shell(date(2030, 1, 25), 1))
    assert strands()[WHOLE].raw.sum() == 1
    assert strands(date(2030, 1, 30))[WHOLE].raw.sum() == 2
    early = case.agreement.tempo.instant("2030-01-03")
    assert strands(known_at=early)[WHOLE].raw.sum() == 0


def test_before_the_agreement_there_is_no_strand(strands, told):
    told(shell(date(2029, 12, 5)))
    assert strands(date(2029, 12, 20)) == {}
