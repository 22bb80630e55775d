"""How short texts with a fixed form are written, as patterns and in words."""

from __future__ import annotations

from typing import Final

HANDLE: Final = r"^[a-z0-9][a-z0-9._-]{0,63}$"
"""A short name for people and programs."""
NUMBERED: Final = r"^[a-z](-[0-9]{1,4}){1,4}$"
"""A handle that names nobody."""
WHERE: Final = r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|[a-z0-9][a-z0-9._-]{0,63})$"
"""A zone of the agreement, or an ISO 3166 code of a country or province."""
ITEMS: Final = r"^[A-Za-z0-9_.-]+=[0-9]{1,6}$"
"""So many of a term."""
STATE: Final = r"^[a-z][a-z0-9_]{0,63}$"
"""A state that something may be in."""
ACT: Final = r"^[0-9a-f]{12,64}$"
"""The digest of an act, or its beginning."""
SHA256: Final = r"^[0-9a-f]{64}$"
"""A digest, whole."""

IN_WORDS: Final = {
    "": "is not written as it must be",
    HANDLE: "must be small letters, digits, `.`, `-` and `_`, a letter or digit first",
    NUMBERED: "must be one small letter and numbers, like r-12 or r-2018-10-4: a name here tells of nobody",
    WHERE: "must be a zone of the agreement, or the code of a country or province, like TR or SY-ID",
    ITEMS: "must be a term and how many, like mortars=12",
    STATE: "must be small letters, digits and `_`, a letter first",
    ACT: "must be the first 12 or more digits of an act's digest",
    SHA256: "must be a SHA-256 digest: 64 of the digits 0 to 9 and a to f",
}
"""What a text of each pattern must be, told to whoever wrote it otherwise; the first is of any other."""


def in_words(pattern: str) -> str:
    """What a text must be to fit a pattern; of one without words of its own, that it does not fit."""
    return IN_WORDS.get(pattern, IN_WORDS[""])
