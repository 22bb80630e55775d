"""`truceline sources`: who the sources are, apart from what they said and under a key of their own."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.folder import Case
from truceline.case.sources import VAULT, Sources
from truceline.cli.console import busy, note, raw, show
from truceline.cli.deciding import by_option, login
from truceline.cli.key_files import asked
from truceline.cli.options import case_argument
from truceline.cli.sheets.sources import act_sheet, forgotten_lines, record_sheet, reference_sheet
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.keys import is_closed

key_option = click.option(
    "--key",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The key that opens the vault (`truceline keys new`); not in the case's folder.",
)
vault_option = click.option(
    "--vault",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"Where the vault lies [default: {VAULT} in the case's folder].",
)
why_option = click.option("--why", required=True, help="The reason, kept with the entry. Name nobody in it.")
reference_argument = click.argument("reference", metavar="REFERENCE")


@click.group("sources", subcommand_metavar="add|show|list|acts|forget|purge", options_metavar="")
def command() -> None:
    """Keep who the sources are apart from what they said, under a key of its own."""


@command.command("add")
@case_argument
@key_option
@vault_option
@by_option
def add(folder: Path, *, key: Path, vault: Path | None, by: str | None) -> None:
    """Put a source into the vault of CASE and print the reference that its claims bear as `source.id`.

    Asks who it is; nothing of it is ever an argument, which a shell would remember.
    """
    sources = _opened(folder, key, vault)
    who = click.prompt("Who", err=True)
    reach = click.prompt("How to reach them", default="", show_default=False, err=True)
    notes = click.prompt("Notes", default="", show_default=False, err=True)
    raw(sources.add(who, reach, notes, by or login()) + "\n")


@command.command("show")
@case_argument
@reference_argument
@key_option
@vault_option
@why_option
@by_option
def show_(folder: Path, reference: str, *, key: Path, vault: Path | None, why: str, by: str | None) -> None:
    """Show who a source of CASE is. That you looked, and why, is an entry of the ledger."""
    show(record_sheet(reference, _opened(folder, key, vault).show(reference, by or login(), why)))


@command.command("list")
@case_argument
@key_option
@vault_option
def list_(folder: Path, *, key: Path, vault: Path | None) -> None:
    """List the references that the vault of CASE holds, and since when; nobody's name."""
    show(reference_sheet(_opened(folder, key, vault).references()))


@command.command("acts")
@case_argument
def acts(folder: Path) -> None:
    """List who entered, read or forgot which source of CASE, when and why. Needs no key."""
    show(act_sheet(Case.open(folder).ledger.source_acts()))


@command.command("forget")
@case_argument
@reference_argument
@key_option
@vault_option
@why_option
@by_option
@click.option(
    "--document",
    "named",
    metavar="SHA256",
    multiple=True,
    help="Take out this document too, though others speak in it; its beginning is enough. Repeatable.",
)
@click.option("--keep-words", is_flag=True, help="Forget who it was; leave what it said, withdrawn.")
def forget(
    folder: Path,
    reference: str,
    *,
    key: Path,
    vault: Path | None,
    why: str,
    by: str | None,
    named: tuple[str, ...],
    keep_words: bool,
) -> None:
    """Forget a source of CASE that withdrew consent: its name, its words and the documents it gave.

    Nothing of them can be had again. Its claims count no more; of each a tombstone stays, and what it was
    coded to: who, what, where and when.
    """
    if keep_words and named:
        raise InputError(Problem("--document", 0, "", "takes words out, and --keep-words leaves them"))
    opened = _opened(folder, key, vault)
    with busy("forgetting"):
        done = opened.forget(reference, by or login(), why, named, with_words=not keep_words)
    for line in forgotten_lines(done):
        note(line)


@command.command("purge")
@case_argument
def purge(folder: Path) -> None:
    """Take what withdrawn words left in the files of CASE's ledger out of them: the last step of `forget`.

    To be repeated where `forget` told that something was in the way. Writes the ledger's files anew.
    """
    case = Case.open(folder)
    with busy("purging"):
        in_the_way = case.ledger.purge()
    if in_the_way:
        raise CaseError(Problem(str(case.ledger.address), 0, "ledger", in_the_way))
    note("nothing of withdrawn words is left in the ledger's files")


def _opened(folder: Path, key: Path, vault: Path | None) -> Sources:
    case = Case.open(folder)
    return Sources(case, key, asked(key.name) if key.is_file() and is_closed(key) else None, vault)
