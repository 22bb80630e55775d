"""Acts: a form for each kind, a look at exactly what will be signed, the signature, and drafts until then."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.accounts.refusal import AccountError
from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError, Problem, TrucelineError
from truceline.ledger.signing import Signer
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import CLOCKS_APART, Given, Receipt
from truceline.mechanism.extensions import timed_norms
from truceline.mechanism.kinds import KINDS, deed_from
from truceline.mechanism.naming import takes_nothing
from truceline.mechanism.questions import questions
from truceline.mechanism.retracting import Retract
from truceline.mechanism.signed import Signed
from truceline.mechanism.surveys import Survey
from truceline.web.console.mechanism_fields import Asking, Field, Typed, seen_by, told_wrong
from truceline.web.console.mechanism_lines import drawings_of
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import FieldTold, act_told, deed_told, fields_told, moment
from truceline.web.console.mechanism_words import act_name
from truceline.web.console.mending import refusal
from truceline.web.console.pages import case_page
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit
from truceline.web.voice import Voice

router = APIRouter()
Actor = Annotated[Visit, Depends(Needs(Right.ACT))]
LOOKED = timedelta(hours=1)
"""So long after it was shown an act may be signed; later it is looked at again."""
WRONG = 422
"""The answer to a form that is wrong; 409 is for a record that went on meanwhile."""
_MOST_ACTS = 1000
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
    made = _shown_before(seat, deeds)
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


# The form


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


def taken_back(seat: Seat, name: str) -> str:
    """An act that the visitor may see, as a retraction names it; nothing where there is none for them."""
    found = [one for one in seat.viewer.acts(seat.record) if name and one.signed.digest.startswith(name)]
    return deed_told(found[0].signed.deed, seat.visit.voice) if len(found) == 1 else ""


def usual(seat: Seat) -> dict[str, Any]:
    """What every act of this person says; InputError where their key is not there, or not trusted."""
    held, say = seat.holder, seat.visit.tongue.say
    if held is None:
        told = say("Acts are signed: bring your key, and have it entered in the case's register of signers.")
        raise InputError(Problem("form", 0, "key", told))
    if not seat.is_own_key:
        told = say("Your key is trusted as something else than your role here. It signs nothing for you.")
        raise InputError(Problem("form", 0, "key", told))
    made = {
        "agreement": seat.visit.agreement.id, "signer": held.signer, "made_at": seat.now.isoformat(),
    }  # fmt: skip
    return made | ({"party": held.party} if held.party else {})


def require_possible(seat: Seat, deeds: Sequence[Deed]) -> None:
    """Raise InputError where the record would not take acts; it tells nothing of what is hidden from them."""
    problems = [one for deed in deeds for one in hidden_in(seat, deed)]
    if not problems:
        refused = seat.trial(deeds)
        problems = [Problem("form", 0, one.field, one.message, one.allowed) for one in refused]
    if problems:
        raise InputError(problems)


def hidden_in(seat: Seat, deed: Deed) -> list[Problem]:
    """What an act names that the visitor may not know of, told as if it were not there."""
    say, record = seat.visit.tongue.say, seat.record
    found = record.matters.get((deed.sort, deed.matter))
    seen = found is not None and seat.viewer.sees(found)
    name = deed.named[0]
    if isinstance(deed, Retract):
        acts = seat.viewer.acts(record)
        is_known = any(one.signed.digest.startswith(deed.act) for one in acts)
        return [] if is_known else [Problem("form", 0, name, say("There is no such act that counts."))]
    if isinstance(deed, Survey):
        unseen = [one for one in deed.patrols if seat.matter("patrol", one) is None]
        return [Problem("form", 0, "patrols", say("There is no patrol {name}.", name=one)) for one in unseen]
    if found is not None and not seen and deed.opens:
        return [Problem("form", 0, name, say("This name is taken. Give another."))]
    if not seen and not deed.opens:
        known = tuple(one.id for one in seat.matters if one.sort == deed.sort)
        return [Problem("form", 0, name, say("There is nothing of this name."), known)]
    return []


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


# The look, and the signature


@dataclass(frozen=True)
class Shown:
    """An act as it will be signed."""

    kind: str
    title: str
    matter: str
    who: str
    party: str
    made: str
    seen: str
    """Who may see it."""
    taken: str
    """Of a retraction: what it takes back."""
    note: str
    fields: tuple[FieldTold, ...]
    written: str
    """The canonical JSON: these very bytes are signed."""
    name: str
    """The first digits of their SHA-256."""


def look(
    seat: Seat, deeds: Sequence[Deed], *, draft: str = "", problems: Sequence[str] = (), status: int = 200
) -> Response:
    """Exactly what will be signed, and the button that signs it."""
    visit = seat.visit
    shown = tuple(_shown(one, seat) for one in deeds)
    return case_page(
        visit,
        "act_look.html",
        here="mechanism",
        status=status,
        seat=seat,
        shown=shown,
        deeds="\n".join(one.written for one in shown),
        draft=draft,
        problems=problems,
        minutes=int(seat.open_keys.left_s(visit.asker.session, visit.held.slug) // 60),
    )


def _shown(deed: Deed, seat: Seat) -> Shown:
    voice, written = seat.visit.voice, deed.content()
    return Shown(
        kind=deed.name,
        title=act_name(deed.name, voice.tongue),
        matter=deed.matter,
        who=deed.signer,
        party=voice.party(deed.party) if deed.party else "",
        made=moment(voice, deed.made_at),
        seen=seen_by(deed.sensitivity, voice),
        taken=taken_back(seat, deed.act) if isinstance(deed, Retract) else "",
        note=deed.note,
        fields=tuple(one for one in fields_told(deed, voice) if one.name != "sensitivity"),
        written=written.decode(),
        name=digest_bytes(written)[:12],
    )


def _shown_before(seat: Seat, text: str) -> list[Deed]:
    """The acts that a page showed, as it sent them; InputError where they are not this person's, or old."""
    say, own = seat.visit.tongue.say, usual(seat)
    lines = text.split("\n")
    try:
        deeds = [deed_from(json.loads(line)) for line in lines if line.strip()]
    except (ValueError, ValidationError, RecursionError):
        deeds = []
    if not deeds or len(deeds) > _MOST_ACTS:
        raise InputError(Problem("form", 0, "deeds", say("What was sent is no act. Fill the form again.")))
    for deed in deeds:
        whose = (deed.agreement, deed.signer, deed.party)
        if whose != (own["agreement"], own["signer"], own.get("party")):
            told = say("This act is not yours to sign.")
            raise InputError(Problem("form", 0, "signer", told))
        if not -CLOCKS_APART <= seat.now - deed.made_at <= LOOKED:
            told = say("The act was looked at too long ago. Fill the form again.")
            raise InputError(Problem("form", 0, "made_at", told))
    return deeds


def opened(seat: Seat, passphrase: str) -> Signer:
    """The visitor's key, opened with its passphrase and held for the session."""
    asker, slug = seat.visit.asker, seat.visit.held.slug
    say = seat.visit.tongue.say
    if seat.keyring is None or seat.kept is None or not asker.session:
        raise InputError(Problem("form", 0, "key", say("No key of yours is kept here for this case.")))
    if not passphrase:
        raise InputError(Problem("form", 0, "passphrase", say("The key is closed. Give its passphrase.")))
    client = seat.visit.request.client
    try:
        signer = seat.keyring.open(asker.account, slug, passphrase, client.host if client else "")
    except CaseError:
        raise
    except InputError as error:
        told = say("This passphrase does not open the key. After several tries it waits for up to an hour.")
        raise InputError(Problem("form", 0, "passphrase", told)) from error
    seat.open_keys.hold(asker.session, asker.account, slug, signer)
    return signer


def entered(seat: Seat, signer: Signer, deeds: Sequence[Deed]) -> Receipt:
    """Sign acts and enter them: all or none; InputError says what the record would not take."""
    if seat.holder is None or not seat.is_own_key or str(signer.public) != seat.holder.key:
        usual(seat)
        raise InputError(Problem("form", 0, "key", seat.visit.tongue.say("This act is not yours to sign.")))
    problems = [one for deed in deeds for one in hidden_in(seat, deed)]
    if problems:
        raise InputError(problems)
    given = [Given(Signed.by(signer, one), act_name(one.name, seat.visit.tongue)) for one in deeds]
    return seat.visit.held.case.mechanism.enter(given)


def problems_in(error: TrucelineError, voice: Voice) -> tuple[str, ...]:
    """What an error says, line by line, without the place in a file."""
    if isinstance(error, AccountError):
        return (refusal(voice.tongue, error),)
    if isinstance(error, InputError):
        return tuple(told_wrong(one, voice) for one in error.problems)
    return (voice.clause(str(error)),)


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
        shown=tuple(_shown(one, seat) for one in deeds),
        problems=tuple(visit.voice.said(one.message) for one in problems),
        since=tuple(since),
        draft=draft,
        about=deeds[0],
        exists=seat.matter(deeds[0].sort, deeds[0].matter) is not None,
    )


def _one(given: Typed, name: str) -> str:
    return (given.get(name) or ("",))[0]
