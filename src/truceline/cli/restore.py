"""`truceline restore`: a backup put back, at another place or on another machine."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.console import busy, note
from truceline.extras import require_extra

_HOME = ".truceline"


@click.command("restore")
@click.argument("backup", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Cases become folders in it, called as they were.",
)
@click.option(
    "--home",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Where the accounts go: a new folder [default: .truceline in --to].",
)
@click.option(
    "--key",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The copy of the server's key, which is kept apart from backups.",
)
@click.option(
    "--store", metavar="URL", help="Put ledgers, accounts and the rest into this PostgreSQL database."
)
def command(backup: Path, *, folder: Path, home: Path | None, key: Path | None, store: str | None) -> None:
    """Put BACKUP back where nothing is yet, and verify it: all of it is there afterwards, or nothing."""
    require_extra("server", "truceline restore", ("argon2", "nacl"))
    from truceline.upkeep.restoring import Wanted, restore  # noqa: PLC0415 - needs the extra

    chosen = home or folder / _HOME
    with busy("restoring"):
        held = restore(backup, Wanted(folder, chosen, key, store))
    for one in held.cases:
        note(f"{one.name}: verified up to entry {one.position}, digest {one.digest[:12]}")
    for name in held.left_out:
        note(f"was not in the backup: {name}")
    cases = " ".join(str(folder / one.name) for one in held.cases)
    homed = f" --home {chosen}" if held.has_home else ""
    note(f"as of {held.made_at:%Y-%m-%d %H:%M} UTC; look it over with: truceline doctor {cases}{homed}")
