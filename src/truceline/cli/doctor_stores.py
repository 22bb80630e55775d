"""What the doctor tells of the version of a store's tables; it migrates none."""

from __future__ import annotations

from truceline.cli.ailments import Looked, doubtful, well, wrong
from truceline.ledger.address import Address
from truceline.ledger.checkup import schema_version
from truceline.upkeep.stores import Store


def tables_of(store: Store, address: Address) -> Looked:
    """Whether a store has the tables of this version; CaseError where it cannot be read."""
    return version_told(store.what, address, schema_version(address), store.head)


def version_told(what: str, address: Address, version: str, head: str) -> Looked:
    """The same of a version that was read already."""
    if version > head:
        told = f"it has schema {version}, made by a newer truceline; this one knows up to {head}"
        return wrong(what, address, told, "upgrade truceline")
    if version < head:
        told = f"it has schema {version}; opening it will bring it to {head}"
        remedy = "back up with the version that served it (`truceline backup`), then start this one"
        return doubtful(what, address, told, remedy)
    return well(what, address, f"schema {version}")
