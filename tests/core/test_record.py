"""Records: slotted values with a hash and an order of fields, equal to their like."""

from __future__ import annotations

from dataclasses import field, replace

import pytest

from truceline.core.record import record


@record
class _Pair:
    left: int
    right: tuple[int, ...] = field(default=())


@record
class _Named(_Pair):
    name: str = ""


def test_a_record_equals_and_hashes_as_its_like():
    assert _Pair(1, (2,)) == _Pair(1, (2,))
    assert len({_Pair(1), _Pair(1), _Pair(2)}) == 2


def test_a_record_of_another_kind_is_not_the_same():
    assert _Pair(1) != _Named(1)


def test_a_record_has_no_field_that_it_does_not_name():
    with pytest.raises(AttributeError):
        _Pair(1).middle = 3


def test_a_record_is_changed_by_making_another():
    first = _Named(1, name="one")
    assert replace(first, left=2) == _Named(2, (), "one")
    assert first.left == 1
