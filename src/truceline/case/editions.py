"""Later editions of a published data set: an event coded anew takes the place of its older coding."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from truceline.case.corrections import correcting
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.ledger.store import Ledger

DATA_SETS = frozenset({"ucdp-ged", "acled"})
"""Kinds of files whose rows bear the data set's own event id (as the claim's incident)."""

_LIVE = frozenset({Status.ACCEPTED, Status.PROPOSED})


@dataclass
class _Event:
    """What the ledger holds of one event of a data set."""

    rows: set[bytes] = field(default_factory=set)
    """Rows of files that came in, whatever became of them."""
    codings: set[bytes] = field(default_factory=set)
    """What stands, or was turned down by a reviewer: nothing to add where a row says it again."""
    older: set[bytes] = field(default_factory=set)
    open: dict[str, bytes] = field(default_factory=dict)
    """Standing claims (id: coding) that no row of the file has confirmed or replaced yet."""

    def add(self, claim_id: str, status: Status, content: dict[str, Any]) -> None:
        row, coding = _marks(content)
        self.rows.add(row)
        (self.older if status is Status.SUPERSEDED else self.codings).add(coding)
        if status in _LIVE:
            self.open[claim_id] = coding


class Editions:
    """Tells which rows of a data set are new, there already, or a new coding of an event held."""

    def __init__(self, ledger: Ledger, *, again: bool = False) -> None:
        self._ledger = ledger
        self._again = again
        """Whether the very same file came in before: then no older coding stands again."""
        self._sources: dict[str, dict[str, _Event]] = {}
        self.already_there = 0
        self.replaced = 0

    def over(self, rows: Iterable[Claim | Issue]) -> Iterator[Claim | Issue]:
        """The rows without what is there already; a new coding supersedes the claim it replaces."""
        for row in rows:
            kept = self._placed(row) if isinstance(row, Claim) else row
            if kept is None:
                self.already_there += 1
            else:
                yield kept

    def _placed(self, claim: Claim) -> Claim | None:
        event = self._events(claim.source.id).get(claim.incident or "")
        if event is None:
            return claim
        row, coding = _marks(json.loads(claim.content()))
        if row in event.rows or coding in event.codings:
            event.open = _without(event.open, coding)
            return None
        # Without a standing claim an analyst corrected it: the old coding must not come back.
        if coding in event.older and (self._again or not event.open):
            return None
        if event.open:
            replaced = next(iter(event.open))
            del event.open[replaced]
            self.replaced += 1
            return correcting(claim, replaced)
        return claim

    def _events(self, source: str) -> dict[str, _Event]:
        """The events of a source by the data set's id, read from the ledger once."""
        if source not in self._sources:
            events: dict[str, _Event] = defaultdict(_Event)
            for held in self._ledger.of_source(source):
                content = json.loads(held.content)
                if content.get("incident"):
                    events[content["incident"]].add(held.claim_id, held.status, content)
            self._sources[source] = dict(events)
        return self._sources[source]


def _without(claims: dict[str, bytes], coding: bytes) -> dict[str, bytes]:
    return {claim_id: known for claim_id, known in claims.items() if known != coding}


def _marks(content: dict[str, Any]) -> tuple[bytes, bytes]:
    """Two digests of a claim's content: with the file and row it stands in, and without."""
    evidence = content.get("evidence", {})
    said = {name: part for name, part in content.items() if name not in ("supersedes", "evidence")}
    rest = {name: part for name, part in evidence.items() if name not in ("file", "row")}
    return _mark([said, evidence]), _mark([said, rest])


def _mark(value: object) -> bytes:
    return blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=16).digest()
