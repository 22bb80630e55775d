"""Public facts: nothing in them tells what may not be told, alone or beside those issued before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publish.release.world import AS_OF, FIRST, KEY, NOW, ground, gun, killed, private, public, shelling

from truceline.core.canonical import canonical_json
from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Claim, Place
from truceline.publish.release.key import ReleaseKey
from truceline.publish.release.release import released
from truceline.publish.report.facts import CorrectionTold, Facts

HIDDEN = (
    {"sensitivity": "restricted"},
    {"sensitivity": "secret"},
    {"embargo_until": date(2031, 1, 1)},
    {"licence": "no-redistribution"},
)
"""What keeps a claim from being told."""
CONCLUSIONS = frozenset({"norms", "left_out", "licences"})
"""What may rest on claims that are not told: standings, and the figures of what was left out."""


def whole(facts: Facts) -> str:
    """All that a release tells; references are told apart by where they stand."""
    return _unreferenced(facts.model_dump(mode="json"))


def evidence(facts: Facts) -> str:
    """All that a release tells of what was seen, said and done, without what it concludes.

    References are told apart by where they stand: they are noise to whoever has not got the key.
    """
    told = facts.model_dump(mode="json")
    for each in (told["now"], told["released"], told["before"] or {}):
        for name in CONCLUSIONS & each.keys():
            del each[name]
    return _unreferenced(told)


def _unreferenced(told: dict[str, Any]) -> str:
    references: dict[str, str] = {}
    text = canonical_json(told).decode()
    return re.sub(r"\b[0-9a-f]{16}\b", lambda one: references.setdefault(one[0], f"#{len(references)}"), text)


def cited(facts: Facts) -> set[str]:
    return {one.claim_id for entry in facts.now.violations for one in (*entry.claims, *entry.against)}


TOLLS = st.sampled_from([(0, 0, 0), (0, 0, 2), (0, 1, 9), (1, 1, 1), (None, 2, None), (2, 7, 9)])
DAYS = st.integers(1, 12).map(lambda number: 4 * number)
"""Far enough from one another that no two rows may be one incident."""
SEEN = st.lists(st.tuples(DAYS, st.integers(0, 5)), min_size=1, max_size=8, unique_by=lambda row: row[0])


def seen(rows) -> list[Claim]:
    return [
        shelling(number, day, casualties=killed(dead, dead, dead), incident=None if number else "one")
        for number, (day, dead) in enumerate(rows)
    ]


def test_a_public_report_is_not_released_again():
    facts = public([shelling()])
    assert facts.is_public
    with pytest.raises(InputError, match="public already"):
        released(facts, ground([shelling()]))


def test_what_is_only_supposed_is_refused():
    facts = private([shelling()])
    considered = facts.now.considered.model_copy(update={"supposed": 1})
    supposed = facts.model_copy(update={"now": facts.now.model_copy(update={"considered": considered})})
    with pytest.raises(InputError, match="only supposed"):
        released(supposed, ground([shelling()]))


def test_earlier_reports_of_another_key_are_refused():
    claims = [shelling()]
    with pytest.raises(InputError, match="another key"):
        public(claims, earlier=(public(claims, key=ReleaseKey(b"o" * 32)),))


def test_a_told_row_has_no_words_no_source_and_no_exact_place():
    claim = shelling()
    facts = public([claim])
    text = facts.model_dump_json()
    for word in (
        claim.claim_id,
        claim.label,
        claim.says,
        "mill",
        "watcher",
        "notebook",
        "40.1,",
        "private title",
    ):
        assert word not in text
    (entry,) = facts.now.violations
    assert (entry.lat, entry.lon) != (40.1, 22.2)
    assert entry.claims[0].source == "B"


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_may_not_be_told_is_left_out_and_counted(hidden):
    month = [shelling(number, 10, recorded_at=NOW - timedelta(days=40), **hidden) for number in range(7)]
    facts = public(month)
    assert facts.now.violations == ()
    assert facts.released is not None
    assert sum(facts.released.left_out.values()) == 5


def test_a_standing_is_told_also_where_what_it_rests_on_is_not():
    facts = public([shelling(1, sensitivity="secret")])
    standing = facts.now.status("no-shelling")
    assert standing.standing == "breached"
    assert not [one for step in standing.proof.parts for one in (*step.supporting, *step.opposing)]
    assert any("not told in public" in note for step in standing.proof.parts for note in step.notes)


@settings(max_examples=15)
@given(told=SEEN, kept_back=SEEN, how=st.sampled_from(HIDDEN), days=st.lists(st.integers(10, 55), max_size=3))
def test_two_worlds_that_differ_in_what_is_kept_back_are_told_alike(told, kept_back, how, days):
    """Whatever a reader computes from any number of releases, it is the same in both."""
    open_ = seen(told)
    hidden = [
        shelling(100 + number, day, casualties=killed(dead, dead, dead), incident="one", **how)
        for number, (day, dead) in enumerate(kept_back)
    ]
    one: tuple[Facts, ...] = ()
    other: tuple[Facts, ...] = ()
    for day in sorted({*days, 50}):
        as_of = FIRST + timedelta(days=day)
        one = (*one, public([*open_, *hidden], as_of, earlier=one))
        other = (*other, public(open_, as_of, earlier=other))
    assert list(map(evidence, one)) == list(map(evidence, other))


@settings(max_examples=15)
@given(
    told=SEEN,
    fresh=st.lists(st.integers(1, 3), min_size=1, max_size=3),
    act=st.sampled_from([Act.PRESENCE, Act.DEPLOY, Act.WITHDRAW, Act.ABSENCE]),
)
def test_two_worlds_that_differ_in_fresh_positions_are_told_alike(told, fresh, act):
    day = (NOW.date() - FIRST).days + 1
    guns = [gun(100 + number, day - back, act=act) for number, back in enumerate(fresh)]
    as_of = NOW.date()
    one, other = (public([*seen(told), *more], as_of) for more in (guns, ()))
    assert evidence(one) == evidence(other)


@settings(max_examples=15)
@given(rows=SEEN, who=st.lists(st.booleans(), min_size=8, max_size=8))
def test_two_worlds_that_differ_in_who_did_it_are_told_alike_before_anybody_is_named(rows, who):
    """Of two who both owe it: neither row nor promise, nor one beside the other, tells which it was."""
    by = ["north" if one else "south" for one in who]
    north = [
        one.model_copy(update={"actor": (Actor(party=p),)}).identified()
        for one, p in zip(seen(rows), by, strict=False)
    ]
    assert whole(public(north)) == whole(public(seen(rows)))


@settings(max_examples=15)
@given(first=TOLLS, second=TOLLS, days=st.lists(st.integers(20, 55), max_size=3))
def test_a_small_toll_is_told_alike_whatever_it_is(first, second, days):
    worlds = []
    for toll in (first, second):
        issued: tuple[Facts, ...] = ()
        for day in sorted({*days, 55}):
            claims = [shelling(1, 10, casualties=killed(*toll)), shelling(2, 12, casualties=killed(8, 8, 8))]
            issued = (*issued, public(claims, FIRST + timedelta(days=day), earlier=issued))
        worlds.append(list(map(evidence, issued)))
    assert worlds[0] == worlds[1]


@settings(max_examples=15)
@given(across=st.floats(-0.0005, 0.0005), down=st.floats(-0.0005, 0.0005))
def test_two_places_in_one_square_are_told_alike(across, down):
    there = shelling(place=(Place(lat=40.1, lon=22.2, radius_m=200.0),))
    beside = shelling(place=(Place(text="another name", lat=40.1 + down, lon=22.2 + across, radius_m=201.0),))
    squares = ground([]).squares
    if squares.square(40.1, 22.2) != squares.square(40.1 + down, 22.2 + across):
        return
    one, other = (public([claim]).now.violations[0] for claim in (there, beside))
    hidden = {"entry_id": "", "claims": ()}
    assert one.model_copy(update=hidden) == other.model_copy(update=hidden)


@settings(max_examples=15)
@given(rows=SEEN, more=SEEN, days=st.lists(st.integers(10, 58), min_size=2, max_size=4, unique=True))
def test_the_dead_of_a_small_row_are_not_found_by_taking_one_release_from_another(rows, more, days):
    """The attacker has every figure of every release, subtracts them all, and knows which rows are new."""
    claims = [
        *seen(rows),
        *(one.model_copy(update={"label": f"late-{n}"}) for n, one in enumerate(seen(more))),
    ]
    claims = list({one.identified().claim_id: one.identified() for one in claims}.values())
    issued: tuple[Facts, ...] = ()
    for day in sorted(days):
        as_of = FIRST + timedelta(days=day)
        known = [one for one in claims if one.time.start and one.time.start <= as_of]
        issued = (*issued, public(known, as_of, earlier=issued))
    sums = [{one.month: (one.low, one.high) for one in each.released.dead_apart} for each in issued]
    for earlier, later in pairwise(sums):
        assert earlier.items() <= later.items()
    for figures in sums:
        assert all(low >= 6 and low % 3 == high % 3 == 0 for low, high in figures.values())
    for facts in issued:
        for entry in facts.now.violations:
            assert entry.killed is None or min(one for one in entry.killed if one is not None) >= 3


def test_positions_wait_for_their_delay_and_are_told_then():
    day = AS_OF - timedelta(days=1)
    claim = gun(day=(day - FIRST).days + 1)
    noon = NOW.replace(year=day.year, month=day.month, day=day.day)
    fresh = public([claim], now=noon + timedelta(hours=60))
    assert fresh.now.violations == ()
    assert canonical_json(fresh.now.violations) == b"[]"
    later = public([claim], now=noon + timedelta(hours=84))
    assert [one.norm for one in later.now.violations] == ["guns-out"]


def test_a_plan_that_lies_ahead_is_not_told():
    planned = gun(modality="intended", aspect="not_started", time={"start": AS_OF, "end": date(2030, 3, 20)})
    assert cited(public([planned])) == set()


def test_a_reference_is_the_same_in_every_release_and_says_nothing():
    claim = shelling()
    one, other = public([claim]), public([claim, shelling(2, 30)], AS_OF + timedelta(days=3))
    (told,) = one.now.violations
    assert told.entry_id in {entry.entry_id for entry in other.now.violations}
    assert told.claims[0].claim_id == KEY.reference("claim", claim.claim_id)
    assert claim.claim_id[:6] not in told.claims[0].claim_id


def test_the_report_before_is_told_as_it_was_told():
    claims = [shelling()]
    first = public(claims)
    facts = private(
        claims, AS_OF + timedelta(days=7), since=AS_OF + timedelta(days=1), before=private(claims).now
    )
    assert released(facts, ground(claims, earlier=(first,))).before == first.now
    alone = released(facts, ground(claims)).before
    assert alone is not None
    assert alone.violations == first.now.violations


def test_a_spot_report_bears_its_incident_by_reference_and_waits_with_it():
    claim = shelling()
    found = private([claim])
    spot = {"kind": "spot", "incident": found.now.violations[0].entry_id}
    facts = released(private([claim], **spot), ground([claim]))
    assert facts.incident == facts.now.violations[0].entry_id
    assert facts.report == f"spot-{AS_OF}-{facts.incident}"
    secret = shelling(sensitivity="secret")
    name = private([secret]).now.violations[0].entry_id
    with pytest.raises(InputError, match="may not be told in public yet") as refused:
        released(private([secret], kind="spot", incident=name), ground([secret]))
    assert name not in str(refused.value)


def test_a_correction_is_told_by_the_standings_that_moved_in_reports_that_the_public_had():
    claims = [shelling()]
    first = public(claims)
    moved = (("no-shelling", None, "breached", "presumed_kept"), ("no-shelling", "south", "breached", "kept"))
    told = {
        "day": AS_OF, "position": 17, "says": "the mill", "correction": "the ford", "reason": "word",
        "licence": "CC", "moved": (*moved, ("the-mill", None, "a", "b")),
    }  # fmt: skip
    corrections = (
        CorrectionTold(**told, reports=(first.report, "weekly-2029-12-31")),
        CorrectionTold(**told, reports=("weekly-2029-12-31",)),
        CorrectionTold(**told | {"moved": moved[1:]}, reports=(first.report,)),
    )
    later = private(claims, AS_OF + timedelta(days=7), corrections=corrections)
    (one,) = released(later, ground(claims, earlier=(first,))).corrections
    assert (one.says, one.correction, one.reason, one.licence, one.position) == ("", None, "", None, 0)
    assert (one.moved, one.reports) == (moved[:1], (first.report,))
