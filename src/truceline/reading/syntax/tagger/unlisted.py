"""Words in no list: what their shape tells, and lemmas by rule."""

from __future__ import annotations

from truceline.reading.span import Token
from truceline.reading.syntax.words import Entry, Words

SIGNS = {
    ".": ".",
    "!": ".",
    "?": ".",
    "\u061f": ".",
    "\u06d4": ".",
    "...": ":",
    "\u2026": ":",
    ",": ",",
    "\u060c": ",",
    ";": ":",
    "\u061b": ":",
    ":": ":",
    "-": ":",
    "(": "(",
    "[": "(",
    ")": ")",
    "]": ")",
    '"': '"',
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00ab": '"',
    "\u00bb": '"',
    "'": '"',
    "%": "NN",
    "$": "NN",
    "\u20ac": "NN",
    "&": "CC",
    "/": "CC",
}
_LONGEST_ENDING = 5
_SHORTEST_STEM = 2
_NAME = Entry("u", ("NNP",), ("",))
_NAMES = Entry("u", ("NNPS",), ("",))
_NATION = Entry("j", ("JJ", "NNP"), ("", ""))
_NUMBER = Entry("u", ("CD",), ("",))
_NOUN = Entry("n", ("NN", "VB", "VBP"), ("", "", ""))
_NOUNS = Entry("s", ("NNS", "VBZ"), ("", ""))
_FORMS = (("VBZ", "u"), ("VBD", "d"), ("VBG", "g"))
_PAST = frozenset(("VBD", "VBN"))
_ADJECTIVE = Entry("u", ("JJ",), ("",))


def sign(token: Token) -> str:
    """The tag of a token that is no word or number; SYM for one that says nothing."""
    return SIGNS.get(token.lower, "SYM")


def guess(token: Token, words: Words, *, may_be_name: bool, opening: bool = False) -> Entry:
    """The entry of a word in no list, from its capital, its parts and its ending."""
    form = token.lower
    if form[0].isdigit():
        return _NUMBER
    if "-" in form:
        return _hyphenated(token, words)
    if may_be_name and token.text[:1].isupper():
        if form.endswith(words.nation_endings):
            return _NATION
        is_plural = form.endswith("s") and (words.entry(form[:-1]) or form.endswith(words.nation_plurals))
        unnamed = opening and not token.text.isupper() and not form.endswith(("ss", "us", "is"))
        is_plural = is_plural or (unnamed and form.endswith("s"))
        return _NAMES if is_plural else _NAME
    known = _prefixed(form, words) or _inflected(form, words)
    if known is not None:
        return known
    for length in range(_LONGEST_ENDING, 1, -1):
        ending = words.suffixes.get(form[-length:])
        if ending and len(form) > length + _SHORTEST_STEM:
            return ending
    if form.endswith("s") and not form.endswith(("ss", "us", "is")) and form[0].isascii():
        return _NOUNS
    return _NOUN


def _inflected(form: str, words: Words) -> Entry | None:
    """As in "foresees", "mulled": a form of a verb that the lexicon knows by what it governs."""
    if form in words.governing:
        return Entry("b", ("VB", "VBP"), (form, form))
    for tag, kind in _FORMS:
        lemma = stem(form, tag, words)
        if lemma != form and lemma in words.governing:
            tags = ("VBD", "VBN") if tag == "VBD" else (tag,)
            return Entry(kind, tags, (lemma,) * len(tags))
    return None


def _prefixed(form: str, words: Words) -> Entry | None:
    """As in "retook": a listed past form with a prefix; the lemma has it too."""
    for prefix in words.verb_prefixes:
        if form.startswith(prefix) and len(form) > len(prefix) + _SHORTEST_STEM:
            known = words.entry(form[len(prefix) :])
            if known is not None and _PAST & set(known.tags):
                return Entry(known.kind, known.tags, tuple(prefix + lemma for lemma in known.lemmas))
    return None


def _hyphenated(token: Token, words: Words) -> Entry:
    head, _, tail = token.lower.rpartition("-")
    first = head.partition("-")[0]
    if tail in words.has("adjective_tails") or first in words.has("adjective_heads"):
        return _ADJECTIVE
    if words.entry(first) is not None and words.entry(first).tags[0] == "CD":  # type: ignore[union-attr]
        return _ADJECTIVE
    if token.text[:1].isupper():
        return _NAME
    known = words.entry(tail) or words.entry(token.lower.replace("-", ""))
    if known is None:
        return _NOUN
    if known.tags[0] in {"VBN", "VBD", "VBG"}:
        return _ADJECTIVE
    nouns = [tag for tag in known.tags if tag in {"NN", "NNS", "JJ"}]
    return Entry("u", (nouns[0] if nouns else "JJ",), ("",))


def stem(form: str, tag: str, words: Words) -> str:
    """The lemma of a word under a tag where no list gives it: endings taken off, listed stems first."""
    for ending in _ENDINGS.get(tag, ()):
        if form.endswith(ending) and len(form) > len(ending) + 1:
            base = form[: -len(ending)]
            for tried in (base, base + "e", base[:-1] if base[-1:] == base[-2:-1] else ""):
                if tried and (tried in words.verb_lemmas or words.entry(tried) is not None):
                    return tried
            if ending in {"ies", "ied"}:
                return base + "y"
            silent = (
                base[-1] in "vcuz" or base.endswith("at") or (base[-1] == "l" and base[-2] not in "aeiou")
            )
            return base + "e" if silent and ending != "s" else base
    return form


_ENDINGS = {
    "NNS": ("ies", "s"),
    "NNPS": ("s",),
    "VBZ": ("ies", "es", "s"),
    "VBD": ("ied", "ed", "d"),
    "VBN": ("ied", "ed", "d"),
    "VBG": ("ing",),
}
