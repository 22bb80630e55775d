"""Where feeds are kept: beside a case's ledger."""

from __future__ import annotations

from pathlib import Path

from truceline.ledger.beside import Beside

FEEDS = Beside("feeds", "0002", Path(__file__).parent / "migrations" / "versions")
TURN = "feeds.turn.sqlite"
"""An empty database beside a file: whoever takes in a text holds its lock, which the system lets go of."""
