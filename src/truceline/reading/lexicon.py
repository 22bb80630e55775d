"""Word lists and grammars of one language: YAML files, read as plain strings.

YAML would make `no`, `on` and `yes` booleans; every scalar is a string here. A list of words is
written as one string, parted by commas, which also loads ten times faster than a YAML list.
"""

from __future__ import annotations

from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from truceline.errors import InputError, Problem

_HOME = files("truceline.reading") / "lexicons"
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # without libyaml the slow one serves


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a lexicon."""
    return tuple(sorted(entry.name for entry in _HOME.iterdir() if entry.is_dir() and entry.name.isalpha()))


def words(listed: str) -> tuple[str, ...]:
    """The words or phrases of a comma-parted list."""
    return tuple(word for word in (part.strip() for part in listed.split(",")) if word)


class Lexicon:
    """The files of one language, each loaded once and when first asked for."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._tables: dict[str, Any] = {}

    @staticmethod
    @cache
    def of(language: str) -> Lexicon:
        """The lexicon of a language code; an unknown one raises InputError with those there are."""
        if language not in languages():
            raise InputError(Problem("", 0, "language", f"{language!r} has no lexicon", languages()))
        return Lexicon(language)

    @cached_property
    def home(self) -> Traversable:
        return _HOME / self.language

    def table(self, name: str) -> Any:
        """The content of `<name>.yaml`: dicts and lists with strings for leaves; empty if there is none."""
        if name not in self._tables:
            path = self.home / f"{name}.yaml"
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            self._tables[name] = yaml.load(text, Loader=_LOADER) or {}  # noqa: S506 - makes strings only
        return self._tables[name]
