"""The pace of what a duty forbids: which reports tell of it, long before the duty began to bind, too.

Whether an agreement changed anything is asked of the days before it. So what is counted here hangs on no
window: only on who did what to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from truceline.assess.event_checks import doer_refusal
from truceline.assess.matching import UNATTRIBUTED, concerns, groups, is_event, why_not_done
from truceline.evidence.acts import Act
from truceline.evidence.claim import Kind

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from truceline.agreement.checks import NoEvent
    from truceline.assess.inquiry import Question
    from truceline.assess.scales import Paced
    from truceline.evidence.claim import Claim

HISTORY = timedelta(days=1460)
"""How far back before the agreement's first day events are looked at."""
RING_KM = 15.0
"""How far outside a zone's boundary is still just outside."""
FORCE = frozenset({Act.ATTACK, Act.SHELL, Act.AIR_STRIKE, Act.AMBUSH, Act.CLASH, Act.KILL, Act.VIOLATE})
"""Acts that fights within one side are looked for among."""


def is_done(claim: Claim) -> bool:
    """Whether it tells of what was done: not denied, planned or decided."""
    return claim.kind is not Kind.DECISION and why_not_done(claim) is None


def laid_to(question: Question, claim: Claim, check: NoEvent) -> frozenset[str] | None:
    """The parties that an event is laid to, none where nobody knows whose it was.

    None where the claim tells of nothing that the check forbids, its place and days aside.
    """
    agreement = question.agreement
    if not is_done(claim) or claim.kind is Kind.LOOK or not is_event(agreement, claim, check.event):
        return None
    if not concerns(claim, question.norm):
        return None
    reason = doer_refusal(question, claim, check)
    if reason is not None:
        return frozenset() if reason == UNATTRIBUTED else None
    return groups(agreement, claim.actor) & (frozenset(check.by) or question.sphere)


class Counted(NamedTuple):
    """What a table counts of one strand: days (proleptic ordinals, ascending) with their figures."""

    days: NDArray[np.int64]
    expected: NDArray[np.float64]
    """Events, each by its P(inside); that of several days is spread over them."""
    reports: NDArray[np.int64]
    """Rows, each on its first day."""


@dataclass(frozen=True)
class Paces:
    """What an attached table tells of paces."""

    told: Mapping[str, Mapping[date, int]]
    """Rows by family of sources and day, wherever and whatever they were."""
    series: tuple[tuple[Mapping[str, str], Mapping[Strand, Counted]], ...]
    """Under every reading of the zones."""
    is_around: bool = True
    """Whether it was counted, too, what goes with a pace; not in what was attached before that was."""

    def under(self, readings: Mapping[str, str]) -> Mapping[Strand, Counted]:
        """The counts under these readings."""
        return next((its for chosen, its in self.series if chosen.items() <= readings.items()), {})


class Strand(NamedTuple):
    """What a count is of."""

    norm: str
    event: str
    where: str | None
    party: str | None
    """Null: the whole of it, whoever began. Of a province or of fights within one side its name."""
    paced: Paced
