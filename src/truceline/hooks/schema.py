"""Where hooks are kept: beside the accounts."""

from __future__ import annotations

from pathlib import Path

from truceline.ledger.beside import Beside

HOOKS = Beside("hooks", "0001", Path(__file__).parent / "migrations" / "versions")
