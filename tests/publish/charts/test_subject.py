from __future__ import annotations

import pytest
from tests.publish.charts.drawing import NAMES, shelled, subject


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (NAMES.what("fire"), "Fire"),
        (NAMES.where("river-strip"), "The strip"),
        (NAMES.where("nowhere-known"), "nowhere known"),
        (NAMES.where(None), "anywhere"),
        (NAMES.by(None), "whoever began"),
        (NAMES.by("south"), "The South"),
    ],
)
def test_ids_are_told_by_their_names(told, name):
    assert told == name


def test_a_subject_has_what_was_found_of_its_own_strand():
    one = subject(shelled())
    assert (one.comparison.norm, len(one.forecasts), one.unsaid) == ("no-fire", 3, ())
    assert one.counted == "Fire in The strip"
    assert one.key("fan") == "fan-no-fire-fire-river-strip"
