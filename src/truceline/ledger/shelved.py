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


def shelved(
    found: Iterable[tuple[str, str | None]], entered: Mapping[str, int], withdrawn: Mapping[str, int]
) -> Shelved:
    """Hold names and digests (null: unreadable) of a shelf against the SHA-256s that entries name.

    `withdrawn` are those whose bytes must not be there any more, and the entries that say so.
    """
    waiting = {name: entry for name, entry in entered.items() if name not in withdrawn}
    faults, left_over = list[Fault](), list[str]()
    for name, digest in found:
        if name in withdrawn:
            told = f"entry {withdrawn[name]} withdrew it, and it lies there: `truceline sources purge`"
            faults.append(Fault(FaultKind.INSERTED, withdrawn[name], _FILES, name, told))
            continue
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
