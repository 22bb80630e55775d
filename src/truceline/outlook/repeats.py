"""Reports by several feeds of what may be one event: in a series it counts once.

Two rows of one table are two events, whoever told the table's makers; so are two reports of one family of
sources. What another feed tells of near the same place on the same day may be either: counting it twice would
make two feeds of one war look like two wars.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from truceline.places.nearness import may_be_one

if TYPE_CHECKING:
    from datetime import date

    from truceline.assess.docket import Exhibit
    from truceline.evidence.claim import Place


def without_repeats(exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """The exhibits but for those that may repeat what a feed with more to tell has told.

    Each event of the one stands for at most one event of the other.
    """
    given = sorted(exhibits, key=lambda one: (one.start, one.end, one.key))
    sizes = Counter(map(_feed, given))
    feeds: dict[str, list[Exhibit]] = defaultdict(list)
    for one in given:
        feeds[_feed(one)].append(one)
    kept: dict[date, list[Exhibit]] = defaultdict(list)
    for feed in sorted(sizes, key=lambda name: (-sizes[name], name)):
        _add(feeds[feed], kept)
    return [one for day in sorted(kept) for one in kept[day]]


def _feed(exhibit: Exhibit) -> str:
    """The table that a claim is a row of, else the family of its source."""
    claim = exhibit.claim
    return claim.evidence.file or claim.source.family


def _add(own: list[Exhibit], kept: dict[date, list[Exhibit]]) -> None:
    """Keep what one feed tells and nobody has told before."""
    met: set[str] = set()
    fresh = []
    for one in own:
        others = (other for other in kept[one.start] if other.key not in met)
        same = next((other for other in others if _is_near(one, other)), None)
        if same is None:
            fresh.append(one)
        else:
            met.add(same.key)
    for one in fresh:
        kept[one.start].append(one)


def _is_near(one: Exhibit, other: Exhibit) -> bool:
    return any(_are_near(a, b) for a in one.claim.place for b in other.claim.place)


def _are_near(one: Place, other: Place) -> bool:
    """Whether two places may be one: the same zone or name, or points within 5 km."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return (one.zone is not None and one.zone == other.zone) or (
            bool(one.text) and one.text.casefold() == other.text.casefold()
        )
    return may_be_one(one.lat, one.lon, other.lat, other.lon)
