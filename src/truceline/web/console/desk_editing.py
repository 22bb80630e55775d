"""Correcting a claim: a form of the fields that people see; somebody else accepts what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from truceline.case.editing import FIELDS
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.claim import Claim, Status, Toll
from truceline.ledger.deciding import Overtaken
from truceline.publish.slots import ascii_figures
from truceline.web.console.desk import Deciding, Pile
from truceline.web.console.desk_cards import Card
from truceline.web.console.desk_document import Told, before, claim_at, overtaken, pile_page
from truceline.web.console.desk_fields import fields_of, given_in, name_of
from truceline.web.console.pages import case_page
from truceline.web.judging import Judge
from truceline.web.visit import Visit

router = APIRouter()


@router.get("/cases/{case}/desk/{document}/edit/{claim}")
def edit(pile: Deciding, claim: str) -> Response:
    """The form that corrects a claim."""
    card = claim_at(pile, claim)
    if card.claim.status is not Status.PROPOSED:
        return pile_page(pile, told=_decided(pile.visit))
    return _edit_page(pile, card)


def _decided(visit: Visit) -> Told:
    return Told((visit.tongue.say("Somebody has decided on this claim meanwhile."),), status=409)


@router.post("/cases/{case}/desk/{document}/edit/{claim}")
async def correct(pile: Deciding, request: Request, claim: str) -> Response:
    """Enter the correction, proposed; what it corrects waits no more."""
    given = await given_in(request)
    return await run_in_threadpool(_correct, pile, claim, given)


def _correct(pile: Pile, claim: str, given: Mapping[str, str]) -> Response:
    visit, card = pile.visit, claim_at(pile, claim)
    if card.claim.status is not Status.PROPOSED:
        return pile_page(pile, told=_decided(visit))
    was = values_of(card.claim)
    told = {name: in_one_line(given[name]) for name in FIELDS if name in given}
    changes = [f"{name}={value}" for name, value in told.items() if value != was[name]]
    try:
        made = Judge(visit).correct(card.claim, changes, given.get("why", ""))
    except Overtaken as error:
        return pile_page(pile, told=overtaken(visit, error))
    except CaseError:
        raise
    except InputError as error:
        return _edit_page(pile, card, given, error.problems)
    seq = visit.held.case.ledger.waiting.makers([made.claim_id])[made.claim_id].seq
    return RedirectResponse(pile.url(before(pile, seq), made.claim_id), 303)


_NOTHING: Mapping[str, str] = {}


def _edit_page(
    pile: Pile, card: Card, given: Mapping[str, str] = _NOTHING, problems: Sequence[Problem] = ()
) -> Response:
    values = {**values_of(card.claim), **given}
    return case_page(
        pile.visit,
        "desk_edit.html",
        here="desk",
        status=422 if problems else 200,
        card=card,
        pile=pile,
        fields=fields_of(pile.visit, FIELDS, values, problems),
        why=values.get("why", ""),
        loose=tuple(pile.visit.voice.clause(one.message) for one in problems if name_of(one) not in FIELDS),
        wrong=bool(problems),
    )


def values_of(claim: Claim) -> dict[str, str]:
    """The fields of a claim as the form shows them: in one line, as browsers send them back."""
    return {name: in_one_line(value) for name, value in _values(claim).items()}


def in_one_line(told: str) -> str:
    """Words without the ends of lines that they had in their document."""
    return " ".join(told.split())


def _values(claim: Claim) -> dict[str, str]:
    counts = [one for one in claim.quantity if one.kind == "count"]
    casualties = claim.casualties
    dump = claim.model_dump(mode="json")
    plain = ("act", "modality", "polarity", "aspect", "trend", "kind", "event", "says", "confidence")
    return {
        "who": ", ".join(one.text or one.party or "" for one in claim.actor),
        "whom": ", ".join(one.text or one.party or "" for one in claim.target),
        "what": (claim.object.text or claim.object.term or "") if claim.object else "",
        "where": "; ".join(one.text or one.zone or "" for one in claim.place),
        "when": _days(claim),
        "count": counts[0].text or ascii_figures(counts[0].low, counts[0].best, counts[0].high)
        if counts
        else "",
        "killed": _toll(casualties.killed if casualties else None),
        "injured": _toll(casualties.injured if casualties else None),
        "word_of": claim.attribution.text or claim.attribution.party or claim.attribution.by,
        "norms": ", ".join(claim.bears_on),
        "grade": f"{claim.source.reliability}{claim.source.credibility}",
        **{name: "" if dump[name] is None else str(dump[name]) for name in plain},
    }


def _days(claim: Claim) -> str:
    first, last = claim.time.start, claim.time.end
    if first and first == last:
        return first.isoformat()
    return f"{first or ''}/{last or ''}" if first or last else ""


def _toll(toll: Toll | None) -> str:
    if toll is None:
        return ""
    if toll.best is not None:
        return str(toll.best)
    return f"{'' if toll.low is None else toll.low}..{'' if toll.high is None else toll.high}"
