"""What each token can be before its neighbours are looked at: listed words, names, guesses, joined words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from truceline.reading.span import Token
from truceline.reading.syntax.tagger.tagset import BARE, NOUNS, TITLE_SHARE, TITLE_WORDS
from truceline.reading.syntax.tagger.unlisted import SIGNS, guess, sign
from truceline.reading.syntax.words import Entry, Words

NAME = Entry("u", ("NNP",), ("",))
NAMES = Entry("u", ("NNPS",), ("",))
_QUOTES = frozenset(('"', "\u201c", "\u201d", "'"))
_NAME_TAGS = frozenset(("NN", "NNS", "NNP", "NNPS", "JJ", "POS"))
_LONGEST_NAME = 4
"""Words of a name in quotation marks."""
HYPHEN = Entry("u", ("HYPH",), ("-",))
_KEPT_IN_NAMES = frozenset(("DT", "IN", "CC", "POS"))


_SIGN_ENTRIES = {mark: Entry("u", (tag,), (mark,)) for mark, tag in SIGNS.items()}


_HOURS = Entry("u", ("NN",), ("hour",))
"""As in "2 am"."""


def entries_of(tokens: Sequence[Token], words: Words, names: Sequence[tuple[int, int]]) -> list[Entry]:
    """An entry for every token; `names` are ranges known to be names."""
    named = {at for first, last in names for at in range(first, last)}
    titled: bool | None = None
    entry_of = words.entry
    clock = words.has("clock_words")
    found: list[Entry] = []
    opening, quoted = True, False
    for at, token in enumerate(tokens):
        text, lower, _, _ = token
        first = text[0]
        entry = entry_of(lower)
        if at in named:
            begins = at > 0 and first.isupper() and at - 1 not in named and at + 1 in named
            entry = NAME if begins and lower not in words.has("articles") else _named(token, entry, words)
            opening = False
        elif first.isalpha():
            if entry is None:
                may_be_name = not opening or not lower.endswith(words.verb_endings)
                entry = guess(token, words, may_be_name=may_be_name, opening=opening)
            elif not opening and first.isupper():
                titled = _is_titled(tokens) if titled is None else titled
                entry = entry if titled else _capitalised(token, entry, words)
            elif lower in clock and at and tokens[at - 1].text[0].isdigit():
                entry = _HOURS  # "since 2 am"
            opening = False
        else:
            if entry is None or lower[0] != "'":
                entry = HYPHEN if _is_hyphen(tokens, at) else _plain(token, words)
                if lower == "-" and entry is not HYPHEN and _joins_quoted(tokens, at, found):
                    entry = HYPHEN
            opening = not first.isdigit() and lower != "," and entry is not HYPHEN and first not in "'-"
        found.append(entry)
        quoted = quoted or first in _QUOTES
    if quoted:
        _join_quoted_names(tokens, found)
    return found


def _join_quoted_names(tokens: Sequence[Token], found: list[Entry]) -> None:
    """As in 'the "Kraken" group': quotation marks round a name inside a noun phrase are nobody's speech."""
    marks = [at for at, token in enumerate(tokens) if token.lower in _QUOTES and found[at].tags[0] == '"']
    for opening, closing in pairwise(marks):
        inner = found[opening + 1 : closing]
        if not inner or len(inner) > _LONGEST_NAME or not tokens[opening + 1].is_capital:
            continue
        if not all(entry.tags[0] in _NAME_TAGS for entry in inner):
            continue
        before = found[opening - 1].tags[0] if opening else "."
        after = found[closing + 1] if closing + 1 < len(found) else None
        if before in {"DT", "JJ", "PRP$"} or (after is not None and after.tags[0] in {"NN", "NNS"}):
            found[opening] = found[closing] = HYPHEN


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """As in "100-mm", "1-2 km": a dash that touches a figure before it and what comes after."""
    if tokens[at].lower != "-" or not 0 < at < len(tokens) - 1:
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    touches = before.end == tokens[at].start and tokens[at].end == after.start
    return touches and before.text[0].isdigit() and after.text[0].isalnum()


def _joins_quoted(tokens: Sequence[Token], at: int, found: list[Entry]) -> bool:
    """As in '"DPR"-controlled': the quotation marks are part of the word, nobody's speech."""
    if not 2 < at < len(tokens) - 1 or tokens[at - 1].lower not in _QUOTES:  # noqa: PLR2004
        return False
    if tokens[at - 1].end != tokens[at].start or tokens[at].end != tokens[at + 1].start:
        return False
    opening = next((b for b in range(at - 2, max(-1, at - 6), -1) if tokens[b].lower in _QUOTES), None)
    if opening is None:
        return False
    found[opening] = found[at - 1] = HYPHEN
    return True


def _plain(token: Token, words: Words) -> Entry:
    if token.text[0].isdigit():
        return guess(token, words, may_be_name=False)
    return _SIGN_ENTRIES.get(token.lower) or Entry("u", (sign(token),), (token.lower,))


def _named(token: Token, entry: Entry | None, words: Words) -> Entry:
    """A word of a name somebody else found; its little words stay what they are."""
    if not token.text[0].isalpha():
        return entry or _plain(token, words)
    if entry is not None and entry.tags[0] in _KEPT_IN_NAMES:
        return entry
    is_plural = entry.tags[0] in {"NNS", "NNPS"} if entry is not None else False
    return NAMES if is_plural or token.lower.endswith(words.nation_plurals) else NAME


def _capitalised(token: Token, entry: Entry, words: Words) -> Entry:
    """A listed word with a capital inside a sentence: part of a name, unless it can be none."""
    first = entry.tags[0]
    if token.lower in words.closed and first not in NOUNS:
        is_short = token.text.isupper() and first == "PRP" and len(token.text) > 1  # "US"
        return NAME if is_short or entry.tags == ("MD",) else entry  # "May"
    if first == "JJ" and "NN" not in entry.tags:
        return Entry("j", ("JJ", "NNP"), (token.lower, token.lower))
    if "NNS" in entry.tags:
        return Entry("u", ("NNPS",), (entry.lemma("NNS") or token.lower,))
    return Entry("u", ("NNP",), (token.lower,))


def _is_titled(tokens: Sequence[Token]) -> bool:
    """Whether Every Other Word Has A Capital, as in headings: then capitals tell nothing."""
    capitals = letters = 0
    for token in tokens[1:20]:
        first = token.text[0]
        if first.isalpha() and len(token.text) > TITLE_WORDS:
            letters += 1
            capitals += first.isupper()
    return letters > TITLE_WORDS and capitals > letters * TITLE_SHARE


def joins_of(tokens: Sequence[Token], entries: Sequence[Entry], words: Words) -> dict[int, tuple[int, str]]:
    """First token of words that work as one ("according to") -> where they end and IN, CS or RB."""
    joined = words.joined
    found: dict[int, tuple[int, str]] = {}
    free = 0
    forms = [token.lower for token in tokens]
    for at in [at for at, form in enumerate(forms[:-1]) if form in joined]:
        listed = joined[forms[at]].get(forms[at + 1])
        if listed is None or at < free:
            continue
        for rest, kind in listed:
            end = at + 1 + len(rest)
            if tuple(forms[at + 1 : end]) != rest or _is_apart(rest[-1], kind, end, entries):
                continue
            found[at] = (end, kind)
            free = end
            break
    return found


def _is_apart(last: str, kind: str, end: int, entries: Sequence[Entry]) -> bool:
    """As in "due to leave", "at all three places": the last word belongs to what follows."""
    if end >= len(entries):
        return False
    first = entries[end].tags[0]
    if kind == "RB" and entries[end - 1].tags[0] in {"DT", "JJ"}:
        return first in {"CD", "DT", "NN", "NNS"}
    return last == "to" and kind == "IN" and first in BARE
