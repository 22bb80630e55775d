"""What can go wrong, told so that a person can mend it.

    TrucelineError
    |- InputError        a person's file, option or folder is wrong: exit code 2
    |  `- CaseError      a case folder cannot be used (missing, newer version, locked, unwritable)
    `- CheckFailed       a check that was asked for did not hold: exit code 1

Bad *evidence rows* are no exceptions: they become issue records (`truceline.evidence.issue`).
Broken invariants of our own are bugs and are asserted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

# Values named in one line of an error; a longer list helps nobody.
_MOST = 24


Given = str | int | float | date | tuple[str, ...]
"""What stands at a place of a message; of several the names."""


class Told(str):
    """A message in English that remembers its template and what stands at its places.

    Whoever speaks another language has the template translated, and names what stands at the places.
    """

    __slots__ = ("template", "values")
    template: str
    values: Mapping[str, Given]

    def __new__(cls, text: str, template: str = "", values: Mapping[str, Given] | None = None) -> Self:
        """The message, whole."""
        made = super().__new__(cls, text)
        made.template = template or text
        made.values = dict(values or {})
        return made

    def __str__(self) -> str:
        """Itself, so that an exception that carries it hands it on."""
        return self


def telling(template: str, /, **values: Given) -> Told:
    """A message with named places filled: `telling("only {party} can take it back", party="russia")`."""
    filled = {place: _english(value) for place, value in values.items()}
    return Told(template.format_map(filled), template, values)


def _english(value: Given) -> str:
    return " and ".join(value) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a person's input: where, what, and what would be right.

    `line` counts from 1 (0: no single line); `field` is the key or column, or a norm's id
    and key joined by a dot; `allowed` lists the accepted values where they are few.
    """

    file: str
    line: int
    field: str
    message: str
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        more = f" and {len(self.allowed) - _MOST} more" if len(self.allowed) > _MOST else ""
        allowed = f" (allowed: {', '.join(self.allowed[:_MOST])}{more})" if self.allowed else ""
        return f"{place}:{field} {self.message}{allowed}"


class TrucelineError(Exception):
    """Base of every error this package raises on purpose."""

    exit_code = 3


class InputError(TrucelineError):
    """Something a person gave is wrong; carries every problem found, in order."""

    exit_code = 2

    def __init__(self, problems: Problem | str | Iterable[Problem]) -> None:
        if isinstance(problems, str):
            problems = Problem("input", 0, "", problems)
        found = [problems] if isinstance(problems, Problem) else list(problems)
        assert found, "an InputError names at least one problem"
        self.problems: Sequence[Problem] = tuple(found)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class CaseError(InputError):
    """A case folder cannot be opened or written as asked."""


class CheckFailed(TrucelineError):
    """A check ran and did not hold (agreement tests, ledger verification)."""

    exit_code = 1
