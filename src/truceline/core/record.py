"""Values made in great numbers while reading: dataclasses that only the type checker keeps from changing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Value = TypeVar("Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(kind: type[Value]) -> type[Value]:
    """A slotted dataclass with a hash, frozen to mypy and to mypy alone.

    A frozen dataclass sets each field through a call, which takes five times as long as setting it.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)
