"""Keys and signers as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import table
from truceline.ledger.signers import KeyStanding, Trust
from truceline.ledger.signing import SHORT, Signer


def key_sheet(signer: Signer) -> Table:
    """A key file's owner and its public half."""
    sheet = table("", "")
    sheet.show_header = False
    sheet.add_row(Text("signer", style="dim"), visible(signer.name))
    sheet.add_row(Text("key", style="dim"), str(signer.public))
    return sheet


def signer_sheet(lines: Iterable[Trust], agreement: Agreement) -> Table:
    """One line for each entry of the register."""
    sheet = table("Signer", "Role", "Party", "Key", "Standing", "Since", "Why")
    for line in lines:
        sheet.add_row(
            visible(line.signer),
            line.role.value,
            visible(line.party or "-"),
            line.key[:SHORT],
            Text(line.standing.value, style="red" if line.standing is KeyStanding.REVOKED else ""),
            words.moment(line.at, agreement),
            visible(line.why),
        )
    return sheet
