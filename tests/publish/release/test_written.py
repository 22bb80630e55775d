"""Nothing that is written from public facts holds a canary: page, PDF, tables, feeds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.publish.release.canaries import leaks
from tests.publish.release.full_case import AS_OF

from truceline.core.frame import Frame
from truceline.publish.beside.folder import write_beside
from truceline.publish.release.release import released_from
from truceline.publish.report.compose import composed
from truceline.publish.report.page import report_page
from truceline.publish.report.printed import printed
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import tongue


@pytest.fixture(scope="module")
def public(full):
    case, _, facts = full
    return released_from(case, facts)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_and_no_pdf_holds_one(full, public, language):
    case, birds, _ = full
    report = composed(Setting(public, case.agreement, case.atlas, tongue(language)))
    assert leaks(report_page(report), birds) == set()
    assert leaks(printed(report), birds) == set()


def test_no_file_of_figures_holds_one(full, public, tmp_path):
    case, birds, _ = full
    for path in write_beside(public, case.agreement, case.atlas, tmp_path / "beside", hxl=True):
        assert leaks(path.read_bytes(), birds) == set(), path.name


def test_a_spot_report_holds_none(full, tmp_path):
    case, birds, facts = full
    told = released_from(case, facts).now.violations[0].claims[0].claim_id
    ids = {one.claim_id for one in case.ledger.claims()}
    assert told not in ids
    open_ = next(
        one.entry_id
        for one in facts.now.violations
        if any(case.ledger.claim(each.claim_id).sensitivity == "public" for each in one.claims)
        and one.end < AS_OF - timedelta(days=20)
    )
    spot = facts.model_copy(update={"kind": "spot", "incident": open_, "outlook": None})
    public = released_from(case, spot)
    report = composed(Setting(public, case.agreement, case.atlas, tongue("en")))
    assert leaks(report_page(report), birds) == set()
    law = case.law(Frame(as_of=AS_OF))
    for path in write_beside(public, case.agreement, law.atlas, tmp_path / "beside"):
        assert leaks(path.read_bytes(), birds) == set(), path.name
