"""Fields of claims in forms: what they are called, what may be chosen, what was wrong with what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.requests import Request

from truceline.errors import Problem
from truceline.evidence.acts import Act
from truceline.publish.tongue.tongue import Tongue
from truceline.web.visit import Visit

_LONGEST = 4000
_NAMED = 12
"""Allowed values named beside a field."""
_OF_CLAIM = {
    "actor": "who", "target": "whom", "object": "what", "place": "where", "time": "when", "quantity": "count",
    "casualties": "killed", "attribution": "word_of", "bears_on": "norms", "party": "who", "norm": "norms",
    "zone": "where",
}  # fmt: skip
"""What the engine calls a field -> what the form does."""


@dataclass(frozen=True)
class Field:
    """One field of the form."""

    name: str
    label: str
    hint: str
    value: str
    options: tuple[tuple[str, str], ...] = ()
    wrong: tuple[str, ...] = ()


async def given_in(request: Request) -> dict[str, str]:
    """What a form sent, field by field, without what surrounds it."""
    async with request.form(max_files=0, max_fields=60, max_part_size=_LONGEST * 4) as form:
        return {name: value.strip() for name, value in form.items() if isinstance(value, str)}


def name_of(problem: Problem) -> str:
    """The field of the form that a problem is about."""
    name = problem.file.partition(".")[0]
    return _OF_CLAIM.get(name, name)


def fields_of(
    visit: Visit, names: Iterable[str], values: Mapping[str, str], problems: Iterable[Problem]
) -> tuple[Field, ...]:
    """The fields of a form, each with its value, its choices and what is wrong with it."""
    wrong: dict[str, list[str]] = {}
    for one in problems:
        allowed = f" ({', '.join(one.allowed[:_NAMED])})" if one.allowed else ""
        wrong.setdefault(name_of(one), []).append(f"{visit.voice.clause(one.message)}{allowed}")
    labels, hints = _labels(visit.tongue), _hints(visit.tongue)
    return tuple(
        Field(
            name,
            labels[name],
            hints.get(name, ""),
            values.get(name, ""),
            tuple(_options(visit, name)),
            tuple(wrong.get(name, ())),
        )
        for name in names
    )


def _options(visit: Visit, name: str) -> Iterable[tuple[str, str]]:
    say = visit.tongue.say
    if name == "act":
        return acts(visit.tongue)
    if name == "event":
        events = ((one.id, visit.voice.event(one.id)) for one in visit.agreement.events)
        return (("", say("as the act says")), *events)
    return _closed(visit.tongue).get(name, ())


def _closed(tongue: Tongue) -> dict[str, tuple[tuple[str, str], ...]]:
    """Choices that are the same in every case."""
    say = tongue.say
    return {
        "modality": manners(tongue),
        "polarity": (("positive", say("told as so")), ("negative", say("told as not so"))),
        "aspect": (
            ("completed", say("completed")),
            ("ongoing", say("ongoing")),
            ("habitual", say("habitual")),
            ("not_started", say("not begun")),
        ),
        "trend": (("", say("neither")), ("up", say("up")), ("down", say("down"))),
        "kind": (
            ("event", say("event")),
            ("observation", say("observation")),
            ("statement", say("statement")),
            ("look", say("look")),
            ("decision", say("decision")),
        ),
        "sensitivity": (
            ("public", say("public")),
            ("restricted", say("restricted")),
            ("secret", say("secret")),
        ),
    }


def acts(tongue: Tongue) -> list[tuple[str, str]]:
    """What can be done: each act's id and its name, in the order of the names."""
    return sorted(((one.value, tongue.term(one.value)) for one in Act), key=lambda one: one[1])


def manners(tongue: Tongue) -> tuple[tuple[str, str], ...]:
    """How an act can be told: each manner's id and what it says."""
    say = tongue.say
    return (
        ("asserted", say("told as a fact")),
        ("presupposed", say("taken for known while something else is said")),
        ("committed", say("promised by whoever is to do it: not done")),
        ("required", say("demanded by a text or by somebody: not done")),
        ("intended", say("planned, prepared or threatened: not done")),
        ("expected", say("foreseen by somebody else: not done")),
        ("possible", say("may be so or not: not shown")),
        ("refused", say("its doer will not: not done")),
        ("conditional_antecedent", say("the condition for something else: not done")),
        ("conditional", say("hangs on a condition: not done")),
    )


def _labels(tongue: Tongue) -> dict[str, str]:
    say = tongue.say
    return {
        "who": say("Who did it"),
        "whom": say("To whom"),
        "what": say("With what"),
        "where": say("Where"),
        "when": say("When"),
        "count": say("How many"),
        "killed": say("Killed"),
        "injured": say("Injured"),
        "word_of": say("On whose word"),
        "norms": say("Bears on"),
        "grade": say("Grade"),
        "act": say("What was done"),
        "modality": say("How it is told"),
        "polarity": say("So or not so"),
        "aspect": say("How far it went"),
        "trend": say("Going up or down"),
        "kind": say("Kind of claim"),
        "event": say("Type of event"),
        "says": say("In one sentence"),
        "confidence": say("Your own confidence"),
        "words": say("The words that say it"),
        "source": say("Source"),
        "published": say("Told on"),
        "cite": say("Where it stands"),
        "sensitivity": say("Who may read it"),
    }


def _hints(tongue: Tongue) -> dict[str, str]:
    say = tongue.say
    return {
        "who": say("Names, parted by commas; empty: nobody known."),
        "whom": say("Names, parted by commas."),
        "where": say("Places or zones, parted by semicolons."),
        "when": say("2018-10-11, 2018-10-11/2018-10-13, /2018-10-13 or 2018-10-11/"),
        "count": say("5, 3..5, 3.. or ..5"),
        "killed": say("5, 3..5, 3.. or ..5"),
        "injured": say("5, 3..5, 3.. or ..5"),
        "norms": say("Ids of promises, parted by commas; empty: as the rest suggests."),
        "grade": say("Like B2: reliability A to F, credibility 1 to 6."),
        "word_of": say("A name, or author, or agreement."),
        "confidence": say("0 to 1; empty: from the grade."),
        "says": say("Empty: made from the rest."),
        "words": say("As you heard or read them, or what you saw."),
        "source": say(
            "Its id; a new one is taken as it is, a source that is to stay secret needs a reference."
        ),
        "cite": say("Paper, page, frequency: where somebody else would look."),
    }
