from __future__ import annotations

from datetime import date

from tests.publish.charts.drawing import NAMES, outlook, shelled
from tests.publish.reading import Page

from truceline.outlook.fulfilment import ByDay, Fulfilment
from truceline.outlook.more_time import Likelihood, MoreTime
from truceline.publish.charts.keeping import in_time
from truceline.publish.charts.unsaid import unsaid

TODAY = date(2030, 1, 10)
DUE = ByDay(by=date(2030, 2, 1), source="truce", certain=True, chance=0.4, low=0.2, high=0.7)
HALF = Fulfilment(
    norm="guns-out",
    parts=2,
    shown=1,
    path=(),
    deadlines=(DUE, DUE.model_copy(update={"certain": False, "source": "prolongation"})),
    half_by=date(2030, 2, 9),
    never=0.1,
    on_track=False,
)
ONE_PIECE = HALF.model_copy(update={"deadlines": (), "cannot_say": "it is in one piece"})


def test_each_deadline_ahead_has_its_chance():
    seen = Page(in_time([HALF], TODAY, NAMES))
    told = [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in seen.all("td")]
    assert told[:4] == ["1 of 2 parts", "1 Feb 2030", "40 %", "20 % to 70 %"]
    assert "1 Feb 2030, perhaps (prolongation)" in told


def test_where_every_deadline_is_over_it_is_said():
    over = HALF.model_copy(update={"deadlines": (), "half_by": None, "never": None})
    assert "every deadline is over" in in_time([over], TODAY, NAMES)


def test_what_has_no_date_is_told_with_what_cannot_be_said():
    assert in_time([ONE_PIECE], TODAY, NAMES) is None
    assert "no date; it is in one piece" in unsaid(outlook(shelled(), fulfilments=(ONE_PIECE,)), [], NAMES)


LIKELY = Likelihood(chance=0.4, low=0.2, high=0.7)
GRACE = MoreTime(rule="grace", to=date(2030, 3, 1), asked_on=date(2030, 2, 1), applies=LIKELY, in_time=None)
SURE = LIKELY.model_copy(update={"chance": 1.0, "low": 1.0, "high": 1.0})


def told_of(rule, today=TODAY):
    """The cells of the row that tells of a rule."""
    seen = Page(in_time([ONE_PIECE.model_copy(update={"more_time": (rule,)})], today, NAMES))
    return [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in seen.all("td")]


def test_a_rule_that_may_grant_more_time_has_its_chance():
    assert told_of(GRACE) == ["grace", "1 Mar 2030", "1 Feb 2030", "40 % (20 % to 70 %)", "cannot say"]


def test_what_is_no_matter_of_chance_is_said_in_a_word():
    sure = GRACE.model_copy(update={"applies": SURE, "in_time": LIKELY})
    assert told_of(sure)[-2:] == ["yes, as shown so far", "40 % (20 % to 70 %)"]
    assert told_of(sure, date(2030, 2, 1))[-2] == "yes"
    never = GRACE.model_copy(update={"applies": Likelihood(chance=0.0, low=0.0, high=0.0)})
    assert told_of(never, date(2030, 2, 2))[-2] == "no"


def test_more_time_of_which_nobody_can_say_is_told_with_what_cannot_be_said():
    dark = ONE_PIECE.model_copy(
        update={"more_time": (GRACE.model_copy(update={"applies": None, "cannot_say": "nobody knows"}),)}
    )
    assert in_time([dark], TODAY, NAMES) is None
    told = unsaid(outlook(shelled(), fulfilments=(dark,)), [], NAMES)
    assert "more time by grace: no chance; nobody knows" in told
