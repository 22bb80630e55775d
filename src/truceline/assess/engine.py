"""The assessment: every norm's status in one frame, the register and the postures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import truceline
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Constitutive, Duty
from truceline.assess.alternatives import by_reading
from truceline.assess.counts import CountedTable, counted, with_counts
from truceline.assess.docket import Docket
from truceline.assess.found import Found, Part
from truceline.assess.inquiry import Inquiry, chosen_readings
from truceline.assess.judge import conclude, judge
from truceline.assess.lifecycle import repaired_by
from truceline.assess.pace import pace_of
from truceline.assess.posture import postures
from truceline.assess.recall import Recall
from truceline.assess.register import register
from truceline.assess.result import (
    AgreementRef,
    Assessment,
    FrameRef,
    NormStatus,
    PartStatus,
    Phase,
    RegisterEntry,
    Standing,
)
from truceline.core.finding import Verdict
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.places.atlas import Atlas

# Incidents likelier outside the zone than in it are in the register, and not in a status's remarks.
_LIKELY = 0.5
_BREACHES = frozenset({Standing.BREACHED, Standing.BREACHED_IN_PART})


def assess(
    agreement: Agreement,
    claims: Iterable[Claim],
    frame: Frame,
    atlas: Atlas,
    *,
    supposed: Iterable[Claim] = (),
    tables: Sequence[CountedTable] = (),
    ledger_position: int | None = None,
    recall: Recall | None = None,
) -> Assessment:
    """Assess every duty and constitutive norm of the instruments that the frame admits.

    Pure: the same inputs give the same bytes. `supposed` claims are hypothetical; whatever rests
    on them is marked. Claims without a `claim_id` are identified by their content. `tables` are shown by
    their counts. `recall` spares what is known of the claims from other days, and changes nothing.
    """
    docket = Docket.of(agreement, atlas, claims, frame, supposed, recall=recall)
    inquiry = inquiry_into(agreement, docket, frame)
    norms = [n for n in agreement.assessed() if frame.admits(agreement.instrument_of(n.id).id)]
    violations = register(inquiry, [n for n in norms if isinstance(n, Duty)])
    counts = counted(inquiry, tables)
    nobodys = Counter(entry.norm for entry in violations if _is_nobodys(entry))
    statuses = (_with_unattributed(status_of(inquiry, norm), nobodys) for norm in norms)
    return Assessment(
        engine=truceline.__version__,
        agreement=AgreementRef.of(agreement),
        frame=FrameRef.of(agreement, frame, inquiry.frame.readings),
        ledger_position=ledger_position,
        norms=tuple(with_counts(status, counts) for status in statuses),
        violations=violations,
        postures=postures(inquiry, [n.id for n in norms]),
        tables=tuple(table.ref(agreement, atlas) for table in tables),
        counted=counts,
        considered=docket.considered,
    )


def _is_nobodys(entry: RegisterEntry) -> bool:
    """Whether an incident, likely in the zone, is laid to nobody."""
    return entry.bearing == "not_attributed" and (entry.p_inside is None or entry.p_inside >= _LIKELY)


def _with_unattributed(status: NormStatus, nobodys: Mapping[str, int]) -> NormStatus:
    """Say how much is reported that binds nobody: a reader must not take unproven for quiet."""
    number = nobodys.get(status.norm, 0)
    if not number:
        return status
    told = (
        "1 reported incident is attributed to nobody and so binds nobody"
        if number == 1
        else f"{number} reported incidents are attributed to nobody and so bind nobody"
    )
    mark = f"{told} (see the register)"
    return status.model_copy(update={"marks": (*status.marks, mark)})


def inquiry_into(agreement: Agreement, docket: Docket, frame: Frame) -> Inquiry:
    """An inquiry under the frame's readings, the agreement's defaults filling the gaps."""
    chosen = frame.under(chosen_readings(agreement, frame.readings))
    return Inquiry(agreement, docket, chosen, judge)


def status_of(inquiry: Inquiry, norm: Duty | Constitutive) -> NormStatus:
    """The full status of one norm, with its proof written out."""
    found = inquiry.judge(norm.id)
    agreement, docket = inquiry.agreement, inquiry.docket
    provision = agreement.provision_of[norm.id]
    instrument = agreement.instrument_of(norm.id)
    duty = norm if isinstance(norm, Duty) else None
    return NormStatus(
        norm=norm.id,
        title=norm.says or provision.says,
        instrument=instrument.id,
        authority=instrument.authority,
        para=provision.para,
        kind=norm.kind,
        mode=duty.mode if duty else None,
        bearers=duty.bearer if duty else (),
        answerable=_answerable(agreement, duty) if duty else (),
        phase=found.life.phase,
        starts=found.life.starts,
        until=found.life.until,
        due=found.life.dues,
        performance=found.degree.performance,
        degree=(found.degree.low, found.degree.high),
        standing=found.standing,
        branches=found.branches,
        pace=pace_of(inquiry, norm, found),
        parts=tuple(_part(inquiry, norm, found, part) for part in found.parts),
        proof=found.proof.node(docket),
        would_change=_would_change(found),
        depends_on_reading=by_reading(inquiry, norm),
        marks=_marks(inquiry, norm, found),
        supposed=bool(found.proof.rests_on() & docket.supposed),
    )


def _part(inquiry: Inquiry, norm: Duty | Constitutive, found: Found, part: Part) -> PartStatus:
    standing = found.standing
    if isinstance(norm, Duty):
        standing, _ = conclude(inquiry, norm, found.life, [part])
    degree = part.degree
    return PartStatus(
        part=part.name,
        party=part.party,
        verdict=part.proof.verdict,
        performance=degree.performance,
        degree=(degree.low, degree.high),
        standing=standing,
        proof=part.proof.node(inquiry.docket),
    )


def _answerable(agreement: Agreement, duty: Duty) -> tuple[str, ...]:
    """Who answers besides the bearers: named in the norm, or by a guarantee for a bearer."""
    vouching = [g for bearer in duty.bearer for g in agreement.guarantors_of(bearer)]
    return tuple(dict.fromkeys(p for p in (*duty.answerable, *vouching) if p not in duty.bearer))


def _would_change(found: Found) -> tuple[str, ...]:
    """What would change the answer: for each part only what could move its verdict."""
    wanted: list[str] = []
    for part in found.parts:
        for step in part.proof.walk():
            if step.would_change:
                wanted.extend(_useful(step.verdict, step.would_change))
    wanted.extend(_would_settle(found))
    return tuple(dict.fromkeys(wanted))


def _would_settle(found: Found) -> Iterator[str]:
    """What would settle a contested condition: whatever could move a step of it that is not shown."""
    if found.life.fork is None:
        return
    yield (
        "later evidence to the standard, or a correction, that settles its condition: "
        f"{found.life.fork.condition}"
    )
    for reason in found.life.reasons:
        if reason.check == "activation":
            unsettled = (step for step in reason.walk() if step.verdict is not Verdict.ESTABLISHED)
            # A norm asked about is followed by its own steps, which say more than that it may change.
            ends = (step for step in unsettled if step.check != "norm_is")
            yield from (f"for its condition: {one}" for step in ends for one in step.would_change)


def _useful(verdict: Verdict, options: tuple[str, ...]) -> tuple[str, ...]:
    """By convention a check lists first what would establish it, then what would refute it."""
    if verdict is Verdict.ESTABLISHED:
        return options[1:] or options
    if verdict is Verdict.REFUTED:
        return options[:1]
    return options


def _marks(inquiry: Inquiry, norm: Duty | Constitutive, found: Found) -> tuple[str, ...]:
    marks = list(found.proof.marks)
    if isinstance(norm, Duty):
        if norm.bearer_basis != "stated":
            marks.append(f"who bears it is {norm.bearer_basis}, not stated in the text")
        if norm.mode == "achieve" and not found.life.dues and found.life.phase is Phase.IN_FORCE:
            marks.append("the text sets no date: undone, it is not breached by time alone")
    if found.standing in _BREACHES:
        against = [e.start for step in found.proof.walk() for e in step.opposing]
        repaired = repaired_by(inquiry, norm.id, min(against, default=None))
        marks.extend(f"repaired under {rule}" for rule in repaired)
    if inquiry.agreement.instrument_of(norm.id).authority == "reported":
        marks.append("stands in an instrument that is only reported")
    return tuple(dict.fromkeys(marks))
