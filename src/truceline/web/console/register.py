"""The register of incidents: each with who did it, who answers for it, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.assess.result import RegisterEntry
from truceline.publish.chips import ENTRY_STATES, Sign
from truceline.web.console.cited import Telling
from truceline.web.console.pages import case_page
from truceline.web.console.span import Span
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit
from truceline.web.voice import Voice

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
PAGE = 100
"""Incidents on one page."""
BEARINGS = ("breach", "not_attributed", "no_breach")


@dataclass(frozen=True)
class Chosen:
    """Which entries are wanted; empty: all."""

    promise: str = ""
    party: str = ""
    state: str = ""
    bearing: str = ""
    page: int = 1

    def fits(self, entry: RegisterEntry) -> bool:
        """Whether an entry is wanted."""
        return (
            self.promise in ("", entry.norm)
            and (not self.party or self.party in (*entry.committed_by, *entry.answerable))
            and self.state in ("", entry.status)
            and self.bearing in ("", entry.bearing)
        )


def chosen(promise: str = "", party: str = "", state: str = "", bearing: str = "", page: int = 1) -> Chosen:
    """What the address asks for."""
    return Chosen(promise, party, state, bearing, max(1, min(page, 1_000_000)))


@dataclass(frozen=True)
class EntryTold:
    """An entry in the reader's language."""

    entry_id: str
    when: str
    what: str
    where: str
    promise: str
    norm: str
    committed_by: str
    answerable: str
    p_inside: str
    killed: str
    sign: Sign
    state: str
    bearing: str
    reason: str
    attribution: str
    supposed: bool


def told(voice: Voice, entry: RegisterEntry) -> EntryTold:
    """One entry, told."""
    tongue = voice.tongue
    return EntryTold(
        entry_id=entry.entry_id,
        when=tongue.days(entry.start, entry.end),
        what=voice.act(entry),
        where=voice.place(entry),
        promise=voice.promise(entry.norm),
        norm=entry.norm,
        committed_by=voice.parties(entry.committed_by)
        if entry.committed_by
        else tongue.say("not attributed"),
        answerable=voice.parties(entry.answerable) if entry.answerable else "",
        p_inside="" if entry.p_inside is None else tongue.percent(entry.p_inside),
        killed=tongue.figures(*entry.killed) if entry.killed else "",
        sign=ENTRY_STATES[entry.status],
        state=tongue.term(entry.status),
        bearing=tongue.term(entry.bearing),
        reason=voice.said(entry.reason).text,
        attribution=tongue.term(entry.attribution),
        supposed=entry.supposed,
    )


def entries_of(visit: Visit) -> tuple[RegisterEntry, ...]:
    """The register as the reader may know it: the newest first; a secret claim's place is not told."""
    is_whole = visit.sees_secrets and not visit.unseen
    whole = visit.assessment.violations if is_whole else visit.facts().now.violations
    last = visit.frame.as_of
    return tuple(sorted(whole, key=lambda one: (one.start or one.end or last, one.entry_id), reverse=True))


@router.get("/cases/{case}/register")
def register(visit: Reader, wanted: Annotated[Chosen, Depends(chosen)]) -> Response:
    """The register in the frame asked for, a page of it."""
    found = [entry for entry in entries_of(visit) if wanted.fits(entry)]
    pages = max(1, -(-len(found) // PAGE))
    at = min(wanted.page, pages)
    shown = found[(at - 1) * PAGE : at * PAGE]
    return case_page(
        visit,
        "register.html",
        here="register",
        entries=tuple(told(visit.voice, entry) for entry in shown),
        total=len(found),
        wanted=wanted,
        at=at,
        pages=pages,
        turn=_turning(visit, wanted),
        choices=_choices(visit),
        span=Span.of(visit),
        part_path="register",
    )


def _turning(visit: Visit, wanted: Chosen) -> Callable[[int], str]:
    def turn(page: int) -> str:
        fields = {"promise": wanted.promise, "party": wanted.party, "state": wanted.state}
        query = {**visit.frame_query, **fields, "bearing": wanted.bearing, "page": str(page)}
        return f"/cases/{visit.held.slug}/register?{urlencode({k: v for k, v in query.items() if v})}"

    return turn


def _choices(visit: Visit) -> dict[str, Sequence[tuple[str, str]]]:
    voice, term = visit.voice, visit.tongue.term
    whole = visit.assessment.violations
    parties = dict.fromkeys(party for one in whole for party in (*one.committed_by, *one.answerable))
    return {
        "promise": [(norm, voice.promise(norm)) for norm in dict.fromkeys(one.norm for one in whole)],
        "party": [(party, voice.party(party)) for party in parties],
        "state": [(state, term(state)) for state in ENTRY_STATES],
        "bearing": [(bearing, term(bearing)) for bearing in BEARINGS],
    }


@router.get("/cases/{case}/register/{entry}")
def register_entry(visit: Reader, entry: str) -> Response:
    """One entry: what is told for and against it, and which others may be the same incident."""
    found = next((one for one in entries_of(visit) if one.entry_id == entry), None)
    if found is None:
        raise NotFound
    telling = Telling.of(visit, (one.claim_id for one in (*found.claims, *found.against)))
    known = {one.entry_id for one in visit.assessment.violations}
    return case_page(
        visit,
        "entry.html",
        here="register",
        entry=told(visit.voice, found),
        claims=telling.several(found.claims),
        against=telling.several(found.against),
        may_repeat=tuple(one for one in found.may_repeat if one in known),
        span=Span.of(visit),
        part_path=f"register/{entry}",
    )
