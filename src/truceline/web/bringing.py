"""Bringing in a document, for pages and programs alike: checked at once, then read beside the answer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath

from truceline.case.reading import keep, read_report
from truceline.core.canonical import digest_bytes
from truceline.errors import InputError
from truceline.reading.formats.kinds import media_type
from truceline.web.jobs import Job, Outcome, Progress, Work, jobs_of
from truceline.web.visit import Visit

_LONGEST_NAME = 160
_LONGEST_SOURCE = 100
_READ = 0.95
"""Share of the work that is reading; the rest is writing."""
_UNSEEN = re.compile('[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"|?*]')
"""Controls, what turns the words around it, and what file systems forbid."""


def called(told: str | None) -> str:
    r"""The name of a file as a browser told it, without folders and without what is no name.

    >>> called("..\\..\\etc/passwd\n.txt")
    'passwd.txt'
    """
    bare = unicodedata.normalize("NFC", (told or "").replace("\\", "/"))
    name = _UNSEEN.sub("", PurePosixPath(bare).name).strip(" .")
    stem, dot, suffix = name.rpartition(".")
    room = _LONGEST_NAME - len(suffix) - 1
    return (f"{stem[:room]}{dot}{suffix}" if dot and room > 0 else name[:_LONGEST_NAME]) or "document"


def day_of(told: str) -> date | None:
    """The day that somebody typed; null for what is none."""
    try:
        return date.fromisoformat(told.strip())
    except ValueError:
        return None


def is_source(told: str) -> bool:
    """Whether a text may be a source's id, or leaves it open."""
    return told.strip().isprintable() and len(told.strip()) <= _LONGEST_SOURCE


def unreadable(content: bytes, name: str) -> str:
    """Why a file is none that is read, told by its first bytes; empty where it may be."""
    try:
        media_type(content, name)
    except InputError as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class Brought:
    """A file as somebody brought it."""

    content: bytes
    name: str
    published: date | None = None
    source: str = ""
    """Under which id it counts; empty: as it is known, else by its name."""

    @cached_property
    def sha256(self) -> str:
        """What it is known by."""
        return digest_bytes(self.content)

    def is_held(self, visit: Visit) -> bool:
        """Whether the case holds this very file already."""
        return any(one.sha256 == self.sha256 for one in visit.held.case.ledger.documents())


def begun(visit: Visit, brought: Brought, *, back: str = "") -> Job:
    """Begin to read a file and to keep what it proposes; TooOften where too much is under way."""
    told = visit.tongue.say("Reading {name}", name=brought.name)
    return jobs_of(visit).start(visit, told, _reading(visit, brought), back=back)


def _reading(visit: Visit, brought: Brought) -> Work:
    case, by, tongue = visit.held.case, visit.asker.name, visit.tongue
    content, name, source = brought.content, brought.name, brought.source or None

    def work(progress: Progress) -> Outcome:
        progress.check()
        part = progress.part(0.0, _READ)
        reading = read_report(case, content, name, published=brought.published, source=source, progress=part)
        progress.commit()
        done = keep(case, reading, content, by)
        told = [tongue.count("One claim is proposed.", "{n} claims are proposed.", done.added)]
        if done.already_there:
            there = tongue.count("One was there already.", "{n} were there already.", done.already_there)
            told.append(there)
        if reading.document.published_on is None:
            told.append(tongue.say("The day it came out is not known: deeds told by weekday have no day."))
        told += [one.message for one in reading.issues]
        path = f"desk/{reading.document.sha256}"
        return Outcome(path, tuple(dict.fromkeys(told)), tongue.say("To its claims"))

    return work
