"""The text of what may be HTML: no markup, no script, nothing that is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_UNSEEN = frozenset({"script", "style", "template", "noscript", "iframe", "object", "svg", "math", "head"})
_BREAKS = frozenset(
    {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "blockquote"}
)
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z0-9]+;")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\n\s*\n\s*")
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain_text(written: str) -> str:
    """The words that a reader would see, paragraphs kept apart."""
    if _MARKUP.search(written):
        reader = _Words()
        reader.feed(written)
        reader.close()
        written = "".join(reader.words)
    lines = _BLANKS.sub(" ", _HIDDEN.sub("", written.replace("\r", "\n")))
    return _LINES.sub("\n\n", lines).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Leave out what nobody sees; break lines where blocks begin."""
        del attrs
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BREAKS:
            self.words.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """Come back to what is seen."""
        if tag in self._unseen:
            while self._unseen and self._unseen.pop() != tag:
                pass
        elif tag in _BREAKS:
            self.words.append("\n\n")

    def handle_data(self, data: str) -> None:
        """Keep words that are seen."""
        if not self._unseen:
            self.words.append(data)
