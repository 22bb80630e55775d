"""Claims as Arrow tables: the schema read off the claim's model, and the way there and back.

pyarrow is an extra (`tables`) and is loaded only when one of these functions is called.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import Enum
from itertools import islice
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from truceline.evidence.claim import Claim
from truceline.evidence.descriptions import descriptions
from truceline.evidence.schema import FORMAT
from truceline.extras import require_extra

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_AT_A_TIME = 10_000


def arrow_schema() -> pa.Schema:
    """The Arrow schema of a claim: one column for each field, nested models as structs.

    Descriptions stand in each field's metadata. A GeoJSON geometry, whose form is open, is JSON
    text; instants are UTC to the microsecond; days are date32.
    """
    schema: pa.Schema = _pyarrow().schema(_fields(Claim), metadata={"format": FORMAT})
    return schema


def batches(claims: Iterable[Claim], size: int = ROWS_AT_A_TIME) -> Iterator[pa.RecordBatch]:
    """The claims in record batches of at most `size` rows, in order, without holding them all."""
    arrow = _pyarrow()
    schema = arrow_schema()
    waiting = iter(claims)
    while some := [_row(claim) for claim in islice(waiting, size)]:
        yield arrow.RecordBatch.from_pylist(some, schema=schema)


def to_table(claims: Iterable[Claim]) -> pa.Table:
    """All the claims as one Arrow table."""
    table: pa.Table = _pyarrow().Table.from_batches(list(batches(claims)), schema=arrow_schema())
    return table


def from_table(table: pa.Table) -> Iterator[Claim]:
    """The claims of an Arrow table in row order, equal to those it was made of.

    Raises pydantic's ValidationError for a row that is no claim.
    """
    for batch in table.to_batches(max_chunksize=ROWS_AT_A_TIME):
        for row in batch.to_pylist():
            yield Claim.model_validate(_restored(row, Claim))


def _pyarrow() -> Any:
    require_extra("tables", "Arrow")
    import pyarrow as pa  # noqa: PLC0415 - an optional extra, and 200 ms at every start

    return pa


def _fields(model: type[BaseModel]) -> list[Any]:
    described = descriptions(model)
    return [_field(name, info, described.get(name)) for name, info in model.model_fields.items()]


def _field(name: str, info: FieldInfo, description: str | None) -> Any:
    kind, may_be_null = _bare(info.annotation)
    told = {"description": description} if description else None
    return _pyarrow().field(name, _type(kind), nullable=may_be_null, metadata=told)


def _type(kind: Any) -> Any:
    arrow = _pyarrow()
    given = get_args(kind)
    if get_origin(kind) is tuple:
        inner = arrow.field("item", _type(given[0]), nullable=False)
        # A span could be a list of fixed size, but Parquet has none and readers differ on its nulls.
        return arrow.list_(inner)
    if get_origin(kind) is dict or get_origin(kind) is Literal:
        return arrow.string()
    if issubclass(kind, BaseModel):
        return arrow.struct(_fields(kind))
    plain = {
        bool: arrow.bool_(),
        int: arrow.int64(),
        float: arrow.float64(),
        date: arrow.date32(),
        datetime: arrow.timestamp("us", tz="UTC"),
        AwareDatetime: arrow.timestamp("us", tz="UTC"),
    }
    return plain.get(kind, arrow.string())


def _bare(annotation: Any) -> tuple[Any, bool]:
    """The type without `Annotated` and `None`, and whether None was among its types."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    given = get_args(annotation)
    if NoneType in given and get_origin(annotation) is not Literal:
        other = next(one for one in given if one is not NoneType)
        return _bare(other)[0], True
    return annotation, False


def _row(claim: Claim) -> dict[str, Any]:
    return {name: _plain(getattr(claim, name)) for name in Claim.model_fields}


def _plain(value: Any) -> Any:
    match value:
        case BaseModel():
            return {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        case tuple():
            return [_plain(item) for item in value]
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case Enum():
            return value.value
        case _:
            return value


def _restored(row: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The row with its JSON texts parsed again, wherever the model has an open mapping."""
    return {
        name: _restored_value(value, _bare(model.model_fields[name].annotation)[0])
        for name, value in row.items()
        if name in model.model_fields
    }


def _restored_value(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is dict:
        return json.loads(value)
    if get_origin(kind) is tuple:
        return [_restored_value(item, _bare(get_args(kind)[0])[0]) for item in value]
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _restored(value, kind)
    return value
