"""Matters and acts told in the reader's language: one line for a list, field by field on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal, get_origin

from truceline.evidence.descriptions import descriptions
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.cells import Cell
from truceline.mechanism.deed import Deed
from truceline.mechanism.extensions import Extension
from truceline.mechanism.inquiries import Inquiry
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.meetings import Meeting
from truceline.mechanism.messages import Message
from truceline.mechanism.patrols import Patrol
from truceline.mechanism.questions import Shape, shape_of
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.routes import Access, Stretch
from truceline.mechanism.tallies import Tally
from truceline.mechanism.withdrawals import Site, Withdrawal, counts
from truceline.publish.chips import CROSS, RING, STRUCK, TICK, UNEQUAL, Sign
from truceline.publish.words import capital
from truceline.web.console.mechanism_fields import named
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_words import act_name
from truceline.web.voice import Voice

_GOOD = frozenset(
    {"answered", "closed", "confirmed", "done", "approved", "marked", "granted", "verified", "complete"}
    | {"open", "same", "published", "carried out", "filed"}
)
_BAD = frozenset({"contested", "denied", "refused", "short", "differ", "broken", "aborted"})
_AGAINST = frozenset({"disputed", "counted by several"})
_OVER = frozenset({"cancelled", "withdrawn", "taken back", "graded", "made", "unfounded", "not verified"})
_LEFT_OUT = frozenset({"format", "kind", "agreement", "party", "signer", "made_at", "submitted", "note"})


def state_sign(state: str) -> Sign:
    """A state's symbol and tone: reached, refused, in dispute, over, or under way."""
    if state in _GOOD:
        return Sign(TICK, state, "good")
    if state in _BAD:
        return Sign(CROSS, state, "bad")
    if state in _AGAINST:
        return Sign(UNEQUAL, state, "dispute")
    return Sign(STRUCK, state, "off") if state in _OVER else Sign(RING, state, "wait")


@dataclass(frozen=True)
class FieldTold:
    """What an act says in one of its fields."""

    name: str
    label: str
    told: str
    is_long: bool = False


@dataclass(frozen=True)
class ActTold:
    """An act on a page."""

    name: str
    """The first digits of what was signed."""
    kind: str
    title: str
    who: str
    party: str
    day: date
    clock: str
    known: str
    """Since when it is known, where that is another day."""
    note: str
    secret: bool
    fields: tuple[FieldTold, ...]
    form: str
    """The form it came in by."""


def moment(voice: Voice, at: datetime) -> str:
    """An instant on the agreement's clock."""
    tempo = voice.agreement.tempo
    return f"{voice.tongue.day(tempo.day_of(at))} {at.astimezone(tempo.zone):%H:%M}"


def act_told(entered: Entered, voice: Voice) -> ActTold:
    """An act as the ledger holds it, in words."""
    deed, tempo = entered.signed.deed, voice.agreement.tempo
    day, known = tempo.day_of(deed.made_at), tempo.day_of(entered.recorded_at)
    return ActTold(
        name=entered.signed.name,
        kind=deed.name,
        title=act_name(deed.name, voice.tongue),
        who=deed.signer,
        party=voice.party(deed.party) if deed.party else "",
        day=day,
        clock=f"{deed.made_at.astimezone(tempo.zone):%H:%M}",
        known="" if known == day else voice.tongue.day(known),
        note=deed.note,
        secret=deed.sensitivity == "secret",
        fields=tuple(fields_told(deed, voice)),
        form=deed.submitted.form if deed.submitted else "",
    )


def fields_told(deed: Deed, voice: Voice) -> Iterator[FieldTold]:
    """What an act says besides who made it, without the handle of its matter."""
    labels = descriptions(type(deed))
    for name, info in type(deed).model_fields.items():
        value = getattr(deed, name)
        if name in _LEFT_OUT or name == deed.named[0] or value in (None, (), ""):
            continue
        if name == "sensitivity" and value == info.default:
            continue
        told = value_told(value, shape_of(info), voice)
        label = "Who may see it." if name == "sensitivity" else labels[name].splitlines()[0]
        asked = voice.tongue.phrase(label).removesuffix(".")
        yield FieldTold(name, asked, told, "\n" in told or len(told) > _LONG)


_LONG = 120


def value_told(value: Any, shape: Shape, voice: Voice) -> str:  # noqa: PLR0911 - one for each sort of value
    """A value of a field in words."""
    tongue = voice.tongue
    match value:
        case bool():
            return tongue.say("Yes") if value else tongue.say("No")
        case datetime():
            return moment(voice, value)
        case date():
            return tongue.day(value)
        case int() | float():
            return tongue.number(value, 4)
        case tuple() if shape.names == "term" and any("=" in one for one in value):
            return items_told(counts(value), voice)
        case tuple():
            return tongue.listed(value_told(one, shape, voice) for one in value)
        case dict():
            return _shape_told(value, voice)
    if shape.names is not None:
        return named(voice, shape.names, str(value))
    is_word = isinstance(value, StrEnum) or get_origin(shape.base) is Literal
    return tongue.term(str(value)) if is_word else str(value)


def items_told(items: dict[str, int], voice: Voice) -> str:
    """So many of what, one after the other."""
    say = voice.tongue.say
    return voice.tongue.strung(
        say("{n} of {what}", n=n, what=voice.category(term)) for term, n in items.items()
    )


def _shape_told(shape: dict[str, Any], voice: Voice) -> str:
    return voice.tongue.count(
        "a drawing of {n} point", "a drawing of {n} points", _points(shape.get("coordinates"))
    )


def _points(coordinates: Any) -> int:
    if not isinstance(coordinates, list | tuple) or not coordinates:
        return 0
    if isinstance(coordinates[0], int | float):
        return 1
    return sum(_points(one) for one in coordinates)


def matter_told(matter: Matter, seat: Seat) -> str:
    """A matter in one line; nothing where some of its acts are not for whoever looks."""
    return capital(_told(matter, seat.visit.voice)) if matter.is_whole else ""


def deed_told(deed: Deed, voice: Voice) -> str:
    """An act in one line: what it is, of what, whose and when."""
    return voice.tongue.say(
        "{act} ({matter}), {who}, {moment}", act=act_name(deed.name, voice.tongue), matter=deed.matter,
        who=deed.signer, moment=moment(voice, deed.made_at),
    )  # fmt: skip


def _told(matter: Matter, voice: Voice) -> str:
    say, tongue = voice.tongue.say, voice.tongue
    match matter:
        case Message():
            sent = matter.sent
            return say(
                "{party} to {other}: {what}", party=voice.party(sent.side), other=voice.party(sent.to),
                what=sent.subject,
            )  # fmt: skip
        case Meeting():
            agenda = matter.called.agenda.splitlines()[0]
            return say("{party}: {what}", party=voice.parties(matter.parties), what=agenda)
        case Patrol():
            return say(
                "{party} in {zone}: {manner}, {means}", party=voice.parties(matter.parties),
                zone=voice.zone(matter.plan.zone), manner=tongue.term(matter.plan.manner),
                means=tongue.term(matter.plan.means),
            )  # fmt: skip
        case Boundary():
            done = sum(one.on(date.max) is not None for one in matter.segments.values())
            return say(
                "{zone}: {done} of {n} segments approved by all", zone=voice.zone(matter.id), done=done,
                n=len(matter.segments),
            )  # fmt: skip
        case Extension():
            asked = matter.request
            return say(
                "{party} asks until {day}: {what}", party=voice.party(asked.party), day=asked.until,
                what=tongue.listed(map(voice.promise, asked.norms)),
            )  # fmt: skip
    return _told_of_the_field(matter, voice)


def _told_of_the_field(matter: Matter, voice: Voice) -> str:  # noqa: PLR0911 - one for each sort
    say, tongue = voice.tongue.say, voice.tongue
    match matter:
        case Inquiry():
            told = matter.alleged
            what = tongue.term(told.what)
            if not told.place:
                return say("{what} on {day}", what=what, day=told.on)
            return say("{what} on {day}, {place}", what=what, day=told.on, place=told.place)
        case Withdrawal():
            said = matter.declared
            return say(
                "{party}: {n} of {what} out of {zone}", party=voice.party(said.side), n=said.count,
                what=voice.category(said.what), zone=voice.zone(said.leaves),
            )  # fmt: skip
        case Site():
            held = items_told(counts(matter.stored.holds), voice)
            return say("{party}: {what}", party=voice.party(matter.stored.side), what=held)
        case Stretch():
            return say("{zone} on {day}", zone=voice.zone(matter.reported.zone), day=matter.reported.on)
        case Access():
            denied = matter.denied
            return say(
                "{whom} kept out of {zone}, {n} minutes", whom=tongue.term(denied.whom),
                zone=voice.zone(denied.zone), n=denied.minutes,
            )  # fmt: skip
        case Tally():
            figures = (say("{party}: {n}", party=voice.party(who), n=n) for who, n in matter.figures.items())
            return say(
                "{place} on {day}: {what}",
                place=matter.governorate,
                day=matter.day,
                what=tongue.strung(figures),
            )
        case Retraction():
            return deed_told(matter.target.signed.deed, voice)
        case Cell():
            return say("family {family}, reliability {grade}", family=matter.family, grade=matter.reliability)
    return matter.told
