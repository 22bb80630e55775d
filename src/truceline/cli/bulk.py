"""`truceline bulk`: event tables too long to be imported row by row."""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType

import click

from truceline.cli.lean import loading

_COMMANDS = MappingProxyType(
    {
        "assess": ("bulk_assess", "command"),
        "attach": ("bulk_attach", "attach"),
        "detach": ("bulk_attach", "detach"),
        "locate": ("bulk_locate", "command"),
        "rows": ("bulk_rows", "command"),
        "sort": ("bulk_sort", "command"),
        "tables": ("bulk_attach", "tables"),
        "tile": ("bulk_tile", "command"),
    }
)
"""Name of a command -> its module, and what it is called there."""


class _Bulk(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command's module."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        with loading():
            loaded: click.Command = getattr(import_module(f"{__package__}.{module}"), name)
        return loaded


@click.group("bulk", cls=_Bulk)
def command() -> None:
    """Work on event tables of millions of rows: Parquet, Arrow or CSV in, Parquet or Arrow out."""
