"""From an agreement's zones and their files to drawings: found, chosen by date, or told as missing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from truceline.agreement.model import Agreement, Zone
from truceline.errors import InputError, Problem
from truceline.places.drawing import Drawing
from truceline.places.geojson import Feature, read_features

_ANY_KIND = ("area", "line")
_FITTING: dict[str, tuple[str, ...]] = {
    "polygon": ("area",),
    "band": ("area",),
    "corridor": _ANY_KIND,
    "line": ("line",),
    "point": ("point",),
}


@dataclass(frozen=True)
class Draft:
    """The drawings of one zone in the order of their days; a fixed one has a single drawing."""

    features: tuple[Feature, ...]

    def on(self, day: date | None) -> Feature:
        """The latest drawing valid that day; the earliest before all days, the last without a day."""
        if day is None:
            return self.features[-1]
        days = [feature.day or date.min for feature in self.features]
        return self.features[max(0, bisect_right(days, day) - 1)]


@dataclass(frozen=True)
class Drafts:
    """Every zone that is drawn, and what could not be found."""

    by_zone: dict[str, Draft]
    warnings: tuple[Problem, ...]


def read_drafts(agreement: Agreement, folder: Path) -> Drafts:
    """Read the drawings of all zones.

    A zone without a file, or whose file is not there, is a warning: the agreement can be assessed
    without a map. A file that can be read and is wrong raises InputError, all problems at once.
    """
    by_zone: dict[str, Draft] = {}
    warnings: list[Problem] = []
    problems: list[Problem] = []
    files: dict[str, tuple[Feature, ...]] = {}
    for zone in agreement.zones:
        name = zone.geometry.file
        if name is None:
            warnings.extend(_undrawn(agreement, zone))
            continue
        try:
            if name not in files:
                files[name] = read_features(folder / name, name)
            by_zone[zone.id] = Draft(_chosen(zone, files[name], name))
        except OSError as error:
            told = f"cannot be read ({error.strerror}); the zone is not on the map"
            warnings.append(Problem(name, 0, zone.id, told))
        except InputError as error:
            problems.extend(problem for problem in error.problems if problem not in problems)
    if problems:
        raise InputError(problems)
    return Drafts(by_zone, tuple(warnings))


def _undrawn(agreement: Agreement, zone: Zone) -> list[Problem]:
    """A strip needs no drawing of its own; any other zone without one is not on the map."""
    if zone.shape == "band":
        return []
    return [Problem(agreement.id, 0, f"zones.{zone.id}", "has no geometry file; the zone is not on the map")]


def _chosen(zone: Zone, features: Sequence[Feature], name: str) -> tuple[Feature, ...]:
    """The zone's features: by `feature`, else by the zone's id, else the only one or all dated ones."""
    wanted = zone.geometry.feature
    found = [feature for feature in features if feature.id == (wanted or zone.id)]
    if not found and wanted is None and (len(features) == 1 or all(f.day for f in features)):
        found = list(features)
    if not found:
        ids = tuple(dict.fromkeys(feature.id for feature in features if feature.id))
        raise InputError(Problem(name, 0, zone.id, f"the file has no feature {wanted or zone.id!r}", ids))
    if len(found) > 1 and not all(feature.day for feature in found):
        message = "has several drawings in the file; give each `properties.date`, or name one with `feature`"
        raise InputError(Problem(name, 0, zone.id, message))
    _check_kind(zone, [feature.drawing for feature in found], name)
    return tuple(sorted(found, key=lambda feature: feature.day or date.min))


def _check_kind(zone: Zone, drawings: Sequence[Drawing], name: str) -> None:
    fitting = _FITTING[zone.shape]
    for drawing in drawings:
        if drawing.kind not in fitting:
            message = f"a {zone.shape} cannot be drawn as a {drawing.kind}"
            raise InputError(Problem(name, 0, zone.id, message, fitting))
