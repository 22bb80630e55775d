"""What to say when a name is none of those it could be."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

MANY = 40
"""Above this many, the accepted values are not listed: the neighbours are enough."""


def unknown(noun: str, given: str, allowed: Iterable[str]) -> str:
    """A sentence that names the wrong value and the ones close to it."""
    near = get_close_matches(given, list(allowed), n=3, cutoff=0.7)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    return f"no {noun} is called '{given}'{hint}"


def problems_with(option: str, noun: str, given: Iterable[str], allowed: Collection[str]) -> list[Problem]:
    """One problem for each given name that is not allowed."""
    listed = tuple(allowed) if len(allowed) <= MANY else ()
    return [
        Problem(option, 0, "", unknown(noun, name, allowed), listed) for name in given if name not in allowed
    ]


def require(option: str, noun: str, given: Iterable[str], allowed: Collection[str]) -> None:
    """Raise InputError with every name that is not allowed."""
    if problems := problems_with(option, noun, given, allowed):
        raise InputError(problems)
