"""What a submission says, as the act that it becomes; what cannot be read is said, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from truceline.agreement.structure import problems_of
from truceline.core.instant import Clock
from truceline.errors import Problem, telling
from truceline.mechanism.deed import Deed
from truceline.mechanism.files import node_of
from truceline.mechanism.forms import ASKED, PHOTOGRAPH, Form
from truceline.mechanism.kinds import deed_from, deed_schema
from truceline.mechanism.questions import Question
from truceline.mechanism.submission_files import Submission, is_server_s_own

_INTEGER = re.compile(r"[+-]?\d{1,12}(\.0*)?")
_DECIMAL = re.compile(r"[+-]?\d{1,12}(\.\d{0,17})?([eE][+-]?\d{1,2})?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_POINT_CELLS = (
    ("Latitude", "Longitude"),
    ("latitude", "longitude"),
)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_ON_LINE = 2
"""A way has two points or more."""


class Unreadable(Exception):  # noqa: N818 - it ends one row's reading and never leaves the room
    """Why a submission cannot become an act: every problem, by field."""

    def __init__(self, *problems: Problem, word: str = "bad-value") -> None:
        super().__init__(problems[0].message)
        self.problems = problems
        self.word = word


@dataclass(frozen=True)
class Reader:
    """Reads submissions of one form, as it stands now."""

    form: Form
    clock: Clock
    """The agreement's, for times that name no offset."""

    def deed(self, given: Submission, usual: Mapping[str, Any], asked: Form) -> Deed:
        """The act of a submission made with `asked`, an edition of the form; raises Unreadable.

        `usual` says what every act says, and `submitted`.
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        names = {question.name for question in asked.questions}
        for question in self.form.questions:
            if question.name not in names:
                continue
            try:
                _put(values, question, self._answer(given, question))
            except ValueError as error:
                problems.append(Problem("", given.row, question.name, str(error)))
        if problems:
            raise Unreadable(*problems)
        try:
            return deed_from({**usual, **values, "kind": self.form.kind})
        except ValidationError as error:
            found = problems_of(error, node_of({**usual, **values}), "", deed_schema)
            raise Unreadable(*(_of_row(one, self.form.kind, given.row) for one in found)) from None

    def moment(self, text: str) -> datetime:
        """An instant as a telephone or a server writes it; ValueError for none."""
        return _moment(text, self.clock)

    def _answer(self, given: Submission, question: Question) -> Any:
        """The value of an answer; null for none. Raises ValueError."""
        if question.asks == "geopoint":
            return _point(given, question.name)
        if question.asks == "geotrace":
            return _trace(given.answers.get(question.name))
        text = given.text(question.name)
        return self._value(text, question) if text else None

    def _value(self, text: str, question: Question) -> Any:
        match question.asks:
            case "integer":
                return _integer(text)
            case "decimal":
                return _decimal(text)
            case "date":
                return _day(text)
            case "dateTime":
                return self.moment(text).isoformat()
            case "select_multiple":
                return text.split()
            case "select_one" if question.is_yes_no:
                return _yes(text)
        return text


def named_form(given: Submission, kind: str | None) -> str | None:
    """Form and version that a submission says it is of: by its hidden answer, or told from outside."""
    asked = given.text(ASKED)
    if asked:
        return asked
    return f"{kind}/{given.version}" if kind and given.version else kind


def photograph_of(given: Submission) -> str | None:
    """The file name of the photograph that came with a submission."""
    return given.text(PHOTOGRAPH) or None


def strangers(given: Submission, asked: Form) -> Iterator[str]:
    """Names under which something is answered that no question of the form asks for."""
    # Some servers split a point or a choice of several into columns of their own.
    split = tuple(f"{one.name}{sign}" for one in asked.questions for sign in "-/")
    known = {ASKED, PHOTOGRAPH, "", *(one.name for one in asked.questions)}
    for name in given.answers:
        if (
            name not in known
            and not name.startswith(split)
            and not is_server_s_own(name)
            and given.text(name)
        ):
            yield name


def extra_answers(given: Submission, form: Form, asked: Form) -> Iterator[str]:
    """Questions of an older edition that the form no longer asks, and that were answered."""
    now = {question.name for question in form.questions}
    return (one.name for one in asked.questions if one.name not in now and given.text(one.name))


def _put(values: dict[str, Any], question: Question, answer: Any) -> None:
    if answer is None:
        return
    if question.asks == "geopoint":
        values["lat"], values["lon"] = answer
    elif question.item is not None:
        values.setdefault(question.field, []).append(f"{question.item}={answer}")
    else:
        values[question.field] = answer


def _of_row(problem: Problem, kind: str, row: int) -> Problem:
    field = problem.field.removeprefix(f"{kind}.").partition("[")[0]
    return replace(problem, line=row, field=field)


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise ValueError(telling("'{text}' is no whole number", text=text[:80]))
    return int(float(text))


def _decimal(text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(telling("'{text}' is no number", text=text[:80]))
    return float(text)


def _day(text: str) -> str:
    # Some exports add midnight to a day.
    day = text.partition("T")[0]
    if not _DAY.fullmatch(day):
        raise ValueError(telling("'{text}' is no day like 2018-10-10", text=text[:80]))
    return day


def _yes(text: str) -> bool:
    known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if text.casefold() not in known:
        raise ValueError(telling("'{text}' is neither yes nor no", text=text[:80]))
    return known[text.casefold()]


def _moment(text: str, clock: Clock) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            telling("'{text}' is no instant like 2018-10-10T12:00:00+03:00", text=text[:80])
        ) from None
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise ValueError(telling("'{text}' is no instant of our time", text=text[:80]))
    return found if found.tzinfo is not None else found.replace(tzinfo=clock.zone)


def received(given: Submission) -> datetime | None:
    """When the server had it; servers write UTC where they name no offset. ValueError for no instant."""
    text = given.received_at
    return None if text is None else _moment(text, Clock()).astimezone(UTC)


def _point(given: Submission, name: str) -> tuple[float, float] | None:
    value = given.answers.get(name)
    if isinstance(value, dict):
        (lon, lat), *_ = _positions([value.get("coordinates")])
        return _lat_lon(lat, lon)
    for lat, lon in _POINT_CELLS:
        for apart in (f"{name}-{{}}", f"_{name}_{{}}"):
            pair = given.text(apart.format(lat)), given.text(apart.format(lon))
            if all(pair):
                return _lat_lon(*pair)
    words = given.text(name).split()
    return _lat_lon(*words[:2]) if words else None


def _positions(value: Any) -> list[list[Any]]:
    """The positions of a GeoJSON shape, without their height."""
    pairs = [one[:_ON_LINE] for one in value if isinstance(one, list)] if isinstance(value, list) else []
    if not pairs or any(len(pair) < _ON_LINE for pair in pairs):
        raise ValueError("is no GeoJSON shape")
    return pairs


def _lat_lon(*pair: Any) -> tuple[float, float]:
    if len(pair) != _ON_LINE:
        raise ValueError("is no point (latitude and longitude)")
    return _decimal(str(pair[0])), _decimal(str(pair[1]))


def _trace(value: Any) -> dict[str, Any] | None:
    """A way as GeoJSON: OData has it so, the others write `lat lon alt accuracy;...`."""
    if value in (None, ""):
        return None
    if isinstance(value, dict):
        pairs = _positions(value.get("coordinates"))
        return {"type": "LineString", "coordinates": [[_decimal(str(x)) for x in pair] for pair in pairs]}
    points = [_lat_lon(*one.split()[:2]) for one in str(value).split(";") if one.strip()]
    if len(points) < _ON_LINE:
        raise ValueError("is no way: it has fewer than two points")
    return {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in points]}
