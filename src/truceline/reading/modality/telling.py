"""How a sentence tells an act: the chain of words above it, from the nearest outwards."""

from __future__ import annotations

from typing import Literal, NamedTuple

from truceline.core.record import record
from truceline.evidence.claim import Modality
from truceline.reading.modality.governors import Aspect, Effect

FACTS = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})
# An outer word of these is stronger than any word nearer to the act.
_OVERRIDING = frozenset({Modality.REFUSED, Modality.CONDITIONAL, Modality.CONDITIONAL_ANTECEDENT})


@record
class Voice:
    """Who says so, as the sentence has it: a phrase, or only words ("reportedly")."""

    phrase: int | None = None
    first: int | None = None
    last: int | None = None
    by: str = "say"
    """The class of the governing word that makes it the speaker."""


class Telling(NamedTuple):
    """How an act is told, and the words (rules) that made it so.

    `voice` is the speaker nearest to the act; `doer` the phrases whose deed it is where its own clause
    names nobody; `foretold` marks a plain future, which its own doer's word makes a promise.
    """

    modality: Modality = Modality.ASSERTED
    negative: bool = False
    aspect: Aspect | None = None
    trend: Literal["up", "down"] | None = None
    voice: Voice | None = None
    doer: tuple[int, ...] = ()
    foretold: bool = False
    would: bool = False
    now: bool = False
    """Whether its own verb stands in the present tense."""
    own: int = -1
    """The noun phrase that names the act, whose own negation is counted once."""
    topic: bool = False
    """Whether the act is only what a text or talk is about: that tells nothing of it."""
    hearsay: bool = False
    """Whether it is only the content of a report, a claim, evidence: that denied, nothing is known."""
    unproved: bool = False
    """Whether it is the content of a mere report or claim: only a word that confirms it makes it a fact."""
    rumoured: bool = False
    """Whether only rumours make it possible: called false, it did not happen."""
    path: tuple[tuple[int, str], ...] = ()
    """The governing predicates passed, each with its class, from the nearest outwards."""
    steps: tuple[str, ...] = ()

    @property
    def is_fact(self) -> bool:
        return self.modality in FACTS

    def step(self, told: str) -> Telling:
        """The same telling with one more word named in its reasons."""
        return self._replace(steps=(*self.steps, told))

    def under(self, modality: Modality, told: str) -> Telling:
        """The telling under a word of this modality: the nearest one counts, but for the strongest."""
        weak = self.modality is Modality.EXPECTED and (self.foretold or self.would)
        if self.is_fact or modality in _OVERRIDING or weak:
            return self._replace(modality=modality, steps=(*self.steps, f"{told}: {modality.value}"))
        return self.step(told)

    def denied(self, told: str) -> Telling:
        """The telling under a negation: turned round, or open where only a report of it is denied."""
        return self.under(Modality.POSSIBLE, told) if self.hearsay else self.flipped(told)

    def disproved(self, told: str) -> Telling:
        """The telling where the report of it is called false."""
        after = self._replace(modality=Modality.ASSERTED) if self.rumoured else self
        return after.flipped(told) if after.is_fact else after.step(told)

    def flipped(self, told: str) -> Telling:
        """The telling with its polarity turned round."""
        return self._replace(negative=not self.negative, steps=(*self.steps, f"{told}: not"))

    def affected(self, effect: Effect, told: str) -> Telling:
        """The telling under a governing word."""
        after = self
        if effect.name == "untrue" and self.rumoured:
            after = after.disproved(told)
        elif effect.flips:
            after = after.flipped(told) if self.is_fact or not self.hearsay else after.step(told)
        if effect.modality is not None:
            after = after.under(effect.modality, told)
        elif not effect.flips:
            after = after.step(f"{told}: {effect.name}")
        if effect.topic:
            after = after._replace(topic=True)
        if effect.aspect is not None and after.aspect in (None, "completed"):
            after = after._replace(aspect=effect.aspect)
        if effect.trend is not None and after.trend is None:
            after = after._replace(trend=effect.trend)
        return after

    def passed(self, node: int, name: str) -> Telling:
        """The telling with one more governing predicate on its way."""
        return self._replace(path=(*self.path, (node, name)))

    def said_by(self, voice: Voice | None) -> Telling:
        """The telling with a speaker, unless one nearer to the act is known."""
        if voice is None or self.voice is not None:
            return self
        return self._replace(voice=voice)

    def done_by(self, phrases: tuple[int, ...]) -> Telling:
        """The telling with a doer, unless one nearer to the act is known."""
        if not phrases or self.doer:
            return self
        return self._replace(doer=phrases)
