"""The sides' figures beside what others tell of the same places and days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import enter, open_case

from truceline.case.tallying import is_not_secret, tallied
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Evidence, Kind, Place, Source, When
from truceline.ledger.entry import Origin
from truceline.mechanism.tallies import Tally

DAY = date(2030, 1, 7)


@pytest.fixture
def case(tmp_path):
    made = open_case(tmp_path / "case")
    made.ledger._clock.at += timedelta(days=20)
    for who, firings in (("north-liaison", 3), ("south-liaison", 1)):
        enter(made, who, "count", where="hama", on=str(DAY), firings=firings, adm1="Hama")
        enter(made, who, "count", where="idlib", on=str(DAY), firings=0)
    return made


@pytest.fixture
def tell(case):
    """Enter a report of an attack: `tell(1, "Hama")`."""

    def told(number: int, adm1: str, day: date = DAY, **changed) -> None:
        fields = {
            "kind": Kind.EVENT,
            "act": Act.SHELL,
            "says": f"Shelling, number {number}.",
            "place": (Place(text=adm1, adm1=adm1),),
            "time": When(start=day, end=day),
            "published_on": day,
            "source": Source(id="watch", family="watch", reliability="B", credibility=2),
            "evidence": Evidence(cite=f"notebook, page {number}"),
        }
        claim = Claim(**(fields | changed)).identified()
        case.ledger.append(Origin("claims", f"{number}.jsonl"), [claim], days=case.agreement.tempo)

    return told


def beside(case, **reads):
    """The figures of all cells beside what others tell."""
    return tallied(case, tuple(case.mechanism.record().each(Tally)), **reads)


def others(case):
    (week,) = beside(case).weeks
    return week.others


def test_the_cells_own_figures_are_no_word_of_others(case):
    assert others(case) == 0


def test_incidents_of_the_same_places_and_days_stand_beside_the_figures(case, tell):
    tell(1, "HAMA")
    tell(2, "Idlib")
    tell(3, "Aleppo")
    tell(4, "Hama", DAY + timedelta(days=1))
    (week,) = beside(case).weeks
    assert (week.first_sum, week.second_sum, week.others) == (3, 1, 2)


def test_reports_of_one_incident_count_once(case, tell):
    tell(1, "Hama", incident="hama-1")
    tell(2, "Hama", incident="hama-1")
    assert others(case) == 1


def test_what_is_denied_planned_or_undated_is_no_incident(case, tell):
    tell(1, "Hama", polarity="negative")
    tell(2, "Hama", modality="intended", aspect="not_started")
    tell(3, "Hama", time=When(start=DAY, end=DAY + timedelta(days=3)))
    assert others(case) == 0


def test_without_figures_there_is_nothing_to_compare(tmp_path):
    assert beside(open_case(tmp_path / "case")) == ((), ())


def test_what_is_told_in_secret_counts_for_whoever_may_read_it_and_is_named(case, tell):
    tell(1, "Hama")
    tell(2, "Hama", sensitivity="secret")
    tell(3, "Idlib", sensitivity="restricted")
    found = beside(case)
    assert [(one.others, one.withheld) for one in found.weeks] == [(3, 0)]
    assert sorted(one.sensitivity for one in found.reserved) == ["restricted", "secret"]


def test_to_anybody_else_it_is_withheld_and_that_is_said(case, tell):
    tell(1, "Hama")
    tell(2, "Hama", sensitivity="secret")
    tell(3, "Hama", sensitivity="secret", incident="hama-1")
    tell(4, "Hama", incident="hama-1")
    found = beside(case, reads=is_not_secret)
    assert [(one.others, one.withheld) for one in found.weeks] == [(2, 1)]
    assert found.reserved == ()
