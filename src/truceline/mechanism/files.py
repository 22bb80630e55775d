"""Files of acts: YAML or JSON with a list of them, or JSON lines; signed already, or still to be signed.

    format: truceline/acts/1
    acts:
      - {kind: send, message: m-1, to: south, subject: ..., text: ...}
      - {deed: {...}, key: tk1..., signature: ...}

What every act says (agreement, party, signer, time) may be left out of one that is not signed yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import MAX_BYTES, Node, read_text, read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.mechanism.deed import Deed
from truceline.mechanism.kinds import AnyDeed, deed_from, signed_from
from truceline.mechanism.signed import Signed

FORMAT = "truceline/acts/1"


class SignedAct(Strict):
    """An act with its signature, as it stands in a file."""

    deed: AnyDeed
    key: str
    """The public key it was signed with."""
    signature: str
    """64 bytes in base 64, over the canonical JSON of `deed`."""


class Acts(Strict):
    """A file of acts."""

    format: Literal["truceline/acts/1"]
    acts: tuple[AnyDeed | SignedAct, ...]


class Written(NamedTuple):
    """An act as a file gives it, and the line it stands on."""

    act: Deed | Signed
    file: str
    line: int


def acts_schema() -> dict[str, Any]:
    """The JSON Schema of a file of acts."""
    return TypeAdapter(Acts).json_schema(mode="validation")


def read_acts(path: Path, usual: Mapping[str, Any]) -> list[Written]:
    """The acts in a file; `usual` fills what an unsigned one leaves out.

    Raises InputError with all that is wrong, by line and field.
    """
    file = str(path)
    root, problems = _lines(path) if path.suffix == ".jsonl" else read_yaml(path)
    problems += _head_problems(root, file)
    found: list[Written] = []
    for number, node in enumerate(root.get("acts").items):
        try:
            found.append(Written(_act(node, usual), file, node.line))
        except ValidationError as error:
            stem = ("acts", number, "deed") if _is_signed(node) else ("acts", number)
            problems += problems_of(error, root, file, acts_schema, stem)
        except ValueError as error:
            problems.append(Problem(file, node.line, f"acts[{number}]", str(error)))
    if problems:
        raise InputError(sorted(set(problems)))
    return found


def _head_problems(root: Node, file: str) -> list[Problem]:
    problems = []
    if root.get("format").value != FORMAT:
        problems.append(Problem(file, root.get("format").line, "format", "must be", (FORMAT,)))
    if not root.get("acts").items:
        problems.append(Problem(file, root.get("acts").line, "acts", "lists no act"))
    for key in root.entries.keys() - {"format", "acts"}:
        message = "is no key that belongs here"
        problems.append(Problem(file, root.get(key).line, key, message, ("format", "acts")))
    return problems


def _act(node: Node, usual: Mapping[str, Any]) -> Deed | Signed:
    given = node.plain()
    if not isinstance(given, dict):
        raise ValueError("must be a mapping of keys to values")  # noqa: TRY004 - a person's file
    if not _is_signed(node):
        return deed_from({**usual, **given})
    texts = (given.get("key"), given.get("signature"))
    if given.keys() != {"deed", "key", "signature"} or not all(isinstance(one, str) for one in texts):
        raise ValueError("a signed act has `deed`, `key` and `signature`, and nothing else")
    return signed_from(given)


def _is_signed(node: Node) -> bool:
    return "deed" in node.entries


def _lines(path: Path) -> tuple[Node, list[Problem]]:
    """A file of JSON lines, one act each, as if it were a list in one document."""
    problems: list[Problem] = []
    acts = list(_parsed(read_text(path, MAX_BYTES), str(path), problems))
    return Node({"format": Node(FORMAT, 1), "acts": Node(acts, 1)}, 1), problems


def _parsed(text: str, file: str, problems: list[Problem]) -> Iterator[Node]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield node_of(json.loads(line), number)
        except (json.JSONDecodeError, RecursionError) as error:
            problems.append(Problem(file, number, "", f"not valid JSON: {error}"))


def node_of(value: Any, line: int = 0) -> Node:
    """JSON values as nodes that all stand on one line."""
    match value:
        case dict():
            return Node({key: node_of(item, line) for key, item in value.items()}, line)
        case list():
            return Node([node_of(item, line) for item in value], line)
    return Node(value, line)
