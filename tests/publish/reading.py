"""A strict reader of pages: every start tag has its end, every attribute its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "input", "link", "meta", "wbr"})


@dataclass
class Seen:
    """An element as it was read."""

    tag: str
    attributes: dict[str, str | None]
    text: str = ""
    inside: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """Reads a page and keeps every element; asserts that tags nest."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Seen] = []
        self._open: list[Seen] = []
        self.feed(html)
        self.close()
        assert not self._open, [one.tag for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), attrs
        seen = Seen(tag, dict(attrs), inside=[one.tag for one in self._open])
        self.elements.append(seen)
        if tag not in VOID:
            self._open.append(seen)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1].tag == tag, (tag, [one.tag for one in self._open])
        self._open.pop()

    def handle_data(self, data: str) -> None:
        for one in self._open:
            one.text += data

    def all(self, tag: str, **wanted: str) -> list[Seen]:
        """Elements of a tag with these attributes; `class_` asks for one class among others."""
        return [one for one in self.elements if one.tag == tag and _fits(one, wanted)]

    def one(self, tag: str, **wanted: str) -> Seen:
        found = self.all(tag, **wanted)
        assert len(found) == 1, (tag, wanted, len(found))
        return found[0]


def _fits(one: Seen, wanted: dict[str, str]) -> bool:
    for name, value in wanted.items():
        if name == "class_":
            if value not in (one.attributes.get("class") or "").split():
                return False
        elif one.attributes.get(name) != value:
            return False
    return True
