"""Whose document it is: told by its heading, its letterhead, its first sentence or its signature."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from truceline.evidence.claim import Actor
from truceline.reading.assembly.wording import DiscourseWords, is_heading, said_at
from truceline.reading.span import ActorSpan, Sentence

# How far into a document its own heading may stand, in sentences.
_HEAD = 3
_FIRST_WORDS = 60
# A signature is no longer than that, in tokens.
_SIGNATURE = 16
# So many tokens may stand before the name of a letterhead.
_LEAD = 2
_QUOTES = frozenset({'"', "\u201c", "\u201d", "\u00ab", "\u00bb", "\u201e"})
# The actors stage's rules for a name that may be no more than the country that is told of.
_COUNTRY = frozenset({"country", "seat of government"})

Actors = Sequence[Sequence[ActorSpan]]
Finding = Callable[[Sentence], Sequence[ActorSpan]]


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose document it is, and the nouns by which its own heading names them."""

    actor: Actor
    nouns: frozenset[str] = frozenset()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """The first sentences of a document and those named in them, its last ones, and how to find actors."""

    sentences: Sequence[Sentence]
    actors: Actors
    last: Sequence[Sentence]
    find: Finding
    text: str
    words: DiscourseWords
    talks: bool
    says_we: bool
    """Whether the document says "we" outside quotation marks."""

    def issuer(self) -> Issuer | None:
        """Whose statement the document is, or who is asked in a conversation; nobody for a plain report."""
        heading = next(self._headings(), None)
        if heading is not None and self._is_hearing(heading[0]):
            return None
        if heading is not None:
            found = self._told_by(*heading)
            if found is not None:
                return found
            if self.talks:
                return self._first_named() or self._signed() or self._somebody()
            return self._signed() or self._first_named() if self.says_we else None
        if self.talks:
            return self._introduced() or self._first_named() or self._somebody()
        return self._letterhead() or self._announced() or self._signed() if self.says_we else None

    def _headings(self) -> Iterator[tuple[Sentence, Sequence[ActorSpan], list[int]]]:
        """Headings that call the document a statement or a conversation, with the ends of such words."""
        listed = self.words.has("conversation" if self.talks else "statement")
        for sentence, actors in zip(self.sentences[:_HEAD], self.actors[:_HEAD], strict=False):
            if not is_heading(sentence) or len(sentence.tokens) > _FIRST_WORDS:
                continue
            behind = said_at(sentence, listed, self.text)
            if behind:
                yield sentence, actors, behind

    def _told_by(self, sentence: Sentence, actors: Sequence[ActorSpan], behind: list[int]) -> Issuer | None:
        """Who stands behind "statement by", else in front ("Velk Front statement"), else anywhere behind."""
        tokens = sentence.tokens
        size = len(tokens)
        starts = [next((at for at, one in enumerate(tokens) if one.start >= end), size) for end in behind]
        topic = self._topic(sentence, starts[0])
        named = [span for span in actors if span.first < topic and span.kind not in {"people", "anaphor"}]
        linked = [start for start in starts if self._is_linked(sentence, start)]
        tries = [[span for span in named if span.first >= start] for start in linked]
        leads = bool(named) and named[0].first <= _LEAD
        tries.append([span for span in named if leads and span.last <= starts[0]])
        tries.append([span for span in named if span.first >= starts[0]])
        chosen = next(
            (found for spans in tries if (found := self._chosen(spans, sentence)) is not None), None
        )
        return None if chosen is None else self._issuer(chosen, sentence)

    def _is_hearing(self, sentence: Sentence) -> bool:
        """As in "Security Council: briefing on X": a body that others speak to."""
        lowers = {token.lower for token in sentence.tokens}
        return bool(lowers & self.words.has("gatherings")) and bool(lowers & self.words.has("hearings"))

    def _is_linked(self, sentence: Sentence, start: int) -> bool:
        """Whether a word leads to a name: "statement by", "interview with", "talks to"."""
        before = next(
            (
                one.lower
                for one in reversed(sentence.tokens)
                if one.end <= sentence.tokens[min(start, len(sentence.tokens) - 1)].start
            ),
            "",
        )
        if self.talks and before in self.words.has("links"):
            return True
        return start < len(sentence.tokens) and sentence.tokens[start].lower in self.words.has("links")

    def _topic(self, sentence: Sentence, start: int) -> int:
        """Where a heading goes over to what the statement is about: "on", "concerning", "regarding"."""
        topics = self.words.has("topics")
        places = (at for at in range(start, len(sentence.tokens)) if sentence.tokens[at].lower in topics)
        return next(places, len(sentence.tokens))

    def _chosen(self, spans: Sequence[ActorSpan], sentence: Sentence) -> ActorSpan | None:
        """The first one told; of an office of no known country whoever it is said to belong to."""
        if not spans or spans[0].party or spans[0].country:
            return spans[0] if spans else None
        return next((span for span in spans if span.party and not self._is_where(span, sentence)), spans[0])

    def _is_where(self, span: ActorSpan, sentence: Sentence) -> bool:
        """As in "the centre for X in Syria": the name only tells where; "at the X ministry" tells whose."""
        if self.talks and sentence.tokens[span.head].lower in self.words.has("own_nouns"):
            return False
        before = [token.lower for token in sentence.tokens[max(0, span.first - 2) : span.first]]
        return any(lower in self.words.has("within") for lower in before)

    def _letterhead(self) -> Issuer | None:
        """An organ in front of a heading that has no word for what it is: "Ministry of X: daily notes"."""
        if not self.sentences or not is_heading(self.sentences[0]):
            return None
        sentence = self.sentences[0]
        named = [span for span in self.actors[0] if span.kind not in {"people", "anaphor", "unnamed"}]
        if not named or named[0].rule in _COUNTRY:
            return None
        is_name = named[0].first <= 1 and named[0].last == len(sentence.tokens) - 1
        if sentence.tokens[-1].text == "." and not is_name:
            return None
        if named[0].first > _LEAD and not self._is_report_of(named[0], sentence):
            return None
        chosen = self._chosen(named, sentence)
        if chosen is None or chosen.party is None:
            return None
        found = self._issuer(chosen, sentence)
        lowers = {token.lower for token in sentence.tokens[: chosen.last]}
        return found if found.nouns or lowers & self.words.has("organs") else None

    def _is_report_of(self, span: ActorSpan, sentence: Sentence) -> bool:
        """As in "SUMMARY of the Ministry of X", "Chronicle of the day from the headquarters"."""
        before = [token.lower for token in sentence.tokens[: span.first]]
        linked = any(lower in self.words.has("links") for lower in before[-2:])
        return linked and not self.words.has("reports").isdisjoint(before[: _LEAD + 1])

    def _announced(self) -> Issuer | None:
        """A first sentence that gives the word to somebody: "The General Staff reports:"."""
        for sentence, actors in zip(self.sentences[:_HEAD], self.actors[:_HEAD], strict=False):
            if sentence.kind != "sentence" or sentence.tokens[-1].is_word:
                continue
            first = next((span for span in actors if span.first <= _LEAD and span.party), None)
            if first is None or first.kind in {"people", "anaphor"}:
                return None
            says = sentence.tokens[min(first.last, len(sentence.tokens) - 1)].lower
            listed = self.words.has("announcing")
            return self._issuer(first, sentence) if says in listed else None
        return None

    def _signed(self) -> Issuer | None:
        """A name alone at the end: "Command of the Velk Front", "Signed: General X"."""
        for sentence in reversed(self.last):
            tokens = sentence.tokens
            if not sentence.index or len(tokens) > _SIGNATURE or any(one.text in ".!?:" for one in tokens):
                continue
            first = next((span for span in self.find(sentence) if span.party and span.first <= _LEAD), None)
            ends = first is not None and (first.last == len(tokens) or not tokens[first.last].is_word)
            if first is not None and ends and first.kind not in {"people", "anaphor"}:
                return self._issuer(first, sentence)
        return None

    def _first_named(self) -> Issuer | None:
        """The party that the text names first."""
        kinds = {"named", "role", "leader"}
        for sentence, actors in zip(self.sentences, self.actors, strict=False):
            for span in actors:
                if span.party and span.kind in kinds:
                    return self._issuer(span, sentence)
        return None

    def _introduced(self) -> Issuer | None:
        """An office of no party that the first sentence begins with: "The envoy of X received us"."""
        if not self.sentences or self.sentences[0].tokens[-1].text != ".":
            return None
        first = next(iter(self.actors[0]), None)
        is_asked = first is not None and first.first <= _LEAD and first.kind == "leader" and not first.party
        sayings = {token.lower for token in self.sentences[0].tokens}
        if first is None or not is_asked or sayings.isdisjoint(self.words.has("asking_us")):
            return None
        return self._issuer(first, self.sentences[0])

    def _somebody(self) -> Issuer | None:
        """Who is asked, where that is nobody of the agreement: "a soldier of the brigade", a name."""
        persons = self.words.any_of("persons", "offices")
        for sentence in self.sentences:
            for token in sentence.tokens:
                if token.lower in persons:
                    return Issuer(
                        Actor(text=self.text[token.start : token.end], span=(token.start, token.end))
                    )
        first = next((one for sentence in self.sentences for one in sentence.tokens if one.is_capital), None)
        return None if first is None else Issuer(Actor(text=first.text, span=(first.start, first.end)))

    def _issuer(self, span: ActorSpan, sentence: Sentence) -> Issuer:
        """The one named, with the nouns up to there by which the text may call them again: "the ministry"."""
        start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
        lowers = {token.lower for token in sentence.tokens[: span.last]}
        near = {token.lower for token in sentence.tokens[max(span.first - 1, 0) : span.last]}
        if near & self.words.has("retired"):  # "a retired colonel of X" speaks for himself
            return Issuer(Actor(text=self.text[start:end], span=(start, end)))
        actor = Actor(text=self.text[start:end], span=(start, end), party=span.party)
        return Issuer(actor, self.words.has("own_nouns") & lowers, span.country)


def says_we(sentences: Sequence[Sentence], words_: DiscourseWords) -> bool:
    """Whether a text says "we" outside quotation marks."""
    first, quoted, paragraph = words_.has("first_person"), False, -1
    for sentence in sentences:
        quoted, paragraph = quoted and sentence.paragraph == paragraph, sentence.paragraph
        for token in sentence.tokens:
            if token.text in _QUOTES:
                quoted = not quoted
            elif not quoted and token.lower in first:
                return True
    return False
