"""What the words of a place come to, before it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from truceline.core.record import record
from truceline.reading.span import Token
from truceline.reading.whereabouts.agreed import Agreed
from truceline.reading.whereabouts.naming import Name
from truceline.reading.whereabouts.senses import Sense
from truceline.reading.whereabouts.shapes import Manner

Form = Literal["", "spot", "area"]


@record
class Base:
    """What the words name: a place's senses, a zone, or a name that no list has."""

    first: int
    last: int
    name: Name | None = None
    zone: Agreed | None = None
    form: Form = ""
    """What the words call it, "city" or "province"."""
    admin: str = ""
    unknown: str = ""

    @property
    def senses(self) -> tuple[Sense, ...]:
        return self.name.senses if self.name else ()


FROM_ZONE = "offset from a zone"
"""The rule of a distance from a zone or a line: "22 km from the line"."""
FAR_END = "the other end"
"""The rule of the second place of "between A and B", which stands as the first one does."""


@record
class Told:
    """A place as the words tell it, `[first, last)`."""

    first: int
    last: int
    base: Base
    manner: Manner
    rule: str
    other: Base | None = None
    """The far end of "between A and B" and "the A-B road"."""
    within: Told | None = None
    """The larger place that it is said to lie in."""
    passed: int = 0
    """Where words in brackets end that only tell the place again."""


def has_spot(base: Base) -> bool:
    """Whether the name may be a spot's."""
    return any(sense.form == "spot" for sense in base.senses)


def has_area(base: Base) -> bool:
    """Whether the name may be an area's."""
    return any(sense.form == "area" for sense in base.senses)


def may_hold(outer: Base, inner: Base) -> bool:
    """Whether one of the areas may hold one of the spots."""
    boxes = [sense.area.box for sense in outer.senses if sense.area]
    discs = [sense for sense in outer.senses if sense.form == "area" and sense.area is None]
    spots = [sense for sense in inner.senses if sense.form == "spot"]
    return any(
        west <= spot.lon <= east and south <= spot.lat <= north
        for spot in spots
        for west, south, east, north in boxes
    ) or any(abs(spot.lat - disc.lat) * 111_200 <= (disc.radius_m or 0) for spot in spots for disc in discs)


def text_of(tokens: Sequence[Token]) -> str:
    """The words as they stand, white space of any length as one space."""
    parts: list[str] = []
    end = tokens[0].start if tokens else 0
    for token in tokens:
        parts.append(" " if token.start > end else "")
        parts.append(token.text)
        end = token.end
    return "".join(parts)
