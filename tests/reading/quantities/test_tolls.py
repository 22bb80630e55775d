from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.core.quantity import Bounds
from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.finder import find_quantities
from truceline.reading.quantities.tolls import find_tolls
from truceline.reading.tokens import tokens_of

English = Lexicon.of("en")


def best(toll):
    told = toll.casualties.model_dump(exclude_none=True, exclude={"corroborated"})
    return {name: one.get("best", (one.get("low"), one.get("high"))) for name, one in told.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed nine civilians, seven of them children.", {"killed": 9, "killed_civilians": 9}),
        (
            "It left two soldiers dead and five wounded.",
            {"killed": 2, "killed_combatants": 2, "injured": 5},
        ),
        ("The death toll rose to 22.", {"killed": 22, "killed_unknown": 22}),
        ("The death toll rose from 18 to 22.", {"killed": 22, "killed_unknown": 22}),
        ("The number of deaths reached 15.", {"killed": 15, "killed_unknown": 15}),
        ("The blast left 3 dead.", {"killed": 3, "killed_unknown": 3}),
        ("3 killed, 10 injured in the town.", {"killed": 3, "killed_unknown": 3, "injured": 10}),
        ("killed: 3, wounded: 5", {"killed": 3, "killed_unknown": 3, "injured": 5}),
        (
            "8 people, including 3 children, were killed.",
            {"killed": 8, "killed_civilians": 3, "killed_unknown": 5},
        ),
        (
            "8 people were killed yesterday, including 3 children.",
            {"killed": 8, "killed_civilians": 3, "killed_unknown": 5},
        ),
        (
            "The explosion killed 10, including 4 soldiers and 6 civilians.",
            {"killed": 10, "killed_civilians": 6, "killed_combatants": 4},
        ),
        ("The group lost 5 fighters.", {"killed": 5, "killed_combatants": 5}),
        ("They confirmed the deaths of two civilians.", {"killed": 2, "killed_civilians": 2}),
        ("They found the bodies of 4 men.", {"killed": 4, "killed_unknown": 4}),
        (
            "Two civilians and a soldier were killed and three others were injured.",
            {"killed": 3, "killed_civilians": 2, "killed_combatants": 1, "injured": 3},
        ),
        (
            "Two gunmen killed three civilians and wounded a child.",
            {"killed": 3, "killed_civilians": 3, "injured": 1},
        ),
        ("Five civilians in the town were killed.", {"killed": 5, "killed_civilians": 5}),
        (
            "Twelve members of the army were killed and 3 people from the town wounded.",
            {"killed": 12, "killed_combatants": 12, "injured": 3},
        ),
        ("5 members of one family were killed.", {"killed": 5, "killed_civilians": 5}),
        ("The attack claimed the lives of 12 people.", {"killed": 12, "killed_unknown": 12}),
        ("The attack cost 12 lives.", {"killed": 12, "killed_unknown": 12}),
        ("Five people lost their lives.", {"killed": 5, "killed_unknown": 5}),
        ("It claimed 3 soldiers were killed.", {"killed": 3, "killed_combatants": 3}),
        ("Two of the wounded died.", {"killed": 2, "killed_unknown": 2}),
        ("Five wounded soldiers were moved.", {"injured": 5}),
        ("The death of a woman and her two children.", {"killed": 3, "killed_civilians": 3}),
        ("An army officer was killed.", {"killed": 1, "killed_combatants": 1}),
        ("A 45-year-old man was injured.", {"injured": 1}),
        ("Two soldiers died, nine more were injured.", {"killed": 2, "killed_combatants": 2, "injured": 9}),
        ("Gunmen shot dead two fighters.", {"killed": 2, "killed_combatants": 2}),
        ("Two Turks died.", {"killed": 2, "killed_unknown": 2}),
        ("About 40 casualties were killed.", {"killed": 40, "killed_unknown": 40}),
        ("10 others were wounded, three of them seriously.", {"injured": 10}),
        ("Child killed, two more wounded by a shell.", {"killed": 1, "killed_civilians": 1, "injured": 2}),
        ("A young girl is among six killed.", {"killed": 6, "killed_unknown": 6}),
        ("Shelling kills one, wounds four - mayor", {"killed": 1, "killed_unknown": 1, "injured": 4}),
        ("Ten fighters, among them two commanders, died.", {"killed": 10, "killed_combatants": 10}),
        (
            "At least 34 soldiers, civilians killed in 24 hours.",
            {"killed": (34, None), "killed_combatants": (34, None)},
        ),
        ("47 civilian casualties killed by shelling.", {"killed": 47, "killed_civilians": 47}),
    ],
)
def test_the_dead_and_injured_are_counted_once(tolls, text, expected):
    (toll,) = tolls(text)
    assert best(toll) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There were no casualties.", {"killed": 0, "injured": 0}),
        ("None was hurt.", {"injured": 0}),
        ("No civilians were killed.", {"killed": 0}),
        ("Nobody was killed.", {"killed": 0}),
        ("No deaths or injuries were reported.", {"killed": 0, "injured": 0}),
    ],
)
def test_nobody_is_a_toll_of_none(tolls, text, expected):
    (toll,) = tolls(text)
    assert best(toll) == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Bombing leaves about 30 casualties.", 0, 30),
        ("20 people were killed or injured.", 0, 20),
        ("20 people were killed and injured.", 1, 20),
        ("killing and injuring dozens of civilians", 1, None),
    ],
)
def test_dead_or_injured_together_bound_both(tolls, text, low, high):
    (toll,) = tolls(text)
    killed, injured = toll.casualties.killed, toll.casualties.injured
    assert (
        (killed.low, killed.best, killed.high)
        == (injured.low, injured.best, injured.high)
        == (low, None, high)
    )


def test_at_least_eight_killed_has_no_best_figure(tolls):
    (toll,) = tolls("At least 8 people were killed, including 3 children, in the strike.")
    assert (toll.casualties.killed.low, toll.casualties.killed.best) == (8, None)
    assert toll.casualties.killed_civilians.best == 3


def test_two_figures_of_one_fate_are_two_tolls(tolls):
    assert [
        toll.casualties.killed.best for toll in tolls("3 were killed in Idlib and 2 were killed in Hama.")
    ] == [3, 2]


def test_heads_are_the_words_of_dying_and_injuring(tolls):
    text = "It killed 3 civilians and wounded 5 others."
    (toll,) = tolls(text)
    tokens = tokens_of(text)
    assert [tokens[head].text for head in toll.heads] == ["killed", "wounded"]
    assert (toll.first, toll.last) == (1, len(tokens) - 1)


@pytest.mark.parametrize(
    "text",
    [
        "They destroyed 3 tanks.",
        "Fighters were killed.",
        "No one remains in the zone and no one claimed responsibility.",
        "He was killed in 3 attacks on 2 villages.",
        "They lost 3 villages.",
        "",
    ],
)
def test_without_people_counted_there_is_no_toll(tolls, text):
    assert tolls(text) == []


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("The number of those killed in the raid rose to five.", 5),
        ("The number of civilians killed climbed to 14 on Monday.", 14),
        ("The number of dead has gone up from four to six.", 6),
        ("The toll has reached 12 dead and 40 wounded.", 12),
        ("The latest raid brings to 64 the number of soldiers killed.", 64),
    ],
)
def test_a_toll_that_grows_is_the_figure_it_grows_to(tolls, text, killed):
    assert tolls(text)[0].casualties.killed.best == killed


def test_a_second_language_has_its_own_words():
    arabic = Lexicon.of("ar")
    tokens = tokens_of("\u0645\u0642\u062a\u0644 5 \u0645\u062f\u0646\u064a\u064a\u0646")
    (toll,) = find_tolls(tokens, find_quantities(tokens, arabic), arabic)
    assert toll.casualties.killed_civilians.best == 5


WORDS = """
killed wounded killing and injuring dead death toll deaths casualties no none were was of them including 3
ten dozens civilians soldiers children people a the woman , or bodies lost lives their at least up to about
others members army in 5-10 more ( ) . among soldier family
"""


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=16))
def test_any_run_of_words_gives_ordered_tolls(parts):
    tokens = tokens_of(" ".join(parts))
    for toll in find_tolls(tokens, find_quantities(tokens, English), English):
        assert 0 <= toll.first < toll.last <= len(tokens)
        assert toll.heads
        for name in ("killed", "killed_civilians", "killed_combatants", "killed_unknown", "injured"):
            one = getattr(toll.casualties, name)
            assert one is None or Bounds(one.low, one.best, one.high).is_ordered
