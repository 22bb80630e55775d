"""JSON read without guessing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.intake.json_text import json_value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"a": 1, "b": 2, "a": 1}', "'a' stands twice"),
        ('[{"in": {"deep": 1, "deep": 2}}]', "'deep' stands twice"),
        ('{"a": NaN}', "NaN is no JSON number"),
        ('{"a": "\\udc00"}', "surrogates"),
    ],
)
def test_what_python_alone_would_let_pass_is_refused(text, told) -> None:
    with pytest.raises(ValueError, match=told):
        json_value(text)


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), st.integers(), max_size=5))
def test_an_object_with_each_key_once_comes_back(content) -> None:
    assert json_value(json.dumps(content)) == content
