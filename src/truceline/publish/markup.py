"""HTML and SVG built from escaped parts: text that came from a source can never become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape


class Html(str):
    """Text that is markup already; only `el`, `join` and `raw` make it."""

    __slots__ = ()


Child = Html | str | float | None
Content = Child | Iterable[Child]
Value = str | float | bool | None

# Elements that have no end tag in HTML; everything else gets one, also in inline SVG.
_VOID = frozenset({"br", "hr", "input", "link", "meta", "wbr"})
# Names come from our own code, never from data; this keeps it so.
_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9:-]*\Z")
# A URL may only point into the page, about its site or to the open web: `javascript:` never gets through.
_SAFE_URL = re.compile(r"(#|\.{1,2}/|https?://)", re.IGNORECASE)
# No HTML text at all: shown as the replacement character.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
# Most texts hold nothing that is written otherwise, and one look at them is enough.
_IS_PLAIN = re.compile("[ !#-%(-;=?-~\n\t\xa0-\u2029\u202f-\u2065\u2070-\ud7ff\ue000-\ufffd]*\\Z").match
# Directional overrides in a source's words could turn the row around them; `dir=auto` does without.
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def text(value: object) -> Html:
    """A value as escaped text; markup passes as it is."""
    if isinstance(value, Html):
        return value
    if value is None:
        return Html()
    plain = value if type(value) is str else _plain(value)
    return Html(plain if _IS_PLAIN(plain) else _escaped(plain))


def _escaped(value: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", _OVERRIDES.sub("", value)), quote=True)


def raw(markup: str) -> Html:
    """Our own markup (style sheets, scripts), taken as it is."""
    return Html(markup)


def join(children: Iterable[Child], between: str = "") -> Html:
    """Several children in a row."""
    return Html(text(between).join([text(child) for child in children]))


def el(tag: str, attributes: dict[str, Value] | None = None, *children: Content) -> Html:
    """One element. Attributes that are None or False are left out, True ones stand bare."""
    assert tag in _NAMES or _is_name(tag), tag
    start = "".join([_attribute(*one) for one in attributes.items()]) if attributes else ""
    if tag in _VOID:
        assert not children, f"<{tag}> holds nothing"
        return Html(f"<{tag}{start}>")
    return Html(f"<{tag}{start}>{join(_flat(children))}</{tag}>")


_NAMES: set[str] = set()
"""Names that were found to be some; our own code has few."""


def _is_name(value: str) -> bool:
    if not _NAME.match(value):
        return False
    _NAMES.add(value)
    return True


def slug(value: str) -> str:
    """A value as part of an element id: letters, digits and hyphens only; unlike values stay unlike."""
    return re.sub(r"[^A-Za-z0-9-]", lambda found: f"_{ord(found[0]):x}_", value)


def _flat(children: Iterable[Content]) -> Iterable[Child]:
    for child in children:
        if child is None or isinstance(child, str | int | float):
            yield child
        else:
            yield from child


def _attribute(name: str, value: Value) -> str:
    assert name in _NAMES or _is_name(name), name
    assert name[:2] != "on", "no event handlers in markup"
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if name == "href" and not _SAFE_URL.match(str(value)):
        return ""
    return f' {name}="{text(value)}"'


def _plain(value: object) -> str:
    """Numbers short and the same on every machine: at most two decimals, no trailing zeros."""
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
    return str(value)
