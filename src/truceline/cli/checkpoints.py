"""`truceline ledger checkpoint|countersign|check-checkpoint`: a signed state, for the other side."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from truceline.case.checkpoints import checkpoint_of, countersigned
from truceline.case.folder import Case
from truceline.cli.console import busy, data, show
from truceline.cli.key_files import signer_of
from truceline.cli.ledger_documents import CheckpointChecked
from truceline.cli.options import case_argument, format_option
from truceline.cli.output import refuse_to_overwrite, written
from truceline.cli.sheets.record import checkpoint_sheet, stamp_sheet
from truceline.cli.timestamping import certificate_option
from truceline.errors import CheckFailed, InputError, Problem
from truceline.ledger.checkpoint import Checkpoint, read_checkpoint, require_vouched, vouchers
from truceline.ledger.codes import Code
from truceline.ledger.signers import Signers
from truceline.ledger.signing import PublicKey
from truceline.ledger.timestamps import certificates_in, require_stamped, stamps

key_option = click.option(
    "--key",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help="The private key to sign with.",
)
by_key_option = click.option(
    "--by",
    "keys",
    metavar="KEY",
    multiple=True,
    help="A key that must have signed it; repeatable. Then only these count.",
)
code_option = click.option(
    "--code", metavar="CODE", help="The code that the other side reads out, to be compared."
)


@click.command("checkpoint")
@case_argument
@key_option
@click.option(
    "--out", metavar="FILE", required=True, type=click.Path(path_type=Path), help="Where to write it."
)
def checkpoint(folder: Path, key: Path, out: Path) -> None:
    """Verify CASE, sign its state and write it to a file for the other side to keep."""
    case = Case.open(folder)
    refuse_to_overwrite(out, folder, key)
    with busy("verifying"):
        made = checkpoint_of(case, signer_of(key), datetime.now(UTC))
    written(out, made.text())
    show(*checkpoint_sheet(made))


@click.command("countersign")
@case_argument
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@key_option
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Where to write it [default: FILE itself]."
)
def countersign(folder: Path, file: Path, key: Path, out: Path | None) -> None:
    """Sign the checkpoint in FILE too, once the record of CASE was found to be the one it names."""
    case, found = Case.open(folder), read_checkpoint(file)
    if out is not None:
        refuse_to_overwrite(out, folder, key)
    with busy("verifying"):
        made = countersigned(case, found, signer_of(key))
    written(out or file, made.text())
    show(*checkpoint_sheet(made))


@click.command("check-checkpoint")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@by_key_option
@code_option
@certificate_option
@format_option("table", "json")
def check(
    file: Path, keys: tuple[str, ...], code: str | None, certificates: tuple[Path, ...], layout: str
) -> None:
    """Check the signatures and timestamps of the checkpoint in FILE, without any case."""
    made = read_checkpoint(file)
    known, said = tuple(map(PublicKey.of, keys)), Code.read(code) if code else None
    found = vouchers(made, Signers(()), known)
    trusted = [one for path in certificates for one in certificates_in(path)]
    timed = stamps(made, trusted)
    if layout == "json":
        data(CheckpointChecked.of(made, found, timed))
    else:
        show(*checkpoint_sheet(made, found), *([stamp_sheet(timed)] if timed else []))
    require_vouched(found, known)
    require_stamped(timed, trusted)
    if said is not None:
        require_code(said, made.code)


def vouched(files: tuple[Path, ...], keys: tuple[str, ...], register: Signers) -> list[Checkpoint]:
    """The checkpoints in files, each signed by somebody whom the case trusts or the user names."""
    if keys and not files:
        raise InputError(Problem("--by", 0, "", "goes with --checkpoint"))
    known = tuple(map(PublicKey.of, keys))
    made = [read_checkpoint(file) for file in files]
    for one in made:
        require_vouched(vouchers(one, register, known), known)
    return made


def require_code(said: Code, found: Code | None) -> None:
    """Raise CheckFailed where a code that was read out is not the one found."""
    if found != said:
        told = f"here it is {found}" if found else f"this record has no entry {said.position}"
        raise CheckFailed(f"the code is another one: {told}")
