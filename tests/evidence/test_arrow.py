"""Claims as Arrow tables: one definition, and the way there and back without loss."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from tests.evidence.strategies import claims

from truceline.errors import InputError
from truceline.evidence.acts import Act
from truceline.evidence.arrow import arrow_schema, batches, from_table, to_table
from truceline.evidence.claim import (
    Actor,
    Casualties,
    Claim,
    Evidence,
    Kind,
    Place,
    Quantity,
    Source,
    Thing,
    Toll,
    When,
    Words,
)

FULL = Claim(
    label="a",
    kind=Kind.LOOK,
    act=Act.ABSENCE,
    trigger=Words(text="saw none", span=(3, 11)),
    actor=(Actor(text="they", span=(0, 4), party="north"),),
    object=Thing(text="guns", term="heavy-weapons"),
    place=(Place(lat=1.5, lon=2, geometry={"type": "Point", "coordinates": [2, 1.5]}), Place(text="ford")),
    time=When(start=date(2020, 2, 2), end=date(2020, 2, 3)),
    quantity=(Quantity(low=1, approx=True),),
    casualties=Casualties(killed=Toll(low=1, best=2, high=3)),
    coverage=0.5,
    source=Source(id="log", family="log"),
    published_on=date(2020, 2, 4),
    recorded_at=datetime(2020, 2, 4, 5, 6, 7, 89, tzinfo=UTC),
    evidence=Evidence(file="f" * 64, row=7),
    bears_on=("no-shooting",),
    says="Nobody saw guns.",
).identified()


def test_a_full_claim_comes_back_equal_also_through_parquet() -> None:
    out = io.BytesIO()
    parquet.write_table(to_table([FULL]), out)
    out.seek(0)
    (back,) = from_table(parquet.read_table(out))
    assert back == FULL
    assert back.content_digest == FULL.claim_id


@settings(max_examples=40)
@given(st.lists(claims, max_size=4))
def test_any_claims_come_back_equal_and_in_order(some) -> None:
    assert list(from_table(to_table(some))) == some


def test_the_schema_is_the_claims_own_with_its_descriptions() -> None:
    schema = arrow_schema()
    assert schema.names == list(Claim.model_fields)
    assert b"Norm ids" in schema.field("bears_on").metadata[b"description"]
    assert schema.field("published_on").type == pa.date32()
    assert schema.field("recorded_at").type == pa.timestamp("us", tz="UTC")
    assert not schema.field("act").nullable
    assert schema.field("place").type.value_type.field("lat").type == pa.float64()
    assert schema.metadata == {b"format": b"truceline/claim/1"}


def test_batches_hold_no_more_than_asked_for() -> None:
    assert [batch.num_rows for batch in batches([FULL] * 5, size=2)] == [2, 2, 1]


def test_no_claims_make_an_empty_table_of_the_same_schema() -> None:
    assert to_table([]).schema == arrow_schema()


def test_without_pyarrow_the_extra_is_named(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"needs pyarrow: pip install 'truceline\[tables\]'"):
        arrow_schema()
