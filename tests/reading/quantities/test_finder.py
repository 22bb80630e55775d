from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import calls_of

from truceline.core.quantity import Bounds
from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.finder import find_quantities
from truceline.reading.tokens import tokens_of

English = Lexicon.of("en")


def bounds(span):
    return span.quantity.low, span.quantity.best, span.quantity.high


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about 10 fighters left", (None, 10, None)),
        ("some 20 vehicles left", (None, 20, None)),
        ("at least five heavy weapons left", (5, None, None)),
        ("no fewer than 30 launchers left", (30, None, None)),
        ("up to 20 tanks left", (None, None, 20)),
        ("as many as 200 men left", (None, None, 200)),
        ("fewer than 8 trucks left", (None, None, 8)),
        ("no more than 8 trucks left", (None, None, 8)),
        ("more than 40 trucks left", (40, None, None)),
        ("nearly 40 trucks left", (None, 40, 40)),
        ("only three trucks left", (3, 3, 3)),
        ("between 10 and 12 trucks left", (10, None, 12)),
        ("between one hundred and two hundred trucks left", (100, None, 200)),
        ("from 10 to 12 trucks left", (10, None, 12)),
        ("10-12 trucks left", (10, None, 12)),
        ("10 \u2013 12 trucks left", (10, None, 12)),
        ("ten or eleven trucks left", (10, None, 11)),
        ("10-12 thousand people left", (10000, None, 12000)),
        ("10 or more trucks left", (10, None, None)),
        ("50+ trucks left", (50, None, None)),
        ("a couple of trucks left", (2, 2, None)),
        ("a pair of trucks left", (2, 2, 2)),
        ("several trucks left", (2, None, None)),
        ("a number of trucks left", (2, None, None)),
        ("lots of trucks left", (2, None, None)),
        ("dozens of trucks left", (24, None, None)),
        ("scores of trucks left", (40, None, None)),
        ("hundreds of trucks left", (200, None, None)),
        ("tens of thousands of people left", (20000, None, None)),
        ("at least a dozen trucks left", (12, None, None)),
        ("half a dozen trucks left", (6, 6, 6)),
        ("two hundred and five trucks left", (205, 205, 205)),
        ("3.5 million people left", (3.5e6, 3.5e6, 3.5e6)),
        ("1,674 people left", (1674, 1674, 1674)),
        ("1 674 people left", (1674, 1674, 1674)),
        ("1.674 people left", (1674, 1674, 1674)),
        ("two lakh people left", (200000, 200000, 200000)),
    ],
)
def test_words_of_number_give_their_bounds(quantity, text, expected):
    found = quantity(text)
    assert bounds(found) == expected
    assert found.quantity.kind == "count"


@pytest.mark.parametrize(
    ("text", "is_rough"),
    [
        ("roughly 10 tanks", True),
        ("almost 10 tanks", True),
        ("exactly 10 tanks", False),
        ("10 or so tanks", True),
    ],
)
def test_rough_numbers_say_so(quantity, text, is_rough):
    assert quantity(text).quantity.approx is is_rough


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("five heavy weapons were moved", "weapons"),
        ("five heavily armed fighters arrived", "fighters"),
        ("two rocket launchers fired", "launchers"),
        ("one armoured vehicle stood there", "vehicle"),
        ("one soldier killed nobody", "soldier"),
        ("five 120 mm mortars stood there", "mortars"),
        ("four stationary towed howitzers", "howitzers"),
        ("hundreds of armed men", "men"),
        ("two of the five groups left", "groups"),
        ("about 10 of the army's loyal militiamen", "militiamen"),
        ("20 Hayat Tahrir fighters left", "fighters"),
        ("most of the heavy weaponry", "weaponry"),
        ("nine civilians dead", "civilians"),
        ("2,000 more troops arrived", "troops"),
        ("a third of the fighters", "fighters"),
    ],
)
def test_the_noun_is_what_is_counted(quantities, text, expected):
    tokens = tokens_of(text)
    assert tokens[quantities(text)[0].noun].text == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a part of the weapons", (0, None, 1)),
        ("partially withdrawn", (0, None, 1)),
        ("most groups left", (0.5, None, None)),
        ("the majority of the groups", (0.5, None, None)),
        ("the bulk of the weapons", (0.5, None, None)),
        ("all heavy weapons left", (1, 1, 1)),
        ("half of the weapons", (0.5, 0.5, 0.5)),
        ("more than half of the weapons", (0.5, None, None)),
        ("the remaining weapons", (0, None, 1)),
        ("one of the groups", (0, None, 1)),
        ("40 % of the weapons", (0.4, 0.4, 0.4)),
        ("40 per cent of the weapons", (0.4, 0.4, 0.4)),
        ("two thirds of the weapons", pytest.approx((2 / 3, 2 / 3, 2 / 3))),
        ("one in four weapons", (0.25, 0.25, 0.25)),
    ],
)
def test_parts_lie_between_none_and_all(quantity, text, expected):
    found = quantity(text)
    assert found.quantity.kind == "partitive"
    assert bounds(found) == expected


@pytest.mark.parametrize(
    ("text", "expected", "way"),
    [
        ("shelling doubled", (2, 2, 2), "up"),
        ("attacks increased threefold", (3, 3, 3), "up"),
        ("attacks rose severalfold", (2, None, None), "up"),
        ("attacks were several times more frequent", (2, None, None), "up"),
        ("attacks were halved", (0.5, 0.5, 0.5), "down"),
        ("attacks fell fourfold", (0.25, 0.25, 0.25), "down"),
        ("attacks rose by 30 %", (1.3, 1.3, 1.3), "up"),
        ("attacks fell by 30 per cent", (0.7, 0.7, 0.7), "down"),
        ("attacks grew by a factor of 3", (3, 3, 3), "up"),
        ("there were three times as many attacks", (3, 3, 3), "up"),
        ("attacks fell by 10-30 %", (0.7, None, 0.9), "down"),
    ],
)
def test_ratios_compare_new_to_old(quantity, text, expected, way):
    found = quantity(text)
    assert (found.quantity.kind, found.compared) == ("ratio", way)
    assert bounds(found) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10-11 kilometres", (10, None, 11)),
        ("10 - 11 kilometres", (10, None, 11)),
        ("500 m", (0.5, 0.5, 0.5)),
        ("500 m to 2 km", (0.5, None, 2)),
        ("2.5-mile", (4.02336, 4.02336, 4.02336)),
        ("six-mile", (9.656064, 9.656064, 9.656064)),
        ("half a kilometre", (0.5, 0.5, 0.5)),
        ("two and a half km", (2.5, 2.5, 2.5)),
        ("several kilometres", (2, None, None)),
        ("less than 15 km", (None, None, 15)),
        ("20km", (20, 20, 20)),
    ],
)
def test_distances_are_told_in_kilometres(quantity, text, expected):
    found = quantity(f"{text} from the front")
    assert (found.rule, found.quantity.kind, found.quantity.unit) == ("distance", "distance", "km")
    assert bounds(found) == expected


@pytest.mark.parametrize("text", ["82 mm mortar", "122-mm howitzer", "120mm mortar", "5.45 mm rifle"])
def test_a_calibre_counts_nothing(quantity, text):
    found = quantity(f"a {text}")
    assert (found.rule, found.quantity.unit, found.noun) == ("calibre", "mm", None)


def test_a_number_before_a_calibre_is_no_thousand(quantities):
    assert [found.quantity.best for found in quantities("3 152 mm howitzers")] == [3, 152]


def test_areas_and_loads_keep_their_unit(quantity):
    assert quantity("12 square kilometres were taken").quantity.unit == "square kilometer"
    assert quantity("5 tonnes of flour").quantity.unit == "ton"


def test_foot_patrols_and_barrel_bombs_are_no_measures(quantities):
    assert [found.quantity.unit for found in quantities("two foot patrols saw 5 barrel bombs")] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        'a depth of 10-11 kilometres "desired"',
        "a planned 15-20 km zone",
        "a zone out to 20 km",
        "the zone is to be 15 km deep",
        "a desired depth of 15 km",
    ],
)
def test_what_is_aimed_at_is_a_target(quantity, text):
    assert quantity(text).quantity.status == "target"


def test_what_is_reached_is_no_target(quantity):
    assert quantity("the zone is 15 km deep").quantity.status == "achieved"


@pytest.mark.parametrize(
    "text",
    [
        "on 10 October 2018",
        "on October 10, 2018",
        "10, 11 and 12 October",
        "10-12 October",
        "since 2015 militants have held it",
        "in 2018",
        "2018-10-15 at 10:30",
        "at 5 p.m.",
        "the 82nd brigade",
        "Resolution 2254",
        "paragraphs 5 and 6 of Article 3",
        "No. 7",
        "Phase Two",
        "the M5 and T-72 and BM-21",
        "for two days and 48 hours",
        "a 12-year-old girl",
        "several days ago",
        "a few weeks",
        "Ahmad, 34, was there",
        "a five-member delegation",
        "two-sided",
        "no one was there",
        "which one do they want",
        "the one who left",
        "one should leave",
        "a third attack",
        "9/11",
        "$5 million",
        "20 euros",
        "35.93061 N",
        "+963 11 222-2222",
        "192.168.1.2",
        "[12]",
        "as part of the deal",
        "is part of the country",
        "took part in talks",
        "at all",
        "the most dangerous",
        "how many",
        "the number of weapons",
        "multiple launch rocket systems",
        "a factory",
        "",
    ],
)
def test_what_counts_nothing_is_no_quantity(quantities, text):
    assert quantities(text) == []


def test_a_list_number_is_left_out(quantities):
    assert [found.quantity.best for found in quantities("1. The army moved 5 tanks.")] == [5]


def test_a_day_before_a_count_leaves_the_count(quantities):
    assert [found.quantity.best for found in quantities("On 10 October 15 soldiers left")] == [15]
    assert [found.quantity.best for found in quantities("In October 15 soldiers left")] == [15]


def test_counts_told_apart_in_brackets_are_found(quantities):
    found = quantities("registered 3 cases in Latakia (2) and Hama (1)")
    assert [(one.quantity.best, one.rule) for one in found] == [
        (3, "number"),
        (2, "bracketed"),
        (1, "bracketed"),
    ]


def test_the_two_sides_are_definite(quantity):
    assert quantity("the two sides met").rule == "definite"
    assert quantity("both sides met").rule == "definite"


def test_a_change_tells_the_new_figure(quantity):
    found = quantity("the number rose from 18 to 22")
    assert (found.rule, found.quantity.best) == ("change", 22)


def test_the_size_of_a_convoy_is_a_compound(quantity):
    assert (quantity("a 12-vehicle convoy").rule, quantity("a 12-vehicle convoy").quantity.best) == (
        "compound",
        12,
    )


def test_control_over_villages_is_no_bound(quantity):
    assert bounds(quantity("took control over 30 villages")) == (30, 30, 30)
    assert bounds(quantity("under two agreements")) == (2, 2, 2)


def test_spans_are_code_points_of_the_text(quantity):
    text = "\u062d\u0644\u0628 \U0001f600 nearly two hundred fighters"
    found = quantity(text)
    begin, end = found.quantity.span
    assert text[begin:end] == found.quantity.text == "nearly two hundred"
    assert [token.text for token in tokens_of(text)[found.first : found.last]] == ["nearly", "two", "hundred"]


def test_a_second_language_is_read_from_its_lexicon():
    arabic = Lexicon.of("ar")
    found = find_quantities(tokens_of("\u0646\u062d\u0648 20 \u0643\u0645"), arabic)
    assert [(one.quantity.best, one.quantity.unit, one.quantity.approx) for one in found] == [
        (20, "km", True)
    ]


@pytest.mark.parametrize(
    "text", ["one two three ", "million ", "10 - ", "1 ) ", "a number of ", "one-two-three "]
)
def test_a_sentence_of_many_thousand_words_is_read_in_linear_time(text):
    def calls(times):
        tokens = tokens_of(text * times)
        return calls_of(lambda: find_quantities(tokens, English))

    assert calls(1000) < 15 * calls(100)


WORDS = """
a an the one two ten twenty hundred thousand million dozen dozens half third quarter and or to from
between at least up more than about over - / . , ( ) % 5 10 2018 1,234 1.5 km mm mile of them all most part
several twofold by rose fell times as factor killed wounded civilians soldiers October Resolution no $ e10 ^
\u00bd six-mile 10-11 two-and-a-half one-sided planned \u0663 \u00b2
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=14), st.sampled_from([" ", ""]))
def test_any_run_of_words_gives_ordered_quantities_that_do_not_overlap(parts, joint):
    text = joint.join(parts)
    tokens = tokens_of(text)
    found = find_quantities(tokens, English)
    for one in found:
        quantity = one.quantity
        assert Bounds(quantity.low, quantity.best, quantity.high).is_ordered
        assert 0 <= one.first < one.last <= len(tokens)
        assert one.noun is None or 0 <= one.noun < len(tokens)
        begin, end = quantity.span
        assert text[begin:end].split() == quantity.text.split()
    spans = [one.quantity.span for one in found]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_raises(text):
    for language in ("en", "ar"):
        find_quantities(tokens_of(text), Lexicon.of(language))
