"""`truceline explain`: one status opened into its proof."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from truceline.assess.explain import explain
from truceline.assess.result import NormStatus
from truceline.cli.answer import answer
from truceline.cli.console import show, width
from truceline.cli.disclosed import look_at, statuses
from truceline.cli.failure import visible
from truceline.cli.framing import Asked, frame_options
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.remarks import title_lines
from truceline.errors import InputError, Problem


@click.command("explain")
@case_argument
@click.argument("norm")
@frame_options
@click.option("--party", metavar="ID", help="Only this party's share of the promise.")
@format_option("text", "json")
def command(folder: Path, norm: str, asked: Asked, party: str | None, layout: str) -> None:
    """Say in plain sentences how NORM stands in CASE: evidence for, against, and what would change it."""
    parties = (party,) if party else ()
    found = answer(folder, asked, norms=(norm,), parties=parties, norms_from="NORM")
    status = found.assessment.status(norm)
    share = _share(status, party)
    if layout == "json":
        statuses(found.case, status)
        return
    look_at(found.case, status)
    show(*title_lines(found.assessment, found.agreement), "")
    if party and share is None:
        show(faint(f"{party} owes this jointly with the others it binds: the whole promise."))
    show(laid_out(explain(status, share), width()))


def laid_out(text: str, columns: int) -> str:
    """The explanation broken to the width, each line's continuation under its own indent."""
    return "\n".join(_broken(visible(line), columns) for line in text.splitlines())


def _broken(line: str, columns: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return "\n".join(
        textwrap.wrap(line, columns, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    )


def _share(status: NormStatus, party: str | None) -> str | None:
    """The party whose own part to tell; None for the whole promise. InputError if it owes nothing."""
    if party is None or (party in status.bearers and status.of_party(party) is None):
        return None
    if status.of_party(party) is None:
        message = f"{party} owes nothing under {status.norm}"
        raise InputError(Problem("--party", 0, "", message, status.bearers))
    return party
