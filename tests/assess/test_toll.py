from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.assess.result import Cited, RegisterEntry
from truceline.assess.toll import least, most, tolls
from truceline.core.quantity import Bounds


def entry(name, killed=None, claims=(), repeats=(), **changed):
    cited = tuple(
        Cited(claim_id=one, says="", source="s", family="s", grade="B2", weight=0.8)
        for one in claims or (f"claim-of-{name}",)
    )
    fields = {
        "entry_id": name,
        "norm": "quiet",
        "status": "confirmed",
        "bearing": "breach",
        "reason": "shown",
        "act": "shell",
        "place": "ford",
        "start": date(2030, 1, 5),
        "end": date(2030, 1, 5),
        "committed_by": (),
        "attribution": "none",
        "support": 0.8,
        "opposition": 0.0,
        "claims": cited,
        "killed": killed,
        "may_repeat": tuple(repeats),
    }
    return RegisterEntry(**(fields | changed))


def span(*entries):
    found = tolls(entries)
    return sum(map(least, found)), sum(map(most, found))


def exactly(number):
    return (number, number, number)


def test_incidents_of_their_own_are_added():
    assert span(entry("a", exactly(3)), entry("b", exactly(5))) == (8, 8)


def test_likely_repeats_are_counted_once_from_the_lowest_to_the_highest():
    twins = entry("a", (2, 3, 4), repeats=["b"]), entry("b", exactly(5), repeats=["a"])
    assert tolls(twins) == [Bounds(2, None, 5)]
    assert tolls((entry("a", exactly(3), repeats=["b"]), entry("b", (1, 3, 9)))) == [Bounds(1, 3, 9)]


def test_the_same_claims_under_two_norms_are_one_incident():
    one, other = entry("a", exactly(3), ["c1"]), entry("b", exactly(3), ["c1", "c2"], norm="peace")
    assert tolls([one, other]) == [Bounds(3, 3, 3)]


def test_an_analysts_handle_makes_one_incident_of_entries_that_share_no_claim():
    one, other = entry("a", exactly(3), incident="i1"), entry("b", exactly(4), norm="peace", incident="i1")
    assert span(one, other) == (3, 4)
    assert span(one, entry("b", exactly(4), incident="i2")) == (7, 7)


def test_two_of_one_source_stay_two_though_a_third_may_be_either():
    row_1, row_2 = entry("a", exactly(3), repeats=["c"]), entry("b", exactly(4), repeats=["c"])
    assert span(row_1, row_2, entry("c", exactly(5), repeats=["a", "b"])) == (3 + 4, 5 + 4)


def test_a_mark_of_an_entry_that_is_not_among_them_changes_nothing():
    assert span(entry("a", exactly(3), repeats=["elsewhere"])) == (3, 3)


def test_what_gives_no_figure_has_no_toll():
    assert tolls([entry("a"), entry("b", (None, None, None), repeats=["a"])]) == [Bounds()]
    assert tolls([entry("a")]) == []
    assert span(entry("a"), entry("b", exactly(2), repeats=["a"])) == (2, 2)


def test_a_ceiling_alone_may_be_nobody_and_disordered_bounds_keep_their_ends():
    assert span(entry("a", (None, None, 5))) == (0, 5)
    assert span(entry("a", (5, 3, 1))) == (1, 5)


names = st.sampled_from("abcdef")


@settings(max_examples=60)
@given(
    st.dictionaries(names, st.tuples(st.integers(0, 9), st.frozensets(names)), min_size=1),
)
def test_a_mark_never_raises_a_sum_and_nobody_is_left_out_altogether(given_):
    plain = [entry(name, exactly(dead)) for name, (dead, _) in given_.items()]
    marked = [entry(name, exactly(dead), repeats=others) for name, (dead, others) in given_.items()]
    low, high = span(*marked)
    assert low <= high <= span(*plain)[1]
    assert high >= max(dead for dead, _ in given_.values())
