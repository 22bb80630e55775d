"""How a name sounds, roughly: what stays the same when people write it in Latin letters by ear.

Transliterations of one name share their consonants and little else: Saraqib, Seraqeb; Khan
Shaykhun, Khan Sheikhoun; Deir ez-Zor, Deir Ezzor.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

# Order matters: two letters for one sound before the single letters.
_SOUNDS = (
    ("tch", "2"),
    ("sch", "1"),
    ("sh", "1"),
    ("ch", "2"),
    ("kh", "3"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("zh", "4"),
    ("ph", "f"),
    ("ck", "k"),
    ("q", "k"),
    ("c", "k"),
)
_ARTICLES = re.compile(r"(?<= )(?:a[dlnrstz]|ash|adh|ath|el|e[dnrstz]|esh|ul) (?=\w)")
_SILENT_END = re.compile(r"(?<=[aeiou])h\b")
_VOWELS = re.compile(r"(?<=.)[aeiouyw]+")
_DOUBLED = re.compile(r"(.)\1+")
_LEADING_VOWEL = re.compile(r"\b[aeiou]+")
_LATIN = re.compile(r"[a-z ]+\Z")
_CLEAR = 4
_LIKE = {_CLEAR: 0.7, 3: 0.75}


def sound(spelling: str) -> str:
    """The sound of a spelling key; empty for other scripts and for what is too short to tell."""
    if not _LATIN.match(spelling):
        return ""
    bare = _SILENT_END.sub("", _ARTICLES.sub("", spelling))
    for letters, one in _SOUNDS:
        bare = bare.replace(letters, one)
    bare = _LEADING_VOWEL.sub("a", bare).replace(" ", "")
    heard = _DOUBLED.sub(r"\1", _VOWELS.sub("", bare))
    return heard if len(heard) >= min(_LIKE) else ""


def is_clear(heard: str) -> bool:
    """Whether the sound alone is enough to tell a name; a short one wants other signs of a place."""
    return len(heard) >= _CLEAR


def alike(heard: str, spelling: str, other: str) -> bool:
    """Whether two spellings of one sound are near enough to be one name."""
    least = _LIKE[min(len(heard), _CLEAR)]
    return SequenceMatcher(None, spelling, other, autojunk=False).ratio() >= least
