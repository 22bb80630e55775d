"""How figures are to be read: what they cover, how sure they are, and what was left out of a release."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.publish.method import READ_SO
from truceline.publish.zones import zone_name

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.places.atlas import Atlas
    from truceline.publish.report.facts import Facts

_UNSURE = frozenset({"undelineated", "disputed", "moving", "proposed"})


def limits(facts: Facts, agreement: Agreement, atlas: Atlas) -> Iterator[str]:
    """Sentences on coverage and uncertainty, then on this report's own figures."""
    for paragraph in READ_SO.strip().split("\n\n"):
        yield " ".join(paragraph.split())
    yield _considered(facts)
    yield _places(facts)
    yield from _zones(facts, agreement, atlas)
    if facts.now.tables:
        yield "Attached tables are counted apart; figures of two tables may tell of the same events."
    yield from _released(facts)


def _considered(facts: Facts) -> str:
    of = facts.now.considered
    return (
        f"Claims given: {of.given}; of these counted: {of.seen}; not yet known: {of.not_yet_known}; "
        f"not accepted: {of.not_accepted}; corrected or withdrawn: {of.overtaken}."
    )


def _places(facts: Facts) -> str:
    entries = facts.now.violations
    unplaced = sum(one.lat is None for one in entries)
    nobody = sum(not one.committed_by for one in entries)
    return f"Register entries: {len(entries)}; without coordinates: {unplaced}; laid to nobody: {nobody}."


def _zones(facts: Facts, agreement: Agreement, atlas: Atlas) -> Iterator[str]:
    alike: dict[str, list[str]] = {}
    for zone in agreement.zones:
        lines, km = atlas.lines(zone.id, facts.as_of), atlas.uncertainty_km(zone.id, facts.as_of)
        status = lines.status if lines else zone.geometry.status
        if km or status in _UNSURE:
            alike.setdefault(f"{status}, \N{PLUS-MINUS SIGN}{km:g} km", []).append(zone_name(zone))
    if alike:
        told = "; ".join(f"{how}: {', '.join(names)}" for how, names in alike.items())
        yield f"Zones that are not surely drawn - {told}."


def _released(facts: Facts) -> Iterator[str]:
    how = facts.released
    if how is None:
        yield "These figures are private: they may tell what a public release would not."
        return
    yield (
        f"A public release: positions wait {how.delay_hours} hours; points are told by squares of "
        f"{how.town_km:g} km or more in towns, {how.open_km:g} km or more elsewhere; fewer than "
        f"{how.least} dead are not told with their place; a party is named once it had time to reply."
    )
    for reason, number in sorted(how.left_out.items()):
        yield f"Left out: {number or 'fewer than 5'} ({reason})."
    for month in how.dead_apart:
        yield f"Dead whom no row tells, in {month.month:%Y-%m}: {month.low} to {month.high}."
    if how.unnamed:
        yield f"Breaches of which nobody is named yet: {how.unnamed}."
    if how.licences:
        yield f"Counted and not passed on: {', '.join(how.licences)}."
