"""The allow-list: of every document of a report, which field leaves, and how.

A public document is built from this list. A field that is not on it does not leave, and a test that looks at
every document of a report fails until somebody has decided about it: nothing new leaks by default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from truceline.assess.result import (
    AgreementRef,
    Assessment,
    Branch,
    Cited,
    Considered,
    CountedEntry,
    Due,
    FrameRef,
    NormStatus,
    PartStatus,
    PostureEntry,
    ProofNode,
    RegisterEntry,
    SetAside,
    TableRef,
)
from truceline.case.depths import Sighting, Sightings
from truceline.case.watching import Watched
from truceline.evidence.strict import Strict
from truceline.mechanism.latency import Wait
from truceline.mechanism.tallies import Agreed
from truceline.outlook.comparison import ChangeShown, Comparison, Ratio, WindowShown
from truceline.outlook.displacement import Displacement
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Chance, Forecast, Unsaid
from truceline.outlook.frozen import Record, Scored, Scores
from truceline.outlook.fulfilment import ByDay, Fulfilment
from truceline.outlook.infighting import Infighting
from truceline.outlook.kept import PromiseRecord, ScoredPromise
from truceline.outlook.more_time import Likelihood, MoreTime
from truceline.outlook.precedents import BaseRate
from truceline.outlook.progress import Shown
from truceline.publish.report import facts as told

Document = TypeVar("Document", bound=Strict)


@dataclass(frozen=True)
class Leaving:
    """How the fields of a document leave."""

    as_is: frozenset[str] = frozenset()
    """Numbers, days and words of closed vocabularies; never anything that somebody writes freely."""
    made: frozenset[str] = frozenset()
    """Made anew: coarsened, referred to by the key, chosen from what the agreement knows."""
    empty: Mapping[str, Any] = field(default_factory=dict)
    """Emptied: what stands there instead."""

    @property
    def fields(self) -> frozenset[str]:
        return self.as_is | self.made | self.empty.keys()


def _leaving(as_is: str = "", made: str = "", **empty: Any) -> Leaving:
    return Leaving(frozenset(as_is.split()), frozenset(made.split()), empty)


ALLOWED: Mapping[type[Strict], Leaving] = {
    told.Facts: _leaving(
        "format kind title engine since",
        "report previous now before incident withdrawals sites patrols watched denials routes segments "
        "meetings extensions inquiries tallies agreed corrections sources outlook scores released",
        quotes={},
        waits=(),
        weighed={},
        unseen={},
    ),
    Assessment: _leaving(
        "format engine agreement",
        "frame norms violations postures considered",
        ledger_position=None,
        tables=(),
        counted=(),
    ),
    AgreementRef: _leaving("id title digest revision"),
    FrameRef: _leaving("as_of known_at readings", "instruments"),
    NormStatus: _leaving(
        "norm title instrument authority para kind mode bearers answerable phase starts until performance "
        "degree standing pace depends_on_reading",
        "due branches parts proof would_change marks",
        supposed=False,
    ),
    PartStatus: _leaving("verdict performance degree standing", "part party proof"),
    Due: _leaving("by certain", "source"),
    Branch: _leaving("standing", "condition"),
    ProofNode: _leaving(
        "verdict standard",
        "statement check support opposition supporting opposing parts would_change notes",
        set_aside=(),
    ),
    Cited: _leaving(
        "start end",
        "claim_id source family grade weight",
        label=None,
        says="",
        recorded_at=None,
        p_inside=None,
        origin="",
        rests_on="",
        supposed=False,
    ),
    RegisterEntry: _leaving(
        "norm status bearing",
        "entry_id reason act start end place adm1 lat lon radius_km p_inside committed_by attribution "
        "participants answerable target count killed support opposition claims against incident may_repeat",
        supposed=False,
    ),
    PostureEntry: _leaving("norm posture", "party since claims"),
    Considered: _leaving("", "given seen", not_yet_known=0, not_accepted=0, overtaken=0, supposed=0),
    told.WithdrawalTold: _leaving("by done", "id party seen", goes_to="", withheld=0),
    Sightings: _leaving("state declared counted since", "withdrawal what zone line seen"),
    Sighting: _leaving(
        "day count", "claim_id source p_inside depth_km lat lon radius_km", says="", parties=()
    ),
    told.SiteTold: _leaving("state", "id party expected missing"),
    told.PatrolTold: _leaving(
        "manner means state day", "id parties own_word zone ended hours covered none_of looked"
    ),
    Watched: _leaving("week patrols", "by hours hours_per_km2 most_covered drawn_share"),
    told.DenialTold: _leaving("day", "id zone whom minutes", by=None, reason=""),
    told.StretchTold: _leaving("state day", "id zone by closed_for"),
    told.SegmentTold: _leaving("state", "zone segment approved_by wanting"),
    told.MeetingTold: _leaving(
        "state held_on", "id parties called_for confirmed_by", agenda="", outcome=None
    ),
    told.ExtensionTold: _leaving("until state", "id party norms granted refused silent"),
    told.InquiryTold: _leaving("day state published", "id what attributed_to grade replied", accused=None),
    told.TallyTold: _leaving("day", "place figures"),
    Agreed: _leaving("week both same first_sum second_sum alone", "first second", others=None, withheld=0),
    told.SourceTold: _leaving("", "family reliability claims fresh last"),
    told.Released: _leaving(
        "", "delay_hours town_km open_km least left_out licences reply_days unnamed dead_apart key"
    ),
    told.DeadApart: _leaving("", "month low high"),
    told.CorrectionTold: _leaving(
        "day", "moved reports", position=0, says="", correction=None, reason="", licence=None, is_secret=False
    ),
    BaseRate: _leaving("mechanism days followed held share low high"),
    ByDay: _leaving("by certain chance low high", "source"),
    Chance: _leaving("multiple", "above chance"),
    ChangeShown: _leaving("day earliest latest", "before after"),
    Comparison: _leaving(
        "norm event where",
        "before since ratio changes cannot_say",
        party=None,
        table=None,
        raw=None,
        excess=1.0,
        silent=(),
        quiet_since=None,
        too_wide=0,
    ),
    Displacement: _leaving("norm event zone ring", "before since ratio", excess=1.0, table=None),
    Forecast: _leaving(
        "norm event where days first last median likely wide",
        "mean chances",
        party=None,
        table=None,
        province=None,
        cdf=(),
        baselines={},
    ),
    Fulfilment: _leaving("norm parts shown path half_by never on_track", "deadlines more_time cannot_say"),
    Likelihood: _leaving("chance low high"),
    MoreTime: _leaving("to asked_on applies in_time", "rule cannot_say"),
    Outlook: _leaving(
        "format agreement engine model precedents",
        "frame comparisons displacement fulfilments forecasts",
        ledger_position=0,
        inputs="",
        supposed=0,
        tables=(),
        counted=(),
        counted_in_part=(),
        infighting=(),
        unsaid=(),
        by_province=(),
        unsaid_by_province=(),
    ),
    PromiseRecord: _leaving("what forecasts said came brier usual"),
    Ratio: _leaving("", "ratio low high"),
    Record: _leaving("days scope forecasts crps baselines skill held log_score brier"),
    Scores: _leaving("format as_of issued open records promise_records", forecasts=(), promises=()),
    Shown: _leaving("day low high"),
    WindowShown: _leaving("first last", "events reports observed", pace=None),
}
"""How every document leaves of which anything may."""

# Words; claims set aside; attached tables; the liaison's letters; who fights whom within a side; what came in
# one window, which beside that of another is a day's count.
NEVER: frozenset[type[Strict]] = frozenset(
    {told.Quoted, SetAside, TableRef, CountedEntry, Wait, Infighting, Unsaid, Scored, ScoredPromise}
)
"""Documents of which nothing leaves."""


def built(private: Document, /, **made: Any) -> Document:
    """The public document: what leaves as it is, what was made anew, and what is empty."""
    leaving = ALLOWED[type(private)]
    assert made.keys() == leaving.made, sorted(made.keys() ^ leaving.made)
    plain = {name: getattr(private, name) for name in leaving.as_is}
    return type(private).model_validate({**plain, **made, **leaving.empty})
