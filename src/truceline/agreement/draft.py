"""An agreement file before it is trusted: its nodes, what it names, and what was found wrong.

The cross-checks read the nodes and not the typed model, so that a wrong date in one norm does not
hide an unknown party in the next.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from truceline.agreement.structure import name_of
from truceline.agreement.yaml_source import Node
from truceline.errors import Problem

Steps = tuple[str | int, ...]
MANY = 15
"""More accepted values than this are not listed; the nearest ones are named instead."""


@dataclass
class Draft:
    """One file's nodes, `each` tables expanded, with the problems found so far."""

    root: Node
    file: str
    folder: Path
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def error(self, path: Steps, message: str, allowed: Iterable[str] = ()) -> None:
        """Note an error at a path."""
        self.errors.append(self.problem(path, message, tuple(allowed)))

    def warn(self, path: Steps, message: str) -> None:
        """Note a warning at a path."""
        self.warnings.append(self.problem(path, message))

    def problem(self, path: Steps, message: str, allowed: tuple[str, ...] = ()) -> Problem:
        """A problem at a path, on its line; long lists of accepted values are left out."""
        few = allowed if len(allowed) <= MANY else ()
        return Problem(self.file, self.line(path), name_of(self.root, path), message, few)

    def line(self, path: Steps) -> int:
        """The line of a path, or of the nearest thing above it that exists."""
        for length in range(len(path), -1, -1):
            node = self.root.walk(path[:length])
            if node is not None:
                return node.line
        return 0

    def text(self, path: Steps) -> str | None:
        """The text at a path, if there is text."""
        node = self.root.walk(path)
        return None if node is None else node.text

    def texts(self, path: Steps) -> Iterator[tuple[Steps, str]]:
        """Every text at a path, which may be one value or a list of them."""
        node = self.root.walk(path)
        if node is None:
            return
        if node.text is not None:
            yield path, node.text
        for position, item in enumerate(node.items):
            if item.text is not None:
                yield (*path, position), item.text

    def listed(self, *path: str | int) -> Iterator[tuple[Steps, Node]]:
        """The path and node of each item of a list."""
        node = self.root.walk(path)
        for position, item in enumerate(node.items if node else ()):
            yield (*path, position), item

    def ids(self, section: str) -> dict[str, Steps]:
        """The ids of a section (`parties`, `zones`, ...) with their first paths."""
        found: dict[str, Steps] = {}
        for path, item in self.listed(section):
            if item.id is not None:
                found.setdefault(item.id, path)
        return found

    @cached_property
    def norms(self) -> dict[str, Steps]:
        """The ids of all norms with their first paths, in the order of the text."""
        found: dict[str, Steps] = {}
        for path, node in self.norm_nodes():
            if node.id is not None:
                found.setdefault(node.id, path)
        return found

    @cached_property
    def tables(self) -> dict[str, list[str]]:
        """The ids of `each` tables with the norms they became."""
        found: dict[str, list[str]] = {}
        for norm in self.norms:
            table, slash, _ = norm.partition("/")
            if slash:
                found.setdefault(table, []).append(norm)
        return found

    def norm_nodes(self) -> Iterator[tuple[Steps, Node]]:
        """Every norm, with its path."""
        for path, _ in self.listed("provisions"):
            yield from self.listed(*path, "norms")

    def kind_of(self, norm: str) -> str | None:
        """The kind of a norm: `duty`, `power`, ..."""
        return self.text((*self.norms[norm], "kind"))

    @cached_property
    def alternatives(self) -> dict[str, list[str]]:
        """The alternatives of each reading a status can be computed under."""
        return {name: list(node.entries) for name, node in self.root.get("readings").entries.items()}


def nearest(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` where something known is spelled much the same, else nothing."""
    near = difflib.get_close_matches(word, list(known), 1, cutoff=0.7)
    return f"; did you mean `{near[0]}`?" if near else ""
