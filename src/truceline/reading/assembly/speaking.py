"""On whose word an act is told: a speaker, the text of the agreement, or the report itself."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Actor, Modality
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.modality.telling import Telling

# Classes of words of saying, which add nothing in a statement of the speaker's own.
_REPORTING = frozenset({"say", "find", "deny", "deny_own", "believe", "warn", "not_say"})

# Classes of denying: what somebody denies having said is told on their word.
_DENYING = frozenset({"deny", "deny_own"})

# Classes of words of noting: what a mission records is the report's own word.
_NOTING = frozenset({"record", "find"})


@dataclass(slots=True)
class Speaking:
    """Finds the speakers of one sentence."""

    marked: Marked
    discourse: Discourse
    fill: Fillers

    def attribute(self, draft: Draft) -> None:
        """Set who says so, and whether it is the agreement itself."""
        draft.speaker = None if self._is_in_accordance(draft) else self._speaker(draft.telling)
        if draft.speaker is not None and (
            self._says_own(draft, draft.speaker) or self._is_own_condition(draft, draft.speaker)
        ):
            draft.speaker = None
        elif draft.speaker is None and not self._is_done_by_saying(draft):
            draft.speaker = self._turn() or self._label()
        draft.by_agreement = self._is_in_agreement(draft)
        said = draft.speaker.span if draft.speaker is not None else None
        spans = [] if said is None else [span for span in self.marked.actors if span.organ_of]
        draft.organ_of = next((s.organ_of for s in spans if self.marked.span(s.first, s.last) == said), None)

    def _is_own_condition(self, draft: Draft, speaker: Actor) -> bool:
        """As in a statement's "if they ask again, we will refuse": a condition of the issuer's own."""
        home = self.discourse.home
        if self.discourse.floor.talks or home is None or home.party is None:
            return False
        return draft.telling.modality is Modality.CONDITIONAL_ANTECEDENT and speaker.party == home.party

    def _is_done_by_saying(self, draft: Draft) -> bool:
        """As in "I support that": the words are the deed, and nobody reports them."""
        first, country = self.discourse.words.has("first_person"), self.discourse.floor.country
        if not (draft.frame.is_speech and draft.telling.now):
            return False
        if any(actor.text.casefold() in first for actor in draft.actors):
            return True
        spans = (span for span in self.marked.actors if country and span.country == country)
        own = {self.marked.span(span.first, span.last) for span in spans}
        return any(actor.span in own for actor in draft.actors)

    def _says_own(self, draft: Draft, speaker: Actor) -> bool:
        """As in "X said it supported that": X's own act of speech, told by the report."""
        node = None if draft.node is None else self.marked.parse.nodes[draft.node]
        if not draft.frame.is_speech or not draft.telling.is_fact or (node is not None and node.perfect):
            return False
        voice = draft.telling.voice
        if voice is None or voice.phrase is None or not draft.actors or voice.by in _DENYING:
            return False
        pronouns = self.discourse.words.any_of("several", "things")
        return all(
            _are_one(speaker, actor) or (actor.party is None and actor.text.casefold() in pronouns)
            for actor in draft.actors
        )

    def _turn(self) -> Actor | None:
        """In a conversation, whose turn it is says what nobody else is said to say."""
        turn = self.discourse.floor.turn
        if self.discourse.floor.heard is not None:
            return self.discourse.floor.heard
        return self.discourse.speaker if turn is not None and not turn.is_question else None

    def _label(self) -> Actor | None:
        """As in a headline's "The premier: Velk attacked": whoever stands before the colon."""
        tokens = self.marked.sentence.tokens
        span = self.marked.actors[0] if self.marked.actors else None
        if span is None or span.party is None or span.first > 1 or self.discourse.home is not None:
            return None
        if span.last + 1 >= len(tokens) or tokens[span.last].text != ":":
            return None
        tells = any(node.form == "finite" for node in self.marked.parse.nodes)
        if span.kind != "leader" and (not tells or at(self.marked.places, span.head) is not None):
            return None
        return self.marked.actor(span.first, span.last, span.party)

    def _belongs(self, phrase: int, told: Actor) -> Actor:
        """As in "an official in the ministry", "X, who heads the mission": a speaker with the body behind."""
        it, parse, words = self.marked.parse.phrases[phrase], self.marked.parse, self.discourse.words
        posts = (*it.post, *(() if it.apposition is None else parse.phrases[it.apposition].post))
        bodies = [behind for preposition, behind in posts if preposition in words.has("bodies_of")]
        for node in parse.nodes:
            if (
                node.relation == "relative"
                and node.noun == phrase
                and node.lemma in words.has("speaking_for")
            ):
                bodies += [*node.object, *(behind for _, behind in node.oblique)]
        for body in bodies:
            if at(self.marked.places, parse.phrases[body].head) is not None:
                continue
            parties = {span.party for span in self.fill.spans(body)}
            if len(parties) == 1 and (party := next(iter(parties))) is not None:
                return told.model_copy(update={"party": party})
        return told

    def _speaker(self, telling: Telling) -> Actor | None:
        """Who says so; the report itself where a mission records, or a statement speaks for itself."""
        voice = telling.voice
        if voice is None:
            return None
        if voice.phrase is not None:
            it = self.marked.parse.phrases[voice.phrase]
            if self._is_nobody(it.head):
                return None
            told = self.marked.actor(it.first, it.last)
            found = self.fill.actors((voice.phrase, *it.conjuncts))
            if len({actor.party for actor in found}) > 1:
                return told  # nobody speaks for both sides
            if not found or found[0].party is None:
                named = self._belongs(voice.phrase, found[0] if found else told)
                found = (named,) if named.party else found
            if voice.by == "record" and self._are_observers(voice.phrase):
                return None
            if found:
                return None if self._is_own(found[0], voice.by) else found[0]
            return None if voice.by in _NOTING and self._observes(told) else told
        if voice.first is None or voice.last is None:
            return None
        return self.marked.actor(voice.first, voice.last)

    def _is_in_accordance(self, draft: Draft) -> bool:
        """As in "is moving its guns according to the deal": done as the text has it, nobody's words."""
        parse, voice = self.marked.parse, draft.telling.voice
        if voice is None or voice.phrase is None or draft.node is None:
            return False
        node, phrase = parse.nodes[draft.node], parse.phrases[voice.phrase]
        is_text = parse.tokens[phrase.head].lower in self.discourse.words.has("agreement")
        return is_text and phrase.first > node.last and (node.progressive or node.tense == "past")

    def _is_nobody(self, head: int) -> bool:
        """Whoever says, yesterday's claim, "I think" in anybody's report: no speaker besides the author."""
        lower = self.marked.sentence.tokens[head].lower
        if lower in self.discourse.words.has("nobody") or at(self.marked.times, head) is not None:
            return True
        return self.discourse.speaker is None and lower in self.discourse.words.has("first_person")

    def _is_in_agreement(self, draft: Draft) -> bool:
        """Under the deal X must, the memorandum provides that: the agreement itself says so."""
        parse, listed = self.marked.parse, self.discourse.words.has("agreement")
        if self._is_in_accordance(draft):
            return False
        voice = draft.telling.voice
        if voice is not None and voice.phrase is not None:
            head = parse.phrases[voice.phrase].head
            return (
                parse.tokens[head].lower in listed
                and draft.speaker is not None
                and draft.speaker.party is None
            )
        if draft.telling.modality is not Modality.REQUIRED:
            return False
        nodes = [parse.nodes[at] for at in (draft.node, *draft.carriers) if at is not None]
        above = (one.governor for one in nodes if one.relation == "coordinate")
        nodes += [parse.nodes[at] for at in above if at is not None]
        named, under = listed | self.discourse.who.sides.texts, self.discourse.words.has("as_agreed")
        return any(
            preposition in under and parse.tokens[parse.phrases[phrase].head].lower in named
            for node in nodes
            for preposition, phrase in node.oblique
        )

    def _are_observers(self, phrase: int) -> bool:
        """As in "they heard explosions": those of the report itself, if nobody is said to say so."""
        it = self.marked.parse.phrases[phrase]
        if self.marked.sentence.tokens[it.head].lower not in self.discourse.words.has("several"):
            return False
        hangs_on = self.marked.parse.attachment(phrase)
        return hangs_on is None or self.marked.parse.nodes[hangs_on[1]].governor is None

    def _observes(self, speaker: Actor) -> bool:
        """Whether somebody who notes is an observer, whose notes the report gives as its own."""
        if speaker.party is not None:
            return speaker.party in self.discourse.monitors
        last = speaker.text.split()[-1]
        return last[:1].islower() or last.casefold() in self.discourse.words.has("observers")

    def _is_own(self, speaker: Actor, by: str) -> bool:
        if by in _NOTING and self._observes(speaker):
            return True
        home = self.discourse.home
        if self.discourse.floor.talks or home is None or home.party is None or by not in _REPORTING:
            return False
        named = speaker.text.casefold().split()[0] not in self.discourse.words.has("first_person")
        return speaker.party == home.party and not (by in _DENYING and named)


def _are_one(speaker: Actor, actor: Actor) -> bool:
    if speaker.party is not None or actor.party is not None:
        return speaker.party == actor.party
    return speaker.text.casefold() == actor.text.casefold()
