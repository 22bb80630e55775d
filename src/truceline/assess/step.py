"""One step of reasoning while it is being made, and how it is written into a proof."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from truceline.assess.docket import Docket, Exhibit
from truceline.assess.result import ProofNode, SetAside
from truceline.core.confidence import pooled
from truceline.core.counted import counted
from truceline.core.finding import Standard, Strength, Verdict

# A proof lists at most so many claims set aside for one and the same reason; the rest are counted.
SHOWN_PER_REASON = 12


def pool(exhibits: Sequence[Exhibit]) -> float:
    """Combined weight of exhibits: one source family counts once.

    Many sources that agree on a place make it no likelier that the place lies inside: the result
    never exceeds the chance that at least one of the places named does.
    """
    if not exhibits:
        return 0.0
    agreed = pooled((e.claim.source.family, e.weight) for e in exhibits)
    chances: dict[Hashable, float] = {}
    for e in exhibits:
        p, at = 1.0 if e.p_inside is None else e.p_inside, spot(e)
        chances[at] = max(chances.get(at, 0.0), p)
    told = sorted(chances.items(), key=str) if len(chances) > 1 else chances.items()
    outside = math.prod(1.0 - p for _, p in told)
    return min(agreed, 1.0 - outside)


def spot(exhibit: Exhibit) -> Hashable:
    """What tells one named place from another."""
    return tuple((p.zone, p.lat, p.lon, p.text, p.adm1) for p in exhibit.claim.place)


@dataclass(frozen=True)
class Step:
    """A statement, how strongly it is supported and opposed, and by what."""

    statement: str
    check: str
    strength: Strength
    standard: Standard
    supporting: tuple[Exhibit, ...] = ()
    opposing: tuple[Exhibit, ...] = ()
    set_aside: tuple[tuple[Exhibit, str], ...] = ()
    parts: tuple[Step, ...] = ()
    would_change: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    marks: tuple[str, ...] = field(default=())
    """Remarks that the whole status carries, such as undelineated lines."""
    contested: bool = False
    """Whether what is asked of another norm turns on evidence that is contested there."""
    fork: str = ""
    """Id of the rule that may apply, or of the norm that may be active: both outcomes stay open."""

    @property
    def verdict(self) -> Verdict:
        return self.strength.verdict(self.standard)

    def walk(self) -> Iterator[Step]:
        """This step and all it rests on."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def forks(self) -> tuple[str, ...]:
        """Ids of all that stays open anywhere in it."""
        return tuple(sorted({step.fork for step in self.walk() if step.fork}))

    def rests_on(self) -> frozenset[str]:
        """Ids of the claims that count anywhere in it."""
        return frozenset(e.key for step in self.walk() for e in (*step.supporting, *step.opposing))

    def node(self, docket: Docket) -> ProofNode:
        """The step as it stands in a proof."""
        shown, more = _shortened(self.set_aside)
        return ProofNode(
            statement=self.statement,
            check=self.check,
            verdict=self.verdict,
            support=round(self.strength.support, 4),
            opposition=round(self.strength.opposition, 4),
            standard=self.standard,
            supporting=tuple(docket.cite(e) for e in _heaviest_first(self.supporting)),
            opposing=tuple(docket.cite(e) for e in _heaviest_first(self.opposing)),
            set_aside=tuple(SetAside(claim=docket.cite(e), reason=why) for e, why in shown),
            parts=tuple(part.node(docket) for part in self.parts),
            would_change=self.would_change,
            notes=(*self.notes, *more),
        )


def _heaviest_first(exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    return sorted(exhibits, key=lambda e: (-e.weight, e.start, e.key))


def _shortened(
    set_aside: Sequence[tuple[Exhibit, str]],
) -> tuple[list[tuple[Exhibit, str]], list[str]]:
    """The weightiest set aside for each reason, and how many more there are."""
    told: defaultdict[str, list[Exhibit]] = defaultdict(list)
    for exhibit, reason in set_aside:
        told[reason].append(exhibit)
    shown: list[tuple[Exhibit, str]] = []
    more: list[str] = []
    for reason, exhibits in sorted(told.items()):
        # Of thousands a dozen are shown: the rest need no order.
        first = nsmallest(SHOWN_PER_REASON, exhibits, key=lambda e: (-e.weight, e.key))
        shown.extend((exhibit, reason) for exhibit in first)
        if rest := len(exhibits) - len(first):
            told_of = counted(rest, "more claim is", "more claims are")
            more.append(f"{told_of} set aside as: {reason}")
    return shown, more
