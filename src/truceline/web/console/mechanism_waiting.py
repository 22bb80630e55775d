"""What waits for somebody: messages to acknowledge, segments to approve, inquiries in their hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from truceline.ledger.signers import Role
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.extensions import Extension
from truceline.mechanism.inquiries import Inquiry
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.matter import Matter
from truceline.mechanism.meetings import Meeting
from truceline.mechanism.messages import Message
from truceline.mechanism.patrols import Patrol
from truceline.mechanism.withdrawals import CHECKERS, Site, Withdrawal
from truceline.web.console.mechanism_seat import Person, Seat, handles


@dataclass(frozen=True)
class Waiting:
    """An act that somebody else waits for."""

    matter: Matter
    kind: str
    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What the act would be about within the matter: a segment."""


def waiting(seat: Seat) -> tuple[Waiting, ...]:
    """What waits for this person, by what the record would accept, the matters moved last first."""
    person = seat.person
    if person is None:
        return ()
    wanted = (one for matter in seat.matters for one in _wanted(matter, person))
    return tuple(one for one in wanted if _could(seat, one))


def _could(seat: Seat, one: Waiting) -> bool:
    return seat.refusal(one.kind, {**handles(KINDS[one.kind], one.matter), **one.given}) is None


def _wanted(matter: Matter, person: Person) -> Iterator[Waiting]:
    if isinstance(matter, Boundary):
        yield from _segments(matter, person)
        return
    for sort, of in _BY_SORT:
        if isinstance(matter, sort):
            yield from (Waiting(matter, kind) for kind in of(matter, person))


def _segments(matter: Boundary, person: Person) -> Iterator[Waiting]:
    """Segments that wait for this party's key: there is a drawing, and it has approved none."""
    if person.role is not Role.LIAISON or person.party not in matter.deciders:
        return
    for segment in matter.segments.values():
        if segment.drawings and person.party not in segment.chosen:
            drawing = next(iter(segment.drawings))
            yield Waiting(matter, "approve", {"segment": segment.id, "drawing": drawing})


def _of_message(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Message)
    if person.party == matter.sent.to and matter.state in ("sent", "delivered"):
        yield "acknowledge"
    if person.party == matter.sent.to and matter.state == "acknowledged":
        yield "answer"
    if person.party == matter.sent.side and matter.state == "answered":
        yield "close"


def _of_meeting(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Meeting)
    if matter.outcome is not None and matter.state == "held" and person.party not in matter.confirmed:
        yield "confirm"


def _of_patrol(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Patrol)
    voice = person.party or person.signer
    if matter.state == "done" and voice in matter.parties and voice not in matter.took_part:
        yield "take_part"


def _of_extension(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Extension)
    if person.party in matter.silent and not matter.is_withdrawn:
        yield "grant"


_INQUIRY = MappingProxyType(
    {
        ("alleged", Role.VERIFIER): "take_up",
        ("under review", Role.VERIFIER): "task",
        ("tasked", Role.OBSERVER): "visit",
        ("visited", Role.OBSERVER): "report",
        ("reported", Role.VERIFIER): "conclude",
        ("concluded", Role.PUBLISHER): "publish",
        ("published", Role.VERIFIER): "file",
    }
)


def _of_inquiry(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Inquiry)
    kind = _INQUIRY.get((matter.reached, person.role))
    if kind:
        yield kind
    named = {matter.alleged.accused, matter.finding.attributed_to if matter.finding else None} - {None}
    if person.role is Role.LIAISON and person.party in named and person.party not in matter.replied:
        yield "answer_to"


def _of_withdrawal(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Withdrawal)
    if person.role in CHECKERS and matter.state == "declared done":
        yield "verify"


def _of_site(matter: Matter, person: Person) -> Iterator[str]:
    assert isinstance(matter, Site)
    if person.role in CHECKERS and matter.seen is None:
        yield "inspect"


_Of = Callable[[Matter, Person], Iterator[str]]
_BY_SORT: tuple[tuple[type[Matter], _Of], ...] = (
    (Message, _of_message),
    (Meeting, _of_meeting),
    (Patrol, _of_patrol),
    (Extension, _of_extension),
    (Inquiry, _of_inquiry),
    (Withdrawal, _of_withdrawal),
    (Site, _of_site),
)
