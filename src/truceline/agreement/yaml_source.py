"""Strict YAML 1.2 into plain values that remember their line.

Only what a reader can check line by line is let in: no anchors, aliases, merges, tags or repeated
keys. Scalars follow the YAML 1.2 core schema, in which `yes` and `2018-10-10` are text and keys
are always text. https://yaml.org/spec/1.2.2/#103-core-schema
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAX_BYTES = 5_000_000
MAX_DEPTH = 60

_INTEGER = re.compile(r"[-+]?[0-9]{1,18}|0o[0-7]{1,20}|0x[0-9a-fA-F]{1,15}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_DECIMAL = 10
_BASES = {"0o": 8, "0x": 16}
_ELSEWISE = re.compile(r"[\t\x85\u2028\u2029\ufeff]|[?:]:|[\[{,]\s*[?:]")
"""What YAML 1.1 may take for another thing than YAML 1.2 does: tabs, line ends, colons before words."""
_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}


@dataclass(slots=True)
class Node:
    """A value and the line it stands on (of its key, for what stands under a key)."""

    value: str | int | float | bool | dict[str, Node] | list[Node] | None
    line: int
    suspect: bool = False
    """Already reported as wrong: what follows from it need not be said again."""

    def plain(self) -> Any:
        """The value with all lines dropped, ready for JSON."""
        match self.value:
            case dict() as entries:
                return {key: node.plain() for key, node in entries.items()}
            case list() as items:
                return [node.plain() for node in items]
            case scalar:
                return scalar

    def get(self, key: str) -> Node:
        """The entry of a mapping; an empty node where there is none, or no mapping."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return found or Node(None, self.line)

    @property
    def items(self) -> list[Node]:
        """The elements of a list; none where it is no list."""
        return self.value if isinstance(self.value, list) else []

    @property
    def entries(self) -> dict[str, Node]:
        """The entries of a mapping; none where it is no mapping."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def text(self) -> str | None:
        """The value where it is text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def id(self) -> str | None:
        """The text under `id`."""
        return self.get("id").text

    def walk(self, path: Sequence[str | int]) -> Node | None:
        """The node at a path of keys and list positions."""
        here: Node | None = self
        for step in path:
            if here is None:
                return None
            match here.value, step:
                case dict() as entries, str():
                    here = entries.get(step)
                case list() as items, int() if step < len(items):
                    here = items[step]
                case _:
                    return None
        return here


def read_yaml(path: Path) -> tuple[Node, list[Problem]]:
    """The file as nodes, and what is not allowed in it.

    Raises InputError where there is nothing to go on with: no file, not UTF-8, too large, not
    YAML, empty, or no mapping at the top.
    """
    return nodes_of(read_text(path, MAX_BYTES), str(path))


def nodes_of(text: str, file: str) -> tuple[Node, list[Problem]]:
    """The same of the text of a file."""
    if not text.strip():
        raise InputError(Problem(file, 0, "", "the file is empty"))
    builder = _quickly(text, file) or _thoroughly(text, file)
    if builder.root is None or not isinstance(builder.root.value, dict):
        what = "the file must be a mapping of keys to values (`format: ...`, `id: ...`)"
        raise InputError([*builder.problems, Problem(file, 1, "", what)])
    return builder.root, builder.problems


def read_text(path: Path, most: int) -> str:
    """The text of a UTF-8 file of at most so many bytes; InputError says why it cannot be had."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise InputError(Problem(str(path), 0, "", "there is no such file")) from None
    except IsADirectoryError:
        message = "this is a folder; name the file in it"
        raise InputError(Problem(str(path), 0, "", message)) from None
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        raise InputError(Problem(str(path), 0, "", message)) from error
    if len(content) > most:
        message = f"the file is larger than {most / 1e6:g} MB"
        raise InputError(Problem(str(path), 0, "", message))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "the file is not UTF-8; save it as UTF-8"
        raise InputError(Problem(str(path), line, "", message)) from None


def _quickly(text: str, file: str) -> _Builder | None:
    """What libyaml makes of it, twenty times faster than a parser of YAML 1.2 in Python.

    None where anything is wrong, which the other parser then tells, or where YAML 1.1 might differ.
    """
    loader: Any = getattr(yaml, "CSafeLoader", None)
    if loader is None or _ELSEWISE.search(text):
        return None
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, loader):
            builder.take(event)
    except (yaml.YAMLError, InputError):
        return None
    return None if builder.problems else builder


def _thoroughly(text: str, file: str) -> _Builder:
    """What YAML 1.2 makes of it; InputError where it is none."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - most files are read without it
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - as above

    builder = _Builder(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = f"not valid YAML: {error.problem or error.context}"
        raise InputError(Problem(file, mark.line + 1 if mark else 0, "", what)) from error
    except YAMLError as error:
        what = f"not valid YAML: {str(error).splitlines()[0]}"
        raise InputError(Problem(file, 0, "", what)) from error
    return builder


@dataclass
class _Builder:
    """Builds nodes from parser events, without recursion, noting what is not allowed.

    Events are told by their names, which both parsers share.
    """

    file: str
    root: Node | None = None
    problems: list[Problem] = field(default_factory=list)
    open: list[Node] = field(default_factory=list)
    keys: list[tuple[str, int] | None] = field(default_factory=list)
    """The key that waits for its value, for each open mapping (None in lists)."""
    documents: int = 0

    def take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        match type(event).__name__:
            case "DocumentStartEvent":
                self._document(event, line)
            case "MappingEndEvent" | "SequenceEndEvent":
                self.open.pop()
                self.keys.pop()
            case "AliasEvent":
                self._say(line, f"an alias (*{event.anchor}): write the value out")
                self._put(Node(None, line, suspect=True))
            case "ScalarEvent" | "MappingStartEvent" | "SequenceStartEvent" as kind:
                self._node(event, kind, line)
            case _:
                pass

    def _document(self, event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise InputError([*self.problems, Problem(self.file, line, "", "a second document starts here")])
        if event.version not in {None, (1, 2)} or event.tags:
            self._say(line, "a YAML directive other than %YAML 1.2")

    def _node(self, event: Any, kind: str, line: int) -> None:
        if event.anchor is not None:
            self._say(line, f"an anchor (&{event.anchor}): nothing may be shared or repeated")
        if event.tag is not None:
            self._say(line, f"a tag ({event.tag}): types follow from the field")
        if kind != "ScalarEvent":
            if self._awaits_key:
                message = "a key must be plain text"
                raise InputError([*self.problems, Problem(self.file, line, "", message)])
            self._enter(Node({} if kind == "MappingStartEvent" else [], line), line)
        elif self._awaits_key:
            self.keys[-1] = (str(event.value), line)
        else:
            self._put(Node(self._scalar(event, line), line))

    @property
    def _awaits_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].value, dict) and self.keys[-1] is None

    def _enter(self, node: Node, line: int) -> None:
        if len(self.open) >= MAX_DEPTH:
            message = f"nested more than {MAX_DEPTH} levels deep"
            raise InputError([*self.problems, Problem(self.file, line, "", message)])
        self._put(node)
        self.open.append(node)
        self.keys.append(None)

    def _put(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if isinstance(holder.value, list):
            holder.value.append(node)
            return
        if self.keys[-1] is None:
            message = "a key must be plain text"
            raise InputError([*self.problems, Problem(self.file, node.line, "", message)])
        key, line = self.keys[-1]
        self.keys[-1] = None
        assert isinstance(holder.value, dict)
        node.line = line
        self._enter_key(holder, key, node)

    def _enter_key(self, holder: Node, key: str, node: Node) -> None:
        entries = holder.entries
        if key == "<<":
            self._say(node.line, "a merge (<<): write the keys out")
            holder.suspect = True
        elif key in entries:
            first = entries[key].line
            self._say(node.line, f"`{key}` is given twice (first on line {first})", key)
        else:
            entries[key] = node

    def _scalar(self, event: Any, line: int) -> str | int | float | bool | None:
        text = str(event.value)
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            self._say(line, "an escape that is no Unicode character")
            return None
        if event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INFINITE.fullmatch(text):
            self._say(line, f"{text} is no number that can be checked")
            return None
        return _plain_number(text)

    def _say(self, line: int, message: str, key: str = "") -> None:
        self.problems.append(Problem(self.file, line, key, message))


def _plain_number(text: str) -> str | int | float:
    if _INTEGER.fullmatch(text):
        return int(text, _BASES.get(text[:2], _DECIMAL))
    if _NUMBER.fullmatch(text):
        number = float(text)
        return number if abs(number) != float("inf") else text
    return text
