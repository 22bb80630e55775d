"""One claim: what it says slot by slot, its words, what was decided on it, and which promises it bears on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.evidence.claim import Claim
from truceline.publish.report.facts import cited_in
from truceline.publish.report.issued import Issued
from truceline.publish.slots import slots
from truceline.web.console.cited import Telling
from truceline.web.console.desk_cards import slot_name
from truceline.web.console.mechanism_bearing import cited_by, citing
from truceline.web.console.pages import case_page
from truceline.web.console.reports import all_issued
from truceline.web.refusals import Forbidden, NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()


def _norms(visit: Visit, claim: Claim, reports: Sequence[Issued]) -> Iterator[str]:
    """The promises that it names, whose proofs cite it now, or did in a report, each once."""
    told = (citing(one.facts.now.norms).get(claim.claim_id, frozenset()) for one in reports)
    proofs = frozenset().union(cited_by(visit).get(claim.claim_id, frozenset()), *told)
    wanted = {*claim.bears_on, *proofs}
    return (norm for norm in visit.agreement.norms if norm in wanted)


@router.get("/cases/{case}/claims/{claim}")
def claim_page(visit: Annotated[Visit, Depends(Needs(Right.READ))], claim: str) -> Response:
    """A claim as it stands now."""
    found = visit.held.claims([claim]).get(claim)
    if found is None:
        raise NotFound
    if not visit.may_read(found):
        raise Forbidden(Right.SECRET)
    visit.shows([found])
    told = Telling(visit, visit.voice, {found.claim_id: found})
    instead = next((one for one in visit.held.case.ledger.retractions() if one.claim_id == claim), None)
    reports = tuple(one for one in all_issued(visit) if claim in cited_in(one.facts.now))
    decisions = visit.held.case.ledger.decisions(found.claim_id)
    return case_page(
        visit,
        "claim.html",
        here="desk" if Right.DECIDE in visit.rights else "documents",
        claim=found,
        slots=tuple(slots(found)),
        slot_name=lambda name: slot_name(name, visit.tongue),
        link=told.link(found),
        decisions=decisions,
        instead=instead.replaced_by if instead else None,
        reports=reports,
        norms=tuple(_norms(visit, found, reports)),
    )
