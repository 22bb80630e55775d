"""Readings: which alternatives a norm rests on, and what the standing would be under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from truceline.agreement.checks import ByReading, Check, NormIs, walk
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Constitutive, Duty, Rule
from truceline.assess.inquiry import Inquiry
from truceline.assess.result import Standing


def by_reading(inquiry: Inquiry, norm: Duty | Constitutive) -> dict[str, dict[str, Standing]]:
    """For each reading under which the standing differs: the standing under each alternative."""
    differing = {}
    for reading in sorted(readings_of(inquiry.agreement, norm.id)):
        standings = {
            option: inquiry.under({reading: option}).judge(norm.id).standing
            for option in inquiry.agreement.readings[reading]
        }
        if len(set(standings.values())) > 1:
            differing[reading] = standings
    return differing


def readings_of(agreement: Agreement, norm_id: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """Every reading the norm's check, dates and zones rest on, through other norms too."""
    if norm_id in seen:
        return frozenset()
    norm = agreement.norms[norm_id]
    found = set(_named(norm))
    below = seen | {norm_id}
    for other in _norms_asked(agreement, norm_id):
        found |= readings_of(agreement, other, below)
    checks = [getattr(norm, "test", None), getattr(norm, "when", None)]
    for rule in _rules_on(agreement, norm_id):
        found |= set(_named(rule))
        checks.append(rule.when)
    for zone in _zones_asked([check for check in checks if check is not None]):
        found |= _zone_readings(agreement, zone)
    return frozenset(found & set(agreement.readings))


def _named(value: Any) -> Iterator[str]:
    """Readings named anywhere inside a typed document."""
    if isinstance(value, ByReading):
        yield value.reading
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name != "tests" or not isinstance(value, Duty | Constitutive):
                yield from _named(getattr(value, name))
    elif isinstance(value, tuple | list):
        for item in value:
            yield from _named(item)


def _norms_asked(agreement: Agreement, norm_id: str) -> Iterator[str]:
    norm = agreement.norms[norm_id]
    checks = [c for c in (getattr(norm, "test", None), getattr(norm, "when", None)) if c is not None]
    for check in checks:
        yield from (part.norm for part in walk(check) if isinstance(part, NormIs))
    if isinstance(norm, Duty):
        if norm.deadline and norm.deadline.after:
            yield norm.deadline.after
        if norm.during and not isinstance(norm.during.start, str) and norm.during.start.after:
            yield norm.during.start.after
    for rule in _rules_on(agreement, norm_id):
        yield from (part.norm for part in walk(rule.when) if isinstance(part, NormIs))
        if rule.to and rule.to.after:
            yield rule.to.after


def _rules_on(agreement: Agreement, norm_id: str) -> list[Rule]:
    """Rules on the norm, or on the table it is a row of."""
    return [rule for rule in agreement.rules() if {norm_id, norm_id.partition("/")[0]} & set(rule.of)]


def _zones_asked(checks: Iterable[Check]) -> Iterator[str]:
    for outer in checks:
        for check in walk(outer):
            for field in ("where", "line", "of"):
                value = getattr(check, field, None)
                if isinstance(value, str):
                    yield value


def _zone_readings(agreement: Agreement, zone_id: str) -> frozenset[str]:
    found: set[str] = set()
    zone = agreement.zone.get(zone_id)
    while zone is not None:
        if isinstance(zone.depth_km, ByReading):
            found.add(zone.depth_km.reading)
        zone = agreement.zone.get(zone.within) if zone.within else None
    return frozenset(found)
