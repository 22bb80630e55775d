"""What a demonstration shows of a bundled case: read from `demo.yaml` in the case's own folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from truceline.agreement.model import Agreement
from truceline.agreement.yaml_source import read_yaml
from truceline.case.bundles import available, bundle_path
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.acts import Act
from truceline.evidence.strict import Strict

FILE = "demo.yaml"
Page = Annotated[str, Field(pattern=r"^[\w.-]+\.html$")]


class Shot(Strict):
    """One frame to show, and why it is worth a look."""

    as_of: date
    known_at: date | None = None
    instruments: tuple[str, ...] | None = None
    """Only these texts of the agreement; null: all of them."""
    caption: str = ""

    def frame(self, agreement: Agreement) -> Frame:
        """The frame on the agreement's clock; a day is known at its end."""
        known_at = agreement.tempo.last_moment(self.known_at) if self.known_at else None
        instruments = None if self.instruments is None else frozenset(self.instruments)
        return Frame(as_of=self.as_of, known_at=known_at, instruments=instruments)


class Told(Strict):
    """The status to explain in full, and in which frame (1 is the first)."""

    norm: str
    frame: Annotated[int, Field(ge=1)]


class Review(Strict):
    """What the reviewer decides about one claim that the reader proposes."""

    words: Annotated[str, Field(min_length=1)]
    """Words of its sentence, to the letter; a line's end counts as a blank."""
    act: Act
    decision: Literal["accept", "reject"]
    changes: tuple[str, ...] = ()
    """What is corrected before it is accepted, as `field=value`."""
    why: str

    @model_validator(mode="after")
    def _corrects_what_it_accepts(self) -> Self:
        if self.changes and self.decision == "reject":
            raise ValueError("changes go with accept: what is rejected is not corrected")
        return self


class Report(Strict):
    """A report to read, what the reviewer makes of it, and the status that it changes."""

    file: str
    """A file in the case's folder of reports."""
    page: Page
    caption: str
    without: tuple[str, ...] = ()
    """Labels of claims to take out first: those that somebody typed from the same report."""
    as_of: date
    norm: str
    reviews: Annotated[tuple[Review, ...], Field(min_length=1)]


class Read(Strict):
    """A report that people read for themselves on the reading desk of the case that is served."""

    file: str
    """A file in the case's folder of reports."""
    caption: str
    """What to do with it, and what it changes."""
    without: tuple[str, ...] = ()
    """Labels of claims to take out first: those that somebody typed of the same days."""


class Publishing(Strict):
    """The weekly report and the public bulletin that are made of the case."""

    caption: str
    weekly: date
    """Last day of the mission's own report."""
    page: Page
    """Its file; the PDF has the same name."""
    bulletin: Annotated[tuple[date, ...], Field(min_length=1)]
    """Last days of the weeks that the public is told of, oldest first."""
    folder: Annotated[str, Field(pattern=r"^[\w-]+$")]
    languages: Annotated[tuple[Literal["en", "ar"], ...], Field(min_length=1)] = ("en",)


class DemoPlan(Strict):
    """The whole demonstration of one case."""

    format: Literal["truceline/demo/1"]
    title: str
    page: Page
    frames: Annotated[tuple[Shot, ...], Field(min_length=1)]
    explain: Told
    places: tuple[str, ...] = ()
    report: Report | None = None
    publish: Publishing | None = None
    read: Read | None = None

    @model_validator(mode="after")
    def _tells_what_it_shows(self) -> Self:
        if self.explain.frame > len(self.frames):
            raise ValueError(f"explain names frame {self.explain.frame} of {len(self.frames)}")
        return self


def shown() -> tuple[str, ...]:
    """The bundled cases that can be demonstrated."""
    return tuple(bundle for bundle in available() if (bundle_path(bundle) / FILE).is_file())


def plan_for(path: Path) -> DemoPlan:
    """Read a plan; InputError names file, line and field of everything wrong with it."""
    root, problems = read_yaml(path)
    if problems:
        raise InputError(problems)
    try:
        return DemoPlan.model_validate(root.plain())
    except ValidationError as error:
        found = [
            Problem(str(path), (root.walk(e["loc"]) or root).line, ".".join(map(str, e["loc"])), e["msg"])
            for e in error.errors(include_url=False)
        ]
        raise InputError(found) from error
