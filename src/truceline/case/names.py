"""What the reader of another language calls an agreement, its parties, zones and promises.

    agreement/names.yaml:   format: truceline/names/1
                            ar:
                              parties: {turkey: تركيا}
                              norms: {heavy-weapons-out: ...}

Names are for readers alone: no status depends on them, and the agreement's digest does not hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from truceline.agreement.model import Agreement
from truceline.agreement.yaml_source import Node, read_yaml
from truceline.errors import InputError, Problem

FILE = "names.yaml"
FORMAT = "truceline/names/1"
KINDS = ("agreements", "parties", "zones", "norms", "instruments", "terms", "events", "states", "places")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MOST = 300
_UNSEEN = re.compile("[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""Line breaks, and controls of direction, which could turn the words around a name."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Names:
    """Names in one language, by kind and id; states by their words, places by the gazetteer's name."""

    by_kind: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, kind: str, id_: str) -> str | None:
        """The name of one thing; None where the file gives none."""
        return self.by_kind.get(kind, _NOTHING).get(id_)


def names_in(language: str, agreement: Agreement, folder: Path) -> Names:
    """The names that an agreement's folder gives in a language; none without a file.

    Raises InputError with everything that is wrong with the file: an id that the agreement lacks, a kind that
    there is not, a name that is no text.
    """
    path = folder / FILE
    if not path.is_file():
        return Names()
    root, problems = read_yaml(path)
    if not problems:
        problems = [*_shape(path, root, agreement)]
    if problems:
        raise InputError(problems)
    told = root.plain().get(language) or {}
    return Names({kind: dict(named) for kind, named in told.items()})


def _shape(path: Path, root: Node, agreement: Agreement) -> Iterable[Problem]:
    document = root.plain()
    if document.get("format") != FORMAT:
        yield Problem(str(path), root.get("format").line, "format", "is missing or another one", (FORMAT,))
        return
    known = _known(agreement)
    for language, kinds in document.items():
        if language == "format":
            continue
        if not _LANGUAGE.fullmatch(language):
            yield _problem(path, root, (language,), "is no code of a language", ("ar", "fr", "uk", "..."))
        elif not isinstance(kinds, dict):
            yield _problem(path, root, (language,), "is no table of kinds", KINDS)
        else:
            for kind, named in kinds.items():
                yield from _kind(path, root, (language, kind), named, known)


def _kind(
    path: Path,
    root: Node,
    at: tuple[str, str],
    named: object,
    known: Mapping[str, tuple[str, ...]],
) -> Iterable[Problem]:
    kind = at[1]
    if kind not in KINDS:
        yield _problem(path, root, at, "is no kind of thing that has a name", KINDS)
        return
    if not isinstance(named, dict):
        yield _problem(path, root, at, "is no table of ids with names")
        return
    allowed = known.get(kind)  # states and places go by any name
    for id_, name in named.items():
        if allowed is not None and id_ not in allowed:
            yield _problem(path, root, (*at, id_), "is not in the agreement", allowed)
        else:
            for wrong in _wrong(name):
                yield _problem(path, root, (*at, id_), wrong)


def _wrong(name: object) -> Iterable[str]:
    if not isinstance(name, str) or not name.strip():
        yield "has no name; it is text"
    elif len(name) > _MOST:
        yield f"has a name of more than {_MOST} characters"
    elif _UNSEEN.search(name):
        yield "has a name with a line break or an unseen control in it"


def _problem(
    path: Path, root: Node, at: tuple[str, ...], told: str, allowed: tuple[str, ...] = ()
) -> Problem:
    node = root.walk(at)
    return Problem(str(path), node.line if node else root.line, ".".join(at), told, allowed)


def _known(agreement: Agreement) -> dict[str, tuple[str, ...]]:
    return {
        "agreements": (agreement.id,),
        "parties": tuple(agreement.party),
        "zones": tuple(agreement.zone),
        "norms": tuple(agreement.norms),
        "instruments": tuple(agreement.instrument),
        "terms": tuple(agreement.term),
        "events": tuple(agreement.event),
    }
