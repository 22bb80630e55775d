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


def more_time(when, *, effect="extend_deadline", to="to: {by: 2020-06-01}", of="[guns-back]"):
    return f"""\
  - para: "3"
    says: More time.
    norms:
      - id: more-time
        kind: rule
        effect: {effect}
        of: {of}
        {to}
        when: {when}
"""


def asked(norm="guns-back/s", as_of="2020-03-01"):
    day = f", as_of: {as_of}" if as_of else ""
    return f"{{check: norm_is, norm: {norm}, at_least: partly_fulfilled{day}}}"


NORTH_MOVES = "bearer: [north]\n        deadline: {by: 2020-03-01}"


@pytest.mark.parametrize("as_of", ["2020-02-15", "2020-03-01"])
def test_an_extension_may_ask_how_far_its_own_norm_was_kept_up_to_the_deadline(bench, as_of):
    assert bench.bend(HOPE, more_time(asked(as_of=as_of))).load().warnings == ()
    assert [rule.id for rule in bench.load().agreement.rules()] == ["more-time"]


@pytest.mark.parametrize(
    ("when", "hint"),
    [
        (
            asked(as_of=None),
            "ask about a fixed day (`as_of`) up to 2020-03-01, the deadline of `guns-back/s`",
        ),
        (
            asked(as_of="2020-03-02"),
            "`as_of` 2020-03-02 is later than 2020-03-01, the deadline of `guns-back/s` that the rule moves",
        ),
        (f"{{check: any_of, tests: [{asked()}, {asked(as_of=None)}]}}", "ask about a fixed day"),
    ],
)
def test_an_extension_that_asks_about_its_own_norm_at_another_time_is_one_error(bench, when, hint):
    problem = bench.bend(HOPE, more_time(when)).problem()
    assert "guns-back/s -> guns-back/s" in problem.message
    assert hint in problem.message
    assert problem.field.startswith("more-time.when")


@pytest.mark.parametrize("effect", ["suspend", "discharge", "reparation"])
def test_only_an_extension_may_look_back(bench, effect):
    bench.bend(HOPE, more_time(asked(), effect=effect, to="note: none"))
    assert bench.problem().message.endswith("guns-back/s -> guns-back/s")


def test_rows_that_go_round_through_one_line_are_one_error(bench):
    rows = f"{{check: any_of, tests: [{asked('guns-back/n', None)}, {asked(as_of=None)}]}}"
    bench.bend("mode: refrain\n", f"mode: refrain\n        when: {rows}\n")
    bench.bend(HOPE, more_time(asked("no-shelling", as_of=None)))
    assert "no-shelling -> guns-back/n -> no-shelling" in bench.problem().message


def test_the_line_to_blame_is_the_extension_and_not_the_norm_it_asks_through(bench):
    bench.bend("mode: refrain\n", f"mode: refrain\n        when: {asked(as_of=None)}\n")
    bench.bend(HOPE, more_time(asked("no-shelling", as_of="2020-03-05")))
    assert bench.problem().field == "more-time.when.norm"
    bench.bend("as_of: 2020-03-05", "as_of: 2020-03-01")
    assert bench.load().warnings == ()


@pytest.mark.parametrize(
    ("deadline", "accepted"),
    [
        ("{by: {reading: depth, near: 2020-03-01, far: 2020-04-01}}", "2020-03-01"),
        ("{days: 10, after: guns-back/n}", "2020-03-11"),
    ],
)
def test_the_day_counts_up_to_the_earliest_deadline_without_the_rule(bench, deadline, accepted):
    bench.bend(NORTH_MOVES, f"bearer: [north]\n        deadline: {deadline}")
    bench.bend(HOPE, more_time(asked("guns-out", accepted), of="[guns-out]"))
    assert bench.load().warnings == ()
    bench.bend(f"as_of: {accepted}", "as_of: 2020-03-12")
    assert f"later than {accepted}" in bench.problem().message


@pytest.mark.parametrize(
    "deadline",
    [
        "{days: 10, after: no-shelling}",
        "{days: soon, after: guns-back/n}",
        "{by: {reading: depth, near: 2020-03-01, far: soon}}",
    ],
)
def test_a_day_is_not_enough_where_the_deadline_is_no_fixed_day(bench, deadline):
    bench.bend(NORTH_MOVES, f"bearer: [north]\n        deadline: {deadline}")
    bench.bend(HOPE, more_time(asked("guns-out"), of="[guns-out]"))
    assert any(
        "only where the deadline of `guns-out` is itself a fixed day" in p.message for p in bench.problems()
    )


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
