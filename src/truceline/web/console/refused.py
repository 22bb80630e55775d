"""What a browser is shown where it cannot have what it asked for."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.accounts.refusal import AccountError
from truceline.errors import CaseError, Given, InputError, Problem, Told, TrucelineError
from truceline.publish.tongue.tongue import Tongue, tongue
from truceline.web.console.mending import refusal, status_of
from truceline.web.console.pages import plain_page
from truceline.web.refusals import AGAIN_S, Refusal, SignedOut, TooOften
from truceline.web.visit import language_of


def refused_page(request: Request, error: Refusal) -> Response:
    """The page of a refusal; whoever is signed out is sent to sign in, and back from there."""
    if isinstance(error, SignedOut):
        query = f"?{request.url.query}" if request.url.query else ""
        after = quote(f"{request.url.path}{query}", safe="")
        if request.headers.get("hx-request") == "true":
            return Response(status_code=401, headers={"HX-Redirect": f"/login?after={after}"})
        if request.method in ("GET", "HEAD"):
            return RedirectResponse(f"/login?after={after}", 303)
    heading, told = _words(tongue(language_of(request)), error.status)
    page = plain_page(request, "refused.html", status=error.status, heading=heading, told=told, problems=())
    if isinstance(error, TooOften):
        page.headers["Retry-After"] = str(error.wait_s)
    return page


def wrong_page(request: Request, error: TrucelineError) -> Response:
    """The page of what a person gave wrong, field by field; or of what the server cannot do just now."""
    tongue_ = tongue(language_of(request))
    say = tongue_.say
    if isinstance(error, AccountError):
        heading, words = _words(tongue_, status_of(error))[0], refusal(tongue_, error)
        status = status_of(error)
        return plain_page(request, "refused.html", status=status, heading=heading, told=words, problems=())
    if isinstance(error, InputError) and not isinstance(error, CaseError):
        heading, words = say("That does not fit"), say("Nothing was changed.")
        problems = tuple(_told(tongue_, one) for one in error.problems)
        return plain_page(request, "refused.html", status=422, heading=heading, told=words, problems=problems)
    return _away(request, tongue_)


def _told(tongue_: Tongue, problem: Problem) -> str:
    """What is wrong where, in the reader's language; where that has no words for it, that it does not fit."""
    say, message = tongue_.say, problem.message
    place = problem.field or problem.file
    if tongue_.code == "en":
        return str(problem)
    if isinstance(message, Told) and tongue_.knows(message.template):
        values = {name: _plain(value) for name, value in message.values.items()}
        told = tongue_.phrase(message.template, **values)
    else:
        told = tongue_.phrase(message) if tongue_.knows(message) else say("does not fit")
    return say("{place}: {what}", place=place, what=told)


def _plain(value: Given) -> str | int | float | date:
    return ", ".join(value) if isinstance(value, tuple) else value


def _away(request: Request, tongue_: Tongue) -> Response:
    """The page of a ledger or of accounts that cannot be had; a write may have been cut off unanswered."""
    heading, words = _words(tongue_, 503)
    say = tongue_.say
    sent = request.method not in ("GET", "HEAD")
    unsure = say("What you sent was kept whole or not at all: look before you send it again.")
    page = plain_page(
        request, "refused.html", status=503, heading=heading, told=words, problems=(unsure,) if sent else ()
    )
    page.headers["Retry-After"] = str(AGAIN_S)
    return page


def _words(tongue_: Tongue, status: int) -> tuple[str, str]:
    say = tongue_.say
    known = {
        401: (say("Sign in"), say("This needs somebody who is signed in.")),
        403: (say("Not yours to do"), say("This needs a right that your roles do not give.")),
        404: (say("Not found"), say("There is no such page, or none for you.")),
        405: (say("Not found"), say("There is no such page, or none for you.")),
        408: (say("Too slow"), say("What was sent took too long to come in. Send it again.")),
        409: (say("It has changed"), say("Somebody was quicker. Look at it again before you go on.")),
        413: (say("Too long"), say("What was sent is longer than this server takes.")),
        429: (say("Too often"), say("Too many tries in a short time. Wait a little.")),
        503: (
            say("Not available just now"),
            say("What this server keeps cannot be read or written just now. Try again soon."),
        ),
    }
    return known.get(status, (say("That does not fit"), say("Nothing was changed.")))
