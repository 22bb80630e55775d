"""What auditors read: the ledger's entries, decisions, corrections, custody, what was shown, accounts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, NamedTuple, TypeVar
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import Response

from truceline.accounts.journal import Line
from truceline.ledger.consent import SOURCE
from truceline.ledger.deciding import DECISION
from truceline.ledger.disclosures import DISCLOSURE, Outlet
from truceline.ledger.history import Decided, Entry
from truceline.mechanism.media import MEDIA_TYPE as ACTS
from truceline.publish.report.issued import MEDIA_TYPE as REPORTS
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
_CLAIM = re.compile("[0-9a-f]{64}")
LEFT = frozenset(one.value for one in Outlet)
"""Kinds of entries that brought nothing: what left, or was looked at."""
_LAST = 2**31 - 1
_LOOKED = 5000
"""Lines that one page looks through for words; the next goes on from there."""


class Link(NamedTuple):
    """Words that lead to a page of the case."""

    told: str
    path: str


Cell = str | int | datetime | Link | None
Row = Sequence[Cell]
T = TypeVar("T")


class Sheet(NamedTuple):
    """One list, as its page shows it."""

    key: str
    heading: str
    intro: str
    columns: Sequence[str]
    rows: Sequence[Row]
    older: int | None = None
    """From where the next page begins; null: there is none."""


@router.get("/cases/{case}/audit")
def audit(visit: Auditor, before: int = _LAST, find: str = "") -> Response:
    """The entries of the ledger, the newest first."""
    say, ledger = visit.tongue.say, visit.held.case.ledger
    rows, older = _searched(
        lambda until: ledger.history(until, PAGE),
        lambda found: [_entry(visit, one) for one in found],
        lambda one: one.position,
        _bound(before),
        find,
    )
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
    return _page(visit, Sheet("", say("The record"), intro, columns, rows, older), find)


@router.get("/cases/{case}/audit/decisions")
def decisions(visit: Auditor, before: int = _LAST, find: str = "") -> Response:
    """Who decided what on which claim, and why."""
    say, term, ledger = visit.tongue.say, visit.tongue.term, visit.held.case.ledger

    def told_of(found: Sequence[Decided]) -> list[Row]:
        words = words_about(visit, (one.claim_id for one in found))
        return [
            (_at(one.position), one.at, _claim(one.claim_id), term(one.status), one.by,
             words(one.claim_id, one.why))
            for one in found
        ]  # fmt: skip

    rows, older = _searched(
        lambda until: ledger.decided(until, PAGE), told_of, lambda one: one.seq, _bound(before), find
    )
    columns = (say("Entry"), say("When"), say("Claim"), say("Decision"), say("By whom"), say("Why"))
    intro = say("A claim counts from the day on which somebody accepted it.")
    return _page(visit, Sheet("decisions", say("Decisions"), intro, columns, rows, older), find)


@router.get("/cases/{case}/audit/corrections")
def corrections(visit: Auditor, before: int = 0, find: str = "") -> Response:
    """Claims that counted and were corrected or taken back."""
    say, term = visit.tongue.say, visit.tongue.term
    found = list(reversed(visit.held.case.ledger.retractions()))
    words = words_about(visit, (one.claim_id for one in found))
    every = [
        (_at(one.position), one.entered_at, _claim(one.claim_id), term(one.what),
         _claim(one.replaced_by) if one.replaced_by else None, one.by, words(one.claim_id, one.why))
        for one in found
    ]  # fmt: skip
    rows, older = _slice(every, before, find)
    columns = (
        say("Entry"), say("When"), say("Claim"), say("What"), say("Corrected by"), say("By whom"), say("Why"),
    )  # fmt: skip
    intro = say("What counted once and counts no more.")
    return _page(visit, Sheet("corrections", say("Corrections"), intro, columns, rows, older), find)


@router.get("/cases/{case}/audit/custody")
def custody(visit: Auditor, before: int = 0, find: str = "") -> Response:
    """Who took in which document or file."""
    say, pages = visit.tongue.say, pages_of_documents(visit)
    every = [
        (_at(one.position), one.entered_at,
         Link(one.name, pages[one.sha256]) if one.sha256 in pages else one.name, one.sha256[:_SHORT],
         say("kept") if one.kept else say("rows alone"), one.size, one.claims, one.by)
        for one in reversed(visit.held.case.ledger.custody())
        if one.kind not in LEFT
    ]  # fmt: skip
    rows, older = _slice(every, before, find)
    columns = (
        say("Entry"), say("When"), say("Document"), say("SHA-256"), say("Kept"), say("Bytes"), say("Claims"),
        say("By whom"),
    )  # fmt: skip
    intro = say("Every time a document or file was taken in; the same bytes twice are two lines.")
    return _page(visit, Sheet("custody", say("Custody"), intro, columns, rows, older), find)


@router.get("/cases/{case}/audit/disclosures")
def disclosures(visit: Auditor, before: int = 0, find: str = "") -> Response:
    """Each time rows that are not for everybody left, or were looked at."""
    say, term = visit.tongue.say, visit.tongue.term
    every = [
        (_at(one.position), one.at, term(one.outlet.value), one.rows.restricted, one.rows.secret, one.by,
         one.sha256[:_SHORT])
        for one in reversed(visit.held.case.ledger.disclosures())
    ]  # fmt: skip
    rows, older = _slice(every, before, find)
    columns = (
        say("Entry"), say("When"), say("In what"), say("Restricted"), say("Secret"), say("By whom"),
        say("SHA-256"),
    )  # fmt: skip
    intro = say("Rows that are restricted or secret, each time they left or somebody looked at them.")
    return _page(visit, Sheet("disclosures", say("Shown and passed on"), intro, columns, rows, older), find)


@router.get("/cases/{case}/audit/accounts")
def accounts(visit: Auditor, before: int = _LAST, find: str = "") -> Response:
    """What happened to accounts in this case: roles, tokens, keys."""
    say, door = visit.tongue.say, door_of(visit.request)
    rows: Sequence[Row] = ()
    older = None
    if isinstance(door, AccountsDoor):
        names = {one.id: one.name for one in door.accounts.people.listed()}
        rows, older = _searched(
            lambda until: door.accounts.journal.listed(case=visit.held.slug, before=until, most=PAGE),
            lambda lines: _journal(visit, lines, names),
            lambda one: one.seq,
            _bound(before),
            find,
        )
    columns = (say("When"), say("What"), say("Whose account"), say("By whom"))
    intro = say("An owner of the server may give roles, also to themselves: it stands here.")
    return _page(visit, Sheet("accounts", say("Accounts and roles"), intro, columns, rows, older), find)


def _journal(visit: Visit, lines: Sequence[Line], names: Mapping[str, str]) -> list[Row]:
    return [
        (one.at, f"{one.what}: {one.detail}" if one.detail else one.what, one.about, one.by)
        for one in told(visit.tongue, lines, names, visit.voice.party)
    ]


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


def _page(visit: Visit, sheet: Sheet, find: str) -> Response:
    path = f"audit/{sheet.key}".rstrip("/")
    older = None
    if sheet.older is not None:
        query = {**visit.frame_query, "before": str(sheet.older), **({"find": find} if find else {})}
        older = f"/cases/{visit.held.slug}/{path}?{urlencode(query)}"
    rows = [[_cell(visit, cell) for cell in row] for row in sheet.rows]
    return case_page(
        visit, "audit.html", here="audit", sheet=sheet, rows=rows, older=older, find=find,
        sheets=sheets(visit.tongue),
    )  # fmt: skip


def _cell(visit: Visit, cell: Cell) -> Markup:
    match cell:
        case None | "":
            return Markup("&ndash;")
        case datetime():
            return moment(cell)
        case int():
            return marked(visit.tongue.number(cell))
        case Link():
            return Markup('<a href="{}">{}</a>').format(visit.url(cell.path), marked(cell.told))
        case _:
            return marked(cell)


def _fits(row: Row, find: str) -> bool:
    """Whether one of a line's cells has the words, as the page tells it."""
    told = (cell.told if isinstance(cell, Link) else str(cell) for cell in row if cell is not None)
    return find.strip().casefold() in "\n".join(told).casefold()


def _at(position: int) -> Link:
    """An entry's number, which leads to its place in the record."""
    return Link(str(position), f"audit?before={position + 1}")


def _claim(claim_id: str) -> Link:
    return Link(claim_id[:_SHORT], f"claims/{claim_id}")


def pages_of_documents(visit: Visit) -> Mapping[str, str]:
    """Where what the case keeps is read, by SHA-256: a document, a report, the matter that acts are of."""
    held = visit.held
    paths = {
        one.sha256: f"reports/{one.sha256}.html" if one.media_type == REPORTS else f"documents/{one.sha256}"
        for one in held.case.ledger.documents()
        if one.media_type != ACTS
    }
    for act in held.case.mechanism.record(position=visit.position).acts:
        deed = act.signed.deed
        paths[act.document] = f"mechanism/{deed.sort}/{quote(deed.matter, safe='')}"
    return paths


def _entry(visit: Visit, one: Entry) -> Sequence[Cell]:
    say = visit.tongue.say
    words = {
        "append": _appended(visit.tongue, one),
        "decision": say("decision"),
        "document": say("document kept"),
        "disclosure": say("not for everybody: left or looked at"),
        "signers": say("register of signers"),
        SOURCE: say("protected source"),
    }
    # What somebody wrote about a source is for those alone who may read secret words.
    name: Cell = one.name if one.what != SOURCE or visit.sees_secrets else ""
    if one.what == DECISION and _CLAIM.fullmatch(one.name):
        name = _claim(one.name)
    if one.what == DISCLOSURE:
        name = Link(say("Shown and passed on"), "audit/disclosures")
    brought = " · ".join(f"{_rows(visit.tongue, table)}: {count}" for table, count in one.brought.items())
    what = words.get(one.what, one.what)
    return (one.position, one.entered_at, what, name, brought, one.by, one.digest[:_SHORT])


def _appended(tongue: Tongue, one: Entry) -> str:
    if one.kind == ACTS:
        return tongue.say("acts of the mechanism")
    return tongue.say("report issued") if one.kind == REPORTS else tongue.say("claims taken in")


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


def words_about(visit: Visit, ids: Iterable[str]) -> Callable[[str, str], str]:
    """What gives the words about a claim, as far as the reader may read them."""
    claims = visit.held.claims(dict.fromkeys(ids))
    instead = visit.tongue.say("a secret claim")

    def told_of(claim: str, words: str) -> str:
        found = claims.get(claim)
        is_told = visit.sees_secrets if found is None else visit.may_read(found)
        return words if is_told else instead

    return told_of


def _bound(before: int) -> int:
    return max(0, min(before, _LAST))


def _searched(
    fetch: Callable[[int], Sequence[T]],
    rows_of: Callable[[Sequence[T]], list[Row]],
    number: Callable[[T], int],
    until: int,
    find: str,
) -> tuple[list[Row], int | None]:
    """A page of the lines that have the words, and from where the next goes on; null: there are no more."""
    rows: list[Row] = []
    for _ in range(-(-_LOOKED // PAGE)):
        found = fetch(until)
        for one, row in zip(found, rows_of(found), strict=True):
            until = number(one)
            if _fits(row, find):
                rows.append(row)
            if len(rows) == PAGE:
                return rows, until
        if len(found) < PAGE:
            return rows, None
    return rows, until


def _slice(whole: Sequence[Row], start: int, find: str) -> tuple[Sequence[Row], int | None]:
    """A page of a list, and where the next begins."""
    wanted = [row for row in whole if _fits(row, find)]
    first = max(0, min(start, len(wanted)))
    end = first + PAGE
    return wanted[first:end], end if end < len(wanted) else None
