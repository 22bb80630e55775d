"""Documents that are given the same fields share the set that says which."""

from __future__ import annotations

import pickle

from truceline.evidence.claim import Source
from truceline.evidence.strict import lean


def test_documents_with_the_same_fields_share_what_tells_which_were_given():
    one, other, more = (
        lean(Source(id="a", family="a")),
        lean(Source(id="b", family="b")),
        lean(Source(id="c", family="c", reliability="B")),
    )
    assert one.model_fields_set is other.model_fields_set
    assert more.model_fields_set == {"id", "family", "reliability"}
    assert one.model_dump(exclude_unset=True) == {"id": "a", "family": "a"}


def test_a_changed_copy_of_one_leaves_the_others_as_they_are():
    one, other = lean(Source(id="a", family="a")), lean(Source(id="b", family="b"))
    changed = one.model_copy(update={"reliability": "B"})
    assert changed.model_fields_set == {"id", "family", "reliability"}
    assert other.model_fields_set == {"id", "family"}


def test_what_they_share_they_share_where_they_are_sent():
    pair = [lean(Source(id=name, family=name)) for name in "ab"]
    again = pickle.loads(pickle.dumps(pair))  # noqa: S301 - our own
    assert again == pair
    assert again[0].model_fields_set is again[1].model_fields_set
