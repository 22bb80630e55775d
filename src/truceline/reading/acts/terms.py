"""From a general word for a weapon or a post to the agreement's own term for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.agreement.model import Agreement, Term
from truceline.reading.lexicon import words
from truceline.reading.tokens import folded


class Terms:
    """Which term of the agreement a general term is, given its type and calibre.

    In this order: a term that lists the system; one of the same kind whose calibre bounds hold; one
    with the general term's id or a name that is one of its words; the broader general term where the
    lexicon says so (`up`). Without an agreement, or where none fits, the general id stands. Terms that
    name parties ("radical groups") are left to the stage that finds who.
    """

    def __init__(self, agreement: Agreement | None, table: Mapping[str, Any]) -> None:
        self._general: Mapping[str, Mapping[str, str]] = table.get("terms", {})
        self._up = frozenset(words(table.get("up", "")))
        self._terms = tuple(term for term in agreement.terms if not term.parties) if agreement else ()
        self._systems = [(folded(system), term.id) for term in self._terms for system in term.systems]
        self._known: dict[tuple[str, str, float | None], str] = {}

    @property
    def own_names(self) -> tuple[tuple[str, str], ...]:
        """Names and ids of the agreement's terms as they may stand in a text, each with the id."""
        return tuple(
            (folded(text), term.id)
            for term in self._terms
            for text in (term.name or "", term.id.replace("-", " "))
            if text and (text == term.name or " " in text)
        )

    def of(self, general: str, word: str = "", calibre: float | None = None) -> str:
        """The term's id: the agreement's own where one fits, else the general one."""
        key = (general, word, calibre)
        if key not in self._known:
            self._known[key] = self._resolved(general, word, calibre)
        return self._known[key]

    def kind(self, general: str) -> str:
        """The general term itself, or the one whose types it lists."""
        return self._general.get(general, {}).get("is", general)

    def _resolved(self, general: str, word: str, calibre: float | None) -> str:
        kind = self.kind(general)
        cells = self._general.get(kind, {})
        if calibre is not None:
            kind = cells.get("bored", kind)
        if "ammunition" in cells:
            fired_by = self._resolved(cells["ammunition"], word, calibre)
            return fired_by if any(term.id == fired_by for term in self._terms) else kind
        found = self._by_system(word) if word else None
        if found is None and calibre is not None:
            found = self._by_system(f"{kind}-{calibre:g}") or self._by_calibre(kind, calibre)
        if found is None:
            found = self._by_name(kind)
        if found is None and "bounded" in cells:
            found = self._largest(kind)
        if found is None and kind in self._up:
            broader = self._general.get(kind, {}).get("in")
            found = self._by_name(broader) if broader else None
        return found or kind

    def _by_system(self, word: str) -> str | None:
        """A term that lists the type: "D-30", "2S1" or "Gvozdika" for `2s1-gvozdika`."""
        wanted = f"-{word.replace(' ', '-')}-"
        return next((term for system, term in self._systems if wanted in f"-{system}-"), None)

    def _by_calibre(self, kind: str, calibre: float) -> str | None:
        for term in self._terms:
            low, high = term.min_calibre_mm, term.max_calibre_mm
            if (low is None and high is None) or not self._speaks_of(term, kind):
                continue
            # "Under 100 mm" and "100 mm and more" meet at the bound, which belongs to the upper one.
            if low is not None and calibre < low:
                continue
            if high is not None and (calibre > high or (calibre == high and self._has_upper(kind, high))):
                continue
            return term.id
        return None

    def is_guessed(self, general: str, word: str = "") -> bool:
        """Whether only the lack of a calibre makes a term of large pieces of it."""
        cells = self._general.get(self.kind(general), {})
        return not word and "bounded" in cells and self.of(general) == self._largest(self.kind(general))

    def _largest(self, kind: str) -> str | None:
        """Of a kind that the agreement tells by calibre alone, the one term of large pieces."""
        large = [term.id for term in self._terms if term.min_calibre_mm and self._speaks_of(term, kind)]
        return large[0] if len(large) == 1 else None

    def _has_upper(self, kind: str, bound: float) -> bool:
        return any(term.min_calibre_mm == bound and self._speaks_of(term, kind) for term in self._terms)

    def _by_name(self, kind: str) -> str | None:
        """A term with the general one's id, or named by one of its words, and not bounded by calibre."""
        cells = self._general.get(kind, {})
        known = {term.id for term in self._terms}
        for wanted in (kind, *words(cells.get("ids", ""))):
            if wanted in known:
                return wanted
        for term in self._terms:
            if term.min_calibre_mm is None and term.max_calibre_mm is None and not term.systems:
                name = folded(term.name or "")
                if "," in name or " and " in name:  # the name lists several kinds
                    continue
                if any(name.endswith((word, f"{word}s")) for word in words(cells.get("words", ""))):
                    return term.id
        return None

    def _speaks_of(self, term: Term, kind: str) -> bool:
        """Whether the term's id or name has one of the words of the kind in it."""
        text = f" {folded(term.name or '')} {term.id.replace('-', ' ')} "
        cells = self._general.get(kind, {})
        return any(f" {word} " in text or f" {word}s " in text for word in words(cells.get("words", "")))
