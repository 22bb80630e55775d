from __future__ import annotations

from datetime import date

import pytest

from truceline.errors import InputError
from truceline.web.map.wanted import NOBODY, Wanted


def wanted(busy, **query):
    return Wanted.of(query, busy.agreement)


def test_an_empty_form_wants_everything(busy):
    assert wanted(busy, zone=[""], party=[], p=["0"], **{"from": [""]}) == Wanted()


def test_a_form_is_read_whole(busy):
    given = wanted(
        busy,
        party=["russia", NOBODY],
        kind=["shell"],
        zone=["dmz"],
        p=["0.5"],
        to=["2018-12-01"],
        bbox=["35,34,37.5,36"],
        proposed=["1"],
        **{"from": ["2018-10-01"]},
    )
    assert given == Wanted(
        parties=frozenset({"russia", NOBODY}),
        kinds=frozenset({"shell"}),
        zone="dmz",
        p_least=0.5,
        first=date(2018, 10, 1),
        last=date(2018, 12, 1),
        bbox=(35.0, 34.0, 37.5, 36.0),
        proposed=True,
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("party", "nobody-there-is"),
        ("kind", "shelling"),
        ("zone", "atlantis"),
        ("p", "1.5"),
        ("p", "nan"),
        ("p", "much"),
        ("from", "yesterday"),
        ("to", "2018-13-01"),
        ("bbox", "1,2,3"),
        ("bbox", "3,2,1,4"),
        ("bbox", "1,2,inf,4"),
        ("bbox", "a,b,c,d"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(busy, field, value):
    with pytest.raises(InputError) as caught:
        wanted(busy, **{field: [value]})
    assert [problem.field for problem in caught.value.problems] == [field]


def test_all_that_is_wrong_is_told_at_once(busy):
    with pytest.raises(InputError) as caught:
        wanted(busy, p=["2"], to=["2018-01-01"], kind=["x"], **{"from": ["2019-01-01"]})
    assert {problem.field for problem in caught.value.problems} == {"p", "to", "kind"}


def test_a_view_beyond_the_world_ends_with_it(busy):
    assert wanted(busy, bbox=["-200,-95,200,95"]).bbox == (-180.0, -90.0, 180.0, 90.0)
