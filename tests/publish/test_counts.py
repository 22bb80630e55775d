from __future__ import annotations

from datetime import UTC, date, datetime

from tests.publish.making import agreement, assessment, claim
from tests.publish.reading import Page

from truceline.assess.result import FrameRef
from truceline.publish.counts import differing

PACT = agreement()
NEXT = iter(range(1000))


def count(voice, number, adm1=None, day=date(2030, 1, 20), unit="firings", **changes):
    speaker = {"by": "speaker", "party": voice} if voice in PACT.party else {"by": "speaker", "text": voice}
    return claim(next(NEXT), **{
        "act": "violate", "attribution": speaker, "time": {"start": day, "end": day},
        "place": [{"adm1": adm1}] if adm1 else [],
        "quantity": [{"kind": "count", "unit": unit, "low": number, "best": number, "high": number}],
        **changes,
    })  # fmt: skip


def rows(*claims, **changes):
    table = differing(PACT, assessment(**changes), claims)
    if table is None:
        return None
    return [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in Page(table).all("tr")]


def test_two_voices_stand_side_by_side_with_their_provinces():
    told = rows(count("north", 2, "Hills"), count("north", 1, "Plain"), count("south", 0))
    assert told == [
        "DayCountedCount by The NorthCount by The South",
        "20 Jan 2030 firings3 Hills 2, Plain 10 ",
    ]


def test_nothing_is_merged_or_averaged():
    told = " ".join(rows(count("north", 3), count("south", 7)) or [])
    assert "3" in told
    assert "7" in told
    assert "5" not in told
    assert "10" not in told


def test_one_voice_alone_differs_from_nobody():
    assert rows(count("north", 2), count("north", 3, "Hills")) is None
    assert rows(count("north", 2), count("south", 3, day=date(2030, 1, 21))) is None
    assert rows(count("north", 2), count("south", 3, unit="flights")) is None
    assert rows() is None


def test_only_accepted_dated_counts_that_say_what_they_count_are_compared():
    assert rows(count("north", 2), count("south", 3, status="rejected")) is None
    assert rows(count("north", 2, unit=None), count("south", 3, unit=None)) is None
    assert rows(count("north", 2), count("south", 3, time={})) is None
    assert rows(count("north", 2), count("south", 3, quantity=[])) is None


def test_a_voice_that_did_not_count_a_day_has_a_dash():
    told = rows(count("north", 1), count("south", 2), count("a watcher", 4))
    assert told is not None
    assert "Count by a watcher" in told[0]
    other = rows(
        count("north", 1), count("south", 2), count("south", 2, day=date(2030, 1, 22)),
        count("a watcher", 4, day=date(2030, 1, 22)),
    )  # fmt: skip
    assert other is not None
    assert "\N{EN DASH}" in other[1]


def test_bounds_are_kept_and_open_sums_are_not_invented():
    wide = count("north", 3)
    wide = wide.model_copy(update={"quantity": (wide.quantity[0].model_copy(update={"low": 2, "high": 9}),)})
    assert "3 (2\N{EN DASH}9)" in " ".join(rows(wide, count("south", 1)) or [])
    least = count("north", 3, "Hills")
    least = least.model_copy(update={"quantity": (least.quantity[0].model_copy(update={"best": None}),)})
    assert "several" in " ".join(rows(least, count("north", 1, "Plain"), count("south", 1)) or [])


def test_days_beyond_the_view_say_so():
    known = FrameRef(
        as_of=date(2030, 2, 10),
        known_at=datetime(2030, 1, 21, tzinfo=UTC),
        instruments=("truce",),
        readings={},
    )
    later = [count("north", 1), count("south", 2)]
    assert "beyond this view" in " ".join(rows(*later, frame=known) or [])
    assert "beyond this view" not in " ".join(rows(*later) or [])
    future = [count("north", 1, day=date(2030, 5, 1)), count("south", 2, day=date(2030, 5, 1))]
    assert "beyond this view" in " ".join(rows(*future) or [])
