"""`truceline ledger timestamp`: a third party's word for when a checkpoint was there."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.console import busy, note, show
from truceline.cli.output import written
from truceline.cli.sheets.record import stamp_sheet
from truceline.errors import InputError, Problem
from truceline.ledger.authority import answer_of
from truceline.ledger.checkpoint import Checkpoint, read_checkpoint
from truceline.ledger.timestamps import (
    LARGEST,
    certificates_in,
    request_of,
    require_stamped,
    stamped,
    stamps,
)

certificate_option = click.option(
    "--tsa-certificate",
    "certificates",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A certificate of a timestamp authority, or its root, that you trust (PEM or DER); repeatable.",
)


@click.command("timestamp")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--request", metavar="FILE", type=click.Path(path_type=Path), help="Write what to ask here.")
@click.option("--response", metavar="FILE", type=click.Path(path_type=Path), help="Take the answer here.")
@click.option("--tsa", metavar="URL", help="Ask this authority over the network.")
@certificate_option
def timestamp(
    file: Path, request: Path | None, response: Path | None, tsa: str | None, certificates: tuple[Path, ...]
) -> None:
    """Have a third party say when the checkpoint in FILE was there (RFC 3161). Needs no case.

    With --request and --response the computer with the checkpoint stays off the network: carry the request
    to another one, ask there, and bring the answer back. Only a digest leaves. The answer is kept in FILE.
    """
    if sum(one is not None for one in (request, response, tsa)) != 1:
        raise InputError(Problem("option", 0, "", "give one of --request, --response, --tsa"))
    made = read_checkpoint(file)
    if request is not None:
        written(request, request_of(made))
        note(f"{request}: send it as application/timestamp-query, and bring the answer back with --response")
        return
    trusted = [one for path in certificates for one in certificates_in(path)]
    changed = _answered(made, response, tsa)
    found = stamps(changed, trusted)
    require_stamped(found, trusted)
    written(file, changed.text())
    show(stamp_sheet(found))


def _answered(made: Checkpoint, response: Path | None, tsa: str | None) -> Checkpoint:
    if response is not None:
        return stamped(made, _read(response), str(response))
    asked = request_of(made)
    with busy("asking the authority"):
        answer = answer_of(tsa or "", asked)
    return stamped(made, answer, "--tsa")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        told = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise InputError(Problem(str(path), 0, "", told)) from error
