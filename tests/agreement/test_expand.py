"""`each` tables: one norm for each row, values in their place, problems on their line."""

from __future__ import annotations

import pytest

ROWS = "          - {id: s, side: south, km: 6}\n"


def test_each_row_becomes_a_norm_with_its_own_values(bench):
    norms = bench.load().agreement.norms
    assert norms["guns-back/n"].bearer == ("north",)
    assert norms["guns-back/s"].bearer == ("south",)
    assert norms["guns-back/n"].test.km.options["near"] == 5.0
    assert norms["guns-back/s"].test.km.options["near"] == 6.0


def test_a_test_that_names_no_row_goes_to_the_first(bench):
    norms = bench.load().agreement.norms
    assert [test.name for test in norms["guns-back/n"].tests] == ["of the first row"]
    assert norms["guns-back/s"].tests == ()


def test_a_test_goes_to_the_row_it_names(bench):
    bench.bend(
        "- name: of the first row\n            as_of: 2020-03-02\n            expect: {",
        "- name: of the second\n            as_of: 2020-03-02\n            expect: {norm: guns-back/s, ",
    )
    norms = bench.load().agreement.norms
    assert norms["guns-back/n"].tests == ()
    assert [test.name for test in norms["guns-back/s"].tests] == ["of the second"]


def test_a_value_inside_longer_text_is_written_out(bench):
    bench.bend(
        "      - id: guns-back\n",
        "      - id: guns-back\n        says: $side goes $km km back for $$5, or $5\n",
    )
    norms = bench.load().agreement.norms
    assert norms["guns-back/n"].says == "north goes 5 km back for $5, or $5"


def test_dollars_outside_a_table_are_dollars(bench):
    bench.bend(
        "      - id: guns-out\n", "      - id: guns-out\n        note: costs $5 million, or $much more\n"
    )
    assert bench.load().agreement.norms["guns-out"].note == "costs $5 million, or $much more"


def test_an_unknown_column_is_told_with_the_columns_there_are(bench):
    problems = bench.bend("bearer: [$side]", "bearer: [$sid]").problems()
    assert [one.field for one in problems] == ["guns-back/n.bearer", "guns-back/s.bearer"]
    assert problems[0].allowed == ("$id", "$side", "$km")
    assert problems[0].line == bench.line_of("$sid]")


def test_a_placeholder_without_a_table_is_told(bench):
    problem = bench.bend("bearer: [north]\n", "bearer: [$side]\n").problem()
    assert "this norm has none" in problem.message


def test_a_wrong_value_in_a_row_is_told_on_the_row(bench):
    problem = bench.bend("side: south, km: 6}", "side: south, km: six}").problems()[0]
    assert problem.line == bench.line_of("km: six")
    assert problem.field.startswith("guns-back/s.test.km")


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("        each: []\n", "at least one row"),
        ("        each: {n: 1}\n", "at least one row"),
        ("        each:\n          - {side: north, km: 5}\n", "every row needs an `id`"),
        ("        each:\n          - north\n", "every row needs an `id`"),
        ("        each:\n          - {id: 7, side: north, km: 5}\n", "every row needs an `id`"),
    ],
)
def test_a_table_without_proper_rows_is_told(bench, table, message):
    start = bench.text.index("        each:\n")
    end = bench.text.index("        bearer: [$side]")
    bench.text = bench.text[:start] + table + bench.text[end:]
    assert any(message in one.message and one.field == "guns-back.each" for one in bench.problems())


def test_two_rows_of_one_name_are_told(bench):
    problem = bench.bend("{id: s, side", "{id: n, side").problem()
    assert "the id `guns-back/n` is already taken" in problem.message


def test_a_table_without_an_id_lacks_one_in_every_row(bench):
    problems = bench.bend("      - id: guns-back\n        kind: duty", "      - kind: duty").problems()
    assert {one.message for one in problems} == {"is missing"}
    assert {one.field for one in problems} == {"paragraph 2.norms[1].id", "paragraph 2.norms[2].id"}
