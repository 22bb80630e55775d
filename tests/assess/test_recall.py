"""What is known of claims from other days spares work and changes nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.making import NamedMap, claim, frame, sighting
from tests.assess.test_properties import DAYS, EXTENDED, LOOKED_BACK, PLAIN, claims

from truceline.assess.engine import assess
from truceline.assess.recall import Recall
from truceline.evidence.claim import Status

KNOWN = st.none() | DAYS.map(str)


@settings(max_examples=50, deadline=None)
@given(
    agreement=st.sampled_from([PLAIN, EXTENDED, LOOKED_BACK]),
    told=st.lists(claims(), max_size=10),
    asked=st.lists(st.tuples(DAYS, KNOWN, st.booleans()), min_size=2, max_size=5),
)
def test_each_day_is_judged_as_if_it_were_the_first(agreement, told, asked):
    chart = NamedMap()
    recall = Recall(agreement, chart)
    for day, known_at, supposes in asked:
        given, supposed = (told[1:], told[:1]) if supposes else (told, [])
        then = frame(day.isoformat(), known_at)
        alone = assess(agreement, given, then, chart, supposed=supposed)
        assert assess(agreement, given, then, chart, supposed=supposed, recall=recall) == alone


def test_an_incident_that_may_repeat_another_is_told_so_on_its_days_alone():
    chart, when = NamedMap(), {"until": "2020-01-12"}
    one = claim("shell", "2020-01-10", by="north", source="a", **when)
    other = claim("shell", "2020-01-12", by="north", source="b", family="b")
    recall = Recall(PLAIN, chart)
    repeats = []
    for day in ("2020-01-20", "2020-01-11", "2020-01-20"):
        found = assess(PLAIN, [one, other], frame(day), chart, recall=recall)
        repeats.append([bool(entry.may_repeat) for entry in found.violations if entry.norm == "quiet"])
    assert repeats[0] == repeats[2] == [True, True]
    assert not any(repeats[1])


def test_a_claim_that_stands_otherwise_is_another_claim():
    chart = NamedMap()
    seen = sighting(label="seen")
    gone = seen.model_copy(update={"status": Status.WITHDRAWN})
    recall = Recall(PLAIN, chart)
    days = [frame("2020-02-05")] * 3
    for told, then in zip(([seen], [gone], [seen]), days, strict=True):
        assert assess(PLAIN, told, then, chart, recall=recall) == assess(PLAIN, told, then, chart)
    assert len(recall) == 1


def test_claims_are_held_as_long_as_something_is_known_of_them():
    recall = Recall(PLAIN, NamedMap())
    for _ in range(20):
        told = [sighting(label=str(n)) for n in range(3)]
        assess(PLAIN, told, frame("2020-02-05"), recall.atlas, recall=recall)
    assert len(recall) == 60
