"""The day of publication: what the document says, what the user says, and who wins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from truceline.reading.document import Basis
from truceline.reading.formats.draft import Note, Told

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?)?\Z"
)
# Only forms that can be read one way: 10/11/2018 is October to some and November to others.
_FORMS = (
    "%d %B %Y",
    "%B %d, %Y",
    "%d %b %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%d.%m.%Y",
    "%Y%m%d",
)
_LONGEST = 60
_WEEKDAY = re.compile(r"\A[^\W\d_]{3,10},? +")
_FIRST_PLAUSIBLE = date(1900, 1, 1)
_FIELD = "published"
_GIVEN: Basis = "given"


class Publication(NamedTuple):
    """When a document came out, how that is known, and what was doubtful about it."""

    day: date | None
    basis: Basis | None
    notes: tuple[Note, ...]


def told(written: str, where: str, basis: Basis, zone: tzinfo | None) -> Told:
    """A date as a document writes it, read if it can be read in one way only."""
    return Told(day_of(written, zone), written.strip()[:_LONGEST], where, basis)


def day_of(written: str, zone: tzinfo | None) -> date | None:
    """The day of a written date or instant; an instant with an offset is a day of `zone`, if one is given."""
    text = " ".join(written.split())
    if not text or len(text) > _LONGEST:
        return None
    if match := _ISO.match(text):
        return _iso_day(match, zone)
    try:
        return _local(parsedate_to_datetime(text), zone)
    except (ValueError, TypeError, IndexError, OverflowError):
        return _spelt_day(text)


def _iso_day(match: re.Match[str], zone: tzinfo | None) -> date | None:
    day, time, offset = match.groups()
    offset = {"Z": "+00:00", "UTC": "+00:00"}.get(offset or "", offset or "")
    try:
        return (
            _local(datetime.fromisoformat(f"{day}T{time}{offset}"), zone) if time else date.fromisoformat(day)
        )
    except (ValueError, OverflowError):
        return None


def _local(moment: datetime, zone: tzinfo | None) -> date:
    return (moment.astimezone(zone) if moment.tzinfo and zone else moment).date()


def _spelt_day(text: str) -> date | None:
    for written in (text, _WEEKDAY.sub("", text)):
        for form in _FORMS:
            try:
                return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    return None


def settled(dates: Sequence[Told], given: date | None, hint: str, today: date) -> Publication:
    """The given day if there is one, else the first the document tells; every doubt is noted."""
    own = [one for one in dates if one.day is not None]
    # A page tells its date many times over; one that cannot be read matters only where no other can.
    notes = [_unread(one) for one in dates if one.day is None and not own]
    day, basis = (own[0].day, own[0].basis) if own and given is None else (given, _GIVEN)
    notes += _differing(own, given)
    if day is None:
        return Publication(None, None, (*notes, _missing(hint)))
    if day > today:
        notes.append(Note("future-date", f"published {day}, which is after today ({today})", _FIELD))
    elif day < _FIRST_PLAUSIBLE:
        notes.append(Note("doubtful-date", f"published {day}: so early a day is hardly meant", _FIELD))
    return Publication(day, basis, tuple(notes))


def _differing(own: Sequence[Told], given: date | None) -> list[Note]:
    if not own:
        return []
    said = f"{own[0].where} says {own[0].day}"
    if given is not None:
        message = f"the given day {given} is used, though {said}"
        return [Note("date-differs", message, _FIELD)] if given != own[0].day else []
    others = [one for one in own[1:] if one.day != own[0].day]
    if not others:
        return []
    return [
        Note("date-differs", f"{said}, which is used, though {others[0].where} says {others[0].day}", _FIELD)
    ]


def _unread(one: Told) -> Note:
    return Note("bad-date", f"{one.where} says {one.written!r}, which cannot be read as one day", _FIELD)


def _missing(hint: str) -> Note:
    message = "no day of publication is told or given: only dates written in full are resolved"
    return Note("no-date", f"{message}{'; ' + hint if hint else ''}", _FIELD)
