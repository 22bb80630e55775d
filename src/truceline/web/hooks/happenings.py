"""What happened in a case between two marks, as far as somebody may know it: kinds, ids, no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from truceline.assess.result import Assessment
from truceline.core.frame import Frame
from truceline.hooks.hook import Event, Happened, Mark
from truceline.ledger.history import LONGEST_PAGE, Decided
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import Record
from truceline.publish.report.facts import Facts
from truceline.publish.report.issued import MEDIA_TYPE
from truceline.web.asker import Asker
from truceline.web.house import Held
from truceline.web.rights import Right

MANY = 200
"""Decisions that are told one by one; of more at once, that there were many."""
_WELL = frozenset({"new", "alive"})
_SECRET = "secret"  # noqa: S105 - a sensitivity
Subject = dict[str, str | int | bool | None]
Unseen = frozenset[tuple[str | None, int | None]]


def mark_of(held: Held, feeds: Mapping[str, str]) -> Mark:
    """Where a case stands now."""
    day = held.case.agreement.tempo.day_of(datetime.now(UTC))
    return Mark(held.position, day.isoformat(), feeds)


@dataclass(frozen=True)
class Between:
    """What came after one mark of a case, up to another."""

    held: Held
    before: Mark
    now: Mark
    who: Asker

    def happened(self, events: frozenset[Event]) -> tuple[Happened, ...]:
        """What of it somebody asked to be told, in the order of its kinds."""
        kinds = {
            Event.STATUS_CHANGED: self._statuses,
            Event.CLAIM_DECIDED: self._decisions,
            Event.ACT_MADE: self._acts,
            Event.REPORT_PUBLISHED: self._reports,
            Event.FEED_FAULT: self._feeds,
        }
        return tuple(one for kind, told in kinds.items() if kind in events for one in told())

    @property
    def _rights(self) -> frozenset[Right]:
        return self.who.rights(self.held.slug)

    @property
    def _has_entries(self) -> bool:
        return self.now.position > self.before.position

    def _at(self) -> datetime:
        return self.held.case.ledger.now

    def _statuses(self) -> Iterator[Happened]:
        """Promises that stand elsewhere than before, and parts of them."""
        if (self.before.position, self.before.day) == (self.now.position, self.now.day):
            return
        first, last = (_standings(self._assessed(one)) for one in (self.before, self.now))
        for (norm, party), after in last.items():
            before = first.get((norm, party))
            if before == after:
                continue
            subject: Subject = {"promise": norm, "party": party, "before": before, "after": after}
            key = f"{norm} {party or ''} {self.now.position} {self.now.day}"
            page = f"promises/{norm}"
            yield Happened(Event.STATUS_CHANGED, key, self._at(), self.now.position, subject, page, page)

    def _assessed(self, mark: Mark) -> Assessment:
        return self.held.assessment(Frame(as_of=date.fromisoformat(mark.day)), mark.position)

    def _decisions(self) -> Iterator[Happened]:
        if not self._has_entries:
            return
        found = self._decided()
        if len(found) > MANY:
            key = f"many {self.before.position} {self.now.position}"
            subject = {"many": True, "after": self.before.position, "until": self.now.position}
            yield Happened(
                Event.CLAIM_DECIDED, key, self._at(), self.now.position, subject, "documents", "claims"
            )
            return
        claims = self.held.claims(one.claim_id for one in found)
        unseen = self._unseen()
        sees = Right.SECRET in self._rights
        for one in found:
            claim = claims.get(one.claim_id)
            if claim is None:
                continue
            where = (claim.evidence.document, claim.evidence.row)
            if sees or (claim.sensitivity != _SECRET and where not in unseen):
                yield _decision(one)

    def _decided(self) -> list[Decided]:
        """The decisions in between, in order; of many only so many that it shows."""
        found: list[Decided] = []
        before: int | None = None
        while page := self.held.case.ledger.decided(before, LONGEST_PAGE):
            new = [one for one in page if one.position > self.before.position]
            found += [one for one in new if one.position <= self.now.position]
            if len(new) < len(page) or len(found) > MANY:
                break
            before = page[-1].seq
        return found[::-1]

    def _record(self) -> Record:
        key = ("record", self.now.position, None)
        return self.held.kept(key, lambda: self.held.case.mechanism.record(None, self.now.position))

    def _seen(self) -> set[str]:
        """Digests of the acts that they may see."""
        viewer = self.who.viewer(self.held.slug)
        return {one.signed.digest for one in viewer.acts(self._record())}

    def _unseen(self) -> Unseen:
        """Documents and rows of acts that they may not see: claims that follow from these stay out."""
        seen = self._seen()
        acts = self.held.case.mechanism.acts(position=self.now.position)
        return frozenset((one.document, one.row) for one in acts if one.signed.digest not in seen)

    def _acts(self) -> Iterator[Happened]:
        if not self._has_entries:
            return
        seen, record = self._seen(), self._record()
        viewer = self.who.viewer(self.held.slug)
        matters = {act.signed.digest: one for one in record.matters.values() for act in one.acts}
        for one in record.acts:
            if one.position > self.before.position and one.signed.digest in seen:
                matter = matters.get(one.signed.digest)
                yield _act(one, matter if matter is not None and viewer.sees(matter) else None)

    def _reports(self) -> Iterator[Happened]:
        if not self._has_entries:
            return
        ledger = self.held.case.ledger
        for one in ledger.filed(MEDIA_TYPE, position=self.now.position):
            if one.position > self.before.position:
                facts = Facts.model_validate_json(ledger.document(one.sha256))
                subject: Subject = {"report": one.sha256, "kind": facts.kind, "public": facts.is_public}
                yield Happened(
                    Event.REPORT_PUBLISHED, one.sha256, one.entered_at, one.position, subject,
                    f"reports/{one.sha256}.html", f"reports/{one.sha256}",
                )  # fmt: skip

    def _feeds(self) -> Iterator[Happened]:
        for name, after in self.now.feeds.items():
            before = self.before.feeds.get(name, "new")
            if before == after or (before in _WELL and after in _WELL):
                continue
            subject = {"feed": name, "before": before, "after": after}
            key = f"{name} {after} {self._at().isoformat()}"
            yield Happened(Event.FEED_FAULT, key, self._at(), self.now.position, subject, "feeds", "feeds")


def _standings(found: Assessment) -> dict[tuple[str, str | None], str]:
    """Where each promise stands, and where each party stands with it."""
    told: dict[tuple[str, str | None], str] = {}
    for norm in found.norms:
        told[norm.norm, None] = norm.standing.value
        for part in norm.parts:
            if part.party is not None:
                told[norm.norm, part.party] = part.standing.value
    return told


def _decision(one: Decided) -> Happened:
    subject = {"claim": one.claim_id, "status": one.status}
    path = f"claims/{one.claim_id}"
    return Happened(Event.CLAIM_DECIDED, str(one.seq), one.at, one.position, subject, path, path)


def _act(one: Entered, matter: Matter | None) -> Happened:
    digest = one.signed.digest
    subject: Subject = {"act": digest, "kind": one.signed.deed.name}
    page, call = "mechanism", "acts"
    if matter is not None:
        subject |= {"sort": matter.sort, "matter": matter.id}
        page, call = f"mechanism/{matter.sort}/{matter.id}", f"matters/{matter.sort}/{matter.id}"
    return Happened(Event.ACT_MADE, digest, one.recorded_at, one.position, subject, page, call)
