"""`truceline claims CASE accept|reject|withdraw|edit`: decisions, each kept with who and when."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from truceline.case.editing import FIELDS
from truceline.case.folder import Case
from truceline.case.reviewing import Desk, document_of
from truceline.cli.answer import the_claim
from truceline.cli.console import note
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status


@dataclass(frozen=True, slots=True)
class Verb:
    """A decision and what it is called."""

    name: str
    status: Status
    past: str
    help: str


VERBS = (
    Verb("accept", Status.ACCEPTED, "accepted", "Let claims bear on statuses."),
    Verb("reject", Status.REJECTED, "rejected", "Keep claims on record, but out of every status."),
    Verb("withdraw", Status.WITHDRAWN, "withdrawn", "Mark claims as taken back by whoever made them."),
)
why_option = click.option(
    "--why",
    default="",
    help="The reason, kept with the decision; needed for --all, and to accept what was turned down.",
)
by_option = click.option("--by", metavar="NAME", help="Who decides [default: the user's login name].")


def deciding(verb: Verb) -> click.Command:
    """The command of one decision."""

    @click.command(verb.name, help=verb.help)
    @click.argument("names", metavar="[ID]...", nargs=-1)
    @click.option(
        "--all", "everything", is_flag=True, help="All claims of --document that are still proposed."
    )
    @click.option("--document", metavar="NAME", help="The document that --all is about (name or SHA-256).")
    @why_option
    @by_option
    @click.pass_obj
    def decide(
        folder: Path,
        names: tuple[str, ...],
        *,
        everything: bool,
        document: str | None,
        why: str,
        by: str | None,
    ) -> None:
        desk = Desk(Case.open(folder), by or login())
        _require_some(names, everything=everything, document=document, why=why)
        claims = [the_claim(desk.case, name) for name in names]
        if document:
            claims += _open_claims(desk.case, document)
        if verb.status is Status.ACCEPTED:
            _require_reason(why, claims)
        changed = desk.decide(_once(claims), verb.status, why)
        _tell(verb, claims, changed, desk.by)

    return decide


def _require_some(names: Sequence[str], *, everything: bool, document: str | None, why: str) -> None:
    problems = []
    if not names and not everything:
        problems.append(Problem("ID", 0, "", "name the claims, or give --all with --document"))
    if everything and document is None:
        problems.append(Problem("--all", 0, "", "goes with --document: all claims of which one?"))
    if everything and names:
        problems.append(Problem("--all", 0, "", "goes without names of claims"))
    if document is not None and not everything:
        problems.append(Problem("--document", 0, "", "goes with --all"))
    if everything and not why.strip():
        problems.append(Problem("--why", 0, "", "a decision on all claims at once needs a reason"))
    if problems:
        raise InputError(problems)


def _open_claims(case: Case, document: str) -> list[Claim]:
    """The claims of a document that nobody has decided on."""
    sha256 = document_of(case, document).sha256
    return [
        claim
        for claim in case.ledger.claims()
        if claim.evidence.document == sha256 and claim.status is Status.PROPOSED
    ]


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """Each claim once, in order; by its id, for a claim with an outline has no hash."""
    return list({claim.claim_id: claim for claim in claims}.values())


def _tell(verb: Verb, claims: Sequence[Claim], changed: Sequence[Claim], by: str) -> None:
    ids = {claim.claim_id for claim in changed}
    if not claims:
        note("no claim of it is still proposed")
    for claim in _once(claims):
        if claim.claim_id in ids:
            note(f"{claim.name} {verb.past} by {by}")
        else:
            note(f"{claim.name} was {verb.past} already")


def _require_reason(why: str, claims: Iterable[Claim]) -> None:
    """Whoever brings back what was rejected or taken back must say why: the record keeps both words."""
    turned = [claim for claim in claims if claim.status in (Status.REJECTED, Status.WITHDRAWN)]
    if turned and not why.strip():
        message = "accepting it again needs a reason"
        raise InputError(Problem("--why", 0, "", f"{one.name} was {one.status}; {message}") for one in turned)


@click.command(
    "edit", epilog=f"Fields: {', '.join(FIELDS)}; any other by its path, like source.family=press."
)
@click.argument("name", metavar="ID")
@click.argument("changes", metavar="FIELD=VALUE...", nargs=-1, required=True)
@click.option("--propose", is_flag=True, help="Leave the correction proposed [default: it is accepted].")
@click.option("--why", default="", help="The reason, kept with the decision.")
@by_option
@click.pass_obj
def edit(
    folder: Path, name: str, changes: tuple[str, ...], *, propose: bool, why: str, by: str | None
) -> None:
    """Correct a claim: a new one supersedes it, with these fields changed.

    who, whom: names, parted by commas. where: places, parted by semicolons. when: DAY, DAY/DAY, /DAY or
    DAY/. count, killed: 5, 3..5, 3.. or ..5. grade: B2. norms: ids. `none` empties a field.
    """
    desk = Desk(Case.open(folder), by or login())
    claim = the_claim(desk.case, name)
    made = desk.edit(claim, changes, why, accept=not propose)
    standing = "proposed" if propose else "accepted"
    note(f"{made.name} corrects {claim.name}; {standing} by {desk.by}: {made.says}")
    before = {actor.text for actor in (*claim.actor, *claim.target)}
    for actor in (*made.actor, *made.target):
        if actor.party is None and actor.text not in before:
            note(f"'{actor.text}' is no party of the agreement; kept as words, they bind nobody")


taken_by_option = click.option(
    "--by", metavar="NAME", help="Who takes it in [default: the user's login name, if there is one]."
)


def login_if_any() -> str | None:
    """The login name; null on a machine without one."""
    try:
        return login()
    except InputError:
        return None


def login() -> str:
    """The login name; machines without one must be told who decides."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise InputError(Problem("--by", 0, "", f"user {os.getuid()} has no name; say who decides")) from None
