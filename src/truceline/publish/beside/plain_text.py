"""Text that can stand in any file: whatever a name or a reason carries, it steers nobody."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_C0 = 0x20
# Controls but tab and line feed; what XML 1.0 cannot hold; and the marks that turn the direction of what
# follows (Unicode's bidirectional overrides, embeddings and isolates), by which a name can read as another.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")


def harmless(text: str) -> str:
    """The text with one sort of line end, and with controls and turned directions made visible.

    Joiners and the plain direction marks belong to Arabic and Persian spelling; they stay.
    """
    return _STEERING.sub(_picture, _LINE_ENDS.sub("\n", str(text)))


def one_line(text: str) -> str:
    """The text on one line, for places that have no other."""
    return " ".join(harmless(text).split())


def _picture(found: re.Match[str]) -> str:
    """The "control picture" of a C0 character, the replacement character for others."""
    char = found.group()
    return chr(0x2400 + ord(char)) if ord(char) < _C0 else "\ufffd"


Text = Annotated[str, AfterValidator(harmless)]
"""A text as tables, feeds and calendars hold it."""
