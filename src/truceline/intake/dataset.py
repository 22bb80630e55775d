"""What the readers of published event data share: source families, sides, and their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from truceline.agreement.naming import Names, folded
from truceline.core.instant import Clock
from truceline.evidence.claim import Actor
from truceline.intake.faults import Doubt, Fault
from truceline.intake.points import Bounds
from truceline.intake.times import is_plausible

_BRACKETED = re.compile(r"\s*\([^)]*\)")
_NOBODY = re.compile(r"civilians\b|unidentified\b")
_WEB = re.compile(r"^(?:https?:)?//(?:www\.)?")


@dataclass(frozen=True)
class Context:
    """What every row of one file is read with."""

    sha256: str
    names: Names
    bounds: Bounds | None = None
    clock: Clock | None = None
    orders: tuple[str, ...] = ()
    """The declared orders of day, month and year (`cells.ORDERS`); none: what may mean two days is none."""


def offices(text: str) -> tuple[str, ...]:
    """The distinct news offices in a `;` list, folded to plain keys and sorted.

    Folding joins what is spelled alike ("SOHR", "sohr", "SOHR (Facebook)"), so that an office
    quoted five times still is one family.
    """
    keys = (_office(name) for name in text.split(";"))
    return tuple(sorted({key for key in keys if key}))


def family_of(found: tuple[str, ...], otherwise: str) -> str:
    """One family name for all offices behind a row: what they repeat counts once."""
    return "+".join(found) or otherwise


def _office(name: str) -> str:
    bare = _WEB.sub("", name.strip())
    return folded(_BRACKETED.sub("", bare) or bare).replace(" ", "-")


def side(names: Names, text: str, on: date | None) -> tuple[Actor, ...]:
    """Everybody named on one side of a row ("A, B and C"), each with its party where known."""
    return tuple(Actor(text=name, party=party) for name, party in names.split(text, on))


def strangers(actors: Iterable[Actor], field: str) -> Iterator[Doubt]:
    """A doubt for each name on a side that no party bears, told once a file.

    Names that say themselves that they are nobody in particular are left out.
    """
    for actor in actors:
        if actor.party is None and not _NOBODY.match(actor.text.casefold()):
            told = f"{actor.text!r} is no name of a party; kept as words (told once for the file)"
            yield Doubt(Fault.UNKNOWN_PARTY, told, field, once=True)


def not_before(published: date | None, event: date, field: str, doubts: list[Doubt]) -> date | None:
    """The day of publication, unless it lies before the event: then none, and a doubt.

    Nobody reports what has not happened. Such days are slips or a database's empty value
    (1753-01-01), and a claim would count as known before its event. A year past 2100 is as empty.
    """
    if published is not None and published > event and not is_plausible(published):
        told = f"published {published}, which cannot be; kept without a day of publication"
        doubts.append(Doubt(Fault.IMPLAUSIBLE_DATE, told, field))
        return None
    if published is None or published >= event:
        return published
    told = f"published {published}, before the event of {event}; kept without a day of publication"
    doubts.append(Doubt(Fault.PUBLISHED_EARLIER, told, field))
    return None


def in_words(parts: Iterable[str], end: str = ".") -> str:
    """The parts that say something, as one sentence."""
    text = " ".join(part for part in parts if part)
    return text[:1].upper() + text[1:] + end


def days_in_words(start: date, end: date) -> str:
    """The days as words ("on ...", "between ... and ..."), in ISO form."""
    return f"on {start}" if start == end else f"between {start} and {end}"


def killed_in_words(best: int | None, low: int | None, high: int | None) -> str:
    """The toll as its source estimates it."""
    if best is None:
        return ""
    spread = f" ({low} to {high})" if low is not None and high is not None and low != high else ""
    # "nobody" only where no bound says otherwise: a best figure of nought may stand beside a high one.
    return f"{best if best or spread else 'nobody'} killed{spread}"
