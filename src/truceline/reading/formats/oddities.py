"""Characters that are not what they seem: kept in the text, and told."""

from __future__ import annotations

import re
from collections import Counter

from truceline.reading.formats.draft import Note

# A word of Latin letters with a Cyrillic or Greek one among them, found by the letter before or after.
_MIXED = re.compile(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")
_LETTER = re.compile(r"[^\W\d_]")
_INVISIBLE = re.compile(r"[\u200b\u2060\ufeff]")  # joiners are part of Arabic spelling, soft hyphens of pages
_UNREADABLE = re.compile("\ufffd")
_REORDERING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_SHOWN = 3
_MOST = 10_000
_LONGEST_WORD = 60
_SAMPLE = 20_000


def oddities(text: str) -> tuple[Note, ...]:
    """One note for each kind of trouble among the letters, with the first few words it was seen in."""
    if text.isascii():
        return ()
    found = [
        _told(
            text,
            _MIXED,
            "look-alike-letters",
            "Latin letters mixed with Cyrillic or Greek ones that look alike",
        ),
        _told(text, _INVISIBLE, "invisible-characters", "characters of no width"),
        _told(text, _REORDERING, "direction-marks", "marks that show text in another order than it has"),
        _told(text, _UNREADABLE, "unreadable-characters", "characters that could not be read (U+FFFD)"),
    ]
    return tuple(note for note in found if note)


def _told(text: str, pattern: re.Pattern[str], kind: str, what: str) -> Note | None:
    words: list[str] = []
    count, upto = 0, 0
    while count < _MOST and (match := pattern.search(text, upto)):
        start, upto = _word_around(text, match.start())
        count += 1
        if len(words) < _SHOWN:
            words.append(ascii(text[start:upto]))
    if not count:
        return None
    many = f"more than {_MOST:,} words" if count == _MOST else "1 word" if count == 1 else f"{count:,} words"
    return Note(kind, f"{many} with {what}: {', '.join(words)}")


def _word_around(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start > max(0, at - _LONGEST_WORD) and not text[start - 1].isspace():
        start -= 1
    while end < min(len(text), at + _LONGEST_WORD) and not text[end].isspace():
        end += 1
    return start, max(end, at + 1)


def language_of(text: str) -> str:
    """The language the letters suggest: Arabic and Cyrillic script tell, Latin is taken for English."""
    scripts: Counter[str] = Counter()
    for letter in _LETTER.findall(text[:_SAMPLE]):
        scripts[
            "ar" if "\u0600" <= letter <= "\u06ff" else "ru" if "\u0400" <= letter <= "\u04ff" else "en"
        ] += 1
    language = scripts.most_common(1)[0][0] if scripts else "en"
    if language == "ru" and any(letter in text[:_SAMPLE] for letter in "\u0456\u0457\u0454\u0491"):
        return "uk"
    return language
