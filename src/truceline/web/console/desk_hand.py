"""A claim by hand: an observer's own sight, or what an analyst read where the case holds no document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from truceline.case.entering import Entered, Sensitivity, entered
from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality
from truceline.web.console.desk import NONE, Pile, Proposer
from truceline.web.console.desk_fields import fields_of, given_in, name_of
from truceline.web.console.pages import case_page
from truceline.web.visit import Visit

router = APIRouter()
_BY_HAND = (
    "who",
    "whom",
    "what",
    "where",
    "when",
    "count",
    "killed",
    "injured",
    "event",
    "norms",
    "grade",
    "says",
)
"""Fields of a claim by hand besides those that the form has of its own."""


@router.get("/cases/{case}/desk/new")
def new(visit: Proposer) -> Response:
    """The form of a claim by hand."""
    return _new_page(
        visit, {"published": visit.agreement.tempo.day_of(visit.held.case.ledger.now).isoformat()}
    )


@router.post("/cases/{case}/desk/new")
async def enter(visit: Proposer, request: Request) -> Response:
    """Enter it, proposed."""
    given = await given_in(request)
    return await run_in_threadpool(_enter, visit, given)


def _enter(visit: Visit, given: Mapping[str, str]) -> Response:
    problems: list[Problem] = []
    told = _told(given, problems)
    if problems:
        return _new_page(visit, given, problems)
    try:
        made = entered(visit.held.case, told, visit.asker.name)
    except CaseError:
        raise
    except InputError as error:
        return _new_page(visit, given, error.problems)
    seq = visit.held.case.ledger.waiting.makers([made.claim_id])[made.claim_id].seq
    return RedirectResponse(Pile(visit, NONE).url(seq - 1, made.claim_id), 303)


def _told(given: Mapping[str, str], problems: list[Problem]) -> Entered:
    return Entered(
        act=Act(_one_of(given, "act", [one.value for one in Act], problems)),
        source=given.get("source", ""),
        modality=Modality(_one_of(given, "modality", [one.value for one in Modality], problems)),
        denied=given.get("polarity") == "negative",
        words=given.get("words", ""),
        cite=given.get("cite", ""),
        published=_day(given.get("published", ""), problems),
        sensitivity=_sensitivity(given, problems),
        fields={name: given.get(name, "") for name in _BY_HAND},
    )


def _one_of(given: Mapping[str, str], name: str, allowed: list[str], problems: list[Problem]) -> str:
    value = given.get(name, "")
    if value not in allowed:
        problems.append(Problem(name, 0, "", "choose one"))
        return allowed[0]
    return value


def _sensitivity(given: Mapping[str, str], problems: list[Problem]) -> Sensitivity:
    known = {one: one for one in get_args(Sensitivity)}
    found: Sensitivity = known[_one_of(given, "sensitivity", list(known), problems)]
    return found


def _day(told: str, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError:
        problems.append(Problem("published", 0, "", "is no day; write YYYY-MM-DD"))
        return None


def _new_page(visit: Visit, given: Mapping[str, str], told: Sequence[Problem] = ()) -> Response:
    names = ("act", "modality", "polarity", "words", "source", "published", "cite", "sensitivity", *_BY_HAND)
    known = {"modality": "asserted", "polarity": "positive", "sensitivity": "public", **given}
    return case_page(
        visit,
        "desk_new.html",
        here="desk",
        status=422 if told else 200,
        fields=fields_of(visit, names, known, told),
        loose=tuple(visit.voice.clause(one.message) for one in told if name_of(one) not in names),
        wrong=bool(told),
    )
