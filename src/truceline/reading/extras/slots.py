"""The slots of a claim, filled from a dependency parse with what the reader's own finders marked.

The parse only points at a word; who or what it is was told by the reader. A word that no finder
marked fills nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.evidence.claim import Actor, Thing
from truceline.reading.acts.frames import Frame, Roles
from truceline.reading.assembly.marked import Marked
from truceline.reading.extras.dependencies import OBJECT, PASSIVE_SUBJECT, Dependencies
from truceline.reading.span import ActorSpan, ObjectSpan

# Words that point back: whom they mean the parse does not tell.
_UNTOLD = frozenset({"anaphor"})


@dataclass(frozen=True, slots=True)
class Slots:
    """The roles of one act, by its frame."""

    marked: Marked
    tree: Dependencies
    frame: Frame
    light: frozenset[str]
    """Lemmas of verbs that only carry a noun ("carried out an attack")."""
    nobody: frozenset[str] = frozenset()
    """Words that name nobody ("no soldier")."""

    def actors(self, at: int, *, besides: Iterable[Actor]) -> tuple[Actor, ...]:
        """Those who do it, at the word of the parse that tells the act."""
        if self.tree.words[at].is_verb:
            return self._who(at, self.frame.actor, besides)
        found = self._who(at, self.frame.noun_actor, besides)
        if found:
            return found
        carrier = self._carrier(at)
        return () if carrier is None else self._who(carrier, ("subject",), besides)

    def targets(self, at: int, *, besides: Iterable[Actor]) -> tuple[Actor, ...]:
        """Those who suffer it."""
        is_verb = self.tree.words[at].is_verb
        return self._who(at, self.frame.target if is_verb else self.frame.noun_target, besides)

    def thing(self, at: int, *, besides: Iterable[Actor]) -> Thing | None:
        """What it is done with or to; words that name somebody are no thing besides."""
        taken = [one.span for one in besides if one.span is not None]
        roles = self.frame.object if self.tree.words[at].is_verb else self.frame.noun_object
        for word in self._heads(at, roles):
            for span in self.marked.objects:
                start, end = self._span(span)
                free = not any(start < last and first < end for first, last in taken)
                if free and self._holds(span, word):
                    return Thing(text=self._words(span), span=self._span(span), term=span.term)
        return None

    def _who(self, at: int, roles: Roles, besides: Iterable[Actor]) -> tuple[Actor, ...]:
        taken = tuple(besides)
        spans = [
            span
            for word in self._heads(at, roles)
            for span in self.marked.actors
            if self._holds(span, word) and self._is_somebody(span, word)
        ]
        found = (Actor(text=self._words(s), span=self._span(s), party=s.party) for s in dict.fromkeys(spans))
        return tuple(one for one in found if not any(_same(one, other) for other in taken))

    def _is_somebody(self, span: ActorSpan, at: int) -> bool:
        """Whether the words name anybody: not "they", "nobody", "no soldiers"."""
        said = {self.marked.sentence.tokens[span.first].lower}
        said |= {self.tree.words[child].lower for child in self.tree.children[at]}
        return span.kind not in _UNTOLD and not said & self.nobody

    def _heads(self, at: int, roles: Roles) -> tuple[int, ...]:
        """The words in the first role that is filled."""
        return next((found for role in roles if (found := self.tree.in_role(at, role))), ())

    def _carrier(self, at: int) -> int | None:
        """The light verb whose object the act's noun is."""
        word = self.tree.words[at]
        above = self.tree.words[word.head]
        carried = word.dep in OBJECT | PASSIVE_SUBJECT and above.is_verb and above.lemma in self.light
        return word.head if carried else None

    def _holds(self, span: ActorSpan | ObjectSpan, at: int) -> bool:
        start, end = self._span(span)
        word = self.tree.words[at]
        return word.start < end and start < word.end

    def _span(self, span: ActorSpan | ObjectSpan) -> tuple[int, int]:
        return self.marked.span(span.first, span.last)

    def _words(self, span: ActorSpan | ObjectSpan) -> str:
        return self.marked.words(span.first, span.last)


def _same(one: Actor, other: Actor) -> bool:
    return one.span == other.span or (one.party is not None and one.party == other.party)
