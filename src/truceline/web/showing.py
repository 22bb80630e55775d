"""Who is shown the words of restricted or secret claims stands in the ledger: once a day for each claim."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from truceline.case.disclosing import look
from truceline.case.folder import Case
from truceline.evidence.claim import Claim
from truceline.ledger.disclosures import Reserved

_OPEN = "public"
_REMEMBERED = 200_000
"""Sights remembered; one forgotten early is written down once more."""
Sight = tuple[str, str, date]
"""An account, a claim, and the day on which it was shown."""


@dataclass
class Shown:
    """What was shown to whom today, so that a page looked at twice makes one entry."""

    case: Case
    _seen: OrderedDict[Sight, None] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def note(self, account: str, name: str, claims: Iterable[Claim]) -> None:
        """Write down that somebody is shown these claims, as far as they are not for everybody.

        Before the page is sent; CaseError where it cannot be written down, and then nothing is shown.
        """
        today = self.case.ledger.now.date()
        reserved = [claim for claim in claims if claim.sensitivity != _OPEN]
        if not reserved:
            return
        with self._lock:
            fresh = [one for one in reserved if (account, one.claim_id, today) not in self._seen]
            if not fresh:
                return
            rows = Reserved.of(claim.sensitivity for claim in fresh)
            look(self.case.ledger, rows, sorted(claim.claim_id for claim in fresh), name)
            for claim in fresh:
                self._seen[account, claim.claim_id, today] = None
            while len(self._seen) > _REMEMBERED:
                self._seen.popitem(last=False)
