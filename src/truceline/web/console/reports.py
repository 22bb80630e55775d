"""Reports: what was issued, a preview of the next, and issuing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from starlette.responses import HTMLResponse, RedirectResponse, Response

from truceline.case.disclosing import export
from truceline.errors import CaseError, InputError
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.publish.report.compose import composed
from truceline.publish.report.composed import Report
from truceline.publish.report.facts import Facts, Kind
from truceline.publish.report.issued import Issued, issued
from truceline.publish.report.page import keys_of, report_page
from truceline.publish.report.printed import printed
from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.web.console.bulletin import FIRST, room_of
from truceline.web.console.mechanism_fields import told_wrong
from truceline.web.console.pages import case_page
from truceline.web.console.work import prepared
from truceline.web.issuing import (
    OwnDecisions,
    Wanted,
    decided_by,
    facts_of,
    issued_now,
    key_of,
    whole_of,
)
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
Publisher = Annotated[Visit, Depends(Needs(Right.PUBLISH))]
Form_ = Literal["html", "pdf"]
_REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox allow-popups"
)
"""A report's page carries its style within; it has no script, and none would run."""


def wanted(
    kind: Kind = "weekly", day: str = "", incident: str = "", tongue: str = "", *, public: bool = False
) -> Wanted:
    """What an address asks for; `day` is the report's last."""
    return Wanted(kind, day, incident.strip(), public, tongue if tongue in ("en", *LANGUAGES) else "")


Asking = Annotated[Wanted, Depends(wanted)]


def written(visit: Visit, facts: Facts, asked: Wanted) -> Report:
    """The report in the language asked for, else the reader's."""
    return composed(visit.held.settings(facts, asked.tongue or visit.language))


def all_issued(visit: Visit) -> Sequence[Issued]:
    """Every report that was issued, in order."""
    held = visit.held
    return held.kept(("issued", held.position), lambda: list(issued(held.case)))


@router.get("/cases/{case}/reports")
def reports(visit: Reader) -> Response:
    """Every report that was issued, and the form for the next."""
    return _listed(visit)


def _listed(visit: Visit, problems: tuple[str, ...] = (), status: int = 200) -> Response:
    held = visit.held
    has_readers = visit.request.app.state.serving.has_readers
    return case_page(
        visit,
        "reports.html",
        here="reports",
        status=status,
        issued=tuple(reversed(all_issued(visit))),
        problems=problems,
        bulletin=f"{room_of(held.slug) if has_readers else f'/cases/{held.slug}/bulletin/'}{FIRST}",
    )


@router.get("/cases/{case}/reports/preview")
def preview(visit: Reader, asked: Asking) -> Response:
    """The report as it would be issued now, and what stands in the way of issuing it."""
    waits = prepared(
        visit,
        key_of(visit.position, asked),
        lambda: (facts_of(visit, asked), whole_of(visit, asked)),
        visit.tongue.say("Gathering a report"),
        f"reports/preview?{_query(asked)}",
    )
    if waits is not None:
        return waits
    facts = facts_of(visit, asked)
    report = written(visit, facts, asked)
    visit.shows(visit.held.claims({*facts.quotes, *facts.weighed}).values())
    return case_page(
        visit,
        "preview.html",
        here="reports",
        report=report,
        known=keys_of(report),
        asked=asked,
        link=lambda form: _link(visit, asked, form),
        own=decided_by(visit, whole_of(visit, asked)) if asked.public else 0,
        left_out=_left_out(visit, facts),
        other=f"/cases/{visit.held.slug}/reports/preview?{_query(replace(asked, public=True))}",
    )


def _left_out(visit: Visit, facts: Facts) -> tuple[tuple[str, int], ...]:
    """Why something is not in a public report, and of how much so, in whole fives."""
    if facts.released is None:
        return ()
    return tuple((visit.tongue.term(why), n) for why, n in facts.released.left_out.items() if n)


def _link(visit: Visit, asked: Wanted, form: Form_) -> str:
    return f"/cases/{visit.held.slug}/reports/preview.{form}?{_query(asked)}"


def _query(asked: Wanted) -> str:
    query = {"kind": asked.kind, "day": asked.as_of, "incident": asked.incident, "tongue": asked.tongue}
    query |= {"public": "true" if asked.public else ""}
    return urlencode({name: value for name, value in query.items() if value})


@router.get("/cases/{case}/reports/preview.{form}")
def download(visit: Reader, asked: Asking, form: Form_) -> Response:
    """The same as a page or a PDF of its own; private ones stand in the ledger as having left."""
    facts = facts_of(visit, asked)
    report = written(visit, facts, asked)
    return _leaves(visit, facts, report, form)


@router.get("/cases/{case}/reports/{sha256}.{form}")
def again(visit: Reader, sha256: str, form: Form_, tongue: str = "") -> Response:
    """A report as it was issued."""
    found = next((one for one in issued(visit.held.case) if one.sha256 == sha256), None)
    if found is None:
        raise NotFound
    facts = found.facts
    if not facts.is_public:
        facts = visit.readable(facts)
    asked = Wanted(facts.kind, "", "", facts.is_public, tongue if tongue in ("en", *LANGUAGES) else "")
    return _leaves(visit, facts, written(visit, facts, asked), form)


def _leaves(visit: Visit, facts: Facts, report: Report, form: Form_) -> Response:
    content = printed(report) if form == "pdf" else report_page(report).encode()
    name = f"{facts.report}.{form}"
    quoted = {name: one.sensitivity for name, one in facts.quotes.items() if one.words}
    rows = Reserved.of((facts.weighed | quoted).values())
    if not facts.is_public and any(rows):
        export(visit.held.case.ledger, Outlet.REPORT, rows, {name: content}, visit.asker.name)
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    if form == "pdf":
        return Response(content, media_type="application/pdf", headers=headers)
    return HTMLResponse(content, headers={**headers, "Content-Security-Policy": _REPORT_POLICY})


@router.post("/cases/{case}/reports")
def issue_report(
    visit: Publisher,
    kind: Annotated[Kind, Form()],
    day: Annotated[str, Form(max_length=10)],
    incident: Annotated[str, Form(max_length=200)] = "",
    *,
    public: Annotated[bool, Form()] = False,
) -> Response:
    """Issue a report: it is kept, and the next compares with it."""
    try:
        issued_now(visit, Wanted(kind, day, incident.strip(), public))
    except CaseError:
        raise
    except OwnDecisions as error:
        return _in_the_way(visit, error.number)
    except InputError as error:
        problems = tuple(told_wrong(one, visit.voice) for one in error.problems)
        return _listed(visit, problems, 422)
    return RedirectResponse(visit.url("reports"), 303)


def _in_the_way(visit: Visit, own: int) -> Response:
    told = visit.tongue.count(
        "You decided on one claim that this report rests on: somebody else must publish it.",
        "You decided on {n} claims that this report rests on: somebody else must publish it.",
        own,
    )
    return _listed(visit, (told,), 403)
