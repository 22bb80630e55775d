"""The table of violations, and what attached tables count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from truceline.publish.beside.columns import DEGREES, KM, SHARE, Of, Row
from truceline.publish.beside.plain_text import Text

if TYPE_CHECKING:
    from truceline.assess.result import RegisterEntry
    from truceline.publish.beside.licences import Licences
    from truceline.publish.report.facts import Facts


class ViolationRow(Row):
    """One reported incident against one promise. Committed by and answerable are never merged."""

    entry: Annotated[Text, Of("#event+id")]
    """Id of the register's entry."""
    incident: Annotated[Text | None, Of("#event+incident+id")]
    """The handle that ties reports of one incident together; the same under every promise."""
    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise that it is held against."""
    status: Annotated[Text, Of("#status+entry")]
    """opened, confirmed or closed."""
    bearing: Annotated[Text, Of("#status+bearing")]
    """breach, not_attributed (nobody knows whose breach it is, if one) or no_breach."""
    reason: Annotated[Text, Of("#status+reason")]
    """Why it has this status, or why it is no breach."""
    kind: Annotated[Text, Of("#event+type")]
    """What happened."""
    start: Annotated[date | None, Of("#date+start")]
    """First day on which it may have happened."""
    end: Annotated[date | None, Of("#date+end")]
    """Last such day."""
    in_period: Annotated[bool, Of("#meta+period")]
    """Whether those days touch the period of the report."""
    place: Annotated[Text, Of("#loc+name")]
    """Where, as reported."""
    governorate: Annotated[Text | None, Of("#adm1+name")]
    """The governorate, as the source names it."""
    lat: Annotated[float | None, Of("#geo+lat", DEGREES)]
    """Latitude of the nominal point."""
    lon: Annotated[float | None, Of("#geo+lon", DEGREES)]
    """Longitude of the nominal point."""
    radius_km: Annotated[float | None, Of("#geo+radius+num", KM)]
    """How far from the point it may truly be."""
    p_inside: Annotated[float | None, Of("#indicator+inside+num", SHARE)]
    """The chance that it happened inside the zone; empty where it cannot be computed."""
    committed_by: Annotated[tuple[Text, ...], Of("#org+committed+list")]
    """Ids of the parties that it is laid to."""
    attribution: Annotated[Text, Of("#status+attribution")]
    """How sure that is: none, claimed, assessed or confirmed."""
    participants: Annotated[tuple[Text, ...], Of("#org+participant+list")]
    """Ids of parties that took part, whoever began."""
    answerable: Annotated[tuple[Text, ...], Of("#org+answerable+list")]
    """Ids of the parties that answer for those it is laid to."""
    target: Annotated[tuple[Text, ...], Of("#org+target+list")]
    """Who or what was hit."""
    count_low: Annotated[float | None, Of("#indicator+count+min")]
    """How many incidents it tells of, at least."""
    count_best: Annotated[float | None, Of("#indicator+count+num")]
    """The best figure."""
    count_high: Annotated[float | None, Of("#indicator+count+max")]
    """At most."""
    killed_low: Annotated[int | None, Of("#affected+killed+min", "persons")]
    """Killed, the lowest figure."""
    killed_best: Annotated[int | None, Of("#affected+killed", "persons")]
    """Killed, the best figure."""
    killed_high: Annotated[int | None, Of("#affected+killed+max", "persons")]
    """Killed, the highest figure."""
    support: Annotated[float, Of("#indicator+support+num", SHARE)]
    """How strongly the evidence speaks for it."""
    opposition: Annotated[float, Of("#indicator+opposition+num", SHARE)]
    """How strongly it speaks against it; the two are never netted."""
    reports: Annotated[int, Of("#indicator+reports+num")]
    """Claims that tell of it."""
    denials: Annotated[int, Of("#indicator+denials+num")]
    """Claims that deny it."""
    families: Annotated[tuple[Text, ...], Of("#meta+source+list")]
    """The families of sources that tell of it; one family counts once."""
    says: Annotated[tuple[Text, ...], Of("#description+report+list")]
    """What they say, in a sentence for each claim; empty in public."""
    licences: Annotated[tuple[Text, ...], Of("#meta+licence+list")]
    """Licences of those claims, where they state one: whoever passes the row on is bound by them."""
    claims: Annotated[tuple[Text, ...], Of("#meta+claim+id+list")]
    """Ids of the claims that tell of it."""
    may_repeat: Annotated[tuple[Text, ...], Of("#event+similar+id+list")]
    """Entries that may be the same incident; none is merged without an analyst's word."""


class CountRow(Row):
    """What an attached table of many rows counts for or against a promise; two tables are never added up."""

    table: Annotated[Text, Of("#meta+table")]
    """The table."""
    norm: Annotated[Text, Of("#meta+promise+id")]
    """Id of the promise."""
    what: Annotated[Text, Of("#event+type")]
    """What is counted."""
    zone: Annotated[Text | None, Of("#loc+zone+id")]
    """Id of the zone it is counted in."""
    bearing: Annotated[Text, Of("#status+bearing")]
    """breach, not_attributed, no_breach or done."""
    party: Annotated[Text | None, Of("#org+committed+id")]
    """Who did it; empty: everybody together."""
    start: Annotated[date, Of("#date+start")]
    """First day on which anything is counted."""
    end: Annotated[date, Of("#date+end")]
    """Last such day."""
    rows: Annotated[int, Of("#indicator+rows+num")]
    """Rows that may lie in the zone."""
    expected: Annotated[float, Of("#indicator+expected+num")]
    """How many events are to be expected in it: P(inside) added up."""
    certain: Annotated[float, Of("#indicator+certain+num")]
    """Events that surely lie in it."""
    killed_low: Annotated[float, Of("#affected+killed+min", "persons")]
    """Killed by the low figures, weighted with P(inside)."""
    killed_best: Annotated[float, Of("#affected+killed", "persons")]
    """Killed by the best figures, weighted so."""
    killed_high: Annotated[float, Of("#affected+killed+max", "persons")]
    """Killed by the high figures, weighted so."""


def violations(facts: Facts, licences: Licences) -> Iterator[ViolationRow]:
    """A row for each entry of the register up to the day of the report."""
    for one in facts.now.violations:
        if licences.allow("violations", (*one.claims, *one.against)):
            yield _violation(facts, one)


def _violation(facts: Facts, one: RegisterEntry) -> ViolationRow:
    low, best, high = one.killed or (None, None, None)
    return ViolationRow.of(
        one,
        entry=one.entry_id,
        kind=one.act,
        in_period=_touches(one, facts.since, facts.as_of),
        governorate=one.adm1,
        count_low=one.count[0],
        count_best=one.count[1],
        count_high=one.count[2],
        killed_low=low,
        killed_best=best,
        killed_high=high,
        reports=len(one.claims),
        denials=len(one.against),
        families=tuple(sorted({claim.family for claim in one.claims})),
        says=tuple(dict.fromkeys(filter(None, (claim.says for claim in one.claims)))),
        licences=tuple(sorted(_licences(facts, one))),
        claims=tuple(claim.claim_id for claim in one.claims),
    )


def _licences(facts: Facts, one: RegisterEntry) -> set[str]:
    quotes = (facts.quotes.get(claim.claim_id) for claim in one.claims)
    return {quote.licence for quote in quotes if quote and quote.licence}


def _touches(one: RegisterEntry, first: date, last: date) -> bool:
    start, end = one.start or one.end, one.end or one.start
    return start is not None and end is not None and start <= last and end >= first


def counts(facts: Facts) -> Iterator[CountRow]:
    """A row for each count of an attached table."""
    for one in facts.now.counted:
        yield CountRow.of(one, killed_low=one.low, killed_best=one.best, killed_high=one.high)
