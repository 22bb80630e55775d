"""Somebody's seat in the mechanism of a case: who they are there, what they see, what they may do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import ValidationError

from truceline.ledger.signers import KeyStanding, Role, Signers, Trust
from truceline.ledger.signing import PublicKey, Signer
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import Trial, require_makeable
from truceline.mechanism.kinds import KINDS, deed_from
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.record import Record
from truceline.mechanism.sight import Viewer
from truceline.mechanism.signed import Signed
from truceline.web.asker import Membership
from truceline.web.console.mechanism_probe import probe_values
from truceline.web.drafts import Cell, Drafts
from truceline.web.rights import Right
from truceline.web.signing import KeptKey, Keyring, OpenKeys
from truceline.web.visit import Visit

_ACTING = (Role.LIAISON, Role.VERIFIER, Role.OBSERVER, Role.PUBLISHER, Role.ANALYST)
_OF_WHO = frozenset({"kind", "party", "signer", "role", "made_at", "key", "signature", "agreement"})
"""Fields of a refusal that no other answer in the form would mend."""
_AGAIN: Mapping[str, Mapping[str, Any]] = MappingProxyType({"divide": {"segments": ["x"]}})
"""Answers by which an act can be refused whatever they are."""
_EVER = datetime.min.replace(tzinfo=UTC)


class Person(NamedTuple):
    """Whom somebody's acts are signed as."""

    signer: str
    party: str | None
    role: Role


class Step(NamedTuple):
    """An act that may come next, or why it cannot."""

    kind: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Seat:
    """The mechanism as one visitor sits at it."""

    visit: Visit
    shown: PublicKey | None = None
    """A key that is not kept here, by which a program says who signs for it."""
    is_proven: bool = False
    """Whether something that was signed with it has been seen."""

    @property
    def keyring(self) -> Keyring | None:
        """Whoever keeps closed keys here; null where nobody does."""
        keyring: Keyring | None = self.visit.request.app.state.keyring
        return keyring

    @property
    def open_keys(self) -> OpenKeys:
        """The keys that are open now."""
        keys: OpenKeys = self.visit.request.app.state.open_keys
        return keys

    @property
    def drafts(self) -> Drafts | None:
        """Where drafts are kept; null where nowhere."""
        drafts: Drafts | None = self.visit.request.app.state.drafts
        return drafts

    @property
    def cell(self) -> Cell:
        """Whose drafts the visitor writes and reads."""
        asker, case = self.visit.asker, self.visit.held.slug
        party = asker.party(case)
        return Cell(case=case, party=party) if party else Cell(case=case, account=asker.account)

    @cached_property
    def record(self) -> Record:
        """The record as the page's position has it."""
        visit = self.visit
        key = ("record", visit.position)
        return visit.held.kept(key, lambda: visit.held.case.mechanism.record(position=visit.position))

    @cached_property
    def kept(self) -> KeptKey | None:
        """The visitor's key for this case, closed."""
        if self.keyring is None or self.visit.asker.is_program:
            return None
        own = self.keyring.keys_of(self.visit.asker.account)
        return next((one for one in own if one.case == self.visit.held.slug), None)

    @cached_property
    def signer(self) -> Signer | None:
        """The visitor's key, where it is open."""
        asker = self.visit.asker
        return self.open_keys.of(asker.session, asker.account, self.visit.held.slug)

    @cached_property
    def holder(self) -> Trust | None:
        """What the register says of the visitor's key; null where it does not trust it now."""
        kept = self.signer.public if self.signer else self.kept.public if self.kept else None
        public = self.shown or kept
        now = self.visit.held.case.ledger.now
        held = self.record.signers.holder(public, now) if public else None
        return held if held is not None and held.standing is KeyStanding.TRUSTED else None

    @property
    def now(self) -> datetime:
        """The ledger's clock, to the second."""
        return self.visit.held.case.ledger.now.astimezone(UTC).replace(microsecond=0)

    @property
    def is_own_key(self) -> bool:
        """Whether the key is trusted as what the account is: in one of its roles, for its party."""
        held = self.holder
        roles = self.visit.asker.roles.get(self.visit.held.slug, ())
        return held is not None and any(_fits(held, one) for one in roles)

    @property
    def person(self) -> Person | None:
        """Whom acts are signed as: by the key, else as the role has it; null for whoever makes none."""
        if self.holder is not None and self.is_own_key:
            return Person(self.holder.signer, self.holder.party, self.holder.role)
        if Right.ACT not in self.visit.rights:
            return None
        roles = self.visit.asker.roles.get(self.visit.held.slug, ())
        found = next((one for role in _ACTING for one in roles if one.role is role), None)
        return Person(self.visit.asker.name, found.party, found.role) if found else None

    @cached_property
    def viewer(self) -> Viewer:
        """What they see of the record; a key that is open or has signed shows who they are, and no other."""
        given = self.visit.viewer
        held = self.holder
        is_shown = self.is_proven if self.shown else self.signer is not None
        if not is_shown or held is None or not self.is_own_key or held.party != given.party:
            return given
        return Viewer(held.signer, given.party, given.role)

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """The matters that they may know of, those moved last first."""
        key = ("matters", self.visit.position, self.viewer)
        return self.visit.held.kept(key, self._matters)

    def _matters(self) -> tuple[Matter, ...]:
        shown = (self.viewer.shown(one) for one in self.record.matters.values())
        seen = [one for one in shown if one is not None]
        return tuple(sorted(seen, key=lambda one: one.acts[-1].position, reverse=True))

    def matter(self, sort: str, name: str) -> Matter | None:
        """A matter by sort and handle; null where there is none, or none for them."""
        found = self.record.matters.get((sort, name))
        return self.viewer.shown(found) if found is not None else None

    def sees_whole(self, matter: Matter) -> bool:
        """Whether every act of a matter is for them, as it really stands: then facts of it are, too."""
        known = self.record.matters[matter.sort, matter.id]
        return len(self.viewer.acts_of(known)) == len(known.acts)

    # What could come next

    @cached_property
    def _probe(self) -> tuple[Record, Signer, Person] | None:
        """The record with a key besides that is trusted as the person: to try acts on, no more."""
        person = self.person
        if person is None:
            return None
        signer = Signer.new(person.signer)
        line = Trust(
            str(signer.public), *person[:2], person.role, KeyStanding.TRUSTED, _EVER, person.signer, ""
        )
        record = self.record.copy()
        record.signers = Signers((*record.signers.lines, line))
        return record, signer, person

    def refusal(self, kind: str, given: Mapping[str, Any]) -> Refusal | None:
        """Why an act could not be made of this matter by this person now; what else it says is made up."""
        if self._probe is None:
            return Refusal("role", "nobody who only looks makes acts")
        record, signer, person = self._probe
        usual = {
            "agreement": self.visit.agreement.id, "signer": person.signer, "made_at": self.now.isoformat(),
            "kind": kind, **({"party": person.party} if person.party else {}),
        }  # fmt: skip
        values = {**probe_values(KINDS[kind], record.agreement, self.today, self.now), **usual, **given}
        try:
            deed = deed_from(values)
        except ValidationError:
            return None
        return _refused(record, Signed.by(signer, deed), self.now, frozenset(given))

    def trial(self, deeds: Sequence[Deed]) -> list[Refusal]:
        """Why acts of this person could not be made one after another; none where they could."""
        if self._probe is None:
            return [Refusal("role", "nobody who only looks makes acts")]
        _, signer, _ = self._probe
        trial = self.on_trial()
        refused = (trial.refusal([Signed.by(signer, one)]) for one in deeds)
        return [one for one in refused if one is not None]

    def on_trial(self) -> Trial:
        """The record, on which acts that `tried` gives can be tried; for somebody who makes acts."""
        assert self._probe is not None, "nobody who only looks makes acts"
        return Trial(self._probe[0].copy(), self.now)

    def tried(self, deed: Deed) -> Signed:
        """An act as this person would make it, with a key that opens nothing: to be tried, and no more."""
        assert self._probe is not None, "nobody who only looks makes acts"
        return Signed.by(self._probe[1], deed)

    @property
    def today(self) -> date:
        """The local day."""
        return self.visit.agreement.tempo.day_of(self.now)

    def steps(self, matter: Matter) -> Iterator[Step]:
        """The acts of this person that may come next in a matter, and those that only somebody else could."""
        person = self.person
        for name, kind in KINDS.items():
            if person is None or person.role not in kind.roles or kind.sort != matter.sort:
                continue
            if kind.opens and not matter.takes(matter.first.deed):
                continue
            refusal = self.refusal(name, {**handles(kind, matter), **_AGAIN.get(name, {})})
            if refusal is None or refusal.field != "kind":
                yield Step(name, refusal)

    def openings(self) -> Iterator[str]:
        """The kinds of act with which this person may begin a matter."""
        person = self.person
        for name, kind in KINDS.items():
            if person is None or not kind.opens or person.role not in kind.roles or name == "retract":
                continue
            if person.party is not None or not kind.partisan:
                yield name


def handles(kind: type[Deed], matter: Matter) -> dict[str, str]:
    """The fields that name a matter, filled."""
    first = matter.first.deed
    if kind.sort in ("tally", "return"):
        told = first.model_dump(mode="json")
        return {name: told[name] for name in kind.named}
    return {kind.named[0]: matter.id}


def _refused(record: Record, signed: Signed, now: datetime, given: frozenset[str]) -> Refusal | None:
    try:
        require_makeable(signed, record, now)
        record.copy().take(Entered(signed, "", 0, 0, now))
    except Refusal as refusal:
        return refusal if refusal.field in _OF_WHO | given else None
    return None


def _fits(held: Trust, role: Membership) -> bool:
    """Whether a line of the register is of this role; a liaison officer's also of this party."""
    if held.role is not role.role:
        return False
    return held.party == role.party if role.role is Role.LIAISON or role.party else True
