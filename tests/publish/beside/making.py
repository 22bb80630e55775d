"""Facts of nowhere in particular with something in every table, and a map that they fall on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
from tests.publish.making import agreement, assessment, cited, entry, part, status

from truceline.assess.result import Due, PostureEntry
from truceline.case.depths import Sighting, Sightings
from truceline.case.watching import Watched
from truceline.mechanism.latency import Wait
from truceline.mechanism.tallies import Agreed
from truceline.places.atlas import Atlas
from truceline.places.draft import Draft
from truceline.places.drawing import Drawing
from truceline.places.geojson import Feature
from truceline.publish.beside.figures import Figures, figures_of
from truceline.publish.report.facts import (
    KEPT_BACK,
    CorrectionTold,
    DenialTold,
    ExtensionTold,
    Facts,
    InquiryTold,
    MeetingTold,
    PatrolTold,
    Quoted,
    Released,
    SegmentTold,
    SiteTold,
    SourceTold,
    StretchTold,
    TallyTold,
    WithdrawalTold,
    cited_in,
)

DAY = date(2030, 2, 10)
NOON = datetime(2030, 2, 9, 9, 30, tzinfo=UTC)
HOSTILE = "=1+1\x00\x07\r\n\u202eevil\u2066</script>&\"';, ]]> \u0627\u0644\u062c\u0646\u0648\u0628"


def atlas(**changes: Any) -> Atlas:
    """A front line from west to east, the strip beside it, and two posts."""
    spots = {"post-1": [(36.5, 35.55)], "post-2": [(36.7, 35.55)], "front": [(36.0, 35.5), (37.0, 35.5)]}
    drafts = {}
    for zone, path in spots.items():
        kind = "line" if zone == "front" else "point"
        drawing = Drawing(kind, ((np.array(path, dtype=np.float64),),))
        drafts[zone] = Draft((Feature(zone, None, 0.0, drawing),))
    return Atlas(agreement(**changes), drafts)


def quotes(now: Any, sighted: tuple[str, ...] = (), **changes: Any) -> dict[str, Quoted]:
    """The words of every claim that is cited."""
    told = {"words": "Guns were seen.", "published_on": date(2030, 1, 21), **changes}
    return {claim: Quoted(**told) for claim in (*cited_in(now), *sighted)}


def facts(**changes: Any) -> Facts:
    """A weekly report with one promise, one incident, one posture, and a matter of every sort."""
    said = PostureEntry(
        party="north", norm="guns-out", posture="conditional", since=date(2030, 1, 5), claims=(cited(7),)
    )
    dues = (
        Due(by=date(2030, 2, 1), source="text", certain=False),
        Due(by=date(2030, 3, 1), source="grace", certain=False),
    )
    divided = (part("north", standing="fulfilled", degree=(1.0, 1.0)), part("south"))
    now = assessment(
        DAY,
        norms=(status(due=dues, parts=divided),),
        violations=(entry(),),
        postures=(said,),
        ledger_position=9,
    )
    before = assessment(date(2030, 2, 3), norms=(status(standing="not_yet_due"),), violations=())
    sighted = ("f" * 64,)
    told = {"now": now, "before": before, "quotes": quotes(now, sighted), **changes}
    return Facts.model_validate(
        {
            "report": "weekly-2030-02-10",
            "kind": "weekly",
            "title": "Truce on the river",
            "engine": "0.1.0",
            "since": date(2030, 2, 4),
            "previous": "weekly-2030-02-03",
            **_matters(sighted[0]),
            **told,
        }
    )


def empty(**changes: Any) -> Facts:
    """A report of a case with nothing in it."""
    nothing = assessment(DAY, norms=(), violations=())
    return Facts.model_validate(
        {
            "report": "daily-2030-02-10",
            "kind": "daily",
            "title": "Nothing yet",
            "engine": "0.1.0",
            "since": DAY,
            "previous": None,
            "now": nothing,
            "before": None,
            "quotes": {},
            **changes,
        }
    )


def released(**changes: Any) -> Released:
    """How a public release was made."""
    return Released.model_validate(
        {
            "delay_hours": 72,
            "town_km": 2.0,
            "open_km": 5.0,
            "least": 3,
            "left_out": {"under the delay": 4},
            **changes,
        }
    )


def figures(told: Facts | None = None, **changes: Any) -> Figures:
    """The figures of facts, on the map of the river."""
    return figures_of(told or facts(), agreement(**changes), atlas(**changes))


def _matters(sighted: str) -> dict[str, Any]:
    sighting = Sighting(
        claim_id=sighted,
        day=date(2030, 2, 6),
        says="Two guns.",
        parties=("north",),
        count=2.0,
        source="watch",
        p_inside=0.7,
        depth_km=3.21987,
        lat=35.53,
        lon=36.4,
        radius_km=1.0,
    )
    seen = Sightings(
        withdrawal="w-1",
        state="declared",
        declared=12,
        counted=None,
        what="guns",
        zone="river-strip",
        line="front",
        since=date(2030, 2, 1),
        seen=(sighting,),
    )
    watched = Watched(
        week=date(2030, 2, 4),
        patrols=1,
        by=("north",),
        hours=3.5,
        hours_per_km2=0.1,
        most_covered=0.4,
        drawn_share=None,
    )
    return {
        "withdrawals": (WithdrawalTold(id="w-1", party="north", by=date(2030, 2, 5), done=True, seen=seen),),
        "sites": (
            SiteTold(id="s-1", party="north", state="opened", expected={"guns": 4}, missing={"guns": 1}),
            SiteTold(id="s-2", party="south", state="declared", expected={"guns": 2}, missing=None),
        ),
        "patrols": (
            PatrolTold(
                id="p-1",
                parties=("north", "south"),
                own_word=("north",),
                zone="river-strip",
                manner="joint",
                means="vehicle",
                state="done",
                day=date(2030, 2, 9),
                ended=NOON,
                hours=3.5,
                covered=0.4,
                none_of=("guns",),
            ),
        ),
        "watched": {"river-strip": (watched,)},
        "denials": (
            DenialTold(
                id="p-2",
                day=date(2030, 2, 8),
                zone="river-strip",
                whom="patrol",
                by=None,
                reason="mines",
                minutes=40,
            ),
        ),
        "routes": (
            StretchTold(
                id="r-1", zone="front", state="open", day=date(2030, 2, 7), by="north", closed_for=("trade",)
            ),
        ),
        "segments": (
            SegmentTold(
                zone="river-strip",
                segment="east",
                state="proposed",
                approved_by=("north",),
                wanting=("south",),
            ),
        ),
        "waits": (
            Wait(
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
            ),
        ),
        "meetings": (
            MeetingTold(
                id="m-1",
                parties=("north", "south"),
                state="convened",
                called_for=datetime(2030, 2, 14, 9, tzinfo=UTC),
                held_on=None,
                agenda="The east, and mines",
                outcome=None,
                confirmed_by=(),
            ),
        ),
        "extensions": (
            ExtensionTold(
                id="e-1",
                party="north",
                norms=("guns-out",),
                until=date(2030, 3, 1),
                state="asked",
                granted={"patron": date(2030, 2, 20)},
                refused=(),
                silent=("south",),
            ),
        ),
        "inquiries": (
            InquiryTold(
                id="i-1",
                what="shelling",
                day=date(2030, 2, 5),
                state="open",
                accused="north",
                attributed_to=None,
                grade=None,
                replied=(),
                published=False,
            ),
        ),
        "tallies": (TallyTold(place="Riverland", day=date(2030, 2, 6), figures={"north": 3, "south": 5}),),
        "agreed": (
            Agreed(
                week=date(2030, 2, 4),
                first="north",
                second="south",
                both=1,
                same=0,
                first_sum=3,
                second_sum=5,
                alone=0,
                others=2,
            ),
        ),
        "corrections": (
            CorrectionTold(
                day=date(2030, 2, 9),
                position=8,
                says="Five guns.",
                correction="Two guns.",
                reason="counted twice",
                moved=(("guns-out", None, "breached", "unproven"),),
                reports=("weekly-2030-02-03",),
            ),
            CorrectionTold(
                day=date(2030, 2, 9),
                position=9,
                says="Kept words.",
                correction=None,
                reason="-",
                licence=KEPT_BACK,
                moved=(),
            ),
        ),
        "sources": (SourceTold(family="press", reliability="B", claims=5, fresh=2, last=date(2030, 2, 9)),),
    }
