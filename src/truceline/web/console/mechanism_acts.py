"""Acts: a form for each kind, a look at exactly what will be signed, the signature, and drafts until then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.errors import CaseError, InputError, Problem, TrucelineError
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.deed import Deed
from truceline.mechanism.extensions import timed_norms
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.naming import takes_nothing
from truceline.mechanism.questions import questions
from truceline.mechanism.signed import Signed
from truceline.web.console.mechanism_fields import Asking, Field, Typed, told_wrong
from truceline.web.console.mechanism_lines import drawings_of
from truceline.web.console.mechanism_look import look, shown, taken_back
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_signature import (
    WRONG,
    entered,
    opened,
    problems_in,
    require_possible,
    shown_before,
    usual,
)
from truceline.web.console.mechanism_telling import act_told
from truceline.web.console.mechanism_words import act_name
from truceline.web.console.pages import case_page
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Actor = Annotated[Visit, Depends(Needs(Right.ACT))]
_OF_OTHERS = frozenset({"to", "partners", "invited"})
"""Fields that name a party, and never one's own."""
_ASIDE = frozenset({"do", "draft", "language"})


async def typed(request: Request) -> Typed:
    """What a form was filled with, as text."""
    form = await request.form()
    found: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


@router.get("/cases/{case}/mechanism/new/{kind}")
def new(visit: Actor, kind: str, draft: str = "") -> Response:
    """The form of a kind of act; what the address settles is filled in, or what a draft has."""
    seat = Seat(visit)
    kept = seat.drafts.one(seat.cell, draft) if draft and seat.drafts else None
    if kind not in KINDS or (draft and (kept is None or kept.kind != kind)):
        raise NotFound
    given = _settled(visit, kind)
    begun = {**_suggested(seat, kind), **given}
    return _form(seat, kind, kept.fields if kept else begun, draft=kept.id if kept else "")


@router.post("/cases/{case}/mechanism/new/{kind}")
def written(visit: Actor, kind: str, given: Annotated[Typed, Depends(typed)]) -> Response:
    """What was written: kept as a draft of the cell, or shown as it would be signed."""
    seat = Seat(visit)
    if kind not in KINDS:
        raise NotFound
    draft = _one(given, "draft")
    fields = {name: values for name, values in given.items() if name not in _ASIDE}
    if _one(given, "do") == "draft":
        return _saved(seat, kind, fields, draft)
    try:
        deed = asking(seat, kind, fields).deed(fields, usual(seat))
        require_possible(seat, [deed])
    except CaseError:
        raise
    except InputError as error:
        return _form(seat, kind, fields, error.problems, draft=draft)
    return look(seat, [deed], draft=draft)


@router.post("/cases/{case}/mechanism/sign")
def sign(
    visit: Actor,
    deeds: Annotated[str, Form()],
    seen: Annotated[int, Form()] = 0,
    passphrase: Annotated[str, Form()] = "",
    draft: Annotated[str, Form()] = "",
) -> Response:
    """Sign the acts as they were shown, and enter them: all, or none."""
    seat = Seat(visit)
    made = shown_before(seat, deeds)
    try:
        signer = seat.signer or opened(seat, passphrase)
    except CaseError:
        raise
    except TrucelineError as error:
        return look(seat, made, problems=problems_in(error, visit.voice), draft=draft, status=WRONG)
    seat = Seat(visit)
    try:
        entered(seat, signer, made)
    except CaseError:
        raise
    except InputError as error:
        return _changed(seat, made, error.problems, seen, draft)
    if draft and seat.drafts is not None:
        seat.drafts.drop(seat.cell, draft)
    first = made[0]
    names = ".".join(Signed.by(signer, one).name for one in made[:20])
    path = f"mechanism/{first.sort}/{quote(first.matter, safe='')}"
    return RedirectResponse(visit.url(path, made=names), 303)


@router.post("/cases/{case}/mechanism/drafts/{draft}/delete")
def delete(visit: Actor, draft: str) -> Response:
    """Keep a draft of the visitor's cell no more."""
    seat = Seat(visit)
    if seat.drafts is None or seat.drafts.one(seat.cell, draft) is None:
        raise NotFound
    seat.drafts.drop(seat.cell, draft)
    return RedirectResponse(visit.url("mechanism"), 303)


def asking(seat: Seat, kind: str, given: Typed) -> Asking:
    """A kind of act, asked of the visitor; of a boundary the segments and drawings that they may see."""
    offered = dict(_others(seat, kind))
    zone, segment = _one(given, "zone"), _one(given, "segment")
    found = seat.matter(Boundary.sort, zone) if KINDS[kind].sort == Boundary.sort else None
    if isinstance(found, Boundary) and kind != "divide":
        offered["segment"] = tuple(found.segments)
        if kind != "propose" and segment in found.segments:
            offered["drawing"] = drawings_of(found, seat, segment)
    return Asking(kind, seat.visit.agreement, seat.visit.voice, offered)


def _others(seat: Seat, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Answers that the record would take of this person: other parties, promises with a deadline."""
    agreement, fields = seat.visit.agreement, KINDS[kind].model_fields
    own = seat.person.party if seat.person else None
    for name in _OF_OTHERS & fields.keys():
        yield name, tuple(party for party in agreement.party if party != own)
    if kind == "request":
        yield "norms", tuple(norm for norm in timed_norms(agreement) if norm in agreement.norms)


def _form(
    seat: Seat, kind: str, given: Typed, problems: Sequence[Problem] = (), *, draft: str = ""
) -> Response:
    visit = seat.visit
    locked = frozenset(_settled(visit, kind))
    fields = asking(seat, kind, given).fields(given, problems, locked)
    beside = {name for one in fields if one.wrong for name in (one.name,)}
    others = [told_wrong(one, visit.voice) for one in problems if not _stands_beside(one, fields)]
    return case_page(
        visit,
        "act_form.html",
        here="mechanism",
        status=WRONG if problems else 200,
        seat=seat,
        kind=kind,
        name=act_name(kind, visit.tongue),
        hint=visit.tongue.phrase((KINDS[kind].__doc__ or "").strip().splitlines()[0]),
        fields=fields,
        taken=taken_back(seat, _one(given, "act")) if kind == "retract" else "",
        wrong=tuple(one for one in fields if one.name in beside),
        others=tuple(others),
        draft=draft,
        action=str(visit.request.url.path) + _query(visit),
        can_draft=seat.drafts is not None,
    )


def _stands_beside(problem: Problem, fields: Sequence[Field]) -> bool:
    names = {one.name for one in fields} | {one.name.partition("__")[0] for one in fields}
    return problem.field in names or problem.field in ("lat", "lon", "point")


def _query(visit: Visit) -> str:
    query = visit.request.url.query
    return f"?{query}" if query else ""


def _settled(visit: Visit, kind: str) -> Typed:
    """What the address settles of the act: fields by which it names what it is about."""
    given = visit.request.query_params
    names = {one.name for one in questions(KINDS[kind], visit.agreement)}
    return {name: (given[name],) for name in KINDS[kind].named if name in names and given.get(name)}


def _suggested(seat: Seat, kind: str) -> Typed:
    """A handle that is free as far as the visitor knows, for an act that begins a matter."""
    model = KINDS[kind]
    name = model.named[0]
    info = model.model_fields[name]
    if not model.opens or kind == "retract" or takes_nothing(info) or model.sort in ("boundary", "tally"):
        return {}
    if model.sort in ("cell", "return"):
        return {}
    person = seat.person
    own = (person.party or person.signer) if person else ""
    is_numbered = model.sort in ("release", "deal")
    stem = model.sort[0] if is_numbered else f"{own}-{model.sort}".lower().replace(" ", "-")
    taken = {one.id for one in seat.matters if one.sort == model.sort}
    free = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n}" not in taken)
    return {name: (f"{stem}-{free}",)}


def _saved(seat: Seat, kind: str, fields: Typed, draft: str) -> Response:
    if seat.drafts is None:
        raise NotFound
    seat.drafts.save(seat.cell, kind, seat.visit.asker.name, fields, draft)
    return RedirectResponse(seat.visit.url("mechanism", kept="draft") + "#drafts", 303)


def _changed(
    seat: Seat, deeds: Sequence[Deed], problems: Sequence[Problem], seen: int, draft: str
) -> Response:
    """The record did not take them: why, and what others did since. Nothing was entered."""
    visit = seat.visit
    about = {(one.sort, one.matter) for one in deeds}
    since = [
        (matter, act_told(act, visit.voice))
        for matter in seat.matters
        if (matter.sort, matter.id) in about
        for act in seat.viewer.acts_of(matter)
        if act.position > seen
    ]
    return case_page(
        visit,
        "act_changed.html",
        here="mechanism",
        status=409,
        shown=tuple(shown(one, seat) for one in deeds),
        problems=tuple(visit.voice.said(one.message) for one in problems),
        since=tuple(since),
        draft=draft,
        about=deeds[0],
        exists=seat.matter(deeds[0].sort, deeds[0].matter) is not None,
    )


def _one(given: Typed, name: str) -> str:
    return (given.get(name) or ("",))[0]
