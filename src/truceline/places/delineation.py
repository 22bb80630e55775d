"""The lines of a zone as those who decide have drawn them: what was in force when, and how it stood."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from truceline.places.draft import Draft
from truceline.places.geojson import Feature


class Lines(NamedTuple):
    """How a zone's lines stand from a day on: a status, and who has done what."""

    day: date
    status: str
    told: str
    is_in_force: bool
    """Whether every decider has approved every segment, disputed since or not."""


@dataclass(frozen=True)
class Delineation:
    """The lines of one zone: whole drawings by their first day, and how they stood day by day."""

    zone: str
    features: tuple[Feature, ...]
    """Drawings of the whole zone, each with its first day."""
    lines: tuple[Lines, ...]
    """In the order of their days."""

    def on(self, day: date | None) -> Lines | None:
        """How the lines stood on a day (null: as they stand last); None before anybody drew them."""
        if day is None:
            return self.lines[-1] if self.lines else None
        reached = bisect_right([one.day for one in self.lines], day)
        return self.lines[reached - 1] if reached else None

    def over(self, draft: Draft | None) -> Draft:
        """The zone's drawings: the agreement's own up to the first that was put in force, then these."""
        first = min(feature.day or date.min for feature in self.features)
        own = draft.features if draft else ()
        earlier = tuple(feature for feature in own if (feature.day or date.min) < first)
        return Draft((*earlier, *self.features))
