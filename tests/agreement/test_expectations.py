"""The agreement's own tests and examples speak of things that exist."""

from __future__ import annotations

import pytest

from truceline.agreement.expectations import PACES, PHASES, STANDINGS
from truceline.assess.result import Pace, Phase, Standing


def test_the_words_a_test_may_expect_are_those_an_assessment_uses():
    assert set(STANDINGS) == set(Standing)
    assert set(PHASES) == set(Phase)
    assert set(PACES) == set(Pace)


@pytest.mark.parametrize(
    ("new", "field", "allowed"),
    [
        ("standing: brached", "standing", STANDINGS),
        ("phase: over", "phase", PHASES),
        ("pace: fast", "pace", (*PACES, "none")),
        ("branches: [breached, brached]", "branches[1]", STANDINGS),
    ],
)
def test_a_word_no_assessment_uses_is_told_with_those_it_does(bench, new, field, allowed):
    problem = bench.bend("standing: unproven}\n  - para", f"{new}}}\n  - para").problem()
    assert problem.field == f"no-shelling.tests[0].expect.{field}"
    assert problem.allowed == allowed


def test_an_unknown_performance_is_told_by_the_model(bench):
    problem = bench.bend("performance: not_fulfilled", "performance: none").problem()
    assert problem.allowed == ("fulfilled", "partly_fulfilled", "not_fulfilled", "unknown")


@pytest.mark.parametrize("degree", ["[0.6, 0.5]", "[-0.1, 0.5]", "[0, 1.5]"])
def test_a_degree_is_two_rising_shares(bench, degree):
    problem = bench.bend(
        "{performance: not_fulfilled", f"{{degree: {degree}, performance: not_fulfilled"
    ).problem()
    assert problem.field == "guns-out.tests[0].expect.degree"


def test_a_degree_of_another_form_is_told_by_the_model(bench):
    problems = bench.bend("{performance: not", "{degree: [0.5], performance: not").problems()
    assert problems[0].field.startswith("guns-out.tests[0].expect.degree")


def test_a_test_expects_something(bench):
    problem = bench.bend(
        "expect: {standing: unproven}\n  - para", "expect: {party: north}\n  - para"
    ).problem()
    assert "expect at least one of" in problem.message


def test_a_test_of_a_rule_says_whose_status_it_looks_at(bench):
    rule = """\
  - para: "3"
    says: More time.
    norms:
      - id: more-time
        kind: rule
        effect: extend_deadline
        of: [guns-out]
        to: {by: 2020-04-01}
        when: {check: norm_is, norm: no-shelling}
        tests:
          - {name: x, as_of: 2020-02-02, expect: {standing: not_yet_due}}
"""
    bench.bend('  - {para: "3", says: Both sides hope for peace., not_encoded: declaration}\n', rule)
    problem = bench.problem()
    assert problem.field == "more-time.tests[0].expect"
    assert "a rule has no status of its own" in problem.message


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"shows: present": "shows: distance"}, "line", "needs `line`"),
        ({"shows: present": "shows: distance"}, "km", "needs `km`"),
        ({"shows: present": "shows: count"}, "count", "needs `count`"),
        (
            {"shows: present": "shows: judgement", "what: guns\n    of": "what: guns-out\n    of"},
            "rating",
            "needs `rating`",
        ),
        (
            {"shows: present": "shows: words", "what: guns\n    of": "what: guns-out\n    of"},
            "posture",
            "needs `posture`",
        ),
        ({"shows: present": "shows: state"}, "what", "`subject:state`"),
        ({"shows: present": "shows: judgement"}, "what", "`guns` is no norm"),
        ({"happened: 2020-03-02": "happened: March"}, "happened", "write a day"),
        ({"happened: 2020-03-02": "happened: 2020-03-02/2020-03-01"}, "happened", "ends before it starts"),
        ({"happened: 2020-03-02": "happened: 2020-03-02/"}, "happened", "write a day"),
    ],
)
def test_an_example_has_what_its_sort_needs(bench, changes, field, message):
    for old, new in changes.items():
        bench.bend(old, new)
    told = [one for one in bench.problems() if one.field == f"examples[gun-seen].{field}"]
    assert any(message in one.message for one in told)


def test_an_example_of_an_unknown_event_is_a_warning(bench):
    bench.bend("shows: present\n    what: guns\n", "shows: event\n    what: shooting\n")
    assert [one.field for one in bench.load().warnings] == ["examples[gun-seen].what"]
