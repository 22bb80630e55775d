"""The obligation matrix: promise by party, on any day and as known on any day; each cell opens its proof."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from truceline.assess.result import Due, NormStatus, Standing
from truceline.publish.chips import PACES, STANDINGS, Sign
from truceline.publish.matrix import columns
from truceline.publish.report.owed import open_questions
from truceline.publish.views import View
from truceline.web.apart import NotYet
from truceline.web.console.pages import case_page, part_of
from truceline.web.console.span import Span
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit
from truceline.web.voice import Voice

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]


@router.get("/cases/{case}")
def to_obligations(visit: Reader) -> Response:
    """Where a case's address leads that was typed without its last stroke."""
    return RedirectResponse(visit.url(""), 308)


@router.get("/cases/{case}/")
def obligations(visit: Reader) -> Response:
    """The matrix in the frame asked for."""
    try:
        return _page(visit)
    except NotYet:
        earlier = visit.earlier()
        if earlier is None:
            raise
        return _page(earlier, awaited=visit.position)


def _page(visit: Visit, awaited: int | None = None) -> Response:
    """The matrix at the visit's position; `awaited` is the ledger's, where that is still being worked out."""
    told = visit.kept_part(
        "obligations", lambda: part_of(visit, "judged.html", matrix=Matrix.of(visit), span=Span.of(visit))
    )
    ready = visit.url("assessed")
    return case_page(visit, "obligations.html", here="obligations", judged=told, awaited=awaited, ready=ready)


@dataclass(frozen=True)
class Mark:
    """A standing as its sign, its word in the reader's language, and its tone."""

    sign: Sign
    word: str
    standing: Standing

    @classmethod
    def of(cls, standing: Standing, voice: Voice) -> Mark:
        """The mark of a standing."""
        return cls(STANDINGS[standing], voice.tongue.term(standing.value), standing)


@dataclass(frozen=True)
class Share:
    """What one party has to do with one promise."""

    party: str
    mark: Mark | None
    """Null: the party does not owe it."""
    part: int | None
    """Which part of the proof is theirs."""
    answers: bool
    """Whether it answers for a breach that another commits."""
    jointly: bool


@dataclass(frozen=True)
class Line:
    """One promise."""

    norm: str
    title: str
    foreign: bool
    paragraph: str
    mark: Mark
    degree: tuple[float, float]
    degree_told: str
    dues: tuple[str, ...]
    pace: str
    pace_sign: str
    phase: str
    shares: tuple[Share, ...]
    supposed: bool


@dataclass(frozen=True)
class Text:
    """The promises of one text, or those of them that stand together."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Matrix:
    """All promises, and the parties that are bound by or answer for any."""

    parties: tuple[tuple[str, str], ...]
    """Id and name."""
    texts: tuple[Text, ...]
    remarks: tuple[str, ...]
    """What standings hang on: open conditions, unclear phrases."""

    @classmethod
    def of(cls, visit: Visit) -> Matrix:
        """The matrix of a visit."""
        voice, assessment = visit.voice, visit.assessment
        parties = columns(visit.agreement, [View(0, assessment)])
        texts = tuple(
            Text(voice.instrument(text), tuple(_line(voice, status, parties) for status in together))
            for text, together in groupby(assessment.norms, key=attrgetter("instrument"))
        )
        remarks = tuple(one.text for one in open_questions(voice, assessment))
        return cls(tuple((one, voice.party(one)) for one in parties), texts, remarks)


def _line(voice: Voice, status: NormStatus, parties: tuple[str, ...]) -> Line:
    return Line(
        norm=status.norm,
        title=voice.promise(status.norm),
        foreign=voice.is_foreign(status.norm),
        paragraph=voice.tongue.say("paragraph {para}", para=status.para),
        mark=Mark.of(status.standing, voice),
        degree=status.degree,
        degree_told=voice.degree(status.degree),
        dues=tuple(_due(voice, one) for one in status.due) or _no_due(voice, status),
        pace=voice.tongue.term(status.pace.value) if status.pace else "",
        pace_sign=PACES[status.pace] if status.pace else "",
        phase=voice.tongue.term(status.phase.value),
        shares=tuple(_share(voice, status, party) for party in parties),
        supposed=status.supposed,
    )


def _due(voice: Voice, due: Due) -> str:
    return voice.tongue.day(due.by) if due.certain else voice.tongue.say("perhaps {day}", day=due.by)


def _no_due(voice: Voice, status: NormStatus) -> tuple[str, ...]:
    if status.until is not None:
        return (voice.tongue.say("until {last}", last=status.until),)
    return (voice.tongue.say("from {first}", first=status.starts),) if status.starts else ()


def _share(voice: Voice, status: NormStatus, party: str) -> Share:
    part = status.of_party(party)
    owes = party in status.bearers
    return Share(
        party=party,
        mark=Mark.of(part.standing if part else status.standing, voice) if owes else None,
        part=status.parts.index(part) if part else None,
        answers=party in status.answerable,
        jointly=owes and part is None and len(status.bearers) > 1,
    )
