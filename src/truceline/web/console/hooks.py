"""Hooks: addresses of one's own that are told what happens in a case, and what became of each delivery."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse, Response

from truceline.errors import InputError, Problem
from truceline.hooks.hook import (
    CHOICES,
    NO_ADDRESS,
    NO_EVENT,
    NO_TLS,
    TOO_MANY,
    Delivery,
    Ending,
    Event,
    Fate,
    Hook,
)
from truceline.hooks.store import Made, Wanted
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.feed_words import Sign, told_in
from truceline.web.console.pages import case_page
from truceline.web.door import AccountsDoor
from truceline.web.hooks.courier import Courier, courier_of
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit, door_of

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
Chosen = Annotated[tuple[Event, ...], Form()]
_SHOWN = 20


class Row(NamedTuple):
    """A hook as the page shows it."""

    hook: Hook
    sign: Sign
    why: str
    owner: str
    """Whose it is; empty for one's own."""
    events: tuple[str, ...]
    deliveries: tuple[tuple[Delivery, Sign, str, str], ...]
    """Each with how it stands, its event and its fault in words."""
    given_up: int


@dataclass(frozen=True)
class Told:
    """What the page says besides."""

    wrong: Mapping[str, str]
    url: str = ""
    events: tuple[Event, ...] = ()


@router.get("/cases/{case}/hooks")
def hooks(visit: Reader, done: str = "") -> Response:
    """One's own hooks; for auditors everybody's."""
    return _page(visit, courier(visit), Told({}, events=CHOICES), done=done)


@router.post("/cases/{case}/hooks")
def make(visit: Reader, url: Annotated[str, Form(max_length=2000)] = "", event: Chosen = ()) -> Response:
    """A new hook; its secret is shown this once."""
    found = courier(visit)
    try:
        made = made_for(visit, found, url.strip(), event)
    except InputError as error:
        # The address comes back to whoever typed it only in its own field, and is kept nowhere.
        told = Told(mended(visit.tongue, error.problems), url, event)
        return _page(visit, found, told, status=422)
    answer = case_page(visit, "hook.html", here="settings", hook=made.hook, secret=made.secret)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/cases/{case}/hooks/{hook}/end")
def end(visit: Reader, hook: str) -> Response:
    """Tell it of nothing any more."""
    found = courier(visit)
    found.store.end(own(visit, found, hook), Ending.OWNER, visit.asker.account)
    return RedirectResponse(visit.url("hooks", done="ended"), 303)


@router.post("/cases/{case}/hooks/{hook}/trial")
def trial(visit: Reader, hook: str) -> Response:
    """Send it a trial."""
    found = courier(visit)
    found.trial(own(visit, found, hook))
    return RedirectResponse(visit.url("hooks", done="trial"), 303)


@router.post("/cases/{case}/hooks/{hook}/again")
def again(visit: Reader, hook: str) -> Response:
    """Try what was given up anew."""
    found = courier(visit)
    found.store.again(own(visit, found, hook).id)
    return RedirectResponse(visit.url("hooks", done="again"), 303)


def courier(visit: Visit) -> Courier:
    """Who tells hooks; NotFound on a server without accounts."""
    found = courier_of(visit)
    if found is None:
        raise NotFound
    return found


def made_for(visit: Visit, found: Courier, url: str, events: Iterable[Event]) -> Made:
    """A new hook of whoever visits, by the way that they came; InputError for what cannot be told."""
    door = door_of(visit.request)
    caller = door.caller(visit.request) if isinstance(door, AccountsDoor) else None
    if caller is None:
        raise NotFound
    token = caller.token.id if caller.token else None
    slug = visit.held.slug
    return found.store.make(Wanted(visit.asker.account, slug, url, events, token), found.mark(slug))


def own(visit: Visit, found: Courier, name: str) -> Hook:
    """One's own hook in this case that has not ended; NotFound for any other."""
    mine = found.store.listed(visit.held.slug, account=visit.asker.account)
    hook = next((one for one in mine if one.id == name and one.ended_at is None), None)
    if hook is None:
        raise NotFound
    return hook


def seen(visit: Visit, found: Courier) -> tuple[Hook, ...]:
    """The hooks that somebody may know of: their own; auditors everybody's."""
    account = None if Right.AUDIT in visit.rights else visit.asker.account
    return found.store.listed(visit.held.slug, account=account)


def _page(visit: Visit, found: Courier, told: Told, *, done: str = "", status: int = 200) -> Response:
    door = door_of(visit.request)
    names: dict[str, str] = {}
    if Right.AUDIT in visit.rights and isinstance(door, AccountsDoor):
        names = {one.id: one.name for one in door.accounts.people.listed()}
    words = events_in(visit.tongue)
    return case_page(
        visit, "hooks.html", here="settings", status=status, done=_done(visit.tongue, done),
        rows=[_row(visit, found, one, names) for one in seen(visit, found)], told=told,
        wrong={"url": "", "events": "", **told.wrong}, is_wrong=bool(told.wrong),
        choices=[(one, words[one]) for one in CHOICES],
    )  # fmt: skip


def _row(visit: Visit, found: Courier, hook: Hook, names: Mapping[str, str]) -> Row:
    tongue, words = visit.tongue, events_in(visit.tongue)
    last = found.store.deliveries(hook.id, _SHOWN)
    told = tuple((one, _fate(tongue, one), words[one.event], told_in(tongue, one.fault)) for one in last)
    is_own = hook.account == visit.asker.account
    given_up = sum(one.fate is Fate.GIVEN_UP for one in last)
    sign, why = _standing(tongue, hook, last)
    owner = "" if is_own else names.get(hook.account, "")
    events = tuple(words[one] for one in CHOICES if one in hook.events)
    return Row(hook, sign, why, owner, events, told if is_own else (), given_up)


def _standing(tongue: Tongue, hook: Hook, last: tuple[Delivery, ...]) -> tuple[Sign, str]:
    say = tongue.say
    if hook.ended_by is not None:
        why = {
            Ending.OWNER: say("Its owner ended it."),
            Ending.ROLE: say("The role, the token or the account that it belonged to ended."),
            Ending.FULL: say("Too much waited for a receiver that takes nothing."),
        }
        return Sign("none", "■", say("ended")), why[hook.ended_by]
    tried = next((one for one in last if one.tried_at is not None), None)
    if tried is None:
        return Sign("none", "○", say("not told anything yet")), ""
    if tried.fault:
        return Sign("bad", "✕", say("does not take it")), told_in(tongue, tried.fault)
    return Sign("good", "●", say("takes it")), ""


def _fate(tongue: Tongue, one: Delivery) -> Sign:
    say = tongue.say
    signs = {
        Fate.WAITING: Sign("dispute", "…", say("waits")),
        Fate.DELIVERED: Sign("good", "✓", say("delivered")),
        Fate.GIVEN_UP: Sign("bad", "✕", say("given up")),
    }
    return signs[one.fate]


def events_in(tongue: Tongue) -> Mapping[Event, str]:
    """What can be told, in words."""
    say = tongue.say
    return {
        Event.STATUS_CHANGED: say("a promise stands elsewhere"),
        Event.CLAIM_DECIDED: say("a claim was decided on"),
        Event.ACT_MADE: say("an act of the mechanism was made"),
        Event.REPORT_PUBLISHED: say("a report was issued"),
        Event.BULLETIN_BUILT: say("the bulletin was built"),
        Event.FEED_FAULT: say("a feed fails, falls silent, changes, or is well again"),
        Event.TRIAL: say("a trial"),
    }


def mended(tongue: Tongue, problems: Iterable[Problem]) -> Mapping[str, str]:
    """What is wrong with a form, by its fields."""
    say = tongue.say
    known = {
        NO_ADDRESS: say("An address like https://programs.example/told, without a name or password."),
        NO_TLS: say("It must begin with https://: nothing leaves without TLS."),
        NO_EVENT: say("Choose what it is told of."),
        TOO_MANY: say("An account has five hooks in a case at most. End another one first."),
    }
    return {one.file: known.get(one.message, one.message) for one in problems}


def _done(tongue: Tongue, done: str) -> str:
    say = tongue.say
    return {
        "ended": say("The hook is told of nothing any more."),
        "trial": say("A trial is on its way."),
        "again": say("What was given up is tried again."),
    }.get(done, "")
