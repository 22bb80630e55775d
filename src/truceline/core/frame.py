"""The frame of an assessment: on which day, as known when, under which instruments and readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

NO_READINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Frame:
    """Everything a status depends on besides the agreement and the claims.

    `as_of` is a day, taken at its end. `known_at` is an aware instant; claims recorded after it
    cannot be seen (None: all that is known now). `instruments` None means every instrument.
    `readings` overrides the agreement's default readings.
    """

    as_of: date
    known_at: datetime | None = None
    instruments: frozenset[str] | None = None
    readings: Mapping[str, str] = field(default_factory=lambda: NO_READINGS)

    def __post_init__(self) -> None:
        assert self.known_at is None or self.known_at.tzinfo is not None, "known_at must be aware"

    def on(self, day: date) -> Frame:
        """The same knowledge and law, looking at another day."""
        return replace(self, as_of=day)

    def under(self, readings: Mapping[str, str]) -> Frame:
        """The same frame with these readings taking precedence."""
        return replace(self, readings=MappingProxyType({**self.readings, **readings}))

    def sees(self, recorded_at: datetime) -> bool:
        """Whether something recorded then is known in this frame."""
        return self.known_at is None or recorded_at <= self.known_at

    def admits(self, instrument: str) -> bool:
        """Whether the instrument is part of the law applied in this frame."""
        return self.instruments is None or instrument in self.instruments
