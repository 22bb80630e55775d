"""The sides' dealings: messages and how long they wait, meetings, requests for more time, inquiries."""

from __future__ import annotations

from truceline.publish.report.composed import Section, Table, row, section, table
from truceline.publish.report.setting import Setting
from truceline.publish.report.unread import unread


def dealings(on: Setting) -> Section | None:
    """Liaison between the sides' cells."""
    return section(
        "liaison",
        on.tongue.say("Liaison, meetings and decisions"),
        _meetings(on),
        _extensions(on),
        inquiries(on),
        _waits(on),
        unread(on, "meetings", "extensions", "inquiries", "waits"),
    )


def _meetings(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.tongue.day(one.held_on or one.called_for),
            on.parties(one.parties),
            on.tongue.term(one.state),
            one.agenda,
            one.outcome or "",
            on.parties(one.confirmed_by) if one.confirmed_by else "",
        )
        for one in on.facts.meetings
    ]
    heads = [say("Day"), say("Parties"), say("State"), say("Agenda"), say("Outcome"), say("Confirmed by")]
    return table(say("Meetings"), heads, rows)


def _extensions(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.party(one.party),
            on.tongue.strung(map(on.promise, one.norms)),
            on.tongue.day(one.until),
            on.tongue.term(one.state),
            on.tongue.strung(
                say("{party} until {day}", party=on.party(party), day=day)
                for party, day in one.granted.items()
            ),
            on.parties(one.refused) if one.refused else "",
            on.parties(one.silent) if one.silent else "",
        )
        for one in on.facts.extensions
    ]
    heads = [
        say("Asked by"),
        say("For which promise"),
        say("Until"),
        say("State"),
        say("Granted by"),
        say("Refused by"),
        say("Silent"),
    ]
    return table(say("Requests for more time"), heads, rows)


def inquiries(on: Setting, about: str | None = None) -> Table | None:
    """The inquiries there are; only the one into an incident, by its handle, where that is given."""
    say = on.tongue.say
    rows = [
        row(
            on.tongue.day(one.day),
            on.tongue.term(one.what),
            on.tongue.term(one.state),
            on.party(one.accused) if one.accused else "",
            on.party(one.attributed_to) if one.attributed_to else say("nobody"),
            on.tongue.term(one.grade) if one.grade else "",
            on.parties(one.replied) if one.replied else "",
        )
        for one in on.facts.inquiries
        if about in (None, one.id)
    ]
    heads = [
        say("Day"),
        say("What"),
        say("State"),
        say("Alleged against"),
        say("Laid to"),
        say("Attribution"),
        say("Replied"),
    ]
    return table(say("Inquiries"), heads, rows)


def _waits(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.party(one.sender),
            on.party(one.to),
            on.tongue.term(one.step),
            on.tongue.number(one.sent),
            on.tongue.number(one.done),
            "" if one.median_h is None else on.tongue.number(one.median_h),
            "" if one.longest_h is None else on.tongue.number(one.longest_h),
            on.tongue.number(one.open),
        )
        for one in on.facts.waits
    ]
    heads = [
        say("From"),
        say("To"),
        say("Step"),
        say("Sent"),
        say("Taken"),
        say("Half within, hours"),
        say("Longest, hours"),
        say("Waiting"),
    ]
    return table(say("How long messages wait"), heads, rows, figures=range(3, 8))
