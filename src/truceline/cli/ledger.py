"""`truceline ledger`: whether the record of a case is whole."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.case.checkpoints import drawn_otherwise, is_encoded_otherwise
from truceline.case.folder import Case
from truceline.cli import copying
from truceline.cli.checkpoints import (
    by_key_option,
    check,
    checkpoint,
    code_option,
    countersign,
    require_code,
    vouched,
)
from truceline.cli.console import busy, data, note, show
from truceline.cli.history import corrections, custody, disclosures, tombstones
from truceline.cli.ledger_documents import Verified
from truceline.cli.options import case_argument, format_option
from truceline.cli.sheets.layout import counted
from truceline.cli.sheets.record import verified_sheet
from truceline.cli.timestamping import timestamp
from truceline.errors import CheckFailed
from truceline.ledger.codes import Code


@click.group(
    "ledger",
    subcommand_metavar="verify|checkpoint|countersign|check-checkpoint|timestamp|custody|corrections|tombstones|disclosures|copy",
    options_metavar="",
)
def command() -> None:
    """Check the record of a case: append-only, hash-chained, the same for both sides."""


@command.command("verify")
@case_argument
@click.option(
    "--checkpoint",
    "files",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Hold the chain against this checkpoint too; repeatable.",
)
@by_key_option
@code_option
@format_option("table", "json")
def verify(
    folder: Path, files: tuple[Path, ...], keys: tuple[str, ...], code: str | None, layout: str
) -> None:
    """Hold every row and file of CASE against its hash chain, and name what was tampered with.

    Only a checkpoint or a code that somebody else keeps shows an end cut off, or a chain written anew.
    """
    case = Case.open(folder)
    known = vouched(files, keys, case.ledger.signers())
    marks = [made.mark for made in known]
    said = Code.read(code) if code else None
    with busy("verifying"):
        found = case.ledger.verify(marks)
    for made in known:
        if is_encoded_otherwise(case, made):
            note(
                f"the agreement is encoded otherwise than on {made.made_at:%Y-%m-%d}: "
                "revised since, or tampered with"
            )
        for name in drawn_otherwise(case, made):
            note(f"{name}: zones are drawn otherwise than on {made.made_at:%Y-%m-%d}")
    if layout == "json":
        data(Verified.of(found))
    else:
        show(*verified_sheet(found))
    if not found.holds:
        told = counted(len(found.faults), "fault")
        first = next((one.entry for one in found.faults if one.entry is not None), None)
        told += "" if first is None else f", from entry {first} on"
        raise CheckFailed(f"the record does not hold: {told}")
    if said is not None:
        mark = case.ledger.mark(said.position)
        require_code(said, mark and Code.of(mark))


for _command in (
    checkpoint,
    countersign,
    check,
    timestamp,
    custody,
    corrections,
    tombstones,
    disclosures,
    copying.command,
):
    command.add_command(_command)
