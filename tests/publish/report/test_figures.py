"""The drawings of a report say in words what they show."""

from __future__ import annotations

import os
import re
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.publish.making import Blank, assessment, status
from tests.publish.report.materials import AS_OF, bare, full, setting

from truceline.assess.result import Due
from truceline.case.names import Names
from truceline.publish.charts.plot import Scale
from truceline.publish.report.by_day import dual_counts, toll_by_day
from truceline.publish.report.figures import map_of, timeline
from truceline.publish.tongue.tongue import tongue


def test_the_map_names_its_zones_and_counts_what_has_a_place():
    drawn = next(map_of(setting(full())))
    assert drawn.told.startswith("The map shows Front and The strip, and 2 incidents with a place.")
    assert any("The strip (undelineated, drawn to 3 km)" in words for _, words in drawn.legend)


def test_where_nothing_has_a_place_there_is_no_map():
    assert not list(map_of(setting(bare(), atlas=Blank())))


def test_a_deadline_that_may_come_is_drawn_and_told_as_such():
    drawn = next(timeline(setting(full())))
    assert "due 5\xa0Feb\xa02030; perhaps 20\xa0Feb\xa02030." in drawn.told
    assert drawn.svg.count('class="due possible"') == 1


def test_without_deadlines_there_is_no_timeline():
    assert not list(timeline(setting(bare(now=assessment(AS_OF, norms=(), violations=())))))


def test_what_was_seen_since_a_withdrawal_stands_on_the_map_with_its_depth():
    one = full().withdrawals[0]
    spot = one.seen.seen[0].model_copy(update={"lat": 35.55, "lon": 36.4, "radius_km": 2.0})
    seen = one.seen.model_copy(update={"seen": (spot,)})
    drawn = next(map_of(setting(full(withdrawals=(one.model_copy(update={"seen": seen}),)))))
    assert drawn.svg.count('class="sighting"') == 1
    assert "4.2 km" in drawn.svg
    assert any("seen since a withdrawal" in words for _, words in drawn.legend)


def test_a_sighting_without_a_place_is_not_drawn():
    assert 'class="sighting"' not in next(map_of(setting(full()))).svg


def test_many_deadlines_are_drawn_on_several_sheets_and_told_in_short():
    far = [Due(by=date(2030, 5, 1), source="text")]
    several = tuple(status(f"p{n}", due=far, starts=date(2030, 1, 1)) for n in range(70))
    drawn = list(timeline(setting(bare(now=assessment(AS_OF, norms=several, violations=())))))
    assert [one.key for one in drawn] == ["deadlines", "deadlines-2", "deadlines-3"]
    assert sum(one.svg.count('class="due"') for one in drawn) == 70
    assert drawn[2].caption.endswith("3 of 3")
    assert all(one.height < one.width * 1.2 for one in drawn), "a sheet of paper holds it"
    assert drawn[0].told.startswith("30 promises with deadlines from 1\xa0May\xa02030")


def test_no_tick_stands_for_half_an_incident():
    assert set(Scale.of_counts(1, 100.0, 0.0).ticks()) == {0.0, 1.0}


def test_names_of_months_do_not_run_into_each_other():
    far = status(due=[Due(by=date(2033, 1, 1), source="text", certain=True)], starts=date(2030, 1, 1))
    held = bare(now=assessment(AS_OF, norms=(far,), violations=()))
    svg = next(timeline(setting(held))).svg
    at = [float(x) for x in re.findall(r'class="small" x="([\d.]+)"', svg)]
    assert len(at) > 5
    assert min(later - one for one, later in pairwise(at)) > 40
    assert svg.count('class="tick"') > len(at)


def test_a_long_title_is_cut_between_words():
    told = "Heavy weapons leave the strip along the river by the first of May"
    names = Names({"norms": {"guns-out": told}})
    held = setting(full(), names=names)
    svg = next(timeline(held)).svg
    assert "Heavy weapons leave the strip along the\N{HORIZONTAL ELLIPSIS}" in svg


# Structure


def structure(svg: str) -> str:
    """Every element of a drawing by its depth, name and class; figures and words are left out."""
    lines, depth = [], 0
    for event, one in ET.iterparse(BytesIO(svg.encode()), events=("start", "end")):  # noqa: S314 - our own drawing
        if event == "start":
            name = one.tag.rpartition("}")[2]
            looks = (one.get("class") or "").strip().replace(" ", ".")
            lines.append("  " * depth + (f"{name}.{looks}" if looks else name))
        depth += 1 if event == "start" else -1
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", ["map", "deadlines", "incidents-by-day", "dual-count"])
def test_a_drawing_keeps_its_structure(name):
    on = setting(full())
    drawn = {one.key: one for one in (*map_of(on), *timeline(on), *toll_by_day(on), *dual_counts(on))}
    golden = Path(__file__).parent / "golden" / f"{name}.txt"
    found = structure(drawn[name].svg)
    if os.environ.get("TRUCELINE_REFRESH_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


LOOKED = (((36.1, 35.5), (36.6, 35.5), (36.6, 35.58), (36.1, 35.58)),)


def looked(**changes):
    patrol = full().patrols[0].model_copy(update={"looked": LOOKED})
    return next(map_of(setting(full(patrols=(patrol,)), **changes)))


def test_what_patrols_looked_at_is_drawn_told_and_in_the_legend():
    drawn = looked()
    assert drawn.svg.count('class="looked"') == 1
    assert "Within dotted edges is what 1 patrol of the period looked at." in drawn.told
    assert "looked at by patrols of the period" in [words for _, words in drawn.legend]


def test_without_a_patrol_that_was_drawn_nothing_is_said_of_any():
    drawn = next(map_of(setting(full())))
    assert "looked" not in drawn.svg
    assert "dotted" not in drawn.told


def test_the_small_map_is_told_in_the_reader_s_language():
    assert "The small map shows where it lies: Syria." in looked().told
    assert "سوريا" in looked(tongue=tongue("ar")).told
