"""A report as it is written: sections of sentences, tables and drawings, in one language, without a layout.

Every sentence leads to what it rests on. A page and a PDF lay out the very same document.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from truceline.publish.markup import Html


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the places of the report that prove it."""

    text: str
    leads: tuple[str, ...] = ()
    """Keys of rows or proofs further down."""
    foreign: bool = False
    """Whether it stands in another language than the report: a source's own words, an agreement's."""


@dataclass(frozen=True)
class Cell:
    """What stands in one cell of a table."""

    text: str
    lead: str | None = None
    tone: str | None = None
    """Of a standing: `good`, `part`, `bad`, `dispute`, `wait`, `open` or `off`, perhaps `soft`."""
    sign: str = ""
    """The symbol that says the same without colour."""
    foreign: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table; `key` is what sentences lead to."""

    cells: tuple[Cell, ...]
    key: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]


OPEN, MANY = 12, 18
"""Sentences of a long list that stand open on a page, and from more than how many on it is long."""


@dataclass(frozen=True)
class Bullets:
    """Sentences under each other."""

    items: tuple[Sentence, ...]
    key: str | None = None
    rest: str = ""
    """What a page folds the later ones under, where they are many; empty: they all stand open."""


@dataclass(frozen=True)
class Heading:
    """A heading within a section; `key` is what sentences lead to."""

    text: str
    key: str | None = None


@dataclass(frozen=True)
class Table:
    """A table; its first column names its rows. Long ones fold on a page."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: frozenset[int] = frozenset()
    """Columns that hold figures."""
    folds: bool = True
    """Whether a page may fold it where it is long."""


@dataclass(frozen=True)
class Drawing:
    """A map or chart, with what it shows in words."""

    key: str
    caption: str
    told: str
    """The text alternative."""
    svg: Html
    width: float
    """Of its view box; the height follows from it."""
    height: float
    legend: tuple[tuple[Html, str], ...] = ()
    """Swatches and their words."""


Block = Paragraph | Bullets | Heading | Table | Drawing


@dataclass(frozen=True)
class Section:
    """A part of the report under its own heading."""

    key: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """The whole report in one language."""

    id: str
    language: str
    direction: str
    title: str
    subtitle: str
    notice: str
    """Who may read it."""
    sections: tuple[Section, ...]
    digest: str = ""
    """SHA-256 of the facts that it was written from."""
    warnings: tuple[Sentence, ...] = ()
    """What was corrected since it was issued; stands above everything else."""
    contents: str = "Contents"
    """What the list of sections is called."""
    brand: str = "truceline"
    one_sheet: bool = False
    """Whether it is meant to fit on one sheet of paper."""


def section(key: str, heading: str, *blocks: Block | None) -> Section | None:
    """A section of the blocks there are; None without any."""
    told = tuple(block for block in blocks if block is not None)
    return Section(key, heading, told) if told else None


def paragraph(*sentences: Sentence | str | None) -> Paragraph | None:
    """A paragraph of the sentences there are; None without any."""
    told = tuple(Sentence(one) if isinstance(one, str) else one for one in sentences if one)
    return Paragraph(told) if told else None


def bullets(sentences: Iterable[Sentence]) -> Bullets | None:
    """The sentences there are, under each other; None without any."""
    told = tuple(sentences)
    return Bullets(told) if told else None


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Row],
    figures: Sequence[int] = (),
    *,
    folds: bool = True,
) -> Table | None:
    """A table; None without rows."""
    return Table(caption, tuple(heads), tuple(rows), frozenset(figures), folds) if rows else None


def without_empty(block: Table | None, columns: Collection[int]) -> Table | None:
    """The table without those of these columns in which no row has anything."""
    if block is None:
        return None
    kept = [
        place
        for place in range(len(block.heads))
        if place not in columns or any(row.cells[place].text for row in block.rows)
    ]
    return replace(
        block,
        heads=tuple(block.heads[place] for place in kept),
        rows=tuple(replace(row, cells=tuple(row.cells[place] for place in kept)) for row in block.rows),
        figures=frozenset(new for new, place in enumerate(kept) if place in block.figures),
    )


def row(*cells: Cell | str, key: str | None = None) -> Row:
    """A row of cells."""
    return Row(tuple(Cell(one) if isinstance(one, str) else one for one in cells), key)
