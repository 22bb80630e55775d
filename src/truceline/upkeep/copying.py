"""One store's rows into a new one of either database: all of them or nothing, and compared."""

from __future__ import annotations

from truceline.errors import CaseError, Problem
from truceline.ledger.address import Address
from truceline.ledger.checkup import is_there, schema_version
from truceline.ledger.connection import connect, reading, writing
from truceline.ledger.copying import copied_rows
from truceline.upkeep.stores import Store


def copied(store: Store, source: Address, target: Address) -> int:
    """Copy a store to a place where none is, as it stands at one moment; returns the number of rows.

    Others may go on writing. What holds for the running server alone is left out. CaseError where
    something is at the target already, or it cannot be written.
    """
    if is_there(target):
        raise CaseError(Problem(str(target), 0, store.what, "it exists already"))
    store.settle(target)
    one, other = connect(source), connect(target)
    tables = [table for table in store.tables.sorted_tables if table.name not in store.passing]
    try:
        with reading(one, source) as seen, writing(other, target) as made:
            return copied_rows(seen, made, tables, target)
    finally:
        one.dispose()
        other.dispose()


def require_known(store: Store, address: Address) -> None:
    """CaseError where a store has tables of another version than this truceline's."""
    found = schema_version(address)
    if found != store.head:
        told = f"it has schema {found}, and this truceline knows {store.head}"
        remedy = "upgrade truceline" if found > store.head else "back up with the version that served it"
        raise CaseError(Problem(str(address), 0, store.what, f"{told}; {remedy}"))
