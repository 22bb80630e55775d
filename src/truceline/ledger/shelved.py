"""What lies on the shelf of documents, held against the documents that entries name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from truceline.ledger.faults import Fault, FaultKind

INCOMING = ".incoming-"
"""How the name of a file begins that is not yet written whole."""
_FILES = "files"


class Shelved(NamedTuple):
    """What is wrong with the documents, and what a crash left of some that were never entered."""

    faults: tuple[Fault, ...]
    left_over: tuple[str, ...]


def shelved(found: Iterable[tuple[str, str | None]], entered: Mapping[str, int]) -> Shelved:
    """Hold names and digests (null: unreadable) of a shelf against the SHA-256s that entries name."""
    waiting, faults, left_over = dict(entered), list[Fault](), list[str]()
    for name, digest in found:
        entry = waiting.pop(name, None)
        if entry is None and (digest == name or name.startswith(INCOMING)):
            left_over.append(name)
        elif entry is None:
            faults.append(Fault(FaultKind.INSERTED, None, _FILES, name, "no entry names it"))
        elif digest != name:
            told = f"its SHA-256 is now {digest}" if digest else "it cannot be read"
            faults.append(Fault(FaultKind.EDITED, entry, _FILES, name, told))
    gone = (Fault(FaultKind.REMOVED, entry, _FILES, name, "it is gone") for name, entry in waiting.items())
    return Shelved((*faults, *gone), tuple(left_over))
