"""A river, what was told of it, and a release of that: small worlds that differ in one thing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from truceline.agreement.load import load_agreement
from truceline.assess.engine import assess
from truceline.case.law import Law
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.evidence.claim import (
    Actor,
    AttributionGrade,
    Casualties,
    Claim,
    Evidence,
    Kind,
    Place,
    Source,
    Thing,
    Toll,
    When,
)
from truceline.places.atlas import Atlas
from truceline.publish.release.ground import Ground
from truceline.publish.release.key import ReleaseKey
from truceline.publish.release.release import released
from truceline.publish.release.rules import Rules
from truceline.publish.report.facts import Facts

TINY = Path(__file__).parents[2] / "cli" / "tiny"
AGREEMENT = load_agreement(TINY / "agreement.yaml")
ATLAS = Atlas.of(AGREEMENT, TINY)
KEY = ReleaseKey(b"k" * 32)
FIRST = date(2030, 1, 1)
NOW = datetime(2030, 3, 1, 12, tzinfo=UTC)
AS_OF = date(2030, 2, 20)


def shelling(number: int = 1, day: int = 20, **changes: Any) -> Claim:
    """A shell in the middle of the strip, some days after the truce began."""
    on = FIRST + timedelta(days=day - 1)
    told = {
        "kind": Kind.EVENT,
        "act": Act.SHELL,
        "label": f"shell-{number}",
        "actor": (Actor(text="the South", party="south"),),
        "attribution_grade": AttributionGrade.CONFIRMED,
        "place": (Place(text="by the mill", lat=40.1, lon=22.2, radius_m=200.0),),
        "time": When(start=on, end=on),
        "published_on": on,
        "recorded_at": datetime.combine(on, datetime.min.time(), UTC) + timedelta(days=1),
        "source": Source(id=f"watcher-{number}", family=f"watch-{number}", reliability="B", credibility=2),
        "evidence": Evidence(cite=f"notebook, page {number}"),
        "says": f"A shell fell by the mill, number {number}.",
        **changes,
    }
    return Claim(**told).identified()


def gun(number: int = 1, day: int = 20, **changes: Any) -> Claim:
    """A gun of the South in the strip."""
    fields = {"kind": Kind.OBSERVATION, "act": Act.PRESENCE, "object": Thing(text="gun", term="guns")}
    return shelling(number, day, **(fields | changes))


def killed(low: int | None, best: int | None, high: int | None) -> Casualties:
    """So many killed."""
    return Casualties(killed=Toll(low=low, best=best, high=high))


def private(claims: Iterable[Claim], as_of: date = AS_OF, **changes: Any) -> Facts:
    """The private facts of a report on these claims."""
    found = assess(AGREEMENT, claims, Frame(as_of=as_of), ATLAS)
    told = {
        "report": f"weekly-{as_of}",
        "kind": "weekly",
        "title": "The week on the river",
        "engine": "0",
        "since": as_of - timedelta(days=6),
        "previous": None,
        "now": found,
        "before": None,
        "quotes": {},
        **changes,
    }
    return Facts(**told)


def ground(claims: Iterable[Claim], **changes: Any) -> Ground:
    """The ground of a release of these claims."""
    held = tuple(claims)
    told = {
        "agreement": AGREEMENT,
        "atlas": ATLAS,
        "law": lambda _: Law(AGREEMENT, ATLAS),
        "selected": lambda _: held,
        "claims": {claim.claim_id: claim for claim in held},
        "rules": Rules(),
        "key": KEY,
        "now": NOW,
        **changes,
    }
    return Ground(**told)


def public(claims: Iterable[Claim], as_of: date = AS_OF, **changes: Any) -> Facts:
    """The public facts of a report on these claims."""
    held = tuple(claims)
    return released(private(held, as_of), ground(held, **changes))
