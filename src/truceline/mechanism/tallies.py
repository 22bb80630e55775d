"""Daily figures of firings, each side's beside the other's, place by place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, Place, Quantity, Thing, When
from truceline.evidence.strict import Strict
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Handle
from truceline.mechanism.matter import Entered, Matter, Refusal

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


class Count(Deed):
    """Give one's own side's figure of firings in a place on a day; given again, it corrects the first."""

    sort: ClassVar[str] = "tally"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("where", "on")
    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON, Role.OBSERVER})
    partisan: ClassVar[bool] = False

    kind: Literal["count"]
    where: Handle
    """The place: a governorate, a sector."""
    on: date
    """The day."""
    firings: Annotated[int, Field(ge=0, le=100_000)]
    """How many were counted; nought is a figure, too."""
    adm1: Annotated[str, Field(max_length=200)] = ""
    """The governorate as maps name it."""

    @property
    def matter(self) -> str:
        return f"{self.where}.{self.on}"

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Firings counted, laid to nobody; nought is what this side saw, not that there was none."""
        place = Place(text=self.adm1 or self.where, adm1=self.adm1 or None, precision=4)
        counted = Quantity(unit="firings", low=self.firings, best=self.firings, high=self.firings)
        return (
            scene.reports(
                Kind.OBSERVATION,
                Act.VIOLATE,
                f"{self.voice} counts {self.firings} firings in {self.where} on {self.on}.",
                credibility=3,
                actor=(),
                attribution_grade=AttributionGrade.NONE,
                object=Thing(text="firings"),
                place=(place,),
                quantity=(counted,),
                time=When(start=self.on, end=self.on),
                supersedes=scene.resting[0] if scene.resting else None,
            ),
        )


@dataclass(frozen=True)
class Tally(Matter):
    """The figures of one place and day."""

    sort: ClassVar[str] = "tally"
    apart: ClassVar[bool] = True
    beside: ClassVar[bool] = True

    @property
    def figures(self) -> dict[str, int]:
        """Each side's figure, as it gave it last, by its name."""
        given = (one.signed.deed for one in self.acts)
        return dict(sorted({deed.voice: deed.firings for deed in given if isinstance(deed, Count)}.items()))

    def overtakes(self, entered: Entered) -> Entered | None:
        """The same side's figure before."""
        whose = entered.signed.deed.voice
        earlier = [one for one in self.acts if one.signed.deed.voice == whose and one is not entered]
        return earlier[-1] if earlier else None

    @property
    def governorate(self) -> str:
        """The place as maps name it, if anybody said so; else as the cells call it."""
        given = (one.signed.deed for one in self.acts)
        named = [deed.adm1 for deed in given if isinstance(deed, Count) and deed.adm1]
        return named[-1] if named else self._counted.where

    @property
    def _counted(self) -> Count:
        deed = self.first.deed
        assert isinstance(deed, Count)
        return deed

    @property
    def day(self) -> date:
        """The day counted."""
        return self._counted.on

    @property
    def state(self) -> str:
        figures = self.figures.values()
        if len(figures) == 1:
            return "one side"
        return "same" if len(set(figures)) == 1 else "differ"

    @property
    def line(self) -> str:
        return ", ".join(f"{party} {figure}" for party, figure in self.figures.items())

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.figures)

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Tally:
        """The first figure of a place and day."""
        deed = entered.signed.deed
        assert isinstance(deed, Count)
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("{day} is yet to come", day=deed.on))
        return cls(deed.matter, (entered,))

    def moved(self, entered: Entered, record: Record) -> Tally:
        """The other side's figure, or a corrected one."""
        self.opened(entered, record)
        return Tally(self.id, (*self.acts, entered))

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, Count)


class Agreed(Strict):
    """How two sides' figures agree in one week, over the places and days that both have counted."""

    week: date
    """Its Monday."""
    first: str
    second: str
    both: int
    """Places and days that both counted."""
    same: int
    """Of those, how many with the same figure."""
    first_sum: int
    second_sum: int
    """Firings that each counted in them."""
    alone: int
    """Places and days that only one of the two counted."""
    others: int | None = None
    """Incidents that others report where both counted; null where nobody asked."""
    withheld: int = 0
    """Besides them those that are told in secret alone, where whoever asks may not read it: how many."""


class Reported(NamedTuple):
    """How many incidents others report of a place and day."""

    told: int
    withheld: int = 0
    """Besides those, the ones that whoever asks may not read of."""


def agreement_by_week(
    tallies: Iterable[Tally], others: Mapping[str, Reported] | None = None
) -> tuple[Agreed, ...]:
    """How every two sides agree, week by week; `others` has what else is reported, by the tally's handle."""
    weeks: dict[date, list[_Day]] = defaultdict(list)
    for tally in tallies:
        monday = date.fromordinal(tally.day.toordinal() - tally.day.weekday())
        weeks[monday].append(
            _Day(tally.figures, None if others is None else others.get(tally.id, Reported(0)))
        )
    return tuple(
        _agreed(week, first, second, weeks[week])
        for week in sorted(weeks)
        for first, second in combinations(sorted({p for day in weeks[week] for p in day.figures}), 2)
    )


class _Day(NamedTuple):
    """One place on one day."""

    figures: Mapping[str, int]
    others: Reported | None


def _agreed(week: date, first: str, second: str, days: list[_Day]) -> Agreed:
    figures = [day.figures for day in days]
    both = [one for one in figures if first in one and second in one]
    others = [day.others for day in days if {first, second} <= day.figures.keys() and day.others is not None]
    return Agreed(
        week=week,
        first=first,
        second=second,
        both=len(both),
        same=sum(one[first] == one[second] for one in both),
        first_sum=sum(one[first] for one in both),
        second_sum=sum(one[second] for one in both),
        alone=sum((first in one) != (second in one) for one in figures),
        others=sum(one.told for one in others) if others else None,
        withheld=sum(one.withheld for one in others),
    )
