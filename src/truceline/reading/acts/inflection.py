"""Inflected forms of English-like verbs and nouns: regular rules, and the lexicon's list of exceptions."""

from __future__ import annotations

from typing import Any, NamedTuple

from truceline.reading.lexicon import words

_VOWELS = frozenset("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh")


class Forms(NamedTuple):
    """The forms of a verb; `participle` may be the same word as `past`."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


class Inflection:
    """Makes forms by rule where the lexicon's `irregular` and `doubled` do not say otherwise.

    `irregular` holds `base past participle [third [gerund]]`, comma-parted; `doubled` the verbs that
    double their last letter ("commit"; those of one syllable do by rule), `either` those spelled both ways.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._doubled = frozenset(words(table.get("doubled", "")))
        self._either = frozenset(words(table.get("either", "")))
        self._irregular: dict[str, list[str]] = {}
        for line in words(table.get("irregular", "")):
            base, *forms = line.split()
            self._irregular[base] = forms

    @property
    def pasts(self) -> frozenset[str]:
        """Irregular past forms that are no base form: only a verb has them."""
        pasts = frozenset(form for forms in self._irregular.values() for form in forms[:2])
        return pasts.difference(self._irregular)

    def verb(self, base: str) -> Forms:
        """All forms of a verb, given its base form."""
        past, participle, third, gerund = self._regular(base)
        listed = self._irregular.get(base, [])
        chosen = [*listed, *(past, participle, third, gerund)[len(listed) :]]
        return Forms(base, chosen[2], chosen[0], chosen[1], chosen[3])

    def forms(self, base: str) -> frozenset[str]:
        """Every way the verb may be written."""
        made = frozenset(self.verb(base))
        return made | {f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"} if base in self._either else made

    def rough(self, base: str) -> frozenset[str]:
        """Every way the verb may be written, those of rough English among them: "shooted", "withdrawed"."""
        irregular = base in self._irregular
        return self.forms(base) | {self._regular(base)[0]} if irregular else self.forms(base)

    def _regular(self, base: str) -> tuple[str, str, str, str]:
        after_consonant = len(base) > 1 and base[-2] not in _VOWELS
        if base.endswith("y") and after_consonant:
            past, gerund = f"{base[:-1]}ied", f"{base}ing"
        elif base.endswith("e"):
            past, gerund = (
                f"{base}d",
                base + "ing" if base.endswith(("ee", "oe", "ye")) else f"{base[:-1]}ing",
            )
        elif base in self._doubled or _is_short(base):
            past, gerund = f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"
        else:
            past, gerund = f"{base}ed", f"{base}ing"
        return past, past, _with_s(base), gerund


def _is_short(base: str) -> bool:
    """One syllable of consonant, vowel, consonant: "stop" doubles; "aim", "press" and "fix" do not."""
    if len(base) < 3 or base[-1] in "aeiouwxy" or base[-2] not in _VOWELS or base[-3] in _VOWELS:  # noqa: PLR2004
        return False
    return sum(letter in _VOWELS for letter in base) == 1


def plural(noun: str) -> str:
    """The regular plural: of the last word, where the noun is several."""
    return _with_s(noun)


def _with_s(word: str) -> str:
    if word.endswith("y") and len(word) > 1 and word[-2] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSING) else f"{word}s"
