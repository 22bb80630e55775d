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
from truceline.reading.actors.nationals import BEFORE_A_DEED
from truceline.reading.acts.finder import ActFinder
from truceline.reading.acts.objects import ObjectFinder
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.drafting import Drafting
from truceline.reading.assembly.floor import Floor
from truceline.reading.assembly.issuing import Opening, says_we
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.recalling import Recall
from truceline.reading.assembly.revisiting import Revisiting
from truceline.reading.assembly.setting import pieces
from truceline.reading.assembly.turns import Turn, bare, turns_of
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.assembly.writing import Writing
from truceline.reading.collector import collector_paused
from truceline.reading.document import Document
from truceline.reading.lexicon import Lexicon
from truceline.reading.modality.governors import Governors
from truceline.reading.quantities.finder import find_quantities
from truceline.reading.quantities.tolls import find_tolls
from truceline.reading.sentences import sentences_of
from truceline.reading.span import ActorSpan, PlaceSpan, Sentence, Token
from truceline.reading.syntax.flat import parse_flat
from truceline.reading.syntax.flatgrammar import FlatGrammar, Marks
from truceline.reading.syntax.flatwords import bare_tokens, western_figures, without
from truceline.reading.syntax.parsing import parse
from truceline.reading.syntax.words import Words
from truceline.reading.times.finder import find_times
from truceline.reading.times.stretch import Stretch
from truceline.reading.whereabouts.finder import PlaceFinder

Progress = Callable[[int, int], None]
# Kinds of actor whose words are a name, one phrase to the parser.
_NAMES = frozenset({"named", "leader", "role", "body"})
# Sentences in which a document says whose it is.
_OPENING = 8
# Sentences at the end in which it may be signed.
_SIGNED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document gave: its sentences as marked, the claims proposed, what was doubtful."""

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
        self.flat = None if self.lexicon.table("grammar") else FlatGrammar.of(self.lexicon, agreement)

    @collector_paused()
    def read(self, document: Document, source: Source, progress: Progress | None = None) -> Reading:
        """Read a document whole; nothing is guessed that it does not say."""
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
        marked: list[Marked] = []
        claims: list[Claim] = []
        for number, sentence in enumerate(sentences, start=1):
            turn = turns.get(sentence.start)
            discourse.open_turn(
                turn, self.actors.find(sentence.tokens, document.published_on) if turn else ()
            )
            told = bare(sentence, turn)
            one = places.filled(self.mark(document, told, known.get(id(told.tokens)), recent))
            recent = _last_time(one) or recent
            marked.append(one)
            claims.extend(self._claims(one, discourse, writing))
            if progress is not None:
                progress(number, len(sentences))
        return Reading(document, tuple(marked), tuple(claims), (*document.issues, *writing.issues))

    def _discourse(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        actors: Sequence[Sequence[ActorSpan]],
        turns: Mapping[int, Turn],
    ) -> Discourse:
        """The memory of a document, with whose statement it is; `actors` are those of its first sentences."""
        words = DiscourseWords.of(self.lexicon)
        parties = self.agreement.parties
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
        monitors = frozenset(party.id for party in parties if "monitor" in party.roles)
        return Discourse(words, Recall.of(words, self.agreement, floor), monitors)

    def _claims(self, marked: Marked, discourse: Discourse, writing: Writing) -> Iterator[Claim]:
        discourse.who.take(marked)
        if not any(span.act is not None for span in marked.acts):
            discourse.close(marked)
            return
        frames = {span.entry: self.acts.frame(span.entry) for span in marked.acts}
        told_on = writing.document.published_on
        drafting = Drafting.of(marked, discourse, self.governors, frames, self.lexicon, told_on=told_on)
        for draft in drafting.drafts():
            yield writing.claim(draft, marked).identified()
        writing.issues.extend(
            issue.model_copy(update={"file": writing.document.name}) for issue in drafting.issues
        )

    def _is_function_word(self, span: PlaceSpan, tokens: Sequence[Token]) -> bool:
        """Whether a place is only an "Is" or "As" at the head of a sentence, of which the world has towns."""
        return span.last - span.first == 1 and tokens[span.first].lower in self.words.closed

    def mark(
        self,
        document: Document,
        sentence: Sentence,
        actors: Sequence[ActorSpan] | None = None,
        told: Stretch | None = None,
    ) -> Marked:
        """One sentence with every stage's spans and its structure.

        `actors` if they are known already; `told` is the time that an earlier sentence named last.
        """
        if self.flat is not None:
            return self._mark_flat(document, sentence, self.flat)
        tokens, on = sentence.tokens, document.published_on
        actors = self.actors.find(tokens, on) if actors is None else actors
        places = [
            span
            for span in self.places.find(tokens, on)
            if not (self._is_function_word(span, tokens) or _is_between_actors(span, actors))
        ]
        objects = self.objects.find(tokens)
        names = [
            (span.first, span.last)
            for span in actors
            if span.kind in _NAMES and tokens[span.first].is_capital and span.rule != BEFORE_A_DEED
        ]
        names += [(span.first, span.last) for span in places if tokens[span.last - 1].is_capital]
        times = find_times(tokens, on, self.lexicon, told=told)
        tree = parse(tokens, self.words, names, [(span.first, span.last) for span in times])
        quantities = find_quantities(tokens, self.lexicon)
        known = {
            token: "people" if span.kind == "people" else "force"
            for span in actors
            for token in range(span.first, span.last)
        }
        known |= {
            token: "road" if span.kind == "route" else "place"
            for span in places
            for token in range(span.first, span.last)
        }
        return Marked(
            document.text,
            sentence,
            tuple(times),
            tuple(quantities),
            tuple(places),
            tuple(actors),
            tuple(objects),
            tuple(self.acts.find(tokens, tree.tags, known)),
            tree,
            tuple(find_tolls(tokens, quantities, self.lexicon, tree.tags)),
        )

    def _mark_flat(self, document: Document, sentence: Sentence, flat: FlatGrammar) -> Marked:
        """The same in a language without a grammar: the structure is told by what the stages marked."""
        tokens, on = sentence.tokens, document.published_on
        tags = flat.tags(tokens)
        plain = flat.looked_up(tokens, tags)
        actors = self.actors.find(bare_tokens(tokens, flat.flat), on)
        places = [
            one
            for one in self.places.find(tokens, on)
            if one.last - one.first > 1 or flat.phrase_at(tokens, one.first) is None
        ]
        times = find_times(western_figures(tokens), on, self.lexicon)
        objects = self.objects.find(plain)
        known = {token: "force" for span in actors for token in range(span.first, span.last)}
        known |= {token: "place" for span in places for token in range(span.first, span.last)}
        acts = self.acts.find(without(plain, times), tags, known)
        quantities = find_quantities(tokens, self.lexicon)
        tolls = find_tolls(plain, quantities, self.lexicon)
        tree = parse_flat(flat, tokens, tags, Marks(actors, places, times, objects, acts, quantities))
        counted = {place for toll in tolls for place in range(toll.first, toll.last)}
        doers = {one.first for one in actors if tree.is_subject(one.head)}
        return Marked(
            document.text,
            sentence,
            tuple(times),
            tuple(one for one in quantities if one.first not in counted),
            tuple(one for one in places if one.first not in doers),
            tuple(actors),
            tuple(objects),
            tuple(acts),
            tree,
            tuple(tolls),
        )


def _last_time(marked: Marked) -> Stretch | None:
    """The days that a sentence named last."""
    placed = (span.when for span in reversed(marked.times) if span.when.start is not None)
    return next((Stretch(when.start, when.end) for when in placed), None)


def _is_between_actors(span: PlaceSpan, actors: Sequence[ActorSpan]) -> bool:
    """Whether a place told between two names is an agreement or a fight between two parties."""
    if span.kind != "relative":
        return False
    inside = [one for one in actors if one.party and span.first <= one.first and one.last <= span.last]
    return len(inside) > 1
