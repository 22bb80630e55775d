"""Chains that lead back to where they began."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.agreement.cycles import cycles

HOPE = '  - {para: "3", says: Both sides hope for peace., not_encoded: declaration}\n'


def test_norms_that_ask_about_each_other_are_told_with_the_chain(bench):
    bench.bend(
        "test: {check: none_present, what: guns, where: strip}",
        "test: {check: all_of, tests: [{check: norm_is, norm: no-shelling}]}",
    )
    bench.bend(
        "        mode: refrain\n", "        mode: refrain\n        when: {check: norm_is, norm: guns-out}\n"
    )
    problem = bench.problem()
    assert problem.field == "no-shelling.when.norm"
    assert "no-shelling -> guns-out -> no-shelling" in problem.message


def test_a_norm_that_asks_about_itself_is_told(bench):
    bench.bend(
        "test: {check: none_present, what: guns, where: strip}", "test: {check: norm_is, norm: guns-out}"
    )
    assert "guns-out -> guns-out" in bench.problem().message


@pytest.mark.parametrize(
    ("old", "new", "chain"),
    [
        (
            "bearer: [north]\n        deadline: {by: 2020-03-01}",
            "bearer: [north]\n        deadline: {days: 1, after: guns-back/n}",
            None,
        ),
        (
            "bearer: [$side]\n        deadline: {by: 2020-03-01}",
            "bearer: [$side]\n        deadline: {days: 1, after: guns-back/n}",
            "guns-back/n -> guns-back/n",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        during: {from: {after: no-shelling}}\n",
            "no-shelling -> no-shelling",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        during: {from: in_force, until: {after: no-shelling}}\n",
            "no-shelling -> no-shelling",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        replaces: no-shelling\n",
            "no-shelling -> no-shelling",
        ),
        ("{id: strip, shape: polygon,", "{id: strip, within: strip, shape: polygon,", "strip -> strip"),
        ("{id: north, kind: state,", "{id: north, member_of: [north], kind: state,", "north -> north"),
        ("parts: [howitzers]}", "parts: [howitzers, guns]}", "guns -> guns"),
        ("    source: the text\n", "    source: the text\n    amends: [memo]\n", "memo -> memo"),
    ],
)
def test_every_sort_of_chain_is_followed(bench, old, new, chain):
    bench.bend(old, new)
    if chain is None:
        assert bench.load().warnings == ()
    else:
        assert chain in bench.problem().message


def test_a_rule_may_not_hang_on_the_norm_whose_life_it_changes(bench):
    rule = """\
  - para: "3"
    says: More time.
    norms:
      - id: more-time
        kind: rule
        effect: extend_deadline
        of: [guns-back]
        to: {by: 2020-04-01}
        when: {check: norm_is, norm: guns-back/s, at_least: partly_fulfilled, as_of: 2020-03-01}
"""
    assert "guns-back/s -> guns-back/s" in bench.bend(HOPE, rule).problem().message


def test_parties_through_each_other(bench):
    bench.bend("{id: north, kind: state,", "{id: north, member_of: [south], kind: state,")
    bench.bend("{id: south, kind: state,", "{id: south, member_of: [north], kind: state,")
    assert "north -> south -> north" in bench.problem().message


NODES = st.sampled_from("abcdefg")


@given(st.sets(st.tuples(NODES, NODES), max_size=20))
def test_a_circle_is_found_exactly_where_there_is_one(pairs):
    found = cycles(dict.fromkeys(sorted(pairs)))
    reach = {start: {end for one, end in pairs if one == start} for start in "abcdefg"}
    for _ in reach:
        reach = {one: to.union(*(reach[end] for end in to)) if to else to for one, to in reach.items()}
    assert bool(found) == any(one in to for one, to in reach.items())
    for circle in found:
        assert all(pair in pairs for pair in zip(circle, (*circle[1:], circle[0]), strict=True))


def test_a_very_long_chain_is_followed_without_recursion():
    chain = {(str(n), str(n + 1)): None for n in range(5000)}
    assert cycles(chain) == []
    chain["5000", "0"] = None
    assert len(cycles(chain)[0]) == 5001
