"""The reading desk from afar: claims are entered, decided on and corrected, documents brought in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.documents import ClaimTold
from truceline.client.orders import AcceptTogether, CorrectClaim, DecideClaim, HandClaim, ReadLying, Verdict
from truceline.client.receipts import ClaimMade, Decided, Jobs, JobTold, Lying, Taken, TogetherTold

OPEN = frozenset({"waiting", "running"})
"""States of work that has not ended."""
_LOOK_EVERY_S = 0.5


@dataclass(frozen=True)
class Desk:
    """One case's desk. Every method asks the server; ApiError where it refuses.

    A decision is on a claim as it was read (`CaseAt.claim`): Stale where somebody was quicker.
    """

    calling: Calling = field(repr=False)
    path: str
    sleep: Callable[[float], None] = time.sleep

    def enter(self, claim: HandClaim, *, key: str | None = None) -> ClaimMade:
        """Enter a claim by hand, proposed."""
        return self.calling.sent(f"{self.path}/claims", ClaimMade, claim, key=key)

    def decide(self, told: ClaimTold, status: Verdict, why: str = "", *, key: str | None = None) -> ClaimTold:
        """Accept or reject a claim as it was read."""
        path = f"{self.path}/claims/{told.claim.claim_id}/decisions"
        body = DecideClaim(status=status, why=why)
        return self.calling.sent(path, ClaimTold, body, seen=told.position, key=key)

    def correct(
        self, told: ClaimTold, changes: Mapping[str, str], why: str = "", *, key: str | None = None
    ) -> ClaimMade:
        """Enter a correction of a claim as it was read, proposed."""
        path = f"{self.path}/claims/{told.claim.claim_id}/corrections"
        body = CorrectClaim(changes=changes, why=why)
        return self.calling.sent(path, ClaimMade, body, seen=told.position, key=key)

    def together(self, document: str = "none") -> TogetherTold:
        """What of a document may be accepted at once; without one, of claims that rest on none."""
        return self.calling.read(f"{self.path}/desk/{quote(document)}", TogetherTold)

    def accept_together(
        self, found: TogetherTold, document: str, why: str, *, key: str | None = None
    ) -> Decided:
        """Accept what `together` told of a document, and nothing else."""
        body = AcceptTogether(digest=found.digest, why=why)
        return self.calling.sent(f"{self.path}/desk/{quote(document)}/accept", Decided, body, key=key)

    def undo(self, document: str = "none", *, key: str | None = None) -> Decided:
        """Take back one's own last step on a document's claims."""
        return self.calling.sent(f"{self.path}/desk/{quote(document)}/undo", Decided, key=key)

    def bring(
        self,
        file: Path | bytes,
        name: str = "",
        *,
        published: date | None = None,
        source: str = "",
        key: str | None = None,
    ) -> Taken:
        """Send a document, and have it read; `wait` gives what came of it."""
        content = file if isinstance(file, bytes) else file.read_bytes()
        called = name or (file.name if isinstance(file, Path) else "document")
        query = {
            "name": called,
            "published": published.isoformat() if published else None,
            "source": source or None,
        }
        return self.calling.sent(f"{self.path}/documents", Taken, content, query=query, key=key)

    def lying(self) -> tuple[str, ...]:
        """Reports that lie in the case's folder on the server and are not read yet, by name."""
        return self.calling.read(f"{self.path}/lying", Lying).names

    def read_lying(self, name: str, *, key: str | None = None) -> Taken:
        """Have one of them read; `wait` gives what came of it."""
        return self.calling.sent(f"{self.path}/lying", Taken, ReadLying(name=name), key=key)

    def jobs(self) -> tuple[JobTold, ...]:
        """One's own long work, the latest first."""
        return self.calling.read(f"{self.path}/jobs", Jobs).jobs

    def job(self, job: str) -> JobTold:
        """How far one's own work is, or what came of it."""
        return self.calling.read(f"{self.path}/jobs/{quote(job, safe='')}", JobTold)

    def wait(self, job: JobTold, *, most_s: float = 600.0) -> JobTold:
        """Ask until work has ended; TimeoutError where that takes longer than `most_s` seconds."""
        until = time.monotonic() + most_s
        told = job
        while told.state in OPEN:
            if time.monotonic() >= until:
                raise TimeoutError(f"{told.name}: it has not ended within {most_s:.0f} s")
            self.sleep(_LOOK_EVERY_S)
            told = self.job(job.id)
        return told

    def cancel(self, job: JobTold, *, key: str | None = None) -> JobTold:
        """Stop one's own work."""
        return self.calling.sent(f"{self.path}/jobs/{quote(job.id, safe='')}/cancel", JobTold, key=key)
