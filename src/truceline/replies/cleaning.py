"""What strangers write, made fit to keep: no controls, no hidden directions, no towers of accents.

Cleaning never makes markup safe: that is done where text is shown, by escaping.
"""

from __future__ import annotations

import re
import unicodedata

TAKEN_OUT = "[...]"
"""What stands where an e-mail address was."""
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Overrides and isolates turn the words around them; the rest of these cannot be seen at all.
_HIDDEN = re.compile("[\u00ad\u061c\u180e\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")
# Joiners and marks of direction belong to Arabic and Persian spelling; only one at a time.
_MARKS = re.compile("([\u200b-\u200f])[\u200b-\u200f]+")
_MOST_ACCENTS = 4
_BLANK_LINES = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")
_SPACES = re.compile(r"[^\S\n]+")
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:]{1,64}\s?(?:@|\uff20|\ufe6b)\s?[^\s@<>()\[\],;:]+\.\w{2,}")
_MAILBOX = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")
_MOST_MAILBOX = 254
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


def cleaned_text(text: str) -> str:
    """Several lines: one spelling, one sort of line end, at most one empty line in a row."""
    plain = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    lines = _SPACES.sub(" ", _visible(plain)).split("\n")
    return _BLANK_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


def cleaned_line(text: str) -> str:
    """One line."""
    return " ".join(cleaned_text(text).split())


def has_letter(text: str) -> bool:
    """Whether there is anything to read: one letter or digit of any script."""
    return any(char.isalnum() for char in text)


def mixes_alphabets(text: str) -> bool:
    """Whether one word has letters of several alphabets that look alike: so a name passes for another."""
    return any(len(_alphabets(word)) > 1 for word in re.findall(r"\w+", text))


def _alphabets(word: str) -> set[str]:
    named = {unicodedata.name(char, "").partition(" ")[0] for char in word}
    return named & _ALIKE


def is_mailbox(text: str) -> bool:
    """Whether a text has the form of an e-mail address; nobody is asked whether it exists."""
    return len(text) <= _MOST_MAILBOX and _MAILBOX.fullmatch(text) is not None


def shows_mailbox(text: str) -> bool:
    """Whether a text that may become public has an e-mail address in it."""
    return _ADDRESS.search(text) is not None


def without_mailboxes(text: str) -> str:
    """A text, its e-mail addresses taken out."""
    return _ADDRESS.sub(TAKEN_OUT, text)


def links_in(text: str) -> int:
    """How many links a text has, written out or as markup."""
    return len(_LINK.findall(text))


def cut(text: str, most: int) -> str:
    """At most so many characters, with dots where something was cut off."""
    return text if len(text) <= most else text[: most - 4].rstrip() + " ..."


def _visible(text: str) -> str:
    """Without controls, surrogates and what is no character; each letter with a few accents at most."""
    kept: list[str] = []
    accents = 0
    for char in _MARKS.sub(r"\1", _HIDDEN.sub("", text)):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cs", "Cn", "Co") and char not in "\n\t":
            continue
        accents = accents + 1 if kind in ("Mn", "Me") else 0
        if accents <= _MOST_ACCENTS:
            kept.append(char)
    return "".join(kept)
