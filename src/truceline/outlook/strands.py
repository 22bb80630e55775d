"""Daily series of what refrain duties forbid: of each duty, by whom and wherever it binds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.assess.docket import Exhibit
from truceline.assess.paces import laid_to
from truceline.assess.scales import WIDEST
from truceline.outlook.observed import Observation
from truceline.outlook.predictive import Figures
from truceline.outlook.repeats import without_repeats

if TYPE_CHECKING:
    from truceline.agreement.checks import NoEvent
    from truceline.assess.inquiry import Question


UNTOLD = "-"
"""Stands for the province of reports that name none."""


class Name(NamedTuple):
    """What a strand is of."""

    norm: str
    event: str
    where: str | None
    party: str | None
    """Who did it; null: the whole of it, whoever began."""
    table: str | None = None
    """The attached table whose counts it is of; null: of the case's claims."""
    province: str | None = None
    """The province it is of; null: of all together."""


@dataclass(frozen=True)
class Strand:
    """What happened day by day, as far as it is told."""

    name: Name
    first: date
    """The day of the first figure."""
    starts: date
    """The first day on which the duty binds."""
    expected: Figures
    """Events a day, each weighted by its P(inside); of a party, those that are laid to it.

    What two feeds tell of one place and day counts once.
    """
    raw: Figures
    """Reports a day, each one in full on its first day, wherever it may have been."""
    observed: Observation
    too_wide: int
    """Reports left out, as their days are too many to say when it was."""
    provinces: Mapping[str, Figures] = field(default_factory=dict)
    """`expected` by the province that the report names, as its source spells it; "" where it names none."""

    def by_province(self, known_as: Callable[[str], str]) -> dict[str, Figures]:
        """`expected` by province, each under one name; "-" where a report names none."""
        found: dict[str, Figures] = {}
        for spelled, series in self.provinces.items():
            name = known_as(spelled) if spelled else UNTOLD
            found[name] = found.get(name, np.zeros(len(series))) + series
        return found

    def in_provinces(self, known_as: Callable[[str], str]) -> Iterator[Strand]:
        """The same in each province that is named; it is observed as all of it is."""
        for name, series in sorted(self.by_province(known_as).items()):
            if name != UNTOLD:
                yield replace(self, name=self.name._replace(province=name), expected=series, provinces={})

    def before(self, days: int) -> slice:
        """The days before the duty began to bind, at most so many."""
        at = (self.starts - self.first).days
        return slice(max(at - days, 0), at)

    @property
    def since(self) -> slice:
        """The days since, until the last figure."""
        return slice((self.starts - self.first).days, len(self.expected))

    @property
    def last(self) -> date:
        """The day of the last figure."""
        return self.first + timedelta(days=len(self.expected) - 1)


@dataclass
class Gathered:
    """Incidents by the strand they belong to: each counts once, where it is likeliest to have been inside."""

    incidents: dict[Name, dict[str, Exhibit]] = field(default_factory=dict)
    too_wide: dict[Name, set[str]] = field(default_factory=lambda: defaultdict(set))

    def expect(self, *names: Name) -> None:
        """Strands that are told of even if nothing belongs to them."""
        for name in names:
            self.incidents.setdefault(name, {})

    def add(self, name: Name, exhibit: Exhibit) -> None:
        """Count a report in a strand."""
        held = self.incidents[name]
        if (exhibit.end - exhibit.start).days >= WIDEST:
            self.too_wide[name].add(exhibit.key)
            return
        hold(held, exhibit)

    def tells_of(self, name: Name) -> bool:
        """Whether anything belongs to what a strand is of, whoever did it."""
        return bool(self.incidents[name._replace(party=None)])

    def strands(self, span: tuple[date, date, date], seen: Observation) -> Iterator[Strand]:
        """The series, from the first day of `span` to its last; the duty binds from its second on."""
        first, starts, last = span
        days = (last - first).days + 1
        for name, incidents in self.incidents.items():
            told = list(incidents.values())
            once = without_repeats(told)
            yield Strand(
                name=name,
                first=first,
                starts=starts,
                expected=summed(((one, chance_of(one)) for one in once), first, days),
                raw=_reports(told, first, days),
                observed=seen.of_last(days),
                too_wide=len(self.too_wide[name]),
                provinces=_by_province(once, first, days),
            )


def hold(held: dict[str, Exhibit], exhibit: Exhibit) -> None:
    """Keep it among incidents: each counts once, where it is likeliest to have been inside."""
    key = exhibit.claim.incident or exhibit.key
    if key not in held or chance_of(exhibit) > chance_of(held[key]):
        held[key] = exhibit


def gather(question: Question, check: NoEvent, gathered: Gathered) -> None:
    """Add the incidents that a check is about: to the whole, and to each party that it is laid to."""
    whole = Name(question.norm, check.event, check.where, None)
    gathered.expect(*names_of(question, check))
    # Whose it was is soon told; where it was takes longer, so only that of what counts is looked up.
    told = {
        claim.claim_id: (claim, parties)
        for claim in question.inquiry.docket.events(check.event)
        if (parties := laid_to(question, claim, check)) is not None
    }
    for exhibit in question.exhibits(tuple(claim for claim, _ in told.values()), check.where):
        if exhibit.p_inside is None and check.where is not None:
            continue
        gathered.add(whole, exhibit)
        for party in sorted(told[exhibit.key][1]):
            gathered.add(whole._replace(party=party), exhibit)


def names_of(question: Question, check: NoEvent) -> Iterator[Name]:
    """The whole of what a check is about, and what each party may have done of it."""
    whole = Name(question.norm, check.event, check.where, None)
    yield whole
    for party in check.by or tuple(sorted(question.sphere)):
        yield whole._replace(party=party)


def _reports(exhibits: Iterable[Exhibit], first: date, days: int) -> Figures:
    found = np.zeros(days)
    for one in exhibits:
        if one.end >= first:
            found[max((one.start - first).days, 0)] += 1.0
    return found


def summed(weighted: Iterable[tuple[Exhibit, float]], first: date, days: int) -> Figures:
    """Weights a day; that of what spans several days is spread over them."""
    found = np.zeros(days)
    for one, weight in weighted:
        start, end = (one.start - first).days, (one.end - first).days
        found[max(start, 0) : max(end + 1, 0)] += weight / (end - start + 1)
    return found


def _by_province(exhibits: Iterable[Exhibit], first: date, days: int) -> dict[str, Figures]:
    """Expected events a day in each province; one that may have been in several is shared out evenly."""
    found: dict[str, list[tuple[Exhibit, float]]] = defaultdict(list)
    for one in exhibits:
        names = {place.adm1 or "" for place in one.claim.place} or {""}
        for name in names:
            found[name].append((one, chance_of(one) / len(names)))
    return {name: summed(ones, first, days) for name, ones in sorted(found.items())}


def chance_of(exhibit: Exhibit) -> float:
    """Its chance of lying inside; where nobody asks where it was, it counts in full."""
    return 1.0 if exhibit.p_inside is None else exhibit.p_inside
