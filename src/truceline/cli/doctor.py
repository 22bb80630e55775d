"""`truceline doctor`: what is wrong with an installation, a server's home and cases, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from rich.table import Table

from truceline import __version__
from truceline.cli import doctor_machine, doctor_places, doctor_reach
from truceline.cli.ailments import Condition, Diagnosis, Looked, doubtful, worst
from truceline.cli.console import data, note, show
from truceline.cli.failure import visible
from truceline.cli.options import format_option
from truceline.cli.sheets.layout import table
from truceline.errors import CheckFailed
from truceline.extras import installed

_HOME = ".truceline"


@dataclass(frozen=True)
class Asked:
    """What is to be looked at."""

    folders: tuple[Path, ...] = ()
    home: Path | None = None
    """Null: the one beside the first case, where there is one."""
    host: str = "127.0.0.1"
    port: int | None = None
    address: str | None = None
    """Where browsers see the server."""


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
@click.option("--address", metavar="URL", help="Where browsers see it: whether TLS is there, and holds.")
@format_option("table", "json")
def command(folders: tuple[Path, ...], *, layout: str, **asked: Any) -> None:
    """Say what is wrong with this installation, a server's home and CASEs, and what to do about it.

    Nothing is changed, migrated or repaired. Exit code 1 where something is wrong.
    """
    looked = tuple(looked_at(Asked(folders, **asked)))
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


def looked_at(asked: Asked) -> Iterator[Looked]:
    """Everything that is asked for, one thing after another."""
    yield doctor_machine.versions()
    yield from doctor_machine.extras()
    yield doctor_machine.fonts()
    yield doctor_machine.clock()
    beside = asked.folders[0].resolve().parent / _HOME if asked.folders else None
    home = asked.home or (beside if beside is not None and beside.is_dir() else None)
    if home is not None:
        yield from _home(home)
    for folder in asked.folders:
        yield from doctor_places.case_in(folder)
    yield from doctor_reach.reached(asked.host, asked.address)
    if urlsplit(asked.address or "").scheme == "https":
        yield doctor_reach.certificate(str(asked.address))
    if asked.port is not None:
        yield doctor_machine.port(asked.host, asked.port)


def _home(folder: Path) -> Iterator[Looked]:
    if find_spec("argon2") is None:
        yield doubtful("home", folder, "it was not looked at: the extra is missing", installed("server"))
        return
    from truceline.cli.doctor_home import home_of  # noqa: PLC0415 - needs the extra

    yield from home_of(folder)


def _sheet(looked: tuple[Looked, ...]) -> Table:
    sheet = table("What", "Found", "Where", "Told")
    for one in looked:
        remedy = f"\n-> {visible(one.remedy)}" if one.remedy else ""
        sheet.add_row(one.what, one.condition.value, visible(one.where), visible(one.told) + remedy)
    return sheet
