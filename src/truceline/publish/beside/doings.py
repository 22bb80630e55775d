"""Tables of what the joint mechanism did: patrols and coverage, denials, meetings, inquiries, tallies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from pydantic import AwareDatetime

from truceline.publish.beside.columns import SHARE, Of, Row
from truceline.publish.beside.plain_text import Text

if TYPE_CHECKING:
    from truceline.publish.report.facts import Facts


class PatrolRow(Row):
    """A patrol that is over: done, broken off, or refused its way."""

    patrol: Annotated[Text, Of("#activity+patrol+id")]
    """Its handle."""
    parties: Annotated[tuple[Text, ...], Of("#org+patrolling+list")]
    """Ids of the parties that were to take part."""
    own_word: Annotated[tuple[Text, ...], Of("#org+confirmed+list")]
    """Those of them that have said themselves that they did."""
    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    manner: Annotated[Text, Of("#activity+patrol+manner")]
    """Together, or each on its own side."""
    means: Annotated[Text, Of("#activity+patrol+means")]
    """How it went."""
    state: Annotated[Text, Of("#status+patrol")]
    """done, aborted or denied."""
    day: Annotated[date, Of("#date+held")]
    """The day it ended."""
    ended: Annotated[AwareDatetime, Of("#date+end")]
    """When it ended (UTC)."""
    hours: Annotated[float | None, Of("#indicator+hours+num", "hours")]
    """How long it took."""
    covered: Annotated[float | None, Of("#indicator+covered+num", SHARE)]
    """The share of the zone that it looked at."""
    none_of: Annotated[tuple[Text, ...], Of("#item+absent+list")]
    """What it says there was none of."""


class CoverageRow(Row):
    """How much of a zone was watched in one week."""

    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    week: Annotated[date, Of("#date+start")]
    """Its Monday."""
    patrols: Annotated[int, Of("#indicator+patrols+num")]
    """Patrols that ended in it."""
    by: Annotated[tuple[Text, ...], Of("#org+patrolling+list")]
    """The parties whose own word there is for them."""
    hours: Annotated[float, Of("#indicator+hours+num", "hours")]
    """Hours of observation."""
    hours_per_km2: Annotated[float | None, Of("#indicator+density+num", "hours per km2")]
    """The same for each square kilometre of the zone; empty where it is not drawn."""
    most_covered: Annotated[float, Of("#indicator+covered+max", SHARE)]
    """The largest share of the zone that one patrol looked at."""
    drawn_share: Annotated[float | None, Of("#indicator+covered+drawn", SHARE)]
    """The share that all areas drawn in the reports cover together; empty where none is drawn."""


class DenialRow(Row):
    """Somebody kept out."""

    denial: Annotated[Text, Of("#event+denial+id")]
    """Its handle, or that of the patrol."""
    day: Annotated[date, Of("#date+occurred")]
    """The day."""
    zone: Annotated[Text, Of("#loc+zone+id")]
    """Id of the zone."""
    whom: Annotated[Text, Of("#group+denied")]
    """Who was kept out."""
    by: Annotated[Text | None, Of("#org+denying")]
    """By whom; empty: not known."""
    reason: Annotated[Text, Of("#description+reason")]
    """The reason given."""
    minutes: Annotated[int, Of("#indicator+minutes+num", "minutes")]
    """For how long."""


class WaitRow(Row):
    """How long messages of one direction wait for one step."""

    sender: Annotated[Text, Of("#org+sender")]
    """Who writes."""
    to: Annotated[Text, Of("#org+receiver")]
    """To whom."""
    step: Annotated[Text, Of("#activity+step")]
    """deliver, acknowledge or answer."""
    sent: Annotated[int, Of("#indicator+sent+num")]
    """Messages sent."""
    done: Annotated[int, Of("#indicator+done+num")]
    """Of those, how many have come so far."""
    median_h: Annotated[float | None, Of("#indicator+wait+median", "hours")]
    """Half of them took no longer."""
    ninth_h: Annotated[float | None, Of("#indicator+wait+p90", "hours")]
    """Nine in ten took no longer."""
    longest_h: Annotated[float | None, Of("#indicator+wait+max", "hours")]
    """The longest."""
    open: Annotated[int, Of("#indicator+open+num")]
    """Messages that still wait."""
    oldest_open_h: Annotated[float | None, Of("#indicator+open+max", "hours")]
    """How long the oldest of those has waited."""


class MeetingRow(Row):
    """A meeting called, and held or not."""

    meeting: Annotated[Text, Of("#activity+meeting+id")]
    """Its handle."""
    parties: Annotated[tuple[Text, ...], Of("#org+attending+list")]
    """Ids of the parties."""
    state: Annotated[Text, Of("#status+meeting")]
    """convened, held, confirmed, contested or cancelled."""
    called_for: Annotated[AwareDatetime, Of("#date+planned")]
    """When it was to be (UTC)."""
    held_on: Annotated[date | None, Of("#date+held")]
    """The day it was held."""
    agenda: Annotated[Text, Of("#description+agenda")]
    """What it is about."""
    outcome: Annotated[Text | None, Of("#description+outcome")]
    """What came of it."""
    confirmed_by: Annotated[tuple[Text, ...], Of("#org+confirmed+list")]
    """Those that have confirmed the minutes."""


class ExtensionRow(Row):
    """A request for more time, and what each decider says."""

    extension: Annotated[Text, Of("#activity+extension+id")]
    """Its handle."""
    party: Annotated[Text, Of("#org+requesting+id")]
    """Id of the party that asks."""
    norms: Annotated[tuple[Text, ...], Of("#meta+promise+id+list")]
    """Ids of the promises."""
    until: Annotated[date, Of("#date+requested")]
    """The day asked for."""
    state: Annotated[Text, Of("#status+extension")]
    """How it stands."""
    granted: Annotated[tuple[Text, ...], Of("#org+granting+list")]
    """Who grants it, and until when."""
    refused: Annotated[tuple[Text, ...], Of("#org+refusing+list")]
    """Who refuses."""
    silent: Annotated[tuple[Text, ...], Of("#org+silent+list")]
    """Who has not answered."""


class InquiryRow(Row):
    """An inquiry into one incident."""

    inquiry: Annotated[Text, Of("#activity+inquiry+id")]
    """Its handle."""
    what: Annotated[Text, Of("#event+type")]
    """What is alleged."""
    day: Annotated[date, Of("#date+occurred")]
    """Of which day."""
    state: Annotated[Text, Of("#status+inquiry")]
    """How it stands."""
    accused: Annotated[Text | None, Of("#org+accused+id")]
    """Who is accused."""
    attributed_to: Annotated[Text | None, Of("#org+attributed+id")]
    """Who did it, by its finding."""
    grade: Annotated[Text | None, Of("#status+attribution")]
    """How sure the finding is of that."""
    replied: Annotated[tuple[Text, ...], Of("#org+replied+list")]
    """Who has replied."""
    is_published: Annotated[bool, Of("#status+published")]
    """Whether it was published."""


class TallyRow(Row):
    """One side's figure of firings in one place on one day."""

    place: Annotated[Text, Of("#loc+name")]
    """The place."""
    day: Annotated[date, Of("#date+occurred")]
    """The day."""
    party: Annotated[Text, Of("#org+counting+id")]
    """Whose figure it is."""
    firings: Annotated[int, Of("#indicator+firings+num")]
    """How many it counted."""


class AgreementOfCountsRow(Row):
    """How two sides' figures agree in one week, over the places and days that both have counted."""

    week: Annotated[date, Of("#date+start")]
    """Its Monday."""
    first: Annotated[Text, Of("#org+first+id")]
    """One side."""
    second: Annotated[Text, Of("#org+second+id")]
    """The other."""
    both: Annotated[int, Of("#indicator+both+num")]
    """Places and days that both counted."""
    same: Annotated[int, Of("#indicator+same+num")]
    """Of those, how many with the same figure."""
    first_sum: Annotated[int, Of("#indicator+first+num")]
    """Firings that the first counted in them."""
    second_sum: Annotated[int, Of("#indicator+second+num")]
    """Firings that the second counted in them."""
    alone: Annotated[int, Of("#indicator+alone+num")]
    """Places and days that only one of the two counted."""
    others: Annotated[int | None, Of("#indicator+others+num")]
    """Incidents that others report where both counted; empty where nobody asked."""
    withheld: Annotated[int, Of("#indicator+withheld+num")]
    """Besides them those that are told in secret alone; in a public table none is counted."""


def patrols(facts: Facts) -> Iterator[PatrolRow]:
    """A row for each patrol of the period that is over."""
    for one in facts.patrols:
        yield PatrolRow.of(one, patrol=one.id)


def coverage(facts: Facts) -> Iterator[CoverageRow]:
    """A row for each zone and week."""
    for zone, weeks in facts.watched.items():
        for one in weeks:
            yield CoverageRow.of(one, zone=zone)


def denials(facts: Facts) -> Iterator[DenialRow]:
    """A row for each time that somebody was kept out in the period."""
    for one in facts.denials:
        yield DenialRow.of(one, denial=one.id)


def waits(facts: Facts) -> Iterator[WaitRow]:
    """A row for each direction and step of messages."""
    for one in facts.waits:
        yield WaitRow.of(one)


def meetings(facts: Facts) -> Iterator[MeetingRow]:
    """A row for each meeting."""
    for one in facts.meetings:
        yield MeetingRow.of(one, meeting=one.id)


def extensions(facts: Facts) -> Iterator[ExtensionRow]:
    """A row for each request for more time."""
    for one in facts.extensions:
        granted = tuple(f"{party} until {day}" for party, day in sorted(one.granted.items()))
        yield ExtensionRow.of(one, extension=one.id, granted=granted)


def inquiries(facts: Facts) -> Iterator[InquiryRow]:
    """A row for each inquiry."""
    for one in facts.inquiries:
        yield InquiryRow.of(one, inquiry=one.id, is_published=one.published)


def tallies(facts: Facts) -> Iterator[TallyRow]:
    """A row for each side's figure of a place and day."""
    for one in facts.tallies:
        for party, firings in sorted(one.figures.items()):
            yield TallyRow(place=one.place, day=one.day, party=party, firings=firings)


def agreement_of_counts(facts: Facts) -> Iterator[AgreementOfCountsRow]:
    """A row for each week and two sides."""
    for one in facts.agreed:
        yield AgreementOfCountsRow.of(one)
