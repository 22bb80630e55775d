"""What the claims of a file call each other: whom they correct, and labels that are taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.intake.faults import Doubt, Fault
from truceline.intake.reading import Reading
from truceline.ledger.store import Ledger

_AT_ONCE = 500


def correcting(claim: Claim, corrected: str) -> Claim:
    """The same claim as a correction of another (its id), under the id that this gives it."""
    return Claim.model_validate({**claim.model_dump(), "claim_id": "", "supersedes": corrected}).identified()


class Corrections:
    """Settles whom a claim supersedes: by id, or by a label that only one claim bears.

    What names no claim of the ledger or the file is flagged, for then both count; so is a label
    that another claim of the ledger bears.
    """

    def __init__(self, ledger: Ledger, reading: Reading) -> None:
        self._ledger = ledger
        self._reading = reading
        self._corrected: dict[str, str | None] = {}
        self._under_way: set[str] = set()

    def over(self, rows: Iterable[Claim | Issue]) -> Iterator[Claim | Issue]:
        """The same rows, with corrections settled and an issue before each claim it flags."""
        stream = iter(rows)
        while chunk := list(islice(stream, _AT_ONCE)):
            bearers = self._bearers(row.label for row in chunk if isinstance(row, Claim))
            for row in chunk:
                if isinstance(row, Claim) and (row.label or row.supersedes):
                    yield from self._settled(row, bearers)
                else:
                    yield row

    def _bearers(self, labels: Iterable[str | None]) -> dict[str | None, set[str]]:
        """The ids of the claims in the ledger that bear a label."""
        found: dict[str | None, set[str]] = defaultdict(set)
        wanted = sorted({label for label in labels if label})
        for held in self._ledger.labelled(wanted) if wanted else ():
            found[held.label].add(held.claim_id)
        return found

    def _settled(self, row: Claim, bearers: dict[str | None, set[str]]) -> Iterator[Claim | Issue]:
        claim = row.identified()
        if row.supersedes:
            corrected = self._corrected_by(claim)
            if corrected is None:
                told = f"{claim.name} supersedes {row.supersedes!r}, which names no claim, or several"
                yield self._issue(Doubt(Fault.UNKNOWN_REFERENCE, told, "supersedes"), claim)
            elif corrected != row.supersedes:
                claim = correcting(claim, corrected)
        others = bearers.get(claim.label, set()) if claim.label else set()
        # A correction may keep the label of what it corrects; a claim that is there already has it.
        if others and claim.supersedes not in others and not self._ledger.holds([claim.claim_id]):
            told = f"{claim.label!r} is the label of another claim too: {', '.join(sorted(others))}"
            yield self._issue(Doubt(Fault.LABEL_TAKEN, told, "label"), claim)
        yield claim

    def _issue(self, doubt: Doubt, claim: Claim) -> Issue:
        # Claims of JSON lines do not say in which line they stand; the message names them.
        is_row = claim.evidence.file == self._reading.sha256
        return doubt.at(self._reading.path.name, claim.evidence.row or 0 if is_row else 0)

    def _corrected_by(self, claim: Claim) -> str | None:
        """The id of the claim that a claim corrects; None where it names none, or several."""
        raw = claim.content_digest
        if raw not in self._corrected:
            self._under_way.add(raw)
            self._corrected[raw] = self._looked_up(claim)
            self._under_way.discard(raw)
        return self._corrected[raw]

    def _looked_up(self, claim: Claim) -> str | None:
        name = claim.supersedes or ""
        if self._ledger.holds([name.casefold()]):
            return name.casefold()
        if name.casefold() in self._file:
            return self._stored(name.casefold())
        held = self._ledger.labelled([name])
        for one in held:
            # The file was imported before: the label meant this one then, and still does.
            if self._ledger.holds([correcting(claim, one.claim_id).claim_id]):
                return one.claim_id
        meant = {one.claim_id for one in held if one.status is not Status.SUPERSEDED}
        raw = claim.content_digest
        meant |= {self._stored(other) or "" for other in self._labels.get(name, ()) if other != raw}
        meant.discard("")
        return meant.pop() if len(meant) == 1 else None

    def _stored(self, raw: str) -> str | None:
        """The id under which a claim of the file is stored; None if that hangs on itself."""
        claim = self._file[raw]
        if claim is None:
            return raw
        if raw in self._under_way:
            return None
        corrected = self._corrected_by(claim)
        return raw if corrected in (None, claim.supersedes) else correcting(claim, str(corrected)).claim_id

    @cached_property
    def _file(self) -> dict[str, Claim | None]:
        """Every claim of the file by its id as read; whole only where it corrects another."""
        return {raw: claim if claim.supersedes else None for raw, claim in self._all()}

    @cached_property
    def _labels(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for raw, claim in self._all():
            if claim.label:
                found[claim.label].add(raw)
        return found

    def _all(self) -> Iterator[tuple[str, Claim]]:
        return ((row.content_digest, row) for row in self._reading.rows() if isinstance(row, Claim))
