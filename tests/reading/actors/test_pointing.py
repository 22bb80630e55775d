import pytest
from tests.reading.actors.naming import heads, kinds, spans


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They left.", [("They", "anaphor")]),
        ("These groups left.", [("These groups", "anaphor")]),
        ("Both sides left.", [("Both sides", "anaphor")]),
        ("All the parties left.", [("All the parties", "anaphor")]),
        ("The warring parties left.", [("The warring parties", "anaphor")]),
        ("The group's leader left.", [("The group's leader", "anaphor")]),
        ("Their forces left.", [("Their forces", "anaphor")]),
        ("Its artillery fired.", [("Its artillery", "anaphor")]),
        ("Our soldiers left.", [("Our soldiers", "anaphor")]),
        ("Its allies left.", [("Its allies", "unnamed")]),
        ("His family left.", [("family", "people")]),
        ("Both left.", [("Both", "anaphor")]),
        ("Others left.", [("Others", "unnamed")]),
        ("Some 40 people left.", [("people", "people")]),
        ("A group of militants left.", [("group of militants", "unnamed")]),
        ("Dozens of unidentified gunmen left.", [("unidentified gunmen", "unnamed")]),
        ("A sniper fired.", [("sniper", "unnamed")]),
        ("Reports that fighters left.", [("fighters", "unnamed")]),
        ("A local commander left.", [("local commander", "unnamed")]),
        ("Then Team 1 left.", [("Team 1", "body")]),
        ("Two women and a child left.", [("women", "people"), ("child", "people")]),
    ],
)
def test_words_that_name_nobody_are_told_apart(text, found):
    assert kinds(text) == found


def test_number_is_told_by_the_head():
    assert [span.is_plural for span in spans("The soldiers met Damascus, a man and HTS.")] == [
        True,
        False,
        False,
        False,
    ]
    assert heads("Militants of the NFL left.") == ["Militants"]


def test_a_pronoun_that_stands_for_nobody_is_left_out():
    assert kinds("It was too early, but it fired.") == [("it", "anaphor")]
