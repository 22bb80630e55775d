"""A number before its noun, in the English that the engine writes."""

from __future__ import annotations


def counted(number: float, one: str, many: str | None = None) -> str:
    """`1 day`, `3 days`, `1,200 days`: a whole number with the form of the word that goes with it."""
    return f"{number:,.0f} {one if round(number) == 1 else many or f'{one}s'}"
