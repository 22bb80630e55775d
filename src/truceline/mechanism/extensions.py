"""More time: who asks for it, on what finding, and what each decider says - grants, refuses or is silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.agreement.model import Agreement
from truceline.agreement.norms import Duty
from truceline.core.degree import Performance
from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind
from truceline.ledger.signers import Role
from truceline.mechanism.deciders import deciders_of
from truceline.mechanism.deed import LIAISON, Deed, Handle, Words
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import NormId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


def instrument_id(extension: str) -> str:
    """The id of the instrument, rule and event that a granted extension is."""
    return f"extension-{extension}"


class OfExtension(Deed):
    """An act about a request for more time."""

    sort: ClassVar[str] = "extension"
    named: ClassVar[tuple[str, ...]] = ("extension",)
    roles: ClassVar[frozenset[Role]] = LIAISON

    extension: Handle
    """A short name for the request."""

    def decided(
        self, scene: Scene, says: str, polarity: Literal["positive", "negative"]
    ) -> tuple[Claim, ...]:
        """A decider's word, which bears on the extension alone."""
        name = instrument_id(self.extension)
        return (scene.says_so(Act.EXTEND_DEADLINE, says, event=name, bears_on=(name,), polarity=polarity),)


class Request(OfExtension):
    """Ask for more time. Asking moves no deadline; nor does one decider's grant."""

    opens: ClassVar[bool] = True

    kind: Literal["request"]
    norms: Annotated[tuple[NormId, ...], Field(min_length=1)]
    """The promises whose deadline is to be moved."""
    until: date
    """The new day asked for."""
    why: Words
    """The reason."""
    finding: NormId | None = None
    """The promise whose finding the request rests on."""
    finding_as_of: date | None = None
    """As of which day, as known when the request was made."""
    finding_says: Performance | None = None
    """How far that promise is kept, as the request has it."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Asking for more time is bargaining about the norm."""
        says = f"{self.party} asks for time until {self.until} for {', '.join(self.norms)}."
        return (scene.says_so(Act.DEMAND, says, kind=Kind.STATEMENT, bears_on=self.norms),)


class Grant(OfExtension):
    """Grant more time; it runs once every decider has granted it, until the earliest day granted."""

    kind: Literal["grant"]
    until: date | None = None
    """The day granted, if it is not the day asked for."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One decider's grant."""
        says = f"{self.party} grants the extension {self.extension}" + (
            f" until {self.until}." if self.until else "."
        )
        return self.decided(scene, says, "positive")


class Refuse(OfExtension):
    """Refuse more time; who has refused may still grant it."""

    kind: Literal["refuse"]
    why: Words
    """The reason."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One decider's refusal."""
        return self.decided(scene, f"{self.party} refuses the extension {self.extension}.", "negative")


class Withdraw(OfExtension):
    """Take a request back before it is granted; only whoever made it can."""

    kind: Literal["withdraw"]

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The request is no more."""
        says = f"{self.party} takes back its request {self.extension}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="extension_withdrawn"),)


@dataclass(frozen=True)
class Extension(Matter):
    """A request for more time and what became of it."""

    sort: ClassVar[str] = "extension"
    deciders: tuple[str, ...]
    """The parties that must each grant it."""
    granted: Mapping[str, date] = field(default_factory=dict)
    """Until when each decider grants it."""
    refused: frozenset[str] = frozenset()
    is_withdrawn: bool = False

    @property
    def request(self) -> Request:
        """The request itself."""
        deed = self.first.deed
        assert isinstance(deed, Request)
        return deed

    @property
    def is_granted(self) -> bool:
        return set(self.deciders) <= self.granted.keys()

    @property
    def until(self) -> date:
        """The earliest day granted, for an extension that is."""
        return min(self.granted.values())

    @property
    def silent(self) -> tuple[str, ...]:
        """The deciders that have said nothing."""
        return tuple(one for one in self.deciders if one not in self.granted and one not in self.refused)

    @property
    def state(self) -> str:
        if self.is_withdrawn:
            return "withdrawn"
        if self.is_granted:
            return "granted"
        if self.refused:
            return "refused"
        return "half granted" if self.granted else "asked"

    @property
    def line(self) -> str:
        asked = f"{self.request.party} asks until {self.request.until} for {' '.join(self.request.norms)}"
        return "; ".join([asked, *self._answers()])

    def _answers(self) -> Iterator[str]:
        for party, day in self.granted.items():
            yield f"{party} grants until {day}"
        if self.refused:
            yield f"{' and '.join(sorted(self.refused))} refuses"
        if self.silent and not self.is_withdrawn:
            yield f"{' and '.join(self.silent)} silent"

    @property
    def facts(self) -> dict[str, Any]:
        request = self.request
        return {
            "norms": list(request.norms),
            "asked_until": request.until.isoformat(),
            "granted": {party: day.isoformat() for party, day in self.granted.items()},
            "refused": sorted(self.refused),
            "silent": list(self.silent),
            "instrument": instrument_id(self.id) if self.is_granted else None,
        }

    def require_open(self) -> None:
        if self.is_granted:
            raise Refusal("act", telling("extension {name} is granted, and stays so", name=self.id))

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Extension:
        """A request about norms that have a deadline."""
        deed = entered.signed.deed
        assert isinstance(deed, Request)
        timed = timed_norms(record.agreement)
        unknown = [norm for norm in deed.norms if norm not in timed]
        if unknown:
            raise Refusal("norms", telling("'{name}' is no norm with a deadline", name=unknown[0]), timed)
        if deed.finding is not None and deed.finding not in record.agreement.norms:
            raise Refusal(
                "finding",
                telling("there is no norm '{name}'", name=deed.finding),
                tuple(record.agreement.norms),
            )
        if (deed.finding is None) != (deed.finding_as_of is None):
            raise Refusal("finding_as_of", "a finding is of a norm as of a day: give both, or neither")
        return cls(deed.extension, (entered,), deciders_of(record.agreement))

    def moved(self, entered: Entered, record: Record) -> Extension:
        """The request after a decider's word, or taken back."""
        del record
        deed = entered.signed.deed
        if self.is_withdrawn or self.is_granted:
            raise Refusal(
                "kind",
                telling(
                    "extension {name} is {state}: nothing more can follow", name=self.id, state=self.state
                ),
            )
        after = replace(self, acts=(*self.acts, entered))
        if isinstance(deed, Withdraw):
            if deed.party != self.request.party:
                raise Refusal(
                    "party",
                    telling("only {party} can take it back", party=self.request.side),
                    (self.request.side,),
                )
            return replace(after, is_withdrawn=True)
        if deed.party not in self.deciders:
            raise Refusal(
                "party", telling("more time is granted by {parties}", parties=self.deciders), self.deciders
            )
        if isinstance(deed, Grant):
            return self._granted(after, deed)
        return replace(
            after,
            refused=self.refused | {deed.side},
            granted={party: day for party, day in self.granted.items() if party != deed.party},
        )

    def _granted(self, after: Extension, deed: Grant) -> Extension:
        day = deed.until or self.request.until
        if day > self.request.until:
            raise Refusal(
                "until",
                telling(
                    "{day} is later than the {until} that was asked for", day=day, until=self.request.until
                ),
            )
        return replace(after, granted={**self.granted, deed.side: day}, refused=self.refused - {deed.side})


def timed_norms(agreement: Agreement) -> tuple[str, ...]:
    """The norms that have a deadline, and the names under which the rows of a table stand together."""
    timed = [n.id for n in agreement.norms.values() if isinstance(n, Duty) and n.deadline is not None]
    return tuple(dict.fromkeys(name for norm in timed for name in (norm, norm.partition("/")[0])))
