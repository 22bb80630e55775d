from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.general import find_dimensions, find_numbers, find_ranges
from truceline.reading.tokens import tokens_of

English = Lexicon.of("en")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ninety-nine", 99),
        ("a hundred and one", 101),
        ("one hundred and fifty thousand and twelve", 150012),
        ("one thousand million", 1e9),
        ("fourteen hundred", 1400),
        ("two point five million", 2.5e6),
        ("zero point zero five", 0.05),
        ("two hundred and two dozens", 224),
        ("nine and three quarters", 9.75),
        ("three million and a half", 3.5e6),
        ("two and a half million", 2.5e6),
        ("one billion and a half million", 1.0005e9),
        ("three quarters", 0.75),
        ("seven twenty-firsts", 7 / 21),
        ("two hundred thirty-fifths", 200 / 35),
        ("forty fifths", 8),
        ("a quarter million", 250000),
        ("three fifths of a million", 600000),
        ("one out of four", 0.25),
        ("1 over 8", 0.125),
        ("-3/4", -0.75),
        ("1 1/2", 1.5),
        ("2\u00bd", 2.5),
        ("\u2153", 1 / 3),
        ("(-5)", -5),
        ("minus twenty-one", -21),
        ("2.5e-3", 0.0025),
        ("3e4", 30000),
        ("2^10", 1024),
        ("20k", 20000),
        ("1.5 G", 1.5e9),
        (".25", 0.25),
        ("12 345 678", 12345678),
        ("1.234.567", 1234567),
        ("1.234,5", 1234.5),
        ("7,50", 7.5),
        ("\u0663", 3),
    ],
)
def test_numbers_have_one_value(text, value):
    (found,) = find_numbers(tokens_of(text), English)
    assert found.value == pytest.approx(value)
    assert text[found.start : found.end] == text.strip("()")


@pytest.mark.parametrize("text", ["the 21st century", "no one", "a 5ml dose", "V2", "the third", "12x"])
def test_figures_within_words_are_no_numbers(text):
    assert find_numbers(tokens_of(text), English) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("10.1.2.3", [10, 1, 2, 3]),
        ("4 hundred and 3 hundred", [400, 300]),
        ("6 in 4", [6, 4]),
        ("4, 5 and six", [4, 5, 6]),
        ("AB-12", [12]),
    ],
)
def test_numbers_side_by_side_stay_apart(text, values):
    assert [found.value for found in find_numbers(tokens_of(text), English)] == values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("more than 5", (5, None, False, True)),
        (">= 5", (5, None, True, True)),
        ("above or equal to 5", (5, None, True, True)),
        ("5 or more", (5, None, True, True)),
        ("more than 5 or equal to", (5, None, True, True)),
        ("no more than 5", (None, 5, True, True)),
        ("less than 5", (None, 5, True, False)),
        ("equal to 5", (5, 5, True, True)),
        ("between 5 and 8", (5, 8, True, False)),
        ("from -5 to 8", (-5, 8, True, False)),
        ("from 5 to under 8", (5, 8, True, False)),
        ("5~8", (5, 8, True, False)),
        ("5k-8k", (5000, 8000, True, False)),
        ("between the second and the fifth", (2, 5, True, False)),
        ("more than 5 and less than or equal to 8", (5, 8, False, True)),
        ("over 5, under 8", (5, 8, False, False)),
        ("<-5", (None, -5, True, False)),
    ],
)
def test_ranges_have_open_and_closed_ends(text, expected):
    (found,) = find_ranges(tokens_of(text), English)
    assert tuple(found[2:]) == expected
    assert text[found.start : found.end] == text


@pytest.mark.parametrize("text", ["+44-555-1234/77", "<>5", "=<5", "5", "about 5", "from 8 to 5"])
def test_what_bounds_nothing_is_no_range(text):
    assert find_ranges(tokens_of(text), English) == []


def test_bounds_that_contradict_stay_apart():
    found = find_ranges(tokens_of("more than 8 and less than 5"), English)
    assert [(one.low, one.high) for one in found] == [(8, None), (None, 5)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("7 km/h", 7, "kilometer per hour"),
        ("7 metres per second", 7, "meter per second"),
        ("70 miles an hour", 70, "mile per hour"),
        ("7 square feet", 7, "square foot"),
        ("7 m\u00b2", 7, "square meter"),
        ("7 km2", 7, "square kilometer"),
        ("7 cubic meters", 7, "cubic meter"),
        ("7 GB", 7, "gigabyte"),
        ("7 gb", 7, "gigabit"),
        ("7 ft 6 in", 7.5, "foot"),
        ("7 pounds 8 ounces", 7.5, "pound"),
        ("7in", 7, "inch"),
        ("7 (kg)", 7, "kilogram"),
        ("half a mile", 0.5, "mile"),
        ("two-and-a-half-mile", 2.5, "mile"),
        ("a half turn", 0.5, "turn"),
        ("3 lakh tonnes", 300000, "ton"),
    ],
)
def test_measures_keep_their_own_unit(text, value, unit):
    (found,) = find_dimensions(tokens_of(text), English)
    assert (found.value, found.unit) == (pytest.approx(value), unit)
    assert text[found.start : found.end] == text


@pytest.mark.parametrize(
    "text",
    ["7 in 2018", "7 pm", "7M", "24 m212", "the temperature is 7 degrees", "7 dogs", "I'm here", "7 %"],
)
def test_what_measures_nothing_is_no_dimension(text):
    assert find_dimensions(tokens_of(text), English) == []


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789 .,-/^e+%~<>=()kmMG\u00bd\u00b2\u202f", max_size=30))
def test_no_run_of_figures_and_signs_raises(text):
    tokens = tokens_of(text)
    for found in find_numbers(tokens, English) + find_dimensions(tokens, English):
        assert 0 <= found.start < found.end <= len(text)
        assert found.value == found.value
    for one in find_ranges(tokens, English):
        assert one.low is None or one.high is None or one.low <= one.high
