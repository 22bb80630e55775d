"""The extra `spacy`: an installed English model's dependency parse adds evidence to a reading.

It fills a doer, a target or a thing that the reader left out, and it makes a claim less sure where it
sees a negation, a modal or a governing word that the reader did not. It never does the reverse, and
never changes what the reader filled in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any

from truceline.errors import InputError, Problem
from truceline.evidence.claim import AttributionGrade, Claim, Kind, Modality, Source, TextSpan
from truceline.evidence.issue import Issue
from truceline.extras import installed
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.extras.dependencies import Dependencies, Pipeline
from truceline.reading.extras.doubts import unseen
from truceline.reading.extras.extra import Progress, by_model, doubtful
from truceline.reading.extras.slots import Slots
from truceline.reading.modality.telling import FACTS
from truceline.reading.reader import Reader, Reading

_FAMILY = "en_core_web_"
_LANGUAGE = "en"
# The larger, the better it parses; the transformer comes last, for it is slow without an accelerator.
_PREFERRED = ("lg", "md", "sm", "trf")
_LONGEST = 1000
"""Tokens of a sentence; what is longer is a list or damaged, and costs more memory than it tells."""


@dataclass(frozen=True, slots=True)
class SpacyParse:
    """A loaded model and its name with its version, as claims record it."""

    pipeline: Pipeline
    model: str

    @classmethod
    def installed(cls) -> SpacyParse:
        """The best installed `en_core_web_*` model; InputError if spaCy or every such model is missing."""
        try:
            spacy: Any = import_module("spacy")  # an extra, and half a second to load
        except ImportError as error:
            raise _missing(f"spaCy is not installed: {installed('spacy')}") from error
        names = [name for name in spacy.util.get_installed_models() if name.startswith(_FAMILY)]
        if not names:
            raise _missing(
                f"no model called {_FAMILY}* is installed; truceline downloads none. "
                f"Get one yourself, for example: python -m spacy download {_FAMILY}sm"
            )
        name = min(names, key=_rank)
        try:
            pipeline = spacy.load(name, exclude=["ner"])
        except Exception as error:  # spaCy lets through whatever a model of another version raises
            raise _missing(f"the model {name} cannot be loaded ({type(error).__name__})") from error
        return cls(pipeline, f"{name} {pipeline.meta['version']}")

    def add(
        self, reader: Reader, reading: Reading, source: Source, progress: Progress | None = None
    ) -> Reading:
        """The reading with empty slots filled and doubts taken up; claims keep their order and number."""
        del source  # the claims know theirs
        if reader.lexicon.language != _LANGUAGE:
            other = f"{self.model} reads English; this was read as {reader.lexicon.language!r}"
            return replace(
                reading, issues=(*reading.issues, doubtful(reading.document, "no-model", "language", other))
            )
        with_claims = {claim.evidence.span for claim in reading.claims}
        wanted = [marked for marked in reading.sentences if _span(marked) in with_claims]
        short = [marked for marked in wanted if len(marked.sentence.tokens) <= _LONGEST]
        evidence = dict(self._evidence(reader, short, reading.document.text, progress))
        claims: list[Claim] = []
        told: list[Issue] = []
        for claim in reading.claims:
            seen = evidence.get(claim.evidence.span or (-1, -1))
            claims.append(claim if seen is None else seen.added(claim))
            if seen is not None and (message := seen.differs(claim)):
                told.append(doubtful(reading.document, "parses-differ", "actor", message))
        issues = (*reading.issues, *told, *self._too_long(reading, wanted))
        return replace(reading, claims=tuple(claims), issues=issues)

    def _evidence(
        self, reader: Reader, marked: Sequence[Marked], text: str, progress: Progress | None
    ) -> Iterator[tuple[TextSpan, Evidence]]:
        """What the parse of each sentence says, by the sentence's span."""
        docs = self.pipeline.pipe(text[start:end] for start, end in map(_span, marked))
        for number, (one, doc) in enumerate(zip(marked, docs, strict=True), start=1):
            tree = Dependencies.of(doc, one.sentence.start)
            yield _span(one), Evidence(reader, one, tree, self.model)
            if progress is not None:
                progress(number, len(marked))

    def _too_long(self, reading: Reading, wanted: Sequence[Marked]) -> Iterator[Issue]:
        for one in wanted:
            length = len(one.sentence.tokens)
            if length > _LONGEST:
                message = f"a sentence of {length} words was not given to {self.model} (most: {_LONGEST})"
                yield doubtful(reading.document, "sentence-too-long", "", message)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the parse of one sentence has to say about its claims."""

    reader: Reader
    marked: Marked
    tree: Dependencies
    model: str

    def added(self, claim: Claim) -> Claim:
        """The claim with what the parse adds, or as it was."""
        at = self._trigger(claim)
        if at is None:
            return claim
        filled, rules = self._filled(claim, at)
        doubts = unseen(self.tree, at, claim, self.reader.governors)
        if doubts:
            filled = filled.model_copy(update={"modality": Modality.POSSIBLE, "kind": Kind.STATEMENT})
            rules = (*rules, *(f"spacy: {word}: possible" for word in doubts))
        if not rules:
            return claim
        filled = filled.model_copy(update={"bears_on": self.reader.relevance.norms(filled)})
        return by_model(filled, self.model, *rules)

    def _filled(self, claim: Claim, at: int) -> tuple[Claim, tuple[str, ...]]:
        slots = self._slots(claim)
        if slots is None:
            return claim, ()
        changes: dict[str, Any] = {}
        if not claim.actor and (actors := slots.actors(at, besides=claim.target)):
            changes["actor"] = actors
        if not claim.target and (
            targets := slots.targets(at, besides=(*claim.actor, *changes.get("actor", ())))
        ):
            changes["target"] = targets
        named = (*claim.actor, *claim.target, *changes.get("actor", ()), *changes.get("target", ()))
        if claim.object is None and (thing := slots.thing(at, besides=named)) is not None:
            changes["object"] = thing
        rules = tuple(f"spacy: {slot}" for slot in changes)
        if any(one.party for one in changes.get("actor", ())):
            changes["attribution_grade"] = AttributionGrade.CLAIMED
        return claim.model_copy(update=changes), rules

    def differs(self, claim: Claim) -> str | None:
        """That the parse makes another party the doer than the reader did: one for a person to look at."""
        at, slots = self._trigger(claim), self._slots(claim)
        if at is None or slots is None or not claim.parties or claim.modality not in FACTS:
            return None
        others = {one.party for one in slots.actors(at, besides=()) if one.party}
        if not others or others & claim.parties or claim.trigger is None:
            return None
        read, seen = ", ".join(sorted(claim.parties)), ", ".join(sorted(others))
        return (
            f"{claim.act} ({claim.trigger.text!r}): read as done by {read}, by {self.model} as done by {seen}"
        )

    def _trigger(self, claim: Claim) -> int | None:
        span = claim.trigger.span if claim.trigger else None
        return None if span is None else self.tree.at(*span)

    def _slots(self, claim: Claim) -> Slots | None:
        span = claim.trigger.span if claim.trigger else None
        for act in self.marked.acts:
            if act.act is claim.act and self.marked.span(act.first, act.last) == span:
                frame, light = self.reader.acts.frame(act.entry), self.reader.acts.light
                adverbs = self.reader.governors.adverbs.items()
                nobody = DiscourseWords.of(self.reader.lexicon).has("nobody")
                nobody |= {word for word, kind in adverbs if kind == "none"}
                return Slots(self.marked, self.tree, frame, light, nobody)
        return None


def _span(marked: Marked) -> TextSpan:
    return marked.sentence.start, marked.sentence.end


def _rank(name: str) -> tuple[int, str]:
    size = name.removeprefix(_FAMILY)
    return _PREFERRED.index(size) if size in _PREFERRED else len(_PREFERRED), name


def _missing(message: str) -> InputError:
    return InputError(Problem("--with spacy", 0, "", message))
