"""A matter: what acts are about, and whose state follows from them - a message, a segment, a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self, final

from truceline.errors import telling
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.signed import Signed

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


class Refusal(Exception):  # noqa: N818 - it is an answer, and the caller says to what
    """Why an act cannot be made as things stand: the field that is wrong, and what would be right."""

    def __init__(self, field: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
        self.allowed = allowed


class Entered(NamedTuple):
    """A signed act as the ledger holds it."""

    signed: Signed
    document: str
    """SHA-256 of the document it stands in."""
    row: int
    """Its line in that document, from 1."""
    position: int
    """The ledger's position it was entered at."""
    recorded_at: datetime
    """Since when it is known."""


@dataclass(frozen=True)
class Matter:
    """What every matter has: its handle, and the acts that brought it to where it stands."""

    sort: ClassVar[str]
    inspectors: ClassVar[frozenset[Role]] = frozenset()
    """Roles that may see what is secret in it, whoever they act for."""
    apart: ClassVar[bool] = False
    """Whether its reports stand each by itself: one may be taken back though others came after it."""
    beside: ClassVar[bool] = False
    """Whether each side's report is taken whatever another's says, so that what is hidden can be left out."""
    id: str
    acts: tuple[Entered, ...]
    before: Self | None = field(default=None, kw_only=True, compare=False, repr=False)
    """The matter as it stood before its last act; None before it was opened, and in a probe."""
    unseen: frozenset[str] = field(default=frozenset(), kw_only=True, compare=False)
    """Digests of those of its acts that whoever is told of it may not see."""

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Self:
        """The matter that an opening act begins; raises Refusal."""
        raise NotImplementedError(cls.__name__)

    def moved(self, entered: Entered, record: Record) -> Self:
        """The matter after one more act; raises Refusal naming the acts that are allowed."""
        raise NotImplementedError(type(self).__name__)

    def follows(self, scene: Scene) -> tuple[Claim, ...]:
        """Claims besides the act's own, where the act has brought the matter to a point that is a fact."""
        del scene
        return ()

    def overtakes(self, entered: Entered) -> Entered | None:
        """The earlier act whose claims this one's overtake; None where it adds to what was said."""
        del entered
        return None

    def without(self, act: Entered) -> tuple[Entered, ...]:
        """Its other acts, in order; Refusal where an act has gone before others that rest on it."""
        others = tuple(one for one in self.acts if one.signed.digest != act.signed.digest)
        is_last = self.last.digest == act.signed.digest
        if not is_last and not (self.apart and others[0].signed.deed.opens):
            raise Refusal(
                "act",
                telling(
                    "{sort} {name} has gone on since ({act} by {who})",
                    sort=self.sort,
                    name=self.id,
                    act=self.last.deed.name,
                    who=self.last.deed.signer,
                ),
            )
        return others

    def told_by(self, acts: tuple[Entered, ...]) -> Self:
        """The matter as somebody may know it who sees these acts of it, at least one, and no others.

        Where sides report beside each other, as these acts alone leave it; else as the last of them left it:
        what came after is as if it had not been, and what came before leaves `told` and `details` empty.
        """
        if self.beside:
            return replace(self, acts=acts)
        seen = {one.signed.digest for one in acts}
        stage = self
        while stage.last.digest not in seen and stage.before is not None:
            stage = stage.before
        unseen = frozenset(one.signed.digest for one in stage.acts) - seen
        return replace(stage, unseen=unseen) if unseen else stage

    @property
    def is_whole(self) -> bool:
        """Whether whoever is told of it sees all its acts."""
        return not self.unseen

    def require_open(self) -> None:
        """Raise Refusal where the last act can no longer be taken back: all have decided, and it binds."""

    def rests_on(self, deed: Deed) -> bool:
        """Whether what it says would not stand without this act of another matter."""
        del deed
        return False

    def takes(self, opening: Deed) -> bool:
        """Whether an act that opens such a matter can also move this one (a second drawing of a segment)."""
        del opening
        return False

    @property
    def state(self) -> str:
        """Where it stands, in one word."""
        raise NotImplementedError(type(self).__name__)

    @property
    def line(self) -> str:
        """All its acts in one line."""
        return ""

    @property
    def facts(self) -> dict[str, Any]:
        """What else follows from all its acts, as JSON values."""
        return {}

    @final
    @property
    def told(self) -> str:
        """The matter in one line, for lists; empty for whoever may not see all its acts."""
        return self.line if self.is_whole else ""

    @final
    @property
    def details(self) -> dict[str, Any]:
        """What else follows from its acts, as JSON values; nothing for whoever may not see all of them."""
        return self.facts if self.is_whole else {}

    @property
    def is_secret(self) -> bool:
        """Whether lists leave it out unless asked."""
        return self.last.deed.sensitivity == "secret"

    @property
    def insiders(self) -> frozenset[str] | None:
        """The parties that it is between; None: it concerns them all."""
        return None

    def hides(self, act: Entered) -> bool:
        """Whether one of its acts is secret, as things stand."""
        return act.signed.deed.sensitivity == "secret"

    @property
    def first(self) -> Signed:
        """The act that opened it."""
        return self.acts[0].signed

    @property
    def last(self) -> Signed:
        """The act that moved it last."""
        return self.acts[-1].signed


class Course:
    """What may follow what in the life of a matter: for each state, the acts allowed and where they lead."""

    def __init__(self, sort: str, steps: Mapping[str, Mapping[str, str]]) -> None:
        self.sort = sort
        self.steps = steps

    def after(self, state: str, kind: str, matter: str) -> str:
        """The state that an act leads to; Refusal with the acts that are allowed instead."""
        allowed = self.steps.get(state, {})
        if kind not in allowed:
            given = {"sort": self.sort, "name": matter, "state": state, "act": kind}
            if allowed:
                told = telling("{sort} {name} is {state}: it cannot {act}", **given)
            else:
                told = telling("{sort} {name} is {state}: it cannot {act}: nothing more can follow", **given)
            raise Refusal("kind", told, tuple(allowed))
        return allowed[kind]

    @property
    def states(self) -> tuple[str, ...]:
        """Every state, in the order in which they are first named."""
        named = [s for state, steps in self.steps.items() for s in (state, *steps.values())]
        return tuple(dict.fromkeys(named))
