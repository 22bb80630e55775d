"""`truceline keys`: keys to sign with, and the register of those that a case trusts."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from truceline.agreement.model import Agreement
from truceline.case.choice import problems_with, unknown
from truceline.case.folder import Case
from truceline.case.framing import day_of
from truceline.cli.console import data, note, show
from truceline.cli.deciding import by_option, login
from truceline.cli.key_files import asked, signer_of
from truceline.cli.ledger_documents import KeyFileShown, SignerKey, SignerKeys
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import faint
from truceline.cli.sheets.signers import key_sheet, signer_sheet
from truceline.errors import InputError, Problem
from truceline.ledger.keys import save
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.signing import PublicKey, Signer

file_argument = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))


@click.group("keys", subcommand_metavar="new|show|list|trust|revoke", options_metavar="")
def command() -> None:
    """Make a key to sign with, and say which keys a case trusts, in whose name."""


@command.command("new")
@file_argument
@click.option("--name", required=True, metavar="NAME", help="Who will sign with it.")
@click.option(
    "--passphrase",
    is_flag=True,
    help="Close the file with a passphrase (asked for, or TRUCELINE_PASSPHRASE).",
)
def new(file: Path, *, name: str, passphrase: bool) -> None:
    """Make a key in FILE, which nobody else must ever see, and print its public half to hand out."""
    if not name.strip():
        raise InputError(Problem("--name", 0, "", "says who will sign; it cannot be empty"))
    signer = Signer.new(name.strip())
    save(signer, file, asked(file.name, twice=True) if passphrase else None)
    note(f"{file}: the private key of {signer.name}. Keep it to yourself, and keep a copy of it safe.")
    show(str(signer.public))


@command.command("show")
@file_argument
@format_option("table", "json")
def show_(file: Path, *, layout: str) -> None:
    """Show whose key FILE is, and its public half."""
    signer = signer_of(file)
    if layout == "json":
        data(KeyFileShown(signer=signer.name, key=str(signer.public)))
        return
    show(key_sheet(signer))


@command.command("list")
@case_argument
@click.option(
    "--all", "everything", is_flag=True, help="Every line of the register, not only the last of each key."
)
@format_option("table", "json")
def list_(folder: Path, *, everything: bool, layout: str) -> None:
    """List the keys that CASE trusts or has revoked."""
    case = Case.open(folder)
    register = case.ledger.signers()
    lines = register.lines if everything else register.now()
    if layout == "json":
        data(SignerKeys(keys=tuple(map(SignerKey.of, lines))))
        return
    show(
        signer_sheet(lines, case.agreement)
        if lines
        else faint("No key is trusted yet: truceline keys trust CASE KEY")
    )


@command.command("trust")
@case_argument
@click.argument("key", metavar="KEY")
@click.option("--name", required=True, metavar="NAME", help="Whose key it is.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help="What the signer does."
)
@click.option("--party", metavar="ID", help="The party that the signer acts for [default: none].")
@click.option("--since", metavar="DAY", help="From the first moment of this day on [default: now].")
@click.option("--why", default="", help="How you know whose key it is, kept with the line.")
@by_option
def trust(
    folder: Path,
    key: str,
    *,
    name: str,
    role: str,
    party: str | None,
    since: str | None,
    why: str,
    by: str | None,
) -> None:
    """Let what KEY signed count as signed by NAME. Compare the key with its owner first, letter by letter."""
    case = Case.open(folder)
    problems = problems_with("--party", "party", [party] if party else [], case.agreement.party)
    at = _since(since, case.agreement, problems)
    if problems:
        raise InputError(problems)
    known = PublicKey.of(key)
    line = Trust(str(known), name, party, Role(role), KeyStanding.TRUSTED, at, by or login(), why)
    case.ledger.trust([line])
    note(f"{known.short}... is trusted as {name}, {role}" + (f" of {party}" if party else ""))


@command.command("revoke")
@case_argument
@click.argument("key", metavar="KEY")
@click.option("--why", required=True, help="The reason, kept with the line.")
@click.option("--since", metavar="DAY", help="From the first moment of this day on [default: now].")
@by_option
def revoke(folder: Path, key: str, *, why: str, since: str | None, by: str | None) -> None:
    """Trust KEY (or the beginning of it) no longer. What it signed before still counts."""
    case = Case.open(folder)
    held = _held(case, key)
    problems: list[Problem] = []
    at = _since(since, case.agreement, problems)
    if problems:
        raise InputError(problems)
    case.ledger.trust([held._replace(standing=KeyStanding.REVOKED, at=at, by=by or login(), why=why)])
    note(f"the key of {held.signer} is revoked: {held.key}")


def _since(text: str | None, agreement: Agreement, problems: list[Problem]) -> datetime:
    """The first moment of a local day, or now."""
    day = None if text is None else day_of("--since", text, problems)
    return datetime.now(UTC) if day is None else agreement.tempo.start_of(day).astimezone(UTC)


def _held(case: Case, key: str) -> Trust:
    """The one line of the register whose key begins so."""
    lines = case.ledger.signers().now()
    found = [line for line in lines if key and line.key.startswith(key.lower())]
    if len(found) == 1:
        return found[0]
    told = f"{len(found)} keys begin so" if found else unknown("key", key, [line.key for line in lines])
    raise InputError(
        Problem("KEY", 0, "", told, tuple(f"{line.key} ({line.signer})" for line in found or lines))
    )
