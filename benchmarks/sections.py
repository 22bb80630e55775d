"""Parts of a document that a command writes anew, each between two marks; the rest is left as it is."""

from __future__ import annotations


def marked(name: str, body: str) -> str:
    """A part with its marks."""
    begin, end = _marks(name)
    return f"{begin}\n{body.strip()}\n{end}\n"


def part(text: str, name: str) -> str:
    """A part of a document with its marks; empty where there is none."""
    begin, end = _marks(name)
    if begin not in text or end not in text:
        return ""
    return text[text.index(begin) : text.index(end) + len(end)] + "\n"


def replaced(text: str, name: str, body: str) -> str:
    """The document with a new body for a part, which is added at the end where it had none."""
    old = part(text, name)
    new = marked(name, body)
    return text.replace(old, new) if old else f"{text.rstrip()}\n\n{new}"


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name}: written by a command -->", f"<!-- {name}: end -->"
