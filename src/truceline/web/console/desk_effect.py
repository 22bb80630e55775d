"""What accepting claims would change, for one and for all that a document tells as done at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import RedirectResponse, Response

from truceline.case.reviewing import Change
from truceline.evidence.claim import Claim, Status
from truceline.ledger.deciding import Overtaken
from truceline.publish.words import capital
from truceline.web.console.desk import Deciding, Looking, Pile
from truceline.web.console.desk_cards import cards_of, manner
from truceline.web.console.desk_document import claim_at, overtaken, pile_page
from truceline.web.console.obligations import Mark
from truceline.web.console.pages import case_page
from truceline.web.judging import WHOLE, Judge, Together
from truceline.web.visit import Visit
from truceline.web.voice import Voice

router = APIRouter()
_SHOWN = 200
"""Claims listed before they are accepted together."""


@dataclass(frozen=True)
class Row:
    """One promise, or one part of it, before and after."""

    title: str
    url: str
    """The promise's page on the day that is told of."""
    is_part: bool
    before: Mark
    after: Mark
    degrees: tuple[str, str]
    weights: tuple[str, str]
    """For and against, each as it was and as it would be."""
    needs: str
    is_change: bool


@dataclass(frozen=True)
class Told:
    """An effect in the reader's language."""

    day: str
    claims: int
    rows: tuple[Row, ...]
    changes: bool


def told_effect(visit: Visit, claims: Sequence[Claim]) -> Told:
    """What accepting claims would change, as of the frame's day, else the day the first came out."""
    found = Judge(visit).effect(claims)
    day = found.as_of
    shown = [one for one in found.changes if one.part != WHOLE]
    rows = tuple(_row(visit, one, day) for one in shown)
    return Told(visit.tongue.day(day), len(claims), rows, any(one.is_change for one in shown))


def _row(visit: Visit, change: Change, day: date) -> Row:
    voice, (before, after) = visit.voice, change.weights
    known = change.part in voice.agreement.party if change.part else False
    part = voice.party(change.part) if known else capital(voice.clause(change.part or ""))
    moved = [_moved(voice, before[side], after[side]) for side in (0, 1)]
    return Row(
        title=part if change.part else voice.promise(change.norm),
        url=visit.url(f"promises/{change.norm}", as_of=day.isoformat()),
        is_part=bool(change.part),
        before=Mark.of(change.before.standing, voice),
        after=Mark.of(change.after.standing, voice),
        degrees=(voice.degree(change.before.degree), voice.degree(change.after.degree)),
        weights=(moved[0], moved[1]),
        needs=voice.tongue.number(change.after.proof.standard.bar, 2),
        is_change=change.is_change,
    )


def _moved(voice: Voice, before: float, after: float) -> str:
    first, last = (voice.tongue.number(value, 2) for value in (before, after))
    return first if first == last else voice.tongue.say("{before}, then {after}", before=first, after=last)


@router.get("/cases/{case}/desk/{document}/effect")
def effect_of_claim(pile: Looking, claim: str) -> Response:
    """What accepting one claim would change."""
    visit, card = pile.visit, claim_at(pile, claim)
    turns = visit.request.app.state.turns
    with turns.turn((visit.held.slug, visit.asker.account)) as is_latest:
        if not is_latest():  # whoever asked has moved on
            return Response(status_code=204)
        told = told_effect(visit, [card.claim])
    return case_page(
        visit,
        "desk_effect.html",
        here="desk",
        effect=told,
        card=card,
        pile=pile,
    )


def _left(visit: Visit, found: Together) -> tuple[tuple[str, int], ...]:
    """Why claims are not accepted at once, and how many for each reason."""
    own = visit.tongue.say("Your own: somebody else accepts them")
    told = Counter(own if one.is_own else manner(one.claim, visit.tongue) for one in found.left)
    return tuple(told.most_common())


@router.get("/cases/{case}/desk/{document}/all")
def all_told(pile: Deciding) -> Response:
    """What would be accepted together, and what that would change."""
    return _all_page(pile)


def _all_page(pile: Pile, wrong: str = "", status: int = 200) -> Response:
    found = Judge(pile.visit).together(pile.wanted)
    shown = cards_of(pile.visit, [one.claim_id for one in found.claims[:_SHOWN]])
    return case_page(
        pile.visit,
        "desk_all.html",
        here="desk",
        status=status,
        together=found,
        left=_left(pile.visit, found),
        cards=shown,
        effect=told_effect(pile.visit, found.claims),
        pile=pile,
        wrong=wrong,
    )


@router.post("/cases/{case}/desk/{document}/all")
def accept_all(
    pile: Deciding,
    digest: Annotated[str, Form(max_length=64)],
    why: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Accept all that the page showed as told as done; a decision on many at once needs a reason."""
    visit, say = pile.visit, pile.visit.tongue.say
    judge = Judge(visit)
    found = judge.together(pile.wanted)
    if found.digest != digest:
        told = say("What waits here has changed since you looked. Look at it again.")
        return _all_page(pile, told, 409)
    if not why.strip():
        return _all_page(pile, say("A decision on many claims at once needs a reason."), 422)
    try:
        judge.decide(found.claims, Status.ACCEPTED, why)
    except Overtaken as error:
        return pile_page(pile, told=overtaken(visit, error))
    return RedirectResponse(pile.url(), 303)
