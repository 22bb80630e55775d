"""The outlook, its record, and the sources, as the public is told: conclusions, in round figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from truceline.outlook.comparison import Comparison, Ratio, WindowShown
from truceline.outlook.displacement import Displacement
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Forecast
from truceline.outlook.frozen import Scores
from truceline.outlook.fulfilment import Fulfilment
from truceline.outlook.more_time import MoreTime
from truceline.publish.release.fields import built
from truceline.publish.release.proofs import source_class
from truceline.publish.release.telling import CANNOT_SAY
from truceline.publish.report.facts import SourceTold

if TYPE_CHECKING:
    from truceline.evidence.claim import Claim
    from truceline.publish.release.ground import Ground
    from truceline.publish.report.facts import Facts

Of = TypeVar("Of", Comparison, Forecast)
_STEP = 5
_DIGITS = 1


def in_fives(figure: float) -> int:
    """A figure rounded to whole fives."""
    return round(figure / _STEP) * _STEP


def outlook_told(ground: Ground, facts: Facts) -> Outlook | None:
    """What is expected, without of whom; not daily, where one report is held against the next."""
    found = facts.outlook
    if found is None or facts.kind == "daily":
        return None
    return built(
        found,
        frame=ground.frame(found.frame),
        comparisons=tuple(map(_comparison, _plain(found.comparisons))),
        displacement=tuple(_displacement(one) for one in found.displacement if one.table is None),
        fulfilments=tuple(_fulfilment(ground, one) for one in found.fulfilments),
        forecasts=tuple(map(_forecast, _plain(found.forecasts))),
    )


def _plain(ones: Iterable[Of]) -> Iterator[Of]:
    """Those of no party, and of the case's own claims: tables have names and licences of their own."""
    return (one for one in ones if one.party is None and one.table is None)


def scores_told(facts: Facts) -> Scores | None:
    """How good forecasts were over all; what came in each window is a count of its own."""
    return None if facts.scores is None or facts.kind == "daily" else built(facts.scores)


def sources_told(ground: Ground, facts: Facts, claims: Iterable[Claim]) -> tuple[SourceTold, ...]:
    """How much each class of sources, or public family, gave of the claims that are told."""
    classes: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        classes[source_class(ground, claim), claim.source.reliability].append(claim)
    least = ground.rules.least
    return tuple(_class(facts, *name, ones, least) for name, ones in sorted(classes.items()))


def _class(facts: Facts, name: str, reliability: str, claims: list[Claim], least: int) -> SourceTold:
    """A class with how many independent families it has, where they are not few."""
    days = [one.published_on or one.time.start for one in claims]
    families = len({claim.source.family for claim in claims})
    return SourceTold(
        family=f"{name} \N{MULTIPLICATION SIGN}{families}" if families >= least else name,
        reliability=reliability,
        claims=len(claims),
        fresh=sum(day is not None and facts.since <= day <= facts.as_of for day in days),
        last=None,
    )


def _comparison(one: Comparison) -> Comparison:
    return built(
        one,
        before=_window(one.before),
        since=_window(one.since),
        ratio=_ratio(one.ratio),
        changes=tuple(
            built(each, before=round(each.before, _DIGITS), after=round(each.after, _DIGITS))
            for each in one.changes
        ),
        cannot_say=CANNOT_SAY if one.cannot_say else None,
    )


def _window(one: WindowShown) -> WindowShown:
    return built(
        one,
        events=float(in_fives(one.events)),
        reports=in_fives(one.reports),
        observed=float(round(one.observed)),
    )


def _ratio(one: Ratio | None) -> Ratio | None:
    if one is None:
        return None
    figures = {name: getattr(one, name) for name in ("ratio", "low", "high")}
    rounded = {name: None if each is None else round(each, _DIGITS) for name, each in figures.items()}
    return built(one, **rounded)


def _displacement(one: Displacement) -> Displacement:
    before, since = float(in_fives(one.before)), float(in_fives(one.since))
    return built(one, before=before, since=since, ratio=_ratio(one.ratio))


def _forecast(one: Forecast) -> Forecast:
    chances = tuple(
        built(each, above=float(round(each.above)), chance=round(each.chance, _DIGITS))
        for each in one.chances
    )
    return built(one, mean=float(round(one.mean)), chances=chances)


def _fulfilment(ground: Ground, one: Fulfilment) -> Fulfilment:
    return built(
        one,
        deadlines=tuple(
            built(each, source=each.source if each.source in _origins(ground) else "")
            for each in one.deadlines
        ),
        more_time=tuple(_more_time(ground, one.more_time)),
        cannot_say=CANNOT_SAY if one.cannot_say else None,
    )


def _more_time(ground: Ground, ones: Iterable[MoreTime]) -> Iterator[MoreTime]:
    for one in ones:
        if one.rule in ground.agreement.norms:
            yield built(one, rule=one.rule, cannot_say=CANNOT_SAY if one.cannot_say else None)


def _origins(ground: Ground) -> frozenset[str]:
    return ground.known | {"text"}
