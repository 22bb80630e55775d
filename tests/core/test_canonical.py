from __future__ import annotations

import hashlib
import json
import math
from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum, IntEnum, StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.core.canonical import canonical_json, digest, digest_bytes

leaves = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**53), max_value=2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
)
keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)


class Colour(StrEnum):
    RED = "red"


class Depth(IntEnum):
    TWO = 2


class Pair(Enum):
    BOTH = ("a", 1)


@given(trees)
def test_reading_the_bytes_back_gives_the_same_value(tree: object):
    assert json.loads(canonical_json(tree)) == tree


@given(trees)
def test_the_bytes_of_the_bytes_are_the_same(tree: object):
    assert canonical_json(json.loads(canonical_json(tree))) == canonical_json(tree)


@given(st.dictionaries(keys, leaves, max_size=6), st.randoms())
def test_the_order_of_the_keys_leaves_no_trace(mapping: dict[str, object], chance):
    pairs = list(mapping.items())
    chance.shuffle(pairs)
    assert canonical_json(dict(pairs)) == canonical_json(mapping)


@given(st.lists(st.integers() | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=5))
def test_a_set_has_one_spelling_whatever_order_it_was_filled_in(values: list[object]):
    assert canonical_json(set(values)) == canonical_json(frozenset(reversed(values)))


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        (1.0, "1"),
        (-0.0, "0"),
        (0.1, "0.1"),
        ("Ариха", '"Ариха"'),
        (date(2018, 9, 17), '"2018-09-17"'),
        (datetime(2018, 9, 17, 12, tzinfo=UTC), '"2018-09-17T12:00:00Z"'),
        (datetime(2018, 9, 17, 15, tzinfo=timezone(timedelta(hours=3))), '"2018-09-17T12:00:00Z"'),
        ((1, 2), "[1,2]"),
        (Colour.RED, '"red"'),
        ({Colour.RED: Colour.RED}, '{"red":"red"}'),
        (Depth.TWO, "2"),
        (Pair.BOTH, '["a",1]'),
    ],
)
def test_every_kind_of_value_has_its_spelling(value: object, spelling: str):
    assert canonical_json(value).decode() == spelling


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, {"x": [math.nan]}])
def test_what_is_no_number_is_refused(value: object):
    with pytest.raises(ValueError, match=r".+"):
        canonical_json(value)


@pytest.mark.parametrize("value", [b"bytes", object(), 1j, {1: "a"}])
def test_what_has_no_canonical_form_is_refused(value: object):
    with pytest.raises(TypeError, match=r"canonical|key"):
        canonical_json(value)


def test_an_instant_without_a_zone_is_a_bug():
    with pytest.raises(AssertionError, match="aware"):
        canonical_json(datetime(2018, 9, 17))


@given(trees)
def test_a_digest_is_the_sha256_of_the_bytes(tree: object):
    assert digest(tree) == hashlib.sha256(canonical_json(tree)).hexdigest()
    assert digest(tree) == digest_bytes(canonical_json(tree))


def test_equal_content_has_an_equal_digest_however_it_is_written():
    assert digest({"a": 1.0, "b": Colour.RED}) == digest({"b": "red", "a": 1})
