from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count

import pytest

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Status
from truceline.ledger.entry import Origin
from truceline.publish.report.facts import KEPT_BACK
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue


@pytest.fixture
def case(tmp_path):
    made = Case.create(tmp_path / "case", bundle="idlib-2018")
    numbers = count(1)

    def told(**changes) -> Claim:
        claim = Claim.model_validate({
            "kind": "event", "act": "shell", "says": f"Shells fell, number {next(numbers)}.",
            "time": {"start": date(2018, 10, 2), "end": date(2018, 10, 2)},
            "source": {"id": "desk", "family": "desk"}, "recorded_at": datetime(2018, 10, 3, tzinfo=UTC),
            **changes,
        }).identified()  # fmt: skip
        made.ledger.append(Origin("claims", claim.claim_id), [claim], days=made.agreement.tempo)
        return claim

    return made, told


@pytest.mark.parametrize(
    ("changes", "licence", "is_secret"),
    [
        ({}, None, False),
        ({"licence": "cc-by"}, "cc-by", False),
        ({"licence": KEPT_BACK}, KEPT_BACK, False),
        ({"sensitivity": "secret"}, None, True),
    ],
)
def test_a_correction_says_whether_its_words_may_be_passed_on(case, changes, licence, is_secret):
    made, told = case
    claim = told(**changes)
    first = gathered(made, Asked("weekly", Frame(as_of=date(2018, 10, 7)), outlook=False), "Weekly")
    issue(made, first, "ana")
    made.ledger.decide(claim.claim_id, Status.WITHDRAWN, "ana", "told twice")
    later = gathered(made, Asked("weekly", Frame(as_of=date(2018, 10, 14)), outlook=False), "Weekly")
    (one,) = later.corrections
    assert (one.says, one.licence, one.is_secret) == (claim.says, licence, is_secret)
