"""Messages between the cells: sent, delivered, acknowledged, answered, closed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind
from truceline.ledger.signers import Role
from truceline.mechanism.deed import LIAISON, Deed, Handle, Words
from truceline.mechanism.matter import Course, Entered, Matter, Refusal
from truceline.mechanism.naming import NormId, PartyId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

COURSE = Course(
    "message",
    {
        "sent": {"deliver": "delivered", "acknowledge": "acknowledged", "answer": "answered"},
        "delivered": {"acknowledge": "acknowledged", "answer": "answered"},
        "acknowledged": {"answer": "answered", "close": "closed"},
        "answered": {"close": "closed"},
        "closed": {},
    },
)
"""Whoever answers has read it; only what was at least acknowledged can be closed."""


class OfMessage(Deed):
    """An act that moves a message."""

    sort: ClassVar[str] = "message"
    named: ClassVar[tuple[str, ...]] = ("message",)
    roles: ClassVar[frozenset[Role]] = LIAISON

    message: Handle
    """A short name for the message."""


class Send(OfMessage):
    """Send a message or an incident notice to another party's cell."""

    opens: ClassVar[bool] = True

    kind: Literal["send"]
    to: PartyId
    """The party it is for."""
    subject: Annotated[str, Field(min_length=1, max_length=200)]
    """What it is about, in one line."""
    text: Words
    """The message."""
    notice: Literal["message", "incident", "movement", "protest"] = "message"
    """What sort of message it is."""
    incident: Handle | None = None
    """The incident it tells of, by the short name that its reports share."""
    about: tuple[NormId, ...] = ()
    """The promises it concerns."""

    @property
    def sort_of(self) -> str:
        """What sort of message it is, in words."""
        return f"{self.notice} notice" if self.notice in ("incident", "movement") else self.notice

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One side notifies the other."""
        return (
            scene.says_so(
                Act.NOTIFY,
                f"{self.party} sends {self.to} the {self.sort_of} {self.message}: {self.subject}.",
                kind=Kind.STATEMENT,
                target=scene.parties(self.to),
                bears_on=self.about,
            ),
        )


class Reply(OfMessage):
    """An act of the party the message is for."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The other side takes notice."""
        # A statement, no decision: to have got a notice of an incident does not confirm the incident.
        message = scene.record.one(Message, self.message)
        return (
            scene.says_so(
                Act.ACKNOWLEDGE,
                f"{self.party} has the {message.sent.sort_of} {self.message} of {message.sent.party}: "
                f"{message.state}.",
                kind=Kind.STATEMENT,
                target=scene.parties(message.sent.side),
                bears_on=message.sent.about,
            ),
        )


class Deliver(Reply):
    """Note that a message has arrived."""

    kind: Literal["deliver"]


class Acknowledge(Reply):
    """Confirm that a message was read; it does not say that what it tells is so."""

    kind: Literal["acknowledge"]


class Answer(Reply):
    """Answer a message."""

    kind: Literal["answer"]
    text: Words
    """The answer."""


class Close(OfMessage):
    """Close a message that was acknowledged or answered; only whoever sent it can."""

    kind: Literal["close"]
    outcome: Annotated[str, Field(max_length=2000)] = ""
    """What came of it."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Nothing more is asked of the other side."""
        says = f"{self.party} closes its message {self.message}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="message_closed"),)


@dataclass(frozen=True)
class Message(Matter):
    """One message and what became of it."""

    sort: ClassVar[str] = "message"
    reached: str = "sent"

    @property
    def sent(self) -> Send:
        """The message itself."""
        deed = self.first.deed
        assert isinstance(deed, Send)
        return deed

    @property
    def state(self) -> str:
        return self.reached

    @property
    def insiders(self) -> frozenset[str]:
        """Who wrote it and who it is for."""
        return frozenset({self.sent.side, self.sent.to})

    @property
    def line(self) -> str:
        return f"{self.sent.party} to {self.sent.to}: {self.sent.subject}"

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Message:
        """A message sent to another cell."""
        deed = entered.signed.deed
        assert isinstance(deed, Send)
        others = tuple(party for party in record.agreement.party if party != deed.party)
        if deed.to not in others:
            raise Refusal("to", telling("'{name}' is no other party of the agreement", name=deed.to), others)
        unknown = [norm for norm in deed.about if norm not in record.agreement.norms]
        if unknown:
            raise Refusal(
                "about", telling("there is no norm '{name}'", name=unknown[0]), tuple(record.agreement.norms)
            )
        return cls(deed.message, (entered,))

    def moved(self, entered: Entered, record: Record) -> Message:
        """The message one step further; only its two parties can move it."""
        del record
        deed = entered.signed.deed
        assert isinstance(deed, Reply | Close)
        whose = self.sent.side if isinstance(deed, Close) else self.sent.to
        if deed.party != whose:
            raise Refusal(
                "party",
                telling("only {party} can {act} message {name}", party=whose, act=deed.name, name=self.id),
                (whose,),
            )
        if deed.made_at < self.last.deed.made_at:
            raise Refusal(
                "made_at", telling("message {name} was {state} only later", name=self.id, state=self.state)
            )
        reached = COURSE.after(self.state, deed.name, self.id)
        return replace(self, acts=(*self.acts, entered), reached=reached)
