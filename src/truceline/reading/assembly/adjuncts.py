"""Where and when: places and times to the acts they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from truceline.core.record import record
from truceline.reading.assembly.marked import Found, Marked
from truceline.reading.assembly.roles import chain_of
from truceline.reading.span import PlaceSpan, Span, TimeSpan
from truceline.reading.syntax.tree import Node
from truceline.reading.whereabouts.told import FAR_END

LABEL = "label"
# A label at the head of an item or a paragraph ("Esk front: ...") is no longer than this.
_LONGEST_LABEL = 10
_BREAKS = frozenset({",", ";", ":", "-", "\u2013", "\u2014", "(", '"', "\u201c"})
# Participles before a name: "a village called Esk".
_NAMING = frozenset({"know", "call", "name", "dub"})
_BEFORE_ADJECTIVES = frozenset({"IN", "DT", "JJ"})
# Predicates that an act's time and place may stand at: they only help to tell it.
CARRIERS = frozenset(
    {
        "record",
        "expect",
        "demand_of",
        "light",
        "happen",
        "begin",
        "go_on",
        "complete",
        "manage",
        "force",
        "fail",
        "stop",
        "rise",
        "fall",
        "prevent",
        "delay",
    }
)


@record
class Anchor:
    """What words of time or place hang on: noun phrases passed, and the predicate."""

    phrases: tuple[int, ...]
    node: int | None
    role: str


@dataclass(slots=True)
class Adjuncts:
    """The times and places of one sentence, each with what it hangs on."""

    marked: Marked
    places: list[tuple[PlaceSpan, Anchor]] = field(default_factory=list)
    times: list[tuple[TimeSpan, Anchor]] = field(default_factory=list)
    label: int = 0
    """Tokens of the label that the sentence opens with, 0 where it has none."""

    @classmethod
    def of(cls, marked: Marked) -> Adjuncts:
        """Every place and time of a sentence with its anchor."""
        found = cls(marked, label=label_of(marked))
        for span in marked.places:
            is_far = span.rule == FAR_END and found.places
            found.places.append((span, found.places[-1][1] if is_far else found.anchor(span)))
        found.times = [(span, found.anchor(span)) for span in marked.times]
        return found

    def anchor(self, span: Span) -> Anchor:
        """What the words hang on: by their phrase, else the nearest predicate of their clause."""
        parse = self.marked.parse
        if span.last <= self.label:
            return Anchor((), None, LABEL)
        ahead = self._fronted(span)
        if ahead is not None:
            return Anchor((), ahead.index, "")
        phrase = next(
            (p for t in range(span.last - 1, span.first - 1, -1) if (p := parse.phrase_of(t)) is not None),
            self._qualified(span),
        )
        phrases, node, role = chain_of(parse, phrase)
        if node is not None and (named := self._named(parse.nodes[node])) is not None:
            phrases, node, role = chain_of(parse, named)
        if node is None:
            near = self._nearest(span)
            return Anchor(phrases, near.index if near else None, role)
        return Anchor(phrases, node, role)

    def _qualified(self, span: Span) -> int | None:
        """As in "after overnight shelling": the noun that an adverb stands before as an adjective."""
        parse, first = self.marked.parse, span.first
        if span.last - first > 1 or first == 0 or parse.tags[first - 1] not in _BEFORE_ADJECTIVES:
            return None
        phrase = parse.phrase_of(span.last)
        return phrase if phrase is not None and parse.phrases[phrase].first == span.last else None

    def _named(self, node: Node) -> int | None:
        """As in "at the junction known as Esk": the noun that only gets its name there."""
        is_name = node.relation == "relative" and node.form == "participle" and node.lemma in _NAMING
        return node.noun if is_name else None

    def _fronted(self, span: Span) -> Node | None:
        """The predicate that words put before its subject belong to: ", on Saturday its guns shelled"."""
        tokens, tags = self.marked.parse.tokens, self.marked.parse.tags
        before = span.first - 1
        while before >= 0 and tags[before] in {"IN", "TO", "DT", "RB", "JJ"}:
            before -= 1
        if before >= 0 and tokens[before].text not in _BREAKS and tags[before] != "CC":
            return None
        nearest = self._next_finite(span.last)
        if nearest is None:
            return None
        if self._is_said_before(span, nearest):
            return None
        if (said := self._past_aside(span, nearest)) is not None:
            return said
        phrases = self.marked.parse.phrases
        subject = min((phrases[at].first for at in nearest.subject), default=nearest.first)
        return nearest if span.last <= subject and self._is_close(span.last, subject) else None

    def _next_finite(self, start: int) -> Node | None:
        """The first predicate of a clause of its own that begins from a token on."""
        nodes = self.marked.parse.nodes
        after = [one for one in nodes if one.first >= start and one.form == "finite"]
        return min([one for one in after if one.relation != "relative"], key=_first, default=None)

    def _is_said_before(self, span: Span, node: Node) -> bool:
        """As in "... on Saturday, the agency said": what stands before a verb of saying is its content."""
        reported = (
            one
            for one in self.marked.parse.nodes
            if one.governor == node.index and one.relation == "reported"
        )
        return any(one.first < span.first for one in reported)

    def _past_aside(self, span: Span, saying: Node) -> Node | None:
        """As in "On Sunday, X said, rebels fired": the predicate past a speaker put between commas."""
        nodes, phrase = self.marked.parse.nodes, self.marked.parse.phrase_of(span.last - 1)
        said = (one for one in nodes if one.governor == saying.index and one.relation == "reported")
        return next((one for one in said if any(phrase == behind for _, behind in one.oblique)), None)

    def _is_close(self, start: int, end: int) -> bool:
        """Whether nothing but a comma, adverbs or more words of time and place stand between."""
        covered = {
            token for one in (*self.marked.times, *self.marked.places) for token in range(one.first, one.last)
        }
        tags = self.marked.parse.tags
        return all(
            place in covered or tags[place] in {",", "RB", "IN", "CC", "DT", "POS"}
            for place in range(start, end)
        )

    def _nearest(self, span: Span) -> Node | None:
        """The predicate last begun before the words, or the first one after them."""
        before = [node for node in self.marked.parse.nodes if node.first < span.first]
        if before:
            return max(before, key=_first)
        return min(self.marked.parse.nodes, key=_first, default=None)

    def leading(self, spans: Iterable[tuple[Found, Anchor]]) -> list[tuple[Found, Anchor]]:
        """Words before the first predicate and its subject: they frame the whole sentence."""
        nodes = self.marked.parse.nodes
        told = list(spans)
        if not (nodes and told):
            return told
        end = max(self.label, min([node.first for node in nodes]))
        ahead = [one for one in told if one[0].last <= end]
        subjects = self._subjects() if ahead else set()
        return [one for one in ahead if subjects.isdisjoint(one[1].phrases)]

    def _subjects(self) -> set[int]:
        return {phrase for node in self.marked.parse.nodes for phrase in node.subject}


_first = attrgetter("first")


def label_of(marked: Marked) -> int:
    """Tokens before the colon of a label without a verb: "Team A (Esk): ...", "Esk front: ..."."""
    tokens = marked.sentence.tokens
    colons = [at for at, token in enumerate(tokens[:_LONGEST_LABEL]) if token.text == ":"]
    if not colons:
        return 0
    colon = colons[0]
    heads = (node.first for node in marked.parse.nodes)
    acts = (span.first for span in marked.acts)
    return 0 if any(first < colon for first in (*heads, *acts)) else colon
