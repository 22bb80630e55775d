import pytest

from truceline.intake.dataset import killed_in_words


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        ((None, 1, 2), ""),
        ((0, 0, 0), "nobody killed"),
        ((0, 0, 110), "0 killed (0 to 110)"),
        ((3, 3, 3), "3 killed"),
        ((3, 1, 5), "3 killed (1 to 5)"),
    ],
)
def test_nobody_was_killed_only_where_no_bound_says_otherwise(toll, words):
    assert killed_in_words(*toll) == words
