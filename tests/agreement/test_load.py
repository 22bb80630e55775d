"""Loading a whole file: one bend, one problem, on its line, with what would be right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.agreement.load import load_agreement
from truceline.errors import InputError


def test_the_small_agreement_loads_without_a_word(bench):
    loaded = bench.load()
    assert loaded.warnings == ()
    assert list(loaded.agreement.norms) == ["no-shelling", "guns-out", "guns-back/n", "guns-back/s"]
    assert loaded.folder == bench.folder
    assert load_agreement(bench.path) == loaded.agreement


@pytest.mark.parametrize(
    ("change", "words", "field", "message"),
    [
        (
            ("  - {id: south, kind: state, roles", "  - {id: south, knd: x, kind: state, roles"),
            "knd",
            "parties[south].knd",
            "no key that belongs here; did you mean `kind`?",
        ),
        (
            ("kind: memorandum", "kind: memorandum\n    kind: treaty"),
            "kind: treaty",
            "kind",
            "given twice (first on line 8)",
        ),
        (
            (
                "deadline: {by: 2020-03-01}\n        test: {check: none",
                "deadline: {by: 2020-02-30}\n        test: {check: none",
            ),
            "2020-02-30",
            "guns-out.deadline.by",
            "no day of the calendar",
        ),
        (
            ("as_of: 2020-02-01", "as_of: 20200201"),
            "20200201",
            "no-shelling.tests[0].as_of",
            "must be a day like",
        ),
        (
            ("bearer: [north]\n", "bearer: [noth]\n"),
            "noth]",
            "guns-out.bearer[0]",
            "`noth` is no party of this agreement; did you mean `north`?",
        ),
        (
            ("what: guns, where: strip}", "what: guns, where: stripe}"),
            "stripe",
            "guns-out.test.where",
            "`stripe` is no zone of this agreement; did you mean `strip`?",
        ),
        (
            ("line: river, km", "line: strip, km"),
            "line: strip",
            "guns-back/n.test.line",
            "`strip` is no line among the zones",
        ),
        (
            ("given: [gun-seen]", "given: [gun-sean]"),
            "gun-sean",
            "guns-out.tests[0].given[0]",
            "is no example",
        ),
        (
            ("standing: breached}", "standing: broken}"),
            "broken",
            "guns-out.tests[0].expect.standing",
            "`broken` is none of the words for this",
        ),
        (("mode: refrain", "mode: abstain"), "abstain", "no-shelling.mode", "none of the allowed values"),
        (
            ("check: none_present", "check: nobody_there"),
            "nobody_there",
            "guns-out.test.check",
            "`nobody_there` is unknown",
        ),
        (
            ("clock: {timezone: UTC}", "clock: {timezone: Asia/Damaskus}"),
            "Damaskus",
            "clock.timezone",
            "did you mean `Asia/Damascus`?",
        ),
        (
            ("not_encoded: declaration}", "}"),
            "hope for peace",
            "paragraph 3",
            "give `norms`, or say why in `not_encoded`",
        ),
        (('  - {para: "3"', '  - {para: "4"'), 'para: "4"', "paragraph 4.para", "no paragraph 4"),
        (
            ("default_readings: {depth: near}", "default_readings: {depth: middle}"),
            "middle",
            "default_readings.depth",
            "`middle` is no alternative",
        ),
        (
            ("id: guns, parts", "id: guns, min_calibre_mm: big, parts"),
            "big",
            "terms[guns].min_calibre_mm",
            "must be a number",
        ),
        (
            ('paragraphs: ["1", "2", "3"]', 'paragraphs: [1, "2", "3"]'),
            "paragraphs: [1",
            "instruments[memo].paragraphs[0]",
            "must be text (put it in quotes)",
        ),
        (("    signed_on", "    signed_by"), "signed_by", "instruments[memo].signed_by", "signed_on"),
        (("    authority: signed\n", ""), "  - id: memo", "instruments[memo].authority", "is missing"),
        (
            ("kind: duty\n        mode: refrain", "mode: refrain"),
            "- id: no-shelling",
            "no-shelling.kind",
            "is missing",
        ),
    ],
)
def test_one_thing_wrong_is_one_problem_on_its_line(bench, change, words, field, message):
    bench.bend(*change)
    problems = bench.problems()
    lines = {bench.line_of(words)}
    told = [one for one in problems if one.field == field]
    assert told, problems
    assert message in told[0].message
    assert told[0].line in lines
    assert told[0].file == str(bench.path)


def test_an_unknown_party_is_told_with_the_parties_there_are(bench):
    problem = bench.bend("by: [north, south], where", "by: [north, east], where").problem()
    assert problem.field == "no-shelling.test.by[1]"
    assert problem.allowed == ("north", "south")


def test_an_unknown_key_is_told_with_the_keys_there_are(bench):
    problem = bench.bend("check: none_present, what", "check: none_present, wat: x, what").problem()
    assert problem.field == "guns-out.test.wat"
    assert problem.allowed == ("check", "what", "where")


def test_an_enum_is_told_with_its_values(bench):
    problem = bench.bend("authority: signed\n", "authority: sworn\n").problem()
    assert problem.allowed == ("signed", "endorsed", "announced", "reported")


def test_every_problem_is_told_at_once_in_the_order_of_the_file(bench):
    bench.bend("mode: refrain", "mode: abstain").bend("bearer: [north]\n", "bearer: [noth]\n")
    bench.bend(
        "deadline: {by: 2020-03-01}\n        test: {check: none",
        "deadline: {by: tomorrow}\n        test: {check: none",
    )
    bench.bend("kind: memorandum", "kind: &k memorandum").add("extra: 1\n")
    fields = [one.field for one in bench.problems()]
    assert fields == ["", "no-shelling.mode", "guns-out.bearer[0]", "guns-out.deadline.by", "extra"]


def test_one_wrong_value_of_a_union_is_told_once(bench):
    problem = bench.bend("far: 10}", "far: ten}").problems()[0]
    assert problem.field.startswith("guns-back/")
    bench.text = bench.text.replace("km: {reading: depth, near: $km, far: ten}", "km: wide")
    told = bench.problems()
    assert [one.field for one in told] == ["guns-back/n.test.km", "guns-back/s.test.km"]
    assert told[0].message == "must be a number"


def test_a_value_by_reading_keeps_numbers_and_days(bench):
    bench.bend(
        "deadline: {by: 2020-03-01}\n        test: {check: none",
        "deadline: {by: {reading: depth, near: 2020-03-01, far: 2020-04-01}}\n        test: {check: none",
    )
    agreement = bench.load().agreement
    assert agreement.norms["guns-back/s"].test.km.options == {"near": 6.0, "far": 10.0}
    assert [type(day).__name__ for day in agreement.norms["guns-out"].deadline.by.options.values()] == [
        "date"
    ] * 2


def test_a_folder_and_a_missing_file_are_named(tmp_path):
    for path, words in ((tmp_path, "this is a folder"), (tmp_path / "none.yaml", "no such file")):
        with pytest.raises(InputError, match=words) as caught:
            load_agreement(path)
        assert caught.value.exit_code == 2


LINES = st.integers(min_value=0, max_value=70)
CUTS = st.tuples(LINES, st.sampled_from(["drop", "repeat", "indent", "swap", "cut"]))


@given(st.lists(CUTS, min_size=1, max_size=4))
def test_a_damaged_file_loads_or_is_refused_with_its_problems(tmp_path_factory, small_text, cuts):
    lines = small_text.splitlines()
    for number, how in cuts:
        at = number % len(lines)
        line = lines[at]
        if how == "drop":
            del lines[at]
        elif how == "repeat":
            lines.insert(at, line)
        elif how == "indent":
            lines[at] = "  " + line
        elif how == "swap":
            lines[at], lines[0] = lines[0], line
        else:
            lines[at] = line[: len(line) // 2]
    path = tmp_path_factory.mktemp("bent") / "agreement.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        agreement = load_agreement(path)
    except InputError as error:
        problems = error.problems
        agreement = None
    else:
        problems = ()
    assert bool(problems) != bool(agreement)
    assert all(one.file == str(path) and one.message for one in problems)
