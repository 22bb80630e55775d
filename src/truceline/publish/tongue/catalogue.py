"""A catalogue of messages, and the days and figures of its language, by Babel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from truceline.extras import require_extra
from truceline.publish.words import NBSP

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages import Catalog

LANGUAGES = ("ar",)
"""Those with a catalogue; English is written in the code."""
_ORDER = ("zero", "one", "two", "few", "many", "other")
"""Unicode's names of plural forms, in the order in which gettext numbers those of a language."""


@dataclass(frozen=True)
class Catalogue:
    """Messages of one language by their English."""

    messages: Catalog
    locale: Locale

    @property
    def runs_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.locale.character_order == "right-to-left"

    def message(self, english: str) -> str:
        """The message in the language; what it lacks, or has only in doubt, stays English."""
        found = self.messages.get(english)
        told = found.string if found is not None and not found.fuzzy else ""
        return told if isinstance(told, str) and told else english

    def knows(self, english: str) -> bool:
        """Whether it has a message for it."""
        return self.message(english) != english

    def plural(self, one: str, many: str, n: int) -> str:
        """The form of a message that the language uses with a number."""
        found = self.messages.get((one, many))
        forms = found.string if found is not None and not found.fuzzy else None
        if not isinstance(forms, tuple | list) or not all(forms):
            return one if n == 1 else many
        return forms[self._forms.index(self.locale.plural_form(n))]

    @cached_property
    def _forms(self) -> list[str]:
        used = {*self.locale.plural_form.tags, "other"}
        return [form for form in _ORDER if form in used]

    def day(self, value: date) -> str:
        """A day in the language's own form, in Western digits, which the field's tables use everywhere."""
        from babel.dates import format_date  # noqa: PLC0415 - Babel's calendars load slowly

        return _western(format_date(value, "d MMMM y", self.locale)).replace(" ", NBSP)

    def month(self, value: date) -> str:
        """A month's name with its year."""
        from babel.dates import format_date  # noqa: PLC0415 - as above

        return _western(format_date(value, "MMM y", self.locale))

    def country(self, code: str) -> str | None:
        """A country's name by its two-letter code."""
        from babel import Locale  # noqa: PLC0415 - as above

        return Locale.parse(self.locale).territories.get(code)

    def number(self, value: float) -> str:
        """A figure, in Western digits."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - as above

        return _western(format_decimal(value, locale=self.locale, numbering_system="latn"))

    def percent(self, whole: int) -> str:
        """A percentage, in Western digits."""
        from babel.numbers import format_percent  # noqa: PLC0415 - as above

        told = format_percent(whole / 100, locale=self.locale, numbering_system="latn")
        return _western(told).replace(" ", NBSP)

    def listed(self, names: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Names joined as the language joins them."""
        from babel.lists import format_list  # noqa: PLC0415 - as above

        return format_list(list(names), style=style, locale=self.locale)


_DIGITS = {0x0660 + digit: str(digit) for digit in range(10)} | {0x066A: "%", 0x066B: ".", 0x066C: ","}


def _western(told: str) -> str:
    return told.translate(_DIGITS).replace("\N{LEFT-TO-RIGHT MARK}", "").replace("\N{RIGHT-TO-LEFT MARK}", "")


def catalogue(code: str) -> Catalogue | None:
    """The catalogue of a language that comes with the package; None for any other."""
    if code not in LANGUAGES:
        return None
    require_extra("report", f"the language '{code}'", ("babel",))
    from babel import Locale  # noqa: PLC0415 - English does without
    from babel.messages.pofile import read_po  # noqa: PLC0415 - as above

    with files(__package__).joinpath(f"{code}.po").open("rb") as file:
        return Catalogue(read_po(file, locale=code), Locale.parse(code))
