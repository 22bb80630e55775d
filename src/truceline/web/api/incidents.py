"""The register of incidents, withdrawals, how much was watched, and what may come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from truceline.assess.result import RegisterEntry
from truceline.client.documents import (
    Coverage,
    EntryTold,
    Page,
    SightingsTold,
    WeekTold,
    Withdrawals,
)
from truceline.outlook.document import Outlook
from truceline.web.api.calls import Reader, told
from truceline.web.api.cursors import Cursor, Limit, cursor_of, key_of
from truceline.web.api.places import placed
from truceline.web.console.register import Chosen, entries_of
from truceline.web.refusals import NotFound
from truceline.web.visit import Visit

router = APIRouter(tags=["incidents"])
_LIST = "register"


def chosen(
    norm: Annotated[str, Query(description="A promise, by id.")] = "",
    party: Annotated[str, Query(description="Who did it or answers for it, by id.")] = "",
    state: Literal["", "opened", "confirmed", "closed"] = "",
    bearing: Literal["", "breach", "not_attributed", "no_breach"] = "",
) -> Chosen:
    """Which entries are wanted; what is empty narrows nothing."""
    return Chosen(norm, party, state, bearing)


@router.get("/cases/{case}/register", response_model=Page[RegisterEntry])
def register(
    visit: Reader, wanted: Annotated[Chosen, Depends(chosen)], cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """The register, the newest first; whoever pages on sees what was there, and nothing twice."""
    found = [one for one in entries_of(visit) if wanted.fits(one)]
    key = key_of(_LIST, cursor, 2)
    after = [one for one in found if key is None or _key(visit, one) < key]
    page, more = placed(visit, after[:limit]), len(after) > limit
    _show(visit, page)
    following = cursor_of(_LIST, *_key(visit, page[-1])) if more else None
    return told(visit, Page[RegisterEntry](items=page, next=following, position=visit.position))


def _key(visit: Visit, one: RegisterEntry) -> tuple[str, ...]:
    day: date = one.start or one.end or visit.frame.as_of
    return (day.isoformat(), one.entry_id)


def _show(visit: Visit, entries: Iterable[RegisterEntry]) -> None:
    ids = [claim.claim_id for one in entries for claim in (*one.claims, *one.against)]
    visit.shows(visit.held.claims(ids).values())


@router.get("/cases/{case}/register/{entry}", response_model=EntryTold)
def register_entry(visit: Reader, entry: str) -> Response:
    """One entry with the claims for and against it."""
    whole = entries_of(visit)
    found = next((one for one in whole if one.entry_id == entry), None)
    if found is None:
        raise NotFound
    _show(visit, [found])
    known = {one.entry_id for one in whole}
    repeats = tuple(one for one in found.may_repeat if one in known)
    (one,) = placed(visit, [found])
    return told(visit, EntryTold(entry=one, may_repeat=repeats))


@router.get("/cases/{case}/withdrawals", response_model=Withdrawals)
def withdrawals(visit: Reader) -> Response:
    """Withdrawals as declared, as counted, and what was seen of the category since."""
    facts = visit.facts()
    found = tuple(
        SightingsTold(
            id=one.id,
            party=one.party,
            by=one.by,
            done=one.done,
            goes_to=one.goes_to,
            sightings=one.seen.model_dump(mode="json"),
            withheld=one.withheld,
        )
        for one in facts.withdrawals
    )
    visit.shows(
        visit.held.claims(one.claim_id for each in facts.withdrawals for one in each.seen.seen).values()
    )
    return told(visit, Withdrawals(withdrawals=found, position=visit.position))


@router.get("/cases/{case}/coverage", response_model=Coverage)
def coverage(visit: Reader) -> Response:
    """How much of each zone patrols watched, week by week; only what is over."""
    weeks = tuple(
        WeekTold(zone=zone, **week.model_dump())
        for zone, several in visit.facts().watched.items()
        for week in several
    )
    return told(visit, Coverage(weeks=weeks, position=visit.position))


@router.get("/cases/{case}/outlook", response_model=Outlook)
def outlook(visit: Reader) -> Response:
    """What changed since the agreement, and what the next days may bring."""
    facts = visit.facts(outlook=True)
    found = facts.outlook
    if found is None:
        raise NotFound
    visit.shows(visit.held.claims(facts.weighed).values())
    return told(visit, found)
