from __future__ import annotations

from datetime import date

from tests.publish.charts.drawing import NAMES, outlook, shelled
from tests.publish.reading import Page

from truceline.outlook.fulfilment import ByDay, Fulfilment
from truceline.publish.charts.keeping import in_time
from truceline.publish.charts.unsaid import unsaid

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
    seen = Page(in_time([HALF], NAMES))
    told = [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in seen.all("td")]
    assert told[:4] == ["1 of 2 parts", "1 Feb 2030", "40 %", "20 % to 70 %"]
    assert "1 Feb 2030, perhaps (prolongation)" in told


def test_where_every_deadline_is_over_it_is_said():
    over = HALF.model_copy(update={"deadlines": (), "half_by": None, "never": None})
    assert "every deadline is over" in in_time([over], NAMES)


def test_what_has_no_date_is_told_with_what_cannot_be_said():
    assert in_time([ONE_PIECE], NAMES) is None
    assert "no date; it is in one piece" in unsaid(outlook(shelled(), fulfilments=(ONE_PIECE,)), [], NAMES)
