"""What commands do before restricted or secret rows leave a case, or secret ones are shown: write it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from truceline.case import disclosing
from truceline.cli.console import note, raw
from truceline.cli.deciding import login_if_any
from truceline.errors import InputError, Problem
from truceline.ledger.disclosures import Outlet, Reserved

if TYPE_CHECKING:
    from pydantic import BaseModel

    from truceline.case.folder import Case
    from truceline.evidence.claim import Claim
    from truceline.mechanism.matter import Entered

_CITED = re.compile(r'"claim_id":\s?"([0-9a-f]{64})"')

looker_option = click.option(
    "--by", metavar="NAME", help="Who takes out or sees what is not public [default: the user's login name]."
)


def export(case: Case, outlet: Outlet, rows: Reserved, files: Mapping[str, bytes], by: str | None) -> None:
    """Enter that rows leave, before they do, if any is restricted or secret."""
    if any(rows) and files:
        position = disclosing.export(case.ledger, outlet, rows, files, _name(by))
        note(f"not public: {_told(rows)}; that they left is entry {position}")


def look(case: Case, rows: Reserved, ids: Sequence[str], by: str | None = None) -> None:
    """Enter that rows are shown, before they are, if any is secret.

    Who looks at what is restricted is not asked: that is for everybody who has the case.
    """
    if rows.secret:
        position = disclosing.look(case.ledger, rows, ids, _name(by))
        note(f"not public: {_told(rows)}; that you looked is entry {position}")


def data(case: Case, outlet: Outlet, rows: Reserved, document: BaseModel, by: str | None = None) -> None:
    """Print a model as JSON, as `console.data` does, and enter that it left where rows are not public."""
    text = document.model_dump_json(indent=2, by_alias=True) + "\n"
    export(case, outlet, rows, {"stdout": text.encode()}, by)
    raw(text)


def lines(case: Case, outlet: Outlet, rows: Reserved, text: str, by: str | None = None) -> None:
    """Print text that programs will read, and enter that it left where rows are not public."""
    export(case, outlet, rows, {"stdout": text.encode()}, by)
    raw(text)


def statuses(case: Case, document: BaseModel, table: str | None = None) -> None:
    """Print statuses as JSON or as that table, and enter that they left where they rest on what is secret.

    Statuses that rest on what is restricted are asked for all day, by programs too: of them nothing is said.
    """
    rows = case.ledger.reserved(_cited(document))
    told = rows if rows.secret else Reserved()
    if table is None:
        data(case, Outlet.STATUSES, told, document)
    else:
        lines(case, Outlet.STATUSES, told, table)


def look_at(case: Case, document: BaseModel) -> None:
    """Enter that statuses are shown in words, if they rest on what is secret."""
    ids = _cited(document)
    look(case, case.ledger.reserved(ids), ids)


def _cited(document: BaseModel) -> list[str]:
    """The ids of the claims that a document names."""
    return list(dict.fromkeys(_CITED.findall(document.model_dump_json())))


def of_claims(claims: Iterable[Claim]) -> Reserved:
    """How many claims are not for everybody."""
    return Reserved.of(claim.sensitivity for claim in claims)


def of_acts(acts: Iterable[Entered]) -> Reserved:
    """How many acts of the mechanism are not for everybody."""
    return Reserved.of(act.signed.deed.sensitivity for act in acts)


def _name(by: str | None) -> str:
    if found := by or login_if_any():
        return found
    told = "who takes out what is not public is written down, and this user has no name"
    raise InputError(Problem("USER", 0, "", told, ("--by NAME", "the variable USER")))


def _told(rows: Reserved) -> str:
    return ", ".join(f"{rows_of} {name}" for name, rows_of in rows._asdict().items() if rows_of)
