"""Rows that are not for everybody, written down in the ledger before they leave the case or are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from truceline.core.canonical import canonical_json, digest, digest_bytes
from truceline.ledger.disclosures import Disclosing, Outlet, Reserved

if TYPE_CHECKING:
    from truceline.ledger.store import Ledger


def export(ledger: Ledger, outlet: Outlet, rows: Reserved, files: Mapping[str, bytes], by: str) -> int:
    """Note that rows leave in files, by name; the new position.

    Of one file its bytes are what leaves, of several the index of their names and digests.
    """
    index = {name: digest_bytes(content) for name, content in files.items()}
    sha256 = digest_bytes(canonical_json(index)) if len(index) > 1 else next(iter(index.values()))
    return ledger.disclose(Disclosing(outlet, rows, sha256, by))


def look(ledger: Ledger, rows: Reserved, ids: Sequence[str], by: str) -> int:
    """Note that rows are shown to somebody, by the ids of all that is; the new position."""
    return ledger.disclose(Disclosing(Outlet.SCREEN, rows, digest(list(ids)), by))
