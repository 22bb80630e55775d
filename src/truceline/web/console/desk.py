"""The reading desk: what waits for a decision, document by document; what bears on a promise comes first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from truceline.ledger.waiting import Heap, Wanted
from truceline.web.console.desk_lying import lying
from truceline.web.console.pages import case_page
from truceline.web.jobs import jobs_of
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Proposer = Annotated[Visit, Depends(Needs(Right.PROPOSE))]
Decider = Annotated[Visit, Depends(Needs(Right.DECIDE))]
NONE = "none"
"""What stands in an address for the pile of claims without a document."""
PAGE = 50
"""Documents on one page of the queue."""
_LONGEST = 200
_MOST = 2**53
_DIGEST = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True)
class Sieve:
    """What somebody narrows the pile to, as the address has it."""

    source: Annotated[str, Query(max_length=_LONGEST)] = ""
    norm: Annotated[str, Query(max_length=_LONGEST)] = ""
    party: Annotated[str, Query(max_length=_LONGEST)] = ""
    act: Annotated[str, Query(max_length=_LONGEST)] = ""
    name: Annotated[str, Query(max_length=_LONGEST)] = ""
    """Part of a document's name."""
    bears: str = ""
    """`1`: only what bears on a promise."""

    def wanted(self, document: str | None = None) -> Wanted:
        """The same, as the ledger is asked."""
        bears = True if self.bears else None
        return Wanted(document, self.source, self.norm, self.party, self.act, bears)

    @property
    def query(self) -> dict[str, str]:
        """The same as parameters, without what does not narrow."""
        told = {name: getattr(self, name) for name in ("source", "norm", "party", "act", "name", "bears")}
        return {name: value for name, value in told.items() if value}


Sieved = Annotated[Sieve, Depends()]


def desk_url(visit: Visit, document: str, sieve: Sieve, **more: str | None) -> str:
    """The page of a document's pile, narrowed as before."""
    return visit.url(f"desk/{document}", **{**sieve.query, "name": None, **more})


@dataclass(frozen=True)
class Line:
    """One document of the queue."""

    document: str
    """SHA-256, or `none`."""
    name: str
    claims: int
    bearing: int
    url: str


@router.get("/cases/{case}/desk")
def desk(visit: Proposer, sieve: Sieved, after: str = "") -> Response:
    """The queue; `after` is the last document of the page before."""
    lines = _lines(visit, sieve)
    first = next((at + 1 for at, one in enumerate(lines) if one.document == after), 0)
    shown = lines[first : first + PAGE]
    more = first + PAGE < len(lines)
    position = visit.position
    choices = visit.held.kept(("desk choices", position), visit.held.case.ledger.waiting.choices)
    return case_page(
        visit,
        "desk.html",
        here="desk",
        lines=shown,
        sieve=sieve,
        claims=sum(one.claims for one in lines),
        bearing=sum(one.bearing for one in lines),
        documents=len(lines),
        choices=choices,
        next=visit.url("desk", **{**sieve.query, "after": shown[-1].document}) if more else "",
        first=visit.url("desk", **sieve.query) if first else "",
        jobs=jobs_of(visit).of(visit),
        may_decide=Right.DECIDE in visit.rights,
        lying=lying(visit),
    )


def _lines(visit: Visit, sieve: Sieve) -> list[Line]:
    ledger, wanted = visit.held.case.ledger, sieve.wanted()
    heaps = visit.held.kept(("desk", visit.position, wanted), lambda: ledger.waiting.heaps(wanted))
    names = {one.sha256: one.name for one in ledger.documents()}
    without = visit.tongue.say("Claims without a document")
    lines = [_line(visit, sieve, heap, names, without) for heap in heaps]
    part = sieve.name.casefold()
    return [one for one in lines if part in one.name.casefold() or one.document.startswith(part)]


def _line(visit: Visit, sieve: Sieve, heap: Heap, names: dict[str, str], without: str) -> Line:
    document = heap.document or NONE
    name = without if heap.document is None else names.get(document, document[:12])
    return Line(document, name, heap.claims, heap.bearing, desk_url(visit, document, sieve))


@dataclass(frozen=True)
class Pile:
    """What waits in one document (or without any), narrowed, from a place in it on."""

    visit: Visit
    document: str
    """SHA-256, or `none`."""
    sieve: Sieve = field(default_factory=Sieve)
    after: int = 0
    """Number of the last claim before."""

    @property
    def sha256(self) -> str | None:
        """The document; null for the pile of those without."""
        return None if self.document == NONE else self.document

    @property
    def wanted(self) -> Wanted:
        """The same, as the ledger is asked."""
        return self.sieve.wanted(self.sha256 or "")

    @property
    def here(self) -> str:
        """Its address, for what follows it."""
        return f"/cases/{self.visit.held.slug}/desk/{self.document}"

    @property
    def query(self) -> str:
        """What keeps frame, sieve and place, for addresses that forms are sent to; it begins with `?`."""
        return f"?{urlencode({**self.visit.frame_query, **self.sieve.query, 'after': self.after})}"

    def url(self, after: int = 0, at: str = "", done: str = "") -> str:
        """A page of it; `at` is the claim to come to, `done` the one that was decided on."""
        more = {"after": str(after or ""), "at": at, "done": done}
        return desk_url(
            self.visit, self.document, self.sieve, **{name: one or None for name, one in more.items()}
        )


def _looked_at(visit: Proposer, sieve: Sieved, document: str, after: int = 0) -> Pile:
    return _pile(visit, sieve, document, after)


def _decided_on(visit: Decider, sieve: Sieved, document: str, after: int = 0) -> Pile:
    return _pile(visit, sieve, document, after)


def _pile(visit: Visit, sieve: Sieve, document: str, after: int) -> Pile:
    if (document != NONE and not _DIGEST.fullmatch(document)) or not 0 <= after < _MOST:
        raise NotFound
    return Pile(visit, document, sieve, after)


Looking = Annotated[Pile, Depends(_looked_at)]
Deciding = Annotated[Pile, Depends(_decided_on)]
