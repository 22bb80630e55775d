"""Clients that write, each with a case of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.client.bridge import Bridge
from tests.web.console.visiting import Visitor

from truceline.client.client import Client


def copied(made: Path, folder: Path) -> Visitor:
    """Visitors of a copy of a case."""
    return Visitor(Path(shutil.copytree(made, folder / "idlib")))


def client(visitor: Visitor, name: str = "analyst") -> Client:
    """The client as somebody."""
    return Client("http://localhost", "tlc_for_a_test", transport=Bridge(visitor.app, name))
