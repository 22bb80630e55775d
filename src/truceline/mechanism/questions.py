"""From the fields of an act to the questions of its form, and what each question may be answered with."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime
from pydantic.fields import FieldInfo

from truceline.agreement.model import Agreement
from truceline.evidence.descriptions import descriptions
from truceline.evidence.strict import Strict
from truceline.mechanism.deed import Deed
from truceline.mechanism.naming import Named, Names, takes_nothing
from truceline.mechanism.people import Organisation

Asks = Literal[
    "text", "integer", "decimal", "date", "dateTime", "select_one", "select_multiple", "geopoint", "geotrace"
]
APART = "__"
"""Between a field and the item of it that one question asks for: `seen__mortars`."""
POINT = "point"
"""The question that `lat` and `lon` are asked for with."""
_NOT_ASKED = frozenset(
    {"format", "kind", "agreement", "party", "signer", "made_at", "sensitivity", "submitted", "lon"}
)
_ASKS: Mapping[Any, Asks] = MappingProxyType(
    {int: "integer", float: "decimal", date: "date", datetime: "dateTime", dict: "geotrace"}
)
_LONG = 2000
"""From this length on a text is a paragraph."""
_YES_NO = ("yes", "no")


class Choice(Strict):
    """One answer that may be chosen."""

    name: str
    label: str
    arabic: str = ""


class Question(Strict):
    """One question of a form."""

    name: str
    field: str
    """The field of the act that the answer goes to."""
    asks: Asks
    label: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: float | None = None
    high: float | None = None
    pattern: str | None = None
    """The regular expression that a text must match."""
    long: bool = False
    """Whether the answer is a paragraph."""
    default: str = ""
    item: str | None = None
    """For a number of one item (`seen__mortars`): the item."""

    @property
    def is_yes_no(self) -> bool:
        """Whether it is answered with yes or no, and nothing else."""
        return tuple(one.name for one in self.choices) == _YES_NO


@dataclass
class Shape:
    """What an annotation comes to."""

    base: Any = str
    is_many: bool = False
    names: Named | None = None
    limits: dict[str, Any] = field(default_factory=dict)


def questions(kind: type[Deed], agreement: Agreement) -> Iterator[Question]:
    """The questions of a kind of act: what names the matter first, a remark last."""
    told = descriptions(kind)
    fields = kind.model_fields
    # Own fields before those of every act: what is asked last is the remark.
    own = [name for name in fields if name not in Deed.model_fields]
    ordered = dict.fromkeys((*kind.named, *own, *fields))
    for name in ordered:
        if name not in _NOT_ASKED and not takes_nothing(fields[name]):
            yield from _asked(name, fields[name], told[name].splitlines()[0], agreement)


def _asked(name: str, info: FieldInfo, label: str, agreement: Agreement) -> Iterator[Question]:
    shape = shape_of(info)
    usual: dict[str, Any] = {"name": name, "field": name, "label": label, "required": info.is_required()}
    if name == "lat":
        yield Question(**usual | {"name": POINT, "asks": "geopoint", "label": "Where: the place on the map."})
    elif shape.is_many and "=" in shape.limits.get("pattern", ""):
        for choice in _named("term", agreement):
            yield Question(
                name=f"{name}{APART}{choice.name}",
                field=name,
                asks="integer",
                label=f"{choice.label}: how many.",
                low=0,
                high=999_999,
                item=choice.name,
            )
    else:
        yield Question(**usual | _answered(shape, info, agreement))


def _answered(shape: Shape, info: FieldInfo, agreement: Agreement) -> dict[str, Any]:
    """How a field is answered: what it asks for, the choices and limits, the default."""
    default = "" if info.default in (None, (), "") or info.is_required() else _told(info.default)
    choices = tuple(choices_of(shape, agreement))
    if choices:
        return {
            "asks": "select_multiple" if shape.is_many else "select_one",
            "choices": choices,
            "default": default,
        }
    limits = shape.limits
    return {
        "asks": _ASKS.get(shape.base, "text"),
        "low": limits.get("ge"),
        "high": limits.get("le"),
        "pattern": limits.get("pattern"),
        "long": limits.get("max_length", 0) >= _LONG,
        "default": default,
    }


def _told(value: Any) -> str:
    """A default as an answer to a form."""
    if isinstance(value, bool):
        return _YES_NO[not value]
    return f"{value:g}" if isinstance(value, float) else str(value)


def shape_of(info: FieldInfo) -> Shape:
    """What a field holds: the type of its values, whether several, what they name, their bounds."""
    shape = Shape()
    _note(shape, info.metadata)
    _walk(shape, info.annotation)
    return shape


def _walk(shape: Shape, annotation: Any) -> None:
    """Note what an annotation is made of, from the outside in."""
    origin = get_origin(annotation)
    if annotation is AwareDatetime:
        shape.base = datetime
    elif origin is Annotated:
        inner, *metadata = get_args(annotation)
        _note(shape, metadata)
        _walk(shape, inner)
    elif origin in (Union, types.UnionType):
        _walk(shape, next(one for one in get_args(annotation) if one is not type(None)))
    elif origin is tuple:
        shape.is_many = True
        _walk(shape, get_args(annotation)[0])
    else:
        shape.base = dict if origin is dict else annotation


def _note(shape: Shape, metadata: Any) -> None:
    for one in metadata:
        if isinstance(one, Names):
            shape.names = one.what
        _note(shape, getattr(one, "metadata", ()))
        for limit in ("ge", "le", "pattern", "max_length"):
            if (value := getattr(one, limit, None)) is not None:
                shape.limits[limit] = value


def choices_of(shape: Shape, agreement: Agreement) -> Iterator[Choice]:
    """What a field can be answered with, where that is a closed list."""
    if shape.base is bool:
        yield from (Choice(name=one, label=one) for one in _YES_NO)
    elif get_origin(shape.base) is Literal:
        yield from (Choice(name=one, label=one.replace("_", " ")) for one in get_args(shape.base))
    elif isinstance(shape.base, type) and issubclass(shape.base, StrEnum):
        yield from (Choice(name=one.value, label=one.value.replace("_", " ")) for one in shape.base)
    elif shape.names is not None:
        yield from _named(shape.names, agreement)


def _named(what: Named, agreement: Agreement) -> Iterator[Choice]:
    """The things of the agreement that a field can name."""
    match what:
        case "party":
            yield from _parties(agreement)
        case "body":
            known = (one.value for one in Organisation if one.value not in agreement.party)
            yield from (Choice(name=one, label=one) for one in known)
            yield from _parties(agreement)
        case "zone":
            yield from (Choice(name=one.id, label=one.name or one.id) for one in agreement.zone.values())
        case "term":
            yield from (Choice(name=one.id, label=one.name or one.id) for one in agreement.term.values())
        case "norm":
            for norm_id, norm in agreement.norms.items():
                yield Choice(name=norm_id, label=norm.says or norm_id)


def _parties(agreement: Agreement) -> Iterator[Choice]:
    for party in agreement.party.values():
        arabic = next((alias.name for alias in party.aliases if alias.lang == "ar"), "")
        yield Choice(name=party.id, label=party.name or party.id, arabic=arabic)
