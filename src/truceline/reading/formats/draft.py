"""What a format hands on before the day of publication is settled: text, blocks, and what was odd."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from truceline.errors import InputError, Problem
from truceline.extras import installed
from truceline.reading.document import Basis, Block

Kind = Literal["paragraph", "heading", "item", "row"]
CELL_SIGN = " | "
"""Stands between the cells of a table's row."""


class Note(NamedTuple):
    """Something a person should know about the file; becomes an issue once the file's name is known."""

    kind: str
    message: str
    field: str = ""
    effect: Literal["skipped", "flagged"] = "flagged"


class Told(NamedTuple):
    """A day of publication as the document itself tells it; `day` is None where it cannot be read."""

    day: date | None
    written: str
    where: str
    basis: Basis


class Piece(NamedTuple):
    """A block's own text, before it has a place in the whole."""

    text: str
    kind: Kind = "paragraph"
    page: int | None = None
    is_link: bool = False
    """Whether most of its words lead elsewhere."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A document but for its publication: `dates` are what it says of it, the most trusted first.

    `hint` is a date that is *not* the day of publication (a file's creation) but worth telling where
    there is no other.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str = ""
    dates: tuple[Told, ...] = ()
    hint: str = ""
    notes: tuple[Note, ...] = field(default=())


def refused(name: str, message: str) -> InputError:
    """The error that says why this document cannot be read at all."""
    return InputError(Problem(name, 0, "", message))


def needs_extra(name: str, what: str, package: str) -> InputError:
    """The error for a format whose library is not installed."""
    return refused(name, f"is {what}, which needs {package}: {installed('documents')}")


def laid_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """One text of all the pieces, and their blocks: a blank line between, a line end within lists."""
    parts: list[str] = []
    blocks: list[Block] = []
    at, last = 0, None
    for piece in pieces:
        if not piece.text.strip():
            continue
        gap = "" if last is None else ("\n" if last == piece.kind and last in ("item", "row") else "\n\n")
        start = at + len(gap)
        at = start + len(piece.text)
        parts += (gap, piece.text)
        blocks.append(Block(start, at, piece.kind, piece.page))
        last = piece.kind
    return "".join(parts), tuple(blocks)
