"""Leaving out what cannot matter leaves every answer as it is."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case.conftest import AGREEMENT, write_source

from truceline.agreement.load import load_agreement
from truceline.assess.engine import assess
from truceline.case.selection import for_frame, padding_km
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Claim, Kind, Place, Source, State, Thing, When
from truceline.places.atlas import Atlas

START = date(2020, 3, 1)
ANYWHERE = "{check: event_occurred, event: meeting}"
ANY_TIME = "{check: event_occurred, event: meeting, where: strip, after_start: false}"
NO_WHERE = "{check: no_event, event: shelling, by: [north, south]}"
OFTEN = "{check: activity_at_least, event: meeting, count: 1, per_days: 200, where: strip}"
WHEN = "{check: state_holds, of: strip, state: marked}"
RULE = """      - id: more-time
        kind: rule
        effect: extend_deadline
        of: [they-meet]
        to: {by: 2020-05-15}
        when: {check: norm_is, norm: guns-out, at_least: partly_fulfilled, as_of: 2020-04-01}
      - id: may-look
        kind: power
        holder: [north]
        may: look at the strip
        during: {from: {at: 2019-12-24}}
"""
BEYOND = "{check: beyond_line, what: guns, line: front, km: 60}"
READINGS = """readings: {start: {early: since Christmas, late: since the signing}}
default_readings: {start: late}
"""
DURING = "during: {from: {at: {reading: start, early: 2019-12-24, late: 2020-03-01}}}"
VARIANTS = {
    "beyond a line": AGREEMENT.replace("{check: none_present, what: guns, where: strip}", BEYOND),
    "from a day by reading": AGREEMENT.replace("zones:\n", f"{READINGS}zones:\n").replace(
        "        mode: refrain\n", f"        mode: refrain\n        {DURING}\n"
    ),
    "as it is": AGREEMENT,
    "at any time": AGREEMENT.replace(ANYWHERE, ANY_TIME),
    "an activity": AGREEMENT.replace(ANYWHERE, OFTEN),
    "a rule and a power": AGREEMENT + RULE,
    "only when": AGREEMENT.replace(
        "        deadline: {by: 2020-04-15}\n",
        f"        deadline: {{by: 2020-04-15}}\n        when: {WHEN}\n",
    ),
    "shelling anywhere": AGREEMENT.replace(
        "{check: no_event, event: shelling, by: [north, south], where: strip}", NO_WHERE
    ),
}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """An agreement and its atlas, by the name of the variant."""
    source = write_source(tmp_path_factory.mktemp("selection") / "source")

    @lru_cache
    def load(variant: str):
        path = source / f"{variant}.yaml"
        path.write_text(VARIANTS[variant])
        agreement = load_agreement(path)
        return agreement, Atlas.of(agreement, source)

    return load


@st.composite
def spans(draw):
    start = START + timedelta(days=draw(st.integers(-300, 60)))
    return When(start=start, end=start + timedelta(days=draw(st.integers(0, 3))))


places = st.builds(
    Place,
    lat=st.sampled_from([34.0, 34.7, 34.99, 35.1, 35.25, 36.5]),
    lon=st.sampled_from([34.0, 35.9, 36.2, 36.51, 38.0]),
    radius_m=st.sampled_from([None, 100.0, 20_000.0]),
    precision=st.sampled_from([None, 1, 3, 4, 6]),
) | st.just(Place(zone="strip"))
claims = st.builds(
    Claim,
    kind=st.sampled_from(list(Kind)),
    act=st.sampled_from([Act.SHELL, Act.MEET, Act.PRESENCE, Act.ABSENCE, Act.AGREE, Act.REFUSE]),
    event=st.sampled_from([None, None, "meeting"]),
    actor=st.sampled_from([(), (Actor(party="south"),), (Actor(party="north"), Actor(party="south"))]),
    object=st.sampled_from([None, Thing(term="guns")]),
    place=st.lists(places, max_size=2).map(tuple),
    time=spans() | st.just(When()),
    attribution_grade=st.just("confirmed"),
    coverage=st.sampled_from([None, 0.9]),
    state=st.sampled_from([None, None, State(of="strip", state="marked")]),
    confidence=st.sampled_from([0.95, 0.3]),
    source=st.builds(Source, id=st.just("post"), family=st.sampled_from(["a", "b"])),
    bears_on=st.sampled_from([(), (), ("guns-out",), ("they-meet",)]),
    published_on=st.just(date(2020, 5, 1)),
    says=st.text("abc", max_size=3),
)


def answers(assessment):
    """Everything but how many claims were looked at."""
    return assessment.model_dump(mode="json", exclude={"considered"})


@settings(max_examples=25)
@given(given_claims=st.lists(claims, min_size=1, max_size=25), after=st.integers(-5, 90))
@pytest.mark.parametrize("variant", VARIANTS)
def test_an_assessment_of_the_selection_is_an_assessment_of_everything(loaded, variant, given_claims, after):
    agreement, atlas = loaded(variant)
    frame = Frame(as_of=START + timedelta(days=after))
    query = for_frame(agreement, frame, atlas.bounds(padding_km(agreement)))
    chosen = [claim for claim in given_claims if query.matches(claim)]
    whole, part = (assess(agreement, them, frame, atlas) for them in (given_claims, chosen))
    assert answers(part) == answers(whole)


def a(act: str, *, day: date, lat: float = 35.1, lon: float = 36.2, precision: int = 1, **more) -> Claim:
    return Claim(
        kind="event",
        act=act,
        place=(Place(lat=lat, lon=lon, precision=precision),),
        time=When(start=day, end=day),
        source=Source(id="post", family="post"),
        **more,
    )


@pytest.fixture
def selects(loaded):
    agreement, atlas = loaded("as it is")
    return for_frame(agreement, Frame(as_of=date(2020, 4, 20)), atlas.bounds(padding_km(agreement))).matches


def test_far_early_and_later_events_are_left_out(selects):
    day = date(2020, 3, 10)
    assert selects(a("shell", day=day))
    assert not selects(a("shell", day=day, lat=33.0))
    assert not selects(a("shell", day=date(2020, 1, 1)))
    assert not selects(a("shell", day=date(2020, 4, 21)))


def test_what_may_yet_lie_in_a_zone_is_kept(selects):
    day = date(2020, 3, 10)
    assert selects(a("shell", day=day, lat=33.0, precision=4))
    assert selects(a("shell", day=day, lat=34.75, precision=3))


def test_an_event_that_may_be_anywhere_is_kept(selects):
    assert selects(a("meet", day=date(2020, 3, 10), lat=33.0))


def test_whatever_names_a_norm_is_kept(selects):
    assert selects(a("shell", day=date(2010, 1, 1), lat=33.0, bears_on=("no-fire",)))
