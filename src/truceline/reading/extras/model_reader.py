"""The extra `llm`: a model behind an endpoint of the user's own proposes what the reader may have missed.

Everything it says is held against the text. What does not stand there to the letter, or names an act,
a party or a modality that there is none of, is refused and told as an issue; the reading goes on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import truceline
from truceline.evidence.claim import Claim, Source, TextSpan
from truceline.evidence.issue import Issue
from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.floor import Floor
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.recalling import Recall
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.assembly.writing import Writing
from truceline.reading.document import Document
from truceline.reading.extras.asking import LONGEST, batches, messages, rules_for
from truceline.reading.extras.endpoint import Endpoint, Trouble
from truceline.reading.extras.extra import Progress, by_model, doubtful
from truceline.reading.extras.fitting import Fitting
from truceline.reading.extras.proposals import Proposal, answer_schema, read_answer
from truceline.reading.extras.wording import Range, Wording
from truceline.reading.reader import Reader, Reading

_TRIES = 2
"""Batches in a row without an answer, after which the endpoint is asked no more."""


@dataclass(frozen=True, slots=True)
class ModelReader:
    """Asks an endpoint about a reading's sentences, batch by batch, and keeps what holds."""

    endpoint: Endpoint

    def add(
        self, reader: Reader, reading: Reading, source: Source, progress: Progress | None = None
    ) -> Reading:
        """The reading with the proposals that hold, in the order of the text."""
        short = [one for one in reading.sentences if one.sentence.end - one.sentence.start <= LONGEST]
        trying = _Trying(self.endpoint, reader, reading, source)
        failures = 0
        asked = 0
        groups = list(batches(short))
        for number, batch in enumerate(groups, start=1):
            failures = 0 if trying.ask(batch) else failures + 1
            asked += len(batch)
            if progress is not None:
                progress(number, len(groups))
            if failures == _TRIES:
                break
        trying.left_out(len(short) - asked, len(reading.sentences) - len(short))
        claims = sorted((*reading.claims, *trying.claims), key=lambda claim: claim.evidence.span or (0, 0))
        return replace(reading, claims=tuple(claims), issues=(*reading.issues, *trying.issues))


class _Trying:
    """One document's questions and what became of the answers."""

    def __init__(self, endpoint: Endpoint, reader: Reader, reading: Reading, source: Source) -> None:
        self.claims: list[Claim] = []
        self.issues: list[Issue] = []
        self._endpoint = endpoint
        self._reader = reader
        self._document = reading.document
        self._rules = rules_for(reader.agreement)
        self._schema = answer_schema()
        self._discourse = _discourse(reader)
        self._writing = _writing(reader, reading.document, source, self._discourse)
        self._read: defaultdict[TextSpan | None, list[Claim]] = defaultdict(list)
        for claim in reading.claims:
            self._read[claim.evidence.span].append(claim)

    def ask(self, batch: Sequence[Marked]) -> bool:
        """Ask about a batch and take what holds; whether there was an answer at all."""
        answer = self._endpoint.ask(messages(self._rules, batch), self._schema)
        if isinstance(answer, Trouble):
            self._tell(answer, f"{len(batch)} sentences from {batch[0].sentence.index + 1} on")
            return False
        by_sentence: defaultdict[int, list[Proposal]] = defaultdict(list)
        for one in read_answer(answer):
            if isinstance(one, Trouble):
                self._tell(one, f"sentences from {batch[0].sentence.index + 1} on")
            elif 1 <= one.sentence <= len(batch):
                by_sentence[one.sentence - 1].append(one)
            else:
                trouble = Trouble("bad-proposal", "it names a sentence that was not asked about")
                self._tell(trouble, f"sentences from {batch[0].sentence.index + 1} on")
        for number in sorted(by_sentence):
            self.claims.extend(self._held(batch[number], by_sentence[number]))
        return True

    def _held(self, marked: Marked, proposals: Sequence[Proposal]) -> Iterator[Claim]:
        """The proposals about one sentence that hold and say something new."""
        fitting = self._fitting(marked)
        taken: list[tuple[str, Range]] = []
        for proposal in proposals:
            if fitting.repeats(proposal, taken):
                continue
            draft = fitting.draft(proposal)
            if isinstance(draft, Trouble):
                self._tell(draft, f"sentence {marked.sentence.index + 1}")
                continue
            taken.append((proposal.act, Range(draft.span.first, draft.span.last)))
            yield from (
                by_model(one, self._endpoint.model) for one in self._writing.claims([(draft, marked)])
            )

    def _fitting(self, marked: Marked) -> Fitting:
        agreement = self._reader.agreement
        return Fitting(
            marked,
            Wording.of(marked),
            self._reader.governors,
            self._discourse,
            frozenset(party.id for party in agreement.parties),
            frozenset(term.id for term in agreement.terms),
            tuple(self._read[marked.sentence.start, marked.sentence.end]),
        )

    def left_out(self, unasked: int, too_long: int) -> None:
        """Tell how many sentences the model never saw."""
        if unasked:
            message = f"asked no more after {_TRIES} batches without an answer; sentences left: {unasked}"
            self._tell(Trouble("model-unreachable", message), "")
        if too_long:
            message = f"sentences of more than {LONGEST} signs were not sent: {too_long}"
            self._tell(Trouble("sentence-too-long", message), "")

    def _tell(self, trouble: Trouble, where: str) -> None:
        message = f"{where}: {trouble.message}" if where else trouble.message
        self.issues.append(
            doubtful(self._document, trouble.kind, "model", f"{self._endpoint.model}: {message}")
        )


def _discourse(reader: Reader) -> Discourse:
    """The memory of a document of which nothing is remembered: each sentence is judged alone."""
    words = DiscourseWords.of(reader.lexicon)
    return Discourse(words, Recall.of(words, reader.agreement, Floor(words)))


def _writing(reader: Reader, document: Document, source: Source, discourse: Discourse) -> Writing:
    name = f"truceline {truceline.__version__} {reader.lexicon.language}"
    return Writing(reader.relevance, document, source, name, discourse)
