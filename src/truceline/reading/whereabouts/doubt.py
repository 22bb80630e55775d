"""Whether a place's name is about a place at all, told by its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from truceline.places.spelling import key
from truceline.reading.span import Token
from truceline.reading.whereabouts.senses import Sense
from truceline.reading.whereabouts.words import Words

_REMEMBERED = 5000
_NAME_PARTS = 3
_ACRONYM = 4
_OPENING = frozenset({'"', "\u201c", "\u00ab", "(", "-", "*", ":", "["})


def starts_sentence(tokens: Sequence[Token], first: int) -> bool:
    """Whether a capital says nothing here."""
    return first == 0 or tokens[first - 1].text in _OPENING or (first == 1 and not tokens[0].is_word)


def is_locative(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Whether the word before says that something is there."""
    before = _before(tokens, first, words)
    return before in words["locative"]


def has_support(tokens: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Whether the words on either side look for a place."""
    before = _before(tokens, first, words)
    if before in words["locative"] or before in words["mostly"] or before in words["near"]:
        return tokens[first - 1].lower not in words["articles"]
    if _is_joined(tokens, first, words):
        return True
    after = tokens[last].lower if last < len(tokens) else ""
    return after in words["settlements"] or after in words.admin or after in words["rural"]


def is_looked_for(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """Whether the words before may look for a place."""
    before = _before(tokens, first, words)
    is_led = before in words["locative"] or before in words["mostly"] or before in words["near"]
    return is_led or _is_joined(tokens, first, words)


def place_words(words: Words) -> frozenset[str]:
    """Words behind a name that say that it is a place."""
    return words["settlements"] | words["rural"] | frozenset(words.admin)


def _is_joined(tokens: Sequence[Token], first: int, words: Words) -> bool:
    """As in "Dorrin and Esk": a word with a capital before what joins the name to it."""
    return first > 1 and tokens[first - 1].lower in words["joins"] and tokens[first - 2].is_capital


def _before(tokens: Sequence[Token], first: int, words: Words) -> str:
    at = first - 1
    while at > 0 and tokens[at].lower in words["before_names"]:
        at -= 1
    return tokens[at].lower if at >= 0 else ""


def end_of_other_name(tokens: Sequence[Token], first: int, last: int, words: Words) -> int:
    """Where the longer name ends that a place's name is only part of; 0 where it is about the place.

    An agreement or a round of talks, a group or an office, a person.
    """
    return (
        _agreement(tokens, last, words)
        or _group(tokens, last, words)
        or (last if _is_titled(tokens, first, words) else 0)
    )


def _agreement(tokens: Sequence[Token], last: int, words: Words) -> int:
    at = last
    while at < len(tokens) and at - last < _NAME_PARTS and tokens[at].lower in words["agreement_links"]:
        at += 1
    for end in range(at, last - 1, -1):
        if end < len(tokens) and tokens[end].lower in words["agreements"]:
            return end + 1
    return 0


def _group(tokens: Sequence[Token], last: int, words: Words) -> int:
    if last < len(tokens) and tokens[last].lower in words["always_groups"]:
        return last + 1
    for at in range(last, min(last + _NAME_PARTS + 1, len(tokens))):
        token = tokens[at]
        if token.is_capital and token.lower in words["groups"]:
            return at + 1
        if not (token.is_capital or token.lower in words["group_links"]) or not token.is_word:
            return 0
    return 0


def _is_titled(tokens: Sequence[Token], first: int, words: Words) -> bool:
    if first == 0:
        return False
    before = tokens[first - 1]
    if before.lower in words["group_heads"]:
        return before.is_capital
    if before.lower in words["titles"]:
        return True
    # "Abu Omar al-Halabi": one name between the particle and the place's.
    earlier = tokens[first - 2] if first > 1 else None
    return bool(earlier and earlier.is_capital and earlier.lower in words["titles"] and before.is_capital)


def is_doubtful(
    tokens: Sequence[Token], first: int, last: int, senses: Sequence[Sense], words: Words
) -> bool:
    """Whether a name from the world's tables is more likely a person, a month or a plain word."""
    if senses[0].curated:
        return False
    if last - first == 1 and tokens[first].lower in words["common"]:
        after = tokens[last].lower if last < len(tokens) else ""
        return after not in words["settlements"] and after not in words.admin
    if _is_in_longer_name(tokens, first, last, words):
        return True
    if _is_acronym(tokens[first].text) and senses[0].form == "spot":
        return True
    if (
        senses[0].form == "spot"
        and not senses[0].near
        and first
        and tokens[first - 1].lower in words["articles"]
    ):
        return True
    if is_locative(tokens, first, words):
        return False
    if senses[0].near or senses[0].known:
        return (
            starts_sentence(tokens, first)
            and senses[0].form == "spot"
            and not senses[0].known
            and (last - first == 1 and last < len(tokens) and tokens[last].lower not in words["settlements"])
        )
    return True


def _is_acronym(text: str) -> bool:
    return len(text) <= _ACRONYM and text.isupper()


def _is_in_longer_name(tokens: Sequence[Token], first: int, last: int, words: Words) -> bool:
    """Whether a capital stands right before or after that belongs to no word of place."""
    if last < len(tokens):
        after = tokens[last]
        if after.is_capital and after.is_word and not _is_place_word(after, words):
            return True
    if first > 0 and not starts_sentence(tokens, first - 1):
        before = tokens[first - 1]
        return before.is_capital and before.is_word and not _is_place_word(before, words)
    return False


def _is_place_word(token: Token, words: Words) -> bool:
    low = token.lower
    return (
        low in words["settlements"] or low in words.admin or low in words["facilities"] or low in words.winds
        or low in words["locative"] or low in words["mostly"] or low in words["near"]
        or low in words["rural"] or low in words["skirts"] or low in words["place_nouns"]
        or low in words["and"] or low in words["governing"]
    )  # fmt: skip


@lru_cache(maxsize=_REMEMBERED)
def _spelled(text: str) -> str:
    return key(text)


def stands_for_government(
    tokens: Sequence[Token], first: int, senses: Sequence[Sense], aliases: set[tuple[str, ...]], words: Words
) -> bool:
    """Whether a country, a capital or a party's alias may be a government: nothing says "there"."""
    if is_locative(tokens, first, words):
        return False
    spelled = _spelled(tokens[first].text)
    return (
        tuple(spelled.split()) in aliases
        or senses[0].kind == "country"
        or any(sense.is_capital for sense in senses)
        or spelled in words["capitals"]
    )
