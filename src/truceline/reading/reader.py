"""The reader: a document in, proposed claims out, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import truceline
from truceline.agreement.model import Agreement
from truceline.assess.relevance import Relevance
from truceline.evidence.claim import Claim, Source
from truceline.evidence.issue import Issue
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.acts.finder import ActFinder
from truceline.reading.acts.objects import ObjectFinder
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.drafting import Drafting
from truceline.reading.assembly.floor import Floor
from truceline.reading.assembly.issuing import Opening, says_we
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.quoting import hear
from truceline.reading.assembly.recalling import Recall
from truceline.reading.assembly.revisiting import Revisiting
from truceline.reading.assembly.setting import pieces
from truceline.reading.assembly.turns import Turn, bare, turns_of
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.assembly.writing import Writing
from truceline.reading.collector import collector_paused
from truceline.reading.document import Document
from truceline.reading.lexicon import Lexicon
from truceline.reading.marking import Marking, last_time
from truceline.reading.modality.governors import Governors
from truceline.reading.sentences import sentences_of
from truceline.reading.span import ActorSpan, Sentence
from truceline.reading.syntax.flatgrammar import FlatGrammar
from truceline.reading.syntax.words import Words
from truceline.reading.times.stretch import Stretch
from truceline.reading.whereabouts.finder import PlaceFinder

Progress = Callable[[int, int], None]
# Sentences that go through a stage together.
_AT_ONCE = 64
# Sentences in which a document says whose it is.
_OPENING = 8
# Sentences at the end in which it may be signed.
_SIGNED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document gave: its sentences as marked, if kept, the claims proposed, what was doubtful."""

    document: Document
    sentences: tuple[Marked, ...]
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]


class Reader:
    """Reads documents for one case. Making one loads the lexicons; reading loads nothing more."""

    def __init__(
        self, agreement: Agreement, gazetteer: Gazetteer, atlas: Atlas, language: str = "en"
    ) -> None:
        self.agreement = agreement
        self.atlas = atlas
        self.relevance = Relevance(agreement, atlas)
        self.lexicon = Lexicon.of(language)
        self.actors = ActorFinder.of(agreement, self.lexicon)
        self.places = PlaceFinder(agreement, gazetteer, atlas, self.lexicon)
        self.acts = ActFinder(self.lexicon)
        self.objects = ObjectFinder(agreement, self.lexicon)
        self.governors = Governors.of(self.lexicon)
        self.words = Words.of(self.lexicon)
        flat = None if self.lexicon.table("grammar") else FlatGrammar.of(self.lexicon, agreement)
        self.monitors = frozenset(one.id for one in agreement.parties if "monitor" in one.roles)
        self.marking = Marking(
            self.lexicon, self.words, self.actors, self.places, self.objects, self.acts, flat, self.monitors
        )

    @collector_paused()
    def read(
        self,
        document: Document,
        source: Source,
        progress: Progress | None = None,
        *,
        keeps_sentences: bool = True,
    ) -> Reading:
        """Read a document whole; nothing is guessed that it does not say.

        A reading that keeps no sentences, for who wants the claims alone, takes a quarter less memory.
        """
        sentences = [part for one in sentences_of(document, self.lexicon) for part in pieces(one)]
        opening = [self.actors.find(one.tokens, document.published_on) for one in sentences[:_OPENING]]
        known = {id(one.tokens): spans for one, spans in zip(sentences, opening, strict=False)}
        words = DiscourseWords.of(self.lexicon)
        turns = turns_of(sentences, document.text, words)
        discourse = self._discourse(document, sentences, opening, turns)
        name = f"truceline {truceline.__version__} {self.lexicon.language}"
        writing = Writing(self.relevance, document, source, name, discourse)
        places = Revisiting(words, self.places, document.published_on, talks=discourse.floor.talks)
        recent: Stretch | None = None
        kept: list[Marked] = []
        claims: list[Claim] = []
        for first in range(0, len(sentences), _AT_ONCE):
            batch = sentences[first : first + _AT_ONCE]
            told = [bare(one, turns.get(one.start)) for one in batch]
            marked = [places.filled(one) for one in self.marking.of(document, told, known, recent)]
            recent = last_time(span for one in marked for span in one.times) or recent
            drafted: list[tuple[Draft, Marked]] = []
            for number, (sentence, one) in enumerate(zip(batch, marked, strict=True), start=first + 1):
                turn = turns.get(sentence.start)
                discourse.open_turn(
                    turn, self.actors.find(sentence.tokens, document.published_on) if turn else ()
                )
                drafted += self._drafts(one, discourse, writing)
                if progress is not None:
                    progress(number, len(sentences))
            claims += writing.claims(drafted)
            if keeps_sentences:
                kept += marked
        return Reading(document, tuple(kept), tuple(claims), (*document.issues, *writing.issues))

    def _discourse(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        actors: Sequence[Sequence[ActorSpan]],
        turns: Mapping[int, Turn],
    ) -> Discourse:
        """The memory of a document, with whose statement it is; `actors` are those of its first sentences."""
        words = DiscourseWords.of(self.lexicon)
        before = next((at for at, one in enumerate(sentences[:_OPENING]) if one.start in turns), _OPENING)
        issuer = Opening(
            sentences[:before],
            actors[:before],
            sentences[-_SIGNED:],
            lambda one: self.actors.find(one.tokens, document.published_on),
            document.text,
            words,
            talks=bool(turns),
            says_we=says_we(sentences, words),
        ).issuer()
        floor = Floor(words, issuer, talks=bool(turns))
        return Discourse(words, Recall.of(words, self.agreement, floor), self.monitors)

    def _drafts(
        self, marked: Marked, discourse: Discourse, writing: Writing
    ) -> Iterator[tuple[Draft, Marked]]:
        """The acts of a sentence, each with the sentence as it was understood in the end."""
        discourse.who.take(marked)
        hear(marked, discourse)
        if not any(span.act is not None for span in marked.acts):
            discourse.close(marked)
            return
        frames = {span.entry: self.acts.frame(span.entry) for span in marked.acts}
        told_on = writing.document.published_on
        drafting = Drafting.of(marked, discourse, self.governors, frames, self.lexicon, told_on=told_on)
        for draft in drafting.drafts():
            yield draft, marked
        writing.issues.extend(
            issue.model_copy(update={"file": writing.document.name}) for issue in drafting.issues
        )
