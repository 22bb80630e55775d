"""What acts that a reader may not see gave to a private report: their rows go, and how many went is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from truceline.evidence.strict import Strict
from truceline.mechanism.matter import Entered
from truceline.mechanism.messages import Message, Send
from truceline.mechanism.patrols import Finish, Patrol, Plan
from truceline.mechanism.tallies import Count, Tally

if TYPE_CHECKING:
    from truceline.case.watching import Watched
    from truceline.mechanism.deed import Deed
    from truceline.mechanism.record import Record
    from truceline.mechanism.sight import Viewer
    from truceline.publish.report.facts import Facts

Row = TypeVar("Row", bound=Strict)


class Named(Protocol):
    """A row that is called as its matter is."""

    id: str


_SORTS = {
    "withdrawals": ("withdrawal",),
    "sites": ("site",),
    "patrols": ("patrol",),
    "denials": ("access", "patrol"),
    "routes": ("route",),
    "meetings": ("meeting",),
    "extensions": ("extension",),
    "inquiries": ("inquiry",),
}
"""Fields of facts whose rows are called as their matters are, and the sorts of these."""


@dataclass(frozen=True)
class Unseen:
    """Which rows of a report a reader may not read, by the acts that they rest on.

    A row goes as soon as one act of its matter is not for the reader, also one that was taken back since:
    figures of a row that is told in part, or of a sum over it, would give the rest away.
    """

    matters: frozenset[tuple[str, str]]
    """Sort and handle."""
    segments: frozenset[tuple[str, str | None]]
    """Of lines: zone and segment; null: all of the line."""
    counted: frozenset[tuple[str, date]]
    """Place, by every name that it was given, and day."""
    weeks: frozenset[tuple[date, str]]
    """Mondays, and whose figure there is in that week."""
    looks: frozenset[tuple[str, date]]
    """Zones, and Mondays of weeks in which a patrol looked at them."""
    letters: frozenset[tuple[str, str]]
    """From whom to whom there is a secret message."""

    @classmethod
    def of(cls, record: Record, viewer: Viewer) -> Unseen:
        """What of a record somebody may not see."""
        seen = {one.signed.digest for one in viewer.acts(record)}
        hidden = [one for one in record.acts if one.signed.digest not in seen]
        matters = frozenset((one.signed.deed.sort, one.signed.deed.matter) for one in hidden)
        deeds: dict[tuple[str, str], list[Deed]] = defaultdict(list)
        for act in record.acts:
            deed = act.signed.deed
            deeds[deed.sort, deed.matter].append(deed)
        return cls(
            matters,
            frozenset(_segment(one) for one in hidden if one.signed.deed.sort == "boundary"),
            frozenset(
                (place, deed.on)
                for key in matters
                if key[0] == Tally.sort
                for deed in deeds[key]
                if isinstance(deed, Count)
                for place in _names(deeds[key])
            ),
            frozenset(_week(one.signed.deed) for one in hidden if isinstance(one.signed.deed, Count)),
            frozenset(_looks(hidden, deeds, record.agreement.tempo.day_of)),
            frozenset(
                (deed.side, deed.to)
                for key in {(one.signed.deed.sort, one.signed.deed.matter) for one in hidden if _secret(one)}
                if key[0] == Message.sort
                for deed in deeds[key]
                if isinstance(deed, Send)
            ),
        )

    def apart(self, facts: Facts) -> Facts:
        """The facts without these rows; how many of each field went stands in `unseen`."""
        left: dict[str, object] = {}
        gone: dict[str, int] = {}

        def keep(field: str, rows: tuple[Row, ...], is_read: Callable[[Row], bool]) -> tuple[Row, ...]:
            kept = tuple(filter(is_read, rows))
            if len(kept) < len(rows):
                gone[field] = gone.get(field, 0) + len(rows) - len(kept)
            return kept

        for field, sorts in _SORTS.items():
            left[field] = keep(field, getattr(facts, field), partial(self._reads, sorts))
        left["segments"] = keep("segments", facts.segments, lambda one: self._shows(one.zone, one.segment))
        left["tallies"] = keep("tallies", facts.tallies, lambda one: (one.place, one.day) not in self.counted)
        left["agreed"] = keep(
            "agreed",
            facts.agreed,
            lambda one: not {(one.week, one.first), (one.week, one.second)} & self.weeks,
        )
        left["waits"] = keep("waits", facts.waits, lambda one: (one.sender, one.to) not in self.letters)
        left["watched"] = {
            zone: keep("watched", weeks, partial(self._looks_at, zone))
            for zone, weeks in facts.watched.items()
        }
        return facts.model_copy(update={**left, "unseen": gone}) if gone else facts

    def _reads(self, sorts: tuple[str, ...], row: Named) -> bool:
        return not any((sort, row.id) in self.matters for sort in sorts)

    def _looks_at(self, zone: str, week: Watched) -> bool:
        return (zone, week.week) not in self.looks

    def _shows(self, zone: str, segment: str) -> bool:
        return not {(zone, segment), (zone, None)} & self.segments


def _secret(act: Entered) -> bool:
    return act.signed.deed.sensitivity == "secret"


def _segment(act: Entered) -> tuple[str, str | None]:
    deed = act.signed.deed
    return deed.matter, getattr(deed, "segment", None)


def _names(deeds: Iterable[Deed]) -> set[str]:
    return {name for one in deeds if isinstance(one, Count) for name in (one.where, one.adm1) if name}


def _week(deed: Count) -> tuple[date, str]:
    return _monday(deed.on), deed.voice


def _looks(
    hidden: Iterable[Entered],
    deeds: dict[tuple[str, str], list[Deed]],
    day_of: Callable[[datetime], date],
) -> Iterable[tuple[str, date]]:
    """Where and in which week those looked of whose reports one is hidden."""
    for name in {one.signed.deed.matter for one in hidden if one.signed.deed.sort == Patrol.sort}:
        both = deeds[Patrol.sort, name]
        zones = {one.zone for one in both if isinstance(one, Plan)}
        for done in (one for one in both if isinstance(one, Finish)):
            yield from ((zone, _monday(day_of(done.ended))) for zone in zones)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
