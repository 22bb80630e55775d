"""What a second look at a table counts, and that it counts nothing that a pace would not."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.case.conftest import NOW, write_source
from tests.case.test_counting import rows, write

from truceline.bulk.asking import Pace
from truceline.bulk.measures import ONE
from truceline.bulk.surroundings import surroundings
from truceline.bulk.tables import Source
from truceline.case.counting import setup_of
from truceline.case.folder import Case
from truceline.core.frame import Frame

FRAME = Frame(as_of=date(2020, 5, 30))
EXPECTED = 3


@pytest.fixture
def looked_at(tmp_path):
    """What a second look finds in these rows, by bearing and party."""
    source = write_source(tmp_path / "source")
    case = Case.create(tmp_path / "case", agreement=source / "river.yaml", clock=lambda: NOW)

    def look(given):
        path = write(tmp_path / "reports.csv", given)
        table = Source(path)
        setup, _ = setup_of(case, FRAME, path, table.schema, window=False, paces=True)
        assert any(isinstance(one, Pace) for one in setup.obligations)
        found = surroundings(setup, table, None)
        return {
            (line.bearing, line.party): counts[:, EXPECTED].sum() / ONE for line, (_, counts) in found.items()
        }

    return look


def report(**changed):
    """A shell by the south, well inside the strip."""
    where = {"place.lon": 36.25, "place.lat": 35.1, "place.radius_m": 0}
    who = {"act": "shell", "actor": "Southland", "target": "Northland", "attribution_grade": "confirmed"}
    return {**next(rows(1)), **where, **who, "polarity": "positive", "modality": "asserted", **changed}


@pytest.mark.parametrize(
    ("lat", "where"), [(35.3, "near"), (35.45, "elsewhere"), (38.0, "elsewhere"), (35.1, None)]
)
def test_what_is_outside_is_near_or_elsewhere(looked_at, lat, where):
    found = looked_at([report(**{"place.lat": lat})])
    told = {bearing: total for (bearing, _), total in found.items() if bearing in ("near", "elsewhere")}
    assert told == ({} if where is None else {where: pytest.approx(1.0)})


@pytest.mark.parametrize("changed", [{"polarity": "negative"}, {"modality": "intended"}, {"act": "meet"}])
def test_what_was_denied_or_planned_or_is_no_shell_is_nowhere(looked_at, changed):
    assert looked_at([report(**{"place.lat": 38.0}, **changed)]) == {}


def test_a_fight_within_one_side_is_no_breach_and_counts_as_infighting(looked_at):
    found = looked_at([report(target="Southland"), report()])
    assert found["infighting", "south"] == pytest.approx(1.0)
    assert found["force", ""] == pytest.approx(2.0)


def test_what_several_days_share_is_spread_and_adds_up_to_one(looked_at):
    many = report(**{"place.lat": 38.0, "time.start": "2020-03-10", "time.end": "2020-03-13"})
    assert looked_at([many]) == {("elsewhere", ""): pytest.approx(1.0, abs=1e-5)}


def test_rows_without_a_place_are_neither_inside_nor_out(looked_at):
    assert looked_at([report(**{"place.lat": "", "place.lon": ""})]) == {}
    assert np.isfinite(sum(looked_at([report()]).values()))
