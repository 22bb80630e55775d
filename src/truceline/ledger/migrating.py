"""Migrations run on a connection that is open: the ledger's, and those of what is kept beside it."""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import Connection

ENVIRONMENT = Path(__file__).parent / "migrations"
"""Where Alembic finds how to run them; it is the same for every folder of migrations."""

# Migrations speak to Alembic's one context of this process: threads take turns.
_TURN = threading.Lock()


def upgrade(connection: Connection, versions: Path, head: str) -> None:
    """Run, in the transaction that is open, the migrations of a folder that are missing up to `head`."""
    # Alembic takes 0.3 s to import, and only a new or an old store needs it.
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415 - see above

    config = Config()
    config.attributes["connection"] = connection
    config.set_main_option("script_location", _spelled(ENVIRONMENT))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", _spelled(versions))
    with _TURN:
        command.upgrade(config, head)


def _spelled(folder: Path) -> str:
    """A path as a configuration takes it: there a per cent sign begins a reference."""
    return str(folder).replace("%", "%%")
