"""An act on its way to a claim: its roles filled, how it is told, what it shares with other acts."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Casualties, Observed, Place, Quantity, Thing
from truceline.reading.acts.frames import Frame
from truceline.reading.modality.telling import Telling
from truceline.reading.span import ActSpan, TimeSpan

DEADLY = frozenset({Act.KILL, Act.MURDER})
ARMED = frozenset({Act.SHELL, Act.AIR_STRIKE, Act.ATTACK, Act.AMBUSH, Act.CLASH})
MOVING = frozenset({Act.WITHDRAW, Act.DEPLOY, Act.DISPLACE, Act.AID})


@dataclass(slots=True)
class Draft:
    """One act of a sentence before it is written down.

    `node` is its own predicate, `phrase` its own noun phrase: one of the two. `carriers` are the
    predicates that only help to tell it. `arguments` are the phrases in its roles.
    """

    span: ActSpan
    frame: Frame
    telling: Telling
    node: int | None
    phrase: int | None
    carriers: frozenset[int] = frozenset()
    arguments: tuple[int, ...] = ()
    actors: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    thing: Thing | None = None
    places: list[Place] = field(default_factory=list)
    times: list[TimeSpan] = field(default_factory=list)
    quantities: tuple[Quantity, ...] = ()
    casualties: Casualties | None = None
    observed: Observed | None = None
    speaker: Actor | None = None
    organ_of: str | None = None
    """The party whose organ the speaker is: "X's state media"."""
    is_we: bool = False
    """Whether whoever speaks tells of a deed of their own: "we"."""
    by_agreement: bool = False
    """Whether the text of the agreement is who says so."""
    rules: list[str] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        """Whether a day or a habit is told of it; a bare "at dawn" is none."""
        return any(is_placed(time) for time in self.times)


def is_placed(time: TimeSpan) -> bool:
    """Whether words of time tell days, or how often."""
    return time.when.start is not None or time.when.end is not None or time.role == "set"
