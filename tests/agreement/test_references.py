"""Every name in the file is the id of something, of the right sort."""

from __future__ import annotations

import pytest

RULE = """\
  - para: "3"
    says: More time.
    norms:
      - id: more-time
        kind: rule
        effect: extend_deadline
        of: [guns-out]
        to: {by: 2020-04-01}
        when: {check: norm_is, norm: no-shelling, as_of: 2020-02-01}
        tests:
          - name: silence leaves both open
            as_of: 2020-02-02
            expect: {norm: guns-out, standing: not_yet_due}
"""
HOPE = '  - {para: "3", says: Both sides hope for peace., not_encoded: declaration}\n'


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("bearer: [north, south]", "bearer: [north, east]", "no-shelling.bearer[1]", "no party"),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        guarantor_for: [x]\n",
            "no-shelling.guarantor_for[0]",
            "no party",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        answerable: [x]\n",
            "no-shelling.answerable[0]",
            "no party",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        replaces: x\n",
            "no-shelling.replaces",
            "no norm",
        ),
        (
            "by: [north, south], where",
            "by: [north, south], against: [x], where",
            "no-shelling.test.against[0]",
            "no party",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        during: {from: {after: x}}\n",
            "no-shelling.during.from.after",
            "no norm",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        during: {from: in_force, until: {after: x}}\n",
            "no-shelling.during.until.after",
            "no norm",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        when: {check: norm_is, norm: x}\n",
            "no-shelling.when.norm",
            "no norm",
        ),
        ("    of: north\n", "    of: nort\n", "examples[gun-seen].of", "no party"),
        ("    of: north\n", "    of: north\n    against: x\n", "examples[gun-seen].against", "no party"),
        ("    of: north\n", "    of: north\n    line: strip\n", "examples[gun-seen].line", "no line"),
        ("    where: strip\n", "    where: strop\n", "examples[gun-seen].where", "no zone"),
        (
            "id: north, kind: state,",
            "id: north, member_of: [x], kind: state,",
            "parties[north].member_of[0]",
            "no party",
        ),
        ("id: guns, parts", "id: guns, parties: [x], parts", "terms[guns].parties[0]", "no party"),
        (
            "id: strip, shape: polygon,",
            "id: strip, within: x, shape: polygon,",
            "zones[strip].within",
            "no zone",
        ),
        (
            "shape: polygon, geometry: {status: agreed}",
            "shape: polygon, geometry: {status: agreed, fixed_by: x}",
            "zones[strip].geometry.fixed_by",
            "no norm",
        ),
        (
            "shape: polygon, geometry: {status: agreed}",
            "shape: polygon, geometry: {status: agreed, fixed_by_instrument: x}",
            "zones[strip].geometry.fixed_by_instrument",
            "no instrument",
        ),
        (
            "    source: the text\n",
            "    source: the text\n    amends: [x]\n",
            "instruments[memo].amends[0]",
            "no instrument",
        ),
        ('  - para: "1"\n', '  - para: "1"\n    instrument: x\n', "paragraph 1.instrument", "no instrument"),
        (
            "            given: []\n",
            "            given: []\n            instruments: [x]\n",
            "no-shelling.tests[0].instruments[0]",
            "no instrument",
        ),
        ("expect: {performance", "expect: {norm: x, performance", "guns-out.tests[0].expect.norm", "no norm"),
        (
            "expect: {performance",
            "expect: {party: x, performance",
            "guns-out.tests[0].expect.party",
            "no party",
        ),
        (
            "events:\n",
            "guarantees:\n  - {guarantor: x, backs: south, standard: ensure}\n\nevents:\n",
            "guarantees[0].guarantor",
            "no party",
        ),
        (
            "events:\n",
            "guarantees:\n  - {guarantor: south, backs: x, standard: ensure}\n\nevents:\n",
            "guarantees[0].backs",
            "no party",
        ),
    ],
)
def test_a_name_that_nothing_bears_is_told_where_it_stands(bench, old, new, field, message):
    told = [one for one in bench.bend(old, new).problems() if one.field == field]
    assert len(told) == 1
    assert message in told[0].message


def test_cites_name_an_instrument_and_one_of_its_paragraphs(bench):
    text = "guarantees:\n  - {{guarantor: north, backs: south, standard: ensure, cites: {}}}\n\nevents:\n"
    bench.bend("events:\n", text.format('{instrument: memo, para: "9"}'))
    problem = bench.problem()
    assert (problem.field, problem.allowed) == ("guarantees[0].cites.para", ("1", "2", "3"))
    bench.text = bench.text.replace('instrument: memo, para: "9"', 'instrument: mem, para: "1"')
    assert bench.problem().field == "guarantees[0].cites.instrument"


def test_a_constitutive_norm_fixes_something_that_exists(bench):
    norm = """\
  - para: "3"
    says: The strip is agreed.
    norms:
      - {id: lines, kind: constitutive, fixes: strap, test: {check: event_occurred, event: agree}}
"""
    problem = bench.bend(HOPE, norm).problem()
    assert problem.field == "lines.fixes"
    assert "did you mean `strip`?" in problem.message


def test_a_power_names_parties(bench):
    norm = """\
  - para: "3"
    says: The watch may look.
    norms:
      - {id: look, kind: power, holder: [watch], may: look, against: [west]}
"""
    assert [one.field for one in bench.bend(HOPE, norm).problems()] == ["look.against[0]", "look.holder[0]"]


def test_a_rule_and_a_power_have_no_status_to_look_at(bench):
    bench.bend(HOPE, RULE).bend("norm: no-shelling, as_of", "norm: more-time, as_of")
    problem = bench.problems()[0]
    assert problem.field == "more-time.when.norm"
    assert "no norm with a status of its own" in problem.message


def test_a_rule_is_about_norms_that_exist_and_have_a_deadline(bench):
    bench.bend(HOPE, RULE).bend("of: [guns-out]", "of: [no-shelling, guns-back, guns-ou]")
    told = {one.field: one.message for one in bench.problems()}
    assert told["more-time.of[0]"] == "`no-shelling` has no deadline to extend"
    assert "did you mean `guns-out`" in told["more-time.of[2]"]
    assert "more-time.of[1]" not in told


def test_a_table_is_told_apart_from_its_rows(bench):
    bench.bend(
        "deadline: {by: 2020-03-01}\n        test: {check: none",
        "deadline: {days: 5, after: guns-back}\n        test: {check: none",
    )
    problem = bench.problem()
    assert problem.message == "`guns-back` is a table; name one of its rows (guns-back/n, guns-back/s)"


def test_what_stands_inside_all_of_and_any_of_is_looked_at(bench):
    bench.bend(
        "test: {check: none_present, what: guns, where: strip}",
        "test: {check: all_of, tests: [{check: any_of, tests: "
        "[{check: none_present, what: guns, where: x}]}]}",
    )
    assert bench.problem().field == "guns-out.test.tests[0].tests[0].where"


def test_an_unknown_term_or_event_is_a_warning_told_once(bench):
    bench.bend("event: shelling,", "event: shooting,").bend(
        "what: guns, where: strip}", "what: gunz, where: strip}"
    )
    warnings = bench.load().warnings
    assert [one.field for one in warnings] == ["no-shelling.test.event", "guns-out.test.what"]
    assert "did you mean `guns`?" in warnings[1].message
    bench.text = bench.text.replace("what: guns, line", "what: gunz, line")
    assert len(bench.load().warnings) == 2


def test_an_act_needs_no_definition_as_an_event(bench):
    assert bench.bend("event: shelling,", "event: shell,").load().warnings == ()


def test_a_part_or_system_of_a_term_is_known_too(bench):
    bench.bend("what: guns, where: strip}", "what: howitzers, where: strip}")
    assert bench.load().warnings == ()


def test_a_line_that_is_not_drawn_yet_is_a_warning_for_a_zone_not_drawn_yet(bench):
    band = "  - {{id: belt, shape: band, along: border, depth_km: 5, geometry: {{status: {}}}}}\n"
    bench.bend("zones:\n", "zones:\n" + band.format("undelineated"))
    assert ["`border` is no line" in one.message for one in bench.load().warnings] == [True]
    bench.text = bench.text.replace("status: undelineated", "status: approved")
    assert bench.problem().field == "zones[belt].along"


def test_a_long_list_of_names_is_not_recited(bench):
    many = "".join(f"  - {{id: p{n}, kind: state}}\n" for n in range(30))
    problem = (
        bench.bend("parties:\n", "parties:\n" + many).bend("bearer: [north]\n", "bearer: [nort]\n").problem()
    )
    assert problem.allowed == ()
    assert "did you mean `north`?" in problem.message


def test_a_broken_list_is_told_once_and_not_at_every_use(bench):
    start, end = bench.text.index("parties:\n"), bench.text.index("terms:\n")
    bench.text = bench.text[:start] + bench.text[end:]
    assert [one.field for one in bench.problems()] == ["parties"]
