"""Fords that may wait ten days more if a condition comes true."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mechanism.conftest import TINY, open_case
from tests.outlook.conftest import look, shell

from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor
from truceline.ledger.entry import Origin
from truceline.outlook.fulfilment import fulfilments
from truceline.outlook.more_time import odds_of_all, odds_of_any
from truceline.outlook.progress import Odds

WHEN = "{check: norm_is, norm: guns-out, at_least: partly_fulfilled, as_of: 2030-01-10}"
ALL_OUT = {"check": "norm_is", "norm": "guns-out", "at_least": "fulfilled", "as_of": "2030-01-10"}
AGREED = {"check": "event_occurred", "event": "line_agreed", "by": ["north"]}
NORTH_OUT = look("north", date(2030, 1, 5), 1)
LINE = shell(date(2030, 1, 4), 9, act=Act.AGREE, actor=(Actor(text="North", party="north"),), place=())


@pytest.fixture
def river(tmp_path):
    """A case whose rule has another condition, or moves another promise, with claims on record."""

    def make(*claims, when=None, of="[fords-open]", fresh=30):
        made = tmp_path / "source"
        made.mkdir()
        text = TINY.read_text(encoding="utf-8").replace("of: [fords-open]", f"of: {of}")
        text = text.replace(WHEN, json.dumps(when) if when else WHEN)
        text = text.replace(
            "test: {check: none_present",
            f"proof: {{fresh_days: {fresh}}}\n        test: {{check: none_present",
        )
        (made / "agreement.yaml").write_text(text, encoding="utf-8")
        shutil.copytree(TINY.parent / "zones", made / "zones")
        case = open_case(tmp_path / "case", made / "agreement.yaml")
        case.ledger._clock.at += timedelta(days=60)
        if claims:
            case.ledger.append(
                Origin("claims", "told.jsonl"), claims, recorded="published", days=case.agreement.tempo
            )
        return case

    return make


def asked(case, day: int, norm: str = "fords-open", **frame):
    """What is said of more time as of a day in January."""
    found = {one.norm: one for one in fulfilments(case, Frame(as_of=date(2030, 1, day), **frame))}
    (one,) = found[norm].more_time
    return one


def chances(one):
    return one.chance, one.low, one.high


def test_what_has_been_shown_counts_for_the_day_that_the_condition_names(river):
    found = asked(river(NORTH_OUT), 6)
    assert (found.rule, found.to, found.asked_on) == ("ten-days-more", date(2030, 1, 25), date(2030, 1, 10))
    assert chances(found.applies) == (1.0, 1.0, 1.0)


def test_without_any_part_shown_nobody_can_say(river):
    found = asked(river(), 6)
    assert (found.applies, found.in_time) == (None, None)
    assert found.cannot_say == "guns-out: none of its 2 parts was shown: one is needed to see a pace"


def test_what_was_shown_may_grow_old_before_the_day(river):
    found = asked(river(NORTH_OUT, fresh=2), 6)
    assert found.cannot_say == "what was shown of guns-out is too old by 2030-01-10 to speak still"


def test_the_rest_has_the_chance_of_its_pace(river):
    case = river(NORTH_OUT, when=ALL_OUT)
    found = asked(case, 6)
    other = next(one for one in fulfilments(case, Frame(as_of=date(2030, 1, 6))) if one.norm == "guns-out")
    assert chances(found.applies) == chances(other.deadlines[0])
    assert 0 < found.applies.low < found.applies.high < 1


def test_with_the_day_over_it_is_known(river):
    found = asked(river(NORTH_OUT), 12)
    assert (chances(found.applies), found.cannot_say) == ((1.0, 1.0, 1.0), None)


def test_what_nobody_knows_of_a_day_that_is_over_stays_open(river):
    assert asked(river(), 12).cannot_say == "whether guns-out was partly fulfilled by 2030-01-10 is unknown"


def test_no_pace_foretells_what_somebody_decides(river):
    case = river(when=AGREED)
    assert asked(case, 6).cannot_say == "no pace foretells its condition (event occurred)"


def test_what_was_decided_is_known(river):
    assert chances(asked(river(LINE, when=AGREED), 6).applies) == (1.0, 1.0, 1.0)


def test_a_condition_without_a_day_has_until_the_deadline_that_it_moves(river):
    found = asked(river(NORTH_OUT, when={**ALL_OUT, "as_of": None}), 6)
    assert found.asked_on == date(2030, 1, 15)
    assert 0 < found.applies.chance < 1


def test_a_promise_that_is_kept_from_day_to_day_has_no_pace(river):
    found = asked(river(when={**ALL_OUT, "norm": "no-shelling"}), 6)
    assert found.cannot_say == "no-shelling is no promise to be done by a day: no pace foretells it"


@pytest.mark.parametrize("check", ["all_of", "any_of"])
def test_one_condition_that_nobody_can_foretell_leaves_all_of_it_open(river, check):
    found = asked(river(NORTH_OUT, when={"check": check, "tests": [ALL_OUT, AGREED]}), 6)
    assert found.cannot_say == "no pace foretells its condition (event occurred)"


@pytest.mark.parametrize(("check", "is_known"), [("all_of", False), ("any_of", True)])
def test_one_condition_that_has_come_true_settles_any_of_several(river, check, is_known):
    found = asked(river(NORTH_OUT, LINE, when={"check": check, "tests": [ALL_OUT, AGREED]}), 6)
    assert (found.applies.chance == 1.0) is is_known
    assert found.applies.chance > 0


def test_with_more_time_it_is_likelier_kept(river):
    case = river(NORTH_OUT, LINE, when=AGREED, of="[guns-out]")
    one = next(one for one in fulfilments(case, Frame(as_of=date(2030, 1, 6))) if one.norm == "guns-out")
    (found,) = one.more_time
    (due,) = one.deadlines
    assert due.by == date(2030, 1, 25)
    assert chances(found.in_time) == chances(due)


def test_time_that_is_granted_to_whoever_needs_none_helps_nobody(river):
    case = river(NORTH_OUT, when=ALL_OUT, of="[guns-out]")
    one = next(one for one in fulfilments(case, Frame(as_of=date(2030, 1, 6))) if one.norm == "guns-out")
    assert chances(one.more_time[0].in_time) == chances(one.deadlines[0])


def test_what_is_not_part_of_the_law_applied_moves_nothing(river):
    found = fulfilments(river(NORTH_OUT), Frame(as_of=date(2030, 1, 6), instruments=frozenset({"truce"})))
    assert [one.more_time for one in found] == [(), ()]


def test_a_day_that_is_over_is_no_more_time(river):
    (one,) = (one for one in fulfilments(river(), Frame(as_of=date(2030, 1, 26))) if one.norm == "fords-open")
    assert one.more_time == ()


odds = (
    st.lists(st.floats(0, 1), min_size=3, max_size=3)
    .map(sorted)
    .map(lambda three: Odds(three[1], three[0], three[2]))
)
several = st.lists(odds, min_size=1, max_size=4)


@given(several)
def test_conditions_together_lie_between_their_bounds(given_):
    for combined in (odds_of_all(given_), odds_of_any(given_)):
        assert -1e-9 <= combined.low <= combined.chance + 1e-9
        assert combined.chance <= combined.high + 1e-9 <= 1 + 2e-9


@given(several)
def test_all_are_no_likelier_than_any(given_):
    assert odds_of_all(given_).chance <= odds_of_any(given_).chance + 1e-9


@given(several)
def test_what_nobody_can_say_matters_unless_another_condition_settles_it(given_):
    assert odds_of_all([*given_, "nobody knows", Odds.certain(comes=False)]) == Odds.certain(comes=False)
    assert odds_of_any([*given_, "nobody knows", Odds.certain(comes=True)]) == Odds.certain(comes=True)
    if all(one.high > 0 for one in given_):
        assert odds_of_all([*given_, "nobody knows"]) == "nobody knows"
