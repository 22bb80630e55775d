"""One name for a province that every source spells in its own way."""

from __future__ import annotations

from collections.abc import Callable

from truceline.places.gazetteer import Gazetteer
from truceline.places.spelling import key

# "X Governorate" and "X" are one heading; the words are those of the data sets, not of one country.
_SUFFIXES = (" governorate", " province", " oblast", " region", " state")


def province_names(gazetteer: Gazetteer) -> Callable[[str], str]:
    """A function from a province as a source names it to the name in the case's own list of places.

    What the list does not know keeps its name, so nothing is joined by guess.
    """

    def known_as(name: str) -> str:
        for spelling in (name, _bare(name)):
            for entry in gazetteer.curated.get(key(spelling), ()):
                if entry.adm1:
                    return entry.adm1
        return name

    return known_as


def _bare(name: str) -> str:
    lowered = name.casefold()
    ending = next((suffix for suffix in _SUFFIXES if lowered.endswith(suffix)), "")
    return name[: len(name) - len(ending)] if ending else name
