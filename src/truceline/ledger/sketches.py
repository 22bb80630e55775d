"""Claims without their words, for whoever counts them.

Of a million reports few differ in who did what to whom, and places and days recur. What one has in common
with another it shares: that takes a fifth of the time and of the room of claims that stand by themselves.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from pydantic_core import from_json

from truceline.evidence.claim import Claim
from truceline.evidence.strict import made
from truceline.ledger.review import Standing
from truceline.ledger.rows import claim_from

_WORDS = ("says", "trigger", "made_by")
"""What is said, and how it was read: nobody counts by it."""
_PARTS = ("place", "time", "casualties", "quantity")
"""What recurs from claim to claim, each by itself."""
_OWN = ("label", "incident", "published_on")
_ORIGIN = ("file", "document")
"""What of its evidence tells which feed a claim came with."""


class Sketches:
    """The claims of one look through a ledger."""

    def __init__(self) -> None:
        self._alike: dict[str, dict[str, Any]] = {}
        """The fields of the first claim of each sort."""
        self._parts: dict[tuple[str, str], Any] = {}
        self._days: dict[str, date] = {}

    def of(self, claim_id: str, content: str, recorded_at: datetime, standing: Standing) -> Claim:
        """The claim of a row: as it is, but for its words and the row or passage that it rests on."""
        told = from_json(content, cache_strings="keys")
        for name in _WORDS:
            told.pop(name, None)
        evidence = told.pop("evidence", {})
        origin = {name: evidence[name] for name in _ORIGIN if name in evidence}
        own = {name: told.pop(name, None) for name in _OWN}
        parts = {name: told.pop(name, None) for name in _PARTS}
        # A representation is a key as good as canonical JSON, and far quicker.
        keys = {name: (name, repr(part)) for name, part in parts.items()}
        sort = repr((told, origin))
        if sort not in self._alike or not self._parts.keys() >= set(keys.values()):
            given = {name: value for name, value in (own | parts).items() if value is not None}
            whole = claim_from(
                claim_id, json.dumps(told | given | {"evidence": origin}), recorded_at, standing
            )
            self._alike[sort] = {name: whole.__dict__[name] for name in Claim.model_fields}
            self._parts |= {key: whole.__dict__[name] for name, key in keys.items()}
            return whole
        return self._made(sort, own, keys, (claim_id, recorded_at, standing))

    def _made(
        self,
        sort: str,
        own: dict[str, str | None],
        keys: dict[str, tuple[str, str]],
        entered: tuple[str, datetime, Standing],
    ) -> Claim:
        claim_id, recorded_at, (status, by, at) = entered
        day = own["published_on"]
        values = self._alike[sort].copy()
        for name, key in keys.items():
            values[name] = self._parts[key]
        values |= {
            "claim_id": claim_id,
            "label": own["label"],
            "incident": own["incident"],
            "published_on": None if day is None else self._day(day),
            "recorded_at": recorded_at,
            "status": status,
            "decided_by": by,
            "decided_at": at,
        }
        return made(Claim, values, set())

    def _day(self, day: str) -> date:
        if day not in self._days:
            self._days[day] = date.fromisoformat(day)
        return self._days[day]
