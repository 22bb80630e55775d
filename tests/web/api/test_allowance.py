from __future__ import annotations

import pytest
from tests.web.api.calling import call
from tests.web.console.visiting import Visitor

from truceline.web.api.allowance import Allowance
from truceline.web.refusals import TooOften


def test_each_account_has_an_allowance_of_its_own_that_fills_by_the_second():
    now = 0.0
    allowance = Allowance(at_once=2, a_second=0.5, clock=lambda: now)
    allowance.take("one")
    allowance.take("one")
    with pytest.raises(TooOften) as refused:
        allowance.take("one")
    assert refused.value.wait_s == 2
    allowance.take("other")
    now = 2.0
    allowance.take("one")
    with pytest.raises(TooOften):
        allowance.take("one")


def test_whoever_asks_too_often_is_told_how_long_to_wait(visitor: Visitor):
    visitor.app.state.allowance = Allowance(at_once=1, a_second=0.1)
    assert call(visitor, "promises").status_code == 200
    answer = call(visitor, "promises")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] in ("8", "9", "10")
    assert call(visitor, "promises", name="observer").status_code == 200
