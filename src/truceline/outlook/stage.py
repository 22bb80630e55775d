"""All that is known of a case in a frame, for whoever looks ahead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from truceline.agreement.checks import NoEvent, walk
from truceline.agreement.norms import Duty
from truceline.assess.docket import Docket
from truceline.assess.engine import inquiry_into
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import life_of
from truceline.assess.paces import HISTORY
from truceline.case.tables import live, tables_of
from truceline.evidence.claim import Claim, Kind
from truceline.evidence.query import EvidenceQuery
from truceline.outlook.attached import strands_of
from truceline.outlook.far import sieve_of
from truceline.outlook.observed import Observation, observation, together, told_by
from truceline.outlook.strands import Gathered, Strand, gather, names_of

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.counts import CountedTable
    from truceline.assess.inquiry import Inquiry, Question
    from truceline.case.folder import Case
    from truceline.core.frame import Frame

_OPEN = "public"


@dataclass(frozen=True)
class Stage:
    """All that is known of a case in a frame, for whoever looks ahead."""

    inquiry: Inquiry
    first: date
    """The first day that anything is told of."""
    seen: Observation
    tables: tuple[CountedTable, ...] = ()
    """Attached tables with counts of paces. The claims of their likeliest rows are left out."""
    left_out: tuple[str, ...] = ()
    """Names of attached tables whose counts cannot be used: of older form, of another encoding, or later."""
    position: int = 0
    """The ledger's, before it was read."""

    @classmethod
    def of(cls, case: Case, frame: Frame, supposed: Iterable[Claim] = ()) -> Stage:
        """What was known in the frame, on the ground as the readings have it.

        `supposed` claims count as if they were on record.
        """
        position, law = case.ledger.position, case.law(frame)
        query = _query(law.agreement, frame)
        attached = tables_of(case.ledger, frame=frame)
        # Its claims may be known for longer than its counts: they are no series, whenever it was attached.
        files = {batch.origin.sha256: batch.origin.name for batch in live(case.ledger)}
        files |= {table.sha256: table.name for table in attached}
        supposed = tuple(supposed)
        sieve = sieve_of(law, frame, files, supposed)
        claims = tuple(one for one in case.ledger.sketched(query, sieve) if one.evidence.file not in files)
        docket = Docket.of(law.agreement, law.atlas, claims, frame, supposed)
        held = sieve.told if sieve else {}
        tables = tuple(one for one in attached if one.paces and one.is_of(law.agreement, law.atlas))
        used = {one.sha256 for one in tables}
        told = together((told_by(docket.claims), held, *(one.paces.told for one in tables if one.paces)))
        starts = [start for start, _ in docket.days.values()]
        starts += [day for days in told.values() for day in days if _is_within(query, day)]
        starts += [day for days in held.values() for day in days]
        first = min(starts, default=frame.as_of)
        return cls(
            inquiry_into(law.agreement, docket, frame),
            first,
            observation(told, first, frame.as_of),
            tables,
            tuple(sorted(name for sha256, name in files.items() if sha256 not in used)),
            position,
        )

    @property
    def last(self) -> date:
        """The day asked about."""
        return self.inquiry.frame.as_of

    @property
    def reserved(self) -> dict[str, str]:
        """The claims that count and are not for everybody, each with its sensitivity, by their ids.

        Those far from every zone are told of nowhere.
        """
        told, supposed = self.inquiry.docket.claims, self.inquiry.docket.supposed
        hidden = (one for one in told if one.sensitivity != _OPEN and one.claim_id not in supposed)
        return {one.claim_id: one.sensitivity for one in hidden}

    def refrained(self) -> Iterator[tuple[Question, date, tuple[NoEvent, ...]]]:
        """Each refrain duty that binds by the day asked: its question, its first day, what it forbids."""
        for duty in _refraining(self.inquiry):
            life = life_of(self.inquiry, duty)
            if life.starts is not None and life.starts <= self.last:
                checks = tuple(check for check in walk(duty.test) if isinstance(check, NoEvent))
                yield question_for(self.inquiry, duty, life), life.starts, checks

    def strands(self) -> tuple[Strand, ...]:
        """A strand for each event that a refrain duty forbids, and one for each party that it was laid to.

        Series begin with the first event told of, and end with the day asked about.
        """
        found: list[Strand] = []
        for question, starts, checks in self.refrained():
            span = (max(self.first, starts - HISTORY), starts, self.last)
            gathered = Gathered()
            for check in checks:
                gather(question, check, gathered)
            own = gathered.strands(span, self.seen)
            found.extend(one for one in own if not self.tables or gathered.tells_of(one.name))
            for table in self.tables:
                assert table.paces is not None
                names = dict.fromkeys(name for check in checks for name in names_of(question, check))
                counts = table.paces.under(self.inquiry.frame.readings)
                found.extend(strands_of(table.name, counts, names, span, self.seen))
        return tuple(found)


def _query(agreement: Agreement, frame: Frame) -> EvidenceQuery:
    """Everything that may have happened in time, wherever it was: silence is told from calm by all of it."""
    starts = min(one.in_force.start for one in agreement.instruments)
    return EvidenceQuery(
        known_at=frame.known_at,
        first=starts - HISTORY,
        last=frame.as_of,
        kinds=frozenset({Kind.EVENT, Kind.OBSERVATION, Kind.LOOK}),
    )


def _is_within(query: EvidenceQuery, day: date) -> bool:
    return query.first is not None and query.last is not None and query.first <= day <= query.last


def _refraining(inquiry: Inquiry) -> Iterator[Duty]:
    frame, agreement = inquiry.frame, inquiry.agreement
    for norm in agreement.assessed():
        admitted = frame.admits(agreement.instrument_of(norm.id).id)
        if isinstance(norm, Duty) and norm.mode == "refrain" and admitted:
            yield norm
