"""Numbers before their nouns."""

from __future__ import annotations

import pytest

from truceline.core.counted import counted


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "0 days"), (1, "1 day"), (1.2, "1 day"), (1.6, "2 days"), (1200, "1,200 days")],
)
def test_one_alone_takes_the_singular(number, told):
    assert counted(number, "day") == told


def test_a_word_may_have_a_plural_of_its_own():
    assert counted(1, "day was", "days were") == "1 day was"
    assert counted(2, "day was", "days were") == "2 days were"
