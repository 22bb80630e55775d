"""Where promises stand, with their proofs: the assessment in any frame."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.assess.explain import explain
from truceline.assess.result import Assessment, NormStatus
from truceline.client.documents import Explanation, Postures, Promises, PromiseTold
from truceline.errors import InputError, Problem
from truceline.publish.report.facts import cited_in
from truceline.publish.report.withheld import judged_without_words
from truceline.web.api.calls import Reader, told
from truceline.web.api.places import placed
from truceline.web.house import frame_key
from truceline.web.refusals import NotFound
from truceline.web.visit import Visit

router = APIRouter(tags=["statuses"])
Norms = Annotated[list[str] | None, Query(alias="norm", description="Promises, by id [default: all].")]
Party = Annotated[str | None, Query(description="A party, by id: what it owes or answers for.")]


def assessed(visit: Visit) -> Assessment:
    """The assessment as far as the asker may know it: of secret claims only that they weigh."""
    if visit.sees_secrets:
        return _without_hidden(visit)
    whole = visit.facts().now
    key = ("without points", visit.position, frame_key(visit.frame), visit.language)
    return visit.held.kept(
        key, lambda: whole.model_copy(update={"violations": placed(visit, whole.violations)})
    )


def _without_hidden(visit: Visit) -> Assessment:
    """For whoever may read secrets: all but the words of acts that concern others alone."""
    whole = visit.assessment
    if not visit.unseen:
        return whole
    hidden = visit.unreadable(cited_in(whole))
    return judged_without_words(whole, hidden, visit.tongue.say("a secret claim")) if hidden else whole


@router.get("/cases/{case}/assessment", response_model=Assessment)
def assessment(visit: Reader, norm: Norms = None, party: Party = None) -> Response:
    """The whole answer in a frame: statuses with proofs, the register, postures."""
    whole = narrowed(assessed(visit), norm, party)
    visit.shows(visit.held.claims(cited_in(whole)).values())
    return told(visit, whole)


def narrowed(whole: Assessment, norms: list[str] | None, party: str | None) -> Assessment:
    """Only what concerns some promises and a party; InputError for a promise that there is not."""
    known = [one.norm for one in whole.norms]
    if unknown := [one for one in norms or () if one not in known]:
        raise InputError(
            Problem("query", 0, "norm", f"there is no promise {name!r}", tuple(known)) for name in unknown
        )

    def fits(norm: str, parties: tuple[str, ...]) -> bool:
        return (not norms or norm in norms) and (party is None or party in parties)

    register = (one for one in whole.violations if fits(one.norm, (*one.committed_by, *one.answerable)))
    return whole.model_copy(
        update={
            "norms": tuple(one for one in whole.norms if fits(one.norm, (*one.bearers, *one.answerable))),
            "violations": tuple(register),
            "postures": tuple(one for one in whole.postures if fits(one.norm, (one.party,))),
            "counted": tuple(one for one in whole.counted if not norms or one.norm in norms),
        }
    )


@router.get("/cases/{case}/promises", response_model=Promises)
def promises(visit: Reader, party: Party = None) -> Response:
    """Where each promise stands, in a line: the matrix."""
    found = tuple(
        _line(one)
        for one in visit.assessment.norms
        if party is None or party in (*one.bearers, *one.answerable)
    )
    return told(visit, Promises(promises=found, position=visit.position))


def _line(one: NormStatus) -> PromiseTold:
    return PromiseTold.model_validate({name: getattr(one, name) for name in PromiseTold.model_fields})


@router.get("/cases/{case}/promises/{norm}", response_model=NormStatus)
def promise(visit: Reader, norm: str) -> Response:
    """One promise with its proof, down to the claims that it rests on."""
    whole = narrowed(assessed(visit), [_known(visit, norm)], None)
    visit.shows(visit.held.claims(cited_in(whole.model_copy(update={"violations": ()}))).values())
    return told(visit, whole.norms[0])


@router.get("/cases/{case}/promises/{norm}/explanation", response_model=Explanation)
def explanation(visit: Reader, norm: str, party: Party = None) -> Response:
    """The same in plain English sentences; with a party, its own part alone."""
    whole = narrowed(assessed(visit), [_known(visit, norm)], None)
    status = whole.norms[0]
    if party is not None and status.of_party(party) is None:
        owing = tuple(one.party for one in status.parts if one.party)
        raise InputError(Problem("query", 0, "party", "owes no part of its own of this promise", owing))
    visit.shows(visit.held.claims(cited_in(whole.model_copy(update={"violations": ()}))).values())
    return told(visit, Explanation(norm=norm, party=party, text=explain(status, party)))


def _known(visit: Visit, norm: str) -> str:
    if all(one.norm != norm for one in visit.assessment.norms):
        raise NotFound
    return norm


@router.get("/cases/{case}/postures", response_model=Postures)
def postures(visit: Reader, norm: Norms = None, party: Party = None) -> Response:
    """What each party says about each promise, and in which claims."""
    found = narrowed(assessed(visit), norm, party).postures
    visit.shows(visit.held.claims(one.claim_id for each in found for one in each.claims).values())
    return told(visit, Postures(postures=found, position=visit.position))
