"""What an incident looks like on the map: one shape and one colour for each sort of act."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from truceline.evidence.acts import Act
from truceline.publish.markup import Html, el


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape (a path drawn at radius 1), the class that colours it, and the words of the legend."""

    key: str
    words: str
    outline: tuple[tuple[float, float], ...] | None

    def path(self, x: float, y: float, radius: float) -> str:
        """The shape around a point; a circle is two arcs."""
        if self.outline is None:
            half = f"a{radius:.1f} {radius:.1f} 0 1 0"
            return f"M{x - radius:.1f} {y:.1f}{half} {2 * radius:.1f} 0{half} {-2 * radius:.1f} 0Z"
        corners = (f"{x + dx * radius:.1f} {y + dy * radius:.1f}" for dx, dy in self.outline)
        return f"M{'L'.join(corners)}Z"


def _regular(corners: int, turn: float, size: float) -> tuple[tuple[float, float], ...]:
    angles = [turn + 2 * pi * corner / corners for corner in range(corners)]
    return tuple((size * cos(angle), size * sin(angle)) for angle in angles)


_ARM = 0.38
_PLUS = (
    (-_ARM, -1.1),
    (_ARM, -1.1),
    (_ARM, -_ARM),
    (1.1, -_ARM),
    (1.1, _ARM),
    (_ARM, _ARM),
    (_ARM, 1.1),
    (-_ARM, 1.1),
    (-_ARM, _ARM),
    (-1.1, _ARM),
    (-1.1, -_ARM),
    (-_ARM, -_ARM),
)
_TILT = 1 / sqrt(2)
_SALTIRE = tuple(((x - y) * _TILT, (x + y) * _TILT) for x, y in _PLUS)

# Sizes are chosen so that all shapes cover about the same area.
SHELLING = Mark("shell", "shelling", None)
AIR = Mark("air", "air strike", _regular(3, -pi / 2, 1.35))
GROUND = Mark("ground", "clash, attack or ambush", _SALTIRE)
KILLING = Mark("killing", "killing", _PLUS)
SEIZURE = Mark("seizure", "arrest or abduction", _regular(4, 0, 1.25))
FORCES = Mark("forces", "forces or weapons", _regular(4, pi / 4, 1.25))
OTHER = Mark("other", "other", _regular(6, 0, 1.1))
MARKS = (SHELLING, AIR, GROUND, KILLING, SEIZURE, FORCES, OTHER)

_MARK_OF = {
    Act.SHELL: SHELLING,
    Act.AIR_STRIKE: AIR,
    Act.CLASH: GROUND,
    Act.ATTACK: GROUND,
    Act.AMBUSH: GROUND,
    Act.KILL: KILLING,
    Act.MURDER: KILLING,
    Act.ARREST: SEIZURE,
    Act.ABDUCT: SEIZURE,
    Act.DEPLOY: FORCES,
    Act.PRESENCE: FORCES,
    Act.WITHDRAW: FORCES,
}


def mark_of(act: str) -> Mark:
    """The mark of an act of the vocabulary; any other word gets the one for the rest."""
    return _MARK_OF.get(Act(act), OTHER) if act in set(Act) else OTHER


def swatch(mark: Mark, looks: str = "confirmed") -> Html:
    """A mark as legends and tables show it; it points to `swatches`, for tables have hundreds."""
    use = el("use", {"href": f"#mark-{mark.key}", "class": f"act {mark.key} {looks}"})
    return el("svg", {"class": "swatch", "aria-hidden": "true"}, use)


def swatches() -> Html:
    """The shapes that swatches point to; once per page, itself not to be seen."""
    shapes = (
        el(
            "symbol",
            {"id": f"mark-{mark.key}", "viewBox": "0 0 18 18"},
            el("path", {"d": mark.path(9, 9, 5.5)}),
        )
        for mark in MARKS
    )
    return el("svg", {"class": "away", "aria-hidden": "true"}, shapes)


_SMALLEST, _LARGEST, _PER_ROOT = 4.2, 18.0, 1.45


def radius(weight: float) -> float:
    """Radius in points for so many people killed (or so many incidents): area grows with the number."""
    return min(_LARGEST, _SMALLEST + _PER_ROOT * sqrt(max(weight, 0.0)))
