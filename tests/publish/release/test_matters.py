"""The mechanism's rows, as the public is told: nothing ahead, nothing fresh, no handles and no words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.mechanism.conftest import enter, open_case
from tests.publish.release.world import AS_OF, KEY, NOW, ground, gun, private

from truceline.case.watching import Watched
from truceline.core.frame import Frame
from truceline.mechanism.tallies import Agreed
from truceline.publish.release.release import released
from truceline.publish.report.facts import (
    DenialTold,
    ExtensionTold,
    Facts,
    InquiryTold,
    MeetingTold,
    PatrolTold,
    SegmentTold,
    SiteTold,
    StretchTold,
    TallyTold,
)
from truceline.publish.report.gathering import Asked, gathered

OLD = date(2030, 2, 10)
FRESH = NOW.date() - timedelta(days=1)
CLAIM = gun()


def told(
    claims=(), now: datetime = NOW, matters_held: dict[tuple[str, str], Any] | None = None, **matters: Any
):
    held = ground(claims, now=now, matters=matters_held or {})
    return released(private(claims, AS_OF, **matters), held)


@pytest.fixture
def held(tmp_path):
    """Matters of a case in which these acts were made, in order, after three weeks."""

    def made(*acts: tuple[str, str, dict[str, Any]]):
        case = open_case(tmp_path / "case")
        case.ledger._clock.at += timedelta(days=21)
        for who, kind, fields in acts:
            enter(case, who, kind, **fields)
        return case, case.mechanism.record().matters

    return made


def patrol(day: date = OLD) -> PatrolTold:
    return PatrolTold(
        id="p-mill", parties=("north", "a stranger"), own_word=("north",), zone="strip", manner="single",
        means="foot", state="done", day=day, ended=datetime(day.year, day.month, day.day, 16, 47, tzinfo=UTC),
        hours=3.7834, covered=0.7834, none_of=("guns", "a word"),
    )  # fmt: skip


def test_a_patrol_is_told_by_its_day_once_it_is_old_enough():
    (one,) = told(patrols=(patrol(), patrol(FRESH))).patrols
    assert one.id == KEY.reference("patrol", "p-mill")
    assert (one.parties, one.none_of, one.hours, one.covered) == (("north",), ("guns",), 4.0, 0.8)
    assert one.ended.isoformat() == "2030-02-10T00:00:00+02:00"


PLAN = {
    "patrol": "p-1", "zone": "strip", "manner": "single", "starts": "2030-01-10T06:00:00Z",
    "ends": "2030-01-10T10:00:00Z",
}  # fmt: skip
DONE = {"patrol": "p-1", "started": PLAN["starts"], "ended": PLAN["ends"], "covered": 0.8}
SECRET = {"sensitivity": "secret"}


def report(case) -> Facts:
    """The private report of January."""
    asked = Asked("weekly", Frame(as_of=date(2030, 1, 31)), since=date(2030, 1, 2), outlook=False)
    return gathered(case, asked, "January")


@pytest.mark.parametrize("hush", [{}, SECRET])
def test_a_patrol_that_was_made_secret_is_told_nowhere_and_its_week_with_it(held, hush):
    case, matters = held(("north-liaison", "plan", PLAN), ("north-liaison", "finish", DONE | hush))
    facts = released(report(case), ground([], matters=matters))
    assert len(facts.patrols) == (0 if hush else 1)
    assert [len(weeks) for weeks in facts.watched.values()] == ([0] if hush else [1])


@pytest.mark.parametrize("hush", [{}, SECRET])
def test_a_stretch_that_was_made_secret_is_not_told(held, hush):
    ford = {"stretch": "ford", "zone": "strip", "stands": "open", "on": "2030-01-14"}
    case, matters = held(("mission-observer", "route", ford | hush))
    assert len(released(report(case), ground([], matters=matters)).routes) == (0 if hush else 1)


def count(where: str, adm1: str, **more: Any) -> tuple[str, str, dict[str, Any]]:
    return "north-liaison", "count", {"where": where, "on": "2030-01-08", "firings": 3, "adm1": adm1} | more


def both(where: str, adm1: str, **more: Any) -> tuple[tuple[str, str, dict[str, Any]], ...]:
    north = count(where, adm1, **more)
    return north, ("south-liaison", *north[1:])


def test_a_week_s_figures_are_told_where_all_of_them_may_be(held):
    case, matters = held(*both("idlib", "Idlib"))
    facts = released(report(case), ground([], matters=matters))
    assert [one.place for one in facts.tallies] == ["Idlib"]
    assert [one.both for one in facts.agreed] == [1]


@pytest.mark.parametrize("rest", [both("hama", "Hama", **SECRET), both("mill", "the mill")])
def test_no_figure_that_is_kept_back_is_what_is_left_of_a_sum(held, rest):
    case, matters = held(*both("idlib", "Idlib"), *rest)
    facts = released(report(case), ground([], matters=matters))
    assert [one.place for one in facts.tallies] == ["Idlib"]
    assert facts.agreed == ()


def test_a_storage_site_has_no_place_even_where_its_inspection_is_public(held):
    site = {"site": "depot", "holds": ["guns=3"], "lat": 40.1, "lon": 22.2}
    seen = {"site": "depot", "seen": ["guns=2"], "on": "2030-01-20", "sensitivity": "public"}
    case, matters = held(("south-liaison", "store", site), ("mission-observer", "inspect", seen))
    claims = [one for one in case.ledger.claims() if one.sensitivity == "public"]
    told_, plain = (released(private(claims), ground(claims, matters=each)) for each in (matters, {}))
    (entry,) = told_.now.violations
    assert (entry.place, entry.adm1, entry.lat, entry.lon, entry.p_inside) == ("", None, None, None, None)
    assert plain.now.violations[0].lat is not None


def test_a_site_is_told_by_what_it_holds():
    site = SiteTold(
        id="the-mill", party="a stranger", state="short", expected={"guns": 3, "word": 1}, missing={"guns": 1}
    )
    (one,) = told(sites=(site,)).sites
    assert (one.party, one.expected, one.missing) == ("", {"guns": 3}, {"guns": 1})
    assert one.id == KEY.reference("site", "the-mill")


def week(monday: date) -> Watched:
    return Watched(
        week=monday, patrols=3, by=("north", "a stranger"), hours=11.37, hours_per_km2=0.01234,
        most_covered=0.7834, drawn_share=0.5234,
    )  # fmt: skip


def test_a_zone_s_weeks_are_told_whole_and_when_they_are_old_enough():
    weeks = (week(date(2030, 2, 4)), week(date(2030, 2, 25)))
    found = told(watched={"strip": weeks, "the mill": weeks}).watched
    assert list(found) == ["strip"]
    (one,) = found["strip"]
    assert (one.week, one.by, one.hours, one.hours_per_km2) == (date(2030, 2, 4), ("north",), 11.0, 0.01)
    assert (one.most_covered, one.drawn_share) == (0.8, 0.5)


def test_what_is_not_known_of_a_week_stays_so():
    bare = week(date(2030, 2, 4)).model_copy(update={"hours_per_km2": None, "drawn_share": None})
    (one,) = told(watched={"strip": (bare,)}).watched["strip"]
    assert (one.hours_per_km2, one.drawn_share) == (None, None)


def test_a_denial_is_told_without_a_reason_and_without_who():
    denial = {"id": "a-1", "zone": "strip", "by": "south", "reason": "mines at the mill"}
    ones = (
        DenialTold(day=OLD, whom="observers", minutes=41, **denial),
        DenialTold(day=FRESH, whom="observers", minutes=41, **denial),
        DenialTold(day=OLD, whom="the miller", minutes=5, **denial),
    )
    first, second = told(denials=ones).denials
    assert (first.by, first.reason, first.minutes, first.whom) == (None, "", 45, "observers")
    assert second.whom == ""


def test_a_stretch_is_told_by_who_says_so_if_that_is_a_party():
    one = StretchTold(
        id="r", zone="strip", state="limited", day=OLD, by="mission-observer", closed_for=("goods",)
    )
    (found,) = told(routes=(one,)).routes
    assert (found.by, found.closed_for, found.zone) == ("", ("goods",), "strip")


def test_segments_are_told_without_their_handles():
    one = SegmentTold(zone="strip", segment="mill", state="agreed", approved_by=("north",), wanting=("x",))
    elsewhere = one.model_copy(update={"zone": "the mill"})
    (found,) = told(segments=(one, elsewhere)).segments
    assert (found.approved_by, found.wanting) == (("north",), ())
    assert found.segment == KEY.reference("segment", "strip mill")


def test_a_meeting_is_told_once_it_was_held():
    held = MeetingTold(
        id="m", parties=("north", "south"), state="held", called_for=datetime(2030, 2, 10, 9, 30, tzinfo=UTC),
        held_on=OLD, agenda="the mill", outcome="differed", confirmed_by=("north",),
    )  # fmt: skip
    ahead = held.model_copy(update={"held_on": None})
    fresh = held.model_copy(update={"held_on": FRESH})
    (found,) = told(meetings=(held, ahead, fresh)).meetings
    assert (found.agenda, found.outcome, found.called_for.hour) == ("", None, 0)


def test_an_extension_is_told_once_it_is_decided():
    granted = ExtensionTold(
        id="e", party="south", norms=("fords-open", "the-mill"), until=AS_OF, state="granted",
        granted={"north": AS_OF, "x": AS_OF}, refused=(), silent=("mission",),
    )  # fmt: skip
    asked = granted.model_copy(update={"state": "asked"})
    (found,) = told(extensions=(granted, asked)).extensions
    assert (found.norms, found.granted, found.silent) == (("fords-open",), {"north": AS_OF}, ("mission",))


def test_an_inquiry_that_was_not_released_is_not_told():
    one = InquiryTold(
        id="ford", what="shell", day=OLD, state="verified", accused="south", attributed_to="south",
        grade="confirmed", replied=(), published=True,
    )  # fmt: skip
    assert told(inquiries=(one,)).inquiries == ()


def test_tallies_are_told_of_provinces_and_between_parties():
    ones = (
        TallyTold(place="Idlib governorate", day=OLD, figures={"north": 3, "a stranger": 1}),
        TallyTold(place="the mill", day=OLD, figures={"north": 3}),
    )
    (found,) = told(tallies=ones).tallies
    assert (found.place, found.figures) == ("Idlib", {"north": 3})


def test_sides_are_compared_by_whole_weeks():
    one = Agreed(
        week=date(2030, 2, 4), first="north", second="south", both=3, same=1, first_sum=7, second_sum=9,
        alone=2, others=4,
    )  # fmt: skip
    running = one.model_copy(update={"week": date(2030, 2, 18)})
    strange = one.model_copy(update={"second": "a stranger"})
    (found,) = told(agreed=(one, running, strange)).agreed
    assert (found.both, found.others) == (3, None)
