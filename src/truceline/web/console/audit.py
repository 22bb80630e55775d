"""What auditors read: the ledger's entries, decisions, corrections, custody, what was shown, accounts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from truceline.accounts.journal import Line
from truceline.ledger.consent import SOURCE
from truceline.ledger.history import Entry
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.happened import told
from truceline.web.console.pages import case_page, marked, moment
from truceline.web.door import AccountsDoor
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit, door_of

router = APIRouter()
Auditor = Annotated[Visit, Depends(Needs(Right.AUDIT))]
PAGE = 100
"""Lines on one page."""
_SHORT = 12
_LAST = 2**31 - 1
Cell = str | int | datetime | None
T = TypeVar("T")


class Sheet(NamedTuple):
    """One list, as its page shows it."""

    key: str
    heading: str
    intro: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    older: int | None = None
    """From where the next page begins; null: there is none."""


@router.get("/cases/{case}/audit")
def audit(visit: Auditor, before: int = _LAST) -> Response:
    """The entries of the ledger, the newest first."""
    say = visit.tongue.say
    found = visit.held.case.ledger.history(_bound(before), PAGE)
    rows = [_entry(visit, one) for one in found]
    columns = (
        say("Entry"),
        say("When"),
        say("What"),
        say("Of what"),
        say("Brought"),
        say("By whom"),
        say("Digest"),
    )
    intro = say("Each entry names the digest of the one before: nothing can be changed or left out unseen.")
    return _page(
        visit, Sheet("", say("The record"), intro, columns, rows, _next(found, lambda one: one.position))
    )


@router.get("/cases/{case}/audit/decisions")
def decisions(visit: Auditor, before: int = _LAST) -> Response:
    """Who decided what on which claim, and why."""
    say, term = visit.tongue.say, visit.tongue.term
    found = visit.held.case.ledger.decided(_bound(before), PAGE)
    words = _words(visit, (one.claim_id for one in found))
    rows = [
        (one.position, one.at, one.claim_id[:_SHORT], term(one.status), one.by, words(one.claim_id, one.why))
        for one in found
    ]
    columns = (say("Entry"), say("When"), say("Claim"), say("Decision"), say("By whom"), say("Why"))
    intro = say("A claim counts from the day on which somebody accepted it.")
    return _page(
        visit, Sheet("decisions", say("Decisions"), intro, columns, rows, _next(found, lambda one: one.seq))
    )


@router.get("/cases/{case}/audit/corrections")
def corrections(visit: Auditor, before: int = 0) -> Response:
    """Claims that counted and were corrected or taken back."""
    say, term = visit.tongue.say, visit.tongue.term
    found, older = _slice(list(reversed(visit.held.case.ledger.retractions())), before)
    words = _words(visit, (one.claim_id for one in found))
    rows = [
        (one.position, one.entered_at, one.claim_id[:_SHORT], term(one.what),
         (one.replaced_by or "")[:_SHORT], one.by, words(one.claim_id, one.why))
        for one in found
    ]  # fmt: skip
    columns = (
        say("Entry"), say("When"), say("Claim"), say("What"), say("Corrected by"), say("By whom"), say("Why"),
    )  # fmt: skip
    intro = say("What counted once and counts no more.")
    return _page(visit, Sheet("corrections", say("Corrections"), intro, columns, rows, older))


@router.get("/cases/{case}/audit/custody")
def custody(visit: Auditor, before: int = 0) -> Response:
    """Who took in which document or file."""
    say = visit.tongue.say
    found, older = _slice(list(reversed(visit.held.case.ledger.custody())), before)
    rows = [
        (one.position, one.entered_at, one.name, one.sha256[:_SHORT],
         say("kept") if one.kept else say("rows alone"), one.size, one.claims, one.by)
        for one in found
    ]  # fmt: skip
    columns = (
        say("Entry"), say("When"), say("Document"), say("SHA-256"), say("Kept"), say("Bytes"), say("Claims"),
        say("By whom"),
    )  # fmt: skip
    intro = say("Every time a document or file was taken in; the same bytes twice are two lines.")
    return _page(visit, Sheet("custody", say("Custody"), intro, columns, rows, older))


@router.get("/cases/{case}/audit/disclosures")
def disclosures(visit: Auditor, before: int = 0) -> Response:
    """Each time rows that are not for everybody left, or were looked at."""
    say, term = visit.tongue.say, visit.tongue.term
    found, older = _slice(list(reversed(visit.held.case.ledger.disclosures())), before)
    rows = [
        (one.position, one.at, term(one.outlet.value), one.rows.restricted, one.rows.secret, one.by,
         one.sha256[:_SHORT])
        for one in found
    ]  # fmt: skip
    columns = (
        say("Entry"), say("When"), say("In what"), say("Restricted"), say("Secret"), say("By whom"),
        say("SHA-256"),
    )  # fmt: skip
    intro = say("Rows that are restricted or secret, each time they left or somebody looked at them.")
    return _page(visit, Sheet("disclosures", say("Shown and passed on"), intro, columns, rows, older))


@router.get("/cases/{case}/audit/accounts")
def accounts(visit: Auditor, before: int = _LAST) -> Response:
    """What happened to accounts in this case: roles, tokens, keys."""
    say, door = visit.tongue.say, door_of(visit.request)
    lines: tuple[Line, ...] = ()
    names: dict[str, str] = {}
    if isinstance(door, AccountsDoor):
        lines = door.accounts.journal.listed(case=visit.held.slug, before=_bound(before), most=PAGE)
        names = {one.id: one.name for one in door.accounts.people.listed()}
    rows = [
        (one.at, f"{one.what}: {one.detail}" if one.detail else one.what, one.about, one.by)
        for one in told(visit.tongue, lines, names)
    ]
    columns = (say("When"), say("What"), say("Whose account"), say("By whom"))
    intro = say("An owner of the server may give roles, also to themselves: it stands here.")
    older = _next(lines, lambda one: one.seq)
    return _page(visit, Sheet("accounts", say("Accounts and roles"), intro, columns, rows, older))


def sheets(tongue: Tongue) -> tuple[tuple[str, str], ...]:
    """The lists that there are: the end of each address, and its name."""
    say = tongue.say
    return (
        ("", say("The record")),
        ("soundness", say("Soundness")),
        ("decisions", say("Decisions")),
        ("corrections", say("Corrections")),
        ("custody", say("Custody")),
        ("disclosures", say("Shown and passed on")),
        ("accounts", say("Accounts and roles")),
    )


def _page(visit: Visit, sheet: Sheet) -> Response:
    path = f"audit/{sheet.key}".rstrip("/")
    older = None
    if sheet.older is not None:
        query = {**visit.frame_query, "before": str(sheet.older)}
        older = f"/cases/{visit.held.slug}/{path}?{urlencode(query)}"
    rows = [[_cell(visit.tongue, cell) for cell in row] for row in sheet.rows]
    return case_page(
        visit, "audit.html", here="audit", sheet=sheet, rows=rows, older=older, sheets=sheets(visit.tongue)
    )


def _cell(tongue: Tongue, cell: Cell) -> Markup:
    match cell:
        case None:
            return Markup()
        case datetime():
            return moment(cell)
        case int():
            return marked(tongue.number(cell))
        case _:
            return marked(cell)


def _entry(visit: Visit, one: Entry) -> Sequence[Cell]:
    say = visit.tongue.say
    words = {
        "append": say("claims taken in"),
        "decision": say("decision"),
        "document": say("document kept"),
        "disclosure": say("not for everybody: left or looked at"),
        "signers": say("register of signers"),
        SOURCE: say("protected source"),
    }
    # What somebody wrote about a source is for those alone who may read secret words.
    name = one.name if one.what != SOURCE or visit.sees_secrets else ""
    brought = " · ".join(f"{_rows(visit.tongue, table)}: {count}" for table, count in one.brought.items())
    what = words.get(one.what, one.what)
    return (one.position, one.entered_at, what, name, brought, one.by, one.digest[:_SHORT])


def _rows(tongue: Tongue, table: str) -> str:
    say = tongue.say
    names = {
        "claims": say("claims"),
        "decisions": say("decisions"),
        "documents": say("documents"),
        "issues": say("remarks"),
        "signers": say("signers"),
        "tombstones": say("words withdrawn"),
    }
    return names.get(table, table.replace("_", " "))


def _words(visit: Visit, ids: Iterable[str]) -> Callable[[str, str], str]:
    """What gives the words about a claim, as far as the reader may read them."""
    claims = visit.held.claims(dict.fromkeys(ids))
    instead = visit.tongue.say("a secret claim")

    def told_of(claim: str, words: str) -> str:
        found = claims.get(claim)
        hidden = not visit.sees_secrets and (found is None or not visit.may_read(found))
        return instead if hidden else words

    return told_of


def _bound(before: int) -> int:
    return max(0, min(before, _LAST))


def _next(found: Sequence[T], number: Callable[[T], int]) -> int | None:
    return number(found[-1]) if len(found) == PAGE else None


def _slice(whole: Sequence[T], start: int) -> tuple[Sequence[T], int | None]:
    """A page of a list, and where the next begins."""
    first = max(0, min(start, len(whole)))
    end = first + PAGE
    return whole[first:end], end if end < len(whole) else None
