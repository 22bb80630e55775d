"""Numbers in figures and words: "1,674.5", "two hundred and five", "3 million", "half a dozen"."""

from __future__ import annotations

from typing import NamedTuple

from truceline.reading.quantities.line import Line, figure

_LARGEST = 1e18
_TEN, _HUNDRED, _THOUSAND = 10.0, 100.0, 1000.0
_MOST_GROUPS = 6


class Numeral(NamedTuple):
    """Atoms `[first, last)` and their value.

    `simple` and `scale` are the parts of "10 million" (1 where nothing multiplies); `floor` is the size
    of the last word that multiplied, below which more may be added; `before_and` is where and what the
    number was before its last "and".
    """

    first: int
    last: int
    value: float
    is_figure: bool = False
    scale: float = 1.0
    simple: float = 0.0
    floor: float = 1.0
    before_and: tuple[int, float, float] | None = None
    is_share: bool = False


class _Simple(NamedTuple):
    value: float
    last: int
    is_figure: bool = False


def simple(line: Line, place: int) -> _Simple | None:
    """A number with no word that multiplies it but "dozen": figures, or words below a hundred."""
    lows, words = line.lows, line.words
    low = lows[place]
    if low[:1].isdecimal():
        return _figures(line, place)
    value = words.tens.get(low)
    if value is not None:
        after = place + 1
        joint = after + (lows[after] == "-")
        more = words.cardinals.get(lows[joint]) if after < len(lows) and joint < len(lows) else None
        if more is not None and 0 < more < 10:  # noqa: PLR2004 - one figure
            value, after = value + more, joint + 1
    else:
        value = words.cardinals.get(low)
        after = place + 1
        if value is None:
            return None
    dozen = words.collectives.get(lows[after])
    return _Simple(value * dozen, after + 1) if dozen else _Simple(value, after)


def _figures(line: Line, place: int) -> _Simple | None:
    """Figures, with groups that spaces part and a letter that multiplies them ("1 234 567", "10k")."""
    lows, words = line.lows, line.words
    after = place + 1
    text = lows[place]
    if len(text) <= 3 and text[0] != "0" and text.isdecimal():  # noqa: PLR2004 - a first group
        while after - place < _MOST_GROUPS and _is_group(line, after):
            text += lows[after][:3]
            tail = lows[after][3:]
            after += 1
            if tail:
                text += "." + tail[1:]
                break
    value = figure(text) if after == place + 1 else float(text)
    if value is None:
        return None
    if after < len(line.atoms) and (line.touches(after) or line.is_general):
        factor = words.suffixes.get(line.atoms[after].text)
        if factor and not (line.touches(after + 1) and line.low(after + 1)[:1].isalnum()):
            return _Simple(value * factor, after + 1, is_figure=True)
    dozen = words.collectives.get(lows[after])
    return _Simple(value * (dozen or 1), after + bool(dozen), is_figure=True)


def _is_group(line: Line, place: int) -> bool:
    """Three figures one space after the figures before; "3 152 mm howitzers" are two numbers."""
    low = line.lows[place]
    if place >= len(line.atoms) or line.atoms[place].start - line.atoms[place - 1].end != 1:
        return False
    if not (low[:3].isdecimal() and len(low) >= 3 and (len(low) == 3 or low[3] in ".,")):  # noqa: PLR2004 - a group
        return False
    following = line.lows[place + 1 + (line.lows[place + 1] == "-")] if place + 1 < len(line.atoms) else ""
    found = line.words.units.at([following, ""], 0)
    return not (found and found[0].name in line.words.sets["calibre"])


def cardinal(line: Line, place: int, end: int | None = None) -> Numeral | None:
    """The longest whole number that begins at a place and ends before `end`."""
    lows, words = line.lows, line.words
    end = len(line.atoms) if end is None else end
    head = simple(line, place)
    if head is None:
        head = _bare(line, place)
    if head is None or head.last > end:
        return None
    builder = _Builder(place, head)
    at = head.last
    while at < end:
        low = lows[at]
        factor = words.multipliers.get(low) or words.multiplier_plurals.get(low)
        if factor is None and (dozen := words.collectives.get(low)):
            builder.multiply_all(dozen, at + 1)
            break
        if factor is not None:
            if not builder.multiply(factor, at + 1):
                return builder.taken_back()
            at += 1
            continue
        is_and = low in words.sets["and"]
        more = simple(line, at + is_and) if builder.floor > 1 and at + is_and < end else None
        if more is None or more.last > end or not builder.fits(more, is_and=is_and):
            break
        if more.is_figure and not is_and and lows[more.last] not in words.multipliers:
            break
        builder.add(more, at, is_and=is_and)
        at = more.last
    return builder.done()


def _bare(line: Line, place: int) -> _Simple | None:
    """One of what multiplies, with or without an article: "a hundred", "half a dozen" is a fraction."""
    lows, words = line.lows, line.words
    after = place + 1 if lows[place] in words.sets["article"] else place
    if after >= len(line.atoms):
        return None
    if lows[after] in words.multipliers:
        return _Simple(1.0, after)
    dozen = words.collectives.get(lows[after])
    if dozen and lows[after] in words.singular_collectives and (after > place or dozen < 20):  # noqa: PLR2004 - "score" alone is no number
        return _Simple(dozen, after + 1)
    return None


class _Builder:
    """The running value of a number: finished thousands, the chunk in hand, and the way back."""

    def __init__(self, first: int, head: _Simple) -> None:
        self.first = first
        self.last = head.last
        self.is_figure = head.is_figure
        self.head = head.value
        self.total, self.chunk = 0.0, head.value
        self.floor, self.scale_floor = 1.0, float("inf")
        self.scale = 1.0
        self.parts = 1
        self.saved: Numeral | None = None
        self.before_and: tuple[int, float, float] | None = None

    def multiply(self, factor: float, after: int) -> bool:
        """Take a word that multiplies; False where it cannot belong to this number."""
        if factor < _THOUSAND:
            if self.chunk >= _HUNDRED and not (self.is_figure and self.parts == 1):
                return False
            self.chunk *= factor
            self.floor = factor
        elif self.chunk and factor < self.scale_floor:
            self.total += self.chunk * factor
            self.chunk, self.floor, self.scale_floor = 0.0, factor, factor
        elif not self.chunk and factor >= self.scale_floor:
            if self.total > _LARGEST:
                return False
            self.total *= factor  # "a hundred thousand million"
            self.floor = factor
        else:
            return False
        if self.parts == 1:
            self.scale *= factor
        self.last = after
        return True

    def multiply_all(self, dozen: float, after: int) -> None:
        self.chunk = (self.total + self.chunk) * dozen
        self.total = 0.0
        self.scale *= dozen
        self.last = after

    def fits(self, more: _Simple, *, is_and: bool) -> bool:
        """Whether a further part may be added: smaller than the word that multiplied last."""
        if is_and and more.is_figure and self.floor < _HUNDRED:
            return False
        return 0 < more.value < self.floor

    def add(self, more: _Simple, at: int, *, is_and: bool) -> None:
        self.saved = self.done()
        if is_and:
            self.before_and = (at, self.total + self.chunk, self.floor)
        self.chunk += more.value
        self.floor = 1.0
        self.parts += 1
        self.last = more.last

    def taken_back(self) -> Numeral:
        """The number as it was before the part that led astray ("3 hundred and | 2 hundred")."""
        return self.saved or self.done()

    def done(self) -> Numeral:
        value = self.total + self.chunk
        scale = self.scale if self.parts == 1 else 1.0
        return Numeral(
            self.first, self.last, value, self.is_figure, scale, self.head, self.floor, self.before_and
        )


def ordinal(line: Line, place: int) -> Numeral | None:
    """An ordinal in words: "tenth", "twenty-first", "one hundred and fifth"; plurals too."""
    lows, words = line.lows, line.words
    value = words.ordinal_forms.get(lows[place])
    if value is not None:
        return Numeral(place, place + 1, value)
    begun = cardinal(line, place)
    if begun is None or begun.is_figure:
        return None
    after = begun.last
    after += lows[after] == "-" or lows[after] in words.sets["and"]
    value = words.ordinal_forms.get(lows[after]) if after < len(line.atoms) else None
    is_joint = value is not None and (
        (begun.value % _TEN == 0 and value < _TEN) or (begun.value % _HUNDRED == 0 and value < _HUNDRED)
    )
    if value is None or not is_joint:
        return None
    return Numeral(place, after + 1, begun.value + value)
