"""The private key a command signs with: from its file, with its passphrase if it has one."""

from __future__ import annotations

import os
from pathlib import Path

import click

from truceline.errors import InputError, Problem
from truceline.ledger.keys import is_closed, load
from truceline.ledger.signing import Signer

PASSPHRASE = "TRUCELINE_PASSPHRASE"  # noqa: S105 - the name of a variable
"""Where programs put a passphrase; people are asked for it."""


def signer_of(path: Path) -> Signer:
    """The signer of a key file; who sits at a terminal is asked for the passphrase."""
    passphrase = asked(path.name) if is_closed(path) else None
    return load(path, passphrase)


def asked(what: str, *, twice: bool = False) -> str:
    """The passphrase from the environment, else from the person; InputError for an empty one."""
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase is None:
        told = f"Passphrase of {what}"
        passphrase = str(
            click.prompt(
                told, hide_input=True, confirmation_prompt=twice, err=True, default="", show_default=False
            )
        )
    if not passphrase:
        raise InputError(Problem(PASSPHRASE, 0, "", f"{what}: a passphrase cannot be empty"))
    return passphrase
