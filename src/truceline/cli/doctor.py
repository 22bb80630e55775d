"""`truceline doctor`: what is wrong with an installation, a server's home and cases, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.table import Table

from truceline import __version__
from truceline.cli import doctor_machine, doctor_places
from truceline.cli.ailments import Condition, Diagnosis, Looked, worst
from truceline.cli.answer import format_option
from truceline.cli.console import data, note, show
from truceline.cli.failure import visible
from truceline.cli.sheets.layout import table
from truceline.errors import CheckFailed

_HOME = ".truceline"


@click.command("doctor")
@click.argument("folders", metavar="[CASE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--home",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The server's home [default: .truceline beside the first case, where it is].",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where a server would listen.")
@click.option("--port", type=click.IntRange(1, 65535), help="Whether this port is free, or ours.")
@format_option("table", "json")
def command(
    folders: tuple[Path, ...], *, home: Path | None, host: str, port: int | None, layout: str
) -> None:
    """Say what is wrong with this installation, a server's home and CASEs, and what to do about it.

    Nothing is changed, migrated or repaired. Exit code 1 where something is wrong.
    """
    looked = tuple(_looked(folders, home, host, port))
    found = Diagnosis(truceline=__version__, condition=worst(looked), looked=looked)
    if layout == "json":
        data(found)
    else:
        show(_sheet(looked))
    wrong = sum(one.condition is Condition.WRONG for one in looked)
    if wrong:
        raise CheckFailed(f"{wrong} of {len(looked)} things looked at are wrong")
    note(
        "nothing is wrong"
        if found.condition is Condition.WELL
        else "nothing is wrong; look at what is in doubt"
    )


def _looked(folders: tuple[Path, ...], home: Path | None, host: str, port: int | None) -> Iterator[Looked]:
    yield doctor_machine.versions()
    yield from doctor_machine.extras()
    yield doctor_machine.clock()
    beside = folders[0].resolve().parent / _HOME if folders else None
    if home is not None or (beside is not None and beside.is_dir()):
        chosen = home or beside
        assert chosen is not None
        yield from doctor_places.home_of(chosen)
    for folder in folders:
        yield from doctor_places.case_in(folder)
    if port is not None:
        yield doctor_machine.port(host, port)


def _sheet(looked: tuple[Looked, ...]) -> Table:
    sheet = table("What", "Found", "Where", "Told")
    for one in looked:
        remedy = f"\n-> {visible(one.remedy)}" if one.remedy else ""
        sheet.add_row(one.what, one.condition.value, visible(one.where), visible(one.told) + remedy)
    return sheet
