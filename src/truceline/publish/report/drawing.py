"""Drawings that stand by themselves: an SVG with the rules of its page in it."""

from __future__ import annotations

import re
from functools import cache

from truceline.publish.markup import Html
from truceline.publish.sealed import packed

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


def standalone(svg: Html, font: str) -> str:
    """The drawing with the light, printed rules that its own classes need; `font` is a family's name."""
    used = {name for found in _CLASS.findall(svg) for name in found.split()}
    rules = "".join(rule for names, rule in _rules() if names <= used)
    style = f"<style>text{{font-family:'{font}'}}{rules}</style>"
    return _TAG.sub(lambda found: found[1] + style, svg, count=1)


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
