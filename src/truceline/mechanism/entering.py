"""The mechanism of a case: its acts read back from the ledger, and new ones entered - all of them or none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from truceline.agreement.model import Agreement
from truceline.core.canonical import digest_bytes
from truceline.errors import InputError, Problem, telling
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Filed, Origin, Recording
from truceline.ledger.signers import Signers
from truceline.ledger.store import Ledger
from truceline.mechanism.kinds import signed_from
from truceline.mechanism.makers import require_genuine, require_trusted
from truceline.mechanism.matter import Entered, Refusal
from truceline.mechanism.media import MEDIA_TYPE
from truceline.mechanism.record import Record
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.signed import Signed

POLICIES = (Recording.LEDGER, Recording.STATED)
"""Since when acts count as known: since they were entered, or (back-tests) since they say they were made."""
CLOCKS_APART = timedelta(minutes=5)
"""How far the clocks of honest machines may be apart."""


class Moved(InputError):  # noqa: N818 - it says what is so
    """A matter went on after whoever acts in it looked at it."""

    def __init__(self, matters: Sequence[str]) -> None:
        super().__init__(Problem("record", 0, one, "went on since it was looked at") for one in matters)


class Given(NamedTuple):
    """A signed act with where somebody gave it: a file and line, or an option."""

    signed: Signed
    file: str = "act"
    line: int = 0


@dataclass(frozen=True)
class Receipt:
    """What entering did: the acts that are new, how many were there already, the claims they became."""

    entered: tuple[Signed, ...]
    already_there: int
    claims: tuple[Claim, ...]
    position: int


class Folded(NamedTuple):
    """A record with all acts that were entered by a position of the ledger."""

    position: int
    record: Record


@dataclass
class Mechanism:
    """The mechanism of one case. It remembers the record it folded last, and goes on from there."""

    ledger: Ledger
    agreement: Agreement
    _last: Folded | None = field(default=None, repr=False)

    def record(self, known_at: datetime | None = None, position: int | None = None) -> Record:
        """The record as known at an instant and as entered by a position; null: all there is."""
        reached = self.ledger.position if position is None else position
        signers = self.ledger.signers(reached)
        if known_at is not None:
            known = (one for one in self.acts(reached) if one.recorded_at <= known_at)
            return Record.of(self.agreement, signers, known)
        last = self._last
        # Another line in the register of signers may let an act count that did not, or the other way.
        if last is None or last.position > reached or last.record.signers != signers:
            last = Folded(0, Record(self.agreement, signers))
        record = last.record.copy().with_acts(self.acts(reached, last.position))
        self._last = Folded(reached, record)
        return record.copy()

    def as_it_stood(self, last: datetime, known_at: datetime) -> Record:
        """The record as it was known at an instant, without what had been taken back by a later one.

        Acts entered after the first instant are in it only where they take back; what they put in the place
        of something came later.
        """
        known = self.record(known_at)
        taken = {one.first.digest for one in known.each(Retraction)}
        told = (
            one for one in self.acts() if one.recorded_at <= min(last, known_at) or one.signed.digest in taken
        )
        return Record.of(self.agreement, known.signers, told)

    def acts(self, position: int | None = None, after: int = 0) -> Iterator[Entered]:
        """Every act in the ledger, in the order they were entered; CaseError where a document was changed.

        Those entered after a position of the ledger, and by another one (null: until now).
        """
        for filed in self.ledger.filed(MEDIA_TYPE, position=position):
            if filed.position > after:
                yield from _acts_in(filed, self.ledger.document(filed.sha256))

    def resting_on(self, document: str) -> dict[int, list[str]]:
        """The ids of the claims that the acts of a document became, by the row of the act."""
        found: dict[int, list[str]] = {}
        for one in self.ledger.of_document(document):
            row = json.loads(one.content)["evidence"].get("row")
            found.setdefault(row, []).append(one.claim_id)
        return found

    def trial(self) -> Trial:
        """The record as it stands, to try acts on before they are entered."""
        return Trial(self.record(), self.ledger.now.astimezone(UTC))

    def enter(
        self,
        given: Sequence[Given],
        *,
        issues: Sequence[Issue] = (),
        file: Origin | None = None,
        recorded: Recording = Recording.LEDGER,
        dry_run: bool = False,
        since: int | None = None,
    ) -> Receipt:
        """Enter signed acts in one transaction; those the ledger has are passed over.

        `issues` are kept with them: rows of the `file` the acts were made from that gave none. `since` is the
        position that whoever signed looked at: Moved where one of the matters has gone on after it.
        Raises InputError with every act that cannot be made, by file, line and field, and keeps nothing; what
        the ledger has is passed over only with a signature of its signer.
        """
        assert recorded in POLICIES, recorded
        before = self.record()
        new = _once([one for one in given if not before.has(one.signed.digest)])
        fresh = {id(one) for one in new}
        _require_genuine(before.signers, [one for one in given if id(one) not in fresh])
        already = len(given) - len(new)
        content = b"".join(one.signed.line() for one in new)
        attempt = _Attempt(self, new, digest_bytes(content), recorded, since)
        if dry_run or not (new or issues):
            claims = tuple(attempt.claims())
            return Receipt(tuple(one.signed for one in new), already, claims, self.ledger.position)
        made: list[Claim] = []
        paper = Paper(content, f"acts-{digest_bytes(content)[:12]}.jsonl", MEDIA_TYPE) if new else None
        name = paper.name if paper else "no act"
        # The rows are made inside the write transaction: nobody else can move a matter in between.
        receipt = self.ledger.append(
            replace(file, by=_makers(given) or None) if file else Origin("act", name, by=_makers(new)),
            attempt.claims(made),
            issues,
            recorded=recorded,
            days=self.agreement.tempo,
            paper=paper,
        )
        return Receipt(tuple(one.signed for one in new), already, tuple(made), receipt.position)


class _Slot(NamedTuple):
    """Where and when an act is to stand in the ledger."""

    row: int
    position: int
    now: datetime


@dataclass
class Trial:
    """Acts tried one after another; what can be made stays, and the next is held against it."""

    record: Record
    now: datetime

    def refusal(self, group: Sequence[Signed]) -> Refusal | None:
        """Why acts that stand or fall together cannot be made; null where they can, and then they stand."""
        after = self.record.copy() if len(group) > 1 else self.record
        try:
            for one in group:
                require_makeable(one, after, self.now)
                after.take(Entered(one, "", 0, 0, self.now))
        except Refusal as refusal:
            return refusal
        self.record = after
        return None


@dataclass(frozen=True)
class _Attempt:
    """Acts held against the record as it stands when they are entered."""

    mechanism: Mechanism
    given: Sequence[Given]
    document: str
    recorded: Recording
    since: int | None = None
    resting: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    """Claims by document and row; a file of corrections may overtake thousands of one document."""

    def claims(self, made: list[Claim] | None = None) -> Iterator[Claim]:
        """The claims of all acts, noted in `made`; InputError with every act that is refused."""
        record = self.mechanism.record()
        self._require_unmoved(record)
        now = self.mechanism.ledger.now.astimezone(UTC)
        position = self.mechanism.ledger.position + 1
        problems: list[Problem] = []
        claims: list[Claim] = []
        for row, one in enumerate(self.given, start=1):
            try:
                became = self._taken(record, one, _Slot(row, position, now))
            except Refusal as refusal:
                problems.append(Problem(one.file, one.line, refusal.field, refusal.message, refusal.allowed))
            else:
                claims.extend(became)
                # A later act of the same file may overtake this one, which the ledger does not hold yet.
                self.resting.setdefault(self.document, {})[row] = [claim.claim_id for claim in became]
        if problems:
            raise InputError(problems)
        if made is not None:
            made.extend(claims)
        yield from claims

    def _require_unmoved(self, record: Record) -> None:
        """Moved where a matter of these acts has gone on after the position that was looked at."""
        if self.since is None:
            return
        names = dict.fromkeys((one.signed.deed.sort, one.signed.deed.matter) for one in self.given)
        found = (record.matters[name] for name in names if name in record.matters)
        if moved := [one.id for one in found if one.acts and one.acts[-1].position > self.since]:
            raise Moved(moved)

    def _taken(self, record: Record, one: Given, at: _Slot) -> tuple[Claim, ...]:
        require_makeable(one.signed, record, at.now)
        known = one.signed.deed.made_at if self.recorded is Recording.STATED else at.now
        entered = Entered(one.signed, self.document, at.row, at.position, known)
        scene = record.take(entered)
        overtaken = scene.matter.overtakes(entered)
        if overtaken is not None:
            scene = replace(scene, resting=self._resting_on(overtaken))
        return *one.signed.deed.claims(scene), *scene.matter.follows(scene)

    def _resting_on(self, overtaken: Entered) -> tuple[str, ...]:
        document = overtaken.document
        if document not in self.resting:
            self.resting[document] = self.mechanism.resting_on(document)
        return tuple(self.resting[document].get(overtaken.row, ()))


def require_makeable(signed: Signed, record: Record, now: datetime) -> None:
    """Raise Refusal for an act of a day to come, or by a key that is no longer trusted."""
    made_at = signed.deed.made_at
    if made_at > now + CLOCKS_APART:
        raise Refusal(
            "made_at",
            telling(
                "{moment} is yet to come (it is {now})",
                moment=made_at.isoformat(),
                now=f"{now:%Y-%m-%d %H:%M} UTC",
            ),
        )
    # What a stolen key signs may bear any date: once revoked, nothing more of it comes in.
    require_trusted(record.signers, signed, now)


def _acts_in(filed: Filed, content: bytes) -> Iterator[Entered]:
    for row, line in enumerate(content.splitlines(), start=1):
        signed = signed_from(json.loads(line))
        stated = filed.recorded is Recording.STATED
        known = signed.deed.made_at if stated else filed.entered_at
        yield Entered(signed, filed.sha256, row, filed.position, known)


def _once(given: Sequence[Given]) -> list[Given]:
    """Each act once, in order: a file may hold one twice."""
    return list({one.signed.digest: one for one in reversed(given)}.values())[::-1]


def _require_genuine(signers: Signers, repeated: Sequence[Given]) -> None:
    """InputError for every act that is there already under a signature that its signer never made."""
    problems = []
    for one in repeated:
        try:
            require_genuine(signers, one.signed)
        except Refusal as refusal:
            problems.append(Problem(one.file, one.line, refusal.field, refusal.message, refusal.allowed))
    if problems:
        raise InputError(problems)


def _makers(given: Sequence[Given]) -> str:
    return ", ".join(sorted({one.signed.deed.signer for one in given}))
