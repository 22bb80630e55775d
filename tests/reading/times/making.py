"""How these tests ask for times: a sentence in, short rows out."""

from datetime import date

from truceline.reading.lexicon import Lexicon
from truceline.reading.span import TimeSpan
from truceline.reading.times.finder import find_times
from truceline.reading.tokens import tokens_of

WEDNESDAY = date(2018, 10, 17)


def times(
    text: str, anchor: date | None = WEDNESDAY, language: str = "en", **settings: bool | None
) -> list[TimeSpan]:
    """The times of a sentence published on a Wednesday, 17 October 2018, unless told otherwise."""
    return find_times(tokens_of(text), anchor, Lexicon.of(language), **settings)


def days(text: str, anchor: date | None = WEDNESDAY, **settings: bool | None) -> list[str]:
    """Each time as `start..end`, or `start` alone for one day, with `?` where no day is known."""
    return [_days_of(span) for span in times(text, anchor, **settings)]


def read(text: str, anchor: date | None = WEDNESDAY, **settings: bool | None) -> list[tuple[str, str, str]]:
    """Each time as its words, its kind and its days."""
    return [(span.when.text, span.when.kind, _days_of(span)) for span in times(text, anchor, **settings)]


def _days_of(span: TimeSpan) -> str:
    start, end = span.when.start, span.when.end
    if start == end:
        return str(start or "?")
    return f"{start or '?'}..{end or '?'}"
