"""Columns: what a table of figures holds, told once in its row's class and read there by every format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Self, Union, get_args, get_origin

from pydantic import AwareDatetime, GetJsonSchemaHandler

from truceline.evidence.descriptions import descriptions
from truceline.evidence.strict import Strict

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

Kind = Literal["text", "integer", "number", "boolean", "date", "instant", "list"]
_KINDS: dict[Any, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    bool: "boolean",
    date: "date",
    datetime: "instant",
    AwareDatetime: "instant",
    tuple: "list",
}


@dataclass(frozen=True)
class Of:
    """What a column is besides its type: its tag in the Humanitarian Exchange Language 1.1, and its unit."""

    hxl: str = ""
    unit: str = ""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Unit and tag stand in the published schema, too."""
        told = {"hxl": self.hxl, "unit": self.unit}
        return handler(core_schema) | {key: value for key, value in told.items() if value}


SHARE = "share, 0-1"
KM = "km"
DEGREES = "degrees (WGS84)"


class Row(Strict):
    """A row of a table; each field is a column, and the sentence under it says what it means."""

    @classmethod
    def of(cls, told: Strict, **others: Any) -> Self:
        """A row of what a document tells under the same names, and of `others`."""
        shared = cls.model_fields.keys() & type(told).model_fields.keys()
        return cls(**{name: getattr(told, name) for name in shared - others.keys()}, **others)


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    name: str
    kind: Kind
    means: str
    unit: str = ""
    hxl: str = ""


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a table, in the order of its row's fields."""
    told = descriptions(row)
    return tuple(
        _column(name, _kind(field.annotation), told[name], field.metadata)
        for name, field in row.model_fields.items()
    )


def _column(name: str, kind: Kind, means: str, metadata: list[Any]) -> Column:
    of = next((one for one in metadata if isinstance(one, Of)), Of())
    return Column(name, kind, " ".join(means.split()), of.unit, of.hxl)


def _kind(annotation: Any) -> Kind:
    """The kind of a field, whether it may be empty or not."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = (one for one in get_args(annotation) if one is not NoneType)
    origin = get_origin(annotation)
    if origin is Literal:
        return "text"
    bare = (
        annotation
        if origin is None
        else get_args(annotation)[0]
        if hasattr(annotation, "__metadata__")
        else origin
    )
    return _KINDS[bare]
