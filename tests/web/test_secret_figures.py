"""A figure that one side counts in secret, looked for in every report page and call of the others."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.web.api.calling import ROOT
from tests.web.console.one_table import Table

from truceline.core.frame import Frame
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue, issued

CANARY = 7919
OPEN = 11
COUNTED = datetime.now(UTC).date() - timedelta(days=1)
DAY = COUNTED + timedelta(days=2)
"""No midnight of any zone between the act and the reports leaves it out."""
ASKED = f"kind=weekly&day={DAY}"
PAGES = (
    f"/cases/idlib/reports/preview?{ASKED}",
    f"/cases/idlib/reports/preview.html?{ASKED}",
    f"/cases/idlib/register?as_of={DAY}",
    f"/cases/idlib/mechanism/counts?as_of={DAY}",
    f"{ROOT}/cases/idlib/reports/preview?as_of={DAY}",
    f"{ROOT}/cases/idlib/reports/preview/written?kind=weekly&as_of={DAY}",
    f"{ROOT}/cases/idlib/incidents?as_of={DAY}&limit=500",
    f"{ROOT}/cases/idlib/coverage?as_of={DAY}",
)
OTHERS = ("russia-liaison", "iran-liaison", "team-publisher", "team-verifier", "analyst")
FIGURE = re.compile(r"(?<![0-9a-zA-Z.])7,?919(?:\.0)?(?![0-9a-zA-Z.])")
"""As pages and calls write it, and no part of a digest."""


@pytest.fixture(scope="module")
def counted(table_made: Path, tmp_path_factory) -> Table:
    """A table at which one side has counted in secret what the other has counted openly."""
    table = Table(Path(shutil.copytree(table_made, tmp_path_factory.mktemp("counted") / "idlib")))
    where = {"where": "hama", "on": COUNTED.isoformat()}
    for name, firings, sensitivity in (
        ("russia-liaison", OPEN, "restricted"),
        ("turkey-liaison", CANARY, "secret"),
    ):
        given = {**where, "firings": str(firings), "sensitivity": sensitivity}
        assert table.act(name, "count", **given).status_code == 303
    case = table.held.case
    asked = Asked("weekly", Frame(as_of=DAY), outlook=False)
    issue(case, gathered(case, asked, "A week"), "publisher")
    return table


def pages(table: Table) -> tuple[str, ...]:
    """What tells reports, with the one that was issued."""
    (one,) = issued(table.held.case)
    kept = (f"/cases/idlib/reports/{one.sha256}.html", f"{ROOT}/cases/idlib/reports/{one.sha256}")
    return (*PAGES, *kept)


@pytest.mark.parametrize("name", OTHERS)
def test_a_figure_counted_in_secret_is_in_no_report_of_others(counted: Table, name: str):
    for path in pages(counted):
        told = counted.get(path, name=name).text
        found = [told[max(one.start() - 200, 0) : one.end() + 40] for one in FIGURE.finditer(told)]
        assert not found, path


@pytest.mark.parametrize("name", ["turkey-liaison", "second-turkey-liaison", "auditor"])
def test_its_own_side_and_an_auditor_read_it(counted: Table, name: str):
    path = f"{ROOT}/cases/idlib/reports/preview?as_of={DAY}"
    facts = counted.get(path, name=name).json()
    assert CANARY in {one["figures"].get("turkey") for one in facts["tallies"]}
    assert any(one["first_sum"] >= CANARY or one["second_sum"] >= CANARY for one in facts["agreed"])
    assert "tallies" not in facts["unseen"]


def test_no_sum_of_its_week_gives_it_away_and_what_is_withheld_is_said(counted: Table):
    path = f"{ROOT}/cases/idlib/reports/preview?as_of={DAY}"
    monday = (COUNTED - timedelta(days=COUNTED.weekday())).isoformat()
    own = counted.get(path, name="auditor").json()
    told = counted.get(path, name="russia-liaison").json()
    assert told["unseen"]["tallies"] == 1
    assert told["unseen"]["agreed"] == len(own["agreed"]) - len(told["agreed"])
    assert not [one for one in told["agreed"] if one["week"] == monday and "turkey" in one.values()]
    page = counted.get(f"/cases/idlib/reports/preview.html?{ASKED}", name="russia-liaison").text
    assert "2 rows are withheld here" in page
