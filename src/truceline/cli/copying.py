"""`truceline ledger copy`: a whole ledger to another place, in either direction."""

from __future__ import annotations

import click

from truceline.case.moving import copy
from truceline.cli.console import busy, note
from truceline.cli.deciding import login_if_any
from truceline.cli.disclosed import looker_option


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--switch", is_flag=True, help="The case FROM uses the copy from now on.")
@looker_option
def command(source: str, target: str, *, switch: bool, by: str | None) -> None:
    """Copy a whole ledger, with its chain and documents, to a place where none is yet.

    FROM and TO are a case's folder, a ledger file, or postgresql://HOST/DATABASE?case=NAME. Others may go
    on writing meanwhile. The copy is held against what was copied, and is there whole or not at all.
    """
    with busy("copying"):
        done = copy(source, target, by=by or login_if_any(), switch=switch)
    note(f"{done.position} entries, {done.rows} rows and {done.documents} documents copied, and compared")
    if switch:
        note(f"{source} uses {target} from now on")
