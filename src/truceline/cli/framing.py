"""The options that every answer shares: on which day, as known when, under which readings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline.cli.gathered import gathering
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.core.frame import Frame


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
    # Options are known without the models of agreements, which are slow to load.
    from truceline.case.framing import FrameWords, frame_from  # noqa: PLC0415

    words = FrameWords(asked.as_of, asked.known_at, asked.readings, asked.instruments)
    return frame_from(words, agreement)
