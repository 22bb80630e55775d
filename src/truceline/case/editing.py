"""Correcting a claim that a program read: `field=value`, and what follows from it.

A claim is never changed; the correction is a new one that supersedes it and keeps its document,
its words and its source. Names of fields are those a reader of the claim sees (`who`, `where`,
`when`); any other field is named by its path in the claim (`source.reliability=B`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from truceline.agreement.naming import Names
from truceline.agreement.structure import said_of
from truceline.assess.relevance import norms_met
from truceline.case.telling import sentence
from truceline.errors import InputError, Problem, telling
from truceline.evidence.acts import SPEECH, Act
from truceline.evidence.claim import Claim, Kind, Modality
from truceline.evidence.query import norms_of, parties_of
from truceline.places.locate import locate

if TYPE_CHECKING:
    from truceline.case.folder import Case

Content = dict[str, Any]
NOTHING = ("", "none", "null", "-")
_DONE = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})
_STATES = frozenset({Act.PRESENCE, Act.ABSENCE, Act.COMPLY, Act.VIOLATE, Act.CLOSE_ROUTE, Act.TENSION})
_GRADE = re.compile(r"[A-F][1-6]")
_NUMBER = r"(\d+(?:\.\d+)?)"
_RANGE = re.compile(rf"{_NUMBER}?\s*\.\.\s*{_NUMBER}?")
_BETWEEN = re.compile(rf"{_NUMBER}\s*[-\N{{EN DASH}}]\s*{_NUMBER}")
_FIXED = frozenset(
    {"claim_id", "supersedes", "status", "decided_by", "decided_at", "recorded_at", "evidence", "made_by"}
)
_OPTION = "FIELD=VALUE"


def edited(case: Case, claim: Claim, changes: Sequence[str]) -> Claim:
    """The corrected claim, proposed; InputError with everything that is wrong with the changes."""
    problems: list[Problem] = []
    pairs = [_pair(change, problems) for change in changes]
    content = claim.model_dump(mode="json")
    named: set[str] = set()
    for field, value in filter(None, pairs):
        try:
            named.add(_apply(case, claim, content, field, value))
        except InputError as error:
            problems.extend(error.problems)
        except (ValueError, KeyError, IndexError, TypeError) as error:
            problems.append(
                Problem(
                    field,
                    0,
                    "",
                    telling("{text} does not fit: {detail}", text=repr(value), detail=str(error)),
                )
            )
    if problems:
        raise InputError(problems)
    made = _valid(_following(claim, content, named))
    _require_known(case, made)
    return _settled(case, claim, made, named)


def _pair(change: str, problems: list[Problem]) -> tuple[str, str] | None:
    field, equals, value = change.partition("=")
    field = field.strip()
    if not equals or not field:
        problems.append(
            Problem(
                _OPTION, 0, "", telling("'{text}' is not of the form FIELD=VALUE", text=change), tuple(FIELDS)
            )
        )
        return None
    return field, value.strip()


def _apply(case: Case, claim: Claim, content: Content, field: str, value: str) -> str:
    """Set one field; returns the claim's own name of what was set."""
    top = field.partition(".")[0]
    if top in _FIXED:
        raise InputError(Problem(field, 0, "", "is kept as it is; a correction has its own", tuple(FIELDS)))
    if short := FIELDS.get(field):
        short.set(_Edit(case, claim, content), value)
        return short.name
    if top not in Claim.model_fields:
        raise InputError(Problem(field, 0, "", "is no field of a claim", tuple(FIELDS)))
    _at_path(content, field.split("."), None if value in NOTHING else _parsed(value))
    return top


def _parsed(value: str) -> Any:
    """Numbers and lists as JSON has them; anything else is text."""
    try:
        return json.loads(value)
    except ValueError:
        return value


def _at_path(content: Any, path: Sequence[str], value: Any) -> None:
    *steps, last = path
    for step in steps:
        inner = content[int(step)] if isinstance(content, list) else content.get(step)
        if inner is None:
            inner = content[step] = {}
        content = inner
    if isinstance(content, list):
        content[int(last)] = value
    else:
        content[last] = value


@dataclass(frozen=True, slots=True)
class _Edit:
    """A claim being corrected, and the case whose names are meant."""

    case: Case
    claim: Claim
    content: Content

    def actors(self, key: str, value: str) -> None:
        names = Names.of(self.case.agreement)
        on = self.claim.time.start or self.claim.published_on
        listed = [] if value in NOTHING else [one.strip() for one in value.split(",")]
        self.content[key] = [{"text": one, "party": names.party(one, on)} for one in listed]

    def thing(self, value: str) -> None:
        if value in NOTHING:
            self.content["object"] = None
            return
        known = {term.id: term.id for term in self.case.agreement.terms}
        known |= {(term.name or term.id).casefold(): term.id for term in self.case.agreement.terms}
        self.content["object"] = {"text": value, "term": known.get(value.casefold())}

    def places(self, value: str) -> None:
        listed = [] if value in NOTHING else [one.strip() for one in value.split(";")]
        on = self.claim.time.start or self.claim.published_on
        found = []
        for one in listed:
            meant = locate(self.case.law().atlas, self.case.gazetteer, one, on=on).candidates
            if not meant:
                zones = tuple(zone.id for zone in self.case.agreement.zones)
                raise InputError(
                    Problem("where", 0, "", telling("no place is known as '{text}'", text=one), zones)
                )
            found.append(meant[0].place.model_dump(mode="json"))
        self.content["place"] = found

    def days(self, value: str) -> None:
        if value in NOTHING:
            self.content["time"] = {}
            return
        first, slash, last = value.partition("/")
        start, end = first.strip() or None, (last.strip() or None) if slash else first.strip()
        self.content["time"] = {"text": value, "start": start, "end": end, "kind": "on" if start else "by"}

    def count(self, value: str) -> None:
        rest = [one for one in self.content["quantity"] if one["kind"] != "count"]
        if value not in NOTHING:
            rest.append({"text": value, "kind": "count", **_bounds(value)})
        self.content["quantity"] = rest

    def toll(self, key: str, value: str) -> None:
        casualties = self.content["casualties"] or {}
        casualties[key] = None if value in NOTHING else {k: int(v) for k, v in _bounds(value).items()}
        self.content["casualties"] = casualties

    def word_of(self, value: str) -> None:
        if value in ("author", "agreement"):
            self.content["attribution"] = {"by": value}
        else:
            party = Names.of(self.case.agreement).party(value)
            self.content["attribution"] = {"by": "speaker", "text": value, "party": party}

    def norms(self, value: str) -> None:
        self.content["bears_on"] = [] if value in NOTHING else [one.strip() for one in value.split(",")]

    def grade(self, value: str) -> None:
        if not _GRADE.fullmatch(value.upper()):
            raise InputError(
                Problem(
                    "grade", 0, "", telling("'{text}' is no grade; write one like B2 (A-F, 1-6)", text=value)
                )
            )
        self.content["source"] |= {"reliability": value[0].upper(), "credibility": int(value[1])}


def _bounds(value: str) -> Content:
    """`5`, `3..5`, `3-5`, `3..` and `..5`."""
    if match := _RANGE.fullmatch(value) or _BETWEEN.fullmatch(value):
        bounds = {key: float(end) for key, end in zip(("low", "high"), match.groups(), strict=True) if end}
        if bounds:
            return bounds
    best = float(value)
    if not 0 <= best < math.inf:
        raise ValueError("a number of people or things is 0 or more")
    return {"best": best}


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    """What it is called in a claim."""
    set: Callable[[_Edit, str], None]


FIELDS: dict[str, _Field] = {
    "who": _Field("actor", lambda edit, value: edit.actors("actor", value)),
    "whom": _Field("target", lambda edit, value: edit.actors("target", value)),
    "what": _Field("object", _Edit.thing),
    "where": _Field("place", _Edit.places),
    "when": _Field("time", _Edit.days),
    "count": _Field("quantity", _Edit.count),
    "killed": _Field("casualties", lambda edit, value: edit.toll("killed", value)),
    "injured": _Field("casualties", lambda edit, value: edit.toll("injured", value)),
    "word_of": _Field("attribution", _Edit.word_of),
    "norms": _Field("bears_on", _Edit.norms),
    "grade": _Field("source", _Edit.grade),
} | {
    name: _Field(name, lambda edit, value, name=name: edit.content.__setitem__(name, _word(value)))  # type: ignore[misc]
    for name in ("act", "modality", "polarity", "aspect", "trend", "kind", "event", "says", "confidence")
}
"""The fields by the names that people see, and how each is set."""


def _word(value: str) -> Any:
    if value in NOTHING:
        return None
    try:
        return float(value)
    except ValueError:
        return value


def _following(claim: Claim, content: Content, named: set[str]) -> Content:
    """What follows: a deed told as done has an aspect and a kind of its own, a doer can be charged."""
    done = content["modality"] in _DONE
    act = content["act"]
    if "modality" in named and "aspect" not in named and done != (claim.modality in _DONE):
        content["aspect"] = ("ongoing" if act in _STATES else "completed") if done else "not_started"
    if named & {"modality", "act"} and "kind" not in named and claim.kind not in (Kind.LOOK, Kind.DECISION):
        is_words = not done or act in SPEECH
        content["kind"] = "statement" if is_words else "observation" if act in _STATES else "event"
    if "actor" in named and "attribution_grade" not in named:
        charged = any(actor["party"] for actor in content["actor"])
        if charged == (content["attribution_grade"] == "none"):
            content["attribution_grade"] = "claimed" if charged else "none"
    if claim.made_by and "says" not in named:
        content["says"] = ""
    kept = {"claim_id": "", "supersedes": claim.claim_id, "status": "proposed", "made_by": None}
    return content | kept | {"decided_by": None, "decided_at": None, "recorded_at": None}


def _valid(content: Content) -> Claim:
    try:
        return Claim.model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise InputError(
            Problem(".".join(map(str, one["loc"])) or _OPTION, 0, "", said_of(one))
            for one in error.errors(include_url=False, include_input=False)
        ) from error


def _require_known(case: Case, claim: Claim) -> None:
    """A correction that names what the agreement does not know would count for nothing."""
    agreement = case.agreement
    named = (
        ("party", parties_of(claim), agreement.party),
        ("norm", norms_of(claim), agreement.norms),
        ("zone", {place.zone for place in claim.place if place.zone}, agreement.zone),
    )
    problems = [
        Problem(
            field, 0, "", telling("the agreement has no {sort} '{name}'", sort=field, name=one), tuple(known)
        )
        for field, ids, known in named
        for one in sorted(ids)
        if one not in known
    ]
    if problems:
        raise InputError(problems)


def _settled(case: Case, claim: Claim, made: Claim, named: set[str]) -> Claim:
    """With the norms it now bears on and a sentence of its own; InputError if nothing changed."""
    content = made.model_dump()
    if "bears_on" not in named and named & {"act", "event", "actor", "object", "place", "time", "modality"}:
        content["bears_on"] = norms_met(case.agreement, case.law().atlas, made)
    if not made.says:
        content["says"] = sentence(made)
    settled = Claim.model_validate(content)
    before = claim.model_dump(exclude=set(_FIXED))
    if settled.model_dump(exclude=set(_FIXED)) == before:
        raise InputError(Problem(_OPTION, 0, "", telling("nothing of {name} would change", name=claim.name)))
    return settled.identified()
