"""`truceline claims`: the claims of a case, and the desk where people decide about them."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.choice import require
from truceline.case.context import Contexts
from truceline.case.folder import Case
from truceline.case.reviewing import document_of
from truceline.cli import disclosed
from truceline.cli.answer import the_claim
from truceline.cli.console import show
from truceline.cli.deciding import VERBS, deciding, edit
from truceline.cli.disclosed import looker_option
from truceline.cli.documents import Claims
from truceline.cli.options import case_argument, format_option
from truceline.cli.review import review
from truceline.cli.sheets.claims import claim_list, claim_sheet
from truceline.cli.sheets.context import in_context
from truceline.cli.sheets.layout import faint
from truceline.evidence.claim import Status
from truceline.ledger.disclosures import Outlet


@click.group("claims", subcommand_metavar="list|show|review|accept|reject|edit|withdraw", options_metavar="")
@case_argument
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """List, show, review, accept, reject, edit or withdraw the claims of CASE.

    A claim is named by its label, its id, or the first 8 digits of its id.
    """
    ctx.obj = folder


@command.command("list")
@click.option(
    "--status",
    type=click.Choice([status.value for status in Status]),
    help="Only claims that stand so in review.",
)
@click.option("--source", metavar="ID", help="Only claims of this source.")
@click.option("--norm", metavar="ID", help="Only claims said to bear on this norm.")
@click.option("--document", metavar="NAME", help="Only claims read from this document (name or SHA-256).")
@format_option("table", "json", "jsonl")
@looker_option
@click.pass_obj
def list_(
    folder: Path,
    *,
    status: str | None,
    source: str | None,
    norm: str | None,
    document: str | None,
    layout: str,
    by: str | None,
) -> None:
    """List the claims, in the order they were entered."""
    case = Case.open(folder)
    held = list(case.ledger.claims())
    require("--norm", "norm", [norm] if norm else [], case.agreement.norms)
    require("--source", "source", [source] if source else [], sorted({claim.source.id for claim in held}))
    sha256 = document_of(case, document).sha256 if document else None
    chosen = [
        claim
        for claim in held
        if (status is None or claim.status == status)
        and (source is None or claim.source.id == source)
        and (norm is None or norm in claim.bears_on)
        and (sha256 is None or claim.evidence.document == sha256)
    ]
    rows = disclosed.of_claims(chosen)
    match layout:
        case "json":
            disclosed.data(case, Outlet.CLAIMS, rows, Claims(claims=tuple(chosen)), by)
        case "jsonl":
            text = "".join(claim.model_dump_json(exclude_none=True) + "\n" for claim in chosen)
            disclosed.lines(case, Outlet.CLAIMS, rows, text, by)
        case _:
            disclosed.look(case, rows, [claim.claim_id for claim in chosen], by)
            show(claim_list(chosen), faint(f"\n{len(chosen)} claims."))


@command.command("show")
@click.argument("name", metavar="ID")
@format_option("table", "json")
@looker_option
@click.pass_obj
def show_(folder: Path, name: str, layout: str, by: str | None) -> None:
    """Show one claim: its words in context, its slots, why it was read so, what was decided."""
    case = Case.open(folder)
    claim = the_claim(case, name)
    rows = disclosed.of_claims([claim])
    if layout == "json":
        disclosed.data(case, Outlet.CLAIMS, rows, claim, by)
        return
    disclosed.look(case, rows, [claim.claim_id], by)
    show(claim_sheet(claim, case.agreement))
    if context := Contexts(case).of(claim):
        show("", in_context(claim, context), "")
    for decision in case.ledger.decisions(claim.claim_id):
        show(faint(f"{decision.at:%Y-%m-%d %H:%M} {decision.status} by {decision.by}: {decision.why}"))


for _verb in VERBS:
    command.add_command(deciding(_verb))
command.add_command(edit)
command.add_command(review)
