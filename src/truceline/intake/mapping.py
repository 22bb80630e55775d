"""The mapping file: which column of somebody's table holds which part of a claim.

Strict YAML (see docs/reference/import.md): everything wrong is reported at once, with line and
allowed values.
"""

from __future__ import annotations

import codecs
import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from truceline.agreement.yaml_source import MAX_BYTES, Node, nodes_of, read_text
from truceline.errors import InputError, Problem
from truceline.intake.cells import ORDERS
from truceline.intake.flat import REQUIRED, allowed, slots
from truceline.intake.tables import Layout

FORMAT = "truceline/table/1"
_KEPT = 16
"""So many mapping files are remembered, by what they say."""
KEYS = ("format", "file", "dates", "decimal", "thousands", "missing", "columns", "constants", "values")
_FILE_KEYS = ("delimiter", "encoding", "sheet")
_ENCODINGS = ("utf-8", "windows-1252", "windows-1251", "iso-8859-1")
_DECIMALS = (".", ",")
_THOUSANDS = (".", ",", " ", "'")
_SIDES = ("actor", "target")


@dataclass(frozen=True)
class TableMapping:
    """A checked mapping file."""

    layout: Layout
    columns: Mapping[str, str]
    """Slot of the claim -> column of the table."""
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Slot -> the table's word (casefolded) -> the claim's value; an empty value leaves the slot out."""
    orders: tuple[str, ...] = ()
    decimal: str = "."
    thousands: str = ""
    missing: frozenset[str] = frozenset()
    """Cells (casefolded) that mean nothing was filled in."""
    needs_day: bool = False
    """Whether a row without its day is skipped: a mapping that names a column of days means it."""


def read_mapping(path: Path, parties: Iterable[str]) -> TableMapping:
    """Read and check a mapping file; InputError with every problem found."""
    return _read(read_text(path, MAX_BYTES), str(path), frozenset(parties))


@lru_cache(maxsize=_KEPT)
def _read(text: str, file: str, parties: frozenset[str]) -> TableMapping:
    root, problems = nodes_of(text, file)
    check = _Check(file, list(problems), parties)
    mapping = check.mapping(root)
    if check.problems:
        raise InputError(sorted(check.problems, key=lambda problem: problem.line))
    return mapping


class _Check:
    """Walks the nodes of a mapping file and gathers problems."""

    def __init__(self, file: str, problems: list[Problem], parties: frozenset[str]) -> None:
        self.file = file
        self.problems = problems
        self._parties = parties

    def mapping(self, root: Node) -> TableMapping:
        self._known(root, KEYS, "")
        if root.get("format").plain() != FORMAT:
            self._say(root.get("format"), "format", "the file says which format it is in", (FORMAT,))
        columns = self._slots(root.get("columns"), "columns")
        constants = self._constants(root.get("constants"))
        self._sources_of_required(root, columns, constants)
        return TableMapping(
            layout=self._layout(root.get("file")),
            columns=columns,
            constants=constants,
            values=self._values(root.get("values"), columns),
            orders=tuple(self._orders(root.get("dates"))),
            decimal=self._choice(root.get("decimal"), "decimal", _DECIMALS) or ".",
            thousands=self._thousands(root),
            needs_day="time.start" in columns,
            missing=frozenset(text.casefold() for text in self._texts(root.get("missing"), "missing")),
        )

    def _thousands(self, root: Node) -> str:
        sign = self._choice(root.get("thousands"), "thousands", _THOUSANDS) or ""
        if sign and sign == (root.get("decimal").plain() or "."):
            self._say(root.get("thousands"), "thousands", "the same sign as for decimals")
        return sign

    def _layout(self, node: Node) -> Layout:
        self._known(node, _FILE_KEYS, "file.")
        known = {key: one for key, one in node.entries.items() if key in _FILE_KEYS}
        given = {key: self._text(one, f"file.{key}") for key, one in known.items()}
        if len(given.get("delimiter") or ",") != 1:
            self._say(node.get("delimiter"), "file.delimiter", "a delimiter is one character")
        encoding = given.get("encoding")
        if encoding and not _is_text_encoding(encoding):
            self._say(node.get("encoding"), "file.encoding", f"no encoding {encoding!r}", _ENCODINGS)
        return Layout(given.get("delimiter"), encoding, given.get("sheet"))

    def _slots(self, node: Node, where: str) -> dict[str, str]:
        found = {}
        for slot, one in node.entries.items():
            if self._is_slot(one, slot, where):
                text = self._text(one, f"{where}.{slot}")
                if text:
                    found[slot] = text
        return found

    def _constants(self, node: Node) -> dict[str, str]:
        found = self._slots(node, "constants")
        for slot, text in found.items():
            self._fits(node.get(slot), slot, text, f"constants.{slot}")
        return found

    def _values(self, node: Node, columns: Mapping[str, str]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for slot, table in node.entries.items():
            where = f"values.{slot}"
            if not self._is_slot(table, slot, "values"):
                continue
            if slot not in columns:
                self._say(table, where, "a value map needs a column", tuple(columns))
            if not table.entries:
                self._say(table, where, "give a mapping from the table's words to the claim's values")
            found[slot] = {}
            for word, one in table.entries.items():
                text = "" if one.plain() is None else self._text(one, f"{where}.{word}")
                if text:
                    self._fits(one, slot, text, f"{where}.{word}")
                found[slot][word.casefold()] = text or ""
        return found

    def _orders(self, node: Node) -> Iterator[str]:
        for text in self._texts(node, "dates"):
            if text in ORDERS:
                yield ORDERS[text]
            else:
                self._say(node, "dates", f"no date style {text!r}", tuple(ORDERS))

    def _sources_of_required(
        self, root: Node, columns: Mapping[str, str], constants: Mapping[str, str]
    ) -> None:
        for slot in sorted(columns.keys() & constants.keys()):
            self._say(root.get("constants").get(slot), f"constants.{slot}", "also under `columns`; give one")
        absent = [slot for slot in REQUIRED if slot not in columns and slot not in constants]
        if absent:
            told = f"neither a column nor a constant for: {', '.join(absent)}"
            self._say(root.get("columns"), "columns", told)

    def _is_slot(self, node: Node, slot: str, where: str) -> bool:
        if slot in slots():
            return True
        near = difflib.get_close_matches(slot, slots(), n=5, cutoff=0.5)
        self._say(node, f"{where}.{slot}", "is no part of a claim", tuple(near or slots()))
        return False

    def _fits(self, node: Node, slot: str, text: str, where: str) -> None:
        choices = allowed(slot)
        if choices and text not in choices:
            self._say(node, where, f"{text!r} is no value of {slot}", choices)
        if slot in _SIDES and text not in self._parties:
            self._say(node, where, f"the agreement has no party {text!r}", tuple(sorted(self._parties)))

    def _known(self, node: Node, keys: tuple[str, ...], where: str) -> None:
        if node.value is not None and not isinstance(node.value, dict):
            self._say(node, where.rstrip("."), "give a mapping of keys to values", keys)
        for key, one in node.entries.items():
            if key not in keys:
                self._say(one, f"{where}{key}", "unknown key", keys)

    def _choice(self, node: Node, where: str, choices: tuple[str, ...]) -> str | None:
        if node.value is None:
            return None
        if node.plain() not in choices:
            self._say(node, where, f"{node.plain()!r} is not allowed", choices)
        return node.text

    def _texts(self, node: Node, where: str) -> list[str]:
        listed = node.items if isinstance(node.value, list) else [node] if node.value is not None else []
        return [text for one in listed if (text := self._text(one, where)) is not None]

    def _text(self, node: Node, where: str) -> str | None:
        value = node.plain()
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str | int | float):
            return str(value)
        self._say(node, where, "one plain value is expected")
        return None

    def _say(self, node: Node, where: str, message: str, allowed_: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(self.file, node.line, where, message, allowed_))


def _is_text_encoding(name: str) -> bool:
    """Whether it is an encoding in which lines can be found: UTF-16 and its kin write LF in two bytes."""
    try:
        return "\n".encode(name) == b"\n" and bool(codecs.lookup(name))
    except (LookupError, TypeError, ValueError):
        return False
