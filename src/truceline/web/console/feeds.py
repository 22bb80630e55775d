"""Feeds: where texts come from by themselves, how each stands, and what of them may be changed here."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Form
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from truceline.errors import InputError, Problem
from truceline.feeds import editing
from truceline.feeds.editing import Typed
from truceline.feeds.settings import AnyFeed, MailFeed, WebFeed
from truceline.feeds.standing import Standing
from truceline.feeds.store import Change
from truceline.web.console.feed_words import Sign, done_in, mended, sign_of, told_in
from truceline.web.console.pages import case_page
from truceline.web.console.work import sent_to
from truceline.web.jobs import Job, Outcome, Progress, jobs_of
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.rounds import rounds_of
from truceline.web.visit import Needs, Visit

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
Proposer = Annotated[Visit, Depends(Needs(Right.PROPOSE))]
Decider = Annotated[Visit, Depends(Needs(Right.DECIDE))]
_SHORT = 200
_ADDRESS = 1000
_CHANGES = 20
_SOON = timedelta(seconds=20)
_OF_PLACES = frozenset({Right.DECIDE, Right.AUDIT})


class Sent(BaseModel):
    """The form of a feed."""

    name: str = Field("", max_length=_SHORT)
    url: str = Field("", max_length=_ADDRESS)
    source: str = Field("", max_length=_SHORT)
    language: str = Field("", max_length=_SHORT)
    every: str = Field("", max_length=_SHORT)
    silent: str = Field("", max_length=_SHORT)


class Row(NamedTuple):
    """A feed as the page shows it."""

    id: str
    kind: str
    sign: Sign
    told: str
    last_word: datetime | None
    last_read: datetime | None
    every_minutes: int
    texts: int
    place: str
    """Its machine, and under which source it counts; empty for whoever may not know."""


@router.get("/cases/{case}/feeds")
def feeds(visit: Reader, done: str = "") -> Response:
    """The feeds of the case, each with its last word and what is wrong with it."""
    return _page(visit, done=done)


@router.post("/cases/{case}/feeds/{feed}/read")
def read_now(visit: Proposer, feed: str) -> Response:
    """Ask a feed at once; it runs beside the pages and can be cancelled."""
    job = reading(visit, feed)
    return RedirectResponse(visit.url("feeds", done="soon"), 303) if job is None else sent_to(visit, job)


def reading(visit: Visit, feed: str) -> Job | None:
    """Begin to ask a feed; null where that was done a moment ago, NotFound where there is none."""
    found, rounds, tongue = feed_of(visit, feed), rounds_of(visit), visit.tongue
    of = rounds.of(visit.held.slug)
    asked = of.store.state(feed).tried_at
    if asked is not None and visit.held.case.ledger.now - asked < _SOON:
        return None

    def work(progress: Progress) -> Outcome:
        came = rounds.now(visit.held.slug, found, progress.check)
        told = [tongue.count("One new text.", "{n} new texts.", came.documents)]
        told.append(tongue.count("One claim is proposed.", "{n} claims are proposed.", came.claims))
        if came.trouble:
            told.append(told_in(tongue, came.trouble))
        return Outcome("desk" if came.claims and Right.PROPOSE in visit.rights else "feeds", tuple(told))

    name = tongue.say("Reading the feed {name}", name=feed)
    return jobs_of(visit).start(visit, name, work, back="feeds")


@router.get("/cases/{case}/feeds/new")
def new(visit: Decider) -> Response:
    """The form of a new web feed."""
    return _form(visit, None, Sent())


@router.post("/cases/{case}/feeds/new")
def add(visit: Decider, sent: Annotated[Sent, Form()]) -> Response:
    """Add a web feed; where anything is wrong the form comes back with it."""
    return _changed(visit, None, sent.name.strip(), sent)


@router.get("/cases/{case}/feeds/{feed}")
def one_feed(visit: Decider, feed: str) -> Response:
    """The form of a feed that is there; its address is not in it."""
    return _form(visit, feed_of(visit, feed), _given(feed_of(visit, feed)))


@router.post("/cases/{case}/feeds/{feed}")
def change(visit: Decider, feed: str, sent: Annotated[Sent, Form()]) -> Response:
    """Change a feed; an empty address stays as it is."""
    return _changed(visit, feed_of(visit, feed), feed, sent)


@router.post("/cases/{case}/feeds/{feed}/remove")
def remove(visit: Decider, feed: str) -> Response:
    """Read a web feed no more."""
    removed(visit, feed)
    return RedirectResponse(visit.url("feeds", done="removed"), 303)


def removed(visit: Visit, feed: str) -> None:
    """Read a web feed no more; Forbidden for one that is set up where the case is kept."""
    found = feed_of(visit, feed)
    if not isinstance(found, WebFeed):
        raise Forbidden
    editing.remove(visit.held.case.folder, found)
    _note(visit, feed, "removed")


def feed_of(visit: Visit, name: str) -> AnyFeed:
    """The feed of this name; NotFound where there is none."""
    rounds = rounds_of(visit)
    if not rounds.is_set_up(visit.held.slug):
        raise NotFound
    found = next((one for one in rounds.of(visit.held.slug).settings.feeds if one.id == name), None)
    if found is None:
        raise NotFound
    return found


def _changed(visit: Visit, feed: AnyFeed | None, name: str, sent: Sent) -> Response:
    try:
        settled(visit, feed, name, _typed(sent))
    except InputError as error:
        return _form(visit, feed, sent, error.problems)
    what = "added" if feed is None else "changed"
    return RedirectResponse(visit.url("feeds", done=what), 303)


def settled(visit: Visit, feed: AnyFeed | None, name: str, typed: Typed) -> None:
    """Add a feed, or change one that is there; InputError with what is wrong, by the file's keys."""
    folder = visit.held.case.folder
    if feed is None:
        editing.add(folder, name, typed)
    else:
        editing.change(folder, feed, typed)
    _note(visit, name, "added" if feed is None else "changed")


def _note(visit: Visit, feed: str, what: str) -> None:
    store = rounds_of(visit).of(visit.held.slug).store
    store.note(Change(visit.held.case.ledger.now, feed, what, visit.asker.name))


def _typed(sent: Sent) -> Typed:
    """What a form sent; InputError for what is no number."""
    every, silent = sent.every.strip(), sent.silent.strip()
    problems = []
    if every and not (every.isascii() and every.isdigit()):
        problems.append(Problem("every_minutes", 0, "", editing.WORDS["every_minutes"]))
    try:
        days = float(silent) if silent else None
    except ValueError:
        problems.append(Problem("silent_after_days", 0, "", editing.WORDS["silent_after_days"]))
    if problems:
        raise InputError(problems)
    minutes = int(every) if every else None
    return Typed(sent.url.strip(), sent.source.strip(), sent.language, minutes, days)


def _given(feed: AnyFeed) -> Sent:
    silent = "" if feed.silent_after_days is None else f"{feed.silent_after_days:g}"
    every, language = str(feed.every_minutes), feed.language or ""
    return Sent(name=feed.id, source=feed.source or "", language=language, every=every, silent=silent)


def _form(visit: Visit, feed: AnyFeed | None, sent: Sent, problems: Iterable[Problem] = ()) -> Response:
    wrong = mended(visit.tongue, problems)
    told = {**dict.fromkeys(Sent.model_fields, ""), **wrong}
    # What was typed comes back but for the address: it may hold a secret, and stands in no page.
    shown = sent.model_copy(update={"url": ""})
    return case_page(
        visit, "feed_form.html", here="feeds", status=422 if wrong else 200, feed=feed, given=shown,
        is_web=feed is None or isinstance(feed, WebFeed), host=_host(feed) if feed else "", wrong=told,
        is_wrong=bool(wrong),
    )  # fmt: skip


def _page(visit: Visit, *, done: str = "") -> Response:
    rounds, slug = rounds_of(visit), visit.held.slug
    standings: tuple[Standing, ...] = ()
    changes: tuple[Change, ...] = ()
    wrong: tuple[str, ...] = ()
    if rounds.is_set_up(slug):
        try:
            standings = rounds.of(slug).standings()
            changes = rounds.of(slug).store.changes(_CHANGES) if _OF_PLACES & visit.rights else ()
        except InputError as error:
            wrong = tuple(dict.fromkeys(_line(visit, one) for one in error.problems))
    return case_page(
        visit, "feeds.html", here="feeds", rows=[_row(visit, one) for one in standings], wrong=wrong,
        changes=changes, may_set=Right.DECIDE in visit.rights, may_read=Right.PROPOSE in visit.rights,
        runs=visit.request.app.state.serving.reads_feeds, done=done_in(visit.tongue, done),
        sees_places=bool(_OF_PLACES & visit.rights),
    )  # fmt: skip


def _line(visit: Visit, one: Problem) -> str:
    """Where the file is wrong; of what stands there nothing: it may be a secret in the wrong place."""
    return visit.tongue.say("Line {line} of feeds.yaml cannot be used.", line=one.line)


def _row(visit: Visit, one: Standing) -> Row:
    feed = one.feed
    place = f"{_host(feed)} · {feed.told_by}".lstrip(" ·") if _OF_PLACES & visit.rights else ""
    told = told_in(visit.tongue, one.told)
    sign = sign_of(visit.tongue, one.standing)
    return Row(
        feed.id, feed.kind, sign, told, one.last_word, one.last_read, feed.every_minutes, one.texts, place
    )


def _host(feed: AnyFeed) -> str:
    """The machine that is asked; its path or query may be a secret. Of a folder nothing."""
    if isinstance(feed, WebFeed):
        return urlsplit(feed.url).hostname or ""
    return feed.host if isinstance(feed, MailFeed) else ""
