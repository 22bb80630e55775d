"""One promise that is looked at: its daily series, its names, and what was found of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.publish.markup import slug
from truceline.publish.words import capital, party_name, plain

if TYPE_CHECKING:
    from truceline.outlook.comparison import Comparison
    from truceline.outlook.document import Outlook
    from truceline.outlook.forecast import Forecast, Unsaid
    from truceline.outlook.hindsight import Hindsight
    from truceline.outlook.strands import Name, Strand
    from truceline.publish.wording import Wording


@dataclass(frozen=True)
class Names:
    """Ids told by their names."""

    wording: Wording
    known_as: Callable[[str], str]
    """One name for a province that sources spell in several ways."""

    def promise(self, norm: str, table: str | None = None) -> str:
        """The title of a promise, and of the attached table whose counts are meant."""
        return self.wording.title(norm) + (f" (table {table})" if table else "")

    def what(self, event: str) -> str:
        """What happens, in words."""
        found = next((one for one in self.wording.agreement.events if one.id == event), None)
        return capital((found.name if found else None) or plain(event))

    def where(self, zone: str | None) -> str:
        """The name of a zone."""
        if zone is None:
            return "anywhere"
        found = next((one for one in self.wording.agreement.zones if one.id == zone), None)
        return (found.name if found else None) or plain(zone)

    def by(self, party: str | None) -> str:
        """Who did it."""
        return "whoever began" if party is None else party_name(self.wording.agreement, party)


@dataclass(frozen=True)
class Subject:
    """All that is drawn of one strand."""

    strand: Strand
    names: Names
    outlook: Outlook
    hindsight: tuple[Hindsight, ...]

    @property
    def name(self) -> Name:
        """What the strand is of."""
        return self.strand.name

    def key(self, chart: str) -> str:
        """The id of one of its charts."""
        parts = (self.name.norm, self.name.event, self.name.where or "", self.name.table)
        return "-".join((chart, *(slug(part) for part in parts if part is not None)))

    @property
    def title(self) -> str:
        """The promise, and where its events are counted."""
        return self.names.promise(self.name.norm, self.name.table)

    @property
    def counted(self) -> str:
        """What is counted, and where."""
        where = f" in {self.names.where(self.name.where)}" if self.name.where else ""
        return f"{self.names.what(self.name.event)}{where}"

    @cached_property
    def comparison(self) -> Comparison | None:
        """What changed."""
        return next((one for one in self.outlook.comparisons if self._is_mine(one)), None)

    @cached_property
    def forecasts(self) -> tuple[Forecast, ...]:
        """What may come, the shortest window first."""
        return tuple(one for one in self.outlook.forecasts if self._is_mine(one))

    @cached_property
    def unsaid(self) -> tuple[Unsaid, ...]:
        """Forecasts that were not made."""
        return tuple(one for one in self.outlook.unsaid if self._is_mine(one))

    @cached_property
    def in_provinces(self) -> dict[str, list[Forecast | Unsaid]]:
        """What may come in each province, or why nobody can say, the shortest window first."""
        found: dict[str, list[Forecast | Unsaid]] = {}
        every: list[Forecast | Unsaid] = [*self.outlook.by_province, *self.outlook.unsaid_by_province]
        for one in every:
            if self._is_mine(one) and one.province is not None:
                found.setdefault(one.province, []).append(one)
        return {name: sorted(ones, key=lambda one: one.days) for name, ones in sorted(found.items())}

    def _is_mine(self, one: Comparison | Forecast | Unsaid) -> bool:
        return (one.norm, one.event, one.where, one.party, one.table) == self.name[:5]
