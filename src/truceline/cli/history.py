"""`truceline ledger custody|corrections|tombstones|disclosures`: what came in, was taken back, and left."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.case.framing import day_of
from truceline.case.retracted import Aftermath
from truceline.cli.console import busy, data, show
from truceline.cli.ledger_documents import (
    ClaimRetracted,
    Corrections,
    Custody,
    DisclosureShown,
    DisclosuresShown,
    TombstoneShown,
    TombstonesShown,
)
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.history import custody_sheet, disclosure_sheet, retracted_sheet, tombstone_sheet
from truceline.cli.sheets.layout import faint
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem


@click.command("custody")
@case_argument
@click.argument("sha256", metavar="[SHA256]", default="")
@format_option("table", "json")
def custody(folder: Path, sha256: str, layout: str) -> None:
    """List who took which document or file into CASE, when and how; only those whose SHA-256 begins so."""
    case = Case.open(folder)
    found = case.ledger.custody(sha256.lower())
    if sha256 and not found:
        raise InputError(Problem("SHA256", 0, "", f"no document or file of the case begins so: {sha256!r}"))
    if layout == "json":
        data(Custody.of(found))
    elif found:
        show(custody_sheet(found, case.agreement))
    else:
        show(faint("Nothing was taken in from a document or a file."))


@click.command("corrections")
@case_argument
@click.option(
    "--since",
    metavar="POSITION",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="Only what entries after this position corrected or took back.",
)
@click.option("--as-of", metavar="DAY", help="Judge as of the end of this day [default: today, local time].")
@format_option("table", "json")
def corrections(folder: Path, since: int, as_of: str | None, layout: str) -> None:
    """List the claims of CASE that were corrected or taken back, and each status that rested on them."""
    case = Case.open(folder)
    problems: list[Problem] = []
    day = day_of("--as-of", as_of, problems) if as_of else case.agreement.tempo.day_of(datetime.now(UTC))
    if day is None or problems:
        raise InputError(problems)
    with busy("assessing before and now"):
        found = tuple(Aftermath(case, Frame(as_of=day)).since(since))
    if layout == "json":
        retracted = tuple(map(ClaimRetracted.of, found))
        data(Corrections(as_of=day, since=since, corrections=retracted))
    elif found:
        show(*retracted_sheet(found, case.agreement, day))
    else:
        show(faint("Nothing that counted was corrected or taken back."))


@click.command("tombstones")
@case_argument
@format_option("table", "json")
def tombstones(folder: Path, layout: str) -> None:
    """List the places of CASE's record whose words were withdrawn: whose, by whom, when and why."""
    case = Case.open(folder)
    found = case.ledger.tombstones()
    if layout == "json":
        data(TombstonesShown(tombstones=tuple(map(TombstoneShown.of, found))))
    elif found:
        show(tombstone_sheet(found, case.agreement))
    else:
        show(faint("No words were withdrawn."))


@click.command("disclosures")
@case_argument
@format_option("table", "json")
def disclosures(folder: Path, layout: str) -> None:
    """List who took restricted or secret rows out of CASE, or looked at secret ones: when and in what."""
    case = Case.open(folder)
    found = case.ledger.disclosures()
    if layout == "json":
        data(DisclosuresShown(disclosures=tuple(map(DisclosureShown.of, found))))
    elif found:
        show(disclosure_sheet(found, case.agreement))
    else:
        show(faint("Nothing that is not public left the case."))
