"""One matter: where it stands, its acts in order, what this person can do next, the promises it bears on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from truceline.case.grounds import grounds_of
from truceline.mechanism.boundary import Boundary
from truceline.mechanism.extensions import Extension
from truceline.mechanism.inquiries import Inquiry
from truceline.mechanism.kinds import KINDS, MATTERS
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.meetings import Meeting
from truceline.mechanism.messages import Message
from truceline.mechanism.patrols import Patrol
from truceline.mechanism.retracting import Retraction
from truceline.mechanism.withdrawals import Site, Withdrawal
from truceline.publish.report.composed import Sentence
from truceline.web.console.mechanism_bearing import bearings
from truceline.web.console.mechanism_lines import picture, segments
from truceline.web.console.mechanism_seat import Seat, handles
from truceline.web.console.mechanism_telling import (
    act_told,
    fields_told,
    items_told,
    matter_told,
    moment,
    state_sign,
)
from truceline.web.console.mechanism_words import act_name, sort_name
from truceline.web.console.pages import case_page
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
_ON_SEGMENTS = frozenset({"propose", "agree", "approve", "dispute", "mark"})
"""Acts whose buttons stand beside the segment that they are about."""
_HOUR_S = 3600


@router.get("/cases/{case}/mechanism/{sort}/{name}")
def matter(
    visit: Annotated[Visit, Depends(Needs(Right.READ))], sort: str, name: str, made: str = ""
) -> Response:
    """One matter; `made` names the acts that were signed a moment ago."""
    seat = Seat(visit)
    found = seat.matter(sort, name) if sort in MATTERS else None
    # A matter that is only hidden from them is not there, whatever of it was taken back.
    gone = _taken_back(seat, sort, name) if (sort, name) not in seat.record.matters else None
    if gone is not None:
        return RedirectResponse(visit.url(f"mechanism/retraction/{gone.id}"), 303)
    if found is None:
        raise NotFound
    shown = seat.viewer.acts_of(found)
    _note(seat, found, shown)
    return case_page(
        visit,
        "matter.html",
        here="mechanism",
        seat=seat,
        sort=sort,
        sort_told=sort_name(sort, visit.tongue),
        matter=found,
        told=matter_told(found, seat),
        sign=state_sign(found.state),
        facts=tuple(facts(found, seat)) if found.is_whole else (),
        steps=tuple(_steps(found, seat)),
        acts=tuple(act_told(one, visit.voice) for one in reversed(shown)),
        back=_back(shown, seat),
        bearings=bearings(found, seat),
        segments=segments(found, seat) if isinstance(found, Boundary) else (),
        picture=_drawn(found, seat) if isinstance(found, Boundary) else None,
        made=any(one.signed.name in made.split(".") for one in shown),
        act_name=lambda kind: act_name(kind, visit.tongue),
        form=lambda kind, **given: form_url(visit, kind, **given),
    )


def _taken_back(seat: Seat, sort: str, name: str) -> Retraction | None:
    """The retraction that left nothing of a matter, where the visitor may know of it."""
    for one in reversed(seat.matters):
        deed = one.target.signed.deed if isinstance(one, Retraction) else None
        if isinstance(one, Retraction) and deed is not None and (deed.sort, deed.matter) == (sort, name):
            return one
    return None


def _drawn(boundary: Boundary, seat: Seat) -> Markup | None:
    drawn = picture(boundary, seat)
    return Markup(drawn) if drawn else None  # noqa: S704 - built of escaped parts


def _note(seat: Seat, matter: Matter, shown: Iterable[Entered]) -> None:
    """Write into the ledger that somebody reads what another side keeps secret."""
    own = seat.viewer.party or seat.viewer.name
    visit, mechanism = seat.visit, seat.visit.held.case.mechanism
    secret = [one for one in shown if matter.hides(one) and one.signed.deed.voice != own]
    ids = [claim for one in secret for claim in mechanism.resting_on(one.document).get(one.row, ())]
    if ids:
        visit.held.shown.note(visit.asker.account, visit.asker.name, visit.held.claims(ids).values())


@dataclass(frozen=True)
class StepTold:
    """An act that could come next, or why this person cannot make it."""

    kind: str
    name: str
    url: str
    why_not: Sentence | None


def form_url(visit: Visit, kind: str, /, **given: str) -> str:
    """The address of an act's form, with what is settled filled in."""
    keep = {"language": visit.language, **given}
    return f"/cases/{visit.held.slug}/mechanism/new/{kind}?{urlencode(keep)}"


def _steps(matter: Matter, seat: Seat) -> Iterator[StepTold]:
    visit = seat.visit
    for one in seat.steps(matter):
        if one.kind in _ON_SEGMENTS:
            continue
        url = form_url(visit, one.kind, **handles(KINDS[one.kind], matter))
        why_not = visit.voice.said(one.refusal.message) if one.refusal else None
        yield StepTold(one.kind, act_name(one.kind, visit.tongue), url, why_not)


def _back(shown: tuple[Entered, ...], seat: Seat) -> dict[str, str]:
    """Acts that this person can take back: name -> the address of the form."""
    given = ((one.signed.name, {"act": one.signed.name}) for one in shown[-1:])
    return {
        name: form_url(seat.visit, "retract", **act)
        for name, act in given
        if seat.person is not None
        and seat.refusal("retract", {**act, "why": "A slip."}) is None
    }  # fmt: skip


def facts(matter: Matter, seat: Seat) -> Iterator[tuple[str, str]]:
    """What follows from a matter's acts, name and words."""
    match matter:
        case Message():
            yield from _of_message(matter, seat)
        case Meeting():
            yield from _of_meeting(matter, seat)
        case Patrol():
            yield from _of_patrol(matter, seat)
        case Extension():
            yield from _of_extension(matter, seat)
        case Inquiry():
            yield from _of_inquiry(matter, seat)
        case Withdrawal() | Site():
            yield from _of_weapons(matter, seat)
        case Retraction():
            yield from _of_retraction(matter, seat)
        case Boundary():
            say, voice = seat.visit.tongue.say, seat.visit.voice
            yield say("Settled by"), voice.parties(matter.deciders)


def _of_retraction(matter: Retraction, seat: Seat) -> Iterator[tuple[str, str]]:
    """What the act had said."""
    voice = seat.visit.voice
    yield from ((one.label, one.told) for one in fields_told(matter.target.signed.deed, voice))


def _of_message(matter: Message, seat: Seat) -> Iterator[tuple[str, str]]:
    say, tongue = seat.visit.tongue.say, seat.visit.tongue
    sent = matter.sent.made_at
    for one in matter.acts[1:]:
        name, at = one.signed.deed.name, one.signed.deed.made_at
        hours = tongue.number((at - sent).total_seconds() / _HOUR_S, 1)
        told = say("{moment}, after {n} hours", moment=moment(seat.visit.voice, at), n=hours)
        yield act_name(name, tongue), told
    yield say("Sent"), moment(seat.visit.voice, sent)
    if matter.state != "closed":
        waited = tongue.number(_hours(sent, seat.now), 1)
        yield say("Open for"), say("{n} hours", n=waited)


def _hours(first: datetime, last: datetime) -> float:
    return max(0.0, (last - first).total_seconds() / _HOUR_S)


def _of_meeting(matter: Meeting, seat: Seat) -> Iterator[tuple[str, str]]:
    say, voice = seat.visit.tongue.say, seat.visit.voice
    yield say("Called for"), moment(voice, matter.called.at)
    yield say("Agenda"), matter.called.agenda
    if matter.outcome is not None:
        yield say("Held on"), voice.tongue.day(matter.outcome.on)
        yield say("Attended"), voice.parties(matter.outcome.attended)
        yield say("Outcome"), matter.outcome.outcome
        yield say("Confirmed by"), voice.parties(sorted(matter.confirmed))


def _of_patrol(matter: Patrol, seat: Seat) -> Iterator[tuple[str, str]]:
    say, voice = seat.visit.tongue.say, seat.visit.voice
    plan, report = matter.plan, matter.report
    yield say("Zone"), voice.zone(plan.zone)
    yield (
        say("Planned"),
        say("{first} to {last}", first=moment(voice, plan.starts), last=moment(voice, plan.ends)),
    )
    if report is not None:
        yield (
            say("Done"),
            say("{first} to {last}", first=moment(voice, report.started), last=moment(voice, report.ended)),
        )
        yield say("Share of the zone seen"), voice.tongue.percent(report.covered)
        if report.none_of:
            yield say("Looked for and not seen"), voice.tongue.listed(map(voice.category, report.none_of))
        yield say("Confirmed by"), voice.parties(sorted(matter.took_part))


def _of_extension(matter: Extension, seat: Seat) -> Iterator[tuple[str, str]]:
    say, voice = seat.visit.tongue.say, seat.visit.voice
    tongue = voice.tongue
    yield say("Asked until"), tongue.day(matter.request.until)
    for party in matter.deciders:
        granted = matter.granted.get(party)
        said = say("grants it until {day}", day=granted) if granted else say("is silent")
        yield voice.party(party), say("refuses it") if party in matter.refused else said
    grounds = grounds_of(seat.visit.held.case, matter)
    if grounds is not None:
        claimed = tongue.term(grounds.said.value) if grounds.said else say("nothing said of it")
        yield say("Rests on"), voice.promise(grounds.norm)
        yield say("Said of it by the request"), claimed
        found = f"{tongue.term(grounds.found.value)}, {voice.degree(grounds.degree)}"
        yield say("On record then"), found


def _of_inquiry(matter: Inquiry, seat: Seat) -> Iterator[tuple[str, str]]:
    say, voice = seat.visit.tongue.say, seat.visit.voice
    told, found = matter.alleged, matter.finding
    yield say("Alleged by"), told.signer
    yield say("Accused"), voice.party(told.accused)
    reports = [one.signed.deed.signer for one in matter.acts if one.signed.deed.name == "report"]
    if reports:
        yield say("Author"), voice.tongue.listed(dict.fromkeys(reports))
    if found is not None:
        yield say("Verifier"), found.signer
        yield say("Finding"), voice.tongue.term(found.finding)
        yield say("Basis"), found.basis
        if found.attributed_to:
            yield say("Laid to"), f"{voice.party(found.attributed_to)} ({voice.tongue.term(found.grade)})"
    published = [one.signed.deed.signer for one in matter.acts if one.signed.deed.name == "publish"]
    if published:
        yield say("Publisher"), published[-1]
    if matter.replied:
        yield say("Replied"), voice.parties(sorted(matter.replied))


def _of_weapons(matter: Withdrawal | Site, seat: Seat) -> Iterator[tuple[str, str]]:
    say, voice = seat.visit.tongue.say, seat.visit.voice
    number = voice.tongue.number
    if isinstance(matter, Withdrawal):
        yield say("Declared"), number(matter.declared.count)
        yield say("By the day"), voice.tongue.day(matter.declared.by)
        counted = matter.counted
        yield say("Counted"), say("not counted") if counted is None else number(counted)
        if counted is not None:
            yield say("Missing"), number(max(matter.declared.count - counted, 0))
        return
    yield (
        say("Missing"),
        say("not inspected")
        if matter.seen is None
        else (items_told(matter.missing, voice) or say("nothing")),
    )
