"""Ids of the agreement told by their names, in sentences that the engine wrote with ids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from truceline.agreement.model import Agreement
from truceline.publish.words import capital, norm_title, party_name, plain

_OPEN, _CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"


@dataclass(frozen=True)
class Wording:
    """Names for the ids of one agreement. Never used on what a source says: that stays as it is."""

    agreement: Agreement

    @cached_property
    def _names(self) -> dict[str, str]:
        # An id that is a plain word of English ("drone", "memo") may stand for itself in a sentence.
        return {
            key: name for key, name in self._all_names() if not key.isalpha() or key in self.agreement.party
        }

    def _all_names(self) -> Iterator[tuple[str, str]]:
        agreement = self.agreement
        for event in agreement.events:
            yield event.id, event.name or plain(event.id)
        for term in agreement.terms:
            yield term.id, plain(term.id)
        for zone in agreement.zones:
            yield zone.id, zone.name or plain(zone.id)
        for party in agreement.parties:
            yield party.id, party_name(agreement, party.id)
        for norm in agreement.norms:
            yield norm, f"{_OPEN}{norm_title(agreement, norm).rstrip('.')}{_CLOSE}"
        for instrument in agreement.instruments:
            yield instrument.id, instrument.title or plain(instrument.id)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self._names, key=lambda key: (-len(key), key))
        return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(?![\w-])")

    def told(self, sentence: str) -> str:
        """The sentence with names for ids; it starts with a capital letter where a name does."""
        return self._pattern.sub(lambda found: self._names[found[0]], sentence) if self._names else sentence

    def title(self, norm: str, fallback: str = "") -> str:
        """A promise's title; only those made by an `each` table may carry ids."""
        title = norm_title(self.agreement, norm, fallback).rstrip(".")  # a gloss may be a whole sentence
        return capital(self.told(title) if "/" in norm else title)
