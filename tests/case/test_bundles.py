"""The cases that come with the package."""

from __future__ import annotations

import pytest

from truceline.case import bundles
from truceline.case.folder import Case
from truceline.errors import InputError
from truceline.evidence.query import EVERYTHING


def test_every_bundled_case_holds_an_agreement():
    assert bundles.available() == tuple(sorted(bundles.available()))
    for bundle in bundles.available():
        assert (bundles.bundle_path(bundle) / "agreement.yaml").is_file()


def test_an_unknown_case_is_told_with_those_there_are():
    with pytest.raises(InputError) as refusal:
        bundles.bundle_path("atlantis")
    (problem,) = refusal.value.problems
    assert problem.allowed == bundles.available()


@pytest.mark.parametrize("bundle", bundles.available())
def test_a_bundled_case_starts_whole_and_dated_as_its_claims_state(bundle, tmp_path):
    case = Case.create(tmp_path / "case", bundle=bundle)
    source = bundles.bundle_path(bundle) / bundles.CLAIMS
    lines = [line for line in source.read_text().splitlines() if line.strip()] if source.is_file() else []
    claims = list(case.ledger.claims(EVERYTHING))
    assert len(claims) == len(lines)
    (batch,) = case.ledger.batches() or (None,)
    assert batch is None or (batch.origin.kind, batch.origin.name) == ("bundle", bundle)
    assert all(claim.recorded_at < case.about.created for claim in claims)
    assert case.about.origin == bundle


@pytest.mark.parametrize("bundle", bundles.available())
def test_the_agreement_of_a_bundled_case_can_be_had_without_its_claims(bundle, tmp_path):
    case = Case.create(tmp_path / "case", agreement=bundle)
    assert case.ledger.position == 0
    assert case.agreement.content_digest == Case.open(case.folder).agreement.content_digest
