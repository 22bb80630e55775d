import pytest
from tests.assess.making import NamedMap, duty, none_present, pact

from truceline.assess.trial import run_tests

SEEN = {
    "id": "seen",
    "says": "a tank was seen",
    "shows": "present",
    "what": "heavy",
    "of": "north",
    "where": "strip",
    "happened": "2020-02-02",
    "recorded": "2020-02-04",
    "confidence": 0.8,
    "source": {"id": "press", "family": "press"},
}
CASE = {"name": "seen after the deadline", "given": ["seen"], "as_of": "2020-02-05"}


def results(tmp_path, expect, **over):
    test = {**CASE, "expect": expect, **over}
    norm = duty("out", none_present(), deadline={"by": "2020-01-31"}, parts={"by": ["bearer"]}, tests=[test])
    return run_tests(pact(norm, examples=[SEEN]), tmp_path, NamedMap())


def test_a_test_that_holds_is_ok(tmp_path):
    (found,) = results(
        tmp_path,
        {
            "performance": "unknown",
            "standing": "breached_in_part",
            "degree": [0.0, 0.5],
            "phase": "due",
            "branches": [],
            "pace": "stalled",
        },
    )
    assert (found.ok, found.norm, found.name) == (True, "out", "seen after the deadline")


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ({"standing": "fulfilled"}, "standing: expected fulfilled, found breached_in_part"),
        ({"performance": "fulfilled"}, "performance: expected fulfilled, found unknown"),
        ({"phase": "dormant"}, "phase: expected dormant, found due"),
        ({"degree": [0.5, 0.5]}, "degree: expected [0.5, 0.5], found [0.0, 0.5]"),
        ({"branches": ["breached"]}, "branches: expected ['breached'], found []"),
        ({"party": "patron", "standing": "breached"}, "party: patron has no part of its own in out"),
        ({"party": "south", "standing": "breached"}, "standing: expected breached, found unproven"),
    ],
)
def test_a_test_that_does_not_hold_says_what_was_found(tmp_path, expect, difference):
    (found,) = results(tmp_path, expect)
    assert found.differences == (difference,)
    assert not found.ok


@pytest.mark.parametrize("known_at", ["2020-02-03", "2020-02-03T12:00:00", "2020-02-03T12:00:00Z"])
def test_a_test_sees_only_what_was_known_by_its_day_or_instant(tmp_path, known_at):
    (found,) = results(tmp_path, {"standing": "unproven", "pace": "none"}, known_at=known_at)
    assert found.ok, found.differences
