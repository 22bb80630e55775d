"""How the scorer of dates counts, on cases of our own."""

import json
from typing import Any

import pytest
from benchmarks.reading_dates import main, score, table


def case(text: str, *results: tuple[str, str, dict[str, str]]) -> dict[str, Any]:
    """A gold case published on a Wednesday, 17 October 2018."""
    rows = []
    for words, kind, value in results:
        start = text.index(words)
        rows.append(
            {
                "Text": words,
                "Start": start,
                "End": start + len(words) - 1,
                "TypeName": f"datetimeV2.{kind}",
                "Resolution": {"values": [value]},
            }
        )
    return {"Input": text, "Context": {"ReferenceDateTime": "2018-10-17T10:00:00"}, "Results": rows}


def test_a_day_read_right_counts():
    total = score([case("left on Monday", ("Monday", "date", {"value": "2018-10-15"}))])
    assert (total.right, total.cases) == (1, 1)


def test_a_wrong_day_a_missed_span_and_a_stray_span_do_not():
    wrong = case("left on Monday", ("Monday", "date", {"value": "2018-10-16"}))
    missed = case("left on Moonday", ("Moonday", "date", {"value": "2018-10-15"}))
    stray = case("left on Monday")
    total = score([wrong, missed, stray])
    assert (total.right, total.cases) == (0, 3)


def test_the_end_of_a_range_is_a_moment_that_the_reader_takes_as_the_day_before_or_includes():
    week = case("left last week", ("last week", "daterange", {"start": "2018-10-08", "end": "2018-10-15"}))
    both = case(
        "from 3 to 10 October",
        ("from 3 to 10 October", "daterange", {"start": "2018-10-03", "end": "2018-10-10"}),
    )
    late = case("left last week", ("last week", "daterange", {"start": "2018-10-08", "end": "2018-10-13"}))
    total = score([week, both, late])
    assert (total.right, total.to_the_letter) == (2, 1)


def test_kinds_out_of_scope_are_asked_for_only_in_the_strict_figure():
    total = score([case("left at 5 pm", ("at 5 pm", "time", {"value": "17:00:00"}))])
    assert (total.cases, total.everything, total.everything_right) == (0, 1, 0)
    assert total.out_of_scope["time"] == 1


def test_feasts_are_out_of_scope_and_lengths_and_sets_are_in():
    feast = case("left at Easter", ("Easter", "date", {"value": "2018-04-01"}))
    length = case("two days in all", ("two days", "duration", {"value": "172800"}))
    often = case("shelled daily", ("daily", "set", {"value": "not resolved"}))
    total = score([feast, length, often])
    assert (total.right, total.cases) == (2, 2)
    assert "spans of kind duration" in table(total)


def test_a_file_that_is_not_there_is_told(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")]) == 2
    assert "TRUCELINE_DATA" in capsys.readouterr().err


@pytest.mark.shared_data
def test_most_of_the_gold_set_is_read_right(shared_data):
    cases = json.loads((shared_data / "gold" / "recognizers-datetime-odd.json").read_text(encoding="utf-8"))
    total = score(cases)
    assert total.right / total.cases >= 0.85
