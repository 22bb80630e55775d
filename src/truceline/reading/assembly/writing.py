"""From drafts to claims: proposed, each resting on its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from truceline.assess.relevance import Relevance
from truceline.core.canonical import digest_bytes
from truceline.evidence.acts import SPEECH, Act
from truceline.evidence.claim import (
    Actor,
    Attribution,
    AttributionGrade,
    Claim,
    Evidence,
    Kind,
    MadeBy,
    Modality,
    Source,
    Status,
    When,
    Words,
)
from truceline.evidence.content import filled, known
from truceline.evidence.issue import Issue
from truceline.reading.assembly.aspects import aspect_of
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.draft import DEADLY, Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.document import Document
from truceline.reading.modality.telling import FACTS, Telling

_OBSERVED = frozenset({Act.PRESENCE, Act.ABSENCE, Act.COMPLY, Act.VIOLATE, Act.CLOSE_ROUTE, Act.TENSION})


@dataclass(frozen=True, slots=True)
class Writing:
    """Writes the drafts of one document as claims."""

    relevance: Relevance
    document: Document
    source: Source
    reader: str
    discourse: Discourse
    issues: list[Issue] = field(default_factory=list)
    _families: dict[str, Source] = field(default_factory=dict)
    """The source as told by each party whose word it carries."""

    def claims(self, drafted: Iterable[tuple[Draft, Marked]]) -> list[Claim]:
        """Drafts, each with its sentence, as proposed claims; a step is taken for all before the next."""
        written = [self._claim(draft, marked) for draft, marked in drafted]
        for claim in written:
            filled(claim, bears_on=self.relevance.norms(claim))
        for claim in written:
            filled(claim, claim_id=digest_bytes(claim.content()))
        return written

    def _claim(self, draft: Draft, marked: Marked) -> Claim:
        telling = self._of_its_act(draft, self._promised(self._ahead(draft)))
        actors, grade = self._graded(draft)
        return known(
            Claim,
            kind=_kind(draft, telling),
            act=draft.frame.act or Act.ATTACK,
            trigger=known(
                Words,
                text=marked.words(draft.span.first, draft.span.last),
                span=marked.span(draft.span.first, draft.span.last),
            ),
            actor=actors,
            target=draft.targets,
            object=draft.thing,
            place=tuple(draft.places),
            time=self._time(draft),
            quantity=draft.quantities,
            casualties=draft.casualties,
            observed=draft.observed,
            modality=telling.modality,
            polarity="negative" if telling.negative else "positive",
            aspect=aspect_of(draft, telling, marked, self.discourse.words),
            trend=telling.trend,
            attribution=self._attribution(draft),
            attribution_grade=grade,
            source=self._source(draft),
            published_on=self.document.published_on,
            evidence=known(
                Evidence,
                document=self.document.sha256,
                span=(marked.sentence.start, marked.sentence.end),
                quote=marked.text[marked.sentence.start : marked.sentence.end],
            ),
            made_by=known(MadeBy, reader=self.reader, rules=(draft.span.rule, *telling.steps, *draft.rules)),
            status=Status.PROPOSED,
        )

    def _of_its_act(self, draft: Draft, telling: Telling) -> Telling:
        """What the words of a few acts mean by themselves; their actors are set right too."""
        act = draft.frame.act
        if act is Act.ABSENCE and telling.is_fact:
            telling = telling._replace(negative=False)  # "found no": the act itself is the nothing
            draft.actors = tuple(actor for actor in draft.actors if actor.party)  # no men are nobody
        if act is Act.WAIT and telling.aspect == "not_started" and telling.is_fact:
            telling = telling._replace(negative=False, aspect="ongoing")  # "has yet to comment"
        if act in DEADLY:  # "her death": nobody is said to have killed her
            own = self.discourse.words.has("possessives")
            draft.actors = tuple(one for one in draft.actors if one.party or one.text.casefold() not in own)
        return telling

    def _ahead(self, draft: Draft) -> Draft:
        """What is told as a fact of days to come is only expected; what the agreement tells, required."""
        if draft.by_agreement and draft.telling.is_fact and draft.telling.now:
            draft.telling = draft.telling.under(Modality.REQUIRED, "the agreement lays it down")
        told_on, start = self.document.published_on, self._time(draft).start
        if draft.telling.is_fact and told_on is not None and start is not None and start > told_on:
            draft.telling = draft.telling.under(Modality.EXPECTED, "days to come")
        return draft

    def _promised(self, draft: Draft) -> Telling:
        """What its own doer foretells is a promise; that it will not, a refusal."""
        telling = draft.telling
        if telling.modality is not Modality.EXPECTED or not (telling.foretold or telling.would):
            return telling
        if (
            draft.speaker is None
            and self.discourse.home is not None
            and _same(self.discourse.home, draft.actors)
        ):
            draft.speaker = self.discourse.home
        if draft.speaker is None or not (draft.is_we or _same(draft.speaker, draft.actors)):
            return telling
        if telling.negative:
            return telling._replace(modality=Modality.REFUSED, negative=False).step(
                "its own doer says it will not"
            )
        return telling._replace(modality=Modality.COMMITTED).step("its own doer says it will")

    def _graded(self, draft: Draft) -> tuple[tuple[Actor, ...], AttributionGrade]:
        if draft.frame.is_mutual and not draft.targets and draft.frame.act is Act.CLASH:
            return draft.actors, AttributionGrade.NONE
        named = any(actor.party for actor in draft.actors)
        return draft.actors, AttributionGrade.CLAIMED if named else AttributionGrade.NONE

    def _time(self, draft: Draft) -> When:
        for role in ("time", "deadline", "set", "duration"):
            for span in draft.times:
                if span.role == role and (
                    span.when.start or span.when.end or role in {"set", "time", "deadline"}
                ):
                    return _ended(span.when, draft)
        return _NO_TIME

    def _attribution(self, draft: Draft) -> Attribution:
        speaker = draft.speaker
        if draft.by_agreement:
            return Attribution(
                by="agreement", text=speaker.text if speaker else "", span=speaker.span if speaker else None
            )
        if speaker is None:
            return _AUTHOR
        return known(Attribution, by="speaker", text=speaker.text, span=speaker.span, party=speaker.party)

    def _source(self, draft: Draft) -> Source:
        """What a party says through any paper, its own organ too, comes from that party: one family."""
        family = (draft.speaker.party if draft.speaker is not None else None) or draft.organ_of
        if not family:
            return self.source
        if family not in self._families:
            self._families[family] = self.source.model_copy(update={"family": family})
        return self._families[family]


# A claim's own defaults: what is one of them is known without a look inside.
_AUTHOR: Attribution = Claim.model_fields["attribution"].default
_NO_TIME: When = Claim.model_fields["time"].default


def _same(speaker: Actor, actors: tuple[Actor, ...]) -> bool:
    return any(
        (actor.party is not None and actor.party == speaker.party)
        or actor.text.casefold() == speaker.text.casefold()
        for actor in actors
    )


def _ended(when: When, draft: Draft) -> When:
    """The days with the end told apart from them: "broke out on Sunday and went on until Monday"."""
    others = [span.when for span in draft.times if span.when != when]
    starts = [one.start for one in others if one.start is not None] if when.kind == "until" else []
    if starts and when.end is not None and min(starts) <= when.end:
        return when.model_copy(update={"start": min(starts), "kind": "during"})
    ends = [one.end for one in others if one.kind == "until" and one.end is not None]
    if ends and when.start is not None and when.start <= max(ends):
        return when.model_copy(update={"end": max(ends), "kind": "during"})
    return when


def _kind(draft: Draft, telling: Telling) -> Kind:
    if telling.modality not in FACTS or draft.frame.act in SPEECH:
        return Kind.STATEMENT
    return Kind.OBSERVATION if draft.frame.act in _OBSERVED else Kind.EVENT
