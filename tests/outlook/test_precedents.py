from __future__ import annotations

from datetime import date

import pytest
from scipy import stats
from tests.mechanism.conftest import TINY

from truceline.agreement.load import load_agreement
from truceline.errors import InputError
from truceline.outlook.precedents import HORIZONS, base_rates, mechanisms_of, own_precedents, share_of

TODAY = date(2030, 6, 1)


@pytest.fixture
def deals(tmp_path):
    """Write a table of deals; gives its path."""

    def write(*lines: str, head: str = "name,signed,ended"):
        path = tmp_path / "deals.csv"
        path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
        return path

    return write


def test_an_agreement_is_held_against_those_that_set_up_the_like():
    agreement = load_agreement(TINY)
    assert mechanisms_of(agreement) == ("any", "ceasefire", "withdrawal", "third_party")
    told = base_rates(agreement)
    assert [one.days for one in told if one.mechanism == "withdrawal"] == list(HORIZONS)
    for one in told:
        assert one.low <= one.share <= one.high
        assert one.share == pytest.approx(one.held / one.followed, abs=1e-3)


def test_fewer_hold_the_longer_one_looks():
    told = [one.share for one in base_rates(load_agreement(TINY)) if one.mechanism == "any"]
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize(("held", "of"), [(3, 9), (0, 4), (5, 5)])
def test_the_interval_is_clopper_and_pearson_s(held, of):
    exact = stats.binomtest(held, of).proportion_ci(0.95, method="exact")
    assert share_of(held, of) == pytest.approx((held / of, exact.low, exact.high))


def test_of_none_there_is_no_share():
    assert share_of(0, 0) is None


def test_one_s_own_deals_are_told_apart(deals):
    path = deals("First,2029-01-01,2029-01-20", "Second,2029-01-01,", "Third,2030-05-20,")
    told = {one.days: (one.held, one.followed) for one in own_precedents(path, TODAY)}
    assert told == {30: (1, 2), 90: (1, 2), 365: (1, 2)}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("First,long ago,", "deals.csv:2: signed: 'long ago' is not an ISO day"),
        ("First,2029-01-01,soon", "deals.csv:2: ended: 'soon' is not an ISO day"),
        ("First,2029-01-01,2028-01-01", "signed, ended and 2030-06-01 come in this order"),
        ("First,2031-01-01,", "come in this order"),
    ],
)
def test_wrong_deals_are_told_by_line_and_field(deals, line, told):
    with pytest.raises(InputError, match=told.replace("(", "[(]")):
        list(own_precedents(deals(line), TODAY))


def test_a_table_of_other_columns_is_refused(deals):
    with pytest.raises(InputError, match="has these columns"):
        list(own_precedents(deals("x", head="deal"), TODAY))
