"""Search that works offline and from a folder: the index stands in the page, nobody is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from truceline.publish.bulletin.frame import Frame
from truceline.publish.bulletin.issue import Written
from truceline.publish.markup import el
from truceline.publish.report.composed import Block, Bullets, Drawing, Heading, Paragraph, Section, Table
from truceline.publish.report.page import worded
from truceline.publish.sealed import packed
from truceline.publish.tongue.tongue import END, ISOLATE

_UNSEEN = {ord(ISOLATE): None, ord(END): None}


def search_page(frame: Frame, written: Sequence[Written]) -> str:
    """A page that finds words in every section of every report; without script it says so."""
    say = frame.tongue.say
    found = [
        {
            "t": one.report.subtitle,
            "h": part.heading,
            "u": f"./reports/{one.issue.name}/index.html#{part.key}",
            "x": _words(part),
        }
        for one in written
        for part in one.report.sections
    ]
    # `<` is written so that no text can end the script.
    index = json.dumps(found, ensure_ascii=False, sort_keys=True).translate(_UNSEEN).replace("<", "\\u003c")
    form = el(
        "form",
        {"class": "search", "role": "search"},
        el("label", {"for": "q"}, worded(say("Words to find"))),
        " ",
        el("input", {"id": "q", "type": "search", "autocomplete": "off", "dir": "auto"}),
    )
    none = say("Nothing found.")
    return frame.page(
        say("Search"),
        el(
            "section",
            {"class": "panel", "aria-live": "polite"},
            form,
            el(
                "noscript",
                {},
                el(
                    "p", {}, worded(say("Search needs JavaScript; all reports are listed under All reports."))
                ),
            ),
            el("p", {"id": "none", "hidden": True}, worded(none)),
            el("ul", {"id": "hits", "class": "hits"}),
        ),
        script=f"const INDEX={index};\n{packed('bulletin/search.js')}",
    )


def _words(part: Section) -> str:
    return " ".join(word for block in part.blocks for word in _told(block))


def _told(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from (one.text for one in block.sentences)
        case Bullets():
            yield from (one.text for one in block.items)
        case Heading():
            yield block.text
        case Drawing():
            yield from (block.caption, block.told)
        case Table():
            yield block.caption
            yield from (cell.text for row in block.rows for cell in row.cells)
