"""Words beside conduct: what each party says about each norm, dated. Never mixed with what it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from truceline.assess.docket import Docket, Exhibit
from truceline.assess.inquiry import Inquiry
from truceline.assess.result import Posture, PostureEntry
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Modality

_YES = frozenset({Act.AGREE, Act.COMMIT_COMPLY, Act.SUPPORT, Act.COMPLY, Act.IMPLEMENT, Act.ACKNOWLEDGE})
_NO = frozenset({Act.REFUSE, Act.REJECT})
_BARGAIN = frozenset({Act.DEMAND, Act.NEGOTIATE, Act.DISPUTE})
# Two words of one party count as said together (and may be ambiguous) within a fortnight.
_TOGETHER = timedelta(days=14)


def postures(inquiry: Inquiry, norms: Sequence[str]) -> tuple[PostureEntry, ...]:
    """One entry for each party and norm somebody has spoken about, by party and norm."""
    docket = inquiry.docket
    spoken: dict[tuple[str, str], list[Exhibit]] = {}
    for claim in docket.claims:
        span = docket.days.get(claim.claim_id)
        if span is None or span[0] > inquiry.frame.as_of or lean(claim) is None:
            continue
        exhibit = Exhibit(claim, *span, claim.weight)
        for party in sorted(claim.parties):
            for norm in claim.bears_on:
                if norm in norms:
                    spoken.setdefault((party, norm), []).append(exhibit)
    return tuple(_entry(docket, party, norm, said) for (party, norm), said in sorted(spoken.items()))


def lean(claim: Claim) -> Posture | None:
    """Which way one statement leans; None if it takes no position."""
    if claim.kind is not Kind.STATEMENT:
        return None
    if claim.modality is Modality.REFUSED or claim.act in _NO:
        no_to_no = claim.act in _NO and claim.polarity == "negative"
        return Posture.ACCEPTS if no_to_no else Posture.REFUSES
    if claim.act is Act.WAIT:
        return Posture.AMBIGUOUS
    if claim.act in _BARGAIN:
        return Posture.BARGAINS
    if claim.act not in _YES and claim.modality is not Modality.COMMITTED:
        return None
    if claim.polarity == "negative":
        return Posture.REFUSES
    if claim.modality in (Modality.CONDITIONAL, Modality.CONDITIONAL_ANTECEDENT):
        return Posture.CONDITIONAL
    return Posture.ACCEPTS


def _entry(docket: Docket, party: str, norm: str, said: Sequence[Exhibit]) -> PostureEntry:
    """The latest words decide; a yes and a no within a fortnight are ambiguous."""
    latest = max(e.end for e in said)
    recent = [e for e in said if e.end >= latest - _TOGETHER]
    leans = {lean(e.claim) for e in recent}
    if {Posture.ACCEPTS, Posture.REFUSES} <= leans:
        posture, since = Posture.AMBIGUOUS, min(e.start for e in recent)
    else:
        last = max(recent, key=_order)
        posture = lean(last.claim) or Posture.SILENT
        since = _since(said, posture)
    cited = tuple(docket.cite(e) for e in sorted(said, key=lambda e: (e.start, e.key)))
    return PostureEntry(party=party, norm=norm, posture=posture, since=since, claims=cited)


def _order(exhibit: Exhibit) -> tuple[date, float, str]:
    """In time; of words on one day the weightier ones last."""
    return exhibit.end, exhibit.weight, exhibit.key


def _since(said: Sequence[Exhibit], posture: Posture) -> date:
    """The first day of the unbroken run of statements that lean this way."""
    since = None
    for exhibit in sorted(said, key=_order):
        since = since or exhibit.start if lean(exhibit.claim) is posture else None
    assert since is not None, "the last statement leans this way"
    return since
