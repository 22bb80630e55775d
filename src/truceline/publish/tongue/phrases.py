"""What the engine says in English, understood again: its set phrases, for languages that have them.

Statements, remarks and reasons of an assessment are sentences with ids in them, made from these phrases.
A phrase is found by its words; what stands at its places is an id or a figure and never holds a blank
(save several parties, and a state's words). A sentence that is none of them stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

_ID = r"[a-z0-9][a-z0-9_/-]*"
_FIGURE = r"\d[\d,.]*"
_SHAPES = {
    "day": r"\d{4}-\d\d-\d\d",
    "parties": rf"{_ID}(?:(?: or | and |, ){_ID})*",
    "norms": rf"{_ID}(?:, {_ID})*",
    "words": r".+",
    "share": r"\d+%",
    "state": r"[a-z][a-z0-9 ]*",
    "n": _FIGURE,
    "missing": _FIGURE,
    "km": _FIGURE,
    "days": _FIGURE,
    "bar": _FIGURE,
    "support": _FIGURE,
}
"""What stands at a place, by its name; at any other an id or a word."""
_STANDARD = "to the standard {standard} ({bar})"
_STATEMENTS = (
    "{norm}",
    "all of these hold",
    "at least one of these holds",
    "met at least in part",
    "met in full",
    "no {what} of {party} in {zone}",
    "no {what} in {zone}",
    "at most {n} {what} of {party} in {zone}",
    "at most {n} {what} in {zone}",
    "every {what} of {party} is {km} km or more from {zone}",
    "every {what} is {km} km or more from {zone}",
    "no {event} by {parties} in {zone}",
    "no {event} by {parties}",
    "{event} happened with each of {parties}",
    "{event} kept up by each of {parties}",
    "{event} by {party} in {zone} happened",
    "{event} by {party} happened",
    "{event} in {zone} happened",
    "{event} happened",
    "{n} or more {event} by {party} in the 1 day to {day}",
    "{n} or more {event} by {party} in the {days} days to {day}",
    "{n} or more {event} in the 1 day to {day}",
    "{n} or more {event} in the {days} days to {day}",
    "{zone} is {state}",
    "{what} is {state}",
    "{norm} is at least fulfilled",
    "{norm} is at least partly fulfilled",
    "{norm} is at least fulfilled on {day}",
    "{norm} is at least partly fulfilled on {day}",
    "rule {norm} (extend deadline)",
    "rule {norm} (suspend)",
    "rule {norm} (discharge)",
    "rule {norm} (reparation)",
    "condition of {norm}",
)
_CHANGES = (
    "a change in {norm}",
    f"a sighting of {{what}} of {{party}} in {{zone}}, {_STANDARD}",
    f"a sighting of {{what}} in {{zone}}, {_STANDARD}",
    f"a sighting of {{what}} of {{party}} nearer than {{km}} km, {_STANDARD}",
    f"a sighting of {{what}} nearer than {{km}} km, {_STANDARD}",
    f"a count of more than {{n}} in {{zone}}, {_STANDARD}",
    "a look at {share} of {zone} or more that finds no {what} of {party}, no older than 1 day",
    "a look at {share} of {zone} or more that finds no {what} of {party}, no older than {days} days",
    "a look at {share} of {zone} or more that finds no {what}, no older than 1 day",
    "a look at {share} of {zone} or more that finds no {what}, no older than {days} days",
    "a report no older than 1 day, to the standard {standard}, whether {zone} is {state}",
    "a report no older than {days} days, to the standard {standard}, whether {zone} is {state}",
    "a report no older than 1 day, to the standard {standard}, whether {what} is {state}",
    "a report no older than {days} days, to the standard {standard}, whether {what} is {state}",
    "an inventory of {share} of {zone} or more",
    "a verified inventory with a visit to every storage site",
    "monitoring reports without such an event for {share} of the days in {zone}",
    "monitoring reports without such an event for {share} of the days",
    f"one {{event}} in {{zone}} attributed to {{parties}} {_STANDARD}",
    f"one {{event}} attributed to {{parties}} {_STANDARD}",
    f"a report {_STANDARD} that {{event}} by {{party}} in {{zone}} took place",
    f"a report {_STANDARD} that {{event}} by {{party}} took place",
    f"a report {_STANDARD} that {{event}} in {{zone}} took place",
    f"a report {_STANDARD} that {{event}} took place",
    "reports of {n} or more {event} by {party} since {day}, each to the standard",
    "reports of {n} or more {event} since {day}, each to the standard",
    "a recorded human rating against the rubric, with its reason",
)
_REASONS = (
    "promised, not reported as done",
    "required, not reported as done",
    "planned, not reported as done",
    "said to be possible, not reported as done",
    "refused: words about the act, not the act",
    "expected, not reported as done",
    "told under a condition, not reported as done",
    "the condition of a sentence, not reported as done",
    "said not to have begun",
    "a statement: words, not conduct",
    "not told as fact",
    "not attributed: an unattributed act binds nobody",
    "nobody says whose it is: it binds no party",
    "nobody says who did it",
    "not reported of {party}",
    "not by a party this norm is about",
    "not against the side this norm protects",
    "within one side: no breach between the sides",
    "by another party",
    "a decision about an incident, not the incident",
    "does not say where",
    "does not say when",
    "outside the norm's window",
    "its days are too wide: it may lie outside the time asked about",
    "does not come from a look that tells that none is left",
    "does not say how much of the zone was looked at",
    "looked at {share}, too little to show absence",
    "tells of a part of the category only",
    "gives no count",
    "a count of nought",
    "covers too little of the line to show that none stands too near",
    "{km} km off: one in the right place does not show that all are",
    "older than 1 day: it no longer tells who is there now",
    "older than {days} days: it no longer tells who is there now",
    "answered by later evidence (from {day})",
    "denied before it was reported as done",
    "denied before the deadline: it may have come in the time left",
    "denied more than 1 day before",
    "denied more than {days} days before",
    "denied of a part of the period only",
    "such looks cover only {share} of the days",
    "the rater could not judge",
    "closed by a decision of the mechanism",
    "acknowledged by a decision of the mechanism",
    "a count of nought: the source reports none",
    "denied to the standard, not shown to the standard",
    "contested: shown and denied, both to the standard",
    "shown to the standard {standard} ({support})",
    "shown to the standard {standard}",
    "below the standard {standard} ({support} of {bar})",
    "below the standard {standard}",
)
_MARKS = (
    "rests on {zone}, whose lines are {status}, to be settled by {norm}",
    "rests on {zone}, whose lines are {status}",
    "who bears it is inferred, not stated in the text",
    "who bears it is disputed, not stated in the text",
    "the text sets no date: undone, it is not breached by time alone",
    "1 reported incident is attributed to nobody and so binds nobody (see the register)",
    "{n} reported incidents are attributed to nobody and so bind nobody (see the register)",
    "stands in an instrument that is only reported",
    "repaired under {norm}",
    "starts once {norm} is fulfilled, which is not shown",
    "if no deadline applies",
    "if the text stands alone (due {day})",
    "if {norm} applies (due {day})",
)
_UNSAID = (
    "1 day was observed: {missing} more needed",
    "{n} days were observed: {missing} more needed",
    "1 day was observed before: {missing} more needed",
    "{n} days were observed before: {missing} more needed",
    "1 day was observed since: {missing} more needed",
    "{n} days were observed since: {missing} more needed",
    "1 day was observed since: nobody has told anything since {day}",
    "{n} days were observed since: nobody has told anything since {day}",
    "{n} events in both windows: {missing} more needed",
    "{n} events in the last year: {missing} more needed",
    "nobody has told anything since {day}: calm or silence, nobody can say",
    "it is in one piece: nothing of it is seen until all is",
    "none of its {n} parts was shown: one is needed to see a pace",
    "{norm} is not part of the law applied",
    "{norm} is no promise to be done by a day: no pace foretells it",
    "{norm} does not bind yet, or has no deadline",
    "what was shown of {norm} is too old by {day} to speak still",
)
"""Why an outlook does not say something."""
_CONDITIONS = (
    "its condition is contested ({words}): active if it holds, dormant if not",
    "dormant: its condition is {verdict} ({words})",
    "whether it was active all along is contested ({words})",
    "its condition is contested: both outcomes stay open",
    "its condition was contested and has not been settled since: both outcomes stay open",
    "its condition is shown: it is active",
    "its condition was shown and has not been refuted since: it is active",
    "its condition is refuted: it is dormant",
    "its condition is not shown: it is dormant",
    "its condition is shown: it applies",
    "its condition is refuted: it does not apply",
    "its condition is not shown: both outcomes stay open",
    "whether the norm was active then is contested: a breach only if it was",
    "the norm was not yet active then",
    "the norm was suspended then",
    "the norm was discharged by then",
    "another norm had taken its place by then",
    "if its condition holds ({words})",
    "if its condition does not hold, so that it is dormant",
    "if its condition held while that was contested ({words})",
    "if its condition did not hold then",
    "if its condition holds: {words}",
    "if it does not: {words}",
    "only what is found whichever way its contested condition comes out counts",
    "denied, but another incident is shown",
)
"""What a condition that is contested, not shown or over comes to."""
_LINES = (
    "rests on {zone}, whose lines are {status} and in force ({words})",
    "rests on {zone}, whose lines are {status} and not in force ({words})",
    "{n} of {missing} segments approved",
    "{n} of {missing} segments approved by {parties}",
    "{n} of {missing} segments approved, wanting {parties}",
    "{n} of {missing} segments approved, rival drawings approved by {parties}",
    "{n} of {missing} segments approved, disputed by {parties}",
)
"""How the lines of a zone stand that a promise rests on."""
_GRANTS = ("grant of {name}", "{parties} grant time until {day} for {norms}.")
"""What an agreement says once more time was granted (`mechanism.amending`)."""
PHRASES = (*_STATEMENTS, *_CHANGES, *_REASONS, *_MARKS, *_CONDITIONS, *_LINES, *_GRANTS, *_UNSAID)
"""Every phrase as it stands in a catalogue."""
_PLACE = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class _Phrase:
    message: str
    pattern: re.Pattern[str]


class Understood(NamedTuple):
    """A phrase that a sentence may be, and what stands at its places."""

    message: str
    places: Mapping[str, str]


def understood(sentence: str) -> Iterator[Understood]:
    """The phrases that a sentence may be; most are one or none."""
    for phrase in _phrases():
        found = phrase.pattern.fullmatch(sentence)
        if found:
            yield Understood(phrase.message, found.groupdict())


@cache
def _phrases() -> tuple[_Phrase, ...]:
    return tuple(_Phrase(message, _pattern(message)) for message in PHRASES)


def _pattern(message: str) -> re.Pattern[str]:
    def place(found: re.Match[str]) -> str:
        return f"(?P<{found[1]}>{_SHAPES.get(found[1], _ID)})"

    return re.compile(_PLACE.sub(place, re.escape(message)))
