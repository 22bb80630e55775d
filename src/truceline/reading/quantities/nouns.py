"""The thing that is counted: "weapons" of "five heavy weapons", without a parse."""

from __future__ import annotations

from truceline.reading.quantities.line import Line

_REACH = 9
_NUMBER_REACH = 5
_SHORTEST_PLURAL = 4


def is_plural(line: Line, place: int) -> bool:
    """Whether a word names many: an -s that is no singular's, or one of the lexicon's plurals."""
    low = line.low(place)
    words = line.words
    if low in words.sets["plural"]:
        return True
    ending = words.plural_ending
    return bool(
        ending
        and len(low) >= _SHORTEST_PLURAL
        and low.endswith(ending)
        and low[0].isalpha()
        and not low.endswith(words.no_plural_endings)
        and low not in words.sets["not_plural"]
        and low not in words.sets["stop"]
    )


def head_noun(line: Line, place: int, *, is_one: bool = False) -> int | None:
    """The atom of the noun that a number just before `place` counts, None if there is none.

    Adjectives, names and participles before it are passed; the first plural wins, else the last word
    before one that cannot belong ("was", "by", a comma).
    """
    words = line.words
    at, best = _after_of(line, place), None
    for _ in range(_REACH):
        low = line.low(at)
        if passed := _passed(line, at, place):
            at = passed
            best = None if low in words.sets["possessive_mark"] else best
            continue
        if not low[:1].isalpha() or low in words.sets["stop"]:
            break
        if low in words.sets["state"]:
            if not is_plural(line, at + 1):
                return at if best is None else best
        elif is_plural(line, at):
            return _last_plural(line, at) if best is None or not is_one else best
        elif not _is_participle(line, at):
            best = at
        elif best is not None and not is_plural(line, at + 1):
            break
        at += 1
    return best


def _passed(line: Line, at: int, place: int) -> int:
    """The place after what may stand among a noun's words: hyphens, quotes, figures; 0 for anything else."""
    words, low = line.words, line.low(at)
    if low == "-" and not (line.touches(at) and line.touches(at + 1)):
        return 0
    if low == "-" or low in words.sets["quote"] or low in words.sets["possessive_mark"]:
        return at + 1
    if not low[:1].isdecimal():
        return 0
    after = _past_calibre(line, at)
    return max(after, at + 1) if after > at or at > place else 0


def _is_participle(line: Line, at: int) -> bool:
    low = line.low(at)
    return low.endswith(line.words.participle_endings) and low not in line.words.sets["not_participle"]


def _past_calibre(line: Line, place: int) -> int:
    """The place after "120 mm", "122-mm"; the same place if no calibre stands there."""
    words = line.words
    at = place + 1 + (line.low(place + 1) == "-")
    told = words.units.at(line.lows, at) if at < len(line.atoms) else None
    return told[1] if told and told[0].name in words.sets["calibre"] else place


def _after_of(line: Line, place: int) -> int:
    """Past "of the", and a number after it ("two of the five groups")."""
    words, at = line.words, place
    if line.low(at) in words.sets["of"]:
        at += 1
        at += line.low(at) in words.sets["of_what"]
        at += line.low(at) in words.sets["of_what"]
    elif line.low(at) in words.sets["determiner"]:  # "all the groups", "half the weapons"
        at += 1
    for _ in range(_NUMBER_REACH):
        if not (line.low(at) in words.numeral_starts or (at > place and line.low(at)[:1].isdecimal())):
            break
        at += 1
    return at + (line.low(at) in words.sets["noun_lead"])


def _last_plural(line: Line, place: int) -> int:
    """The last of plurals in a row ("arms dealers"), words of state left out ("civilians dead")."""
    following = line.low(place + 1)
    if following.endswith("s") and is_plural(line, place + 1) and following not in line.words.sets["state"]:
        return place + 1
    return place
