"""Names on a map that do not cover each other: first come, first placed, the rest left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

from truceline.publish.markup import Html, el

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points of the drawing."""
# Mean advance of a letter in the page's typefaces, as a share of the size; a bit wide on purpose.
_ADVANCE = 0.56
_GAP = 5.0


@dataclass
class Labels:
    """Places text inside a drawing of `width` x `height` points."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)
    discs: list[tuple[float, float, float]] = field(default_factory=list)
    """Symbols that text should stand clear of: x, y and radius."""

    def block(self, box: Box) -> None:
        """Keep text out of a box."""
        self.taken.append(box)

    def has_room(self, box: Box) -> bool:
        """Whether a box lies on the drawing and clear of what has a place there."""
        return self._free(box)

    def place(self, x: float, y: float, words: str, size: float, kind: str) -> Html | None:
        """Text beside a point, on the first side with room: right, left, above, below; or nothing."""
        long, gap = len(words) * size * _ADVANCE, self._clearance(x, y)
        sides = (
            (x + gap, y + size * 0.35, "start"),
            (x - gap, y + size * 0.35, "end"),
            (x, y - gap, "middle"),
            (x, y + size + gap * 0.6, "middle"),
        )
        for left, base, anchor in sides:
            start = left - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
            room = (start, base - size, start + long, base + size * 0.25)
            if self._free(room):
                self.block(room)
                return el(
                    "text",
                    {
                        "class": kind,
                        "x": f"{left:.1f}",
                        "y": f"{base:.1f}",
                        "text-anchor": anchor,
                        "font-size": size,
                    },
                    words,
                )
        return None

    def _clearance(self, x: float, y: float) -> float:
        """How far text beside the point must stand off, to clear the symbols over it."""
        reach = [radius - hypot(x - at_x, y - at_y) for at_x, at_y, radius in self.discs]
        return _GAP + max([0.0, *(far for far in reach if far > 0)])

    def _free(self, room: Box) -> bool:
        left, top, right, bottom = room
        if left < 1 or top < 1 or right > self.width - 1 or bottom > self.height - 1:
            return False
        return not any(
            left < taken[2] and taken[0] < right and top < taken[3] and taken[1] < bottom
            for taken in self.taken
        )
