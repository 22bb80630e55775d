"""What holds together but is worth a second look."""

from __future__ import annotations

import pytest

from truceline.agreement.lint import lint


def remarks(bench):
    return [(one.field, one.message) for one in lint(bench.load())]


def test_the_small_agreement_gives_no_cause_for_remark(bench):
    assert remarks(bench) == []


def test_the_warnings_of_loading_come_first(bench):
    bench.bend("event: shelling,", "event: shooting,").bend("checked_by: [ben]", "checked_by: [ann]")
    fields = [field for field, _ in remarks(bench)]
    assert fields == ["no-shelling.test.event", "encoding", "events[shelling]"]


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("checked_by: [ben]", "checked_by: []", "encoding", "nobody but its authors"),
        (
            "  - {id: south, kind",
            "  - {id: west, kind: state}\n  - {id: south, kind",
            "parties[west]",
            "nothing uses: west",
        ),
        (
            "  - {id: strip,",
            "  - {id: hill, shape: point, geometry: {status: agreed}}\n  - {id: strip,",
            "zones[hill]",
            "zones that nothing uses: hill",
        ),
        (
            "  - {id: guns,",
            "  - {id: boats}\n  - {id: guns,",
            "terms[boats]",
            "terms that nothing uses: boats",
        ),
        (
            "  - {id: shelling,",
            "  - {id: raid, acts: [attack]}\n  - {id: shelling,",
            "events[raid]",
            "events that nothing uses: raid",
        ),
        ("            given: [gun-seen]\n", "", "examples[gun-seen]", "given to no test"),
        ("  depth: {near", "  width: {a: one, b: two}\n  depth: {near", "readings.width", "never used"),
        (
            "default_readings: {depth: near}",
            "default_readings: {}",
            "readings.depth",
            "no entry in `default_readings`",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        bearer_basis: disputed\n",
            "no-shelling.bearer_basis",
            "who must do this is disputed",
        ),
        (
            "events:\n",
            "guarantees:\n  - {guarantor: north, backs: south, standard: ensure, basis: inferred}\nevents:\n",
            "guarantees[0].basis",
            "north answers for south is inferred",
        ),
        ("authority: signed\n", "authority: reported\n", "instruments[memo]", "only reported"),
    ],
)
def test_each_thing_worth_a_look_is_one_remark(bench, old, new, field, message):
    told = remarks(bench.bend(old, new))
    assert [one for one, _ in told] == [field]
    assert message in told[0][1]


def test_a_reading_with_one_alternative_is_no_choice(bench):
    bench.bend("depth: {near: five kilometres, far: ten kilometres}", "depth: {near: five kilometres}")
    bench.bend("near: $km, far: 10}", "near: $km}")
    assert remarks(bench) == [("readings.depth", "the reading `depth` has no two alternatives")]


def test_a_norm_is_tested_where_any_test_looks_at_it(bench):
    start = bench.text.index("        tests:\n          - name: silence")
    end = bench.text.index('  - para: "2"')
    bench.text = bench.text[:start] + bench.text[end:]
    assert remarks(bench) == [("no-shelling", "`no-shelling` has no test that holds it to the text")]
    bench.bend("{performance: not_fulfilled", "{norm: no-shelling, performance: not_fulfilled")
    assert remarks(bench) == []


def test_a_table_is_tested_once_one_row_is_and_is_told_once_if_none_is(bench):
    start = bench.text.index("        tests:\n          - name: of the first row")
    end = bench.text.index('  - {para: "3"')
    bench.text = bench.text[:start] + bench.text[end:]
    assert remarks(bench) == [("guns-back/n", "`guns-back` has no test that holds it to the text")]


def test_two_tests_of_one_name_are_told(bench):
    again = "          - {name: silence is no breach, as_of: 2020-02-02, expect: {standing: unproven}}\n"
    bench.bend('  - para: "2"\n', again + '  - para: "2"\n')
    assert remarks(bench) == [("no-shelling.tests", "2 tests are called `silence is no breach`")]


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("[The Guard]", "[the guard]", True),
        ("[The Guard]", "{ar: [The Guard]}", True),
        ("[{name: Guard, until: 2019-12-31}]", "[{name: Guard, from: 2020-01-01}]", False),
        ("[{name: Guard, from: 2020-01-01}]", "[{name: Guard, until: 2019-12-31}]", False),
        ("[{name: Guard, until: 2020-12-31}]", "[{name: Guard, from: 2020-01-01}]", True),
        ("[Guard, Guard]", "[Watch]", False),
    ],
)
def test_a_name_of_two_parties_at_once_is_told(bench, first, second, is_told):
    bench.bend("{id: north, kind: state,", f"{{id: north, aliases: {first}, kind: state,")
    bench.bend("{id: south, kind: state,", f"{{id: south, aliases: {second}, kind: state,")
    assert ["also a name of `north`" in message for _, message in remarks(bench)] == [True] * is_told


def test_what_claims_of_the_file_use_is_used(bench):
    bench.bend("  - {id: south, kind", "  - {id: west, kind: state}\n  - {id: south, kind").add(
        "examples_file: c.jsonl\n"
    )
    bench.put(
        "c.jsonl",
        '{"kind": "event", "act": "meet", "event": "shelling", "actor": [{"party": "west"}],'
        ' "source": {"id": "s", "family": "s"}, "published_on": "2020-01-01"}\n',
    )
    assert remarks(bench) == []


def test_a_zone_whose_state_is_asked_for_is_used(bench):
    bench.bend(
        "  - {id: strip,", "  - {id: road, shape: corridor, geometry: {status: agreed}}\n  - {id: strip,"
    )
    bench.bend(
        "test: {check: none_present, what: guns, where: strip}",
        "test: {check: any_of, tests: [{check: state_holds, of: road, state: open}]}",
    )
    assert remarks(bench) == []
