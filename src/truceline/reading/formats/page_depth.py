"""Pages nested so deep that the parser would drop their text: made shallow before it sees them."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-z][a-z0-9:-]*)\b[^<>]*>", re.IGNORECASE)
# Elements that hold nothing, and those whose end the parser finds by itself: they do not nest by mistake.
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source")
)
_EMPTY |= frozenset(("track", "wbr", "html", "head", "body"))
_SELF_ENDING = frozenset(
    ("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup")
)
_SELF_ENDING |= frozenset(("colgroup", "rt", "rp"))
_INLINE = frozenset(
    ("a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span")
)
_INLINE |= frozenset(("strong", "sub", "sup", "u"))
_DEEPEST = 60
"""Levels that are kept; libxml2 gives up at 256, some of which are its own."""


def flattened(text: str) -> str:
    """The page without the tags of containers that lie deeper than any that tell structure."""
    depth, upto = 0, -1

    def kept(match: re.Match[str]) -> str:
        nonlocal depth, upto
        before, depth = depth, max(0, depth + _step(match))
        name = match.group(2).lower()
        if max(before, depth) <= _DEEPEST or name in _EMPTY:
            return match.group()
        again, upto = match.start() == upto, match.end()
        if again:  # ten thousand tags in a row part the text once
            return ""
        return " " if name in _INLINE else "<p>"

    return _TAG.sub(kept, text)


def _step(match: re.Match[str]) -> int:
    """How much deeper the page is after a tag."""
    name = match.group(2).lower()
    if name in _EMPTY or name in _SELF_ENDING or match.group().endswith("/>"):
        return 0
    return -1 if match.group(1) else 1
