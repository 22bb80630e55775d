"""A claim that a person enters by hand: an observer's own sight, or what an analyst read where no file is.

It is proposed, and somebody else than whoever entered or corrected a claim accepts it: four eyes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from truceline.case.editing import edited
from truceline.case.reading import known_source
from truceline.case.reviewing import CORRECTION
from truceline.errors import InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Evidence, Kind, Modality, Status
from truceline.ledger.entry import Origin

if TYPE_CHECKING:
    from truceline.case.folder import Case
    from truceline.ledger.waiting import Made

HAND = "hand"
"""The kind of origin under which such claims enter the ledger."""
REPLY = "reply"
"""The kind of origin under which a claim of a party's reply enters the ledger."""
OWN = frozenset({CORRECTION, HAND, REPLY})
"""Origins whose claims are somebody's own words, and no program's reading."""
MOST = 4000
"""Characters that words or a citation may have."""
Sensitivity = Literal["public", "restricted", "secret"]


@dataclass(frozen=True)
class Entered:
    """What somebody enters."""

    act: Act
    source: str
    """Whose word it is; its own id."""
    modality: Modality = Modality.ASSERTED
    denied: bool = False
    words: str = ""
    """The words that say it, as they were heard or read."""
    cite: str = ""
    """Where they stand, where the case holds no document."""
    published: date | None = None
    sensitivity: Sensitivity = "public"
    fields: Mapping[str, str] = field(default_factory=dict)
    """Other fields by the names that people see (`editing.FIELDS`); an empty one is left out."""


def entered(case: Case, told: Entered, by: str) -> Claim:
    """Enter a claim, proposed; the same again adds nothing. InputError with all that does not fit."""
    claim = _claim(case, told)
    if not case.ledger.holds([claim.claim_id]):
        case.ledger.append(Origin(HAND, claim.claim_id, by=by), [claim], days=case.agreement.tempo)
    return claim


def needs_other_eyes(made: Made, by: str) -> bool:
    """Whether somebody else must accept a claim: whoever would is the one who entered or corrected it."""
    return made.kind in OWN and (made.by or "").casefold() == by.casefold()


def _claim(case: Case, told: Entered) -> Claim:
    problems = [*_problems(told)]
    fields = {name: value for name, value in told.fields.items() if value.strip()}
    changes = [f"act={told.act}", f"modality={told.modality}"]
    changes += [f"polarity={'negative' if told.denied else 'positive'}"]
    changes += [f"{name}={value}" for name, value in fields.items()]
    try:
        made = edited(case, _blank(case, told), changes)
    except InputError as error:
        problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return made.model_copy(update={"supersedes": None}).identified()


def _blank(case: Case, told: Entered) -> Claim:
    """What is told besides its fields; its act is another one, so that all that follows from the act does."""
    other = Act.TENSION if told.act is not Act.TENSION else Act.RETURN
    return Claim(
        kind=Kind.EVENT,
        act=other,
        source=known_source(case.ledger, told.source.strip() or "unknown"),
        published_on=told.published,
        evidence=Evidence(quote=told.words.strip() or None, cite=told.cite.strip() or None),
        status=Status.PROPOSED,
        sensitivity=told.sensitivity,
    )


def _problems(told: Entered) -> list[Problem]:
    found = []
    source = told.source.strip()
    if not (source and source.isprintable() and len(source) <= MOST):
        found.append(Problem("source", 0, "", "say whose word it is"))
    if not (told.words.strip() or told.cite.strip()):
        found.append(Problem("words", 0, "", "give the words that say it, or where they stand"))
    long = (name for name in ("words", "cite") if len(getattr(told, name)) > MOST)
    found += [Problem(name, 0, "", f"is longer than {MOST} characters") for name in long]
    return found
