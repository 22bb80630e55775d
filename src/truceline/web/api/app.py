"""All calls of the API under one address."""

from __future__ import annotations

from fastapi import APIRouter

from truceline.web.api import (
    acting,
    audit,
    boundaries,
    bringing,
    cases,
    claims,
    dealings,
    deciding,
    description,
    documents,
    drafts,
    feeds,
    forms,
    hooks,
    incidents,
    ledger,
    ogc,
    people,
    publishing,
    reports,
    settings,
    soundness,
    statuses,
)
from truceline.web.api.description import ROOT

CALLS: tuple[APIRouter, ...] = (
    cases.router,
    settings.router,
    statuses.router,
    incidents.router,
    claims.router,
    deciding.router,
    documents.router,
    bringing.router,
    dealings.router,
    feeds.router,
    hooks.router,
    acting.router,
    drafts.router,
    boundaries.router,
    forms.router,
    reports.router,
    publishing.router,
    ledger.router,
    soundness.router,
    audit.router,
    ogc.router,
    people.router,
)


def api() -> APIRouter:
    """The router of every call, `4XX` being described with each."""
    whole = APIRouter(prefix=ROOT, responses={"4XX": {"description": "Refused."}})
    for router in CALLS:
        whole.include_router(router)
    whole.include_router(description.router)
    return whole
