"""Reports of one incident are put together, however few of them are compared."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.assess.making import claim

from truceline.assess.clusters import distinct, weigh_incidents
from truceline.assess.docket import Exhibit
from truceline.core.finding import Standard

told = st.tuples(
    st.integers(0, 12),
    st.integers(0, 3),
    st.sampled_from(["Ford", "Mill", ""]),
    st.sampled_from([None, "i", "j"]),
)


def exhibit(number: int, day: int, length: int, where: str, handle: str | None) -> Exhibit:
    """A report of an attack of some days at a place."""
    first = date(2020, 1, 1) + timedelta(days=day)
    last = first + timedelta(days=length)
    place = [{"text": where}] if where else []
    made = claim("attack", first.isoformat(), place=place, incident=handle, says=f"report {number}")
    return Exhibit(made, first, last, 1.0, 0.5)


def linked(several: list[Exhibit], *, at_one_place: bool) -> set[frozenset[str]]:
    """Groups by comparing each with each: those of a handle, or of overlapping days (and one place)."""

    def same(one: Exhibit, other: Exhibit) -> bool:
        if one.claim.incident and other.claim.incident:
            return one.claim.incident == other.claim.incident
        near = not at_one_place or [p.text for p in one.claim.place] == [p.text for p in other.claim.place]
        return near and one.start <= other.end and other.start <= one.end

    groups = [{one.key} for one in several]
    for one in several:
        for other in several:
            if same(one, other):
                touched = [group for group in groups if one.key in group or other.key in group]
                groups = [group for group in groups if group not in touched] + [set().union(*touched)]
    return {frozenset(group) for group in groups}


@given(st.lists(told, max_size=9))
def test_the_same_reports_go_together_as_if_each_were_compared_with_each(rows):
    several = [exhibit(number, *row) for number, row in enumerate(rows)]
    assert {frozenset(one.key for one in group) for group in distinct(several)} == linked(
        several, at_one_place=False
    )
    denied = several[::2]
    weighed = weigh_incidents(several[1::2], denied, Standard.CLEAR)
    dropped = {one.key for one, _ in weighed.set_aside}
    alone = [group for group in linked(several, at_one_place=True) if group <= {one.key for one in denied}]
    assert all(group <= dropped for group in alone), "a denial of what nobody reports is set aside"


def test_a_thousand_reports_at_as_many_places_are_as_many_incidents():
    several = [exhibit(number, 0, 0, f"place {number}", None) for number in range(1000)]
    weighed = weigh_incidents(several, [], Standard.CLEAR)
    assert len(weighed.reports) == 1000
    assert weighed.strongest == 0.5
