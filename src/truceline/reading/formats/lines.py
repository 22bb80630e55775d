"""A line of a printed page: its words and where they stand."""

from __future__ import annotations

from typing import NamedTuple

WIDE_GAP = 1.6
"""Blank between two words, in heights of the line, that parts cells or columns."""


class Line(NamedTuple):
    """One line; lengths in points, `bottom` from the foot of the page."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    size: float
    """Height of its letters' boxes, ascenders and descenders included."""
    page_height: float
    cells: tuple[str, ...]
    """Its parts that stand far from each other; one in most lines."""
    is_broken: bool = False
    """Whether its last word goes on in the next line; its hyphen is not in `text`."""
    is_bold: bool = False
