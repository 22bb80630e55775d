"""Ids, paragraph coverage, readings, cites and days: what must hold between the parts."""

from __future__ import annotations

import pytest

HOPE = '  - {para: "3", says: Both sides hope for peace., not_encoded: declaration}\n'


def test_a_paragraph_without_a_provision_is_told_at_the_instrument(bench):
    problem = bench.bend(HOPE, "").problem()
    assert problem.field == "instruments[memo].paragraphs"
    assert "no provision for paragraph 3" in problem.message
    assert problem.line == bench.line_of("paragraphs:")


def test_provisions_follow_the_order_of_the_text(bench):
    bench.bend(HOPE, "").bend("provisions:\n", "provisions:\n" + HOPE)
    problem = bench.problem()
    assert problem.field == "paragraph 3.para"
    assert "out of order; the text has 1 here" in problem.message


def test_a_paragraph_stands_once(bench):
    problem = bench.bend(HOPE, HOPE + HOPE).problem()
    assert "paragraph 3 has two provisions" in problem.message
    assert problem.line == len(bench.text[: bench.text.rindex(HOPE)].splitlines()) + 1


def test_a_paragraph_is_listed_once(bench):
    problem = bench.bend('["1", "2", "3"]', '["1", "2", "3", "3"]').problem()
    assert "paragraph 3 is listed 2 times" in problem.message


def test_each_instrument_is_covered_by_itself(bench):
    second = """\
  - id: annex
    kind: annex
    authority: reported
    in_force: {from: 2020-02-01}
    source: the papers
    paragraphs: ["1", "2"]

clock"""
    bench.bend("\nclock", second)
    assert "no provision for paragraph 1, 2" in bench.problem().message
    bench.bend(
        HOPE,
        HOPE + HOPE.replace('"3"', '"1", instrument: annex') + HOPE.replace('"3"', '"2", instrument: annex'),
    )
    assert len(bench.load().agreement.provisions) == 5


@pytest.mark.parametrize("section", ["instruments", "parties", "terms", "events", "zones", "examples"])
def test_an_id_is_taken_once(bench, section):
    start = bench.text.index(f"\n{section}:\n") + len(f"\n{section}:\n")
    after = bench.text[start:]
    end = after.index("\n  - ") + 1 if "\n  - " in after.split("\n\n")[0] else len(after.split("\n\n")[0]) + 1
    bench.text = bench.text[:start] + after[:end] + after
    problems = bench.problems()
    assert any(
        "is already taken on line" in one.message and one.field.startswith(section) for one in problems
    )


def test_a_norm_id_is_taken_once_in_the_whole_file(bench):
    problem = bench.bend("- id: guns-out", "- id: no-shelling").problems()[0]
    assert "the id `no-shelling` is already taken" in problem.message


@pytest.mark.parametrize("bad", ["two words", "a:b", "-x", "a/b/c", "'..'"])
def test_an_id_is_one_plain_word(bench, bad):
    bench.bend("id: river-truce", f"id: {bad}" if bad.startswith("'") else f"id: '{bad}'")
    assert "an id is made of letters" in bench.problem().message


@pytest.mark.parametrize("zone", ["Asia", "../etc/passwd", "/etc/passwd", "", "Nowhere/Land", "A" * 300])
def test_a_time_zone_is_one_of_the_iana_list(bench, zone):
    problem = bench.bend("{timezone: UTC}", f"{{timezone: '{zone}'}}").problem()
    assert problem.field == "clock.timezone"


def test_a_value_by_reading_gives_every_alternative_and_no_other(bench):
    bench.bend("near: $km, far: 10}", "near: $km, farther: 10}")
    told = [(one.field, one.message) for one in bench.problems() if one.field.startswith("guns-back/n")]
    assert told == [
        ("guns-back/n.test.km", "gives no value for `far` of the reading `depth`"),
        ("guns-back/n.test.km.farther", "`farther` is no alternative of the reading `depth`"),
    ]


def test_a_value_by_an_unknown_reading_is_told_with_the_readings(bench):
    problem = bench.bend("{reading: depth, near", "{reading: width, near").problems()[0]
    assert (problem.field, problem.allowed) == ("guns-back/n.test.km.reading", ("depth",))


def test_zones_by_reading_are_looked_at_too(bench):
    depth = "depth_km: {reading: depth, near: 5}"
    belt = f"{{id: belt, shape: band, along: river, {depth}, geometry: {{status: agreed}}}}"
    bench.bend("zones:\n", f"zones:\n  - {belt}\n")
    assert bench.problem().message == "gives no value for `far` of the reading `depth`"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("default_readings: {depth: near}", "default_readings: {width: near}", "default_readings.width"),
        (
            "            given: []\n",
            "            given: []\n            readings: {width: near}\n",
            "no-shelling.tests[0].readings.width",
        ),
        (
            "            given: []\n",
            "            given: []\n            readings: {depth: middle}\n",
            "no-shelling.tests[0].readings.depth",
        ),
    ],
)
def test_readings_are_chosen_among_those_there_are(bench, old, new, field):
    assert bench.bend(old, new).problem().field == field


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        (
            "in_force: {from: 2020-01-01}",
            "in_force: {from: 2020-01-01, until: 2019-01-01}",
            "instruments[memo].in_force.until",
        ),
        (
            "{id: north, kind: state,",
            "{id: north, aliases: [{name: N, from: 2020-02-02, until: 2020-02-01}], kind: state,",
            "parties[north].aliases[0].until",
        ),
        (
            "        mode: refrain\n",
            "        mode: refrain\n        during: {from: {at: 2020-02-02}, until: {at: 2020-02-01}}\n",
            "no-shelling.during",
        ),
    ],
)
def test_nothing_ends_before_it_starts(bench, old, new, field):
    problem = bench.bend(old, new).problem()
    assert problem.field == field
    assert "before it starts" in problem.message
