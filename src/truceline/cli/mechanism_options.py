"""From the model of an act to the options of its command, and back from what was given to the act."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from truceline.agreement.structure import problems_of
from truceline.agreement.yaml_source import read_yaml
from truceline.errors import InputError, Problem
from truceline.evidence.descriptions import descriptions
from truceline.mechanism.deed import Deed
from truceline.mechanism.files import node_of
from truceline.mechanism.kinds import deed_from, deed_schema
from truceline.mechanism.naming import takes_nothing

USUAL = frozenset({"format", "kind", "agreement", "party", "signer", "made_at", "submitted"})
"""Fields that the case, the key and the clock fill in, or that only a form's submission has."""


def parameters(kind: type[Deed]) -> Iterator[Callable[[Any], Any]]:
    """The click decorators of an act's own fields: arguments for what names it, options for the rest."""
    for name in kind.named:
        yield click.argument(name, metavar=name.upper())
    described = descriptions(kind)
    for name, info in kind.model_fields.items():
        if name not in USUAL and name not in kind.named and not takes_nothing(info):
            yield _option(name, info, described[name])


def _option(name: str, info: FieldInfo, description: str) -> Callable[[Any], Any]:
    shape = _bare(info.annotation)
    told: dict[str, Any] = {"help": description, "required": info.is_required()}
    if get_origin(shape) is tuple:
        inner = _bare(get_args(shape)[0])
        told |= {"multiple": True, "help": f"{description} Repeatable."} | _type(inner)
    elif shape is bool:
        told |= {"is_flag": True}
    else:
        told |= _type(shape)
    return click.option(f"--{name.replace('_', '-')}", name, **told)


def _type(shape: Any) -> dict[str, Any]:
    if get_origin(shape) is Literal:
        return {"type": click.Choice(get_args(shape))}
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return {"type": click.Choice([one.value for one in shape])}
    if shape in (int, float):
        return {"type": shape, "metavar": "NUMBER"}
    if shape is str:
        return {"metavar": "TEXT"}
    if isinstance(shape, type) and shape.__name__ in _METAVARS:
        return {"metavar": _METAVARS[shape.__name__]}
    return {"type": click.Path(path_type=Path), "metavar": "FILE"}


_METAVARS = {"date": "DAY", "datetime": "TIME", "AwareDatetime": "TIME"}


def _bare(annotation: Any) -> Any:
    """The type without `Annotated` and `None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        return _bare(next(one for one in get_args(annotation) if one is not type(None)))
    return annotation


def deed_of(kind: str, given: Mapping[str, Any], usual: Mapping[str, Any]) -> Deed:
    """The act that options describe; InputError names the options that are wrong."""
    values = {name: _read(value) for name, value in given.items() if value not in (None, ())}
    values |= {"kind": kind}
    try:
        return deed_from({**usual, **values})
    except ValidationError as error:
        told = problems_of(error, node_of(values), "", deed_schema)
        raise InputError(_as_options(told)) from None


def _read(value: Any) -> Any:
    """What a file holds in place of its path; many values as a list."""
    match value:
        case Path():
            root, problems = read_yaml(value)
            if problems:
                raise InputError(problems)
            return root.plain()
        case tuple():
            return [_read(one) for one in value]
    return value


def _as_options(problems: list[Problem]) -> list[Problem]:
    return [
        Problem(
            f"--{one.field.partition('.')[0].partition('[')[0].replace('_', '-')}",
            0,
            "",
            one.message,
            one.allowed,
        )
        for one in problems
    ]
