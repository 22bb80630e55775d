"""Reports that give another deadline or depth than the agreement: kept as claims, flagged, never obeyed.

An agreement is encoded from its own text. A report that tells it differently is either mistaken or
tells of another understanding; either way a person must look, and no number moves by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from truceline.agreement.checks import BeyondLine, ByReading, DepthKm, walk
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Deadline, Duty, Norm, Rule
from truceline.evidence.claim import Claim, Modality, Quantity
from truceline.evidence.issue import Issue

CONTRADICTS = "contradicts-agreement"
_FIRM = frozenset({"signed", "endorsed"})
# A figure that is given as rough may miss by so much and still mean the same.
_ROUGH = 0.15
# Days by which a time of this precision (UCDP `date_prec`) may miss: a day, a few, a week, a month.
_VAGUE = {1: 0, 2: 2, 3: 6, 4: 15}
_VAGUEST = 180
_QUOTED = 160

Reach = tuple[float, float]
"""Smallest and greatest figure, kilometres."""


def contradictions(agreement: Agreement, claims: Iterable[Claim], file: str) -> tuple[Issue, ...]:
    """One issue for each required act that a report dates or measures otherwise than the agreement."""
    text = _Text(agreement)
    found = (issue for claim in claims for issue in _of_claim(text, claim, file))
    return tuple(dict.fromkeys(found))


def _of_claim(text: _Text, claim: Claim, file: str) -> Iterator[Issue]:
    if claim.modality is not Modality.REQUIRED and claim.attribution.by != "agreement":
        return
    for field, message in (("time", text.other_day(claim)), ("quantity", text.other_depth(claim))):
        if message:
            quote = " ".join((claim.evidence.quote or claim.says).split())
            told = f"{message}: \N{LEFT DOUBLE QUOTATION MARK}{_cut(quote)}\N{RIGHT DOUBLE QUOTATION MARK}"
            yield Issue(file=file, row=0, kind=CONTRADICTS, field=field, message=told, effect="flagged")


@dataclass(frozen=True)
class _Text:
    """What the agreement itself says, as dates and figures."""

    agreement: Agreement

    def other_day(self, claim: Claim) -> str | None:
        """That the claim's deadline is none of those of the norms it bears on; None where it is one."""
        day = claim.time.end
        if day is None or claim.time.kind not in ("by", "until", "on"):
            return None
        dated = {norm: days for norm in claim.bears_on if (days := self.deadlines(norm))}
        meant = _meant(claim, day)
        if not dated or any(meant & days for days in dated.values()):
            return None
        norm, days = next(iter(dated.items()))
        return f"{norm}: the agreement sets {_or(days)}, the report {day}{self._moved(norm, meant)}"

    def deadlines(self, norm_id: str) -> frozenset[date]:
        """The days by which a norm is to be kept, under the readings that hold, with firm extensions."""
        norm = self.agreement.norms.get(norm_id)
        if not isinstance(norm, Duty) or norm.deadline is None:
            return frozenset()
        days = set(self._days(norm.deadline))
        for rule in self._extensions(norm_id):
            if rule.to is not None and self.agreement.instrument_of(rule.id).authority in _FIRM:
                days |= self._days(rule.to)
        return frozenset(days)

    def _days(self, deadline: Deadline) -> frozenset[date]:
        if deadline.by is not None:
            return frozenset(_values(deadline.by, self.agreement.default_readings))
        after = deadline.after or ""
        return frozenset(day + timedelta(days=deadline.days or 0) for day in self.deadlines(after))

    def _extensions(self, norm_id: str) -> Iterator[Rule]:
        for norm in self.agreement.norms.values():
            if isinstance(norm, Rule) and norm.effect == "extend_deadline" and norm_id in norm.of:
                yield norm

    def _moved(self, norm_id: str, meant: frozenset[date]) -> str:
        """That a rule which is only reported, or another reading, knows the report's day."""
        for rule in self._extensions(norm_id):
            if rule.to is not None and meant & self._days(rule.to):
                return f" (which is the day of {rule.id}, not of the signed text)"
        norm = self.agreement.norms[norm_id]
        by = norm.deadline.by if isinstance(norm, Duty) and norm.deadline else None
        return _under_reading(by, lambda value: value in meant)

    def other_depth(self, claim: Claim) -> str | None:
        """That a depth or distance of the claim is not the agreement's; None where it is or none is given."""
        for quantity in claim.quantity:
            told = _reach(quantity)
            if told is None:
                continue
            asked = list(self._depths(claim))
            if asked and not any(_agrees(told, depth, quantity) for _, depth, _ in asked):
                norm, depth, source = asked[0]
                note = _under_reading(source, lambda value, told=told: _agrees(told, _as_reach(value), None))
                return f"{norm}: the agreement sets {_km(depth)}, the report {_km(told)}{note}"
        return None

    def _depths(self, claim: Claim) -> Iterator[tuple[str, Reach, Any]]:
        """Norm, kilometres and where they stand, of every depth and distance the claim may speak of."""
        norms = [self.agreement.norms[norm] for norm in claim.bears_on if norm in self.agreement.norms]
        named = {place.zone for place in claim.place if place.zone}
        for norm in norms:
            yield from self._distances(norm)
        for zone in self.agreement.zones:
            about = zone.geometry.fixed_by or next(iter(self._looking_at(zone.id, norms)), None)
            if zone.depth_km is not None and about and (zone.id in named or self._looking_at(zone.id, norms)):
                for depth in _values(zone.depth_km, self.agreement.default_readings):
                    yield about, _as_reach(depth), zone.depth_km

    def _distances(self, norm: Norm) -> Iterator[tuple[str, Reach, Any]]:
        if isinstance(norm, Rule) or norm.test is None:
            return
        for check in walk(norm.test):
            if isinstance(check, BeyondLine):
                for km in _values(check.km, self.agreement.default_readings):
                    yield norm.id, (float(km), float(km)), check.km

    @staticmethod
    def _looking_at(zone: str, norms: Iterable[Norm]) -> list[str]:
        """Those of the norms whose checks look at a zone."""
        tests = ((norm.id, norm.test) for norm in norms if not isinstance(norm, Rule) and norm.test)
        return [name for name, test in tests if any(getattr(c, "where", None) == zone for c in walk(test))]


def _values(value: Any, defaults: Mapping[str, str]) -> list[Any]:
    """The value itself; of one that hangs on a reading that of the default, or all where there is none."""
    if not isinstance(value, ByReading):
        return [value]
    chosen = defaults.get(value.reading)
    return [value.options[chosen]] if chosen in value.options else list(value.options.values())


def _under_reading(value: Any, fits: Any) -> str:
    if isinstance(value, ByReading):
        for name, option in value.options.items():
            if fits(option):
                return f" (as under the reading {value.reading}={name})"
    return ""


def _reach(quantity: Quantity) -> Reach | None:
    if quantity.kind != "distance" or quantity.unit not in ("km", "kilometres", "m", "metres"):
        return None
    known = [value for value in (quantity.low, quantity.best, quantity.high) if value is not None]
    scale = 0.001 if quantity.unit in ("m", "metres") else 1.0
    return (min(known) * scale, max(known) * scale) if known else None


def _as_reach(depth: float | DepthKm) -> Reach:
    return (depth.min, depth.max) if isinstance(depth, DepthKm) else (float(depth), float(depth))


def _agrees(told: Reach, asked: Reach, quantity: Quantity | None) -> bool:
    """Whether the report's figures lie within the agreement's; rough ones may miss a little."""
    slack = _ROUGH if quantity is not None and quantity.approx else 0.01
    return asked[0] * (1 - slack) <= told[0] and told[1] <= asked[1] * (1 + slack)


def _meant(claim: Claim, day: date) -> frozenset[date]:
    """The days a writer may mean: "before 15 November" ends on the 14th and may mean the 15th as well."""
    slack = _VAGUE.get(claim.time.precision or 1, _VAGUEST)
    after = max(slack, 0 if str(day.day) in claim.time.text else 1)
    return frozenset(day + timedelta(days=step) for step in range(-slack, after + 1))


def _km(reach: Reach) -> str:
    low, high = reach
    return f"{low:g} km" if low == high else f"{low:g} to {high:g} km"


def _or(days: Iterable[date]) -> str:
    return " or ".join(day.isoformat() for day in sorted(days))


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else text[: _QUOTED - 3].rstrip() + "..."
