"""Those whom earlier words of a document named, in the order in which words that point back mean them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from truceline.core.record import record
from truceline.evidence.claim import Actor
from truceline.reading.assembly.marked import Marked
from truceline.reading.span import ActorSpan

# How many mentions back a pronoun reaches, and how many sentences.
_MEMORY = 24
_REACH = 4
# Kinds of those who are a side and no crowd or person.
_ENTRIES = frozenset({"item", "row"})
_SIDES = frozenset({"named", "role"})
_SELF = ("self", "selves")


@record
class Mention:
    """Somebody once named: who, whether several, whether a person who speaks for a party."""

    actor: Actor
    is_plural: bool
    kind: str
    is_subject: bool
    is_person: bool
    is_one: bool
    """Whether "it" can mean them: one side, or a collective ("the military")."""
    sentence: int
    paragraph: int
    at: int
    """Code point where it stands."""
    group: int
    """Mentions coordinated with each other share it: "both sides" are all of them."""


@dataclass(slots=True)
class Mentions:
    """The memory of who was named."""

    _told: deque[Mention] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    _groups: int = 0

    def add(self, mention: Mention) -> None:
        """Remember one more."""
        self._told.append(mention)

    def group_of(self, marked: Marked, phrase: int | None) -> int:
        """Coordinated phrases of one sentence count as one group."""
        if phrase is None or not marked.parse.phrases[phrase].conjuncts:
            self._groups += 1
            return self._groups
        first = min(phrase, *marked.parse.phrases[phrase].conjuncts)
        return -(marked.sentence.index * 1000 + first + 1)

    def before(self, marked: Marked, span: ActorSpan) -> list[Mention]:
        """Mentions before the span, nearest sentence first, subjects before others within one.

        Whoever does the deed of a clause is not whom the clause does it to: "X arrested Y and freed them".
        Entries of a list stand each for itself.
        """
        sentence = marked.sentence
        here, barred = sentence.tokens[span.first].start, _doers(marked, span)
        floor = sentence.index - _REACH
        near = [m for m in self._told if m.at < here and m.sentence >= floor and m.at not in barred]
        if barred:  # nor under another name: "the group accused them"
            doers = {m.actor.party for m in self._told if m.at in barred} - {None}
            near = [m for m in near if m.actor.party not in doers]
        if sentence.kind in _ENTRIES:
            near = [m for m in near if m.paragraph == sentence.paragraph]
        return sorted(near, key=lambda m: (-m.sentence, not m.is_subject, -m.at))


def several(earlier: list[Mention]) -> list[Mention]:
    """Whom a plural means: those told together, a plural, or a side that is called so."""
    for mention in earlier:
        group = [other for other in earlier if other.group == mention.group]
        if len(group) > 1:
            return sorted(group, key=lambda one: one.at)
        if mention.is_plural or (mention.kind in _SIDES and not mention.is_person and mention.is_subject):
            return [mention]
    return []


def side(earlier: Iterable[Mention]) -> list[Mention]:
    """The nearest side of any sort."""
    return [m for m in earlier if m.kind in _SIDES and not m.is_person][:1]


def thing(earlier: Iterable[Mention]) -> list[Mention]:
    """Whom "it" means: the nearest side or body, one that is no plural before others."""
    bodies = [m for m in earlier if m.kind in _SIDES | {"body"} and not m.is_person]
    return ([m for m in bodies if m.is_one] or [m for m in bodies if m.kind == "named"])[:1]


def person(earlier: Iterable[Mention]) -> list[Mention]:
    """Whom "he" means: the nearest office-holder, else the nearest body."""
    told = list(earlier)
    return [m for m in told if m.is_person][:1] or [m for m in told if m.kind == "body"][:1]


def _doers(marked: Marked, span: ActorSpan) -> frozenset[int]:
    """Code points of the subjects of the clause in which a pronoun stands as anything but the subject."""
    parse = marked.parse
    is_reflexive = parse.tokens[span.first].lower.endswith(_SELF)
    if span.last - span.first > 1 or parse.tags[span.first] != "PRP" or is_reflexive:
        return frozenset()
    phrase = parse.phrase_of(span.head)
    hangs_on = None if phrase is None else parse.attachment(phrase)
    if hangs_on is None or hangs_on[0] != "node" or hangs_on[2] == "subject":
        return frozenset()
    subjects = [parse.phrases[at] for at in parse.nodes[hangs_on[1]].subject]
    tokens = marked.sentence.tokens
    return frozenset(tokens[at].start for it in subjects for at in range(it.first, it.last))
