"""What is found out of claims that holds on any day: worked out once for all the days asked about.

A matrix of another day weighs the same claims. Where each lies and who did it to whom hang on the claim,
the agreement and its zones alone; what they come to on a day is judged anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.assess.docket import Exhibit
    from truceline.assess.register import Entered
    from truceline.assess.result import Cited
    from truceline.evidence.acts import Act
    from truceline.evidence.claim import Claim
    from truceline.places.atlas import Atlas

Site = tuple[int, "Act", "int | date"]
"""What P(inside) hangs on: the claim's places, its act, and the zone as drawn then."""


@dataclass
class Sites:
    """Where claims lie, seen from one zone under one set of readings; claims by their identity."""

    placed: dict[int, Exhibit | None] = field(default_factory=dict)
    chances: dict[Site, float | None] = field(default_factory=dict)
    """P(inside) by site: claims of one place need not be asked one by one."""
    grounds: dict[date, int] = field(default_factory=dict)
    """Which drawing of the zone stands for a day (the atlas holds it)."""


@dataclass
class Recall:
    """What is known of claims under one agreement and its zones. One assessment at a time uses it.

    Claims are known by their identity: one that stands otherwise, or says other words, is another object.
    """

    agreement: Agreement
    atlas: Atlas
    days: dict[int, tuple[date, date] | None] = field(default_factory=dict)
    """First and last local day of claims."""
    refusals: defaultdict[Hashable, dict[int, tuple[str | None, str | None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """Why claims do not count for how they are told, and for who did what to whom, by the question asked."""
    cited: dict[Hashable, Cited] = field(default_factory=dict)
    entries: dict[Hashable, Entered] = field(default_factory=dict)
    """Incidents as the register has them, by all that an entry is made of."""
    _held: dict[int, Claim] = field(default_factory=dict, repr=False)
    _sites: defaultdict[Hashable, Sites] = field(default_factory=lambda: defaultdict(Sites), repr=False)

    def __len__(self) -> int:
        """How many claims it holds."""
        return len(self._held)

    def hold(self, claims: Iterable[Claim]) -> None:
        """Keep claims alive: what is known by its identity would be taken for another after it."""
        self._held.update((id(claim), claim) for claim in claims)

    def sites(self, zone: str | None, readings: Mapping[str, str]) -> Sites:
        """Where claims lie, seen from a zone (null: wherever it was) under readings."""
        return self._sites[zone, tuple(sorted(readings.items()))]
