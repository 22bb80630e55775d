from __future__ import annotations

import re
import shutil
from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import TINY, open_case
from tests.outlook.conftest import shell, shelling

from truceline.core.frame import Frame
from truceline.evidence.claim import Actor, Source
from truceline.outlook.infighting import fought
from truceline.outlook.stage import Stage

DAY = date(2030, 3, 1)
RED, BLUE = Actor(text="Red", party="red"), Actor(text="Blue", party="blue")
NORTH, SOUTH = Actor(text="North", party="north"), Actor(text="South", party="south")


@pytest.fixture
def case(tmp_path):
    """The river case, in which Red and Blue are two groups of the North."""
    folder = tmp_path / "agreement"
    folder.mkdir()
    text = TINY.read_text(encoding="utf-8")
    groups = "".join(
        f"  - {{id: {name}, kind: armed_group, name: {name.title()}, member_of: [north]}}\n"
        for name in ("red", "blue")
    )
    changed = re.sub(r"(  - \{id: mission.*\n)", rf"\1{groups}", text)
    (folder / "agreement.yaml").write_text(changed, encoding="utf-8")
    shutil.copytree(TINY.parent / "zones", folder / "zones")
    made = open_case(tmp_path / "case", folder / "agreement.yaml")
    made.ledger._clock.at += timedelta(days=70)
    return made


@pytest.fixture
def found(case):
    """What is told of infighting as of the first of March."""
    return lambda: fought(Stage.of(case, Frame(as_of=DAY)))


def between(day: date, number: int, *actors: Actor):
    return shell(day, number, actor=actors[:1], target=actors[1:], attribution_grade="confirmed")


def test_groups_of_one_side_are_told_with_their_trend_and_share(found, told):
    earlier = DAY - timedelta(days=45)
    told(*(between(DAY - timedelta(days=2 * number), number, RED, BLUE) for number in range(12)))
    told(*(between(earlier, number, BLUE, RED) for number in range(2)))
    told(*shelling(DAY - timedelta(days=60), [1] * 61))
    (one,) = found()
    assert (one.side, one.where) == ("north", "strip")
    assert (round(one.events), round(one.before)) == (12, 2)
    assert one.share == pytest.approx(12 / 42, abs=0.01)
    assert one.ratio.low > 1


def test_fire_between_the_sides_is_no_infighting(found, told):
    told(*(between(DAY - timedelta(days=5), number, NORTH, SOUTH) for number in range(9)))
    assert found() == ()


def test_one_incident_told_twice_is_one_fight(found, told):
    by_red = {"actor": (RED,), "target": (BLUE,), "attribution_grade": "confirmed"}
    told(*(shell(DAY, number, **by_red, incident="x") for number in range(3)))
    (one,) = found()
    assert round(one.events) == 1


def test_what_two_feeds_tell_of_one_fight_counts_once(found, told):
    recent = DAY - timedelta(days=5)
    other = {"source": Source(id="radio", family="radio", reliability="B", credibility=2)}
    told(between(recent, 1, RED, BLUE))
    told(between(recent, 2, RED, BLUE).model_copy(update=other).identified())
    (one,) = found()
    assert one.events == pytest.approx(1.0)


def test_fights_that_come_all_at_once_make_the_interval_wider(found, told):
    told(*(between(DAY - timedelta(days=3), number, RED, BLUE) for number in range(20)))
    told(*(between(DAY - timedelta(days=50), number, RED, BLUE) for number in range(5)))
    told(*shelling(DAY - timedelta(days=60), [1] * 61))
    (one,) = found()
    assert one.excess > 2
    assert one.ratio.low < 1
