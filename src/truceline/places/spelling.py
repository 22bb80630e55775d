"""One key for the many spellings of a place's name.

Newspapers, maps and observers write Ma'arrat al-Nu'man, Maarrat an Numan or Ma`arrat el-Numan. The
key leaves out what they disagree on: case, accents, apostrophes, hyphens and articles, and in
Arabic the vowel signs, the stretching stroke, the seats of hamza and the two ways to end a word.
"""

from __future__ import annotations

import re
import unicodedata

# Replaced after decomposition, when a hamza over its seat has already become a mark of its own.
_LETTERS = {
    "\u0640": "",  # tatweel: a stroke that only stretches
    "\u0649": "\u064a",  # alef maqsura, written for a final yeh
    "\u0629": "\u0647",  # teh marbuta, written as heh
    "\u0671": "\u0627",  # alef wasla
    "\u0621": "",  # hamza on the line
    "_": " ",
    "\u0131": "i",  # Turkish dotless i
    "\u0142": "l",  # l with a stroke does not decompose
    "\u00f8": "o",
    "\u0111": "d",
    **dict.fromkeys("'`\u00b4\u02bb\u02bc\u02be\u02bf\u2018\u2019\u201b\u2032", ""),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-"),
}
_ASCII_LETTERS = tuple((letter, plain) for letter, plain in _LETTERS.items() if letter.isascii())
_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
# A line break or an upright stroke parts names from each other and stays.
_NOT_WORD = re.compile(r"[^\w\n|]+")
_EDGES = {f"{before}{mark}{after}": mark for mark in "|\n" for before, after in ((" ", ""), ("", " "))}
# Assimilated forms (ash-, an-, ...) are articles only before a hyphen; al, el and the also before a space.
_ARTICLE = re.compile(r"\b(?:a[dlnrstz]|ash|adh|ath|el|e[dnrstz]|esh|ul)-|\b(?:al|el|the) (?=\w)")
_ARABIC_ARTICLE = re.compile("\\b\u0627\u0644(?=\\w{2})")


def key(name: str) -> str:
    """The spelling key of a name; of several, parted by line breaks or strokes, their keys so parted."""
    bare = name.lower() if name.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    # Letter by letter is ten times faster here than `str.translate`: few of them occur.
    for letter, plain in _ASCII_LETTERS if name.isascii() else _LETTERS.items():
        bare = bare.replace(letter, plain)
    bare = _ARTICLE.sub("", bare)
    spaced = _NOT_WORD.sub(" ", bare if name.isascii() else _ARABIC_ARTICLE.sub("", bare))
    if "|" in spaced or "\n" in spaced:
        for edge, mark in _EDGES.items():
            spaced = spaced.replace(edge, mark)
    return spaced.strip(" ")
