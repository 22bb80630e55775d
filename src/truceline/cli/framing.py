"""The options that every answer shares: on which day, as known when, under which readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import click

from truceline.agreement.model import Agreement
from truceline.cli.choice import problems_with
from truceline.cli.gathered import gathering
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem

YEARS = range(1900, 2200)
"""Years a frame may look at: armistices of the last century, and no overflow at either end."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The frame options as typed, before any agreement has checked them."""

    as_of: str | None = None
    known_at: str | None = None
    readings: tuple[str, ...] = ()
    instruments: str | None = None
    without: tuple[str, ...] = ()
    suppose: Path | None = None


def require_all_claims(asked: Asked) -> None:
    """InputError where claims are left out or supposed: what counts the rows of a table knows of none."""
    if asked.without or asked.suppose:
        told = "a table's rows are no claims that could be left out or supposed"
        raise InputError(Problem("--without" if asked.without else "--suppose", 0, "", told))


_OPTIONS = (
    click.option(
        "--as-of", metavar="DAY", help="Judge as of the end of this day [default: today, local time]."
    ),
    click.option(
        "--known-at",
        metavar="TIME",
        help="Use only what was on record by this day or instant [default: all].",
    ),
    click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="NAME=CHOICE",
        help="Read an unclear phrase this way; repeatable.",
    ),
    click.option(
        "--instruments",
        metavar="ID,ID",
        help="Apply only these texts of the agreement [default: all].",
    ),
    click.option(
        "--without",
        multiple=True,
        metavar="CLAIM",
        help="Leave out a claim, by label or id (its first 8 digits do); repeatable.",
    ),
    click.option(
        "--suppose",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Add hypothetical claims (JSON lines, or YAML `examples:`); what rests on them is marked *.",
    ),
)
frame_options = gathering("asked", Asked, _OPTIONS)
"""Gives a command the frame options; it receives them as one `asked`."""


def frame_of(asked: Asked, agreement: Agreement) -> Frame:
    """The frame that was asked for; raises InputError with everything that is wrong with it."""
    problems: list[Problem] = []
    as_of = _as_of(asked.as_of, agreement, problems)
    told = asked.known_at
    known_at = None if told is None else instant_of("--known-at", told, agreement, problems)
    readings = readings_of(asked.readings, agreement, problems)
    instruments = _instruments(asked.instruments, agreement, problems)
    if problems:
        raise InputError(problems)
    return Frame(as_of=as_of, known_at=known_at, instruments=instruments, readings=readings)


def day_of(option: str, text: str, problems: list[Problem]) -> date | None:
    """Read an ISO day; what is none becomes a problem."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        problems.append(Problem(option, 0, "", f"'{text}' is not an ISO day; write YYYY-MM-DD"))
    elif day.year not in YEARS:
        told = f"{YEARS.start} to {YEARS.stop - 1}"
        problems.append(Problem(option, 0, "", f"'{text}' lies outside the years {told}"))
        return None
    return day


def _as_of(text: str | None, agreement: Agreement, problems: list[Problem]) -> date:
    today = agreement.tempo.day_of(datetime.now(UTC))
    if text is None:
        return today
    return day_of("--as-of", text, problems) or today


def instant_of(option: str, text: str, agreement: Agreement, problems: list[Problem]) -> datetime | None:
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
            option,
            0,
            "",
            f"'{text}' is neither an ISO day (YYYY-MM-DD) nor an instant (YYYY-MM-DDTHH:MM+HH:MM)",
        )
    )
    return None


def known_at_of(text: str | None, agreement: Agreement, option: str = "--known-at") -> datetime | None:
    """The instant an option gives, null where it is not given; InputError for what is none."""
    problems: list[Problem] = []
    moment = None if text is None else instant_of(option, text, agreement, problems)
    if problems:
        raise InputError(problems)
    return moment


def readings_of(given: tuple[str, ...], agreement: Agreement, problems: list[Problem]) -> dict[str, str]:
    """The readings chosen as `NAME=CHOICE`; what the agreement does not know becomes a problem."""
    chosen: dict[str, str] = {}
    for pair in given:
        name, equals, choice = pair.partition("=")
        if not equals:
            problems.append(Problem("--reading", 0, "", f"'{pair}' is not of the form NAME=CHOICE"))
            continue
        wrong = problems_with("--reading", "reading", [name], agreement.readings)
        if not wrong:
            wrong = problems_with(f"--reading {name}", "choice", [choice], agreement.readings[name])
        problems.extend(wrong)
        chosen[name] = choice
    return chosen


def _instruments(text: str | None, agreement: Agreement, problems: list[Problem]) -> frozenset[str] | None:
    if text is None:
        return None
    named = [name.strip() for name in text.split(",") if name.strip()]
    if not named:
        problems.append(Problem("--instruments", 0, "", "names no instrument", tuple(agreement.instrument)))
    problems.extend(problems_with("--instruments", "instrument", named, agreement.instrument))
    return frozenset(named)
