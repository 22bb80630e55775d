"""From a kind of act to the fields of its form, and from what was typed there to the act."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from truceline.agreement.model import Agreement
from truceline.agreement.structure import problems_of
from truceline.core.spelling import HANDLE, NUMBERED
from truceline.errors import InputError, Problem
from truceline.mechanism.deed import Deed
from truceline.mechanism.files import node_of
from truceline.mechanism.kinds import KINDS, deed_from, deed_schema
from truceline.mechanism.naming import Named, takes_nothing
from truceline.mechanism.questions import POINT, Choice, Question, questions, shape_of
from truceline.web.voice import Voice

Typed = Mapping[str, tuple[str, ...]]
"""What was typed, by the name of the field; several where several were chosen."""
LAT, LON = "lat", "lon"
_SENSITIVITY = "sensitivity"
_MANY_PARTS = 1000


@dataclass(frozen=True)
class Field:
    """One field of a form, with what stands in it."""

    name: str
    asks: str
    """How it is asked: text, long, integer, decimal, date, dateTime, one, many, shape, several, point."""
    label: str
    required: bool
    values: tuple[str, ...]
    choices: tuple[tuple[str, str], ...] = ()
    """Value and name."""
    low: float | None = None
    high: float | None = None
    locked: bool = False
    """Whether it is settled by where the form was opened, and only shown."""
    told: str = ""
    """Of what is settled: as the reader knows it."""
    hint: str = ""
    wrong: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Of a point: its latitude and longitude as typed."""

    @property
    def value(self) -> str:
        """What stands in it, of one answer."""
        return self.values[0] if self.values else ""


@dataclass(frozen=True)
class Asking:
    """A kind of act, asked of somebody who reads a language."""

    kind: str
    agreement: Agreement
    voice: Voice
    offered: Mapping[str, tuple[str, ...]]
    """Answers that alone can be right: the segments of this boundary, the other parties."""

    @property
    def model(self) -> type[Deed]:
        """The kind."""
        return KINDS[self.kind]

    def fields(
        self, typed: Typed, problems: Sequence[Problem] = (), locked: frozenset[str] = frozenset()
    ) -> tuple[Field, ...]:
        """The fields, with what was typed and what is wrong with it."""
        return tuple(self._field(one, typed, problems, locked) for one in self._questions())

    def _questions(self) -> Iterator[Question]:
        yield from questions(self.model, self.agreement)
        info = self.model.model_fields[_SENSITIVITY]
        if not takes_nothing(info):
            choices = ("public", "restricted", "secret")
            yield Question(
                name=_SENSITIVITY, field=_SENSITIVITY, asks="select_one", label="Who may see it.",
                required=True, default=str(info.default),
                choices=tuple(Choice(name=one, label=one) for one in choices),
            )  # fmt: skip

    def _field(
        self, one: Question, typed: Typed, problems: Sequence[Problem], locked: frozenset[str]
    ) -> Field:
        values = typed.get(one.name, (one.default,) if one.default else ())
        asks = self._asks(one)
        choices = tuple(self._choices(one))
        value = values[0] if values else ""
        return Field(
            name=one.name,
            asks=asks,
            label=self.voice.category(one.item)
            if one.item
            else self.voice.tongue.phrase(one.label).removesuffix("."),
            required=one.required,
            values=values,
            choices=choices,
            low=one.low,
            high=one.high,
            locked=one.name in locked,
            told=dict(choices).get(value, value),
            hint=self._hint(asks, one),
            wrong=tuple(told_wrong(each, self.voice) for each in problems if each.field in _answers(one)),
            parts=tuple((typed.get(part) or ("",))[0] for part in (LAT, LON)) if asks == "point" else (),
        )

    def _asks(self, one: Question) -> str:
        if one.choices or one.name in self.offered:
            return "many" if one.asks == "select_multiple" else "one"
        if one.asks == "geopoint":
            return "point"
        if one.asks == "geotrace":
            return "shape"
        if one.item is None and shape_of(self.model.model_fields[one.field]).is_many:
            return "several"
        return "long" if one.long else one.asks

    def _choices(self, one: Question) -> Iterator[tuple[str, str]]:
        offered = self.offered.get(one.name, tuple(choice.name for choice in one.choices))
        if one.name == _SENSITIVITY:
            yield from ((each, seen_by(each, self.voice)) for each in offered)
        elif one.choices:
            names = shape_of(self.model.model_fields[one.field]).names
            yield from ((each, named(self.voice, names, each)) for each in offered)
        else:
            yield from ((each, each) for each in offered)

    def _hint(self, asks: str, one: Question) -> str:
        """What else has to be known to answer."""
        say = self.voice.tongue.say
        if one.pattern == HANDLE:
            return say("Small letters, digits, dots and dashes, without blanks. Everybody finds it by this.")
        if one.pattern == NUMBERED:
            return say("One small letter and numbers, like r-12: a name here tells of nobody.")
        hints = {
            "dateTime": say("Time of {zone}.", zone=self.agreement.tempo.timezone),
            "several": say("Several, with spaces between them."),
            "shape": say("GeoJSON, longitude before latitude."),
        }
        return hints.get(asks, "")

    def deed(self, typed: Typed, usual: Mapping[str, Any]) -> Deed:
        """The act that was typed; InputError with every field that is wrong."""
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        for one in self._questions():
            try:
                self._read(one, typed, values)
            except ValueError as error:
                problems.append(Problem("form", 0, one.name, str(error)))
        if problems:
            raise InputError(problems)
        whole = {**usual, **values, "kind": self.kind}
        try:
            return deed_from(whole)
        except ValidationError as error:
            found = problems_of(error, node_of(whole), "form", deed_schema)
            raise InputError([self._of_form(each) for each in found]) from None

    def _of_form(self, problem: Problem) -> Problem:
        name = problem.field.removeprefix(f"{self.kind}.").partition("[")[0]
        return Problem(problem.file, 0, name, problem.message, problem.allowed)

    def _read(self, one: Question, typed: Typed, values: dict[str, Any]) -> None:
        texts = tuple(text.strip() for text in typed.get(one.name, ()) if text.strip())
        match self._asks(one):
            case "point":
                _read_point(typed, values)
            case "many":
                values.update({one.field: list(texts)} if texts else {})
            case "several" if texts:
                values[one.field] = " ".join(texts).replace(",", " ").split()[:_MANY_PARTS]
            case _ if texts and one.item is not None:
                values.setdefault(one.field, []).append(f"{one.item}={_whole(texts[0])}")
            case asks if texts:
                values[one.field] = self._value(asks, one, texts[0])

    def _value(self, asks: str, one: Question, text: str) -> Any:
        match asks:
            case "integer":
                return _whole(text)
            case "decimal":
                return _figure(text)
            case "date":
                return _day(text)
            case "dateTime":
                return _instant(text, self.agreement).isoformat()
            case "shape":
                return _shape(text)
            case "one" if one.is_yes_no:
                return text == "yes"
        return text


def seen_by(sensitivity: str, voice: Voice) -> str:
    """Who may see an act."""
    say = voice.tongue.say
    told = {
        "public": say("public: it may be told to everybody"),
        "restricted": say("restricted: whoever it concerns here"),
        "secret": say("secret: your own side, those it is between, and auditors"),
    }
    return told[sensitivity]


def named(voice: Voice, what: Named | None, name: str) -> str:
    """Something that an answer names, as the reader knows it."""
    match what:
        case "party" | "body":
            return voice.party(name)
        case "zone":
            return voice.zone(name)
        case "term":
            return voice.category(name)
        case "norm":
            return voice.promise(name)
    return voice.tongue.term(name)


def told_wrong(problem: Problem, voice: Voice) -> str:
    """What is wrong with an answer, and what would be right where that is a short list."""
    allowed = ", ".join(voice.whatever(one) for one in problem.allowed[:24])
    told = voice.clause(problem.message)
    return f"{told} ({allowed})" if allowed else told


def _answers(one: Question) -> tuple[str, ...]:
    """The fields whose problems stand beside a question."""
    return (LAT, LON, POINT) if one.asks == "geopoint" else (one.name, one.field)


def _read_point(typed: Typed, values: dict[str, Any]) -> None:
    for name in (LAT, LON):
        text = (typed.get(name) or ("",))[0].strip()
        if text:
            values[name] = _figure(text)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 12):  # noqa: PLR2004 - far beyond any count
        raise ValueError("must be a whole number")
    return int(text)


def _figure(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError("must be a number") from None


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("is no day of the calendar; write it like 2018-10-10") from None


def _instant(text: str, agreement: Agreement) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day or instant; write it like 2018-10-10T12:00") from None
    return found if found.tzinfo else found.replace(tzinfo=agreement.tempo.zone)


def _shape(text: str) -> Any:
    """A GeoJSON geometry, or that of the only feature."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is no GeoJSON") from None
    match found:
        case {"type": "FeatureCollection", "features": [{"geometry": dict() as only}]}:
            return only
        case {"type": "Feature", "geometry": dict() as only}:
            return only
        case {"type": str()}:
            return found
    raise ValueError("is no GeoJSON")
