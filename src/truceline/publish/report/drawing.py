"""Drawings that stand by themselves: an SVG with the rules of its page in it."""

from __future__ import annotations

import re
from functools import cache

from truceline.publish.markup import Html, el, raw
from truceline.publish.sealed import packed
from truceline.publish.tongue.tongue import ENGLISH

_STYLES = ("page.css", "charts.css", "report.css")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_VARIABLE = re.compile(r"--([\w-]+):([^;}]+)")
_USED = re.compile(r"var\(--([\w-]+)\)")
_CLASS = re.compile(r'class="([^"]*)"')
_NAMED = re.compile(r"\.([\w-]+)")
_AT = re.compile(r"@[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DRAWS = re.compile(r"(?:^|;)\s*(fill|stroke|opacity|font|paint|text-anchor)")
_NEVER = re.compile(r"[:>~+\[*]")
_TAG = re.compile(r"^(<svg[^>]*>)")
_TEXT = re.compile(r"<text([^>]*)>([^<]*)</text>")
_X = re.compile(r' x="([-\d.]+)"')
_ANCHOR = re.compile(r' text-anchor="(\w+)"')
_MIXED = re.compile(r"[^\s\u0590-\u08ff]")
"""Anything but the letters of Hebrew, Arabic and their kin."""
_OTHER_END = {"start": "end", "middle": "middle", "end": "start"}
_HALO = re.compile(r"(?:paint-order|stroke[\w-]*):[^;}]*;?\s*")


def mirrored(svg: Html, width: float) -> Html:
    """A chart that runs from right to left: everything on its other side, words still to be read."""
    turned = _TEXT.sub(lambda found: _unturned(found[1], found[2]), svg)
    start = _TAG.match(turned)
    assert start is not None
    inner = raw(turned[start.end() :].removesuffix("</svg>"))
    turning = f"matrix(-1 0 0 1 {width:g} 0)"
    return raw(f"{start[1]}{el('g', {'transform': turning}, inner)}</svg>")


def _unturned(looks: str, words: str) -> str:
    found, held = _X.search(looks), _ANCHOR.search(looks)
    assert found is not None, looks
    anchor = _OTHER_END[held[1] if held else "start"]
    turning = f"matrix(-1 0 0 1 {2 * float(found[1]):g} 0)"
    rest = _ANCHOR.sub("", looks)
    return f'<text{rest} text-anchor="{anchor}" transform="{turning}">{words}</text>'


def lettered(svg: Html) -> Html:
    """A drawing whose words in Arabic or Hebrew letters run their own way, from whichever end they hang."""
    return raw(_TEXT.sub(lambda found: f"<text{found[1]}>{_apart(found[2])}</text>", svg))


def _apart(words: str) -> str:
    """Letters alone need no mark of direction, which a copy of the text would show."""
    return ENGLISH.apart(words) if _MIXED.search(words) else words


def standalone(svg: Html, font: str, *, joined: bool = False) -> str:
    """The drawing with the light, printed rules that its own classes need; `font` is a family's name.

    Of letters that are joined each would wipe out a part of the one before with a halo of its own: they
    have none.
    """
    used = {name for found in _CLASS.findall(svg) for name in found.split()}
    rules = "".join(_plain(rule) if joined else rule for names, rule in _rules() if names <= used)
    # Close-set letters would be copied out as two words.
    plain = ";font-kerning:none" if joined else ""
    style = f"<style>text{{font-family:'{font}'{plain}}}{rules}</style>"
    return _TAG.sub(lambda found: found[1] + style, svg, count=1)


def _plain(rule: str) -> str:
    return _HALO.sub("", rule) if "paint-order" in rule else rule


@cache
def _rules() -> tuple[tuple[frozenset[str], str], ...]:
    """Rules that draw, each with the classes it asks for; variables are put in, other media left out."""
    sheet = "".join(map(packed, _STYLES))
    plain = _AT.sub("", sheet)
    values = dict(_VARIABLE.findall(plain))
    found = []
    for selectors, body in _RULE.findall(plain):
        if not _DRAWS.search(body):
            continue
        filled = _USED.sub(lambda name: values.get(name[1], "none"), body)
        for selector in selectors.split(","):
            names = frozenset(_NAMED.findall(selector))
            if names and not _NEVER.search(selector):
                found.append((names, f"{selector.strip()}{{{filled.strip()}}}"))
    return tuple(found)
