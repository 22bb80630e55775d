from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.map.making import AS_OF, FIRST, FRAME, ORIGIN, many, told

from truceline.core.frame import Frame
from truceline.evidence.claim import Status
from truceline.ledger.entry import Recording
from truceline.ledger.spots import Hidden, Said, Spots
from truceline.web.map.case_map import CaseMap
from truceline.web.map.events import once
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import NOBODY, Wanted

INSIDER = Reader(secret=True)
HERE = (36.69, 35.61, 36.71, 35.63)
AT_HOME = Wanted(bbox=HERE)


def shown(case, wanted=AT_HOME, reader=Reader(), frame=FRAME, assessed=False):  # noqa: B008 - it is frozen
    assessment = case.assess(frame) if assessed else None
    return CaseMap(case, lambda: AS_OF).events(frame, reader, wanted, assessment)


def one(case, **more):
    (feature,) = shown(case, **more)["features"]
    return feature["properties"]


# What is told how


@given(
    st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0, 1, 4]), st.sampled_from([1.0, 5.0]))),
    st.data(),
)
def test_of_several_reports_the_surest_then_the_most_exact_then_the_first_stands(reports, data):
    # A report without a handle is an incident of its own; one that several may tell of has a number below 0.
    units = [number if unit == 0 else -unit for number, (unit, _, _) in enumerate(reports)]
    columns = {
        "unit": np.array(units, np.int64),
        "said": np.array([said for _, said, _ in reports], np.uint8),
        "radius_km": np.array([radius for _, _, radius in reports], np.float32),
        "seq": np.arange(len(reports), dtype=np.int32),
    }
    spots = Spots(1, columns, (), Hidden(np.array([], np.uint64), np.array([], np.int32)), 0, 0, 0, 0)
    rows = sorted(data.draw(st.sets(st.sampled_from(range(len(reports))) if reports else st.nothing())))
    found = once(spots, np.array(rows, np.int64))
    together: dict[int, list[int]] = {}
    for row in rows:
        together.setdefault(units[row], []).append(row)
    firsts = {min(its, key=lambda row: (*reports[row][1:], row)): its for its in together.values()}
    assert found.rows.tolist() == sorted(firsts)
    assert found.reports == [len(firsts[row]) for row in sorted(firsts)]
    denied = [
        reports[row][1] != Said.DENIED and any(reports[one][1] == Said.DENIED for one in firsts[row])
        for row in sorted(firsts)
    ]
    assert found.is_denied == denied


def test_an_event_told_twice_counts_once(of):
    case = of([told(1, incident="i"), told(2, incident="i"), told(3)])
    assert shown(case)["count"] == 2
    assert sorted(f["properties"]["reports"] for f in shown(case)["features"]) == [1, 2]


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({}, "done"),
        ({"polarity": "negative"}, "denied"),
        ({"modality": "intended"}, "planned"),
        ({"modality": "committed", "polarity": "negative"}, "planned"),
        ({"aspect": "not_started"}, "planned"),
        ({"modality": "refused"}, "refused"),
        ({"modality": "possible"}, "unsure"),
        ({"modality": "conditional"}, "unsure"),
    ],
)
def test_only_what_is_told_as_done_is_shown_as_done(of, how, said):
    claim = told(1, **how)
    assert (said == "done") is claim.is_done
    case = of([claim])
    found = shown(case)
    assert found["features"][0]["properties"]["said"] == said
    assert found["done"] == (said == "done")


def test_a_report_that_denies_an_event_is_told_with_it_and_is_no_event_more(of):
    case = of([told(1, incident="i", polarity="negative"), told(2, incident="i")])
    assert one(case)["said"] == "done"
    assert one(case)["denied"] is True
    assert one(case)["says"] == "Event number 2."


def test_an_event_that_is_only_denied_is_shown_as_denied_alone(of):
    case = of([told(n, incident="i", polarity="negative") for n in (1, 2)])
    assert (one(case)["said"], one(case)["denied"], one(case)["reports"]) == ("denied", False, 2)


def test_squares_count_what_is_not_told_as_done_apart(of):
    case = of([told(1), told(2, polarity="negative"), told(3, modality="intended")])
    found = shown(case, Wanted(bbox=HERE, most=1))
    (square,) = found["features"]
    assert (square["properties"]["count"], square["properties"]["other"]) == (1, 2)
    assert sum(square["properties"]["kinds"]["shell"]) == 1
    assert sum(square["properties"]["others"]) == 2


def test_a_claim_that_nobody_has_accepted_is_shown_only_where_it_is_asked_for(of):
    case = of([told(1), told(2, status="proposed")])
    assert one(case)["status"] == "accepted"
    both = shown(case, Wanted(bbox=HERE, proposed=True))["features"]
    assert Counter(f["properties"]["status"] for f in both) == {"accepted": 1, "proposed": 1}


def test_what_was_rejected_or_corrected_is_gone(of):
    first, second = (told(n, says=f"Claim {n}.").identified() for n in (1, 2))
    case = of([first, second])
    seen = CaseMap(case, lambda: AS_OF)
    assert seen.events(FRAME, Reader(), AT_HOME)["count"] == 2
    case.ledger.decide(first.claim_id, Status.REJECTED, "somebody", "wrong")
    case.ledger.append(ORIGIN, [told(3, says="Better.", supersedes=second.claim_id)])
    (left,) = seen.events(FRAME, Reader(), AT_HOME)["features"]
    assert left["properties"]["says"] == "Better."


# Who may see what


@pytest.mark.parametrize("level", ["restricted", "secret"])
def test_rows_that_are_not_public_are_for_those_who_may_see_them_alone(of, level):
    hidden = told(2, sensitivity=level, says="CANARY", place=[{"text": "CANARY", "lat": 35.62, "lon": 36.7}])
    case = of([told(1), hidden, told(3, sensitivity=level, place=[{"text": "nowhere"}])])
    without = of([told(1)])
    assert shown(case) == shown(without)
    assert shown(case, Wanted(bbox=HERE, most=0)) == shown(without, Wanted(bbox=HERE, most=0))
    insider = shown(case, reader=INSIDER)
    assert insider["count"] == 2
    assert insider["unplaced"] == shown(case)["unplaced"] + 1


def test_a_secret_report_of_a_public_incident_adds_nothing_to_it(of):
    case = of([told(1, incident="i"), told(2, incident="i", sensitivity="secret", polarity="negative")])
    assert (one(case)["reports"], one(case)["denied"]) == (1, False)
    assert (one(case, reader=INSIDER)["reports"], one(case, reader=INSIDER)["denied"]) == (2, True)


def test_the_register_s_word_on_an_incident_is_withheld_where_a_secret_claim_bears_on_it(of):
    case = of([told(1, incident="i"), told(2, incident="i", sensitivity="secret")])
    assert one(case, assessed=True)["register"] == []
    assert one(case, assessed=True, reader=INSIDER)["register"]


def test_what_is_under_embargo_waits_for_its_day(of):
    case = of([told(1, embargo_until=date(2019, 1, 20))])
    assert shown(case)["count"] == 0
    later = CaseMap(case, lambda: date(2019, 1, 20))
    assert later.events(FRAME, Reader(), AT_HOME)["count"] == 1


# Filters and frames


def test_what_happened_after_the_day_or_became_known_later_is_not_shown(of):
    case = of([told(1)])
    assert shown(case, frame=Frame(date(2018, 10, 31)))["count"] == 0
    assert shown(case, frame=Frame(AS_OF, datetime(2018, 11, 1, tzinfo=UTC)))["count"] == 0
    assert shown(case, frame=Frame(AS_OF, datetime(2018, 12, 1, tzinfo=UTC)))["count"] == 1


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"kinds": frozenset({"shell"})}, 1),
        ({"kinds": frozenset({"air", "killing"})}, 1),
        ({"parties": frozenset({"russia"})}, 1),
        ({"parties": frozenset({NOBODY})}, 1),
        ({"parties": frozenset({"russia", NOBODY})}, 2),
        ({"first": date(2018, 11, 3)}, 2),
        ({"last": date(2018, 11, 2)}, 1),
        ({"first": date(2018, 11, 2), "last": date(2018, 11, 4)}, 1),
        ({"bbox": (36.71, 35.61, 36.72, 35.63)}, 0),
    ],
)
def test_a_filter_keeps_what_fits_all_of_it(of, wanted, count):
    days = [{"start": date(2018, 11, n), "end": date(2018, 11, n)} for n in (1, 3, 5)]
    case = of(
        [
            told(1, time=days[0]),
            told(2, time=days[1], act="kill", actor=[{"text": "R", "party": "russia"}]),
            told(3, time=days[2], act="clash", actor=[{"text": "gunmen"}]),
        ],
    )
    assert shown(case, Wanted(**{"bbox": HERE, **wanted}))["count"] == count


def test_an_event_of_several_days_is_there_on_each_of_them(of):
    case = of([told(1, time={"start": date(2018, 11, 1), "end": date(2018, 11, 9)})])
    assert shown(case, Wanted(bbox=HERE, first=date(2018, 11, 5), last=date(2018, 11, 6)))["count"] == 1
    assert shown(case, Wanted(bbox=HERE, first=date(2018, 11, 10)))["count"] == 0


def test_p_inside_is_the_atlas_s_own(busy):
    found = shown(busy, Wanted(most=5000))["features"]
    assert len(found) > 200
    for feature in found[::17]:
        claim = busy.ledger.claim(feature["id"])
        place = claim.place[0]
        for zone in ("dmz", "idlib-dea"):
            p = busy.atlas.membership(place, zone, on=claim.time.start).p
            assert feature["properties"]["p"].get(zone, 0.0) == pytest.approx(p or 0.0, abs=0.008)


def test_the_compiled_kernel_gives_the_same_within_about_a_hundredth(busy, monkeypatch):
    exact = {f["id"]: f["properties"]["p"] for f in shown(busy, Wanted(most=5000))["features"]}
    monkeypatch.setattr("truceline.web.map.chances.MANY", 0)
    seen = CaseMap(busy, lambda: AS_OF)
    seen.warm()
    for feature in seen.events(FRAME, Reader(), Wanted(most=5000))["features"]:
        for zone, p in feature["properties"]["p"].items():
            assert p == pytest.approx(exact[feature["id"]].get(zone, 0.0), abs=0.015)


def test_a_least_chance_keeps_those_that_have_it(busy):
    every = shown(busy, Wanted(most=5000))["features"]
    kept = shown(busy, Wanted(zone="dmz", p_least=0.5, most=5000))["features"]
    assert {f["id"] for f in kept} == {f["id"] for f in every if f["properties"]["p"].get("dmz", 0) >= 0.5}
    assert 0 < len(kept) < len(every)


# Squares


def test_squares_hold_every_event_once_in_each_step(busy):
    every, squares = shown(busy, Wanted(most=5000)), shown(busy, Wanted(most=10))
    assert (squares["mode"], squares["count"], squares["done"]) == ("squares", every["count"], every["done"])
    told_done = sum(f["properties"]["count"] for f in squares["features"])
    assert told_done == squares["done"]
    assert told_done + sum(f["properties"]["other"] for f in squares["features"]) == squares["count"]
    for until in (squares["steps"][3], squares["steps"][-1]):
        at = squares["steps"].index(until)
        counted = sum(
            sum(steps[: at + 1]) for f in squares["features"] for steps in f["properties"]["kinds"].values()
        )
        assert counted == sum(
            f["properties"]["said"] == "done" and f["properties"]["day"] <= until for f in every["features"]
        )


def test_steps_end_with_the_last_day_and_are_few(busy):
    steps = shown(busy, Wanted(most=10, first=FIRST))["steps"]
    assert steps[-1] == AS_OF.isoformat()
    assert steps == sorted(set(steps))
    assert len(steps) <= 32


def test_an_empty_view_is_empty(busy):
    nowhere = shown(busy, Wanted(bbox=(0, 0, 1, 1), most=0))
    assert (nowhere["mode"], nowhere["count"], nowhere["features"]) == ("events", 0, [])


def test_what_comes_in_later_is_shown_without_reading_all_anew(of):
    case = of(many(30))
    seen = CaseMap(case, lambda: AS_OF)
    before = seen.events(FRAME, Reader(), Wanted())["count"]
    case.ledger.append(ORIGIN, [told(99)], recorded=Recording.PUBLISHED)
    assert seen.events(FRAME, Reader(), Wanted())["count"] == before + 1
    fresh = CaseMap(case, lambda: AS_OF).events(FRAME, Reader(), Wanted())
    assert seen.events(FRAME, Reader(), Wanted()) == fresh


def test_the_register_s_standing_comes_with_its_promise(of):
    case = of([told(1)])
    entries = one(case, assessed=True)["register"]
    assert {entry["norm"] for entry in entries} <= set(case.agreement.norms)
    assert any(entry["bearing"] == "breach" for entry in entries)


def test_private_claims_that_somebody_is_shown_can_be_named(of):
    secret = told(1, sensitivity="secret").identified()
    seen = CaseMap(of([secret, told(2)]), lambda: AS_OF)
    assert seen.private_of(seen.events(FRAME, INSIDER, AT_HOME)) == (secret.claim_id,)
    assert seen.private_of(seen.events(FRAME, Reader(), AT_HOME)) == ()
