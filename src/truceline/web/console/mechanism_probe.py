"""Made-up answers to what an act must say, to try whether it could be made at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic.fields import FieldInfo

from truceline.agreement.model import Agreement
from truceline.mechanism.deed import Deed
from truceline.mechanism.questions import Shape, choices_of, shape_of

_USUAL = frozenset({"kind", "agreement", "signer", "made_at"})
_TEXTS = ("x", "x-1", "0" * 12)
_MANY = 2
"""Of a list so many: fewer of what is named, where there are fewer."""


def probe_values(kind: type[Deed], agreement: Agreement, today: date, now: datetime) -> dict[str, Any]:
    """A value for each field that a kind of act must have, as JSON has it."""
    return dict(_values(kind, agreement, today, now))


def _values(kind: type[Deed], agreement: Agreement, today: date, now: datetime) -> Iterator[tuple[str, Any]]:
    for name, info in kind.model_fields.items():
        if info.is_required() and name not in _USUAL:
            yield name, _value(info, agreement, today, now)


def _value(info: FieldInfo, agreement: Agreement, today: date, now: datetime) -> Any:
    shape = shape_of(info)
    choices = [one.name for one in choices_of(shape, agreement)]
    if shape.is_many:
        counted = "=1" if "=" in shape.limits.get("pattern", "") else ""
        return [f"{one}{counted}" for one in choices[:_MANY]] if choices else list(_TEXTS[:_MANY])
    one = choices[0] if choices else _plain(shape, today, now)
    return {"yes": True, "no": False}.get(one, one) if shape.base is bool else one


def _plain(shape: Shape, today: date, now: datetime) -> Any:
    made: dict[Any, Any] = {
        int: max(1, int(shape.limits.get("ge") or 0)),
        float: float(shape.limits.get("ge") or 0.0),
        date: today.isoformat(),
        datetime: now.isoformat(),
        dict: {"type": "Point", "coordinates": [0.0, 0.0]},
    }
    return made[shape.base] if shape.base in made else _text(shape)


def _text(shape: Shape) -> str:
    pattern = shape.limits.get("pattern")
    return next((one for one in _TEXTS if pattern is None or re.match(pattern, one)), _TEXTS[0])
