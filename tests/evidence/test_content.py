from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from pydantic import BaseModel
from tests.evidence.strategies import claims

from truceline.core.canonical import canonical_json
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Claim, Kind, Place, Source, When
from truceline.evidence.content import content_of, filled, known

BOOKKEEPING = {"claim_id", "recorded_at", "status", "decided_by", "decided_at"}


def dumped(claim: Claim) -> bytes:
    return canonical_json(claim.model_dump(mode="json", exclude=BOOKKEEPING, exclude_none=True))


@given(claims)
def test_the_content_of_a_claim_is_the_canonical_json_of_what_it_dumps(claim: Claim):
    assert claim.content() == dumped(claim)


@pytest.mark.parametrize(
    "coordinates",
    [
        [[[37.0, 36.0], [37.5, 36.0], [37.0, 36.25], [37.0, 36.0]]],
        [[[37, 36], [-0.0, 36.5], [1e16, -0.05], [37, 36]]],
        [[1e-7, 2.0]],
        [],
    ],
)
def test_a_shape_keeps_its_spelling(coordinates: list[object]):
    place = Place(geometry={"type": "Polygon", "coordinates": coordinates})
    assert content_of(place).encode() == canonical_json(place.model_dump(mode="json", exclude_none=True))


def test_no_part_of_a_claim_has_an_alias_and_none_of_its_content_an_instant():
    waiting: list[type[BaseModel]] = [Claim]
    for model in waiting:
        for name, field in model.model_fields.items():
            assert field.alias is None
            told = str(field.annotation)
            assert not ("Datetime" in told or "datetime.datetime" in told) or name in BOOKKEEPING
            parts = [field.annotation, *get_args(field.annotation)]
            waiting += [one for one in parts if isinstance(one, type) and issubclass(one, BaseModel)]


@given(claims)
def test_a_claim_made_of_known_values_is_the_validated_one(claim: Claim):
    values = {name: getattr(claim, name) for name in claim.model_fields_set}
    made = known(Claim, **values)
    assert made == claim == Claim.model_validate_json(made.model_dump_json())
    assert made.model_dump_json() == claim.model_dump_json()
    assert made.model_fields_set == claim.model_fields_set


@given(claims)
def test_a_claim_filled_later_is_the_one_that_was_told_all_at_once(claim: Claim):
    values = {name: getattr(claim, name) for name in claim.model_fields_set}
    later = {name: values.pop(name) for name in ("bears_on", "claim_id") if name in values}
    made = filled(known(Claim, **values), **later)
    assert made == claim
    assert made.model_dump_json() == claim.model_dump_json()
    assert made.model_fields_set == claim.model_fields_set


def test_what_has_no_default_must_be_given():
    with pytest.raises(TypeError, match="Source lacks family, id"):
        known(Source)


def test_a_copy_knows_no_names_that_are_no_fields_and_works_out_its_digest_anew():
    claim = Claim(kind=Kind.EVENT, act=Act.SHELL, source=Source(id="a", family="a"))
    before = claim.content_digest
    copied = claim.model_copy(update={"time": When(start=date(2018, 10, 8)), "nothing": 1})
    assert copied.content_digest != before
    assert "nothing" not in copied.__dict__
    assert copied.model_fields_set == {"kind", "act", "source", "time"}
    deep = claim.model_copy(update={"actor": (Actor(party="hts"),)}, deep=True)
    assert (deep.actor, deep.source) == ((Actor(party="hts"),), claim.source)
    assert "content_digest" not in deep.__dict__
