"""Replies of readers: held, shown, refused; a named party's word has equal weight. No address is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse, Response

from truceline.errors import CaseError, InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality
from truceline.replies.claiming import Stated, claim_of
from truceline.replies.desk import ReplyDesk
from truceline.replies.reply import Reply, ReplyState
from truceline.replies.settings import is_set_up
from truceline.web.console.desk_fields import acts, manners
from truceline.web.console.mechanism_fields import told_wrong
from truceline.web.console.pages import case_page
from truceline.web.refusals import Conflict, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Publisher = Annotated[Visit, Depends(Needs(Right.PUBLISH))]
Deed = Literal["show", "refuse", "spam", "answer", "claim"]
Typed = Annotated[str, Form(max_length=8000)]
PAGE = 50
"""Replies on one page, the newest first."""


def desk_of(visit: Visit) -> ReplyDesk | None:
    """The moderator's desk of the case; null where it takes no replies."""
    folder = visit.held.case.folder
    if not is_set_up(folder):
        return None
    return visit.held.kept("reply desk", lambda: ReplyDesk(folder))


@router.get("/cases/{case}/replies")
def replies(visit: Publisher, state: ReplyState = ReplyState.HELD, page: int = 1, done: str = "") -> Response:
    """The replies in a state, the newest first; `done` says what was done last."""
    return _page(visit, state, page, done=_done_words(visit).get(done, ""))


def _page(
    visit: Visit,
    state: ReplyState,
    page: int = 1,
    *,
    problems: tuple[str, ...] = (),
    status: int = 200,
    done: str = "",
) -> Response:
    desk = desk_of(visit)
    known = desk.store.listed() if desk else ()
    found = tuple(one for one in reversed(known) if one.state is state)
    at = max(1, min(page, -(-len(found) // PAGE) or 1))
    return case_page(
        visit,
        "replies.html",
        here="replies",
        status=status,
        desk=desk,
        replies=found[(at - 1) * PAGE : at * PAGE],
        total=len(found),
        state=state,
        states=[(one, sum(each.state is one for each in known)) for one in ReplyState],
        done=done,
        acts=acts(visit.tongue),
        manners=manners(visit.tongue),
        parties=[(one.id, visit.voice.party(one.id)) for one in visit.agreement.parties],
        problems=problems,
        at=at,
        pages=-(-len(found) // PAGE) or 1,
    )


@dataclass(frozen=True)
class Decision:
    """What a moderator's form says."""

    deed: Deed
    was: ReplyState
    """How the reply stood on the page."""
    why: str
    party: str
    basis: str
    words: str
    act: str
    modality: str


def decision(  # noqa: PLR0917 - a form's fields
    deed: Annotated[Deed, Form()],
    was: Annotated[ReplyState, Form()],
    why: Typed = "",
    party: Typed = "",
    basis: Typed = "",
    words: Typed = "",
    act: Typed = "",
    modality: Typed = "",
) -> Decision:
    """The form as it was sent."""
    return Decision(deed, was, why, party, basis, words, act, modality)


@router.post("/cases/{case}/replies/{reply}")
def decide(visit: Publisher, reply: str, said: Annotated[Decision, Depends(decision)]) -> Response:
    """Decide on a reply, if it still stands as it did on the page."""
    desk = desk_of(visit)
    if desk is None:
        raise NotFound
    try:
        found = desk.store.get(reply)
    except CaseError:
        raise
    except InputError as error:
        raise NotFound from error
    if found.state is not said.was:
        raise Conflict
    try:
        done_with(desk, found, said, visit.asker.name)
    except CaseError:
        raise
    except InputError as error:
        problems = tuple(told_wrong(one, visit.voice) for one in error.problems)
        return _page(visit, said.was, problems=problems, status=422)
    # A shown reply can be answered, and what a party says in it claimed: both stand beside it.
    state = ReplyState.SHOWN if said.deed == "show" else said.was
    return RedirectResponse(visit.url("replies", state=state.value, done=said.deed), 303)


def done_with(desk: ReplyDesk, reply: Reply, said: Decision, by: str) -> None:
    """Do with a reply what was decided; InputError where that does not fit."""
    match said.deed:
        case "show":
            desk.show(reply.id, by, said.why, said.party or None, said.basis or None)
        case "refuse":
            desk.refuse(reply.id, by, said.why)
        case "spam":
            desk.mark_spam(reply.id, by, said.why)
        case "answer":
            desk.answer(reply.id, said.words, by)
        case "claim":
            claim_of(desk, reply.id, _stated(said), by)


def _stated(said: Decision) -> Stated:
    """What a party states in its reply; InputError where the form does not say which act, or how."""
    try:
        return Stated(Act(said.act), Modality(said.modality), said.words.strip())
    except ValueError as error:
        raise InputError(Problem("act", 0, "", "choose what the reply states, and how it is told")) from error


def _done_words(visit: Visit) -> dict[str, str]:
    say = visit.tongue.say
    return {
        "show": say("Everybody sees the reply with the next bulletin. You can answer it here."),
        "refuse": say("The reply was refused."),
        "spam": say("The reply lies among the spam."),
        "answer": say("Everybody sees your answer beneath the reply with the next bulletin."),
        "claim": say(
            "The claim waits on the reading desk, where somebody else than you accepts or rejects it."
        ),
    }
