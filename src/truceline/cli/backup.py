"""`truceline backup`: cases and the home of their server into a folder, while people go on working."""

from __future__ import annotations

from pathlib import Path

import click

from truceline.cli.console import busy, note
from truceline.cli.deciding import login_if_any
from truceline.extras import require_extra
from truceline.upkeep.contents import Contents

_HOME = ".truceline"


@click.command("backup")
@click.argument("folders", metavar="CASE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to",
    "target",
    metavar="FOLDER",
    required=True,
    type=click.Path(path_type=Path),
    help="Where the backup is made: a new folder, on another disk.",
)
@click.option(
    "--home",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="The server's home [default: .truceline beside the first case, where it is].",
)
@click.option(
    "--by", metavar="NAME", help="Who takes it, where rows are not public [default: the user's login name]."
)
def command(folders: tuple[Path, ...], *, target: Path, home: Path | None, by: str | None) -> None:
    """Copy CASEs and the home of the server that serves them into FOLDER, for `truceline restore`.

    People go on working meanwhile. All of it is there and compared, or nothing. The server's key and other
    keys are never in it: keep them apart.
    """
    require_extra("server", "truceline backup", ("argon2", "nacl"))
    from truceline.upkeep.taking import take  # noqa: PLC0415 - needs the extra

    chosen = home or _beside(folders[0])
    with busy("backing up"):
        made = take(folders, chosen, target, by=by or login_if_any())
    _tell(made, target, chosen)


def _beside(folder: Path) -> Path | None:
    found = folder.resolve().parent / _HOME
    return found if found.is_dir() else None


def _tell(made: Contents, target: Path, home: Path | None) -> None:
    for one in made.cases:
        note(f"{one.name}: up to entry {one.position}, digest {one.digest[:12]}")
    for name in made.left_out:
        note(f"not in it: {name}")
    if home is None:
        note("no accounts: there is no home beside the case, and none was named (--home)")
    else:
        note(f"not in it: the server's key; keep a copy of {home / 'server.key'} in another place")
    size = sum(one.size for one in made.files.values())
    note(f"{len(made.files)} files, {size / 1_000_000:.1f} MB in {target}")
