"""What a document's fields are told to be."""

from __future__ import annotations

from pydantic import Field

from truceline.evidence.descriptions import descriptions
from truceline.evidence.strict import Strict


class Shelf(Strict):
    """A made-up document."""

    books: int
    """How many stand on it,
    of all sizes."""
    bare: str = ""
    high: float = Field(alias="height_cm")
    """From the floor."""


class Case(Shelf):
    """One that is built on another."""

    bare: str = ""
    """What is left."""


def test_a_fields_sentences_are_its_description() -> None:
    assert descriptions(Shelf) == {"books": "How many stand on it,\nof all sizes.", "high": "From the floor."}


def test_a_document_built_on_another_has_its_descriptions_too() -> None:
    assert descriptions(Case) == {**descriptions(Shelf), "bare": "What is left."}


def test_the_schema_tells_them_under_the_names_that_files_use() -> None:
    fields = Case.model_json_schema()["properties"]
    assert fields["height_cm"]["description"] == "From the floor."
    assert fields["bare"]["description"] == "What is left."
    assert "description" not in Shelf.model_json_schema()["properties"]["bare"]
