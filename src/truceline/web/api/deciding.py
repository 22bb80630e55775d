"""Claims that are entered by hand, decided on, corrected and taken back: what the desk does, for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path
from starlette.responses import Response

from truceline.assess.result import NormStatus, PartStatus
from truceline.case.editing import FIELDS
from truceline.case.entering import Entered, entered
from truceline.case.reviewing import Change
from truceline.client.documents import ClaimTold, DecisionTold
from truceline.client.orders import AcceptTogether, CorrectClaim, DecideClaim, HandClaim
from truceline.client.receipts import (
    ChangeTold,
    ClaimMade,
    Decided,
    EffectTold,
    LeftTold,
    StandingTold,
    TogetherTold,
)
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.ledger.deciding import Overtaken
from truceline.ledger.waiting import Wanted
from truceline.web.api.calls import Call, told
from truceline.web.api.claims import reads
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Decider, Post, Posted, Proposer, made, takes
from truceline.web.judging import WHOLE, Judge, Objection
from truceline.web.refusals import Conflict, Forbidden, MovedOn, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit

T = TypeVar("T")
router = APIRouter(tags=["desk"])
NONE = "none"
"""What stands in an address for claims without a document."""
DocumentName = Annotated[
    str, Path(pattern="^([0-9a-f]{64}|none)$", description="SHA-256, or `none`: claims without a document.")
]
_EDITABLE = frozenset(FIELDS)


@router.post(
    "/cases/{case}/claims",
    **takes(
        HandClaim,
        ClaimMade,
        status=201,
        example={
            "act": "shell",
            "source": "post-7",
            "words": "Two shells fell near the mill.",
            "published": "2018-10-19",
            "fields": {"who": "North", "when": "2018-10-19", "where": "Old Mill"},
        },
    ),
)
def enter(visit: Proposer, post: Posted) -> Response:
    """Enter a claim by hand, proposed; somebody else accepts it. The same again adds nothing."""
    given = post.read(HandClaim)
    if unknown := [one for one in given.fields if one not in _EDITABLE]:
        raise InputError(
            Problem("body", 0, f"fields.{one}", "is no field of a claim", tuple(FIELDS)) for one in unknown
        )

    def work() -> Response:
        by_hand = Entered(**{name: getattr(given, name) for name in HandClaim.model_fields})
        claim = entered(visit.held.case, by_hand, visit.asker.name)
        return made(visit, _told(visit, claim), 201, location=_address(visit, claim.claim_id))

    return post.once(work)


@router.get("/cases/{case}/claims/{claim_id}/effect", response_model=EffectTold)
def effect(visit: Annotated[Visit, Depends(Call(Right.PROPOSE))], claim_id: str) -> Response:
    """What accepting a claim would change, as of `as_of`, else of the day it came out; nothing is stored."""
    claim = _readable(visit, claim_id)
    found = Judge(visit).effect([claim])
    changes = tuple(map(_change, (one for one in found.changes if one.part != WHOLE)))
    document = EffectTold(claim=claim_id, as_of=found.as_of, changes=changes, position=visit.position)
    return told(visit, document)


def _change(one: Change) -> ChangeTold:
    return ChangeTold(
        norm=one.norm,
        part=one.part,
        before=_stands(one.before),
        after=_stands(one.after),
        is_change=one.is_change,
    )


def _stands(one: NormStatus | PartStatus) -> StandingTold:
    return StandingTold(
        performance=one.performance,
        degree=one.degree,
        standing=one.standing,
        support=one.proof.support,
        opposition=one.proof.opposition,
    )


@router.post(
    "/cases/{case}/claims/{claim_id}/decisions",
    **takes(
        DecideClaim,
        ClaimTold,
        status=201,
        match=True,
        example={"status": "accepted", "why": "Two papers say so."},
    ),
)
def decide(visit: Decider, post: Posted, claim_id: str) -> Response:
    """Accept or reject a proposed claim, as it was looked at; one's own is for somebody else to accept."""
    given = post.read(DecideClaim)
    verdict, judge = Status(given.status), Judge(visit)

    def work() -> Response:
        claim = _looked_at(visit, post, claim_id)
        _require_none(judge.objection(claim, verdict, given.why))
        _overtaking(lambda: judge.decide([claim], verdict, given.why))
        return made(visit, _standing(visit, claim_id), 201, location=_address(visit, claim_id))

    return post.once(work)


@router.post(
    "/cases/{case}/claims/{claim_id}/corrections",
    **takes(
        CorrectClaim,
        ClaimMade,
        status=201,
        match=True,
        example={"changes": {"where": "New Mill"}, "why": "The report names it."},
    ),
)
def correct(visit: Decider, post: Posted, claim_id: str) -> Response:
    """Enter a correction of a proposed claim, proposed itself; what it corrects waits no more."""
    given = post.read(CorrectClaim)
    if unknown := [one for one in given.changes if one not in _EDITABLE]:
        raise InputError(
            Problem("body", 0, f"changes.{one}", "is no field of a claim", tuple(FIELDS)) for one in unknown
        )
    changes = [f"{name}={value}" for name, value in given.changes.items()]

    def work() -> Response:
        claim = _looked_at(visit, post, claim_id)
        if claim.status is not Status.PROPOSED:
            raise Conflict(_DECIDED)
        found = _overtaking(lambda: Judge(visit).correct(claim, changes, given.why))
        return made(visit, _told(visit, found), 201, location=_address(visit, found.claim_id))

    return post.once(work)


@router.get("/cases/{case}/desk/{document}", response_model=TogetherTold)
def together(visit: Decider, document: DocumentName) -> Response:
    """What of a document may be accepted at once; what is denied, planned or conditional never is."""
    found = Judge(visit).together(_wanted(visit, document))
    left = tuple(
        LeftTold(claim=one.claim.claim_id, why="own" if one.is_own else "not_done") for one in found.left
    )
    ids = tuple(one.claim_id for one in found.claims)
    return made(visit, TogetherTold(claims=ids, digest=found.digest, left=left, position=visit.held.position))


@router.post("/cases/{case}/desk/{document}/accept", **takes(AcceptTogether, Decided))
def accept(visit: Decider, post: Posted, document: DocumentName) -> Response:
    """Accept at once what the caller has seen of a document; 409 where other claims wait there by now."""
    given = post.read(AcceptTogether)
    judge = Judge(visit)

    def work() -> Response:
        found = judge.together(_wanted(visit, document))
        if found.digest != given.digest:
            raise Conflict("what waits here has changed since it was looked at")
        if not given.why.strip():
            raise InputError(Problem("body", 0, "why", "a decision on many claims at once needs a reason"))
        _overtaking(lambda: judge.decide(found.claims, Status.ACCEPTED, given.why))
        return _decided(visit, tuple(one.claim_id for one in found.claims))

    return post.once(work)


@router.post("/cases/{case}/desk/{document}/undo", **takes(None, Decided))
def undo(visit: Decider, post: Posted, document: DocumentName) -> Response:
    """Take back one's own last step on a document's claims, by further decisions."""

    def work() -> Response:
        _wanted(visit, document)
        step = _overtaking(lambda: Judge(visit).undone(None if document == NONE else document))
        if step is None:
            raise Conflict("there is no decision of yours here to take back")
        return _decided(visit, tuple(one.claim_id for one in step.back))

    return post.once(work)


def _wanted(visit: Visit, document: str) -> Wanted:
    """The pile of a document; NotFound where nothing rests on it."""
    if document != NONE and not visit.held.case.ledger.of_document(document):
        raise NotFound
    return Wanted("" if document == NONE else document)


def _looked_at(visit: Visit, post: Post, claim_id: str) -> Claim:
    """A claim that the caller has looked at as it stands; MovedOn where it was decided on since."""
    claim = _readable(visit, claim_id)
    decisions = visit.held.case.ledger.decisions(claim_id)
    post.require_unmoved(visit, decisions[-1].position if decisions else 0)
    return claim


def _readable(visit: Visit, claim_id: str) -> Claim:
    found = visit.held.claims([claim_id]).get(claim_id)
    if found is None:
        raise NotFound
    if not visit.may_read(found):
        raise Forbidden(Right.SECRET)
    if not reads(visit, found):
        raise NotFound
    return found


_DECIDED = "it was decided on already"
_OBJECTIONS = {
    Objection.DECIDED: _DECIDED,
    Objection.OWN: "you entered or corrected this claim yourself: somebody else has to accept it",
    Objection.NO_REASON: "it bears on a promise: say why you reject it",
}


def _require_none(objection: Objection | None) -> None:
    match objection:
        case Objection.DECIDED:
            raise Conflict(_OBJECTIONS[objection])
        case Objection.OWN:
            raise Forbidden(why=_OBJECTIONS[objection])
        case Objection.NO_REASON:
            raise InputError(Problem("body", 0, "why", _OBJECTIONS[objection]))


def _overtaking(act: Callable[[], T]) -> T:
    """Do it; MovedOn where somebody else decided in the same moment."""
    try:
        return act()
    except Overtaken as error:
        raise MovedOn("somebody else decided on it in the same moment") from error


def _standing(visit: Visit, claim_id: str) -> ClaimTold:
    """A claim as it stands now, with everything decided on it."""
    ledger = visit.held.case.ledger
    claim = _readable(visit, claim_id)
    visit.shows([claim])
    decisions = tuple(
        DecisionTold(status=one.status, at=one.at, by=one.by, why=one.why)
        for one in ledger.decisions(claim_id)
    )
    return ClaimTold(claim=claim, decisions=decisions, position=visit.held.position)


def _told(visit: Visit, claim: Claim) -> ClaimMade:
    """A claim that was entered; of a secret one only its id to whoever may not read secrets."""
    kept = visit.held.claims([claim.claim_id])[claim.claim_id]
    visit.shows([kept])
    shown = kept if visit.may_read(kept) else None
    return ClaimMade(claim_id=kept.claim_id, claim=shown, position=visit.held.position)


def _decided(visit: Visit, claims: tuple[str, ...]) -> Response:
    return made(visit, Decided(claims=claims, position=visit.held.position))


def _address(visit: Visit, claim_id: str) -> str:
    return f"{ROOT}/cases/{visit.held.slug}/claims/{claim_id}"
