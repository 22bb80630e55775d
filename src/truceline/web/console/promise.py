"""A promise's proof: every step with the claims for and against it, down to the sentence in its document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.assess.result import NormStatus, PartStatus, ProofNode
from truceline.publish.chips import VERDICTS, Sign
from truceline.publish.report.composed import Sentence
from truceline.publish.words import capital
from truceline.web.console.cited import CitedTold, Telling
from truceline.web.console.obligations import Mark
from truceline.web.console.pages import case_page
from truceline.web.console.span import Span
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit
from truceline.web.voice import Voice

router = APIRouter()


@router.get("/cases/{case}/promises/{norm}")
def promise(visit: Annotated[Visit, Depends(Needs(Right.READ))], norm: str) -> Response:
    """One promise's proof in the frame asked for."""
    status = next((one for one in visit.assessment.norms if one.norm == norm), None)
    if status is None:
        raise NotFound
    told = _Telling(visit, visit.voice, Telling.of(visit, _cited(status)))
    return case_page(
        visit, "promise.html", here="obligations", proof=told.proof(status), span=Span.of(visit),
        part_path=f"promises/{norm}",
    )  # fmt: skip


def _cited(status: NormStatus) -> Iterator[str]:
    nodes = [status.proof, *(part.proof for part in status.parts)]
    while nodes:
        node = nodes.pop()
        yield from (one.claim_id for one in (*node.supporting, *node.opposing))
        yield from (one.claim.claim_id for one in node.set_aside)
        nodes += node.parts


@dataclass(frozen=True)
class Step:
    """One step of a proof in the reader's language."""

    node: ProofNode
    sign: Sign
    verdict: str
    says: str
    foreign: bool
    weights: str
    notes: tuple[Sentence, ...]
    supporting: tuple[CitedTold, ...]
    opposing: tuple[CitedTold, ...]
    aside: tuple[tuple[str, CitedTold], ...]
    settles: tuple[Sentence, ...]
    parts: tuple[Step, ...]


@dataclass(frozen=True)
class PartTold:
    """One part of a promise."""

    name: str
    mark: Mark
    node: Step


@dataclass(frozen=True)
class Proof:
    """All that the page of a promise tells."""

    title: str
    status: NormStatus
    mark: Mark
    degree_told: str
    law: tuple[tuple[str, str], ...]
    changes: tuple[Sentence, ...]
    marks: tuple[Sentence, ...]
    parts: tuple[PartTold, ...]
    rest: tuple[Step, ...]


@dataclass(frozen=True)
class _Telling:
    visit: Visit
    voice: Voice
    cited: Telling

    def proof(self, status: NormStatus) -> Proof:
        own = {part.proof.model_dump_json() for part in status.parts}
        rest = [one for one in status.proof.parts if one.model_dump_json() not in own]
        whole = [status.proof] if not status.parts else rest
        return Proof(
            title=self.voice.promise(status.norm),
            status=status,
            mark=Mark.of(status.standing, self.voice),
            degree_told=self.voice.degree(status.degree),
            law=tuple(self._law(status)),
            changes=self._said(status.would_change),
            marks=self._said(status.marks),
            parts=tuple(self._part(part) for part in status.parts),
            rest=tuple(map(self._step, whole)),
        )

    def _law(self, status: NormStatus) -> Iterator[tuple[str, str]]:
        voice, say = self.voice, self.voice.tongue.say
        provision = self.visit.agreement.provision_of.get(status.norm)
        if provision:
            yield say("In our words"), provision.says
        place = say("{text}, paragraph {para}", text=voice.instrument(status.instrument), para=status.para)
        yield say("Stands in"), f"{place} ({voice.tongue.term(status.authority)})"
        bound = voice.parties(status.bearers) if status.bearers else say("nobody in particular")
        yield say("Owed by"), bound
        if status.answerable:
            yield say("Answerable for a breach"), voice.parties(status.answerable)
        yield say("Phase"), voice.tongue.term(status.phase.value)
        for due in status.due:
            told = voice.tongue.day(due.by) if due.certain else say("perhaps {day}", day=due.by)
            basis = say("the text") if due.source == "text" else say("rule {rule}", rule=due.source)
            yield say("Deadline"), f"{told} ({basis})"

    def _said(self, sentences: Iterable[str]) -> tuple[Sentence, ...]:
        return tuple(map(self.voice.said, sentences))

    def _part(self, part: PartStatus) -> PartTold:
        name = self.voice.party(part.party) if part.party else ""
        own = "" if part.part == part.party else self.voice.clause(part.part)
        label = self.voice.tongue.strung(one for one in (name, own) if one)
        return PartTold(label, Mark.of(part.standing, self.voice), self._step(part.proof))

    def _step(self, node: ProofNode) -> Step:
        voice, tongue = self.voice, self.voice.tongue
        said = voice.said(node.statement)
        weights = tongue.say(
            "for {support}, against {opposition}; standard: {standard}",
            support=tongue.number(node.support, 2),
            opposition=tongue.number(node.opposition, 2),
            standard=tongue.term(node.standard.value),
        )
        return Step(
            node=node,
            sign=VERDICTS[node.verdict],
            verdict=tongue.term(node.verdict.value),
            says=said.text,
            foreign=said.foreign,
            weights=weights,
            notes=self._said(node.notes),
            supporting=self.cited.several(node.supporting),
            opposing=self.cited.several(node.opposing),
            aside=tuple(
                (capital(voice.clause(one.reason)), self.cited.one(one.claim)) for one in node.set_aside
            ),
            settles=self._said(node.would_change),
            parts=tuple(map(self._step, node.parts)),
        )
