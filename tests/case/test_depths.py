"""What was seen since a withdrawal was declared, and how deep behind the line."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import enter, open_case

from truceline.case.depths import sightings_since
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Claim, Evidence, Kind, Place, Source, Thing, When
from truceline.ledger.entry import Origin

DECLARED = {"withdrawal": "w-1", "what": "guns", "count": 12, "leaves": "strip", "by": "2030-01-10"}


@pytest.fixture
def case(tmp_path):
    made = open_case(tmp_path / "case")
    made.ledger._clock.at += timedelta(days=4)
    enter(made, "south-liaison", "declare", **DECLARED)
    made.ledger._clock.at += timedelta(days=20)
    return made


def seen(case, number: int, day: date, lat: float, *, act: Act = Act.PRESENCE, **changed) -> Claim:
    fields = {
        "kind": Kind.OBSERVATION,
        "says": f"A gun of the south, number {number}.",
        "actor": (Actor(text="South", party="south"),),
        "object": Thing(text="howitzer", term="howitzers"),
        "place": (Place(text="by the road", lat=lat, lon=22.2, radius_m=100.0),),
        "time": When(start=day, end=day),
        "published_on": day,
        "source": Source(id="watch", family="watch", reliability="B", credibility=2),
        "evidence": Evidence(cite=f"notebook, page {number}"),
    }
    claim = Claim(act=act, **(fields | changed)).identified()
    case.ledger.append(Origin("claims", f"{number}.jsonl"), [claim], days=case.agreement.tempo)
    return claim


def found(case):
    return sightings_since(case, case.mechanism.record().matters["withdrawal", "w-1"])


def test_each_sighting_has_its_depth_inside_the_zone_s_boundary(case):
    seen(case, 1, date(2030, 1, 12), 40.05)
    seen(case, 2, date(2030, 1, 11), 39.95)
    shown = found(case)
    assert (shown.withdrawal, shown.declared, shown.counted, shown.line) == ("w-1", 12, None, "strip")
    outside, inside = shown.seen
    assert (inside.day, inside.parties, inside.source) == (date(2030, 1, 12), ("south",), "watch")
    assert inside.depth_km == pytest.approx(5.55, abs=0.05)
    assert inside.p_inside == pytest.approx(1.0, abs=0.01)
    assert outside.depth_km == pytest.approx(-5.55, abs=0.05)
    assert outside.p_inside == pytest.approx(0.0, abs=0.01)
    assert (inside.lat, inside.radius_km) == (40.05, 0.1)


def test_what_was_seen_before_the_declaration_or_of_another_kind_is_not_shown(case):
    seen(case, 1, date(2030, 1, 2), 40.05)
    seen(case, 2, date(2030, 1, 12), 40.05, object=Thing(text="lorry"))
    assert found(case).seen == ()


def test_what_is_planned_denied_or_absent_is_no_sighting(case):
    day = date(2030, 1, 12)
    seen(case, 1, day, 40.05, act=Act.DEPLOY, modality="intended", aspect="not_started")
    seen(case, 2, day, 40.05, polarity="negative")
    seen(case, 3, day, 40.05, act=Act.ABSENCE, kind=Kind.LOOK)
    assert found(case).seen == ()


def test_a_sighting_without_a_point_has_no_depth(case):
    seen(case, 1, date(2030, 1, 12), 40.05, place=(Place(text="somewhere"),))
    (one,) = found(case).seen
    assert (one.depth_km, one.p_inside) == (None, None)
    assert (one.lat, one.lon, one.radius_km) == (None, None, None)
