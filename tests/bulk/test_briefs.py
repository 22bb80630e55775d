"""What was worked out for a case is kept as it was; what is torn, changed or gone is not taken up."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pytest
from tests.bulk import shapes

from truceline.bulk import briefs, keeping
from truceline.bulk.assessing import Setup
from truceline.bulk.briefs import MOST, Brief, Cells, keep_brief, kept_brief
from truceline.bulk.keeping import kept_survey
from truceline.bulk.layout import Layout, Telling
from truceline.bulk.locating import Periods
from truceline.bulk.obligations import Line, Obligation
from truceline.bulk.profiles import Meaning
from truceline.errors import CaseError
from truceline.places.ground import Ground

DAY = date(2020, 1, 1)
LINES = (Line("peace", 0, "breach"), Line("peace", 0, "breach", "north"))


@dataclass(frozen=True, kw_only=True)
class Plain(Obligation):
    """Whatever a row tells counts."""

    def lines_of(self, claim, *, wide=False):
        return LINES


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: tmp_path)
    return tmp_path


def brief_of(bound=(True, False, True), last=12):
    survey = kept_survey([Ground(shapes.blob(36.0, 35.0, 20, 60))])
    known = {(False, "shell", (True, "north", None)): Meaning((LINES, ()), throughout=True)}
    setup = Setup(
        [
            Plain("peace", 0, "shelling", "strip", 10, last, np.array(bound)),
            Plain("talks", 1, "meeting", None, 0, 400, least=3),
        ],
        Periods(("strip",), (DAY,), (survey, survey)),
        Layout("x", "y", radius="r", day="on"),
        Telling(("act", "actor"), killed=("low", "low", "low")),
        [DAY],
        (lambda cells, on: "no-claim", lambda column, value, on: (True, value, str(on))),
    )
    brief = Brief.of(setup, {"as_of": "2020-02-01", "readings": {}})
    brief.setup.meanings.update(known)
    return brief


def never():
    raise AssertionError("the case is asked only what is new")


def plain(setup):
    """All of a setup that can be compared."""
    told = [briefs._told(one) for one in setup.obligations]
    periods = setup.periods
    surveys = [survey.kept_as for survey in periods.surveys]
    others = setup.layout, setup.telling, list(setup.changes), setup.days, setup.meanings
    return told, periods.zones, periods.days, surveys, *others


def test_a_kept_brief_says_the_same(home):
    brief = brief_of()
    brief.cells("actor", "Northland", DAY)
    keep_brief("one", brief)
    again = kept_brief("one", never)
    assert plain(again.setup) == plain(brief.setup)
    assert again.setup.obligations[0].bound.tolist() == [True, False, True]
    assert again.about == brief.about
    assert again.size == brief.size == (1, 1)
    assert again.setup.readings[1]("actor", "Northland", DAY) == (True, "Northland", "2020-01-01")
    assert kept_brief("another", never) is None


def test_what_is_new_is_asked_of_the_case_once(home):
    keep_brief("one", brief_of())
    asked = []
    again = kept_brief("one", lambda: asked.append(1) or brief_of())
    claim_of, fold = again.setup.readings
    assert fold("actor", "Southland", DAY) == (True, "Southland", "2020-01-01")
    assert claim_of({"actor": "Southland"}, DAY) == "no-claim"
    assert again.setup.obligations[0].lines_of(None) == LINES
    assert asked == [1]
    assert again.size == (1, 1)


def test_a_case_that_was_changed_meanwhile_is_not_asked(home):
    keep_brief("one", brief_of())
    again = kept_brief("one", lambda: brief_of(last=11, bound=(True, False)))
    with pytest.raises(CaseError, match="count it again"):
        again.setup.obligations[0].lines_of(None)


@pytest.mark.parametrize(
    "torn",
    [lambda raw: raw[:-1], lambda raw: raw.replace(b"shelling", b"smelling"), lambda _: b"", bytes.upper],
)
def test_what_was_torn_or_changed_is_not_taken_up(home, torn):
    keep_brief("one", brief_of())
    (path,) = home.glob("brief-*")
    path.write_bytes(torn(path.read_bytes()))
    assert kept_brief("one", never) is None


def test_without_its_index_it_is_not_taken_up(home):
    keep_brief("one", brief_of())
    for path in home.glob("index-*/plain.json"):
        path.unlink()
    keeping._read.cache_clear()
    assert kept_brief("one", never) is None


def test_no_more_than_a_few_are_kept(home):
    brief = brief_of()
    for number in range(12):
        keep_brief(str(number), brief)
    assert len(list(home.glob("brief-*"))) == 8


def test_cells_that_no_file_can_hold_keep_nothing(home):
    brief = brief_of()
    brief.cells("on", DAY, DAY)
    keep_brief("one", brief)
    assert list(home.glob("brief-*")) == []


def test_without_a_folder_nothing_is_kept(monkeypatch):
    monkeypatch.setattr(keeping, "kept_in", lambda: None)
    keep_brief("one", brief_of())
    assert kept_brief("one", never) is None


def test_of_endless_cells_only_so_many_are_remembered():
    cells = Cells(lambda column, value, on: value)
    assert all(cells("id", number, None) == number for number in range(MOST + 10))
    assert len(cells.known) == MOST
