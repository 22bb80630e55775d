"""`truceline ledger`: whether the record of a case is whole."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.cli.answer import case_argument, format_option
from truceline.cli.console import busy, data, show
from truceline.cli.ledger_documents import Verified
from truceline.cli.sheets.record import verified_sheet
from truceline.errors import CheckFailed


@click.group("ledger", subcommand_metavar="verify", options_metavar="")
def command() -> None:
    """Check the record of a case: append-only, hash-chained, the same for both sides."""


@command.command("verify")
@case_argument
@format_option("table", "json")
def verify(folder: Path, *, layout: str) -> None:
    """Hold every row and file of CASE against its hash chain, and name what was tampered with."""
    case = Case.open(folder)
    with busy("verifying"):
        found = case.ledger.verify()
    if layout == "json":
        data(Verified.of(found))
    else:
        show(*verified_sheet(found))
    if not found.holds:
        told = "1 fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        raise CheckFailed(f"the record does not hold: {told}")
