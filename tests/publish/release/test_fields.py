"""The allow-list: every field of every document of a report is decided about."""

from __future__ import annotations

import types
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from tests.publish.release.world import private, shelling

from truceline.assess.result import (
    AgreementRef,
    Assessment,
    FrameRef,
    NormStatus,
    PostureEntry,
    RegisterEntry,
)
from truceline.case.depths import Sightings
from truceline.evidence.strict import Strict
from truceline.outlook.comparison import Comparison
from truceline.outlook.displacement import Displacement
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Forecast
from truceline.outlook.frozen import Record
from truceline.outlook.fulfilment import Fulfilment
from truceline.outlook.precedents import BaseRate
from truceline.publish.release.fields import ALLOWED, NEVER, built
from truceline.publish.report.facts import (
    ExtensionTold,
    Facts,
    InquiryTold,
    MeetingTold,
    PatrolTold,
    SegmentTold,
    SiteTold,
    StretchTold,
)

TEXT_OF = {
    Facts: "engine: ours; title: what its publisher calls this very report",
    Assessment: "engine: ours",
    AgreementRef: "of the agreement",
    FrameRef: "ids of the agreement",
    NormStatus: "of the agreement",
    PostureEntry: "the norm's id",
    Comparison: "ids of the agreement",
    Displacement: "ids of the agreement",
    Forecast: "ids of the agreement",
    Fulfilment: "the norm's id",
    Outlook: "engine and model: ours",
    Record: "names of our own models",
    BaseRate: "a word of our own list",
    Sightings: "a state of a matter",
    SiteTold: "a state of a matter",
    StretchTold: "a state of a matter",
    SegmentTold: "a state of a matter",
    ExtensionTold: "a state of a matter",
    InquiryTold: "a state of a matter",
    MeetingTold: "a state of a matter",
    PatrolTold: "words of a closed list, checked where the act is entered",
    RegisterEntry: "the norm's id",
}
"""Documents of which text leaves as it is, and why it can hold nobody's words."""


def documents(kind: type[BaseModel], found: dict[type[BaseModel], None] | None = None):
    """A document and every document in it."""
    found = {} if found is None else found
    if kind not in found:
        found[kind] = None
        for field in kind.model_fields.values():
            for inner in inside(field.annotation):
                documents(inner, found)
    return found


def inside(annotation: Any):
    """The documents that an annotation speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from inside(argument)


def is_text(annotation: Any) -> bool:
    """Whether plain text fits; words of a closed vocabulary are none."""
    if get_origin(annotation) is Literal:
        return False
    if get_origin(annotation) in (Union, types.UnionType, tuple, dict) or get_args(annotation):
        return any(map(is_text, get_args(annotation)))
    return annotation is str


EVERY = tuple(documents(Facts))


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_every_field_of_a_document_is_decided_about(kind: type[Strict]):
    if kind not in NEVER:
        assert ALLOWED[kind].fields == set(kind.model_fields)


def test_nothing_is_decided_about_that_no_report_has():
    assert set(EVERY) == ALLOWED.keys() | NEVER


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_no_field_is_decided_about_twice(kind):
    leaving = ALLOWED[kind]
    assert len(leaving.as_is) + len(leaving.made) + len(leaving.empty) == len(leaving.fields)


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_text_that_somebody_may_have_written_never_leaves_as_it_is(kind):
    free = [name for name in ALLOWED[kind].as_is if is_text(kind.model_fields[name].annotation)]
    assert bool(free) == (kind in TEXT_OF), free


@pytest.mark.parametrize("kind", ALLOWED, ids=lambda kind: kind.__name__)
def test_what_leaves_as_it_is_holds_only_documents_that_leave_as_they_are(kind):
    for name in ALLOWED[kind].as_is:
        for inner in inside(kind.model_fields[name].annotation):
            assert ALLOWED[inner].as_is == ALLOWED[inner].fields, (name, inner)


def test_a_document_is_not_built_while_a_field_is_missing():
    facts = private([shelling()])
    with pytest.raises(AssertionError, match="incident"):
        built(facts, report="r")
