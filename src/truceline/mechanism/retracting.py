"""Taking an act back: it stays on record, and counts no more from then on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from truceline.core.spelling import ACT
from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind
from truceline.mechanism.deed import Deed, Words
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.people import WHY, OfPeople

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


class Retract(Deed):
    """Take back an act of one's own side that nothing has followed yet: a slip, a wrong report."""

    sort: ClassVar[str] = "retraction"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("act",)
    partisan: ClassVar[bool] = False

    kind: Literal["retract"]
    act: Annotated[str, Field(pattern=ACT)]
    """The act that is taken back, by its name: the first 12 digits or more."""
    why: Words
    """The reason."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One for each claim that rests on the act, and overtakes it."""
        return tuple(
            scene.says_so(
                Act.NOTIFY,
                f"{self.party or self.signer} takes back the act {self.act[:12]}.",
                kind=Kind.STATEMENT,
                event="act_retracted",
                supersedes=claim,
            )
            for claim in scene.resting
        )


@dataclass(frozen=True)
class Retraction(Matter):
    """An act that was taken back."""

    sort: ClassVar[str] = "retraction"
    target: Entered
    between: frozenset[str] | None
    """The parties that the matter it is about is between."""
    was_hidden: bool
    """Whether the act was secret when it was taken back."""

    @property
    def insiders(self) -> frozenset[str] | None:
        """Those of the matter."""
        return self.between

    @property
    def is_secret(self) -> bool:
        """To take a secret back does not tell it."""
        return self.was_hidden

    def hides(self, act: Entered) -> bool:
        return self.was_hidden or super().hides(act)

    @property
    def state(self) -> str:
        return "taken back"

    def overtakes(self, entered: Entered) -> Entered:
        del entered
        return self.target

    @property
    def line(self) -> str:
        deed = self.target.signed.deed
        return f"{deed.name} of {deed.sort} {deed.matter}, by {deed.signer}"

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Retraction:
        """The retraction of an act that nothing in its matter rests on, by the side that made it."""
        deed = entered.signed.deed
        assert isinstance(deed, Retract)
        target = record.act(deed.act)
        meant = target.signed.deed
        if isinstance(meant, OfPeople):
            _require_nameless(deed)
        if isinstance(meant, Retract):
            raise Refusal("act", "what was taken back can be made again; a retraction stays")
        mine = deed.party == meant.party and (meant.party is not None or deed.signer == meant.signer)
        if not mine:
            raise Refusal(
                "party", telling("only {party} can take this act back", party=meant.party or meant.signer)
            )
        held = record.signers.holder(entered.signed.key, deed.made_at)
        if held is not None and held.role not in meant.roles:
            raise Refusal(
                "role",
                telling("who is {role} cannot take it back", role=held.role),
                tuple(sorted(meant.roles)),
            )
        matter = record.matters[meant.sort, meant.matter]
        matter.without(target)
        matter.require_open()
        resting = [one for one in record.matters.values() if one.rests_on(meant)]
        if resting:
            raise Refusal(
                "act",
                telling(
                    "{sort} {name} rests on it: take that back first",
                    sort=resting[0].sort,
                    name=resting[0].id,
                ),
            )
        return cls(deed.act, (entered,), target, matter.insiders, matter.hides(target))


def _require_nameless(deed: Retract) -> None:
    if deed.why not in WHY:
        raise Refusal(
            "why", "what told of people is taken back in set words: others could name somebody", WHY
        )
    for field in ("note", "submitted"):
        if getattr(deed, field):
            raise Refusal(field, "stays empty: it could name somebody")
