"""Facts of nowhere in particular, with something in every corner, small enough to read."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.publish.making import Sketch, agreement, assessment, cited, entry, node, part, status

from truceline.assess.result import Branch, Due, PostureEntry, SetAside
from truceline.case.depths import Sighting, Sightings
from truceline.case.names import Names
from truceline.case.watching import Watched
from truceline.mechanism.latency import Wait
from truceline.mechanism.tallies import Agreed
from truceline.publish.report.compose import composed
from truceline.publish.report.composed import Report
from truceline.publish.report.facts import (
    CorrectionTold,
    DenialTold,
    ExtensionTold,
    Facts,
    InquiryTold,
    MeetingTold,
    PatrolTold,
    Quoted,
    SegmentTold,
    SiteTold,
    SourceTold,
    StretchTold,
    TallyTold,
    WithdrawalTold,
)
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import ENGLISH, Tongue

AS_OF, SINCE = date(2030, 2, 10), date(2030, 2, 4)
NOON = datetime(2030, 2, 9, 12, tzinfo=UTC)


def bare(**changes: Any) -> Facts:
    """One promise, nothing known."""
    given = {
        "report": "weekly-2030-02-10",
        "kind": "weekly",
        "title": "River watch",
        "engine": "0.1.0",
        "since": SINCE,
        "previous": None,
        "now": assessment(AS_OF, violations=()),
        "before": None,
        "quotes": {},
    }
    return Facts.model_validate({**given, **changes})


def full(words: str = "plain words", **changes: Any) -> Facts:
    """Something of everything, all that people write in these words."""
    said = cited(
        1,
        says=words,
        source=words,
        family=words,
        label=words,
        rests_on=words,
        start=NOON.date(),
        end=NOON.date(),
    )
    step = node(
        "refuted",
        statement=words,
        opposing=(said, cited(2)),
        supporting=tuple(cited(n) for n in range(3, 12)),
        notes=(words,),
        would_change=(words,),
        set_aside=(SetAside(claim=said, reason=words),),
    )
    guns = status(
        title=words,
        parts=(part("north", proof=step, standing="breached", degree=(0.2, 0.4)), part("south")),
        proof=step,
        marks=(words,),
        branches=(Branch(standing="breached", condition=words),),
        starts=date(2030, 1, 1),
        due=(Due(by=date(2030, 2, 5), source="text"), Due(by=date(2030, 2, 20), source=words, certain=False)),
        depends_on_reading={"depth": {"wide": "breached"}},
        pace="stalled",
        would_change=(words,),
    )
    line = status(
        "line-drawn", kind="constitutive", mode=None, bearers=(), answerable=(), due=(), standing="not_made"
    )
    fire = status(
        "no-fire", mode="refrain", due=(Due(by=AS_OF + timedelta(days=3), source="text"),), answerable=()
    )
    register = (
        entry(
            1,
            start=NOON.date(),
            end=NOON.date(),
            place=words,
            adm1=words,
            claims=(said, cited(2, family="other")),
        ),
        entry(
            2,
            start=SINCE,
            end=SINCE,
            bearing="not_attributed",
            committed_by=(),
            attribution="none",
            killed=None,
            status="opened",
            claims=(cited(2, claim_id="e" * 64),),
        ),
        entry(3, start=date(2030, 1, 20), lat=None, lon=None, p_inside=None),
    )
    posture = PostureEntry(
        party="north", norm="guns-out", posture="refuses", since=NOON.date(), claims=(said,)
    )
    now = assessment(AS_OF, norms=(guns, line, fire), violations=register, postures=(posture,))
    was = assessment(SINCE - timedelta(days=1), norms=(status(), line, fire), violations=(), postures=())
    given = {
        "now": now,
        "before": was,
        "quotes": {said.claim_id: Quoted(words=words, condition=words)},
        "previous": "weekly-2030-02-03",
        **_matters(words),
        **_record(words),
        **changes,
    }
    return bare(**given)


def _matters(words: str) -> dict[str, Any]:
    seen = Sighting(
        claim_id="c" * 64,
        day=NOON.date(),
        says=words,
        parties=("north",),
        count=3,
        source=words,
        p_inside=0.7,
        depth_km=4.2,
    )
    sightings = Sightings(
        withdrawal="w1",
        state="short",
        declared=9,
        counted=7,
        what="guns",
        zone="river-strip",
        line="front",
        since=SINCE,
        seen=(seen,),
    )
    week = Watched(
        week=SINCE,
        patrols=1,
        by=("north",),
        hours=3.0,
        hours_per_km2=0.01,
        most_covered=0.4,
        drawn_share=None,
    )
    done = PatrolTold(
        id="p1",
        parties=("north", "south"),
        own_word=("north",),
        zone="river-strip",
        manner="joint",
        means="foot",
        state="done",
        day=NOON.date(),
        ended=NOON,
        hours=3.0,
        covered=0.4,
        none_of=("guns",),
    )
    return {
        "withdrawals": (
            WithdrawalTold(id="w1", party="north", by=AS_OF, done=True, goes_to=words, seen=sightings),
        ),
        "sites": (
            SiteTold(id="s1", party="north", state="short", expected={"guns": 9}, missing={"guns": 2}),
        ),
        "patrols": (done,),
        "watched": {"river-strip": (week,)},
        "denials": (
            DenialTold(
                id="a1", day=SINCE, zone="river-strip", whom="observers", by="north", reason=words, minutes=45
            ),
        ),
        "routes": (
            StretchTold(
                id="r1", zone="river-strip", state="limited", day=SINCE, by="south", closed_for=("goods",)
            ),
        ),
        "segments": (
            SegmentTold(
                zone="front", segment="west", state="agreed", approved_by=("north",), wanting=("south",)
            ),
        ),
    }


def _record(words: str) -> dict[str, Any]:
    wait = Wait(
        sender="north",
        to="south",
        step="answer",
        sent=3,
        done=2,
        median_h=4.0,
        ninth_h=9.0,
        longest_h=9.5,
        open=1,
        oldest_open_h=30.0,
    )
    agreed = Agreed(
        week=SINCE,
        first="north",
        second="south",
        both=2,
        same=1,
        first_sum=9,
        second_sum=4,
        alone=1,
        others=3,
    )
    return {
        "waits": (wait,),
        "meetings": (
            MeetingTold(
                id="m1",
                parties=("north", "south"),
                state="held",
                called_for=NOON,
                held_on=NOON.date(),
                agenda=words,
                outcome=words,
                confirmed_by=(),
            ),
        ),
        "extensions": (
            ExtensionTold(
                id="x1",
                party="north",
                norms=("guns-out",),
                until=AS_OF,
                state="half granted",
                granted={"south": AS_OF},
                refused=(),
                silent=("patron",),
            ),
        ),
        "inquiries": (
            InquiryTold(
                id="i1",
                what="shell",
                day=SINCE,
                state="verified",
                accused="north",
                attributed_to="north",
                grade="assessed",
                replied=("north",),
                published=True,
            ),
        ),
        "tallies": (
            TallyTold(place=words, day=SINCE, figures={"north": 4, "south": 9}),
            TallyTold(place=words, day=AS_OF, figures={"north": 2}),
        ),
        "agreed": (agreed,),
        "corrections": (
            CorrectionTold(
                day=SINCE,
                position=9,
                says=words,
                correction=words,
                reason=words,
                moved=(("guns-out", "north", "fulfilled", "breached"),),
                reports=("weekly-2030-02-03",),
            ),
        ),
        "sources": (SourceTold(family=words, reliability="B", claims=5, fresh=0, last=SINCE),),
    }


def setting(facts: Facts, tongue: Tongue = ENGLISH, **changes: Any) -> Setting:
    """The facts with the river's agreement and atlas."""
    given: dict[str, Any] = {"agreement": agreement(), "atlas": Sketch(), "names": Names()}
    return Setting(facts=facts, tongue=tongue, **{**given, **changes})


def written(facts: Facts, **changes: Any) -> Report:
    """The report of the facts."""
    return composed(setting(facts, **changes))


def told(report: Report, key: str) -> str:
    """All text of one section, a line for each sentence and row."""
    found = next(one for one in report.sections if one.key == key)
    return "\n".join(line for block in found.blocks for line in _lines(block))


def _lines(block: Any) -> list[str]:
    if hasattr(block, "sentences") or hasattr(block, "items"):
        return [one.text for one in getattr(block, "sentences", ()) or block.items]
    if hasattr(block, "rows"):
        return [block.caption, *(" | ".join(cell.text for cell in row.cells) for row in block.rows)]
    return [getattr(block, "text", ""), getattr(block, "caption", ""), getattr(block, "told", "")]
