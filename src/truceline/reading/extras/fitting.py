"""From a model's proposal to a draft of the reader's own: what the words mean, the reader's finders say.

A model points at words. Who they name, which day, which place and how the act is told comes from the
reader wherever it knows; the model's word stands only where the reader has none, and never makes an
act surer than the reader's own grammar has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from truceline.evidence.claim import Actor, Claim, Modality, Place, Quantity, Thing, When
from truceline.reading.acts.frames import Frame
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked, touching
from truceline.reading.assembly.placing import Placing
from truceline.reading.assembly.speaking import Speaking
from truceline.reading.extras.endpoint import Trouble
from truceline.reading.extras.proposals import Proposal, Somebody, Something, shown
from truceline.reading.extras.wording import Range, Wording
from truceline.reading.modality.chain import Chain
from truceline.reading.modality.governors import Governors
from truceline.reading.modality.telling import FACTS, Telling
from truceline.reading.span import ActSpan, TimeSpan

RULE = "model proposal"
# Kinds of actor that name nobody the agreement binds, whatever a model makes of them.
_NOBODY = frozenset({"unnamed", "people"})
_QUESTION = frozenset({"?", "\u061f"})


@dataclass(frozen=True, slots=True)
class Fitting:
    """Fits proposals to one sentence; `read` are the reader's own claims of it."""

    marked: Marked
    wording: Wording
    governors: Governors
    discourse: Discourse
    parties: frozenset[str]
    terms: frozenset[str]
    read: tuple[Claim, ...]

    def repeats(self, proposal: Proposal, taken: Sequence[tuple[str, Range]]) -> bool:
        """Whether the act is told already, by the reader or an earlier proposal, with words it shares."""
        found = self.wording.every(proposal.trigger)
        if isinstance(found, Trouble):
            return False
        known: list[tuple[int, int]] = [one for act, one in taken if act == proposal.act]
        known += [self._tokens(claim) for claim in self.read if claim.act is proposal.act]
        return any(place.touches(other) for place in found for other in known)

    def draft(self, proposal: Proposal) -> Draft | Trouble:
        """The proposal as a draft, or why it is refused."""
        found = self.wording.every(proposal.trigger)
        if isinstance(found, Trouble):
            return found
        trigger = found[0]
        draft = self._bare(proposal, trigger)
        for trouble in (
            self._fill_roles(draft, proposal, trigger),
            self._fill_adjuncts(draft, proposal, trigger),
            self._fill_speaker(draft, proposal, trigger),
        ):
            if trouble is not None:
                return trouble
        return draft

    def _bare(self, proposal: Proposal, trigger: Range) -> Draft:
        """The act alone, and how it is told."""
        parse = self.marked.parse
        inside = range(trigger.first, trigger.last)
        node = next((n for at in inside if (n := parse.node_of(at)) is not None), None)
        phrase = None if node else next((p for at in inside if (p := parse.phrase_of(at)) is not None), None)
        chain = Chain.of(parse, self.governors, asks=parse.tokens[-1].text in _QUESTION)
        own: Telling | None = None
        if node is not None:
            own = chain.of_verb(node.index)
        elif phrase is not None:
            own = chain.of_noun(phrase)
        span = ActSpan(
            trigger.first,
            trigger.last,
            RULE,
            proposal.act,
            trigger.last - 1,
            RULE,
            "verb" if node else "noun",
        )
        telling = self._checked(told(proposal, own), proposal, trigger)
        return Draft(span, Frame(RULE, proposal.act), telling, node.index if node else None, phrase)

    def _checked(self, telling: Telling, proposal: Proposal, trigger: Range) -> Telling:
        """What the reader has as denied, planned or open in this sentence, no model makes done."""
        if not telling.is_fact or telling.negative:
            return telling
        for claim in self.read:
            same = claim.act is proposal.act or trigger.touches(self._tokens(claim))
            if same and not claim.is_done:
                return telling.under(Modality.POSSIBLE, "the reader has it as not done")
        return telling

    def _tokens(self, claim: Claim) -> tuple[int, int]:
        """The tokens of a claim's trigger."""
        start, end = (claim.trigger.span if claim.trigger else None) or (-1, -1)
        tokens = self.marked.sentence.tokens
        inside = [at for at, token in enumerate(tokens) if token.start < end and start < token.end]
        return (inside[0], inside[-1] + 1) if inside else (-1, -1)

    # -- slots

    def _fill_roles(self, draft: Draft, proposal: Proposal, trigger: Range) -> Trouble | None:
        actors = self._everybody(proposal.actor, trigger)
        targets = self._everybody(proposal.target, trigger)
        thing = self._thing(proposal.object, trigger)
        for found in (actors, targets, thing):
            if isinstance(found, Trouble):
                return found
        assert not isinstance(actors, Trouble)
        assert not isinstance(targets, Trouble)
        assert not isinstance(thing, Trouble)
        draft.actors, draft.targets, draft.thing = actors, targets, thing
        return None

    def _everybody(self, listed: Iterable[Somebody], trigger: Range) -> tuple[Actor, ...] | Trouble:
        found: list[Actor] = []
        for one in listed:
            actor = self._somebody(one, trigger)
            if isinstance(actor, Trouble):
                return actor
            found.append(actor)
        return tuple(dict.fromkeys(found))

    def _somebody(self, one: Somebody, trigger: Range) -> Actor | Trouble:
        """Somebody by words; the reader knows better which party they mean."""
        place = self.wording.nearest(one.text, trigger)
        if isinstance(place, Trouble):
            return place
        if one.party is not None and one.party not in self.parties:
            return Trouble("bad-proposal", f"no party is called {shown(one.party)!r}")
        spans = touching(self.marked.actors, *place)
        known = {span.party for span in spans if span.party}
        if known and one.party is not None and one.party not in known:
            return Trouble(
                "bad-proposal", f"{shown(one.text)!r} is read as {', '.join(sorted(known))}, not {one.party}"
            )
        if spans and one.party is not None and all(span.kind in _NOBODY for span in spans):
            return Trouble("bad-proposal", f"{shown(one.text)!r} names nobody, and no {one.party}")
        party = one.party or (next(iter(known)) if len(known) == 1 else None)
        return Actor(text=self.marked.words(*place), span=self.marked.span(*place), party=party)

    def _thing(self, one: Something | None, trigger: Range) -> Thing | Trouble | None:
        if one is None:
            return None
        place = self.wording.nearest(one.text, trigger)
        if isinstance(place, Trouble):
            return place
        known = [span.term for span in touching(self.marked.objects, *place)]
        if one.term is not None and one.term not in self.terms and one.term not in known:
            return Trouble("bad-proposal", f"no term is called {shown(one.term)!r}")
        term = known[0] if known else one.term
        return Thing(text=self.marked.words(*place), span=self.marked.span(*place), term=term)

    def _fill_adjuncts(self, draft: Draft, proposal: Proposal, trigger: Range) -> Trouble | None:
        """Places, times and numbers: by the reader's grammar first, then those the model points at."""
        Placing(self.marked, self.discourse).give([draft])
        for words in (*proposal.place, *((proposal.time,) if proposal.time else ()), *proposal.quantity):
            place = self.wording.nearest(words, trigger)
            if isinstance(place, Trouble):
                return place
        for words in proposal.place:
            self._add_place(draft, self._there(words, trigger))
        if proposal.time is not None and not draft.times:
            draft.times.append(self._time(self._there(proposal.time, trigger)))
        numbers = (self._quantity(self._there(words, trigger)) for words in proposal.quantity)
        draft.quantities = tuple(dict.fromkeys(numbers))
        return None

    def _there(self, words: str, trigger: Range) -> Range:
        place = self.wording.nearest(words, trigger)
        assert not isinstance(place, Trouble), "looked for before"
        return place

    def _add_place(self, draft: Draft, place: Range) -> None:
        start, end = self.marked.span(*place)
        if any(one.span and one.span[0] < end and start < one.span[1] for one in draft.places):
            return
        known = [span for span in touching(self.marked.places, *place) if span.candidates]
        words = Place(text=self.marked.words(*place), span=(start, end))
        draft.places.append(known[0].candidates[0] if known else words)

    def _time(self, place: Range) -> TimeSpan:
        known = touching(self.marked.times, *place)
        when = When(text=self.marked.words(*place), span=self.marked.span(*place))
        return known[0] if known else TimeSpan(*place, RULE, when)

    def _quantity(self, place: Range) -> Quantity:
        known = touching(self.marked.quantities, *place)
        words = Quantity(text=self.marked.words(*place), span=self.marked.span(*place))
        return known[0].quantity if known else words

    def _fill_speaker(self, draft: Draft, proposal: Proposal, trigger: Range) -> Trouble | None:
        """Whose word it is: as the grammar has it, else as the model says."""
        Speaking(self.marked, self.discourse, Fillers(self.marked, self.discourse)).attribute(draft)
        if proposal.speaker is None:
            return None
        speaker = self._somebody(proposal.speaker, trigger)
        if isinstance(speaker, Trouble):
            return speaker
        draft.speaker = draft.speaker or speaker
        return None


def told(proposal: Proposal, own: Telling | None) -> Telling:
    """How the act is told: as the reader's grammar has it, or weaker, never surer.

    Where the grammar knows nothing of the words, a model's word alone makes nothing done.
    """
    if own is None:
        known = proposal.modality not in FACTS
        telling = Telling(proposal.modality if known else Modality.POSSIBLE, proposal.polarity == "negative")
        return telling.step("nothing but the model tells how it is said")
    if not own.is_fact or own.negative:
        return own
    if proposal.modality is not Modality.ASSERTED:
        own = own.under(proposal.modality, "model")
    if proposal.polarity == "negative":
        own = own.flipped("model")
    return own if own.aspect is not None else own._replace(aspect=proposal.aspect)
