"""Reading what is asked for: on which day, as known when, under which readings, by which texts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from truceline.agreement.model import Agreement
from truceline.case.choice import problems_with
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem, telling

YEARS = range(1900, 2200)
"""Years a frame may look at: armistices of the last century, and no overflow at either end."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Label = Callable[[str], str]
"""What a field is called where it was asked for: an option, or a parameter of an address."""


def option(field: str) -> str:
    """A field as the command line calls it."""
    return f"--{field.replace('_', '-')}"


@dataclass(frozen=True, slots=True)
class FrameWords:
    """A frame as somebody typed it, before any agreement has checked it."""

    as_of: str | None = None
    known_at: str | None = None
    readings: tuple[str, ...] = ()
    """Each as `NAME=CHOICE`."""
    instruments: str | None = None
    """Ids with commas between them; null: all."""


def frame_from(words: FrameWords, agreement: Agreement, label: Label = option) -> Frame:
    """The frame that was asked for; raises InputError with everything that is wrong with it."""
    problems: list[Problem] = []
    as_of = _as_of(words.as_of, agreement, problems, label)
    told = words.known_at
    known_at = None if told is None else instant_of(label("known_at"), told, agreement, problems)
    readings = readings_of(words.readings, agreement, problems, label)
    instruments = _instruments(words.instruments, agreement, problems, label)
    if problems:
        raise InputError(problems)
    return Frame(as_of=as_of, known_at=known_at, instruments=instruments, readings=readings)


def day_of(name: str, text: str, problems: list[Problem]) -> date | None:
    """Read an ISO day; what is none becomes a problem."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        problems.append(
            Problem(name, 0, "", telling("'{text}' is not an ISO day; write YYYY-MM-DD", text=text))
        )
    elif day.year not in YEARS:
        told = telling(
            "'{text}' lies outside the years {first} to {last}",
            text=text, first=str(YEARS.start), last=str(YEARS.stop - 1),
        )  # fmt: skip
        problems.append(Problem(name, 0, "", told))
        return None
    return day


def _as_of(text: str | None, agreement: Agreement, problems: list[Problem], label: Label) -> date:
    today = agreement.tempo.day_of(datetime.now(UTC))
    if text is None:
        return today
    return day_of(label("as_of"), text, problems) or today


def instant_of(name: str, text: str, agreement: Agreement, problems: list[Problem]) -> datetime | None:
    """Read an ISO day (its last moment) or instant; what is neither becomes a problem."""
    if _DAY.match(text):
        try:
            moment = agreement.tempo.instant(text)
            if moment.year in YEARS:
                return moment
        except (ValueError, OverflowError):
            pass
    problems.append(
        Problem(
            name,
            0,
            "",
            telling(
                "'{text}' is neither an ISO day (YYYY-MM-DD) nor an instant (YYYY-MM-DDTHH:MM+HH:MM)",
                text=text,
            ),
        )
    )
    return None


def known_at_of(text: str | None, agreement: Agreement, name: str = "--known-at") -> datetime | None:
    """The instant an option gives, null where it is not given; InputError for what is none."""
    problems: list[Problem] = []
    moment = None if text is None else instant_of(name, text, agreement, problems)
    if problems:
        raise InputError(problems)
    return moment


def readings_of(
    given: tuple[str, ...], agreement: Agreement, problems: list[Problem], label: Label = option
) -> dict[str, str]:
    """The readings chosen as `NAME=CHOICE`; what the agreement does not know becomes a problem."""
    name_of = label("reading")
    chosen: dict[str, str] = {}
    for pair in given:
        name, equals, choice = pair.partition("=")
        if not equals:
            problems.append(
                Problem(name_of, 0, "", telling("'{text}' is not of the form NAME=CHOICE", text=pair))
            )
            continue
        wrong = problems_with(name_of, "reading", [name], agreement.readings)
        if not wrong:
            wrong = problems_with(f"{name_of} {name}", "choice", [choice], agreement.readings[name])
        problems.extend(wrong)
        chosen[name] = choice
    return chosen


def _instruments(
    text: str | None, agreement: Agreement, problems: list[Problem], label: Label
) -> frozenset[str] | None:
    if text is None:
        return None
    name, known = label("instruments"), agreement.instrument
    named = [one.strip() for one in text.split(",") if one.strip()]
    if not named:
        problems.append(Problem(name, 0, "", "names no instrument", tuple(known)))
    problems.extend(problems_with(name, "instrument", named, known))
    return frozenset(named)
