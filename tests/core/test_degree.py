from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.degree import Degree, Performance
from truceline.core.finding import Verdict

E, R, C, U = Verdict.ESTABLISHED, Verdict.REFUTED, Verdict.CONTESTED, Verdict.UNKNOWN
verdicts = st.lists(st.sampled_from(Verdict), min_size=1, max_size=12)


@given(verdicts)
def test_a_degree_runs_from_what_is_shown_to_what_is_not_refuted(parts: list[Verdict]):
    degree = Degree.of(parts)
    assert degree.low == pytest.approx(parts.count(E) / len(parts))
    assert degree.high == pytest.approx(1 - parts.count(R) / len(parts))
    assert 0 <= degree.low <= degree.high <= 1


@given(verdicts, st.randoms())
def test_the_order_of_the_parts_does_not_matter(parts: list[Verdict], chance):
    shuffled = parts.copy()
    chance.shuffle(shuffled)
    assert Degree.of(shuffled) == Degree.of(parts)


@given(verdicts, st.data())
def test_learning_about_a_part_only_narrows_the_degree(parts: list[Verdict], data: st.DataObject):
    index = data.draw(st.integers(0, len(parts) - 1))
    learnt = data.draw(st.sampled_from([E, R]))
    before = Degree.of([*parts[:index], U, *parts[index + 1 :]])
    after = Degree.of([*parts[:index], learnt, *parts[index + 1 :]])
    assert before.low <= after.low <= after.high <= before.high


@pytest.mark.parametrize(
    ("parts", "performance"),
    [
        ([E, E], Performance.FULFILLED),
        ([R, R], Performance.NOT_FULFILLED),
        ([E, R], Performance.PARTLY_FULFILLED),
        ([E, R, U], Performance.PARTLY_FULFILLED),
        ([U], Performance.UNKNOWN),
        ([C], Performance.UNKNOWN),
        ([E, U], Performance.UNKNOWN),
        ([R, C], Performance.UNKNOWN),
    ],
)
def test_the_interval_has_one_word(parts: list[Verdict], performance: Performance):
    assert Degree.of(parts).performance is performance


def test_silence_is_neither_fulfilment_nor_its_lack():
    silent = Degree.of([U] * 7)
    assert (silent.low, silent.high) == (0.0, 1.0)
    assert silent.performance is Performance.UNKNOWN


def test_a_promise_without_parts_is_a_bug():
    with pytest.raises(AssertionError, match="at least one part"):
        Degree.of([])


@pytest.mark.parametrize("pair", [(0.6, 0.5), (-0.1, 0.5), (0.5, 1.1)])
def test_an_interval_that_is_none_is_a_bug(pair: tuple[float, float]):
    with pytest.raises(AssertionError):
        Degree(*pair)


def test_a_degree_reads_as_one_share_or_two():
    assert str(Degree.of([E, R])) == "50%"
    assert str(Degree.of([E, U, U, R])) == "25%-75%"
