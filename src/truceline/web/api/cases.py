"""Which cases there are for whoever asks, and each one's agreement."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from truceline.agreement.model import Agreement
from truceline.client.documents import Cases, CaseTold
from truceline.web.api.calls import Caller, Reader, told
from truceline.web.asker import Asker
from truceline.web.house import Held
from truceline.web.visit import house_of

router = APIRouter(tags=["cases"])


@router.get("/cases", response_model=Cases)
def cases(request: Request, asker: Caller) -> Cases:
    """The cases in which whoever asks has a role."""
    held = house_of(request).cases.values()
    return Cases(cases=tuple(_told(one, asker) for one in held if asker.roles.get(one.slug)))


@router.get("/cases/{case}", response_model=CaseTold)
def one_case(visit: Reader) -> Response:
    """One case: what one may do in it, and where its ledger stands."""
    return told(visit, _told(visit.held, visit.asker).model_copy(update={"position": visit.position}))


@router.get("/cases/{case}/agreement", response_model=Agreement)
def agreement(visit: Reader) -> Response:
    """The agreement as encoded, with what was granted since, as known in the frame."""
    return told(visit, visit.agreement)


def _told(held: Held, asker: Asker) -> CaseTold:
    return CaseTold(
        id=held.slug,
        title=held.case.agreement.title,
        roles=tuple(dict.fromkeys(one.role.value for one in asker.roles[held.slug])),
        rights=tuple(sorted(one.value for one in asker.rights(held.slug))),
        party=asker.party(held.slug),
        position=held.position,
    )
