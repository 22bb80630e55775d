"""`truceline claims`: the claims of a case, and what people decide about them."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.cli.answer import case_argument, format_option, the_claim
from truceline.cli.choice import require
from truceline.cli.console import data, note, raw, show
from truceline.cli.documents import Claims
from truceline.cli.sheets.claims import claim_list, claim_sheet
from truceline.cli.sheets.layout import faint
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status


@click.group("claims", subcommand_metavar="list|show|accept|reject|withdraw [ID]", options_metavar="")
@case_argument
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """List, show, accept, reject or withdraw the claims of CASE.

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
@format_option("table", "json", "jsonl")
@click.pass_obj
def list_(folder: Path, status: str | None, source: str | None, norm: str | None, layout: str) -> None:
    """List the claims, in the order they were entered."""
    case = Case.open(folder)
    held = list(case.ledger.claims())
    require("--norm", "norm", [norm] if norm else [], case.agreement.norms)
    require("--source", "source", [source] if source else [], sorted({claim.source.id for claim in held}))
    chosen = [
        claim
        for claim in held
        if (status is None or claim.status == status)
        and (source is None or claim.source.id == source)
        and (norm is None or norm in claim.bears_on)
    ]
    match layout:
        case "json":
            data(Claims(claims=tuple(chosen)))
        case "jsonl":
            for claim in chosen:
                raw(claim.model_dump_json(exclude_none=True) + "\n")
        case _:
            show(claim_list(chosen), faint(f"\n{len(chosen)} claims."))


@command.command("show")
@click.argument("name", metavar="ID")
@format_option("table", "json")
@click.pass_obj
def show_(folder: Path, name: str, layout: str) -> None:
    """Show one claim, and what was decided about it."""
    case = Case.open(folder)
    claim = the_claim(case, name)
    if layout == "json":
        data(claim)
        return
    show(claim_sheet(claim, case.agreement))
    for decision in case.ledger.decisions(claim.claim_id):
        show(faint(f"{decision.at:%Y-%m-%d %H:%M} {decision.status} by {decision.by}: {decision.why}"))


@dataclass(frozen=True, slots=True)
class _Verb:
    name: str
    status: Status
    past: str
    help: str


_VERBS = (
    _Verb("accept", Status.ACCEPTED, "accepted", "Let a claim bear on statuses."),
    _Verb("reject", Status.REJECTED, "rejected", "Keep a claim on record, but out of every status."),
    _Verb("withdraw", Status.WITHDRAWN, "withdrawn", "Mark a claim as taken back by whoever made it."),
)


def _deciding(verb: _Verb) -> click.Command:
    @click.command(verb.name, help=verb.help)
    @click.argument("names", metavar="ID...", nargs=-1, required=True)
    @click.option(
        "--why",
        default="",
        help="The reason, kept with the decision; needed to accept what was rejected or withdrawn.",
    )
    @click.option("--by", metavar="NAME", help="Who decides [default: the user's login name].")
    @click.pass_obj
    def decide(folder: Path, names: tuple[str, ...], why: str, by: str | None) -> None:
        who = by or _login()
        ledger = (case := Case.open(folder)).ledger
        claims = [the_claim(case, name) for name in names]
        if verb.status is Status.ACCEPTED:
            _require_reason(why, claims)
        for claim in claims:
            if claim.status is verb.status:
                note(f"{claim.name} was {verb.past} already")
                continue
            ledger.decide(claim.claim_id, verb.status, who, why)
            note(f"{claim.name} {verb.past} by {who}")

    return decide


def _require_reason(why: str, claims: Iterable[Claim]) -> None:
    """Whoever brings back what was rejected or taken back must say why: the record keeps both words."""
    turned = [claim for claim in claims if claim.status in (Status.REJECTED, Status.WITHDRAWN)]
    if turned and not why.strip():
        message = "accepting it again needs a reason"
        raise InputError(Problem("--why", 0, "", f"{one.name} was {one.status}; {message}") for one in turned)


def _login() -> str:
    """The login name; machines without one must be told who decides."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise InputError(Problem("--by", 0, "", f"user {os.getuid()} has no name; say who decides")) from None


for _verb in _VERBS:
    command.add_command(_deciding(_verb))
