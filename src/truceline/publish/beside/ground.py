"""Tables of the ground: zones and their lines, routes, withdrawals and what was seen of them, sites."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from truceline.publish.beside.columns import DEGREES, KM, SHARE, Of, Row
from truceline.publish.beside.plain_text import Text
from truceline.publish.zones import zone_name

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement, Zone
    from truceline.places.atlas import Atlas
    from truceline.publish.beside.licences import Licences
    from truceline.publish.report.facts import Facts

_DIGITS = 3


class ZoneRow(Row):
    """An area, strip, corridor, line or point of the agreement as it stands on the day of the report."""

    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    name: Annotated[Text, Of("#loc+zone+name")]
    """Its name."""
    shape: Annotated[Text, Of("#geo+type")]
    """polygon, band, corridor, line or point."""
    status: Annotated[Text, Of("#status+lines")]
    """How far its lines are settled: undelineated, proposed, agreed, approved, marked, disputed or moving."""
    says: Annotated[Text, Of("#description+lines")]
    """What the mechanism's acts say of its lines; empty where nobody has begun to draw them."""
    is_drawn: Annotated[bool, Of("#meta+drawn")]
    """Whether there is a drawing of it."""
    uncertainty_km: Annotated[float, Of("#geo+uncertainty+num", KM)]
    """Standard deviation of the drawn edge."""
    depth_least_km: Annotated[float | None, Of("#indicator+depth+min", KM)]
    """Of a strip: how deep it surely is."""
    depth_most_km: Annotated[float | None, Of("#indicator+depth+max", KM)]
    """How deep it may be; between the two a place is undetermined."""
    area_km2: Annotated[float | None, Of("#indicator+area+num", "km2")]
    """Its area at the greatest depth."""
    within: Annotated[Text | None, Of("#loc+zone+parent")]
    """Id of the zone that cuts it off."""
    along: Annotated[Text | None, Of("#loc+line+id")]
    """Of a strip: id of the line that it follows."""


class SegmentRow(Row):
    """A segment of a zone's lines: where it stands, and whose approval is wanting."""

    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    segment: Annotated[Text, Of("#loc+segment+id")]
    """Id of the segment."""
    state: Annotated[Text, Of("#status+lines")]
    """How far it is settled."""
    approved_by: Annotated[tuple[Text, ...], Of("#org+approved+list")]
    """Those of the deciders that have approved it."""
    wanting: Annotated[tuple[Text, ...], Of("#org+wanting+list")]
    """Those that have not."""


class RouteRow(Row):
    """A stretch of a route as it was reported last."""

    route: Annotated[Text, Of("#loc+route+id")]
    """Id of the stretch."""
    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the route among the zones."""
    state: Annotated[Text, Of("#status+route")]
    """How it stands."""
    day: Annotated[date, Of("#date+reported")]
    """The day of that report."""
    by: Annotated[Text, Of("#org+reporter")]
    """Who reports it."""
    closed_for: Annotated[tuple[Text, ...], Of("#group+closed+list")]
    """For whom it is closed."""


class WithdrawalRow(Row):
    """A withdrawal as declared, beside what was counted and seen."""

    withdrawal: Annotated[Text, Of("#activity+withdrawal+id")]
    """Its handle."""
    party: Annotated[Text, Of("#org+withdrawing+id")]
    """Id of the party that declares it."""
    what: Annotated[Text, Of("#item+type")]
    """What is withdrawn."""
    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone that it leaves."""
    declared: Annotated[int, Of("#item+declared+num")]
    """How many, by the party's own word."""
    counted: Annotated[int | None, Of("#item+counted+num")]
    """How many others have counted; empty: nobody has."""
    state: Annotated[Text, Of("#status+withdrawal")]
    """How it stands."""
    by: Annotated[date, Of("#date+due")]
    """By which day, or on which day they left."""
    is_done: Annotated[bool, Of("#status+done")]
    """Whether the party says that they have left."""
    goes_to: Annotated[Text, Of("#loc+destination")]
    """Where it says that they go."""
    since: Annotated[date, Of("#date+declared")]
    """The day of the declaration."""
    sightings: Annotated[int, Of("#indicator+sightings+num")]
    """Sightings of the category since, wherever they were."""
    deepest_km: Annotated[float | None, Of("#indicator+depth+max", KM)]
    """How deep behind the line the deepest of them stood; below nought beyond it."""


class SightingRow(Row):
    """One claim that something of a withdrawn category stood somewhere since."""

    withdrawal: Annotated[Text, Of("#activity+withdrawal+id")]
    """Handle of the withdrawal that it is held against."""
    claim: Annotated[Text, Of("#meta+claim+id")]
    """Id of the claim."""
    day: Annotated[date | None, Of("#date+seen")]
    """The day it was seen."""
    says: Annotated[Text, Of("#description+sighting")]
    """What was seen."""
    parties: Annotated[tuple[Text, ...], Of("#org+owner+list")]
    """Ids of the parties whose it is said to be."""
    count: Annotated[float | None, Of("#item+seen+num")]
    """How many."""
    source: Annotated[Text, Of("#meta+source")]
    """Who says so."""
    p_inside: Annotated[float | None, Of("#indicator+inside+num", SHARE)]
    """The chance that it stood inside the zone."""
    depth_km: Annotated[float | None, Of("#indicator+depth+num", KM)]
    """How deep behind the line, or inside the boundary; below nought beyond."""
    measured_from: Annotated[Text, Of("#loc+line+id")]
    """Id of that line, or of the zone for its boundary."""
    lat: Annotated[float | None, Of("#geo+lat", DEGREES)]
    """Latitude of the nominal point."""
    lon: Annotated[float | None, Of("#geo+lon", DEGREES)]
    """Longitude of the nominal point."""
    radius_km: Annotated[float | None, Of("#geo+radius+num", KM)]
    """How far from the point it may truly be."""


class SiteRow(Row):
    """What one storage site should hold of one category; never where it is."""

    site: Annotated[Text, Of("#loc+site+id")]
    """Handle of the site."""
    party: Annotated[Text, Of("#org+owner+id")]
    """Id of the party whose it is."""
    state: Annotated[Text, Of("#status+site")]
    """How it stands."""
    category: Annotated[Text, Of("#item+type")]
    """The category."""
    expected: Annotated[int, Of("#item+expected+num")]
    """How many it should hold."""
    missing: Annotated[int | None, Of("#item+missing+num")]
    """How many were missing when it was seen last; empty: nobody has seen it."""


def zones(facts: Facts, agreement: Agreement, atlas: Atlas) -> Iterator[ZoneRow]:
    """A row for each zone, in the order of the agreement."""
    for zone in agreement.zones:
        yield _zone(facts, zone, atlas)


def _zone(facts: Facts, zone: Zone, atlas: Atlas) -> ZoneRow:
    day, readings = facts.as_of, facts.now.frame.readings
    lines, ground = atlas.lines(zone.id, day), atlas.ground(zone.id, day, readings)
    is_strip = ground is not None and zone.shape == "band"
    area = ground.area() if ground is not None and zone.shape not in {"line", "point"} else None
    km2 = None if area is None or area.is_empty else float(area.seen_from(area.home).area)
    return ZoneRow(
        zone=zone.id,
        name=zone_name(zone),
        shape=zone.shape,
        status=lines.status if lines else zone.geometry.status,
        # What is told of segments in public is in their own table, and nothing besides.
        says=lines.told if lines and not facts.is_public else "",
        is_drawn=ground is not None,
        uncertainty_km=atlas.uncertainty_km(zone.id, day),
        depth_least_km=ground.least_km if ground is not None and is_strip else None,
        depth_most_km=ground.most_km if ground is not None and is_strip else None,
        area_km2=None if km2 is None else round(km2, _DIGITS),
        within=zone.within,
        along=zone.along,
    )


def segments(facts: Facts) -> Iterator[SegmentRow]:
    """A row for each segment that the mechanism knows of."""
    for one in facts.segments:
        yield SegmentRow.of(one)


def routes(facts: Facts) -> Iterator[RouteRow]:
    """A row for each stretch of a route."""
    for one in facts.routes:
        yield RouteRow.of(one, route=one.id)


def withdrawals(facts: Facts, licences: Licences) -> Iterator[WithdrawalRow]:
    """A row for each withdrawal; of sightings that may not be passed on the number alone is in it."""
    for one in facts.withdrawals:
        seen = one.seen
        told = (each for each in seen.seen if licences.may_leave(each.claim_id))
        depths = [each.depth_km for each in told if each.depth_km is not None]
        yield WithdrawalRow.of(
            seen,
            withdrawal=one.id,
            party=one.party,
            by=one.by,
            is_done=one.done,
            goes_to=one.goes_to,
            sightings=len(seen.seen),
            deepest_km=round(max(depths), _DIGITS) if depths else None,
        )


def sightings(facts: Facts, licences: Licences) -> Iterator[SightingRow]:
    """A row for each sighting since a withdrawal was declared."""
    for withdrawal in facts.withdrawals:
        for one in withdrawal.seen.seen:
            if not licences.allow_named("sightings", {one.claim_id: one.source}):
                continue
            yield SightingRow.of(
                one,
                withdrawal=withdrawal.id,
                claim=one.claim_id,
                depth_km=None if one.depth_km is None else round(one.depth_km, _DIGITS),
                measured_from=withdrawal.seen.line,
            )


def sites(facts: Facts) -> Iterator[SiteRow]:
    """A row for each storage site and category."""
    for one in facts.sites:
        for category, expected in sorted(one.expected.items()):
            yield SiteRow.of(
                one,
                site=one.id,
                category=category,
                expected=expected,
                missing=None if one.missing is None else one.missing.get(category, 0),
            )
