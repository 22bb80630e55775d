"""A report as a PDF that can be read aloud, copied and printed: set by typst, PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import as_file, files
from typing import Any, Self

from truceline.extras import require_extra
from truceline.publish.markup import Html
from truceline.publish.report.composed import (
    Block,
    Bullets,
    Cell,
    Drawing,
    Heading,
    Paragraph,
    Report,
    Section,
    Sentence,
    Table,
)
from truceline.publish.report.drawing import standalone
from truceline.publish.report.page import keys_of
from truceline.publish.tongue.tongue import END, ISOLATE

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""The same report gives the same bytes: the day it tells of stands in it, not the second it was set."""
_ARABIC = "Amiri"
_LEAST, _MOST = 6, 34
"""Letters of a column's width that count, however short or long its cells are."""
_UNSEEN = {ord(ISOLATE): None, ord(END): None}


class Press:
    """Sets PDFs one after another, beside whatever else is done: typst needs no lock of Python's."""

    def __init__(self) -> None:
        self._setter = ThreadPoolExecutor(1, "press")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._setter.shutdown(cancel_futures=True)

    def begin(self, report: Report) -> Future[bytes]:
        """The PDF, once it is set. InputError where typst is not installed."""
        require_extra("report", "a PDF", ("typst",))
        return self._setter.submit(_set, json.dumps(_document(report), ensure_ascii=False))


def printed(report: Report) -> bytes:
    """The PDF. InputError where typst is not installed."""
    with Press() as press:
        return press.begin(report).result()


def _set(document: str) -> bytes:
    import typst  # noqa: PLC0415 - 30 MB that only a PDF needs

    publish = files("truceline.publish")
    layout = publish.joinpath("report/report.typ")
    with as_file(publish.joinpath("fonts")) as fonts, as_file(layout) as file:
        made = typst.compile(
            str(file),
            font_paths=[str(fonts)],
            ignore_system_fonts=True,
            sys_inputs={"report": document},
            pdf_standards=["ua-1"],
            timestamp=_EPOCH,
        )
    assert isinstance(made, bytes)
    return made


def _document(report: Report) -> dict[str, Any]:
    return {
        "id": report.id,
        "language": report.language,
        "direction": report.direction,
        "title": report.title,
        "subtitle": report.subtitle,
        "notice": report.notice,
        "warnings": [_sentence(one)["text"] for one in report.warnings],
        "notice_short": report.notice.split(":")[0].split(". ")[0],
        "brand": report.brand,
        "contents": report.contents,
        "one_sheet": report.one_sheet,
        "keys": sorted(keys_of(report)),
        "sections": [_section(one, _font(report)) for one in report.sections],
    }


def _font(report: Report) -> str:
    return _ARABIC if report.direction == "rtl" else "Libertinus Serif"


def _section(one: Section, font: str) -> dict[str, Any]:
    return {
        "key": one.key,
        "heading": one.heading,
        "blocks": [_block(block, font) for block in one.blocks],
    }


def _block(block: Block, font: str) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "sentences": list(map(_sentence, block.sentences))}
        case Bullets():
            return {"kind": "bullets", "key": block.key, "items": list(map(_sentence, block.items))}
        case Heading():
            return {"kind": "heading", "key": block.key, "text": block.text}
        case Table():
            return _table(block)
        case Drawing():
            return _drawing(block, font)


def _sentence(one: Sentence) -> dict[str, Any]:
    told = f"{ISOLATE}{one.text}{END}" if one.foreign else one.text
    return {"text": told, "leads": list(one.leads), "foreign": one.foreign}


def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": "table",
        "caption": block.caption,
        "heads": list(block.heads),
        "figures": sorted(block.figures),
        "widths": _widths(block),
        "rows": [{"key": row.key, "cells": list(map(_cell, row.cells))} for row in block.rows],
    }


def _widths(block: Table) -> list[float]:
    """Columns as wide as their longest words and their usual cells ask for."""
    columns: Sequence[Sequence[str]] = list(
        zip(*([cell.text for cell in row.cells] for row in block.rows), strict=True)
    )
    return [
        float(max(_longest_word([head, *cells]), min(_usual(cells), _MOST), _LEAST))
        for head, cells in zip(block.heads, columns, strict=True)
    ]


def _longest_word(cells: Sequence[str]) -> int:
    return max(len(word) for cell in cells for word in (cell.replace("\n", " ").split(" ")))


def _usual(cells: Sequence[str]) -> int:
    """The length that nine cells in ten keep to."""
    return sorted(len(cell) for cell in cells)[(len(cells) - 1) * 9 // 10]


def _cell(cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, "lead": cell.lead, "tone": cell.tone, "foreign": cell.foreign}


def _alone(svg: Html, font: str) -> str:
    return standalone(svg, font, joined=font == _ARABIC)


def _drawing(block: Drawing, font: str) -> dict[str, Any]:
    return {
        "kind": "drawing",
        "caption": block.caption,
        "told": block.told.translate(_UNSEEN),
        "svg": _alone(block.svg, font),
        "tall": block.height > block.width,
        "legend": [{"svg": _alone(swatch, font), "words": words} for swatch, words in block.legend],
    }
