"""On the ground: zones and their lines, withdrawals claimed and verified, patrols, access, routes."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.agreement.model import Zone
from truceline.case.depths import Sighting
from truceline.publish.report.composed import Block, Section, Table, paragraph, row, section, table
from truceline.publish.report.facts import PatrolTold, WithdrawalTold
from truceline.publish.report.setting import Setting
from truceline.publish.report.unread import unread


def zones(on: Setting, *drawn: Block | None) -> Section | None:
    """Where lines run, how sure that is, and whose approval is wanting; with the map."""
    say = on.tongue.say
    heads = [say("Zone"), say("Shape"), say("Status"), say("Drawn to")]
    rows = [
        row(
            on.zone(zone.id),
            on.tongue.term(zone.shape),
            on.tongue.term(_status(on, zone)),
            say("{n} km either way", n=zone.geometry.uncertainty_km) if zone.geometry.uncertainty_km else "",
        )
        for zone in on.agreement.zones
    ]
    return section(
        "zones",
        say("Zones and lines"),
        *drawn,
        table(say("Zones and the status of their lines"), heads, rows),
        _segments(on),
        unread(on, "segments"),
    )


def _status(on: Setting, zone: Zone) -> str:
    states = [one.state for one in on.facts.segments if one.zone == zone.id]
    worst = ("disputed", "undelineated", "proposed", "agreed", "approved", "marked")
    return min(states, key=worst.index) if states else zone.geometry.status


def _segments(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.zone(one.zone),
            one.segment,
            on.tongue.term(one.state),
            on.parties(one.approved_by) if one.approved_by else say("nobody yet"),
            on.parties(one.wanting) if one.wanting else "",
        )
        for one in on.facts.segments
    ]
    heads = [say("Zone"), say("Segment"), say("Status"), say("Approved by"), say("Wanting")]
    return table(say("Lines segment by segment"), heads, rows)


def withdrawals(on: Setting) -> Section | None:
    """What was declared, what was counted, and what was seen since with its depth behind the line."""
    say = on.tongue.say
    heads = [
        say("Party"),
        say("What"),
        say("Leaves"),
        say("By the day"),
        say("Declared"),
        say("Counted"),
        say("State"),
        say("Seen since"),
    ]
    rows = [
        row(
            on.party(one.party),
            on.category(one.seen.what),
            on.zone(one.seen.zone),
            on.tongue.day(one.by),
            on.tongue.number(one.seen.declared),
            say("not counted") if one.seen.counted is None else on.tongue.number(one.seen.counted),
            on.tongue.term(one.seen.state),
            on.tongue.number(len(one.seen.seen)),
        )
        for one in on.facts.withdrawals
    ]
    told = table(say("Withdrawals: declared against counted"), heads, rows, figures=(4, 5, 7))
    since = [block for one in on.facts.withdrawals for block in _sightings(on, one)]
    key = say("A declaration is its party's word. Only what somebody else counted is verified.")
    return section(
        "withdrawals",
        say("Withdrawals"),
        paragraph(key, _withheld(on)) if rows else None,
        told,
        *since,
        _sites(on),
        unread(on, "withdrawals", "sites"),
    )


def _withheld(on: Setting) -> str | None:
    withheld = sum(one.withheld for one in on.facts.withdrawals)
    if not withheld:
        return None
    return on.tongue.count(
        "{n} secret sighting is counted and not told.",
        "{n} secret sightings are counted and not told.",
        withheld,
    )


def _sightings(on: Setting, one: WithdrawalTold) -> Iterator[Block]:
    say, seen = on.tongue.say, one.seen.seen
    if not seen:
        return
    heads = [
        say("Day"),
        say("What was seen"),
        say("Whose"),
        say("How many"),
        say("P(inside)"),
        say("Depth, km"),
        say("Source"),
    ]
    told = table(
        say(
            "{what} seen since {party} declared its withdrawal on {day}",
            what=on.category(one.seen.what),
            party=on.party(one.party),
            day=one.seen.since,
        ),
        heads,
        [row(*_sighting(on, each)) for each in seen],
        figures=(3, 4, 5),
    )
    if told:
        yield told


def _sighting(on: Setting, one: Sighting) -> tuple[str, ...]:
    return (
        on.tongue.day(one.day) if one.day else on.tongue.say("day not given"),
        one.says,
        on.parties(one.parties),
        "" if one.count is None else on.tongue.number(one.count),
        "" if one.p_inside is None else on.tongue.percent(one.p_inside),
        "" if one.depth_km is None else on.tongue.number(one.depth_km),
        one.source,
    )


def _sites(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.party(one.party),
            one.id,
            _items(on, one.expected),
            say("not inspected") if one.missing is None else _items(on, one.missing) or say("nothing"),
        )
        for one in on.facts.sites
    ]
    heads = [say("Party"), say("Site"), say("Should hold"), say("Missing")]
    return table(say("Storage sites"), heads, rows)


def _items(on: Setting, items: dict[str, int]) -> str:
    return on.tongue.strung(
        on.tongue.say("{n} of {what}", n=n, what=on.category(term)) for term, n in items.items()
    )


def patrols(on: Setting) -> Section | None:
    """Patrols that are over, and how much of each zone was watched week by week."""
    say = on.tongue.say
    heads = [
        say("Day"),
        say("Patrol of"),
        say("Own word of"),
        say("Zone"),
        say("Manner"),
        say("State"),
        say("Hours"),
        say("Of the zone"),
        say("Looked for and not seen"),
    ]
    rows = [row(*_patrol(on, one)) for one in on.facts.patrols]
    weeks = [block for zone in on.facts.watched for block in _watched(on, zone)]
    return section(
        "patrols",
        say("Patrols and coverage"),
        table(say("Patrols of the period that are over"), heads, rows, figures=(6, 7)),
        *weeks,
        unread(on, "patrols", "watched"),
    )


def _patrol(on: Setting, one: PatrolTold) -> tuple[str, ...]:
    return (
        on.tongue.day(one.day),
        on.parties(one.parties),
        on.parties(one.own_word) if one.own_word else on.tongue.say("none yet"),
        on.zone(one.zone),
        on.tongue.term(one.manner),
        on.tongue.term(one.state),
        "" if one.hours is None else on.tongue.number(one.hours),
        "" if one.covered is None else on.tongue.percent(one.covered),
        on.tongue.listed(map(on.category, one.none_of)),
    )


def _watched(on: Setting, zone: str) -> Iterator[Block]:
    say = on.tongue.say
    rows = [
        row(
            on.tongue.day(one.week),
            on.tongue.number(one.patrols),
            on.tongue.number(one.hours),
            "" if one.hours_per_km2 is None else on.tongue.number(one.hours_per_km2, 4),
            on.tongue.percent(one.most_covered),
            "" if one.drawn_share is None else on.tongue.percent(one.drawn_share),
        )
        for one in on.facts.watched[zone]
    ]
    heads = [
        say("Week of"),
        say("Patrols done"),
        say("Hours"),
        say("Hours per km2"),
        say("Widest look"),
        say("Areas drawn, together"),
    ]
    told = table(say("How {zone} was watched", zone=on.zone(zone)), heads, rows, figures=range(1, 6))
    if told:
        yield told


def access(on: Setting) -> Section | None:
    """Who was kept out, where and with what reason; how routes stand."""
    say = on.tongue.say
    denials = [
        row(
            on.tongue.day(one.day),
            on.tongue.term(one.whom),
            on.zone(one.zone),
            on.party(one.by),
            one.reason,
            on.tongue.number(one.minutes),
        )
        for one in on.facts.denials
    ]
    routes = [
        row(
            one.id,
            on.zone(one.zone),
            on.tongue.term(one.state),
            on.tongue.day(one.day),
            on.party(one.by),
            on.tongue.listed(map(on.tongue.term, one.closed_for)),
        )
        for one in on.facts.routes
    ]
    heads = [say("Day"), say("Who"), say("Zone"), say("Denied by"), say("Reason given"), say("Minutes")]
    stand = [
        say("Stretch"),
        say("Route"),
        say("State"),
        say("On the day"),
        say("Reported by"),
        say("Closed for"),
    ]
    return section(
        "access",
        say("Access and routes"),
        table(say("Access denied in the period"), heads, denials, figures=(5,)),
        table(say("Routes as they were reported last"), stand, routes),
        unread(on, "denials", "routes"),
    )
