"""A report as one self-contained page: no request, no script, readable by keyboard, ear, and on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.publish.markup import Html, Value, el, join, text
from truceline.publish.report.composed import (
    OPEN,
    Block,
    Bullets,
    Cell,
    Drawing,
    Heading,
    Paragraph,
    Report,
    Row,
    Section,
    Sentence,
    Table,
)
from truceline.publish.sealed import packed, sealed
from truceline.publish.tongue.tongue import END, ISOLATE

_NARROW = 4
"""Columns that fit a telephone; a table with more scrolls."""
LONG = 12
"""Rows from which on a table is folded."""
_APART = re.compile(f"([{ISOLATE}{END}])")
_STYLES = ("page.css", "charts.css", "report.css")


@dataclass(frozen=True)
class Around:
    """What a site puts around a report: its own way about above, replies below."""

    before: Html | None = None
    after: Html | None = None
    links: tuple[tuple[str, str], ...] = ()
    """Addresses that other programs look for: rel and address."""


def report_page(report: Report, around: Around | None = None) -> str:
    """One HTML file; the same report gives the same bytes. `around` is the site that it stands on."""
    style = "".join(map(packed, _STYLES))
    return sealed(
        f"{report.title}: {report.subtitle}",
        style,
        "",
        el(
            "div",
            {"class": "report one-sheet" if report.one_sheet else "report", "dir": report.direction},
            around.before if around else None,
            _top(report),
            _main(report, around),
        ),
        language=report.language,
        direction=report.direction,
        findable=around is not None,
        links=around.links if around else (),
    )


def _top(report: Report) -> Html:
    return el(
        "header",
        {"class": "top"},
        el(
            "div",
            {"class": "inner"},
            el("p", {"class": "brand"}, report.brand),
            el("h1", {"dir": "auto"}, worded(report.title)),
            el("p", {"class": "sub"}, worded(report.subtitle)),
            el("p", {"class": "notice"}, worded(report.notice)),
        ),
    )


def _main(report: Report, around: Around | None) -> Html:
    known = keys_of(report)
    items = [el("li", {}, el("a", {"href": f"#{one.key}"}, worded(one.heading))) for one in report.sections]
    contents = el(
        "nav",
        {"class": "panel", "aria-labelledby": "contents-h"},
        el("h2", {"id": "contents-h"}, report.contents),
        el("ol", {"class": "contents"}, items),
    )
    return el(
        "main",
        {"id": "main"},
        _warnings(report),
        contents,
        [section_of(one, known) for one in report.sections],
        around.after if around else None,
    )


def _warnings(report: Report) -> Html | None:
    if not report.warnings:
        return None
    items = [el("li", {}, worded(one.text)) for one in report.warnings]
    return el("div", {"class": "panel warned", "role": "note"}, el("ul", {"class": "lines"}, items))


def keys_of(report: Report) -> frozenset[str]:
    """Everything in the report that a sentence can lead to."""
    found = {one.key for one in report.sections}
    for section in report.sections:
        for block in section.blocks:
            match block:
                case Table():
                    found |= {row.key for row in block.rows if row.key}
                case Heading() | Bullets():
                    found |= {block.key} if block.key else set()
                case _:
                    pass
    return frozenset(found)


def section_of(one: Section, known: frozenset[str] = frozenset()) -> Html:
    """One section; its sentences lead to what is `known` on the page."""
    return el(
        "section",
        {"class": "panel", "id": one.key, "aria-labelledby": f"{one.key}-h"},
        el("h2", {"id": f"{one.key}-h"}, worded(one.heading)),
        [_block(block, known) for block in one.blocks],
    )


def _block(block: Block, known: frozenset[str]) -> Html:
    match block:
        case Paragraph():
            return el("p", {}, join((_sentence(one, known) for one in block.sentences), " "))
        case Bullets():
            return _bullets(block, known)
        case Heading():
            return el("h3", {"id": block.key, "dir": "auto"}, worded(block.text))
        case Table():
            return table_of(block, known)
        case Drawing():
            return _drawing(block)


def _bullets(block: Bullets, known: frozenset[str]) -> Html:
    items = [el("li", {}, _sentence(one, known)) for one in block.items]
    if not block.rest:
        return el("ul", {"class": "lines", "id": block.key}, items)
    later = el("ul", {"class": "lines"}, items[OPEN:])
    folded = el("details", {"class": "long"}, el("summary", {}, worded(block.rest)), later)
    return join([el("ul", {"class": "lines", "id": block.key}, items[:OPEN]), folded])


def _sentence(one: Sentence, known: frozenset[str]) -> Html:
    told = el("span", _foreign(foreign=one.foreign), worded(one.text)) if one.foreign else worded(one.text)
    leads = [
        el(
            "a",
            {"class": "lead", "href": f"#{key}", "aria-label": f"{one.text}: \N{DOWNWARDS ARROW}"},
            "\N{DOWNWARDS ARROW}",
        )
        for key in one.leads
        if key in known
    ]
    return join([told, *leads])


def _foreign(*, foreign: bool) -> dict[str, Value]:
    return {"lang": "en", "dir": "auto"} if foreign else {}


def worded(told: str) -> Html:
    """Text with what was set apart in elements of its own, so that it cannot turn the words around it."""
    if ISOLATE not in told:
        return text(told)
    open_: list[list[Html]] = [[]]
    for part in _APART.split(told):
        if part == ISOLATE:
            open_.append([])
        elif part == END:
            inner = open_.pop()
            open_[-1].append(el("bdi", {}, *inner))
        else:
            open_[-1].append(text(part))
    return join(open_[0])


def table_of(block: Table, known: frozenset[str] = frozenset()) -> Html:
    """One table, folded where it is long and may be."""
    heads = [
        el("th", {"scope": "col", "class": "fig" if place in block.figures else None}, worded(head))
        for place, head in enumerate(block.heads)
    ]
    is_long = block.folds and len(block.rows) > LONG
    caption = None if is_long else el("caption", {}, worded(block.caption))
    drawn = el(
        "div",
        {"class": "wide", "tabindex": "0", "role": "region", "aria-label": block.caption},
        el(
            "table",
            {"class": "broad" if len(block.heads) > _NARROW else None},
            caption,
            el("thead", {}, el("tr", {}, heads)),
            el("tbody", {}, [_row(row, block.figures, known) for row in block.rows]),
        ),
    )
    if not is_long:
        return drawn
    summary = el("summary", {}, worded(block.caption), f" ({len(block.rows):,})")
    return el("details", {"class": "long"}, summary, drawn)


def _row(row: Row, figures: frozenset[int], known: frozenset[str]) -> Html:
    first, *rest = row.cells
    cells = [
        el("td", {"class": "fig" if place in figures else None}, _cell(cell, known))
        for place, cell in enumerate(rest, start=1)
    ]
    return el("tr", {"id": row.key}, el("th", {"scope": "row"}, _cell(first, known)), cells)


def _cell(cell: Cell, known: frozenset[str]) -> Html:
    told = worded(cell.text)
    if cell.foreign:
        told = el("span", _foreign(foreign=True), told)
    if cell.tone:
        sign = el("span", {"class": "sym", "aria-hidden": "true"}, cell.sign)
        told = el("span", {"class": f"chip {cell.tone}"}, sign, told)
    if cell.lead in known:
        return el("a", {"href": f"#{cell.lead}", "class": "bare" if cell.tone else None}, told)
    return told


def _drawing(block: Drawing) -> Html:
    signs = [el("li", {}, swatch, el("span", {}, worded(words))) for swatch, words in block.legend]
    return el(
        "figure",
        {"id": block.key},
        el("figcaption", {}, worded(block.caption)),
        el(
            "div",
            {"class": "wide", "tabindex": "0", "role": "region", "aria-label": block.caption},
            el("div", {"role": "img", "aria-label": block.told}, block.svg),
        ),
        el("ul", {"class": "signs"}, signs) if signs else None,
        el("p", {"class": "told"}, worded(block.told)),
    )
