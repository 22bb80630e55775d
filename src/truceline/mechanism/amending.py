"""What the mechanism has added to the agreement: each granted extension as an instrument of its own."""

from __future__ import annotations

from truceline.agreement.checks import EventOccurred
from truceline.agreement.model import Agreement, EventType, InForce, Instrument, Provision
from truceline.agreement.norms import Deadline, Rule
from truceline.evidence.acts import Act
from truceline.mechanism.extensions import Extension, Grant, instrument_id
from truceline.mechanism.record import Record


def amended(record: Record) -> Agreement:
    """The agreement with every extension that all deciders have granted; with none, the agreement itself.

    Asked for, or granted by some of them, an extension changes nothing.
    """
    granted = [one for one in record.each(Extension) if one.is_granted]
    agreement = record.agreement
    if not granted:
        return agreement
    return agreement.model_copy(
        update={
            "instruments": (*agreement.instruments, *(_instrument(one, agreement) for one in granted)),
            "events": (*agreement.events, *(_event(one) for one in granted)),
            "provisions": (*agreement.provisions, *(_provision(one) for one in granted)),
        }
    )


def _instrument(one: Extension, agreement: Agreement) -> Instrument:
    day = agreement.tempo.day_of(one.last.deed.made_at)
    texts = [agreement.instrument_of(norm).id for norm in agreement.norms if _is_meant(norm, one)]
    grants = [act.signed for act in one.acts if isinstance(act.signed.deed, Grant)]
    return Instrument(
        id=instrument_id(one.id),
        kind="extension",
        title=f"Time until {one.until} for {', '.join(one.request.norms)}",
        authority="signed",
        signed_on=day,
        in_force=InForce.model_validate({"from": day}),
        source=f"acts {' and '.join(grant.name for grant in grants)} of the mechanism",
        amends=tuple(dict.fromkeys(texts)),
        paragraphs=("1",),
    )


def _is_meant(norm: str, one: Extension) -> bool:
    return norm in one.request.norms or norm.partition("/")[0] in one.request.norms


def _event(one: Extension) -> EventType:
    return EventType(id=instrument_id(one.id), name=f"grant of {one.id}", acts=(Act.EXTEND_DEADLINE,))


def _provision(one: Extension) -> Provision:
    says = f"{' and '.join(one.deciders)} grant time until {one.until} for {', '.join(one.request.norms)}."
    rule = Rule(
        id=instrument_id(one.id),
        kind="rule",
        says=says,
        effect="extend_deadline",
        of=one.request.norms,
        to=Deadline(by=one.until),
        # The deciders granted it on different days, one of them before the instrument was in force.
        when=EventOccurred(
            check="event_occurred", event=instrument_id(one.id), by=one.deciders, after_start=False
        ),
    )
    return Provision(para="1", instrument=instrument_id(one.id), says=says, norms=(rule,))
