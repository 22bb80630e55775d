"""What a typed model finds wrong, told with the line, the key, and what would be right."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from pydantic import ValidationError

from truceline.agreement.model import Agreement
from truceline.agreement.schema import agreement_schema, keys_at
from truceline.agreement.yaml_source import Node
from truceline.core.spelling import in_words
from truceline.errors import Problem, telling

_QUOTED = re.compile(r"'([^']*)'")
# Errors that only say "not this branch of the union either".
_NOT_A_MAPPING = frozenset({"model_type", "model_attributes_type", "dict_type"})
_NOT_A_SCALAR = frozenset(
    {
        "literal_error",
        "float_type",
        "int_type",
        "date_type",
        "date_parsing",
        "string_type",
        "datetime_type",
        "datetime_parsing",
        "datetime_from_date_parsing",
        "date_from_datetime_parsing",
    }
)
MESSAGES = {
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "string_type": "must be text (put it in quotes)",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "model_type": "must be a mapping of keys to values",
    "model_attributes_type": "must be a mapping of keys to values",
    "dict_type": "must be a mapping of keys to values",
    "date_type": "must be a day like 2018-10-10",
    "date_parsing": "is no day of the calendar; write it like 2018-10-10",
    "date_from_datetime_parsing": "is no day of the calendar; write it like 2018-10-10",
    "datetime_type": "must be a day or an instant like 2018-10-10T12:00:00+02:00",
    "datetime_parsing": "is no day or instant; write it like 2018-10-10 or 2018-10-10T12:00:00+02:00",
}
"""What is wrong by the kind of error; each is told in other languages, too."""
Path = tuple[str | int, ...]


def parse(root: Node, file: str) -> tuple[Agreement | None, list[Problem]]:
    """The agreement, or every problem with its shape and types."""
    try:
        # JSON mode is the strict one that still turns ISO text into days: numbers never become text or days.
        return Agreement.model_validate_json(json.dumps(root.plain()), strict=True), []
    except ValidationError as error:
        return None, problems_of(error, root, file, agreement_schema)


def problems_of(
    error: ValidationError, root: Node, file: str, schema: Callable[[], dict[str, Any]], stem: Path = ()
) -> list[Problem]:
    """What a model refuses, told by the lines and keys of the file that `root` was read from.

    `stem` leads from the root to what the model was given; `schema` is that of the whole file.
    """
    told: dict[tuple[Path, str], Problem] = {}
    found: list[Any] = [
        {**one, "loc": (*stem, *one["loc"])} for one in error.errors(include_url=False, include_input=False)
    ]
    for one in found:
        path, node = locate(root, one["loc"])
        if node.suspect or _other_branch(one, found, node) or _only_seems_short(one, node):
            continue
        problem = _problem(one, path, node, Whole(root, file, schema))
        told.setdefault((path, problem.message), problem)
    return list(told.values())


def _other_branch(error: Any, errors: list[Any], node: Node) -> bool:
    """Whether the error only says that the value is not of another form it was not meant to be."""
    is_mapping = isinstance(node.value, dict)
    misfit = error["type"] in (_NOT_A_SCALAR if is_mapping else _NOT_A_MAPPING)
    if not misfit:
        return False
    stem = error["loc"][:-1]
    return any(
        other is not error and other["type"] != error["type"] and other["loc"][: len(stem)] == stem
        for other in errors
    )


def _only_seems_short(error: Any, node: Node) -> bool:
    """Whether a list is called too short only because an item of it was refused."""
    return error["type"] == "too_short" and len(node.items) >= int(error["ctx"]["min_length"])


def locate(root: Node, loc: Path) -> tuple[Path, Node]:
    """The path of keys that an error's location means, and the nearest node that exists.

    The location also names the branches of unions it passed (`duty`, `float`), which are no keys.
    """
    here, path = root, []
    for position, step in enumerate(loc):
        below = here.walk((step,))
        if below is not None:
            here = below
            path.append(step)
        elif position == len(loc) - 1 and isinstance(step, str) and step.isidentifier():
            path.append(step)
    return tuple(path), here


class Whole(NamedTuple):
    """A file as written, and the schema it follows."""

    root: Node
    file: str
    schema: Callable[[], dict[str, Any]]


def _problem(error: Any, path: Path, node: Node, whole: Whole) -> Problem:
    root, file, _ = whole
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(path, node, whole)
    if kind == "missing":
        path = (*path, error["loc"][-1]) if path[-1:] != error["loc"][-1:] else path
    elif not _exists(root, path):
        path = path[:-1]
    allowed: tuple[str, ...] = ()
    if kind in {"literal_error", "enum"}:
        message, allowed = "is none of the allowed values", _listed(context["expected"])
    elif kind == "union_tag_invalid":
        path = (*path, context["discriminator"].strip("'"))
        message, allowed = (
            telling("`{tag}` is unknown", tag=context["tag"]),
            _listed(context["expected_tags"]),
        )
    elif kind == "union_tag_not_found":
        path, message = (*path, context["discriminator"].strip("'")), "is missing"
    else:
        message = said_of(error)
    return Problem(file, node.line, name_of(root, path), message, allowed)


def said_of(error: Any) -> str:
    """What a model found wrong with a value, in words that other languages have, too."""
    kind, context = error["type"], error.get("ctx", {})
    match kind:
        case "value_error":
            return str(context["error"])
        case "too_short":
            return telling("needs at least {n}", n=context["min_length"])
        case "too_long":
            return telling("takes at most {n}", n=context["max_length"])
        case "string_too_long":
            return telling("must have at most {n} characters", n=context["max_length"])
        case "greater_than_equal":
            return telling("must be greater than or equal to {n}", n=context["ge"])
        case "string_pattern_mismatch":
            return in_words(context["pattern"])
        case "less_than_equal":
            return telling("must be less than or equal to {n}", n=context["le"])
    return MESSAGES.get(kind) or str(error["msg"]).replace("Input should", "must")


def _unknown_key(path: Path, node: Node, whole: Whole) -> Problem:
    root, file, schema = whole
    key = str(path[-1])
    allowed = keys_at(schema(), root.plain(), path[:-1])
    near = difflib.get_close_matches(key, allowed, 1)
    message = "is no key that belongs here"
    if near:
        message = telling("is no key that belongs here; did you mean `{name}`?", name=near[0])
    return Problem(file, node.line, name_of(root, path), message, allowed)


def _exists(root: Node, path: Path) -> bool:
    return root.walk(path) is not None


def _listed(expected: str) -> tuple[str, ...]:
    return tuple(_QUOTED.findall(expected))


def name_of(root: Node, path: Path) -> str:
    """A path as people read it: the norm's id and key, `parties[turkey].roles[0]`, ..."""
    if path[:1] == ("provisions",) and len(path) > 1:
        return _in_provision(root, path)
    return _dotted(root, (), path)


def _in_provision(root: Node, path: Path) -> str:
    provision = root.walk(path[:2]) or Node(None, 0)
    norm = root.walk(path[:4]) if path[2:3] == ("norms",) and path[3:] else None
    if norm is not None and norm.id:
        rest = _dotted(root, path[:4], path[4:])
        return f"{norm.id}.{rest}" if rest else norm.id
    para = provision.get("para").value
    title = f"paragraph {para}" if para is not None else f"provisions[{path[1]}]"
    rest = _dotted(root, path[:2], path[2:])
    return f"{title}.{rest}" if rest else title


def _dotted(root: Node, stem: Path, rest: Path) -> str:
    name = ""
    for length, step in enumerate(rest, start=1):
        if isinstance(step, int):
            item = root.walk((*stem, *rest[:length]))
            name += f"[{item.id if item is not None and item.id else step}]"
        else:
            name += f".{step}" if name else step
    return name
