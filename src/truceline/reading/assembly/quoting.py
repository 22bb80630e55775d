"""A quotation that goes on over several sentences: whoever is said to say the first says them all."""

from __future__ import annotations

from truceline.reading.assembly.discourse import Discourse
from truceline.reading.assembly.fillers import Fillers
from truceline.reading.assembly.marked import Marked

_OPENING = frozenset({"\u201c", "\u00ab", "\u201e"})
_CLOSING = frozenset({"\u201d", "\u00bb"})
_QUOTE = '"'
_SIGNS = _OPENING | _CLOSING | {_QUOTE}


def hear(marked: Marked, discourse: Discourse) -> None:
    """Take note of whose quotation the sentence belongs to, for "we" and for what nobody else says."""
    floor, tokens = discourse.floor, marked.sentence.tokens
    if floor.home is not None or floor.talks:
        return
    if marked.sentence.paragraph != floor.paragraph:
        floor.paragraph, floor.is_quoting, floor.quoted = marked.sentence.paragraph, False, None
    begins = floor.is_quoting or (bool(tokens) and tokens[0].text in {_QUOTE, *_OPENING})
    floor.is_quoting = _is_open(marked, begun=floor.is_quoting)
    if not (begins or marked.parse.quotes):
        floor.heard = None
        return
    told = [phrase for phrase, _, _ in marked.parse.speakers]
    floor.heard = floor.quoted if begins and not told else None
    if told and marked.parse.quotes:
        it = marked.parse.phrases[told[0]]
        found = Fillers(marked, discourse).actors(told[:1])
        floor.quoted = found[0] if found else marked.actor(it.first, it.last)


def _is_open(marked: Marked, *, begun: bool) -> bool:
    """Whether a quotation is still open behind the sentence."""
    is_open = begun
    if _SIGNS.isdisjoint([token.text for token in marked.sentence.tokens]):
        return is_open
    for token in marked.sentence.tokens:
        if token.text == _QUOTE:
            is_open = not is_open
        elif token.text in _OPENING:
            is_open = True
        elif token.text in _CLOSING:
            is_open = False
    return is_open
