"""An attached table's few claims are no series: they are left out, and the table is named."""

from __future__ import annotations

from datetime import date

import pytest
from tests.case.conftest import NOW, write_source
from tests.case.test_attaching import reports
from tests.case.test_counting import write

from truceline.case.attaching import attach, detach
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.outlook.document import outlook_of
from truceline.outlook.strands import Stage

FRAME = Frame(as_of=date(2020, 5, 20))


@pytest.fixture
def case(tmp_path):
    """A case of another river, in force while the table's rows happened."""
    source = write_source(tmp_path / "source")
    made = Case.create(tmp_path / "case", agreement=source / "river.yaml", clock=lambda: NOW)
    attach(made, [write(tmp_path / "reports.csv", reports(300))])
    return made


def test_of_an_attached_table_nothing_is_counted_and_it_is_named(case):
    assert len(list(case.ledger.claims())) > 0
    assert all(one.raw.sum() == 0 for one in Stage.of(case, FRAME).strands())
    assert outlook_of(case, FRAME).tables == ("reports.csv",)


def test_imported_it_counts(case, tmp_path):
    detach(case, "reports.csv", by="ana", why="to be imported")
    case.import_file(tmp_path / "reports.csv")
    assert Stage.of(case, FRAME).strands()[0].raw.sum() > 50
    assert outlook_of(case, FRAME).tables == ()
