"""Rows of a general table as claims: by a mapping file, or by columns named as the claim's own slots."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim
from truceline.intake import cells
from truceline.intake.dataset import Context
from truceline.intake.doubts import References
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.flat import REQUIRED, FlatRows, slots
from truceline.intake.mapping import TableMapping
from truceline.intake.record import Record
from truceline.intake.tables import Layout, Table

_REPORTS = frozenset({"event", "observation", "look"})
_WHEN = frozenset({"time.start", "time.end", "time.text"})


class MappedRows:
    """Makes claims of the rows of a table whose columns are known."""

    def __init__(self, table: Table, context: Context, references: References, mapping: TableMapping) -> None:
        self.records = table.records
        self._context = context
        self._references = references
        self._mapping = mapping
        orders = mapping.orders or context.orders
        self._flat = FlatRows(context.names, context.bounds, orders, context.clock)

    def key(self, record: Record) -> str:
        """The row's label, which is unique within a case where given."""
        return str(record.cells.get(self._mapping.columns.get("label", ""), "")).strip()

    def origin(self) -> tuple[str, ...]:
        """The columns that say which family of sources a row comes from, and whether it is a report."""
        columns = self._mapping.columns
        return tuple(dict.fromkeys(columns[slot] for slot in ("source.family", "kind") if slot in columns))

    def family(self, record: Record) -> str | None:
        """The family of sources that a row comes from; None where it reports nothing that happened."""
        try:
            given = self._given(record, frozenset({"source.family", "kind"}))
        except UnusableRow:
            return None
        return given.get("source.family") if given.get("kind") in _REPORTS else None

    def claim(self, record: Record, doubts: list[Doubt]) -> Claim:
        """The claim of one row, with doubts about names the agreement does not know."""
        fallback = {"file": self._context.sha256, "row": record.number}
        claim = self._flat.claim(self._given(record), fallback, doubts)
        doubts.extend(self._references.unknown(claim))
        return claim

    def _given(self, record: Record, wanted: frozenset[str] = frozenset()) -> dict[str, str]:
        """What stands in the row's slots; of these alone, where any are `wanted`."""
        given = dict(self._mapping.constants)
        for slot, column in self._mapping.columns.items():
            if wanted and slot not in wanted:
                continue
            text = str(record.cells.get(column, "")).strip()
            if text and text.casefold() not in self._mapping.missing:
                given[slot] = self._translated(slot, text)
        if not wanted and self._mapping.needs_day and _WHEN.isdisjoint(given):
            raise UnusableRow(
                Fault.MISSING_VALUE, "no day in the column that the mapping names", "time.start"
            )
        return given

    def _translated(self, slot: str, text: str) -> str:
        table = self._mapping.values.get(slot)
        if table is None and slots()[slot] in (int, float):
            return cells.as_typed(text, slot, self._mapping.decimal, self._mapping.thousands)
        if table is None:
            return text
        value = table.get(text.casefold())
        if value is None:
            raise UnusableRow(Fault.UNMAPPED_VALUE, f"{text[:80]!r} is not in the mapping's values", slot)
        return value


def check_columns(path: Path, mapping_path: Path, table: Table, mapping: TableMapping) -> None:
    """Refuse a table that lacks columns the mapping names; one error with all of them."""
    missing = [name for name in mapping.columns.values() if name not in table.columns]
    if missing and not table.is_json:
        told = f"missing columns: {', '.join(missing)} (named in {mapping_path.name})"
        problem = Problem(str(path), 1, missing[0], f"{told}; found: {', '.join(table.columns)[:2000]}")
        raise InputError(problem)


def own_columns(path: Path, table: Table) -> TableMapping:
    """The mapping of a table whose columns are the claim's own slots; InputError if they are not."""
    named = {name.strip(): name for name in table.columns}
    missing = [slot for slot in REQUIRED if slot not in named]
    if missing:
        told = f"missing columns: {', '.join(missing)}; found: {', '.join(named)[:2000]}"
        hint = "without a mapping file, columns are named as a claim's own slots"
        raise InputError(Problem(str(path), 1, missing[0], f"{told} ({hint})"))
    # An export's `claim_id` is made anew from the content, so its column may stay.
    unknown = [name for name in named if name not in slots() and name != "claim_id"]
    if unknown:
        told = "is no part of a claim"
        raise InputError([Problem(str(path), 1, name, told, _near(name)) for name in unknown])
    columns: Mapping[str, str] = {slot: name for slot, name in named.items() if slot in slots()}
    return TableMapping(Layout(), columns)


def _near(name: str) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(name, slots(), n=5, cutoff=0.5)) or tuple(slots())
