"""The reviewer's desk: claims one by one, decisions with who and when, and what they would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from truceline.assess.matching import told_as_fact
from truceline.assess.result import Assessment, NormStatus, PartStatus
from truceline.case.editing import edited
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.ledger.deciding import UNDONE, Verdict
from truceline.ledger.entry import Document, Origin

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.reading.reader import Reading

CORRECTION = "correction"
"""The kind of origin under which a reviewer's corrected claim enters the ledger."""
_SHORTEST = 8


def document_of(case: Case, name: str) -> Document:
    """The held document of this name or beginning of its SHA-256; InputError lists those there are."""
    held = case.ledger.documents()
    found = [one for one in held if name in (one.name, one.sha256)]
    found = found or [one for one in held if len(name) >= _SHORTEST and one.sha256.startswith(name)]
    if len(found) == 1:
        return found[0]
    told = f"several documents are called '{name}': give the beginning of its SHA-256" if found else ""
    names = tuple(f"{one.name} ({one.sha256[:_SHORTEST]})" for one in found or held)
    raise InputError(Problem("--document", 0, "", told or f"no document is called '{name}'", names))


@dataclass(frozen=True, slots=True)
class Change:
    """One norm, or one part of it, before and after."""

    norm: str
    part: str | None
    before: NormStatus | PartStatus
    after: NormStatus | PartStatus

    @property
    def is_change(self) -> bool:
        """Whether the answer itself changes, and not only what weighs for and against it."""
        return any(
            getattr(self.before, axis) != getattr(self.after, axis)
            for axis in ("standing", "performance", "degree")
        )

    @property
    def is_shift(self) -> bool:
        """Whether more speaks for or against it than before."""
        return self.weights[0] != self.weights[1]

    @property
    def weights(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Support and opposition, before and after."""
        before, after = self.before.proof, self.after.proof
        return (before.support, before.opposition), (after.support, after.opposition)


@dataclass(frozen=True, slots=True)
class Effect:
    """What accepting claims would change, as of a day."""

    as_of: date
    claims: tuple[Claim, ...]
    """Those supposed to be accepted."""
    changes: tuple[Change, ...]
    """Norms whose answer or weights change, and those the claims bear on."""


def effect(case: Case, claims: Iterable[Claim], as_of: date, before: Assessment | None = None) -> Effect:
    """What accepting these claims would change; nothing is stored. `before` is how matters stand that day."""
    supposed = tuple(_as_accepted(claim) for claim in claims)
    frame = Frame(as_of=as_of)
    before = before or case.assess(frame)
    after = case.assess(frame, supposed=supposed) if supposed else before
    named = {norm for claim in supposed for norm in claim.bears_on}
    return Effect(as_of, supposed, tuple(_changes(before, after, named)))


def effect_of_reading(case: Case, reading: Reading) -> Effect:
    """What accepting all that a report tells as fact would change, as of the day it came out."""
    told = [claim for claim in reading.claims if told_as_fact(claim)]
    return effect(case, told, day_for(case, reading.document.published_on))


def day_for(case: Case, published: date | None) -> date:
    """The day to judge as of: that of publication, else today on the agreement's clock."""
    return published or case.agreement.tempo.day_of(datetime.now(UTC))


def _as_accepted(claim: Claim) -> Claim:
    return Claim.model_validate({**claim.model_dump(), "status": Status.ACCEPTED})


def _changes(before: Assessment, after: Assessment, named: set[str]) -> Iterable[Change]:
    for old, new in zip(before.norms, after.norms, strict=True):
        whole = Change(old.norm, None, old, new)
        if whole.is_change or whole.is_shift or old.norm in named:
            yield whole
        for was, is_now in zip(old.parts, new.parts, strict=True):
            part = Change(old.norm, was.part, was, is_now)
            if part.is_change or part.is_shift:
                yield part


@dataclass
class Desk:
    """One reviewer's work on the claims of a case; every decision is kept at once."""

    case: Case
    by: str
    done: list[tuple[Verdict, ...]] = field(default_factory=list)
    """What would undo each step, the last one last."""
    expects: bool = False
    """Whether a claim must still stand as it was looked at; else Overtaken is raised."""

    def decide(self, claims: Sequence[Claim], status: Status, why: str = "") -> tuple[Claim, ...]:
        """Decide on claims, all or none; those that stand so already are left. Returns the others."""
        changing = tuple(claim for claim in claims if claim.status is not status)
        if changing:
            verdicts = [self._verdict(claim, status, why) for claim in changing]
            self._keep(verdicts, changing)
        return changing

    def edit(self, claim: Claim, changes: Sequence[str], why: str = "", *, accept: bool = True) -> Claim:
        """Enter a corrected claim that supersedes another, accepted or still proposed.

        Raises InputError with everything that is wrong with the changes (`field=value`), and for a
        claim that a correction has replaced: two corrections of one sentence would both count.
        """
        if claim.status is Status.SUPERSEDED:
            message = "has been corrected already; correct the claim that took its place"
            raise InputError(Problem(claim.name, 0, "status", message))
        made = edited(self.case, claim, changes)
        ledger, stays_open = self.case.ledger, claim.status is Status.PROPOSED
        verdicts = [Verdict(made.claim_id, Status.ACCEPTED, self.by, why)] if accept else []
        if stays_open:
            verdicts.append(self._verdict(claim, Status.SUPERSEDED, why))
        if ledger.holds([made.claim_id]):  # made before and taken back
            anew = Status.ACCEPTED if accept else Status.PROPOSED
            ledger.decide_all([Verdict(made.claim_id, anew, self.by, why), *verdicts[accept:]])
        else:
            origin = Origin(CORRECTION, claim.claim_id, by=self.by)
            ledger.append(origin, [made], days=self.case.agreement.tempo, decided=verdicts)
        back = [Verdict(made.claim_id, Status.WITHDRAWN, self.by, UNDONE)]
        if stays_open:
            back.append(Verdict(claim.claim_id, claim.status, self.by, UNDONE))
        self.done.append(tuple(back))
        return made

    def undo(self) -> tuple[str, ...]:
        """Take the last step back, by further decisions; returns the ids concerned, none if there is none."""
        if not self.done:
            return ()
        back = self.done.pop()
        self.case.ledger.decide_all(back)
        return tuple(verdict.claim_id for verdict in back)

    def _verdict(self, claim: Claim, status: Status, why: str) -> Verdict:
        return Verdict(claim.claim_id, status, self.by, why, claim.status if self.expects else None)

    def _keep(self, verdicts: Sequence[Verdict], claims: Sequence[Claim]) -> None:
        self.case.ledger.decide_all(verdicts)
        self.done.append(tuple(Verdict(claim.claim_id, claim.status, self.by, UNDONE) for claim in claims))
